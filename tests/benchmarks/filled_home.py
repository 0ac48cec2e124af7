"""A home whose cache is filled through the store, without a file for each article."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

from finews_tui.library.library import Library
from finews_tui.model.article import BodyFormat, Entry
from finews_tui.store import index, saving
from finews_tui.store import sources as source_rows
from finews_tui.store.prepared import Prepared, prepare
from finews_tui.store.saving import Addition, wanted_number
from tests.benchmarks.ground import Ground, Home, code_digest
from tests.benchmarks.made_posts import made_post

_SOURCE = "archive"
_BATCH = 2_000


@dataclass(frozen=True)
class FilledGround(Ground):
    """So many articles and no folder of theirs: for cases that only read the cache."""

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
        stamp = home.root / "made-by"
        if not stamp.is_file() or stamp.read_text(encoding="ascii") != code_digest():
            shutil.rmtree(home.root, ignore_errors=True)
            self.set_quiet(home)
            home.run("sync", "long")
            with home.library() as library:
                _fill(library, self.posts)
            stamp.write_text(code_digest(), encoding="ascii")
        return home


def _fill(library: Library, count: int) -> None:
    cache = library.stores.cache
    now = datetime.now(UTC)
    index.tune_bulk(cache.connection())
    with cache.writing() as connection:
        source_id = source_rows.source_id(connection, _SOURCE)
        index.begin_bulk(connection)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        starts = range(0, count, _BATCH)
        stops = [min(start + _BATCH, count) for start in starts]
        for batch in pool.map(_prepared, starts, stops):
            additions = [
                Addition(one, wanted_number(one.entry.published, now), is_read=True)
                for one in batch
            ]
            with cache.writing() as connection:
                saving.add(connection, source_id, additions)
    with cache.writing() as connection:
        index.end_bulk(connection)
    is_more, is_first = True, True
    while is_more:
        with cache.writing() as connection:
            is_more = index.merge_step(connection, is_first=is_first)
        is_first = False


def _prepared(start: int, stop: int) -> list[Prepared]:
    entries = []
    for post in map(made_post, range(start, stop)):
        entries.append(
            Entry(
                id=post.stem,
                title=post.title,
                body=post.body,
                format=BodyFormat.MARKDOWN,
                text="\n".join(post.paragraphs),
                published=post.when,
                categories=(post.category,),
                tags=(post.label,),
            )
        )
    return [prepare(_SOURCE, entry) for entry in entries]
