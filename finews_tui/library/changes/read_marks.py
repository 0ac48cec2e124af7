"""Read marks: set in state.db first, then copied into the cache, and undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finews_tui.errors import StoreBusyError
from finews_tui.i18n.catalog import tr
from finews_tui.library.changes.source_change import SourceChange
from finews_tui.library.stores import Stores
from finews_tui.model.article import article_id
from finews_tui.store import articles
from finews_tui.store import user_state as marks
from finews_tui.store.prepared_entry import key_of
from finews_tui.store.user_state import Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """What a change of state did, to be undone. `label` says it in words: «3 marked read»."""

    label: str
    marks: tuple[Mark, ...] = ()
    bookmark: KeptFile | None = None

    @property
    def count(self) -> int:
        """How many articles it changed."""
        return len(self.marks) + (self.bookmark is not None)


@dataclass(frozen=True, slots=True)
class Several:
    """Changes that were made, and are undone, as one."""

    label: str
    changes: tuple[Marked | SourceChange, ...]

    @property
    def count(self) -> int:
        """How many articles or sources they changed."""
        return sum(change.count for change in self.changes)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A bookmark's file that was made or removed: its name and, if removed, what was in it."""

    key: int
    name: str
    data: bytes
    is_there: bool


def mark_read(stores: Stores, numbers: Iterable[int], is_read: bool) -> Marked:
    """Mark articles; those that are so already are left out of what is undone."""
    with stores.cache.reading() as cache:
        changed = articles.marks_to_change(cache, numbers, is_read)
    return _apply(stores, list(changed.values()), is_read)


def undo_marks(stores: Stores, marked: Marked) -> Marked:
    """Turn marks back."""
    is_read = not marked.marks[0].is_read
    return _apply(stores, [mark._replace(is_read=is_read) for mark in marked.marks], is_read)


def _apply(stores: Stores, changed: list[Mark], is_read: bool) -> Marked:
    if not changed:
        return Marked(tr("nothing to mark read") if is_read else tr("nothing to mark unread"))
    with stores.state.writing() as state:
        before = marks.sequence_number(state)
        sequence = marks.set_marks(state, changed)
    _copy(stores, changed, is_read, before, sequence)
    label = tr("{count:,} marked read") if is_read else tr("{count:,} marked unread")
    return Marked(label.format(count=len(changed)), tuple(changed))


def _copy(stores: Stores, changed: list[Mark], is_read: bool, before: int, after: int) -> None:
    """Copy marks into the cache; where it is locked for long, the next start heals it."""
    try:
        with stores.cache.writing() as cache:
            keys = [key_of(article_id(mark.source, mark.entry)) for mark in changed]
            numbers = articles.numbers_of_keys(cache, keys)
            articles.set_read(cache, list(numbers.values()), is_read)
            if articles.marks_sequence(cache) == before:
                articles.set_marks_sequence(cache, after)
    except StoreBusyError:
        return
