"""Resolve URLs to articles: by link, id, date and slug, or story digits."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.config.loader import Config, SyncConfig
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.reader.link_resolver import find_article
from tests.ui.news import NOW, paths_in

POSTS = {
    "2024-03-01-the-new-pier.md": "title: The new pier\nlink: https://town.example/pier?x=1\n",
    "2024-03-02-fog.md": "title: Fog\n",
    "2024-03-03-202403032396671645.md": "title: 早市\n",
    "2024-03-04-NW202403042396671646.md": "title: 晚市\n",
}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "posts" / "_posts"
    folder.mkdir(parents=True)
    for name, head in POSTS.items():
        (folder / name).write_text(f"---\n{head}---\n\nText.\n", encoding="utf-8")
    sources = (Source("town", SourceKind.DIRECTORY, str(tmp_path / "posts")),)
    config = Config(sync=SyncConfig(on_start=False), sources=sources)
    with Library(paths_in(tmp_path / "home"), config, clock=lambda: NOW) as library:
        asyncio.run(sync(library.stores))
        yield library


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://town.example/pier?x=1", "The new pier"),
        ("http://town.example/pier?x=1#top", "The new pier"),
        ("https://town.example/2024/03/02/fog/", "Fog"),
        ("https://town.example/2024/3/2/fog.html", "Fog"),
        ("https://town.example/posts/2024-03-02-fog.html", "Fog"),
        ("https://town.example/2024/03/02/fog/index.html#more", "Fog"),
        ("https://finance.example/a/202403032396671645.html", "早市"),
        ("https://finance.example/a/202403042396671646.html", "晚市"),
    ],
)
def test_article_url_is_resolved(town: Library, url: str, title: str) -> None:
    number = find_article(town, url)
    assert number is not None
    assert town.articles.get(number).title == title


@pytest.mark.parametrize(
    "url",
    ["https://town.example/", "https://town.example/fog", "https://town.example/2024/03/03/fog/",
     "https://town.example/pier", "https://finance.example/a/202403032396671640.html",
     "https://[broken/2024/03/02/fog", "https://town.example/%00/2024/03/02/"],
)  # fmt: skip
def test_unknown_url_is_not_resolved(town: Library, url: str) -> None:
    assert find_article(town, url) is None
