"""Sync of folders: scan for changed posts, parse them, write them in batches."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from finews_tui.errors import DirectoryError, SourceError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.library.sync.entry_writes import own_id, split_comma_categories, write_posts
from finews_tui.library.sync.merge import AgeCutoff
from finews_tui.library.sync.outcomes import record_outcome
from finews_tui.library.sync.post_jobs import PostFolder, PreparedPost, prepare_posts
from finews_tui.library.sync.progress import ReportProgress, SyncProgress
from finews_tui.library.sync.workers import post_worker_pool, prepare_posts_in_workers
from finews_tui.library.threads import wait_until_done
from finews_tui.model.post_file import PostFile
from finews_tui.model.source import Source
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.sources.folders.entry_ids import assign_entry_ids
from finews_tui.sources.folders.posts import MAX_WARNINGS, FolderScan, limit_warnings, scan_folder
from finews_tui.store import fulltext_index, post_files
from finews_tui.store.sources import ensure_source_id, folder_digest, set_folder_digest
from finews_tui.system.paths import home_relative

# With fewer posts, starting a process (0.3 s) costs more than it saves.
_MIN_POSTS_FOR_PROCESSES = 200
_JOB_POSTS = 100
# Limits how long the write lock is held: 1,000 posts take about 0.3 s.
_MAX_BATCH_POSTS = 1000


async def sync_folders(
    stores: Stores,
    sources: Sequence[Source],
    cutoffs: Mapping[str, AgeCutoff],
    *,
    force: bool,
    report: ReportProgress,
) -> list[SyncOutcome]:
    """Sync folders one by one in a thread; cancellation waits for the current batch.

    Raises:
        StoreError: the cache cannot be written.
    """
    stop = threading.Event()

    def run() -> list[SyncOutcome]:
        outcomes = []
        for source in sources:
            if stop.is_set():
                break
            cutoff = cutoffs[source.name]
            outcome = _sync_folder(stores, source, cutoff, force=force, report=report, stop=stop)
            with stores.cache.writing() as cache:
                outcomes.append(record_outcome(stores, cache, outcome))
            report(SyncProgress(source.name, 0, 0, outcome.new, "done"))
        return outcomes

    future = asyncio.ensure_future(asyncio.to_thread(run))
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        stop.set()
        await wait_until_done(future)
        raise


def _sync_folder(
    stores: Stores,
    source: Source,
    cutoff: AgeCutoff,
    *,
    force: bool,
    report: ReportProgress,
    stop: threading.Event,
) -> SyncOutcome:
    """Sync one folder; failures are reported in the outcome."""
    try:
        return _FolderSync(stores, source, cutoff, force=force, report=report, stop=stop).run()
    except SourceError as error:
        return SyncOutcome(source.name, SyncStatus.FAILED, error_code=error.code, error=str(error))


class _FolderSync:
    """Sync of one folder, with the counts so far."""

    def __init__(
        self,
        stores: Stores,
        source: Source,
        cutoff: AgeCutoff,
        *,
        force: bool,
        report: ReportProgress,
        stop: threading.Event,
    ) -> None:
        self._stores = stores
        self._source = source
        self._cutoff = cutoff
        self._force = force
        self._report_progress = report
        self._stop = stop
        self._include_drafts = stores.config.sync.include_drafts
        with stores.cache.writing() as cache:
            self._source_id = ensure_source_id(cache, source.name)
        self._new = self._updated = self._read_by_age = self._done = 0
        self._unreadable: list[str] = []
        self._started = stores.clock()

    def run(self) -> SyncOutcome:
        """Sync the folder. Written batches are never rolled back.

        Raises:
            DirectoryError: the folder is missing, or is empty and had posts.
            StoreError: the cache cannot be written.
        """
        root = Path(self._source.location)
        self._report("checking")
        scan = scan_folder(root, include_drafts=self._include_drafts)
        # Including drafts changes what is read, so it is part of the digest.
        digest = bytes([self._include_drafts]) + scan.digest
        with self._stores.cache.reading() as cache:
            last_digest = folder_digest(cache, self._source_id)
        must_read = self._force or (last_digest[:1] not in (b"", digest[:1]))
        if last_digest == digest and not must_read:
            return self._outcome(scan)
        with self._stores.cache.reading() as cache:
            stored = post_files.stored_files(cache, self._source_id)
        if stored and not scan.paths:
            raise DirectoryError(
                tr(
                    "{root}: folder is empty, but had {count} posts. Is its disk mounted? "
                    "No articles were deleted",
                    root=home_relative(root),
                    count=len(stored),
                )
            )
        posts = self._posts_to_read(scan, stored, must_read)
        folder = PostFolder(self._source.name, root, scan.zone_name, self._include_drafts)
        self._read_and_write(folder, posts)
        if not self._stop.is_set():
            missing = stored.keys() - set(scan.paths)
            # Without a digest, the next sync retries unreadable files.
            self._finish(missing, b"" if self._unreadable else digest)
        return self._outcome(scan)

    def _posts_to_read(
        self, scan: FolderScan, stored: Mapping[str, PostFile], must_read: bool
    ) -> list[PostFile]:
        """Return new and changed files, newest first, with their entry ids.

        `content_hash` is the hash at the last sync, or empty to read the file unconditionally.
        """
        known_ids = {path: file.entry_id or own_id(path) for path, file in stored.items()}
        ids = assign_entry_ids(Path(self._source.location), scan.paths, known_ids)
        files = []
        for file in scan.files:
            before = None if must_read else stored.get(file.path)
            if file.path not in ids or (before and before.fingerprint == file.fingerprint):
                continue
            content_hash = before.content_hash if before else b""
            files.append(file._replace(content_hash=content_hash, entry_id=ids[file.path]))
        return files

    def _read_and_write(self, folder: PostFolder, posts: Sequence[PostFile]) -> None:
        cache = self._stores.cache
        with cache.reading() as connection:
            is_bulk = len(posts) > _MAX_BATCH_POSTS or fulltext_index.is_bulk_unfinished(connection)
            if is_bulk:
                fulltext_index.tune_for_bulk(connection)
        with ExitStack() as stack:
            if is_bulk:
                with cache.writing() as connection:
                    fulltext_index.begin_bulk(connection)
                stack.callback(self._end_bulk)
            for batch in _batches(folder, posts, stack):
                self._write(batch)
                self._report("reading", len(posts))
                if self._stop.is_set():
                    break
        if is_bulk:
            self._report("indexing", len(posts))
            self._merge_index()

    def _write(self, batch: Sequence[PreparedPost]) -> None:
        written = write_posts(
            self._stores, self._source, self._source_id, batch, self._cutoff, self._started
        )
        self._new += written.new
        self._updated += written.updated
        self._read_by_age += written.read_by_age
        self._done += len(batch)
        for file, _ in batch:
            if not file.content_hash:
                self._unreadable += file.warnings

    def _end_bulk(self) -> None:
        with self._stores.cache.writing() as cache:
            fulltext_index.end_bulk(cache)
        with self._stores.cache.reading() as cache:
            fulltext_index.restore_tuning(cache)

    def _merge_index(self) -> None:
        """Merge the segments of a bulk load, in short steps so that others can write."""
        is_first = True
        while not self._stop.is_set():
            with self._stores.cache.writing() as cache:
                if not fulltext_index.merge_step(cache, is_first=is_first):
                    break
            is_first = False
        while not self._stop.is_set():
            with self._stores.cache.reading() as cache:
                if not fulltext_index.vacuum_step(cache):
                    return

    def _finish(self, missing: set[str], digest: bytes) -> None:
        """Remove missing files from the cache, split categories, and store the digest."""
        with self._stores.cache.writing() as cache:
            post_files.forget_files(cache, self._source_id, missing)
            split_comma_categories(cache, self._source_id)
            set_folder_digest(cache, self._source_id, digest)

    def _outcome(self, scan: FolderScan) -> SyncOutcome:
        with self._stores.cache.reading() as cache:
            count = post_files.file_count(cache, self._source_id)
            warnings = post_files.file_warnings(cache, self._source_id, MAX_WARNINGS + 1)
        changed = self._new + self._updated
        return SyncOutcome(
            self._source.name,
            SyncStatus.OK if changed else SyncStatus.UNCHANGED,
            new=self._new,
            updated=self._updated,
            unchanged=max(0, count - changed),
            read_by_age=self._read_by_age,
            warnings=limit_warnings([*scan.warnings, *self._unreadable, *warnings]),
        )

    def _report(self, stage: str, total: int = 0) -> None:
        progress = SyncProgress(self._source.name, self._done, total, self._new, stage)
        self._report_progress(progress)


def _batches(
    folder: PostFolder, posts: Sequence[PostFile], stack: ExitStack
) -> Iterator[list[PreparedPost]]:
    """Yield parsed posts in batches of growing size, so that the newest appear early."""
    jobs = [posts[start : start + _JOB_POSTS] for start in range(0, len(posts), _JOB_POSTS)]
    if len(posts) < _MIN_POSTS_FOR_PROCESSES:
        for job in jobs:
            yield prepare_posts(folder, job)
        return
    pool = stack.enter_context(post_worker_pool())
    batch: list[PreparedPost] = []
    batch_size = _JOB_POSTS
    for parsed in prepare_posts_in_workers(pool, folder, jobs):
        batch += parsed
        if len(batch) >= batch_size:
            yield batch
            batch = []
            batch_size = min(2 * batch_size, _MAX_BATCH_POSTS)
    if batch:
        yield batch
