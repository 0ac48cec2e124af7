"""Entries written into the cache in one short transaction, with the state that they shall have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from finews_tui.library.plain_text import kept_text
from finews_tui.library.stores import Stores
from finews_tui.library.sync.merge import Horizon, decide
from finews_tui.library.sync.post_jobs import ReadPost
from finews_tui.model.source import KnownFile, Source
from finews_tui.model.text_folding import fold
from finews_tui.sources.folders.file_names import place_of, stem, visible
from finews_tui.store import article_writes as saving
from finews_tui.store import articles, labels
from finews_tui.store import sources as source_rows
from finews_tui.store import user_state as marks
from finews_tui.store.article_writes import Addition, IndexRow, wanted_number
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import Prepared
from finews_tui.store.user_state import Mark


class Written(NamedTuple):
    """What a batch brought."""

    new: int
    updated: int
    read_by_age: int


def write_batch(
    stores: Stores, source: Source, source_id: int, posts: Sequence[ReadPost], horizon: Horizon
) -> Written:
    """Write posts and what their files are now, in one transaction.

    Raises:
        StoreError: nothing of the batch was written.
    """
    entries = [post.prepared for post in posts if post.prepared is not None]
    files = {
        post.post.found.path: KnownFile(
            post.post.found.fingerprint,
            post.content_hash,
            "" if post.post.entry_id == own_id(post.post.found.path) else post.post.entry_id,
            "\n".join(post.warnings),
        )
        for post in posts
        if post.content_hash
    }
    with stores.cache.writing() as cache:
        written = write_entries(stores, cache, source, source_id, entries, horizon)
        source_rows.keep_files(cache, source_id, files)
    return written


def own_id(path: str) -> str:
    """The entry id that a path alone gives, where no other file has a claim to it."""
    place = place_of(path)
    return visible(stem(place.name)) if place else visible(path)


def write_entries(
    stores: Stores,
    cache: Connection,
    source: Source,
    source_id: int,
    entries: Sequence[Prepared],
    horizon: Horizon,
    unindexed: list[IndexRow] | None = None,
) -> Written:
    """Write entries inside the caller's transaction on the cache; `unindexed` as of `add`.

    Those that are not here and not wanted stay out: another reader had deleted them.
    """
    ids = [entry.entry.id for entry in entries]
    with stores.state.reading() as state:
        marked = marks.marks_of(state, source.name, ids)
        unwanted = marks.unwanted_of(state, source.name, ids)
    known = saving.known_articles(cache, [entry.key for entry in entries])
    wanted = [one for one in entries if one.key in known or one.entry.id not in unwanted]
    changes = decide(wanted, known, marked, horizon)
    # What would not follow from the source's horizon after the cache was lost.
    new_marks = [
        Mark(source.name, article.prepared.entry.id, article.is_read)
        for article in changes.new
        if article.needs_mark
    ]
    keep_marks(stores, cache, new_marks)
    now = stores.clock()
    additions = [
        Addition(
            article.prepared,
            wanted_number(article.prepared.entry.published, now),
            article.is_read,
        )
        for article in changes.new
    ]
    saving.add(cache, source_id, additions, unindexed)
    for present, entry in changes.changed:
        saving.replace(cache, source_id, present, entry, now, kept_text, unindexed)
    updated = len(changes.changed)
    if changes.beside:
        from finews_tui.library.source_revisions import note_versions

        updated += note_versions(cache, source.name, changes.beside, now)
    read_by_age = sum(article.read_by_age for article in changes.new)
    return Written(len(changes.new), updated, read_by_age)


def keep_marks(stores: Stores, cache: Connection, new_marks: Sequence[Mark]) -> None:
    """Keep marks in state.db of articles that a transaction on the cache is about to write."""
    if not new_marks:
        return
    with stores.state.writing() as state:
        before = marks.sequence_number(state)
        sequence = marks.set_marks(state, new_marks)
    if articles.marks_sequence(cache) == before:
        articles.set_marks_sequence(cache, sequence)


def split_comma_categories(cache: Connection, source_id: int) -> None:
    """Split the categories with commas whose parts the source's other posts name by themselves."""
    comma = labels.comma_categories(cache, source_id)
    if not comma:
        return
    singles = labels.category_slugs(cache, source_id)
    counted: dict[str, int] = {}
    for _, name in comma:
        for part in {fold(part) for part in labels.parts_of(name)}:
            counted[part] = counted.get(part, 0) + 1
    for label, name in comma:
        parts = {fold(part) for part in labels.parts_of(name)}
        if len(parts) > 1 and any(part in singles or counted[part] > 1 for part in parts):
            labels.split_category(cache, source_id, label, name)
