"""`finews show --full` and `--feed`, and a sync that fetches full texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.feed_reader import FeedReader
from tests.sample_pages import FIRST, REST, feed, page
from tests.web import Site, serving

TEASER = "The strike is over."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        items = [(name, f"{site.base}/{name}", TEASER) for name in ("strike", "lost")]
        site.put("/feed.xml", feed(*items), "application/rss+xml")
        site.put("/strike", page(FIRST, *REST))
        yield site


@pytest.fixture
def reader(site: Site, tmp_path: Path) -> FeedReader:
    new_reader = FeedReader(tmp_path)
    new_reader.configure({"gull": f"{site.base}/feed.xml"})
    assert new_reader.sync()["gull"]["new"] == 2
    return new_reader


def test_show_full_fetches_and_stores_the_page(reader: FeedReader, site: Site) -> None:
    (article,) = reader.articles("title:strike")
    assert reader.run("show", article["id"]).out.strip() == TEASER
    assert site.requests == ["/feed.xml"]
    shown = reader.run("show", "--full", article["id"])
    assert (shown.status, shown.err) == (0, "")
    assert "eleven days of talks" in shown.out
    assert TEASER not in shown.out
    # The stored full text is now the default, without a request; --feed prints the feed's text.
    assert reader.run("show", article["id"]).out == shown.out
    assert reader.run("show", "--full", article["id"]).out == shown.out
    assert reader.run("show", "--feed", article["id"]).out.strip() == TEASER
    assert site.requests.count("/strike") == 1
    assert "# " not in reader.run("show", "--markdown", article["id"]).out
    (record,) = reader.run("show", "--json", article["id"]).json()
    assert (record["body"], record["text"]) == (TEASER, TEASER)
    assert "eleven days of talks" in record["full_text"]
    (record,) = reader.run("show", "--full", "--json", article["id"]).json()
    assert record["body"] == TEASER
    assert "eleven days of talks" in record["text"]
    assert TEASER not in record["text"]
    assert "<" not in record["text"]


def test_failed_fetch_is_reported_and_feed_text_shown(reader: FeedReader) -> None:
    ids = [article["id"] for article in reader.articles()]
    shown = reader.run("show", "--full", *ids)
    assert shown.status == 1
    (line,) = shown.err.splitlines()
    assert "(404)" in line
    assert TEASER in shown.out
    assert "eleven days of talks" in shown.out


def test_full_and_feed_are_exclusive(reader: FeedReader) -> None:
    assert reader.run("show", "--full", "--feed", "abcd").status == 2


def test_sync_fetches_full_texts_of_configured_sources(reader: FeedReader, site: Site) -> None:
    reader.config.write_text(reader.config.read_text() + "full_text = true\n")
    ended = reader.run("sync")
    assert ended.status == 0
    assert "gull: 0 new" in ended.out
    assert "gull: cannot fetch full text of “lost”" in ended.err
    assert "eleven days of talks" in reader.run("show", reader.articles("suitcase")[0]["id"]).out
    assert reader.sources()["gull"]["warnings"]
