"""Read marks: written to state.db first, then copied to the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from finews_tui.errors import StoreBusyError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.stores import Stores
from finews_tui.model.article import article_id
from finews_tui.store import articles, user_state
from finews_tui.store.prepared_entry import id_to_key
from finews_tui.store.user_state import EntryKey, ReadMark


@dataclass(frozen=True, slots=True)
class ReadStateChange:
    """Marks entries, given as (source, entry id), as read or unread."""

    label: str
    is_read: bool
    entries: tuple[EntryKey, ...] = ()

    @property
    def count(self) -> int:
        """Number of articles marked."""
        return len(self.entries)

    def apply(self, stores: Stores) -> ReadStateChange:
        """Mark the entries."""
        _write(stores, self.entries, self.is_read)
        return ReadStateChange(self.label, not self.is_read, self.entries)


def mark_read(stores: Stores, numbers: Iterable[int], is_read: bool) -> ReadStateChange:
    """Mark articles as read or unread; unchanged articles are not part of the undo."""
    with stores.cache.reading() as cache:
        entries = tuple(articles.entries_to_mark(cache, numbers, is_read))
    if not entries:
        label = (
            tr("No articles to mark as read") if is_read else tr("No articles to mark as unread")
        )
        return ReadStateChange(label, not is_read)
    _write(stores, entries, is_read)
    if is_read:
        label = ntr(
            "Marked {count} article as read", "Marked {count} articles as read", len(entries)
        )
    else:
        label = ntr(
            "Marked {count} article as unread", "Marked {count} articles as unread", len(entries)
        )
    return ReadStateChange(label, not is_read, entries)


def _write(stores: Stores, entries: Sequence[EntryKey], is_read: bool) -> None:
    with stores.state.writing() as state:
        before = user_state.marks_sequence(state)
        marks = (ReadMark(source, entry, is_read) for source, entry in entries)
        sequence = user_state.set_read_marks(state, marks)
    try:
        with stores.cache.writing() as cache:
            keys = [id_to_key(article_id(source, entry)) for source, entry in entries]
            numbers = articles.numbers_by_key(cache, keys)
            articles.set_read(cache, list(numbers.values()), is_read)
            if articles.copied_marks_sequence(cache) == before:
                articles.set_copied_marks_sequence(cache, sequence)
    except StoreBusyError:
        # The marks are safe in state.db; the next start copies them to the cache.
        return
