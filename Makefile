# `make run` opens finews, `make test` tests it. Both create an environment in .venv first.
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV := .venv-uv/bin/uv
COMPILE := $(UV) pip compile --quiet --upgrade --extra full-text --extra pictures pyproject.toml
LOCK := $(COMPILE) --universal --python-version 3.11 --fork-strategy fewest --only-binary :all: \
	--generate-hashes --custom-compile-command "make lock"
LOCALES := finews_tui/locales
MAN_PAGE := finews_tui/man/finews.1
ARGS ?=
# Tests wait more than they work: for servers, deadlines, frames.
WORKERS ?= 3

.DELETE_ON_ERROR:
.PHONY: run test test-all test-latest test-oldest lint check format messages man lock bench wheel clean

run: $(VENV)/run.stamp
	@$(BIN)/finews $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/pytest -n $(WORKERS) --dist loadfile $(ARGS)

test-all: $(VENV)/dev.stamp
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m "" $(ARGS)

# The suite with the newest and with the lowest versions that pyproject.toml allows, resolved anew.
test-latest: RESOLUTION := highest
test-oldest: RESOLUTION := lowest-direct
test-latest test-oldest: test-%: .venv-%/bin/python $(UV)
	$(COMPILE) --group dev --python $< --resolution $(RESOLUTION) --output-file .venv-$*/requirements.txt
	$(UV) pip sync --quiet --python $< .venv-$*/requirements.txt
	$(UV) pip install --quiet --python $< --no-deps --no-build-isolation --editable .
	$< -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

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
	$(BIN)/pybabel -q extract --no-default-keywords -k tr -k ntr:1,2 -k mark \
		--no-location --sort-output --project=finews -o $(VENV)/finews.pot finews_tui
	$(BIN)/pybabel -q update -D finews -i $(VENV)/finews.pot -d $(LOCALES) \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel compile -D finews -d $(LOCALES) --statistics

# The manual page, as `man finews` shows it where finews is installed.
man: $(VENV)/dev.stamp
	$(BIN)/python -m finews_tui.cli.man_page > $(MAN_PAGE)

# Lock the newest allowed versions. The development lock contains the runtime lock.
lock: $(UV)
	$(LOCK) --group build --output-file requirements/run.txt
	$(LOCK) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.benchmarks $(ARGS)

wheel: $(VENV)/dev.stamp
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

# The first supported Python that can create environments, or the one that PYTHON names.
$(BIN)/python .venv-uv/bin/python .venv-latest/bin/python .venv-oldest/bin/python: %/bin/python:
	@for python in $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3); do \
		if "$$python" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; \
		then exec "$$python" -m venv --clear $*; fi; \
	done; \
	echo 'finews needs Python 3.11, 3.12, 3.13 or 3.14 with venv; name one: make PYTHON=/path/to/python3' >&2; exit 2

# pip refuses to install an editable project and hashed requirements in one call.
$(VENV)/run.stamp $(VENV)/dev.stamp: $(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	$(PIP) install --no-deps --require-hashes --requirement $<
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp

$(UV): | .venv-uv/bin/python
	.venv-uv/bin/python -m pip --quiet --disable-pip-version-check install uv

clean:
	rm -rf .venv .venv-* dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
