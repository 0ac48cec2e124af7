"""A folder's posts brought into the cache: looked over, read by several processes, written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from finews_tui.errors import DirectoryError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.library.stores import Stores
from finews_tui.library.sync.entry_writes import (
    Written,
    own_id,
    split_comma_categories,
    write_posts,
)
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.library.sync.post_jobs import Folder, ReadPost, read_posts
from finews_tui.library.sync.workers import parse_posts, post_worker_pool
from finews_tui.model.post_file import PostFile
from finews_tui.model.source import Source
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.sources.folders.entry_ids import identities
from finews_tui.sources.folders.posts import WARNINGS_KEPT, Survey, bounded, survey
from finews_tui.store import fulltext_index as index
from finews_tui.store import post_files
from finews_tui.store import sources as source_rows
from finews_tui.system.paths import home_relative

# Below this many posts a process of their own costs more than it brings (its start: 0.3 s).
_POSTS_FOR_PROCESSES = 200
_JOB_POSTS = 100
# Short enough for a write lock that nobody notices: 1,000 posts take about 0.3 s.
_WRITE_POSTS = 1000


STAGES = (mark("looking"), mark("reading"), mark("indexing"), mark("pages"))
"""What a sync does one after the other."""


class Progress(NamedTuple):
    """How far a source's sync has come; `stage` is one of STAGES, or done."""

    source: str
    done: int
    total: int
    new: int
    stage: str


@dataclass(frozen=True, slots=True)
class FolderSync:
    """One sync of one folder: what it needs to know and whom it tells."""

    stores: Stores
    source: Source
    source_id: int
    cutoff: AgeCutoff
    include_drafts: bool
    force: bool
    progress: Callable[[Progress], None]
    stop: threading.Event


@dataclass(slots=True)
class _Tally:
    new: int = 0
    updated: int = 0
    read_by_age: int = 0
    done: int = 0
    unreadable: list[str] = field(default_factory=list)

    def add(self, written: Written, posts: Sequence[ReadPost]) -> None:
        self.new += written.new
        self.updated += written.updated
        self.read_by_age += written.read_by_age
        self.done += len(posts)
        for file, _ in posts:
            if not file.content_hash:
                self.unreadable += file.warnings


def sync_folder(job: FolderSync) -> SyncOutcome:
    """Bring a folder's news into the cache; what is written stays, however it ends.

    Raises:
        DirectoryError: the folder is gone, or empty where it was not.
        StoreError: the cache cannot be written.
    """
    root = Path(job.source.location)
    name = job.source.name
    job.progress(Progress(name, 0, 0, 0, "looking"))
    found = survey(root, include_drafts=job.include_drafts)
    # Whether drafts count is part of what was read.
    digest = bytes([job.include_drafts]) + found.digest
    with job.stores.cache.reading() as cache:
        before = source_rows.folder_digest(cache, job.source_id)
    must_read = job.force or (before[:1] not in (b"", digest[:1]))
    if before == digest and not must_read:
        return SyncOutcome(
            name,
            SyncStatus.UNCHANGED,
            unchanged=_post_count(job),
            warnings=bounded([*found.warnings, *_file_warnings(job)]),
        )
    with job.stores.cache.reading() as cache:
        known = post_files.stored_files(cache, job.source_id)
    if known and not found.paths:
        raise DirectoryError(
            tr(
                "{root}: the folder is empty, its {count} posts are gone; is a disk not mounted? "
                "Nothing was removed",
                root=home_relative(root),
                count=len(known),
            )
        )
    folder = Folder(name, root, found.zone_name, job.include_drafts)
    posts = _posts_to_read(job.source, found, known, must_read)
    tally = _Tally()
    _read_and_write(job, folder, posts, tally)
    if not job.stop.is_set():
        _finish(job, found, known, b"" if tally.unreadable else digest)
    status = SyncStatus.OK if tally.new or tally.updated else SyncStatus.UNCHANGED
    return SyncOutcome(
        name,
        status,
        new=tally.new,
        updated=tally.updated,
        unchanged=max(0, _post_count(job) - tally.new - tally.updated),
        read_by_age=tally.read_by_age,
        warnings=bounded([*found.warnings, *tally.unreadable, *_file_warnings(job)]),
    )


