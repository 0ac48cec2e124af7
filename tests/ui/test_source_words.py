"""What the sources view says of a source: times, paces, troubles and their mends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from finews_tui.config.loader import SyncConfig
from finews_tui.model.source import Source, SourceKind, SourceState
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.painting import source_descriptions as words
from finews_tui.ui.sources.rows import Order, Told, columns, set_cells, source_rows
from tests.ui.screens import NOW

KEYMAP = Keymap()
FEED = Source("bees", SourceKind.FEED, "https://bees.example/feed", "Busy Bees", "Garden")


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(seconds=-90), "now"),
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
def test_how_long_ago(passed: timedelta, told: str) -> None:
    assert words.ago(NOW - passed, NOW) == told


def test_what_never_was() -> None:
    assert words.ago(None, NOW) == "never"


@pytest.mark.parametrize(
    ("a_day", "told"),
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
def test_how_often(a_day: float | None, told: str) -> None:
    assert words.pace(a_day) == told


@pytest.mark.parametrize(
    ("state", "sync", "told"),
    [
        (SourceState(FEED), SyncConfig(), "soon"),
        (SourceState(FEED, last_sync=NOW - timedelta(minutes=5)), SyncConfig(), "in 25 min"),
        (SourceState(FEED, next_sync=NOW + timedelta(hours=3)), SyncConfig(), "in 3 h"),
        (SourceState(FEED, status="gone"), SyncConfig(), "not again"),
        (SourceState(FEED), SyncConfig(every_min=0), "at start"),
        (SourceState(FEED), SyncConfig(every_min=0, on_start=False), "by hand"),
        (SourceState(Source("a", FEED.kind, "x", every_min=0)), SyncConfig(), "by hand"),
        (
            SourceState(Source("a", FEED.kind, "x", every_min=90), last_sync=NOW),
            SyncConfig(every_min=0),
            "in 1 h",
        ),
    ],
)
def test_when_it_is_asked_next(state: SourceState, sync: SyncConfig, told: str) -> None:
    assert words.following(state, sync, NOW) == told


def failing(code: str, error: str, kind: SourceKind = SourceKind.FEED) -> SourceState:
    source = Source("bees", kind, FEED.location)
    return SourceState(source, last_error=error, error_code=code, last_sync=NOW, failures=3)


@pytest.mark.parametrize(
    ("state", "trouble", "mend"),
    [
        (
            failing("missing", "https://bees.example/feed has no such page (404); check it"),
            "has no such page (404)",
            "o opens its site",
        ),
        (
            failing("timeout", "https://bees.example/feed: timeout, no answer; try again later"),
            "timeout, no answer",
            "asked again in 30 min; r asks at once",
        ),
        (failing("gone", "https://bees.example/feed is gone"), "is gone", "f asks again all the"),
        (failing("auth", "https://bees.example/feed asks for a name"), "asks for a name", "https:"),
        (failing("feed", "not a feed: check the address"), "not a feed: check the address", "o "),
        (
            failing("directory", "~/bees: no such file; is it there?", SourceKind.DIRECTORY),
            "no such file",
            "put the folder back, and r",
        ),
        (failing("new", "something else"), "something else", "r asks again"),
    ],
)
def test_a_trouble_has_its_mend(state: SourceState, trouble: str, mend: str) -> None:
    assert words.trouble(state) == trouble
    assert mend in words.mend(state, SyncConfig(), KEYMAP, NOW)


def test_where_nothing_is_wrong_there_is_no_mend() -> None:
    assert words.mend(SourceState(FEED), SyncConfig(), KEYMAP, NOW) == ""
    assert words.well(SourceState(FEED), NOW) == "never synced"
    rest = SourceState(FEED, last_sync=NOW, backoff_until=NOW + timedelta(hours=2))
    assert words.well(rest, NOW) == "rests for 2 h: its server asks for it"
    assert words.well(SourceState(FEED, last_sync=NOW, warnings=("a", "b")), NOW).endswith("a")


def in_group(name: str, group: str, **more: object) -> SourceState:
    source = Source(name, SourceKind.FEED, f"https://{name}.example/", group=group)
    return SourceState(source, **more)  # type: ignore[arg-type]


STATES = [
    in_group("a", "World/Far"),
    in_group("b", "Papers", last_error="broken"),
    in_group("c", "World"),
    in_group("d", ""),
]
TOLD = Told(
    STATES,
    {"a": 2.0, "c": 0.1},
    {"d": ("asking …", True), "c": ("2 new", False)},
    SyncConfig(),
    NOW,
)


def test_groups_stand_by_those_that_they_lie_in() -> None:
    rows = [(row.group, row.name) for row in source_rows(TOLD, "", Order.GROUPS)]
    assert rows == [
        *(("World", ""), ("World", "c"), ("World/Far", ""), ("World/Far", "a")),
        *(("Papers", ""), ("Papers", "b"), ("", ""), ("", "d")),
    ]


def test_trouble_first_then_the_quiet_ones() -> None:
    assert [row.name for row in source_rows(TOLD, "", Order.TROUBLE)] == ["b", "d", "c", "a"]


@pytest.mark.parametrize(("typed", "found"), [("far", ["a"]), ("c.exam", ["c"]), ("broken", ["b"])])
def test_what_is_typed_is_looked_for_in_all_that_is_known(typed: str, found: list[str]) -> None:
    assert [row.name for row in source_rows(TOLD, typed, Order.GROUPS)] == found


def test_what_a_sync_does_with_a_source_stands_beside_it() -> None:
    (row,) = source_rows(TOLD, "d.example", Order.GROUPS)
    assert (row.trouble, row.is_busy, row.has_failed) == ("asking …", True, False)
    (row,) = source_rows(TOLD, "c.example", Order.GROUPS)
    assert (row.trouble, row.is_busy) == ("2 new", False)


def test_columns_go_where_there_is_no_room() -> None:
    names = [[column.name for column in columns(width)] for width in (120, 80, 60, 40)]
    assert names == [
        ["pace", "articles", "unread", "synced", "next"],
        ["pace", "unread", "synced", "next"],
        ["pace", "unread", "synced"],
        ["unread", "synced"],
    ]
    assert set_cells({"unread": "12", "synced": "从来没有"}, 40) == "      12    从来没有 "
