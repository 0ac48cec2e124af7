"""Hostile queries: run or rejected with a hint, within a time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from finews_tui.config.loader import Config, SearchConfig, SyncConfig
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.query.completion import incomplete_term
from finews_tui.query.highlighting import word_matcher
from finews_tui.query.query import parse, parse_partial, positive_words
from finews_tui.system.paths import Paths
from tests.cpu_time import cpu_limit

SENTENCE = (
    "码头的鱼市今天早上格外热闹，商贩们说昨夜的风把远处的船都吹了回来；"
    "价格比上周略低，买的人却更多。"
)
TEXT = (
    f'{SENTENCE} The C++ code: NEAR(a b) "quoted" \'; DROP TABLE articles. 市場與頭髮。Café ＦＯＧ'
)
MATCHING = (
    (SENTENCE * 4)[:200],
    SENTENCE,
    "c++",
    '"',
    "NEAR(",
    "'; DROP TABLE",
    "NEAR(a b)",
    "市场",
    "头发",
    "cafe",
    "fog",
    "ＣＡＦＥ",
)
LONG = (
    "鱼" * 1_000_000,
    "fish " * 200_000,
    '"' * 1_000_000,
    "(" * 1_000_000,
    "-" * 1_000_000,
    "a OR " * 200_000,
    "title:" * 170_000,
    "*" * 1_000_000,
    "发" * 2_000,
    "发展里后干 " * 100,
    "\x00\x1b[31m\u202e" * 1000,
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("hostile")
    folder = home / "posts"
    folder.mkdir()
    head = "---\ntitle: a\ndate: 2024-01-01\n---\n\n"
    (folder / "one.md").write_text(head + TEXT, encoding="utf-8")
    (folder / "two.md").write_text(head + "other text", encoding="utf-8")
    paths = Paths(home / "config", home / "cache", home / "data", home / "log")
    source = Source("a", SourceKind.DIRECTORY, str(folder))
    with Library(paths, Config(sync=SyncConfig(on_start=False), sources=(source,))) as library:
        asyncio.run(sync(library.stores))
        yield library


@pytest.mark.parametrize("text", MATCHING)
def test_unusual_query_finds_article_or_is_rejected_with_hint(library: Library, text: str) -> None:
    query = parse(text)
    if query.error is not None:
        assert query.error.message
        assert query.error.hint
        return
    numbers = library.articles.listing(query)
    assert library.articles.count(query) == len(numbers)
    expected = library.articles.listing(parse("码头"))
    assert list(numbers) == list(expected) or query.is_empty or text == MATCHING[0]
    if query.root is not None and numbers:
        assert library.articles.snippets(numbers, query)


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:8]))
def test_long_query_is_run_or_rejected_within_time_limit(library: Library, text: str) -> None:
    for is_partial in (False, True):
        with cpu_limit(2):
            query = parse_partial(text).query if is_partial else parse(text)
            library.articles.count(query)
            library.articles.listing(query, limit=10)
            incomplete_term(text)
            word_matcher(positive_words(library.articles.with_variants(query))).spans(TEXT)
        assert query.error is None or query.error.hint


def test_chinese_variants_find_each_other_unless_disabled(library: Library) -> None:
    assert library.articles.count(parse("市场")) == library.articles.count(parse("头发")) == 1
    assert library.articles.count(parse("碼頭")) == 1
    config = library.config
    library.stores.config = replace(config, search=SearchConfig(fold_variants=False))
    try:
        assert library.articles.count(parse("市场")) == 0
        assert library.articles.count(parse("市場")) == 1
    finally:
        library.stores.config = config
