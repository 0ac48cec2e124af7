"""Writing entries to the cache in short transactions, with their read state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from finews_tui.library.plain_text import plain_text
from finews_tui.library.stores import Stores
from finews_tui.library.sync.merge import AgeCutoff, plan_writes
from finews_tui.library.sync.post_jobs import PreparedPost
from finews_tui.model.source import Source
from finews_tui.model.text_folding import fold
from finews_tui.sources.folders.file_names import escape_path, parse_post_path, post_stem
from finews_tui.store import article_writes, articles, labels, post_files, user_state
from finews_tui.store.article_writes import IndexRow
from finews_tui.store.database import Connection
from finews_tui.store.prepared_entry import PreparedEntry
from finews_tui.store.user_state import ReadMark


class Written(NamedTuple):
    """Number of articles added, updated, and added as read because of their age."""

    new: int
    updated: int
    read_by_age: int


def write_posts(
    stores: Stores,
    source: Source,
    source_id: int,
    posts: Sequence[PreparedPost],
    cutoff: AgeCutoff,
    now: datetime,
) -> Written:
    """Write posts and the state of their files in one transaction.

    With the same `now` for all batches of a sync, undated posts keep their order.

    Raises:
        StoreError: nothing was written.
    """
    entries = [prepared for _, prepared in posts if prepared is not None]
    files = [
        file._replace(entry_id="") if file.entry_id == own_id(file.path) else file
        for file, _ in posts
        if file.content_hash
    ]
    with stores.cache.writing() as cache:
        written = write_entries(stores, cache, source, source_id, entries, cutoff, now=now)
        post_files.store_files(cache, source_id, files)
    return written


def own_id(path: str) -> str:
    """Return the entry id derived from a path, if no other file has the same."""
    parts = parse_post_path(path)
    return escape_path(post_stem(parts.name)) if parts else escape_path(path)


def write_entries(
    stores: Stores,
    cache: Connection,
    source: Source,
    source_id: int,
    entries: Sequence[PreparedEntry],
    cutoff: AgeCutoff,
    unindexed: list[IndexRow] | None = None,
    now: datetime | None = None,
) -> Written:
    """Write entries of a source inside the caller's transaction on the cache.

    New entries that were deleted in another reader are skipped. For `unindexed`, see
    `add_articles`.
    """
    ids = [entry.entry.id for entry in entries]
    with stores.state.reading() as state:
        marks = user_state.read_marks(state, source.name, ids)
        suppressed = user_state.suppressed_entries(state, source.name, ids)
    stored = article_writes.stored_articles(cache, [entry.key for entry in entries])
    allowed = [
        entry for entry in entries if entry.key in stored or entry.entry.id not in suppressed
    ]
    plan = plan_writes(allowed, stored, marks, cutoff)
    new_marks = dict.fromkeys(plan.read_marks, True)
    new_marks |= {article.prepared.entry.id: article.is_read for article in plan.derived}
    store_read_marks(
        stores,
        cache,
        [ReadMark(source.name, entry, is_read) for entry, is_read in new_marks.items()],
    )
    now = now or stores.clock()
    article_writes.add_articles(cache, source_id, plan.new, now, unindexed)
    for article, entry in plan.changed:
        article_writes.replace_article(cache, source_id, article, entry, now, plain_text, unindexed)
    updated = len(plan.changed)
    if plan.for_bookmarks:
        from finews_tui.library.source_revisions import store_source_revisions

        updated += store_source_revisions(cache, source.name, plan.for_bookmarks, now)
    return Written(len(plan.new), updated, plan.read_by_age)


def store_read_marks(stores: Stores, cache: Connection, new_marks: Sequence[ReadMark]) -> None:
    """Store marks in state.db for articles that the current cache transaction writes."""
    if not new_marks:
        return
    with stores.state.writing() as state:
        before = user_state.marks_sequence(state)
        sequence = user_state.set_read_marks(state, new_marks)
    if articles.copied_marks_sequence(cache) == before:
        articles.set_copied_marks_sequence(cache, sequence)


def split_comma_categories(cache: Connection, source_id: int) -> None:
    """Split categories at commas if the source also has one of the parts."""
    combined = labels.comma_categories(cache, source_id)
    if not combined:
        return
    slugs = labels.category_slugs(cache, source_id)
    counts: Counter[str] = Counter()
    for _, name in combined:
        counts.update({fold(part) for part in labels.split_at_commas(name)})
    for label, name in combined:
        parts = {fold(part) for part in labels.split_at_commas(name)}
        if len(parts) > 1 and any(part in slugs or counts[part] > 1 for part in parts):
            labels.split_category(cache, source_id, label, name)
