"""The table of `finews sources` on a terminal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from finews_tui.cli.output.source_table import print_table, source_columns
from finews_tui.model.source import Source, SourceKind, SourceState

TIME = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
GOOD = Source("harbour", SourceKind.FEED, "https://h.test/f", title="The harbour log", group="Sea")
BAD = Source("metals", SourceKind.FEED, "https://user:s3cret@m.test/f?token=s3cret")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LANG", "C.UTF-8")


def print_sources(
    capsys: pytest.CaptureFixture[str], *states: SourceState
) -> tuple[list[str], str]:
    print_table(states)
    printed = capsys.readouterr()
    return printed.out.splitlines(), printed.err


def test_healthy_source(capsys: pytest.CaptureFixture[str]) -> None:
    state = SourceState(GOOD, 1234, 5, last_sync=TIME, next_sync=TIME)
    lines, errors = print_sources(capsys, state)
    minute = f"{TIME.astimezone():%Y-%m-%d %H:%M}"
    assert lines == [
        f"harbour              1,234 articles         5 unread   last sync {minute}",
        f"                 The harbour log · Sea · next sync {minute} · https://h.test/f",
    ]
    assert errors == ""


def test_failing_source(capsys: pytest.CaptureFixture[str]) -> None:
    state = SourceState(
        BAD, last_error="Server error", error_code="status", failures=3, next_sync=TIME
    )
    lines, errors = print_sources(capsys, state, SourceState(GOOD))
    minute = f"{TIME.astimezone():%Y-%m-%d %H:%M}"
    assert lines[1:4] == [
        "                 https://m.test/f",
        "                 failed 3 times in a row: Server error",
        f"                 next retry {minute}; run `finews sync metals` to retry now",
    ]
    assert errors == "finews: 1 source failing\n"
    assert "s3cret" not in "".join([*lines, *source_columns(state)])


def test_single_failure_and_gone_source(capsys: pytest.CaptureFixture[str]) -> None:
    failed_once = SourceState(BAD, last_error="Server error", error_code="status", failures=1)
    gone = SourceState(BAD, last_error="Feed removed", error_code="gone", failures=1)
    lines, errors = print_sources(capsys, failed_once, gone)
    assert [line.strip() for line in lines if "m.test" not in line and "articles" not in line] == [
        "failed: Server error",
        "run `finews sync metals` to retry now",
        "gone: Feed removed",
        "run `finews remove metals` to unfollow it; bookmarks are kept",
    ]
    assert errors == "finews: 2 sources failing\n"
