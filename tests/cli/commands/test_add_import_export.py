"""`finews add` of URLs and files, `import` and `export`; hostile subscription lists (case 68)."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.feed_reader import FeedReader
from tests.cpu_time import cpu_limit
from tests.paths import SHARED
from tests.sources.hostile import SERVER, HostileServer, running

OPML_FILES = sorted((SHARED / "corpus/opml").glob("*"))
URLS = """\
# the morning
https://harbour.example/feed.xml "harbour" "daily" "~The harbour log"
https://metals.example/rss !
exec:touch pwned
filter:sort:https://metals.example/rss
"query:Not read:unread = \\"yes\\""
"""


@pytest.fixture
def reader(tmp_path: Path) -> FeedReader:
    new_reader = FeedReader(tmp_path)
    new_reader.configure({})
    return new_reader


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    if not SERVER.exists():
        pytest.skip("the hostile server of ../shared is not here")
    with running() as hostile_server:
        yield hostile_server


def test_add_url(reader: FeedReader, server: HostileServer) -> None:
    ended = reader.run("add", f"{server.base}/ok/rss", "--group", "Tests")
    assert (ended.status, ended.err) == (0, "")
    preview, added, synced = ended.out.splitlines()
    assert preview.startswith("Hostile feed: 3 articles, newest from ")
    assert added == f"hostile-feed: added {server.base}/ok/rss"
    assert synced == "hostile-feed: 3 articles"
    (source,) = reader.sources().values()
    assert (source["kind"], source["title"], source["group"]) == ("feed", "Hostile feed", "Tests")
    again = reader.run("add", f"{server.base}/ok/rss")
    assert again.status == 2
    assert "already added" in again.err


def test_add_page_adds_its_feed(reader: FeedReader, server: HostileServer) -> None:
    assert reader.run("add", f"{server.base}/type/html-discover").status == 0
    (source,) = reader.sources().values()
    assert source["location"] == f"{server.base}/ok/rss"


def test_add_rejects_page_without_feed(reader: FeedReader, server: HostileServer) -> None:
    for address in (f"{server.base}/type/png", f"{server.base}/status/500", "http://127.0.0.1:1/"):
        ended = reader.run("add", address)
        assert ended.status == 1
        assert ended.err.count("\n") == 1
    assert reader.sources() == {}


def test_add_local_file(reader: FeedReader, tmp_path: Path) -> None:
    feed = tmp_path / "log book.json"
    feed.write_text(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "港口日志 Log",'
        ' "items": [{"id": "1", "title": "Fog", "content_text": "Nothing was seen."}]}'
    )
    assert reader.run("add", str(feed)).status == 0
    (name,) = reader.sources()
    assert name == "港口日志-log"
    assert reader.run("add", feed.as_uri()).status == 2
    assert [article["title"] for article in reader.articles()] == ["Fog"]


def test_add_from_standard_input(reader: FeedReader) -> None:
    def items(*ids: str) -> bytes:
        items_json = ", ".join(
            f'{{"id": "{item_id}", "title": "About {item_id}", "content_text": "x"}}'
            for item_id in ids
        )
        version = "https://jsonfeed.org/version/1.1"
        return f'{{"version": "{version}", "title": "Bell log", "items": [{items_json}]}}'.encode()

    assert (
        reader.run("add", "-", "--group", "Bells", stdin=items("one")).out
        == "bell-log: 1 article\n"
    )
    (source,) = reader.sources().values()
    assert (source["name"], source["title"], source["location"]) == ("bell-log", "Bell log", "-")
    assert reader.run("add", "-", stdin=items("one", "two")).out == "bell-log: 1 article\n"
    assert {article["title"] for article in reader.articles()} == {"About one", "About two"}
    assert reader.sync()["bell-log"]["status"] == "unchanged"
    assert reader.run("add", "-", "--name", "other", stdin=items("one")).status == 0
    assert len(reader.articles()) == 3
    for data in (b"", b"<html></html>", b"{"):
        ended = reader.run("add", "-", "--name", "bad", stdin=data)
        assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert list(reader.sources()) == ["bell-log", "other"]
    assert 'location="-"' not in reader.run("export").out
    assert reader.run("config", "check").status == 0


def test_import_newsboat_urls(reader: FeedReader, tmp_path: Path) -> None:
    ended = reader.run("import", "-", stdin=URLS.encode())
    assert ended.status == 0
    assert ended.out == "2 feeds added, 1 query saved; run `finews sync` to fetch articles\n"
    assert [line.split(":")[1].strip() for line in ended.err.splitlines()][:2] == [
        "line 4",
        "line 5",
    ]
    assert "daily" in ended.err
    first, second = reader.sources().values()
    assert (first["title"], first["group"]) == ("The harbour log", "harbour")
    assert "hidden = true" in reader.config.read_text()
    assert second["name"] == "metals.example"
    assert "is:unread" in reader.run("queries", "list").out
    assert not list(tmp_path.rglob("pwned"))
    before = reader.config.read_text()
    again = reader.run("import", "-", stdin=URLS.encode())
    assert again.out == "0 feeds added, 2 already followed\n"
    assert reader.config.read_text() == before


def test_export_and_import_round_trip(reader: FeedReader, tmp_path: Path) -> None:
    reader.run("import", "-", stdin=URLS.encode())
    exported = reader.run("export").out
    other = FeedReader(tmp_path / "other")
    other.configure({})
    assert other.run("import", "-", stdin=exported.encode()).status == 0
    imported, original = (
        map(_exported_fields, home.sources().values()) for home in (other, reader)
    )
    assert sorted(imported) == sorted(original)


def _exported_fields(source: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return the fields of a feed that an export contains; the title defaults to the name."""
    title = source["title"] or source["name"]
    return source["name"], title, source["group"], source["location"]


def test_hostile_subscription_lists(
    reader: FeedReader, server: HostileServer, tmp_path: Path
) -> None:
    server.reset()
    files = {}
    for name in ("urls", "deep", "billion-laughs"):
        files[name] = tmp_path / name
        with urllib.request.urlopen(f"{server.base}/opml/{name}", timeout=10) as response:
            files[name].write_bytes(response.read())
    server.reset()
    ended = reader.run("import", str(files["urls"]))
    assert ended.status == 0
    assert ended.err.count("skipped") == 9
    (source,) = reader.sources().values()
    assert source["location"] == f"{server.base}/ok/rss"
    assert reader.run("import", str(files["urls"])).out == "0 feeds added, 1 already followed\n"
    with cpu_limit(2):
        assert reader.run("import", str(files["billion-laughs"])).status == 2
    assert reader.run("import", str(files["deep"])).status == 0
    assert server.log() == []
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.skipif(not OPML_FILES, reason="the corpus of ../shared is not here")
def test_sample_subscription_lists_are_imported(reader: FeedReader) -> None:
    counts = []
    for file in OPML_FILES[::6]:
        ended = reader.run("import", str(file))
        assert ended.status == 0, ended.err
        counts.append(len(reader.sources()))
    assert counts[0] > 0
    assert counts == sorted(counts)


def test_import_rejects_other_files(reader: FeedReader, tmp_path: Path) -> None:
    assert reader.run("import", str(tmp_path / "none")).status == 2
    assert reader.run("import", "-", stdin=b"<?xml version='1.0'?><html/>").status == 2
