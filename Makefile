# Two commands do everything on a machine with Python 3.11, pip, make and git:
#   make demo   sees a messy report through check, clean, restructure, shorten and fill
#   make test   runs the whole test suite (no network, no model)

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where it is set, as in many containers, each of many processes compiles all modules anew.
unexport PYTHONDONTWRITEBYTECODE

# A third of the tests' time is waiting, for servers and processes: one worker more than there are
# processors, and one more process to compute than there would be.
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n < 8 ? n + 1 : 8)))

# The files with tests of a mark: to collect all the others costs ten times what some of them take.
marked = $$(grep -rl --include='test_*.py' 'mark\.$(1)' tests)

.PHONY: help setup demo test test-browser test-model test-ray test-word lint format eval eval-model bench bench-model bench-batch clean

help:           ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## ?/\t/' | expand -t 14

setup: $(STAMP) ## install everything, at pinned versions, into .venv

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make setup PYTHON=/path/to/python3.11"; exit 2; }
	@echo "Installing into $(VENV) (once; about a minute) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: setup     ## the main job on a sample report, with the embedded model
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash eval/demo.sh

test: setup     ## all tests that need neither network nor weights
	@$(BIN)/python -m pytest -q -m alone $(call marked,alone)
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal --ignore tests/browser -m "not alone and not model and not browser and not office and not ray"

test-browser: setup ## the page in headless Chromium, as an author uses it
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 2 --dist loadfile -m "browser and not model" tests/browser \
	  || { echo "once more, alone: what failed beside others"; \
	    $(BIN)/python -m pytest -q --last-failed --last-failed-no-failures none -m "browser and not model" tests/browser; }

test-model: setup ## the tests that run the embedded model
	@$(BIN)/python -m pytest -q -m model $(call marked,model) --timeout 3600

test-ray: setup ## the batch on a Ray cluster of this machine (fetches Ray once, 80 MB)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,ray]'
	@$(BIN)/python -m pytest -q -m ray $(call marked,ray) --timeout 300

test-word: setup ## Word files through LibreOffice, where it is installed (minutes)
	@$(BIN)/python -m pytest -q -m office $(call marked,office) --timeout 900

lint: setup     ## style, formatting and types of the whole tree
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup   ## let ruff put imports and lines in order
	@$(BIN)/ruff check --fix --select I .
	@$(BIN)/ruff format .

eval: setup     ## score the rules and the baselines over the suite of cases (no model)
	@$(BIN)/python -m eval run --threshold 0.7
	@$(BIN)/python -m eval report rules

eval-model: setup ## the same for the embedded model, beside one plain prompt (hours; resumable)
	@$(BIN)/python -m eval run --model local --threshold 0.7
	@$(BIN)/python -m eval report local

bench: setup    ## the measurements the README quotes, no model needed
	@$(BIN)/python -m eval.bench.gaps
	@$(BIN)/python -m eval pairs
	@$(BIN)/python -m eval.bench.speed

bench-model: setup ## a batch on the embedded model, beside a bare load generator (slow)
	@$(BIN)/python -m eval.bench.embedded

bench-batch: setup ## throughput, memory, storms and kills of a batch, against a service on loopback
	@$(BIN)/python -m eval.bench.batch throughput
	@$(BIN)/python -m eval.bench.batch memory
	@$(BIN)/python -m eval.bench.batch storm
	@$(BIN)/python -m eval.bench.batch kills

clean:          ## remove what make and the tools left; the weights in the user's cache stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist demo *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
