"""Repeated requests of feeds: validators, redirects, backoff, credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.feed_reader import FeedReader, server_index, source_names
from tests.sources.hostile import SERVER, HostileServer, running

FORMS = ("none", "120", "date", "garbage", "huge", "negative", "zero", "float")
BUSY = [f"/{status}/{form}" for status in (429, 503) for form in FORMS]
CONDITIONAL = [
    *(f"/etag/{kind}" for kind in ("plain", "weak", "obs-text", "unquoted", "comma", "escaped")),
    "/etag/gzip-suffix",
    "/lastmod/odd",
    "/lastmod/only",
]
MOVED = ["/301", "/308"]
TEMPORARY_REDIRECTS = ["/302", "/303", "/307"]
REDIRECTS_TO_NO_FEED = ["/redirect/301-to-404", "/redirect/301-to-html"]
OTHERS = ["/304/first", "/304/then-new", "/410", "/cookie", "/etag/huge", "/etag/inject"]
PATHS = [*BUSY, *CONDITIONAL, *MOVED, *TEMPORARY_REDIRECTS, *REDIRECTS_TO_NO_FEED, *OTHERS]
NAMES = source_names(PATHS)

pytestmark = pytest.mark.skipif(
    not SERVER.exists(), reason="the hostile server of ../shared is not here"
)


@dataclass(frozen=True)
class TwoSyncs:
    """Outcomes and requests of two consecutive syncs."""

    reader: FeedReader
    server: HostileServer
    outcomes: tuple[dict[str, dict[str, Any]], ...]
    logs: tuple[list[dict[str, Any]], ...]

    def requests(self, sync: int, path: str) -> list[dict[str, str]]:
        return [
            {name.lower(): value for name, value in entry["headers"]}
            for entry in self.logs[sync]
            if entry["path"] == path
        ]


@pytest.fixture(scope="module")
def syncs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoSyncs]:
    reader = FeedReader(tmp_path_factory.mktemp("requests"))
    with running() as server:
        reader.configure({NAMES[path]: server.base + path for path in PATHS})
        first = reader.sync()
        log = server.log()
        second = reader.sync()
        yield TwoSyncs(reader, server, (first, second), (log, server.log()[len(log) :]))


@pytest.mark.parametrize("path", CONDITIONAL)
def test_validators_are_sent_and_give_304(syncs: TwoSyncs, path: str) -> None:
    (first,), (second,) = syncs.requests(0, path), syncs.requests(1, path)
    assert not {"if-none-match", "if-modified-since"} & set(first)
    assert {"if-none-match", "if-modified-since"} & set(second)
    assert syncs.outcomes[0][NAMES[path]]["new"] == 3
    assert syncs.outcomes[1][NAMES[path]]["status"] == "unchanged"
    (bytes_sent,) = [entry["sent"] for entry in syncs.logs[1] if entry["path"] == path]
    assert bytes_sent < 500


@pytest.mark.parametrize("path", BUSY)
def test_retry_after_is_respected(syncs: TwoSyncs, path: str) -> None:
    name = NAMES[path]
    first, second = (outcomes[name] for outcomes in syncs.outcomes)
    assert first["status"] == "failed"
    assert first["error"]["code"] == "busy"
    assert re.search(r"try again in \d+ (s|min|h)", first["error"]["message"])
    assert second["status"] == "waiting"
    until = datetime.fromisoformat(second["retry_at"])
    pause = until - datetime.now(UTC)
    assert timedelta(0) < pause <= timedelta(days=1)
    if path.endswith("huge"):
        assert pause > timedelta(hours=23)
    if path.endswith(("none", "garbage", "negative", "zero", "float")):
        assert timedelta(minutes=9) < pause <= timedelta(minutes=10)
    assert len(syncs.requests(0, path)) == 1
    assert syncs.requests(1, path) == []


@pytest.mark.parametrize("path", MOVED)
def test_permanent_redirect_is_stored_and_reported(syncs: TwoSyncs, path: str) -> None:
    assert any("moved permanently" in line for line in syncs.outcomes[0][NAMES[path]]["warnings"])
    assert len(syncs.requests(0, path)) == 1
    # Only one of the two sources gets the new URL; for the other it would be a duplicate.
    locations = [source["location"] for source in syncs.reader.sources().values()]
    assert locations.count(f"{syncs.server.base}/ok/rss") == 1


def test_moved_feed_is_requested_at_its_new_url(syncs: TwoSyncs) -> None:
    requested = [path for path in MOVED if syncs.requests(1, path)]
    assert len(requested) == 1
    assert syncs.requests(1, "/ok/rss")


@pytest.mark.parametrize("path", TEMPORARY_REDIRECTS)
def test_temporary_redirect_changes_nothing(syncs: TwoSyncs, path: str) -> None:
    assert len(syncs.requests(1, path)) == 1
    assert syncs.outcomes[0][NAMES[path]]["warnings"] == []


@pytest.mark.parametrize("path", REDIRECTS_TO_NO_FEED)
def test_redirect_to_no_feed_is_not_stored(syncs: TwoSyncs, path: str) -> None:
    assert syncs.outcomes[0][NAMES[path]]["status"] == "failed"
    assert len(syncs.requests(1, path)) == 1
    assert syncs.reader.sources()[NAMES[path]]["location"] == syncs.server.base + path


def test_gone_feed_is_not_requested_again(syncs: TwoSyncs) -> None:
    assert [outcomes["410"]["status"] for outcomes in syncs.outcomes] == ["gone", "gone"]
    assert len(syncs.requests(0, "/410")) == 1
    assert syncs.requests(1, "/410") == []


def test_invalid_validators_are_dropped(syncs: TwoSyncs) -> None:
    for path in ("/etag/huge", "/etag/inject"):
        (request,) = syncs.requests(1, path)
        assert "if-none-match" not in request
    (request,) = syncs.requests(1, "/304/first")
    assert not {"if-none-match", "if-modified-since"} & set(request)


def test_cookies_are_not_sent(syncs: TwoSyncs) -> None:
    assert all(
        "cookie" not in request for sync in (0, 1) for request in syncs.requests(sync, "/cookie")
    )


def test_update_after_304_is_not_missed(tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    with running() as server:
        reader.configure({"news": f"{server.base}/304/then-new"})
        outcomes = [reader.sync()["news"] for _ in range(4)]
    assert outcomes[0]["new"] == server_index()["/304/then-new"]["items"]
    assert sum(outcome["new"] for outcome in outcomes[1:]) > 0
    assert not any(outcome["error"] for outcome in outcomes)


def test_force_requests_all_without_validators(tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    with running() as server:
        paths = ["/etag/plain", "/410", "/429/120"]
        reader.configure({NAMES[path]: server.base + path for path in paths})
        reader.sync()
        server.reset()
        outcomes = reader.sync("--force")
        for path in paths:
            (request,) = server.requests(path)
            assert "if-none-match" not in request
    assert outcomes["etag.plain"]["unchanged"] == 3
    assert outcomes["429.120"]["error"]["code"] == "busy"


def test_failing_feed_backs_off_and_reports_it(tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    with running() as server:
        reader.configure({"bad": f"{server.base}/status/500", "flaky": f"{server.base}/flaky/x"})
        pauses = []
        for _ in range(3):
            reader.sync()
            source = reader.sources()["bad"]
            last_sync, next_sync = (
                datetime.fromisoformat(source[key]) for key in ("last_sync", "next_sync")
            )
            pauses.append(next_sync - last_sync)
        flaky = reader.sources()["flaky"]
        assert flaky["failures"] == 1
        reader.sync()
        flaky = reader.sources()["flaky"]
    assert (source["failures"], source["error_code"]) == (3, "status")
    assert "500" in source["last_error"]
    assert pauses[0] < pauses[1] < pauses[2] <= timedelta(days=1)
    assert (flaky["failures"], flaky["last_error"], flaky["articles"]) == (0, None, 3)


def test_credentials_are_not_sent_to_other_origins(tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    with running() as server:
        address = server.base.removeprefix("http://")
        reader.configure({"own": f"http://user:s3cret@{address}/redirect/cross-origin"})
        assert reader.sync()["own"]["new"] == 3
        requests = [dict(entry["headers"]) for entry in server.log()]
    own, other = ({name.lower(): value for name, value in headers.items()} for headers in requests)
    assert "authorization" in own
    assert "authorization" not in other
    assert other["host"].startswith("localhost")
    sources = reader.run("sources", "--json")
    exported = reader.run("export")
    assert "s3cret" not in sources.out + exported.out
    for file in reader.home.rglob("*"):
        if file.is_file() and file != reader.config:
            assert b"s3cret" not in file.read_bytes()
    assert "s3cret" in reader.run("export", "--with-secrets").out
