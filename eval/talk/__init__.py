"""Requests to the talk, written by people who had not read it, and what becomes of each."""

from pathlib import Path

from eval.talk.measure import Outcome, measure, read_requests
from eval.talk.playback import ANSWERS, Playback

OPEN = Path(__file__).with_name("open.jsonl")

__all__ = ["ANSWERS", "OPEN", "Outcome", "Playback", "measure", "read_requests"]
