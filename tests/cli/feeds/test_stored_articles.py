"""Stored articles after bad responses, edits and odd ids (cases 39 to 42)."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.feed_reader import FeedReader, server_index, source_names
from tests.cli.sample_home import environment
from tests.sources.hostile import SERVER, running

FLIPS = [path for path in server_index() if path.startswith("/flip/")]
NAMES = source_names(FLIPS)
SYNCS_AFTER = 5

pytestmark = pytest.mark.skipif(
    not SERVER.exists(), reason="the hostile server of ../shared is not here"
)


def states(articles: list[dict[str, Any]]) -> dict[str, tuple[str, bool, bool]]:
    return {
        article["id"]: (article["title"], article["read"], article["bookmarked"])
        for article in articles
    }


def test_bad_responses_delete_nothing(tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    with running() as server:
        locations = {NAMES[path]: server.base + path for path in FLIPS}
        reader.configure(locations)
        outcomes = reader.sync()
        assert {outcome["new"] for outcome in outcomes.values()} == {5}
        by_source: dict[str, list[str]] = {}
        for article in reader.articles():
            by_source.setdefault(article["source"], []).append(article["id"])
        assert reader.run("mark", "read", *[ids[0] for ids in by_source.values()]).status == 0
        assert reader.run("bookmark", "add", *[ids[1] for ids in by_source.values()]).status == 0
        before = states(reader.articles())
        stalling = NAMES["/flip/stall"]
        for _ in range(SYNCS_AFTER):
            reader.configure(locations, deadline_s=1)
            outcomes = reader.sync(stalling)
            reader.configure(locations)
            outcomes |= reader.sync(*(name for name in locations if name != stalling))
        after = reader.articles()
        conditions = {
            value
            for path in FLIPS
            for request in server.requests(path)
            for name, value in request.items()
            if name == "if-none-match"
        }
    assert {key: value for key, value in states(after).items() if key in before} == before
    assert len(after) == 5 * len(FLIPS) + 1, "flip/recovers adds a sixth"
    assert sum(1 for article in after if article["source"] == NAMES["/flip/recovers"]) == 6
    assert conditions == {'"flip-1"'}
    for path in FLIPS:
        if server_index()[path]["expect"] == "error":
            assert outcomes[NAMES[path]]["status"] in ("failed", "gone", "waiting"), path
        else:
            assert outcomes[NAMES[path]]["error"] is None, path


def test_edited_article_is_updated_and_bookmark_keeps_its_text(tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    with running() as server:
        reader.configure(
            {"bookmarked": f"{server.base}/items/edit", "plain": f"{server.base}/items/edit"}
        )
        reader.sync("bookmarked")
        (before,) = reader.articles("source:bookmarked")
        text = reader.run("show", "--text", before["id"]).out
        reader.run("bookmark", "add", before["id"])
        reader.run("mark", "read", before["id"])
        outcomes = [reader.sync() for _ in range(4)]
        (after,) = reader.articles("source:bookmarked")
        (plain,) = reader.articles("source:plain")
        assert (after["id"], after["read"], after["bookmarked"]) == (before["id"], True, True)
        shown = reader.run("show", "--text", before["id"])
        assert shown.out == text
        assert f"`finews show --current {before['id']}` to see the new text" in shown.err
        current = reader.run("show", "--text", "--current", before["id"])
        assert (current.out != text, current.err) == (True, "")
        assert current.out.startswith("text ")
        (record,) = reader.run("show", "--json", before["id"]).json()
        assert record["source_changed"]
    assert [outcome["plain"]["updated"] for outcome in outcomes] == [0, 1, 1, 1]
    assert plain["title"] != before["title"]


def test_duplicate_missing_stolen_and_huge_ids(tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    paths = {
        "dup": "/items/guid-dup",
        "none": "/items/guid-none",
        "huge": "/items/guid-huge",
        "a": "/items/guid-steal/a",
        "b": "/items/guid-steal/b",
    }
    with running() as server:
        reader.configure({name: server.base + path for name, path in paths.items()})
        first = reader.sync()
        (bookmark,) = reader.articles('source:a title:"a one"')
        reader.run("bookmark", "add", bookmark["id"])
        second = reader.sync("--force")
        articles = reader.articles()
    assert {name: outcome["new"] for name, outcome in first.items()} == {
        "dup": 1,
        "none": 3,
        "huge": 1,
        "a": 2,
        "b": 2,
    }
    assert first["dup"]["warnings"] == ["skipped 4 items with duplicate ids"]
    assert {outcome["new"] for outcome in second.values()} == {0}
    assert [article["id"] for article in articles if article["bookmarked"]] == [bookmark["id"]]


def test_article_missing_from_its_feed_stays(tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    feed = tmp_path / "feed.json"
    reader.configure({"file": feed.as_uri()})
    feed.write_text(json_feed("one", "two"))
    assert reader.sync()["file"]["new"] == 2
    feed.write_text(json_feed("two", "three"))
    assert reader.sync()["file"]["new"] == 1
    assert len(reader.articles()) == 3
    two = next(article for article in reader.articles() if article["entry"] == "two")
    reader.run("mark", "read", two["id"])
    for file in (tmp_path / "cache/finews").glob("cache.db*"):
        file.unlink()
    assert reader.sync()["file"]["new"] == 2
    read = {article["entry"]: article["read"] for article in reader.articles()}
    assert read == {"two": True, "three": False}


def json_feed(*ids: str) -> str:
    items = ",".join(
        f'{{"id": "{item}", "title": "About {item}", "content_text": "The harbour, day {item}."}}'
        for item in ids
    )
    return f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Log", "items": [{items}]}}'


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_a_stalled_sync(tmp_path: Path, number: int) -> None:
    reader = FeedReader(tmp_path)
    with running() as server:
        reader.configure(
            {"good": f"{server.base}/ok/rss", "stalled": f"{server.base}/stall/accept"}, 300
        )
        program = [sys.executable, "-m", "finews_tui", "sync"]
        with subprocess.Popen(
            program, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            while not (server.requests("/stall/accept") and reader.articles()):
                assert process.poll() is None
            process.send_signal(number)
            # Much shorter than the deadline of the stalled feed.
            _, errors = process.communicate(timeout=100)
    assert process.returncode == 128 + number
    assert b"stopped" in errors
    assert len(reader.articles("source:good")) == 3
