"""Search results and sort order for each query field."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from finews_tui.model.source import Source, SourceKind
from finews_tui.model.symbol import Symbol
from finews_tui.model.timestamps import EPOCH_NUMBER, unix_seconds
from finews_tui.query.query import parse
from finews_tui.store import articles, search
from finews_tui.store.database import Database
from tests.store.entries import NOW, Fill, make_entry

SOURCES = [
    Source("wire", SourceKind.DIRECTORY, "/news/wire", title="Morning Wire", group="财经"),
    Source("blog", SourceKind.DIRECTORY, "/news/blog", group="tech"),
]
CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def titles(cache: Database, fill: Fill) -> dict[int, str]:
    """Store five articles in two sources. Returns names by number."""
    names = ["old", "rate", "maotai", "undated", "future"]
    wire = fill(
        make_entry("old", "老新闻", published=datetime(2022, 5, 18, 23, 30, tzinfo=CHINA)),
        make_entry(
            "rate",
            "央行宣布降准，市场上涨 bank rates",
            title="央行 cuts rates",
            categories=("jjck",),
            tags=("经济新闻",),
            author="Ann Lee",
            credit="晨光证券报",
            link="https://example.com/a_b/1",
            published=datetime(2026, 2, 27, tzinfo=UTC),
        ),
        make_entry(
            "maotai",
            "贵州茅台上涨 inflation",
            categories=("jjck",),
            tags=("经济新闻",),
            symbols=(Symbol("600519.SH", "贵州茅台"), Symbol("00388.HK"), Symbol("NIO.US")),
            published=datetime(2026, 2, 28, tzinfo=UTC),
        ),
    )
    blog = fill(
        make_entry("undated", "notes", published=None, categories=("Notes", "JJCK")),
        make_entry("future", "later", published=datetime(2099, 1, 1, tzinfo=UTC)),
        source="blog",
    )
    return dict(zip([*wire, *blog], names, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["future", "undated", "maotai", "rate", "old"]),
        ("sort:oldest", ["old", "rate", "maotai", "undated", "future"]),
        ("降准", ["rate"]),
        ("降", ["rate"]),
        ("上涨 -茅台", ["rate"]),
        ("-上涨", ["future", "undated", "old"]),
        ("降准 OR 茅台", ["maotai", "rate"]),
        ("(降准 OR 茅台) sort:oldest", ["rate", "maotai"]),
        ("降准 OR is:unread date:2022-05", ["old"]),
        ("infla*", ["maotai"]),
        ("infla", []),
        ("title:央行", ["rate"]),
        ("text:cuts", []),
        ("source:wire", ["maotai", "rate", "old"]),
        ('source:"morning wire" 上涨', ["maotai", "rate"]),
        ("source:nothing", []),
        ("group:财经 category:jjck", ["maotai", "rate"]),
        ("category:jjck", ["undated", "maotai", "rate"]),
        ("category:JJCK", ["undated", "maotai", "rate"]),
        ("category:经济", ["maotai", "rate"]),
        ("-category:jjck", ["future", "old"]),
        ("tag:经济新闻", ["maotai", "rate"]),
        ("author:lee", ["rate"]),
        ("author:晨光", ["rate"]),
        ("credit:证券报", ["rate"]),
        ("credit:lee", []),
        ("symbol:600519", ["maotai"]),
        ("symbol:SH600519", ["maotai"]),
        ("symbol:600519.SS", ["maotai"]),
        ("symbol:０３８８", ["maotai"]),
        ("symbol:0388", ["maotai"]),
        ("symbol:388", ["maotai"]),
        ("symbol:00388", ["maotai"]),
        ("symbol:0388.HK", ["maotai"]),
        ("symbol:hk00388", ["maotai"]),
        ("symbol:3880", []),
        ("symbol:nio", ["maotai"]),
        ("symbol:$NIO", ["maotai"]),
        ("symbol:NIO.N", ["maotai"]),
        ("symbol:NIO.HK", []),
        ("symbol:600519.SH", ["maotai"]),
        ("stock:贵州茅台", ["maotai"]),
        ("link:a_b", ["rate"]),
        ("link:a%b", []),
        ("is:read", []),
        ("is:unread category:notes", ["undated"]),
        ("is:bookmarked", []),
        ("date:2022-05-18", ["old"]),
        ("before:2023", ["old"]),
        ("after:2026-02-28", ["future", "undated", "maotai"]),
        ("newer:3d", ["future", "undated", "maotai", "rate"]),
        ("older:2y", ["old"]),
        ("title:", []),
    ],
)
def test_query_matches_articles(
    cache: Database, titles: dict[int, str], text: str, expected: list[str]
) -> None:
    query = parse(text)
    with cache.reading() as connection:
        numbers = search.list_numbers(connection, query, SOURCES, NOW)
        count = search.count_articles(connection, query, SOURCES, NOW)
        first = search.list_numbers(connection, query, SOURCES, NOW, 2)
    assert [titles[number] for number in numbers] == expected
    assert count == len(expected)
    assert list(first) == list(numbers[:2])


def test_relevance_ranks_titles_first(cache: Database, fill: Fill) -> None:
    in_text, in_title = fill(
        make_entry("text", "通胀 " + "别的话" * 9, published=datetime(2026, 2, 2, tzinfo=UTC)),
        make_entry("title", "别的话" * 9, title="通胀", published=datetime(2026, 2, 1, tzinfo=UTC)),
    )
    with cache.reading() as connection:
        numbers = search.list_numbers(connection, parse("通胀 sort:relevance"), SOURCES, NOW)
    assert list(numbers) == [in_title, in_text]


def test_numbers_ascend_with_dates_even_within_a_second(cache: Database, fill: Fill) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    later = fill(make_entry("later", published=moment + timedelta(seconds=100)))[0]
    same = fill(*(make_entry(f"same{n}", published=moment) for n in range(40)))
    more = fill(*(make_entry(f"more{n}", published=moment) for n in range(40)))
    undated = fill(*(make_entry(f"none{n}", published=None) for n in range(40)))
    assert len({*same, *more, *undated, later}) == 121
    assert undated == sorted(undated, reverse=True)
    assert max(undated) == EPOCH_NUMBER + unix_seconds(NOW)
    assert max(same + more) < later


def test_headline_has_category_display_name(cache: Database, titles: dict[int, str]) -> None:
    with cache.reading() as connection:
        rows = articles.read_headlines(
            connection, [number for number, name in titles.items()] + [1]
        )
    assert [row.category for row in rows] == ["", "经济", "经济", "Notes", ""]
    assert [row.source for row in rows] == ["wire"] * 3 + ["blog"] * 2
    assert rows[0].offset == 8 * 60
    assert rows[3].published is None