def _posts_to_read(
    source: Source, scan: Survey, stored: Mapping[str, PostFile], must_read: bool
) -> list[PostFile]:
    """Return the files that are new or changed, newest first, each with its entry id.

    Their `content_hash` is that of the last sync, or empty if they are read in any case.
    """
    known_ids = {path: file.entry_id or own_id(path) for path, file in stored.items()}
    ids = identities(Path(source.location), scan.paths, known_ids)
    files = []
    for file in scan.files:
        before = None if must_read else stored.get(file.path)
        if file.path not in ids or (before and before.fingerprint == file.fingerprint):
            continue
        content_hash = before.content_hash if before else b""
        files.append(file._replace(content_hash=content_hash, entry_id=ids[file.path]))
    return files


def _read_and_write(
    job: FolderSync, folder: Folder, posts: Sequence[PostFile], tally: _Tally
) -> None:
    with job.stores.cache.reading() as cache:
        is_bulk = len(posts) > _WRITE_POSTS or index.is_bulk_unfinished(cache)
    if is_bulk:
        with job.stores.cache.reading() as cache:
            index.tune_for_bulk(cache)
        with job.stores.cache.writing() as cache:
            index.begin_bulk(cache)
    with ExitStack() as stack:
        if is_bulk:
            stack.callback(_end_bulk, job)
        for read in _batches(folder, posts, stack):
            written = write_posts(job.stores, job.source, job.source_id, read, job.cutoff)
            tally.add(written, read)
            job.progress(Progress(job.source.name, tally.done, len(posts), tally.new, "reading"))
            if job.stop.is_set():
                break
    if is_bulk:
        job.progress(Progress(job.source.name, tally.done, len(posts), tally.new, "indexing"))
        _merge_index(job)


def _batches(
    folder: Folder, posts: Sequence[PostFile], stack: ExitStack
) -> Iterator[list[ReadPost]]:
    """Posts as they are read: at first a few at a time, so that the newest are seen at once."""
    jobs = [posts[start : start + _JOB_POSTS] for start in range(0, len(posts), _JOB_POSTS)]
    if len(posts) < _POSTS_FOR_PROCESSES:
        for job in jobs:
            yield read_posts(folder, job)
        return
    pool = stack.enter_context(post_worker_pool())
    batch: list[ReadPost] = []
    batch_size = _JOB_POSTS
    for parsed in parse_posts(pool, folder, jobs):
        batch += parsed
        if len(batch) >= batch_size:
            yield batch
            batch = []
            batch_size = min(2 * batch_size, _WRITE_POSTS)
    if batch:
        yield batch


def _end_bulk(job: FolderSync) -> None:
    with job.stores.cache.writing() as cache:
        index.end_bulk(cache)
    with job.stores.cache.reading() as cache:
        index.restore_tuning(cache)


def _post_count(job: FolderSync) -> int:
    with job.stores.cache.reading() as cache:
        return post_files.file_count(cache, job.source_id)


def _file_warnings(job: FolderSync) -> list[str]:
    with job.stores.cache.reading() as cache:
        return post_files.file_warnings(cache, job.source_id, WARNINGS_KEPT + 1)


def _finish(job: FolderSync, found: Survey, known: Mapping[str, PostFile], digest: bytes) -> None:
    """After the last post: forget files that went away, split categories, note what was read."""
    gone = known.keys() - set(found.paths)
    with job.stores.cache.writing() as cache:
        post_files.forget_files(cache, job.source_id, gone)
        split_comma_categories(cache, job.source_id)
        source_rows.set_folder_digest(cache, job.source_id, digest)


def _merge_index(job: FolderSync) -> None:
    """Merge the pieces of the index that a bulk left, in steps that nobody waits for."""
    is_first = True
    while not job.stop.is_set():
        with job.stores.cache.writing() as cache:
            is_more = index.merge_step(cache, is_first=is_first)
        if not is_more:
            break
        is_first = False
    while not job.stop.is_set():
        with job.stores.cache.reading() as cache:
            if not index.vacuum_step(cache):
                return
