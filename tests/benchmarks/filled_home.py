"""Home with a cache filled directly through the store, without post files.

Texts of the first posts are reused with other titles and dates: generating a million texts takes
longer than storing them.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from multiprocessing import get_context
from pathlib import Path

from finews_tui.library.library import Library
from finews_tui.model.article import BodyFormat, Entry, article_id
from finews_tui.store import article_writes
from finews_tui.store import fulltext_index as index
from finews_tui.store import sources as source_rows
from finews_tui.store.article_writes import NewArticle
from finews_tui.store.prepared_entry import PreparedEntry, id_to_key, prepare_entry
from finews_tui.store.tokenizer import index_terms
from tests.benchmarks.generated_posts import SECONDS_APART, generate_post
from tests.benchmarks.workspace import Home, Workspace, code_hash

_SOURCE = "archive"
_BATCH = 2_000
_BATCHES_AHEAD = 6
_TEXTS = 10_000


@dataclass(frozen=True)
class FilledWorkspace(Workspace):
    """Workspace with articles only in the cache, for cases that only read it."""

    @cached_property
    def name(self) -> str:
        return f"filled-{self.posts}"

    @cached_property
    def folder(self) -> Path:
        folder = self.data / self.name / "posts"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @cached_property
    def home(self) -> Home:
        home = Home(self.data / self.name / "home")
        stamp = home.root / "code-hash"
        if not stamp.is_file() or stamp.read_text(encoding="ascii") != code_hash():
            shutil.rmtree(home.root, ignore_errors=True)
            self.disable_syncs(home)
            home.run("sync", "long")
            with home.library() as library:
                _fill(library, self.posts)
            stamp.write_text(code_hash(), encoding="ascii")
        return home


def _fill(library: Library, count: int) -> None:
    cache = library.stores.cache
    now = datetime.now(UTC)
    index.tune_for_bulk(cache.connection())
    with cache.writing() as connection:
        source_id = source_rows.ensure_source_id(connection, _SOURCE)
        index.begin_bulk(connection)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for batch in _batches(pool, count):
            additions = [NewArticle(entry, is_read=True) for entry in batch]
            with cache.writing() as connection:
                article_writes.add_articles(connection, source_id, additions, now)
    with cache.writing() as connection:
        index.end_bulk(connection)
    is_more, is_first = True, True
    while is_more:
        with cache.writing() as connection:
            is_more = index.merge_step(connection, is_first=is_first)
        is_first = False


def _batches(pool: Executor, count: int) -> Iterator[list[PreparedEntry]]:
    """Yield all articles in batches, prepared a few batches ahead."""
    jobs: deque[Future[list[PreparedEntry]]] = deque()
    for start in range(0, count, _BATCH):
        jobs.append(pool.submit(_prepare_batch, start, min(start + _BATCH, count)))
        if len(jobs) > _BATCHES_AHEAD:
            yield jobs.popleft().result()
    while jobs:
        yield jobs.popleft().result()


def _prepare_batch(start: int, stop: int) -> list[PreparedEntry]:
    return [_copy(_text(number % _TEXTS), number) for number in range(start, stop)]


def _copy(base: PreparedEntry, number: int) -> PreparedEntry:
    """Return the text of a post as an article with another number."""
    if number < _TEXTS:
        return base
    assert base.entry.published is not None
    older = timedelta(seconds=number // _TEXTS * _TEXTS * SECONDS_APART)
    title = f"N{number:07d} {base.entry.title.partition(' ')[2]}"
    entry = replace(
        base.entry, id=f"copy-{number}", title=title, published=base.entry.published - older
    )
    key = id_to_key(article_id(_SOURCE, entry.id))
    return replace(base, key=key, entry=entry, title_terms=index_terms(title))


@cache
def _text(number: int) -> PreparedEntry:
    post = generate_post(number)
    return prepare_entry(
        _SOURCE,
        Entry(
            id=post.stem,
            title=post.title,
            body=post.body,
            format=BodyFormat.MARKDOWN,
            text="\n".join(post.paragraphs),
            published=post.when,
            categories=(post.category,),
            tags=(post.label,),
        ),
    )
