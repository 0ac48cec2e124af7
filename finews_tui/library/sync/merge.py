"""Merge decisions of a sync, as pure functions without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finews_tui.model.article import DERIVED_MARK
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store.article_writes import NewArticle, StoredArticle
from finews_tui.store.prepared_entry import PreparedEntry


@dataclass(frozen=True, slots=True)
class AgeCutoff:
    """Dates before which new articles are marked as read or discarded (unix seconds).

    `read_before` was fixed at the source's first sync, `read_before_today` moves with the clock.
    Articles dated before `discard_before` are not stored. None means no cutoff.
    """

    read_before: int | None
    read_before_today: int | None
    discard_before: int | None = None


@dataclass(frozen=True, slots=True)
class WritePlan:
    """Planned writes, with the article in the cache if it exists.

    Articles in `for_bookmarks` are bookmarked: they keep the text of their file, and the entry is
    stored as a revision. `read_marks` are ids of new entries whose read state does not follow from
    `AgeCutoff.read_before`, so it must be stored to survive the loss of the cache; `derived` are
    those with a derived id, whose state is stored so that the id is recognized. `read_by_age`
    counts new articles marked as read because of their age.
    """

    new: tuple[NewArticle, ...]
    changed: tuple[tuple[StoredArticle, PreparedEntry], ...]
    for_bookmarks: tuple[tuple[StoredArticle, PreparedEntry], ...]
    read_marks: tuple[str, ...]
    read_by_age: int
    derived: tuple[NewArticle, ...] = ()


def plan_writes(
    entries: Iterable[PreparedEntry],
    stored: Mapping[int, StoredArticle],
    marks: Mapping[str, bool],
    cutoff: AgeCutoff,
) -> WritePlan:
    """Decide which entries are new or changed, and which new ones are marked as read.

    `stored` has articles by key, `marks` the user's read marks by entry id.
    """
    new: dict[int, NewArticle] = {}
    changed: dict[int, tuple[StoredArticle, PreparedEntry]] = {}
    for_bookmarks: dict[int, tuple[StoredArticle, PreparedEntry]] = {}
    read_by_age: dict[int, bool] = {}
    for entry in entries:
        article = stored.get(entry.key)
        if article is None:
            if _is_before(entry, cutoff.discard_before):
                continue
            mark = marks.get(entry.entry.id)
            if mark is None:
                read_by_age[entry.key] = _is_old(entry, cutoff)
            new[entry.key] = NewArticle(entry, read_by_age[entry.key] if mark is None else mark)
        elif article.is_bookmarked:
            for_bookmarks[entry.key] = (article, entry)
        elif article.entry_hash != entry.entry_hash:
            changed[entry.key] = (article, entry)
    read_marks = [
        new[key].prepared.entry.id
        for key, is_read in read_by_age.items()
        if is_read and needs_mark(new[key].prepared, is_read, cutoff)
    ]
    return WritePlan(
        tuple(new.values()),
        tuple(changed.values()),
        tuple(for_bookmarks.values()),
        tuple(read_marks),
        sum(read_by_age.values()),
        tuple(
            article
            for article in new.values()
            if DERIVED_MARK in article.prepared.entry.id and article.prepared.entry.id not in marks
        ),
    )


def needs_mark(entry: PreparedEntry, is_read: bool, cutoff: AgeCutoff) -> bool:
    """Return whether a new entry's read state must be stored to survive cache loss."""
    if _is_before(entry, cutoff.read_before):
        return not is_read
    return is_read or _is_before(entry, cutoff.read_before_today)


def _is_old(entry: PreparedEntry, cutoff: AgeCutoff) -> bool:
    return _is_before(entry, cutoff.read_before) or _is_before(entry, cutoff.read_before_today)


def _is_before(entry: PreparedEntry, cutoff: int | None) -> bool:
    published = entry.entry.published
    return published is not None and cutoff is not None and unix_seconds(published) < cutoff
