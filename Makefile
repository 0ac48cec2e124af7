# `make run` opens finews, `make test` tests it; both make their own environment in .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCALES := finews_tui/locales
MAN_PAGE := finews_tui/man/finews.1
ARGS ?=
# Tests wait more than they work: for servers, deadlines, frames.
WORKERS ?= 3

.PHONY: run test test-all lint check format messages man bench wheel clean

run: $(VENV)/run.stamp
	@$(BIN)/finews $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/pytest -n $(WORKERS) --dist loadfile $(ARGS)

test-all: $(VENV)/dev.stamp
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m "" $(ARGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Bring the catalogues up to the messages in the code; then translate what is new, and run it again.
messages: $(VENV)/dev.stamp
	$(BIN)/pybabel -q extract --no-default-keywords -k tr -k ntr:1,2 -k later -k Action:3 \
		--no-location --sort-output --project=finews -o $(VENV)/finews.pot finews_tui
	$(BIN)/pybabel -q update -D finews -i $(VENV)/finews.pot -d $(LOCALES) \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel compile -D finews -d $(LOCALES) --statistics

# The manual page, as `man finews` shows it where finews is installed.
man: $(VENV)/dev.stamp
	$(BIN)/python -m finews_tui.cli.man_page > $(MAN_PAGE)

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.benchmarks $(ARGS)

wheel: $(VENV)/dev.stamp
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("finews needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[full-text,pictures]'
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,full-text,pictures]'
	@touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
