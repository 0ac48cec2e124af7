"""Incremental counts of saved queries."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from finews_tui.config.loader import Config, SyncConfig
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.query.query import Query, intersect, parse
from finews_tui.store import search
from finews_tui.system.paths import Paths

QUERIES = (
    "铜",
    "copper OR 铜",
    "category:Metals -价格",
    'title:"铜价"',
    "is:unread 铜",
    "is:read",
    "newer:100y",
    "date:2024-03",
    "source:wire",
    "group:Papers after:2024-03-10",
    "tag:none",
    "link:example",
    "-铜",
    "title:",
)
WORDS = ("铜", "copper", "价格", "铜价", "zinc", "港口")


class Wire:
    """Folder of posts that changes, and a library with it as source."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "posts"
        self.folder.mkdir()
        self.home = home
        self.count = 0

    def config(self, group: str = "Papers") -> Config:
        source = Source("wire", SourceKind.DIRECTORY, str(self.folder), "Wire", group)
        return Config(sync=SyncConfig(on_start=False, unread_horizon_days=0), sources=(source,))

    def open(self, group: str = "Papers") -> Library:
        home = self.home
        paths = Paths(home / "config", home / "cache", home / "data", home / "log")
        return Library(paths, self.config(group))

    def write(self, choose: random.Random, name: str = "") -> None:
        self.count += 1
        day = choose.randrange(1, 29)
        head = (
            f"title: {choose.choice(WORDS)} {self.count}\ndate: 2024-03-{day:02} 09:00:00 +0000\n"
            f"categories: {choose.choice(('Metals', 'Ports'))}\nlink: https://example.org/x\n"
        )
        text = " ".join(choose.choices(WORDS, k=3))
        path = self.folder / f"{name or f'post-{self.count}'}.md"
        path.write_text(f"---\n{head}---\n\n{text} {self.count}\n")


@pytest.fixture
def wire(tmp_path: Path) -> Wire:
    return Wire(tmp_path)


@pytest.fixture
def library(wire: Wire) -> Iterator[Library]:
    with wire.open() as library:
        for number, text in enumerate(QUERIES):
            library.state.save_query(f"query {number}", text)
        yield library


def exact_counts(library: Library) -> dict[str, tuple[int, int]]:
    unread = parse("is:unread")
    counts = {}
    for text in QUERIES:
        query = parse(text)
        counts[text] = (
            library.articles.count(query),
            library.articles.count(intersect(query, unread)),
        )
    return counts


def test_counts_are_exact_after_random_changes(library: Library, wire: Wire) -> None:
    choose = random.Random(5)
    for _ in range(30):
        wire.write(choose)
    asyncio.run(sync(library.stores))
    assert library.saved_query_counts() == exact_counts(library)

    def change_one() -> None:
        wire.write(choose, choose.choice(sorted(wire.folder.iterdir())).stem)
        asyncio.run(sync(library.stores))

    def add_some() -> None:
        for _ in range(choose.randrange(1, 40)):
            wire.write(choose)
        asyncio.run(sync(library.stores))

    def mark_some() -> None:
        numbers = list(library.articles.listing(parse("")))
        library.mark_read(choose.sample(numbers, 5), choose.random() < 0.6)

    def bookmark_one() -> None:
        numbers = list(library.articles.listing(parse("")))
        library.set_bookmark(choose.choice(numbers), True)

    actions: list[Callable[[], None]] = [change_one, add_some, mark_some, mark_some, bookmark_one]
    for _ in range(25):
        for action in choose.choices(actions, k=choose.randrange(1, 4)):
            action()
        assert library.saved_query_counts() == exact_counts(library)


def test_only_changed_articles_are_matched_for_counts(
    library: Library, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose = random.Random(1)
    for _ in range(10):
        wire.write(choose)
    asyncio.run(sync(library.stores))
    before = library.saved_query_counts()
    counted: list[str] = []
    count = search.count_articles

    def record(connection: object, query: Query, *args: object, **kwargs: object) -> int:
        counted.append(query.text)
        return count(connection, query, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(search, "count_articles", record)
    for _ in range(5):
        wire.write(choose)
    asyncio.run(sync(library.stores))
    assert library.cached_query_counts()["铜"] == before["铜"]
    after = library.saved_query_counts()
    assert after["-铜"].articles + after["铜"].articles == 15
    uncacheable = {"is:unread 铜", "is:read", "newer:100y"}
    recounted = {
        text for text in QUERIES if library.articles.with_variants(parse(text)).text in counted
    }
    assert recounted == uncacheable
    assert library.cached_query_counts()["铜"] == after["铜"]


def test_counts_are_recomputed_for_other_groups_and_queries(wire: Wire) -> None:
    choose = random.Random(2)
    for _ in range(10):
        wire.write(choose)
    text = "group:Papers"
    with wire.open() as library:
        asyncio.run(sync(library.stores))
        library.state.save_query("papers", text)
        assert library.saved_query_counts()[text].articles == 10
    with wire.open(group="Other") as library:
        assert library.saved_query_counts()[text].articles == 0
        library.state.save_query("papers", "group:Other")
        assert library.saved_query_counts() == {"group:Other": (10, 10)}
        assert set(library.cached_query_counts()) == {"group:Other"}


def test_changes_are_not_recorded_without_saved_queries(wire: Wire) -> None:
    wire.write(random.Random(3))
    with wire.open() as library:
        asyncio.run(sync(library.stores))
        assert library.saved_query_counts() == {}
        with library.stores.cache.reading() as cache:
            assert cache.execute("SELECT count(*) FROM touched").fetchone() == (0,)
