"""What a sync shall do with the entries that it read: a decision, free of any database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finews_tui.model.timestamps import unix_seconds
from finews_tui.store.article_writes import Known
from finews_tui.store.prepared_entry import Prepared


@dataclass(frozen=True, slots=True)
class Horizon:
    """When an article counts as read by its age: an archive is not an inbox.

    `first` is the moment (unix seconds) before which all counted as read at the source's first
    sync; `present` the same moment reckoned from today. None switches it off. What is older than
    `oldest` is not taken in at all.
    """

    first: int | None
    present: int | None
    oldest: int | None = None


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An entry that is not there yet. `needs_mark`: its state does not follow from `Horizon.first`
    and must be kept in state.db, to outlive the cache."""

    prepared: Prepared
    is_read: bool
    read_by_age: bool
    needs_mark: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """A decision, not yet done. `beside` are bookmarked articles: each stays as its file
    keeps it, and what its source has otherwise is kept beside it."""

    new: tuple[NewArticle, ...]
    changed: tuple[tuple[Known, Prepared], ...]
    beside: tuple[tuple[Known, Prepared], ...]
    unchanged: int


def decide(
    entries: Iterable[Prepared],
    known: Mapping[int, Known],
    marks: Mapping[str, bool],
    horizon: Horizon,
) -> Changes:
    """Which entries are new, changed or unchanged, and which new ones count as read.

    `known` is by key, `marks` what the user said of entries by their id.
    """
    new: dict[int, NewArticle] = {}
    changed: dict[int, tuple[Known, Prepared]] = {}
    beside: dict[int, tuple[Known, Prepared]] = {}
    unchanged = 0
    for entry in entries:
        present = known.get(entry.key)
        if present is None and _is_too_old(entry, horizon):
            unchanged += 1
        elif present is None:
            new[entry.key] = _new(entry, marks.get(entry.entry.id), horizon)
        elif present.is_bookmarked:
            beside[entry.key] = (present, entry)
        elif present.entry_hash == entry.entry_hash:
            unchanged += 1
        else:
            changed[entry.key] = (present, entry)
    return Changes(tuple(new.values()), tuple(changed.values()), tuple(beside.values()), unchanged)


def _is_too_old(entry: Prepared, horizon: Horizon) -> bool:
    published = entry.entry.published
    if published is None or horizon.oldest is None:
        return False
    return unix_seconds(published) < horizon.oldest


def _new(entry: Prepared, mark: bool | None, horizon: Horizon) -> NewArticle:
    if mark is not None:
        return NewArticle(entry, mark, False, False)
    published = entry.entry.published
    seconds = unix_seconds(published) if published else None
    if seconds is None:
        return NewArticle(entry, False, False, False)
    if horizon.first is not None and seconds < horizon.first:
        return NewArticle(entry, True, True, False)
    if horizon.present is not None and seconds < horizon.present:
        return NewArticle(entry, True, True, True)
    return NewArticle(entry, False, False, False)


def needs_mark(entry: Prepared, is_read: bool, horizon: Horizon) -> bool:
    """Whether a new entry comes out as `is_read` only by a mark that is kept for it."""
    article = _new(entry, None, horizon)
    return article.needs_mark or article.is_read != is_read
