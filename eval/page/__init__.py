"""The report of a run: one HTML page that needs nothing else, with JUnit and JSON beside it."""

from eval.page.build import build_page
from eval.page.junit import build_junit

__all__ = ["build_junit", "build_page"]
