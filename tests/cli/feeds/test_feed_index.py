"""One sync of all feeds of the hostile server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest

from finews_tui import __version__
from tests.cli.feed_reader import FeedReader, server_index, source_names
from tests.sources.hostile import SERVER, HostileServer, running

INDEX = {path: case for path, case in server_index().items() if case.get("kind") != "opml"}
NAMES = source_names(INDEX)
STALLING = [
    path
    for path in INDEX
    if path.startswith(("/slow/", "/stall/", "/endless/100", "tls:stall")) and path != "/slow/fine"
]
STALLING_DEADLINE_S = 3
# Targets of redirects are requested more than once.
REDIRECT_TARGETS = ("/ok/rss", "/type/html", "/redirect/ping", "/redirect/pong")
MAX_HOPS = 21
MAX_MEMORY_KIB = 400 << 10


@dataclass(frozen=True)
class Synced:
    """Outcomes of a sync of all paths."""

    reader: FeedReader
    outcomes: dict[str, dict[str, Any]]
    counts: dict[str, int]
    server: HostileServer
    log: list[dict[str, Any]]
    peak_kib: int


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synced]:
    if not SERVER.exists():
        pytest.skip("the hostile server of ../shared is not here")
    reader = FeedReader(tmp_path_factory.mktemp("index"))
    with running() as server:
        locations = {NAMES[path]: url_of(server, path) for path in INDEX}
        stalling = [NAMES[path] for path in STALLING]
        reader.configure(locations, STALLING_DEADLINE_S)
        outcomes = reader.sync_measured(*stalling, SSL_CERT_FILE=server.ca)
        peak_kib = reader.peak_kib
        reader.configure(locations)
        others = [name for name in locations if name not in stalling]
        outcomes |= reader.sync_measured(*others, SSL_CERT_FILE=server.ca)
        peak_kib = max(peak_kib, reader.peak_kib)
        counts: dict[str, int] = {}
        for article in reader.articles():
            counts[article["source"]] = counts.get(article["source"], 0) + 1
        yield Synced(reader, outcomes, counts, server, server.log(), peak_kib)


def url_of(server: HostileServer, path: str) -> str:
    """Return the URL of a path.

    Two host names for the same machine allow four parallel requests instead of two.
    """
    if path.startswith("tls:"):
        return f"https://127.0.0.1:{server.tls[path.removeprefix('tls:')]}/ok/rss"
    requested = INDEX[path].get("example", path)
    if requested.startswith("/redirect/chain"):
        requested = "/redirect/chain/5"
    if requested.startswith("/big/ok"):
        requested = "/big/ok/8"
    if requested.startswith("/status/"):
        requested = requested.replace("*", "418")
    port = urlsplit(server.base).port
    host = "127.0.0.1" if sum(requested.encode()) % 2 else "localhost"
    return f"http://{host}:{port}{requested}"


@pytest.mark.parametrize("path", INDEX)
def test_feed_has_expected_outcome(synced: Synced, path: str) -> None:
    name, case = NAMES[path], INDEX[path]
    outcome, count = synced.outcomes[name], synced.counts.get(name, 0)
    is_good = case["expect"] == "ok" or path.startswith("/flip/")
    if case["expect"] == "error" and not is_good:
        assert outcome["status"] in ("failed", "gone")
        assert count == 0
    elif is_good:
        assert outcome["status"] == "ok", outcome
    if case.get("items") and outcome["status"] == "ok":
        expected = 5 if path.startswith("/flip/") else case["items"]
        assert outcome["new"] == count == expected
    if outcome["error"]:
        assert_readable(outcome["error"]["message"])


def assert_readable(message: str) -> None:
    """Assert that a message is one line without names of classes."""
    assert message
    assert "\n" not in message
    assert len(message) < 600
    for word in ("Error(", "Exception", "httpx", "httpcore", "Traceback", "errno", "None"):
        assert word not in message


@pytest.mark.skipif(not INDEX, reason="the hostile server of ../shared is not here")
def test_stalled_server_times_out(synced: Synced) -> None:
    for path in STALLING:
        assert synced.outcomes[NAMES[path]]["error"]["code"] == "timeout", path


@pytest.mark.skipif(not INDEX, reason="the hostile server of ../shared is not here")
def test_external_entities_are_not_read(synced: Synced) -> None:
    assert not [entry for entry in synced.log if entry["path"] == "/_canary"]
    for file in synced.reader.home.rglob("*"):
        if file.is_file():
            assert b"root:x:0:0" not in file.read_bytes()


@pytest.mark.skipif(not INDEX, reason="the hostile server of ../shared is not here")
def test_each_source_is_requested_once(synced: Synced) -> None:
    request_counts: dict[str, int] = {}
    for entry in synced.log:
        request_counts[entry["path"]] = request_counts.get(entry["path"], 0) + 1
    for path in INDEX:
        requested = urlsplit(url_of(synced.server, path)).path
        if requested.startswith("/redirect/"):
            assert request_counts[requested] <= MAX_HOPS, path
        elif requested not in REDIRECT_TARGETS:
            assert request_counts[requested] == 1, path


@pytest.mark.skipif(not INDEX, reason="the hostile server of ../shared is not here")
def test_request_headers(synced: Synced) -> None:
    for entry in synced.log:
        headers = {name.lower(): value for name, value in entry["headers"]}
        assert headers["user-agent"] == f"finews/{__version__}"
        assert "application/rss+xml" in headers["accept"]
        assert set(headers["accept-encoding"].split(", ")) <= {"gzip", "deflate"}
        assert not {"cookie", "referer", "if-none-match", "if-modified-since"} & set(headers)


@pytest.mark.skipif(not INDEX, reason="the hostile server of ../shared is not here")
def test_memory_is_bounded(synced: Synced) -> None:
    assert 0 < synced.peak_kib < MAX_MEMORY_KIB
