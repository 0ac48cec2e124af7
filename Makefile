# `make run` opens finews, `make test` tests it. Both create an environment in .venv first.
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV := .venv-uv/bin/uv
COMPILE := $(UV) pip compile --quiet --upgrade
EXTRAS := --extra full-text --extra pictures
LOCK_FILE := $(COMPILE) --universal --python-version 3.11 --fork-strategy fewest --only-binary :all: \
	--generate-hashes --custom-compile-command "make lock"
LOCK := $(LOCK_FILE) $(EXTRAS)
LOCALES := finews_tui/locales
MAN_PAGE := docs/finews.1
ARGS ?=
# Tests wait more than they work: for servers, deadlines, frames.
WORKERS ?= 3

.DELETE_ON_ERROR:
.PHONY: run test test-all test-latest test-oldest lint check format messages man lock bench dist clean

run: $(VENV)/run.stamp
	@$(BIN)/finews $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/pytest -n $(WORKERS) --dist loadfile $(ARGS)

test-all: $(VENV)/dev.stamp
	$(BIN)/pytest -n $(WORKERS) --dist loadfile -m "" $(ARGS)

# The suite with the newest and with the lowest versions that pyproject.toml allows, resolved again.
test-latest: RESOLUTION := highest
test-oldest: RESOLUTION := lowest-direct
test-latest test-oldest: test-%: .venv-%/bin/python $(UV)
	$(COMPILE) $(EXTRAS) --extra fast --group dev pyproject.toml --python $< --resolution $(RESOLUTION) --output-file .venv-$*/requirements.txt
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
	$(LOCK) --group build --output-file requirements/run.txt pyproject.toml
	$(LOCK) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml
	$(LOCK_FILE) --group release --constraint requirements/run.txt --output-file requirements/release.txt
	sed -n 's/^fast = \["\(.*\)"\]$$/\1/p' pyproject.toml | \
		$(LOCK_FILE) --no-deps --output-file requirements/fast.txt -

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.benchmarks $(ARGS)

# Build and check what is uploaded to the package index.
dist: .venv-release/stamp
	rm -rf dist
	.venv-release/bin/python -m build --no-isolation --outdir dist .
	.venv-release/bin/twine check --strict dist/*
	.venv-release/bin/check-wheel-contents dist/*.whl

# The first supported Python that can create environments, or the one that PYTHON names.
$(BIN)/python .venv-uv/bin/python .venv-latest/bin/python .venv-oldest/bin/python .venv-release/bin/python: %/bin/python:
	@for python in $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3); do \
		if "$$python" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; \
		then exec "$$python" -m venv --clear $*; fi; \
	done; \
	echo 'finews needs Python 3.11, 3.12, 3.13 or 3.14 with venv; name one: make PYTHON=/path/to/python3' >&2; exit 2

# pip refuses to install an editable project and hashed requirements in one call. The distribution
# was called finews before it was published: both would own the command.
$(VENV)/run.stamp $(VENV)/dev.stamp: $(VENV)/%.stamp: requirements/%.txt requirements/fast.txt pyproject.toml | $(BIN)/python
	$(PIP) install --no-deps --require-hashes --requirement $<
	@$(PIP) install --no-deps --require-hashes --only-binary :all: --requirement requirements/fast.txt 2>/dev/null \
		|| echo 'feedparser-rs could not be installed here: feeds are parsed more slowly, by feedparser' >&2
	@$(PIP) uninstall --yes finews 2>/dev/null
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp

.venv-release/stamp: requirements/release.txt | .venv-release/bin/python
	.venv-release/bin/python -m pip --quiet --disable-pip-version-check install --no-deps --require-hashes --requirement $<
	@touch $@

$(UV): | .venv-uv/bin/python
	.venv-uv/bin/python -m pip --quiet --disable-pip-version-check install uv

clean:
	rm -rf .venv .venv-* dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
