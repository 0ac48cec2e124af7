"""The rows of the sources view: sources in their groups, narrowed and ordered; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len

from finews_tui.config.loader import SyncConfig
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.source import GROUP_SEPARATOR, SourceState
from finews_tui.ui.fuzzy import best
from finews_tui.ui.painting import source_descriptions as words
from finews_tui.ui.painting.cells import cut, grouped


class Order(StrEnum):
    """How the view is ordered."""

    GROUPS = "groups"
    TROUBLE = "trouble"


class SourceRow(NamedTuple):
    """A source, or a group with its sources below it.

    `cells` are by the names of columns; `trouble` stands after the title, and `has_failed` says
    whether it is one.
    """

    title: str
    group: str
    name: str = ""
    trouble: str = ""
    has_failed: bool = False
    is_busy: bool = False
    cells: Mapping[str, str] = {}

    @property
    def is_group(self) -> bool:
        """Whether it stands for a group."""
        return not self.name


class Column(NamedTuple):
    """A column after the title: its cells are set right, in `width`."""

    name: str
    width: int


_PACE = Column("pace", 16)
_UNREAD = Column("unread", 8)
_SYNCED = Column("synced", 12)
_NEXT = Column("next", 11)
_COLUMNS = (
    (100, (_PACE, Column("articles", 10), _UNREAD, _SYNCED, _NEXT)),
    (76, (_PACE, _UNREAD, _SYNCED, _NEXT)),
    (58, (_PACE, _UNREAD, _SYNCED)),
    (0, (_UNREAD, _SYNCED)),
)


def columns(width: int) -> tuple[Column, ...]:
    """The columns that there is room for."""
    return next(some for least, some in _COLUMNS if width >= least)


def heads() -> dict[str, str]:
    """What stands above the columns."""
    return {
        "articles": tr("articles"),
        "unread": tr("unread"),
        "pace": tr("publishes"),
        "synced": tr("synced"),
        "next": tr("next"),
    }


def set_cells(cells: Mapping[str, str], width: int) -> str:
    """The cells of a row, in columns; the last is followed by a blank."""
    parts = []
    for column in columns(width):
        text = cut(cells.get(column.name, ""), column.width - 1)
        parts.append(" " * (column.width - cell_len(text)) + text)
    return "".join(parts) + " "


class Told(NamedTuple):
    """What the view is made of: what the library knows, how often sources publish, what a sync
    is doing with them and whether it still is, how sources are asked, and what time it is."""

    states: Sequence[SourceState]
    paces: Mapping[str, float]
    stages: Mapping[str, tuple[str, bool]]
    sync: SyncConfig
    now: datetime


def source_rows(told: Told, typed: str, order: Order) -> list[SourceRow]:
    """The rows to show; what was `typed` narrows them, best first."""
    states = list(told.states)
    if typed.strip():
        found = best(typed, states, _names)
        return [_row(state, told) for state in found]
    if order is Order.TROUBLE:
        states.sort(key=lambda one: (not one.last_error, told.paces.get(one.source.name, 0.0)))
        return [_row(state, told) for state in states]
    groups: dict[str, list[SourceState]] = {}
    for state in states:
        groups.setdefault(state.source.group, []).append(state)
    alone = groups.pop("", [])
    outermost = list(dict.fromkeys(_outermost(group) for group in groups))
    rows: list[SourceRow] = []
    for group in sorted(groups, key=lambda name: (outermost.index(_outermost(name)), name)):
        rows.append(_group(group, groups[group]))
        rows += [_row(state, told) for state in groups[group]]
    if alone and rows:
        rows.append(_group("", alone))
    return rows + [_row(state, told) for state in alone]


def _outermost(group: str) -> str:
    return group.partition(GROUP_SEPARATOR)[0]


def _names(state: SourceState) -> tuple[str, ...]:
    source = state.source
    return (source.label, source.name, source.group, source.location, words.trouble(state))


def _group(group: str, states: Sequence[SourceState]) -> SourceRow:
    title = group or tr("No group")
    unread = sum(state.unread for state in states)
    articles = sum(state.articles for state in states)
    count = ntr("{count} source", "{count} sources", len(states))
    cells = {"unread": grouped(unread) if unread else "", "articles": grouped(articles)}
    return SourceRow(title, group, trouble=count, cells=cells)


def _row(state: SourceState, told: Told) -> SourceRow:
    source = state.source
    stage, is_busy = told.stages.get(source.name, ("", False))
    trouble = words.trouble(state)
    if stage:
        note = stage
    elif not trouble and source.hidden:
        note = tr("hidden")
    else:
        note = trouble
    cells = {
        "articles": grouped(state.articles),
        "unread": grouped(state.unread) if state.unread else "",
        "pace": words.pace(told.paces.get(source.name)),
        "synced": words.ago(state.last_sync, told.now),
        "next": words.following(state, told.sync, told.now),
    }
    return SourceRow(
        source.label, source.group, source.name, note, bool(trouble) and not stage, is_busy, cells
    )
