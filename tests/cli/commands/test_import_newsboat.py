"""`finews import --read-state`: articles and read marks of newsboat."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.feed_reader import FeedReader
from tests.cli.newsboat_cache import DAY, HARBOUR, METALS, create_cache, insert_item

ADD_MIME_TYPE = "ALTER TABLE rss_item ADD COLUMN content_mime_type NOT NULL DEFAULT ''"
URLS = f"{HARBOUR} harbour daily\n{METALS} metals daily one\n"


@pytest.fixture
def reader(tmp_path: Path) -> FeedReader:
    new_reader = FeedReader(tmp_path)
    new_reader.configure({})
    (tmp_path / "urls").write_text(URLS)
    return new_reader


def run_import(reader: FeedReader, *arguments: str) -> tuple[str, str]:
    ended = reader.run("import", *arguments, "--read-state", str(reader.home / "cache.db"))
    assert ended.status == 0, ended.err
    return ended.out, ended.err


def articles_by_entry(reader: FeedReader) -> dict[str, dict[str, Any]]:
    return {article["entry"]: article for article in reader.articles()}


def test_articles_are_imported_with_texts_and_marks(reader: FeedReader) -> None:
    with create_cache(reader.home, ADD_MIME_TYPE) as database:
        insert_item(database, "read", author="Ilse Brandt", pubDate=DAY + 5)
        insert_item(database, "unread", unread=1)
        insert_item(database, "flagged", flags="ba", title="Ships &amp; <b>boats</b>")
        insert_item(database, "plain", content="a < b\nand more", content_mime_type="text/plain")
        insert_item(database, "relative", content='<a href="/x">x</a>', base="https://b.example/c/")
        insert_item(
            database, "sound", enclosure_url="https://h.example/1.mp3", enclosure_type="audio/mpeg"
        )
        insert_item(database, "metal", feedurl=METALS, content=b"\xff broken \xe6\xb8\xaf")
    out, err = run_import(reader, str(reader.home / "urls"))
    assert out.splitlines() == [
        "2 feeds added, 1 query saved; run `finews sync` to fetch articles",
        "newsboat: 7 articles imported, 1 bookmark added",
    ]
    assert err == "finews: metals: tag “one” skipped; no other feed has it\n"
    assert [source["title"] for source in reader.sources().values()] == [
        "The harbour log",
        "Metals",
    ]
    articles = articles_by_entry(reader)
    assert {entry for entry, article in articles.items() if not article["read"]} == {"unread"}
    assert articles["read"]["author"] == "Ilse Brandt"
    assert articles["read"]["published"] == "2023-11-14T22:13:25+00:00"
    flagged = articles["flagged"]
    assert (flagged["title"], flagged["bookmarked"]) == ("Ships & boats", True)
    assert flagged["tags"] == ["flag:a", "flag:b"]
    texts = {
        entry: reader.run("show", "--text", article["id"]).out.strip()
        for entry, article in articles.items()
    }
    assert texts["plain"].splitlines() == ["a < b", "and more"]
    assert "1.mp3" in texts["sound"]
    assert "broken 港" in texts["metal"]
    links = reader.run("show", "--markdown", articles["relative"]["id"]).out
    assert "https://harbour.example/x" in links or "https://b.example/x" in links


def test_old_unread_articles_stay_unread(reader: FeedReader) -> None:
    reader.config.write_text("[sync]\nunread_horizon_days = 30\n")
    with create_cache(reader.home) as database:
        insert_item(database, "old", unread=1, pubDate=1_000_000_000)
        insert_item(database, "new", unread=0, pubDate=4_000_000_000)
    run_import(reader, str(reader.home / "urls"))
    assert {entry: article["read"] for entry, article in articles_by_entry(reader).items()} == {
        "old": False,
        "new": True,
    }


def test_second_import_changes_nothing(reader: FeedReader) -> None:
    with create_cache(reader.home) as database:
        insert_item(database, "one")
        insert_item(database, "two", unread=1, flags="a")
    run_import(reader, str(reader.home / "urls"))
    one, two = (articles_by_entry(reader)[entry]["id"] for entry in ("one", "two"))
    reader.run("mark", "unread", one)
    reader.run("mark", "read", two)
    before = reader.articles()
    out, _ = run_import(reader, str(reader.home / "urls"))
    assert out.splitlines() == [
        "0 feeds added, 2 already followed",
        "newsboat: 0 articles imported",
    ]
    assert reader.articles() == before


def test_later_import_marks_newly_read_articles(reader: FeedReader) -> None:
    with create_cache(reader.home) as database:
        insert_item(database, "one", unread=1)
    run_import(reader, str(reader.home / "urls"))
    with closing(sqlite3.connect(reader.home / "cache.db")) as database, database:
        database.execute("UPDATE rss_item SET unread = 0")
    out, _ = run_import(reader)
    assert out == "newsboat: 0 articles imported, 1 marked as read\n"
    assert articles_by_entry(reader)["one"]["read"]


def test_deleted_article_does_not_come_back(reader: FeedReader) -> None:
    feed = reader.home / "feed.json"
    feed.write_text(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Log", "items": ['
        '{"id": "gone", "title": "Gone", "content_text": "x"},'
        '{"id": "made-up", "url": "https://h.example/m", "title": "M", "content_text": "x"},'
        '{"id": "here", "title": "Here", "content_text": "x"}]}'
    )
    reader.configure({"log": feed.as_uri()})
    with create_cache(reader.home) as database:
        database.execute("INSERT INTO rss_feed VALUES (?, '', '', 0, 0, '')", (feed.as_uri(),))
        insert_item(database, "gone", feedurl=feed.as_uri(), deleted=1)
        insert_item(database, "here", title="Here", feedurl=feed.as_uri(), unread=1)
    out, _ = run_import(reader)
    assert out == "newsboat: 1 article imported, 1 deleted article skipped\n"
    outcome = reader.sync()["log"]
    assert (outcome["new"], outcome["updated"], outcome["unchanged"]) == (1, 1, 1)
    assert set(articles_by_entry(reader)) == {"here", "made-up"}
    assert reader.sync("--force")["log"]["new"] == 0


def test_generated_guids_match_the_feed(reader: FeedReader) -> None:
    feed = reader.home / "feed.xml"
    items = (
        "<item><title>One</title><link>https://h.example/1</link>"
        "<pubDate>Wed, 18 May 2022 08:29:52 GMT</pubDate><description>x</description></item>"
        "<item><title>Two</title><link>https://h.example/2</link></item>"
        "<item><title>Only a title</title><description>plain</description></item>"
    )
    feed.write_text(f"<rss version='2.0'><channel><title>Log</title>{items}</channel></rss>")
    reader.configure({"log": feed.as_uri()})
    with create_cache(reader.home) as database:
        database.execute("INSERT INTO rss_feed VALUES (?, '', '', 0, 0, '')", (feed.as_uri(),))
        one, two = "https://h.example/1", "https://h.example/2"
        made_up = f"{one}Wed, 18 May 2022 08:29:52 GMT"
        insert_item(database, made_up, feedurl=feed.as_uri(), url=one, title="One")
        insert_item(database, two, feedurl=feed.as_uri(), url=two, title="Two")
        insert_item(database, "Only a title", feedurl=feed.as_uri(), url="", title="Only a title")
    run_import(reader)
    assert len(reader.articles()) == 3
    assert reader.sync()["log"]["new"] == 0
    assert all(article["read"] for article in reader.articles())


def test_first_sync_sends_validators_of_newsboat(reader: FeedReader, tmp_path: Path) -> None:
    with create_cache(reader.home) as database:
        insert_item(database, "one")
        database.execute("UPDATE rss_feed SET etag = '\"a\"\x01b' WHERE rssurl = ?", (METALS,))
        insert_item(database, "metal", feedurl=METALS)
    run_import(reader, str(reader.home / "urls"))
    with closing(sqlite3.connect(tmp_path / "cache/finews/cache.db")) as database:
        rows = database.execute("SELECT etag, last_modified FROM sources ORDER BY id").fetchall()
    assert rows == [(b'"first"', b"Tue, 14 Nov 2023 22:13:20 GMT"), (b"", b"")]


def test_articles_of_other_feeds_are_skipped_and_reported(reader: FeedReader) -> None:
    with create_cache(reader.home) as database:
        insert_item(database, "one")
        insert_item(database, "other", feedurl="https://user:s3cret@other.example/f?token=s3cret")
        insert_item(database, "another", feedurl="https://user:s3cret@other.example/f?token=s3cret")
    (reader.home / "urls").write_text(HARBOUR)
    _, err = run_import(reader, str(reader.home / "urls"))
    assert err == (
        "finews: https://other.example/f?…: not one of your sources; 2 articles skipped. "
        "Add it and import again\n"
    )


def test_exec_feed_is_not_suggested(reader: FeedReader) -> None:
    with create_cache(reader.home) as database:
        insert_item(database, "one")
        insert_item(database, "other", feedurl="exec:~/town.sh")
    (reader.home / "urls").write_text(f"{HARBOUR}\nexec:~/town.sh\n")
    _, err = run_import(reader, str(reader.home / "urls"))
    assert err == (
        "finews: line 2: skipped, runs a command: exec:~/town.sh; "
        "pipe its output to `finews add -` instead\n"
        "finews: exec:~/town.sh: runs a command; 1 article skipped\n"
    )


def test_list_of_read_guids_marks_articles(reader: FeedReader) -> None:
    with create_cache(reader.home) as database:
        for entry in ("one", "two", "three"):
            insert_item(database, entry, unread=1)
    run_import(reader, str(reader.home / "urls"))
    reader.run("mark", "unread", articles_by_entry(reader)["two"]["id"])
    (reader.home / "guids").write_text("one\nelsewhere\n\nthree\n")
    ended = reader.run("import", "--read-state", str(reader.home / "guids"))
    assert ended.out == "newsboat: 0 articles imported, 2 marked as read\n"
    assert {entry for entry, article in articles_by_entry(reader).items() if article["read"]} == {
        "one",
        "three",
    }


def test_locked_cache_is_reported(reader: FeedReader) -> None:
    with create_cache(reader.home) as database:
        insert_item(database, "one")
    lock_program = (
        "import fcntl, os, sys\n"
        "file = open(sys.argv[1], 'w+')\n"
        "file.write(str(os.getpid())); file.flush()\n"
        "fcntl.lockf(file, fcntl.LOCK_EX)\n"
        "print('locked', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", lock_program, str(reader.home / "cache.db.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        arguments = ("import", str(reader.home / "urls"), "--read-state")
        ended = reader.run(*arguments, str(reader.home / "cache.db"))
        process.communicate()
    assert ended.status == 4
    assert f"newsboat is running (process {process.pid})" in ended.err
    assert reader.sources() == {}
    run_import(reader, str(reader.home / "urls"))


@pytest.mark.parametrize("data", [b"", b"one\0two", b"SQLite format 3\0" + b"x" * 5000])
def test_other_files_are_rejected(reader: FeedReader, data: bytes) -> None:
    (reader.home / "cache.db").write_bytes(data)
    file = str(reader.home / "cache.db")
    ended = reader.run("import", str(reader.home / "urls"), "--read-state", file)
    if data:
        assert ended.status == 2
        assert ended.err.count("\n") == 1
        assert "cache.db" in ended.err
    else:
        assert ended.status == 0
    assert reader.run("import", "--read-state", str(reader.home / "none")).status == 2
    assert reader.run("import").status == 2


def test_import_writes_nothing_to_the_newsboat_folder(reader: FeedReader) -> None:
    with create_cache(reader.home) as database:
        insert_item(database, "one", unread=1)
    folder = reader.home / "newsboat"
    folder.mkdir()
    (reader.home / "cache.db").rename(folder / "cache.db")
    (folder / "cache.db").chmod(0o400)
    folder.chmod(0o500)
    before = (folder / "cache.db").read_bytes()
    file = str(folder / "cache.db")
    ended = reader.run("import", str(reader.home / "urls"), "--read-state", file)
    assert ended.out.splitlines()[1] == "newsboat: 1 article imported"
    assert [file.name for file in folder.iterdir()] == ["cache.db"]
    assert (folder / "cache.db").read_bytes() == before
