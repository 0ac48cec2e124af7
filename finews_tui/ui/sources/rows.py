"""Rows of the sources table: grouped, filtered and sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from finews_tui.config.loader import SyncConfig
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.layout.cells import cell_len
from finews_tui.model.source import GROUP_SEPARATOR, SourceState
from finews_tui.ui.fuzzy import best_matches
from finews_tui.ui.painting import source_descriptions as descriptions
from finews_tui.ui.painting.cells import cut, grouped


class SourceOrder(StrEnum):
    """Sort order of the table."""

    GROUPS = "groups"
    FAILING_FIRST = "failing_first"


class SourceRow(NamedTuple):
    """Row of a source, or heading of a group.

    `cells` maps column names to texts. `note` is shown after the title: an error if `has_failed`,
    the sync progress if `is_busy`.
    """

    title: str
    group: str
    name: str = ""
    note: str = ""
    has_failed: bool = False
    is_busy: bool = False
    cells: Mapping[str, str] = {}

    @property
    def is_group(self) -> bool:
        """Whether this is the heading of a group."""
        return not self.name


class TableColumn(NamedTuple):
    """Right-aligned column after the title."""

    name: str
    width: int


_RATE = TableColumn("rate", 16)
_UNREAD = TableColumn("unread", 8)
_SYNCED = TableColumn("synced", 12)
_NEXT = TableColumn("next", 11)
_COLUMNS = (
    (100, (_RATE, TableColumn("articles", 10), _UNREAD, _SYNCED, _NEXT)),
    (76, (_RATE, _UNREAD, _SYNCED, _NEXT)),
    (58, (_RATE, _UNREAD, _SYNCED)),
    (0, (_UNREAD, _SYNCED)),
)


def columns_for(width: int) -> tuple[TableColumn, ...]:
    """Return the columns that fit into a width."""
    return next(columns for min_width, columns in _COLUMNS if width >= min_width)


def column_titles() -> dict[str, str]:
    """Return the titles of the columns by name."""
    return {
        "articles": tr("articles"),
        "unread": tr("unread"),
        "rate": tr("frequency"),
        "synced": tr("synced"),
        "next": tr("next sync"),
    }


def format_cells(cells: Mapping[str, str], width: int) -> str:
    """Format cells in aligned columns, with a trailing space."""
    parts = []
    for column in columns_for(width):
        text = cut(cells.get(column.name, ""), column.width - 1)
        parts.append(" " * (column.width - cell_len(text)) + text)
    return "".join(parts) + " "


class SourcesSnapshot(NamedTuple):
    """Data of the table at the time `now`.

    `rates` are articles per day, by source. `progress` holds the sync progress of a source, and
    whether it is still syncing.
    """

    states: Sequence[SourceState]
    rates: Mapping[str, float]
    progress: Mapping[str, tuple[str, bool]]
    sync: SyncConfig
    now: datetime


def source_rows(snapshot: SourcesSnapshot, filter_text: str, order: SourceOrder) -> list[SourceRow]:
    """Return the rows; with a `filter_text`, only matching sources, best first."""
    states = list(snapshot.states)
    if filter_text.strip():
        return [_source_row(state, snapshot) for state in best_matches(filter_text, states, _names)]
    if order is SourceOrder.FAILING_FIRST:
        rates = snapshot.rates
        states.sort(key=lambda state: (not state.last_error, rates.get(state.source.name, 0.0)))
        return [_source_row(state, snapshot) for state in states]
    groups: dict[str, list[SourceState]] = {}
    for state in states:
        groups.setdefault(state.source.group, []).append(state)
    ungrouped = groups.pop("", [])
    outermost = list(dict.fromkeys(_outermost(group) for group in groups))
    rows: list[SourceRow] = []
    for group in sorted(groups, key=lambda name: (outermost.index(_outermost(name)), name)):
        rows.append(_group_row(group, groups[group]))
        rows += [_source_row(state, snapshot) for state in groups[group]]
    if ungrouped and rows:
        rows.append(_group_row("", ungrouped))
    return rows + [_source_row(state, snapshot) for state in ungrouped]


def _outermost(group: str) -> str:
    return group.partition(GROUP_SEPARATOR)[0]


def _names(state: SourceState) -> tuple[str, ...]:
    source = state.source
    error = descriptions.short_error(state)
    return (source.label, source.name, source.group, source.location, error)


def _group_row(group: str, states: Sequence[SourceState]) -> SourceRow:
    title = group or tr("No group")
    unread = sum(state.unread for state in states)
    articles = sum(state.articles for state in states)
    count = ntr("{count} source", "{count} sources", len(states))
    cells = {"unread": grouped(unread) if unread else "", "articles": grouped(articles)}
    return SourceRow(title, group, note=count, cells=cells)


def _source_row(state: SourceState, snapshot: SourcesSnapshot) -> SourceRow:
    source = state.source
    progress, is_busy = snapshot.progress.get(source.name, ("", False))
    error = descriptions.short_error(state)
    if progress:
        note = progress
    elif not error and source.hidden:
        note = tr("hidden")
    else:
        note = error
    cells = {
        "articles": grouped(state.articles),
        "unread": grouped(state.unread) if state.unread else "",
        "rate": descriptions.publishing_rate(snapshot.rates.get(source.name)),
        "synced": descriptions.relative_time(state.last_sync, snapshot.now),
        "next": descriptions.next_sync_text(state, snapshot.sync, snapshot.now),
    }
    has_failed = bool(error) and not progress
    return SourceRow(source.label, source.group, source.name, note, has_failed, is_busy, cells)
