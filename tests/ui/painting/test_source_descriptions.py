"""Descriptions of sources: times, publishing rates, errors and remedies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from finews_tui.config.loader import SyncConfig
from finews_tui.model.source import Source, SourceKind, SourceState
from finews_tui.ui.painting.source_descriptions import (
    health,
    next_sync_text,
    publishing_rate,
    relative_time,
    remedy,
    short_error,
)
from tests.ui.commands.keymaps import make_keymap
from tests.ui.news import NOW

FEED = Source("bees", SourceKind.FEED, "https://bees.example/feed", "Busy Bees", "Garden")


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=-90), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=13), "13 days ago"),
        (timedelta(days=14), "2 weeks ago"),
        (timedelta(days=65), "2 months ago"),
        (timedelta(days=400), "1 year ago"),
    ],
)
def test_relative_time(passed: timedelta, text: str) -> None:
    assert relative_time(NOW - passed, NOW) == text


def test_relative_time_is_never_without_a_sync() -> None:
    assert relative_time(None, NOW) == "never"


@pytest.mark.parametrize(
    ("per_day", "text"),
    [
        (None, ""),
        (240.0, "240 a day"),
        (3.2, "3 a day"),
        (1.0, "1 a day"),
        (0.5, "every 2 days"),
        (1 / 7, "every 7 days"),
        (1 / 15, "every 2 weeks"),
        (1 / 61, "every 2 months"),
        (1 / 800, "every 2 years"),
    ],
)
def test_publishing_rate(per_day: float | None, text: str) -> None:
    assert publishing_rate(per_day) == text


@pytest.mark.parametrize(
    ("state", "sync", "text"),
    [
        (SourceState(FEED), SyncConfig(), "soon"),
        (SourceState(FEED, last_sync=NOW - timedelta(minutes=5)), SyncConfig(), "in 25 min"),
        (SourceState(FEED, next_sync=NOW + timedelta(hours=3)), SyncConfig(), "in 3 h"),
        (SourceState(FEED, status="gone"), SyncConfig(), "stopped"),
        (SourceState(FEED), SyncConfig(every_min=0), "at startup"),
        (SourceState(FEED), SyncConfig(every_min=0, on_start=False), "manual"),
        (SourceState(Source("a", FEED.kind, "x", every_min=0)), SyncConfig(), "manual"),
        (
            SourceState(Source("a", FEED.kind, "x", every_min=90), last_sync=NOW),
            SyncConfig(every_min=0),
            "in 1 h",
        ),
    ],
)
def test_next_sync_text(state: SourceState, sync: SyncConfig, text: str) -> None:
    assert next_sync_text(state, sync, NOW) == text


def failing(code: str, error: str, kind: SourceKind = SourceKind.FEED) -> SourceState:
    source = Source("bees", kind, FEED.location)
    return SourceState(source, last_error=error, error_code=code, last_sync=NOW, failures=3)


@pytest.mark.parametrize(
    ("state", "error", "advice"),
    [
        (
            failing("missing", "https://bees.example/feed: page not found (404); check it"),
            "page not found (404)",
            "Press o to see if the website has moved",
        ),
        (
            failing("timeout", "https://bees.example/feed: timed out after 30 s; try again later"),
            "timed out after 30 s",
            "Next sync: in 30 min; press r to retry now",
        ),
        (
            failing("gone", "https://bees.example/feed: permanently gone"),
            "permanently gone",
            "Press f to retry",
        ),
        (failing("auth", "https://bees.example/feed: login required"), "login required", "https:"),
        (
            failing("feed", "not a feed; check the address"),
            "not a feed",
            "Press o ",
        ),
        (
            failing("directory", "~/bees: no such file; is it there?", SourceKind.DIRECTORY),
            "no such file",
            "Restore the folder and press r",
        ),
        (failing("new", "something else"), "something else", "Press r to retry"),
    ],
)
def test_failing_source_has_a_short_error_and_a_remedy(
    state: SourceState, error: str, advice: str
) -> None:
    assert short_error(state) == error
    assert advice in remedy(state, SyncConfig(), make_keymap().text, NOW)


def test_healthy_source_has_status_and_no_remedy() -> None:
    assert remedy(SourceState(FEED), SyncConfig(), make_keymap().text, NOW) == ""
    assert health(SourceState(FEED), NOW) == "never synced"
    paused = SourceState(FEED, last_sync=NOW, backoff_until=NOW + timedelta(hours=2))
    assert health(paused, NOW) == "paused for 2 h at the server’s request"
    assert health(SourceState(FEED, last_sync=NOW, warnings=("a", "b")), NOW).endswith("a")
