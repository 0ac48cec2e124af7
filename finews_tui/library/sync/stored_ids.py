"""Matching of feed entries with stored articles, whose ids never change.

`sources.feeds.identity` gives ids by the feed document alone. Here entries get the ids of the
articles that the user has, and a new article never overwrites one that was read:

- An entry is an edit of the stored article with its base id if it keeps the link or the title, has
  no link, or is not dated later. Otherwise it is a new article, with a derived id.
- Once a base id is known to stand for several articles, it tells nothing: the link decides, or the
  title if there is no other link, or the dates agree.
- Without a stored article, a read mark decides between ids that count as the same. So marks survive
  the loss of the cache, and a change from http to https. Articles with a derived id have a mark
  from the beginning: when the first article has left the feed, the second one is not taken for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from finews_tui.model.article import Entry, article_id
from finews_tui.model.timestamps import unix_seconds
from finews_tui.sources.feeds.identity import (
    base_id,
    derived_id,
    has_own_link,
    id_variants,
    normalize_address,
    normalize_title,
)
from finews_tui.store import user_state
from finews_tui.store.article_writes import (
    StoredIdentity,
    derived_articles,
    has_derived_articles,
    stored_identities,
)
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import PreparedEntry, id_to_key

# Stored articles that share a link or title; bounds the work on hostile feeds.
_MAX_CANDIDATES = 50


def entry_groups(entries: Sequence[PreparedEntry]) -> list[list[int]]:
    """Return the indexes of entries, grouped by the common part of their base ids."""
    groups: dict[str, list[int]] = {}
    for index, prepared in enumerate(entries):
        groups.setdefault(normalize_address(base_id(prepared.entry.id)), []).append(index)
    return list(groups.values())


def base_variants(group: Sequence[PreparedEntry]) -> list[str]:
    """Return the base ids of a group's articles, in all variants, as in the feed first."""
    bases = [base_id(prepared.entry.id) for prepared in group]
    variants = [variant for base in bases for variant in id_variants(base)]
    return list(dict.fromkeys([*bases, *variants]))


def possible_ids(group: Sequence[PreparedEntry]) -> list[str]:
    """Return the ids under which the user may have marked the articles of a group."""
    ids = base_variants(group)
    for prepared in group:
        variants = id_variants(base_id(prepared.entry.id))
        ids += [derived_id(base, prepared.entry) for base in variants]
    return ids


def assign_stored_ids(
    state: Connection,
    cache: Connection,
    source: str,
    source_id: int,
    entries: Sequence[PreparedEntry],
) -> list[PreparedEntry]:
    """Return the entries of a feed with the ids of the stored articles they are versions of."""
    exact = stored_identities(cache, [prepared.key for prepared in entries])
    has_derived = has_derived_articles(cache, source_id)
    has_marks = user_state.has_marks(state, source)
    assigned = list(entries)
    for indexes in entry_groups(entries):
        group = [entries[index] for index in indexes]
        known = exact.get(group[0].entry.id)
        if len(group) == 1 and not has_derived and known and _is_edit(group[0].entry, known):
            continue
        stored = _stored_versions(cache, source, source_id, group, has_derived=has_derived)
        marked: Collection[str] = ()
        if has_marks:
            ids = possible_ids(group)
            marked = user_state.suppressed_entries(state, source, ids).union(
                user_state.read_marks(state, source, ids)
            )
        with_ids = with_stored_ids(source, group, stored, marked)
        for index, prepared in zip(indexes, with_ids, strict=True):
            assigned[index] = prepared
    return assigned


def _stored_versions(
    cache: Connection,
    source: str,
    source_id: int,
    group: Sequence[PreparedEntry],
    *,
    has_derived: bool,
) -> list[StoredIdentity]:
    """Return the stored articles with a base id of the group, or an id derived from one."""
    bases = base_variants(group)
    keys = [id_to_key(article_id(source, base)) for base in bases]
    identities = stored_identities(cache, keys)
    stored = [identities[base] for base in bases if base in identities]
    if has_derived:
        for base in bases:
            stored += derived_articles(cache, source_id, base)
    return stored


def _is_edit(entry: Entry, known: StoredIdentity) -> bool:
    return entry.link == known.link or normalize_title(entry.title) == normalize_title(known.title)


