"""Related articles: shared rare terms and close dates."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.config.loader import Config, SyncConfig
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.query.ast import Sort
from finews_tui.query.query import parse
from finews_tui.system.paths import Paths

_FILLER = "今天的会议照常举行，大家都到了。The meeting was held as always and everybody came. "
_POSTS = {
    "2024-03-01-lake": ("青盐湖的红嘴鸥回来了", "护鸟员在青盐湖数到三百只红嘴鸥，比去年多。"),
    "2024-03-02-gulls": ("红嘴鸥三百只", "青盐湖的红嘴鸥今年有三百只，护鸟员说。"),
    "2020-03-02-old": ("多年前的红嘴鸥", "青盐湖的护鸟员那年只数到三十只红嘴鸥。"),
    "2024-03-03-bakery": ("面包房开张", "镇上的面包房用老面做面包，早上六点开门。"),
    "2024-03-04-ferry": ("The ferry to Quillhaven", "The Quillhaven ferry has a new whistle."),
    "2024-03-05-whistle": ("Quillhaven hears it", "A new ferry whistle wakes Quillhaven."),
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "posts"
    folder.mkdir()
    for name, (title, text) in _POSTS.items():
        head = f"title: {title}\ndate: {name[:10]} 09:00:00 +0000"
        (folder / f"{name}.md").write_text(f"---\n{head}\n---\n\n{text}\n\n{_FILLER}\n")
    for number in range(20):
        head = f"title: Day {number}\ndate: 2024-02-{number + 1:02} 09:00:00 +0000"
        (folder / f"day-{number}.md").write_text(f"---\n{head}\n---\n\n{_FILLER}\n")
    home = tmp_path / "home"
    paths = Paths(home / "config", home / "cache", home / "data", home / "log")
    config = Config(
        sync=SyncConfig(on_start=False),
        sources=(Source("birds", SourceKind.DIRECTORY, str(folder)),),
    )
    with Library(paths, config) as library:
        asyncio.run(sync(library.stores))
        yield library


def titles(library: Library, query: str) -> list[str]:
    headlines = library.articles.headlines(library.articles.listing(parse(query)))
    return [headline.title for headline in headlines]


def id_of(library: Library, title: str) -> str:
    (number,) = library.articles.listing(parse(f'title:"{title}"'))
    return library.articles.get(number).id


def test_related_articles_share_rare_words_and_are_sorted_by_date(library: Library) -> None:
    lake = id_of(library, "青盐湖的红嘴鸥回来了")
    assert titles(library, f"like:{lake}") == [
        "青盐湖的红嘴鸥回来了",
        "红嘴鸥三百只",
        "多年前的红嘴鸥",
    ]
    assert library.articles.count(parse(f"like:{lake}")) == 3


def test_like_combines_with_other_terms_of_query(library: Library) -> None:
    ferry = id_of(library, "The ferry to Quillhaven")
    assert titles(library, f"like:{ferry} -title:ferry") == ["Quillhaven hears it"]
    assert titles(library, f"like:{ferry} sort:oldest")[0] == "The ferry to Quillhaven"
    assert titles(library, f"like:{ferry} date:2024-03-05") == ["Quillhaven hears it"]
    assert titles(library, f"(like:{ferry} OR 面包房) sort:oldest")[0] == "面包房开张"
    assert parse(f"like:{ferry}").sort is Sort.RELEVANCE
    numbers = library.articles.listing(parse(f"like:{ferry}"), limit=1)
    assert [library.articles.get(number).id for number in numbers] == [ferry]


@pytest.mark.parametrize("value", ["zz", "0123456789ab", "1", '"; DROP TABLE articles"'])
def test_like_of_unknown_article_has_no_matches(library: Library, value: str) -> None:
    assert titles(library, f"like:{value}") == []
    assert library.articles.count(parse(f"-like:{value}")) == len(_POSTS) + 20
