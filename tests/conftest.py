"""Same environment for every test, regardless of how the suite was started."""

from __future__ import annotations

import os
import signal
import time

import pytest

from finews_tui.i18n.catalog import ENGLISH, LANGUAGE_VARIABLE

# Environment variables that tests inherit; all others are removed.
INHERITED = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "FINEWS_DRAW_PICTURES")
INHERITED_PREFIXES = ("PYTEST_", "HYPOTHESIS_", "COVERAGE_", "TEXTUAL_SNAPSHOT_")


def _set_environment() -> None:
    """Set language, time zone and terminal, also for child processes."""
    for name in [*os.environ]:
        if name not in INHERITED and not name.startswith(INHERITED_PREFIXES):
            del os.environ[name]
    os.environ |= {
        LANGUAGE_VARIABLE: ENGLISH,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }
    time.tzset()


def _reset_signals() -> None:
    """Restore signals that a background shell or `nohup` ignored or blocked."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


# At import: session fixtures run before any test fixture.
_set_environment()
_reset_signals()
os.umask(0o022)


@pytest.fixture(autouse=True, scope="session")
def _temporary_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["HOME"] = str(tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reset the language before each test: commands set it for the whole process."""
    monkeypatch.setenv(LANGUAGE_VARIABLE, ENGLISH)