def with_stored_ids(
    source: str,
    group: Sequence[PreparedEntry],
    stored: Sequence[StoredIdentity],
    marked: Collection[str],
) -> list[PreparedEntry]:
    """Return the entries of a group with the ids of the articles they are versions of.

    `stored` are the articles of the source with a base id of the group or one derived from it,
    `marked` the ids that have a read mark or were deleted in another reader.
    """
    is_shared = len(group) > 1 or any(base_id(known.entry) != known.entry for known in stored)
    ids = _matched_ids(group, stored, is_shared=is_shared)
    taken = {*ids.values(), *(known.entry for known in stored)}
    for index, prepared in enumerate(group):
        if index not in ids:
            ids[index] = _new_id(prepared.entry, stored, marked, taken, is_shared=is_shared)
            taken.add(ids[index])
    return [_with_id(source, prepared, ids[index]) for index, prepared in enumerate(group)]


def _matched_ids(
    group: Sequence[PreparedEntry], stored: Sequence[StoredIdentity], *, is_shared: bool
) -> dict[int, str]:
    """Return the ids of the entries that match a stored article, by index. Best matches first."""
    by_trait: dict[tuple[str, str], list[int]] = {}
    for position, known in enumerate(stored):
        for trait in _traits(known.link, known.title, (known.entry,)):
            by_trait.setdefault(trait, []).append(position)
    matches = []
    for index, prepared in enumerate(group):
        entry = prepared.entry
        derived = [derived_id(base, entry) for base in id_variants(base_id(entry.id))]
        # The link of a list page would find all of its articles.
        is_link_useful = not is_shared or has_own_link(entry.id, entry.link)
        traits = _traits(entry.link if is_link_useful else None, entry.title, derived)
        candidates = {
            position for trait in traits for position in by_trait.get(trait, ())[:_MAX_CANDIDATES]
        }
        for position in candidates:
            known = stored[position]
            rank = _match_rank(entry, known, derived, is_shared=is_shared)
            if rank is not None:
                matches.append((rank, known.entry != entry.id, position, index))
    ids: dict[int, str] = {}
    used: set[int] = set()
    for _, _, position, index in sorted(matches):
        if index not in ids and position not in used:
            ids[index] = stored[position].entry
            used.add(position)
    return ids


def _traits(link: str | None, title: str, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return what finds possible matches."""
    links = [] if link is None else [("link", normalize_address(link))]
    return [*(("id", entry_id) for entry_id in ids), *links, ("title", normalize_title(title))]


def _match_rank(
    entry: Entry, known: StoredIdentity, derived: Collection[str], *, is_shared: bool
) -> int | None:
    """Return how well an entry matches a stored article, 0 is best; None if not at all."""
    has_title = normalize_title(entry.title) == normalize_title(known.title)
    has_link = normalize_address(entry.link) == normalize_address(known.link)
    is_own_link = has_own_link(entry.id, entry.link)
    if has_title and has_link:
        return 0
    if known.entry in derived:
        return 1
    if has_link and (is_own_link or not is_shared):
        return 2
    if has_title and (not is_shared or not is_own_link or _same_time(entry, known)):
        return 3
    return None


def _same_time(entry: Entry, known: StoredIdentity) -> bool:
    return (unix_seconds(entry.published) if entry.published else None) == known.published


def _new_id(
    entry: Entry,
    stored: Sequence[StoredIdentity],
    marked: Collection[str],
    taken: Collection[str],
    *,
    is_shared: bool,
) -> str:
    """Return the id of an entry that matches no stored article by link or title."""
    if stored and not is_shared and not _is_new(entry, stored[0]):
        return stored[0].entry
    base = base_id(entry.id)
    # The base id belongs to another article, even if that is no longer stored.
    bases = [base_id(stored[0].entry)] if stored else id_variants(base)
    candidates = [derived_id(variant, entry) for variant in bases]
    new_id = candidates[0]
    if not stored and entry.id == base:
        candidates += bases
        new_id = base
    known_id = next((known for known in candidates if known in marked), new_id)
    if known_id not in taken:
        return known_id
    # An article that was stored with this link or title has another one now.
    return derived_id(bases[0], entry, with_title=True)


def _is_new(entry: Entry, known: StoredIdentity) -> bool:
    """Return whether an entry with another link and title is a separate article.

    It is if it is dated later, or undated. A missing link may be the same.
    """
    if not entry.link or not known.link:
        return False
    if entry.published is None or known.published is None:
        return True
    return unix_seconds(entry.published) > known.published


def _with_id(source: str, prepared: PreparedEntry, entry_id: str) -> PreparedEntry:
    if entry_id == prepared.entry.id:
        return prepared
    key = id_to_key(article_id(source, entry_id))
    return replace(prepared, key=key, entry=replace(prepared.entry, id=entry_id))
