"""Articles without a date are listed by the time they were first seen."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path

import pytest
from rich.style import Style

from finews_tui.cli.output import article_rows
from finews_tui.cli.output.article_rows import terminal_rows
from finews_tui.cli.output.json_records import article_record
from finews_tui.config.loader import Config
from finews_tui.layout.article_header import article_header
from finews_tui.library.library import Library
from finews_tui.library.sync import folders
from finews_tui.model.article import Article, BodyFormat, Headline
from finews_tui.model.document import Document
from finews_tui.model.source import Source, SourceKind
from finews_tui.query.highlighting import word_matcher
from finews_tui.query.query import parse
from finews_tui.ui.articles.row import row_segments
from finews_tui.ui.painting.styles import StyleSet
from tests.library.json_feed import JsonFeedFile, sync_feed
from tests.library.post_folder import NOW, PostFolder, sync_folder, titles

UNDATED = {"date_published": ""}


@pytest.fixture
def feed(tmp_path: Path) -> JsonFeedFile:
    return JsonFeedFile(tmp_path / "feed.json")


def move_clock(library: Library, **by: int) -> None:
    library.stores.clock = lambda: NOW + timedelta(**by)


def test_first_sync_keeps_the_order_of_the_feed(library: Library, feed: JsonFeedFile) -> None:
    feed.write(d=UNDATED, a=UNDATED, dated={}, c=UNDATED, b=UNDATED)
    feed.follow(library)
    sync_feed(library)
    assert titles(library) == ["About d", "About a", "About c", "About b", "About dated"]
    assert titles(library, "sort:oldest")[-1] == "About d"


def test_later_undated_articles_are_listed_first(library: Library, feed: JsonFeedFile) -> None:
    feed.write(b=UNDATED, a=UNDATED)
    feed.follow(library)
    sync_feed(library)
    move_clock(library, hours=2)
    feed.write(d=UNDATED, c=UNDATED, b=UNDATED, a=UNDATED)
    assert sync_feed(library, force=True).new == 2
    assert titles(library) == ["About d", "About c", "About b", "About a"]
    feed.write(a=UNDATED, b={**UNDATED, "content_text": "Edited."}, c=UNDATED)
    move_clock(library, hours=4)
    outcome = sync_feed(library, force=True)
    assert (outcome.new, outcome.updated) == (0, 1)
    assert titles(library) == ["About d", "About c", "About b", "About a"]


def test_date_that_comes_later_counts(library: Library, feed: JsonFeedFile) -> None:
    feed.write(b=UNDATED, a={})
    feed.follow(library)
    sync_feed(library)
    (before,) = library.articles.get_many(library.articles.listing(parse("title:b"))[:1])
    feed.write(b={"date_published": "2026-03-01T08:00:00Z"}, a={})
    move_clock(library, hours=1)
    sync_feed(library, force=True)
    assert titles(library) == ["About a", "About b"]
    feed.write(b=UNDATED, a={})
    sync_feed(library, force=True)
    (after,) = library.articles.get_many(library.articles.listing(parse("title:b"))[:1])
    assert titles(library) == ["About b", "About a"]
    assert before.first_seen == after.first_seen == NOW


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("date:2026-03-10", True),
        ("date:2026-03", True),
        ("date:2026-03-09", False),
        ("after:2026-03-10", True),
        ("before:2026-03-10", False),
        ("newer:1d", True),
        ("older:1d", False),
    ],
)
def test_date_queries_use_the_time_it_was_first_seen(
    library: Library, feed: JsonFeedFile, query: str, is_found: bool
) -> None:
    feed.write(a=UNDATED)
    feed.follow(library)
    sync_feed(library)
    assert titles(library, query) == (["About a"] if is_found else [])


def test_json_has_first_seen_and_no_date(library: Library, feed: JsonFeedFile) -> None:
    feed.write(a=UNDATED, b={})
    feed.follow(library)
    sync_feed(library)
    records = map(article_record, library.articles.get_many(library.articles.listing(parse(""))))
    assert [(record["published"], record["first_seen"]) for record in records] == [
        (None, "2026-03-10T12:00:00+00:00"),
        ("2026-03-09T08:00:00+00:00", "2026-03-10T12:00:00+00:00"),
    ]


def test_bookmark_file_has_the_time_of_an_undated_article(
    library: Library, feed: JsonFeedFile
) -> None:
    feed.write(a=UNDATED, b={})
    feed.follow(library)
    sync_feed(library)
    for number in library.articles.listing(parse("")):
        library.set_bookmark(number, True)
    texts = [path.read_text() for path in library.paths.bookmarks_directory.iterdir()]
    assert sum('first_seen: "2026-03-10T12:00:00+00:00"' in text for text in texts) == 1


def test_posts_of_a_folder_keep_their_order_over_batches(
    library: Library, folder: PostFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_JOB_POSTS", 2)
    for number in range(6):
        path = folder.write(f"n{number}.md", f"Fog {number}", date="")
        os.utime(path, (1_700_000_000 - number, 1_700_000_000 - number))
    library.stores.config = Config(
        sources=(Source("posts", SourceKind.DIRECTORY, str(folder.root)),)
    )
    ticks = count()
    library.stores.clock = lambda: NOW + timedelta(minutes=next(ticks))
    assert sync_folder(library).new == 6
    assert titles(library) == [f"Fog {number}" for number in range(6)]


def test_header_and_details_show_first_seen() -> None:
    article = Article(
        1, "0" * 12, "wire", "a", "Fog", "", BodyFormat.TEXT, first_seen=NOW + timedelta(minutes=5)
    )
    header = article_header(article, Document(), (), zone=UTC)
    assert "first seen 2026-03-10 12:05" in header.metadata
    assert ("First seen", "2026-03-10 12:05") in header.details
    dated = article_header(replace(article, published=NOW), Document(), (), zone=UTC)
    assert "2026-03-10 12:00" in dated.metadata
    assert "First seen" not in dict(dated.details)


def test_rows_mark_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    headline = Headline(1, "0" * 12, "wire", "Fog", "", None, None, False, False, 1_700_000_000)
    monkeypatch.setattr(article_rows, "terminal_width", lambda: 80)
    assert re.search(r"~2023-11-1[45] \d\d:\d\d  Fog", terminal_rows([headline], {}))
    segments = row_segments(
        headline,
        "14:30",
        (),
        word_matcher(()),
        40,
        Style(),
        StyleSet(Style(), defaultdict(lambda: "red"), is_plain=True),
        has_mark=True,
    )
    assert "".join(segment.text for segment in segments).startswith("●~14:30  Fog")
