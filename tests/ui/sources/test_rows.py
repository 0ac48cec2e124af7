"""Rows of the sources table."""

from __future__ import annotations

import pytest

from finews_tui.config.loader import SyncConfig
from finews_tui.model.source import Source, SourceKind, SourceState
from finews_tui.ui.sources.rows import (
    SourceOrder,
    SourcesSnapshot,
    columns_for,
    format_cells,
    source_rows,
)
from tests.ui.news import NOW


def source_state(name: str, group: str, **values: object) -> SourceState:
    source = Source(name, SourceKind.FEED, f"https://{name}.example/", group=group)
    return SourceState(source, **values)  # type: ignore[arg-type]


STATES = [
    source_state("a", "World/Far"),
    source_state("b", "Papers", last_error="broken"),
    source_state("c", "World"),
    source_state("d", ""),
]
SNAPSHOT = SourcesSnapshot(
    STATES,
    {"a": 2.0, "c": 0.1},
    {"d": ("checking …", True), "c": ("2 new", False)},
    SyncConfig(),
    NOW,
)


def test_subgroups_follow_their_parent_group() -> None:
    rows = [(row.group, row.name) for row in source_rows(SNAPSHOT, "", SourceOrder.GROUPS)]
    assert rows == [
        *(("World", ""), ("World", "c"), ("World/Far", ""), ("World/Far", "a")),
        *(("Papers", ""), ("Papers", "b"), ("", ""), ("", "d")),
    ]


def test_failing_first_order_sorts_by_error_then_rate() -> None:
    rows = source_rows(SNAPSHOT, "", SourceOrder.FAILING_FIRST)
    assert [row.name for row in rows] == ["b", "d", "c", "a"]


@pytest.mark.parametrize(("typed", "names"), [("far", ["a"]), ("c.exam", ["c"]), ("broken", ["b"])])
def test_filter_matches_group_url_and_error(typed: str, names: list[str]) -> None:
    assert [row.name for row in source_rows(SNAPSHOT, typed, SourceOrder.GROUPS)] == names


def test_note_shows_progress_during_sync() -> None:
    (row,) = source_rows(SNAPSHOT, "d.example", SourceOrder.GROUPS)
    assert (row.note, row.is_busy, row.has_failed) == ("checking …", True, False)
    (row,) = source_rows(SNAPSHOT, "c.example", SourceOrder.GROUPS)
    assert (row.note, row.is_busy) == ("2 new", False)


def test_columns_depend_on_width() -> None:
    names = [[column.name for column in columns_for(width)] for width in (120, 80, 60, 40)]
    assert names == [
        ["rate", "articles", "unread", "synced", "next"],
        ["rate", "unread", "synced", "next"],
        ["rate", "unread", "synced"],
        ["unread", "synced"],
    ]
    assert format_cells({"unread": "12", "synced": "从来没有"}, 40) == "      12    从来没有 "
