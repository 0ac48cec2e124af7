"""Servers that stall, truncate, redirect, or send endless or false data (cases 18 to 30)."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.cli.feed_reader import (
    LONG_DEADLINE_S,
    FeedReader,
    cpu_seconds,
    server_index,
    source_names,
)
from tests.cli.sample_home import environment
from tests.sources.hostile import SERVER, HostileServer, running

INDEX = server_index()
TRUNCATED = [path for path in INDEX if path.startswith(("/cut/", "/chunk/")) or path == "/gzip/cut"]
PRIVATE_ADDRESSES = [path for path in INDEX if path.startswith("/redirect/to/")]
GROUPS = {
    "endless and big": ("/endless/", "/big/header-line", "/big/honest", "/big/lie"),
    "bombs": ("/bomb/",),
    "xml": ("/xml/billion", "/xml/quadratic", "/xml/xxe", "/xml/attrs", "/xml/deep"),
}
MAX_MEMORY_KIB = 200 << 10

pytestmark = pytest.mark.skipif(
    not SERVER.exists(), reason="the hostile server of ../shared is not here"
)


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with running() as hostile_server:
        yield hostile_server


def requested_path(path: str) -> str:
    return str(INDEX[path].get("example", path)) if path in INDEX else path


def follow(
    reader: FeedReader,
    server: HostileServer,
    paths: Iterable[str],
    deadline_s: float = LONG_DEADLINE_S,
) -> dict[str, str]:
    """Configure sources for these paths; return their names by path."""
    names = source_names(list(paths))
    locations = {name: server.base + requested_path(path) for path, name in names.items()}
    reader.configure(locations, deadline_s)
    return names


def test_18_good_feed_is_stored_before_a_stalled_one_times_out(
    tmp_path: Path, server: HostileServer
) -> None:
    reader = FeedReader(tmp_path)
    names = follow(reader, server, ["/stall/accept", "/ok/rss"])
    program = [sys.executable, "-m", "finews_tui", "sync"]
    with subprocess.Popen(
        program, env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while not reader.articles(f"source:{names['/ok/rss']}"):
            assert process.poll() is None
        assert process.poll() is None
        process.kill()


@pytest.mark.parametrize("group", GROUPS)
def test_19_20_28_endless_responses_are_cut_off(
    group: str,
    tmp_path: Path,
    server: HostileServer,
    record_property: Callable[[str, object], None],
) -> None:
    paths = [path for path in INDEX if path.startswith(GROUPS[group])]
    assert paths
    reader = FeedReader(tmp_path)
    server.reset()
    names = follow(reader, server, paths, deadline_s=10)
    start = cpu_seconds()
    outcomes = reader.sync_measured()
    seconds = cpu_seconds() - start
    for path in paths:
        if INDEX[path]["expect"] == "error":
            assert outcomes[names[path]]["status"] == "failed", path
        log = [entry for entry in server.log() if entry["path"] == requested_path(path)]
        assert len(log) == 1, path
        assert log[0]["sent"] <= INDEX[path].get("max_wire", 1 << 30), path
    assert seconds < 8 * math.ceil(len(paths) / 2)
    peak_kib = reader.peak_kib
    record_property("figures", f"{group}: {seconds:.1f} s, {peak_kib >> 10} MiB")
    assert 0 < peak_kib < MAX_MEMORY_KIB


def test_21_truncated_response_stores_nothing(tmp_path: Path, server: HostileServer) -> None:
    reader = FeedReader(tmp_path)
    names = follow(reader, server, [*TRUNCATED, "/stall/tail"], deadline_s=2)
    server.reset()
    for _ in range(2):
        outcomes = reader.sync()
    failing = {
        names[path] for path in (*TRUNCATED, "/stall/tail") if INDEX[path]["expect"] == "error"
    }
    assert {outcomes[name]["status"] for name in failing} == {"failed"}
    assert not [article for article in reader.articles() if article["source"] in failing]
    for path in TRUNCATED:
        if names[path] in failing:
            conditions = [set(request) & {"if-none-match"} for request in server.requests(path)]
            assert conditions == [set(), set()], path


def test_23_redirects_are_limited(tmp_path: Path, server: HostileServer) -> None:
    reader = FeedReader(tmp_path)
    places = {f"chain-{hops}": f"{server.base}/redirect/chain/{hops}" for hops in (5, 50)}
    reader.configure(places)
    server.reset()
    outcomes = reader.sync()
    assert (outcomes["chain-5"]["new"], outcomes["chain-50"]["status"]) == (3, "failed")
    assert outcomes["chain-50"]["error"]["code"] == "redirect"
    assert len(server.log()) <= 6 + 21


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_24_private_addresses_are_not_connected_to(tmp_path: Path, server: HostileServer) -> None:
    reader = FeedReader(tmp_path)
    names = follow(reader, server, PRIVATE_ADDRESSES)
    traced = tmp_path / "connections"
    program = ["strace", "-f", "-qq", "-e", "trace=connect", "-o", str(traced)]
    program += [sys.executable, "-m", "finews_tui", "sync", "--json"]
    ended = subprocess.run(program, env=environment(tmp_path), capture_output=True, check=False)
    if not traced.exists() or not traced.read_text():
        pytest.skip("strace is not permitted")
    assert ended.returncode in (0, 1)
    assert len(names) >= 10
    port = server.base.rpartition(":")[2]
    ports = re.findall(r"sa_family=AF_INET6?, sin6?_port=htons\((\d+)\).*", traced.read_text())
    assert ports
    assert set(ports) <= {port, "53", "0"}, "expected only the server and DNS"


def test_26_untrusted_certificates_are_rejected(tmp_path: Path, server: HostileServer) -> None:
    reader = FeedReader(tmp_path)
    places = {
        kind: f"https://127.0.0.1:{port}/ok/rss"
        for kind, port in server.tls.items()
        if kind != "stall"
    }
    reader.configure(
        places | {"downgrade": f"https://127.0.0.1:{server.tls['ok']}/redirect/downgrade"}
    )
    server.reset()
    outcomes = reader.sync()
    assert {outcome["status"] for outcome in outcomes.values()} == {"failed"}
    assert server.log() == []
    for outcome in outcomes.values():
        assert "verify" not in outcome["error"]["message"], (
            "must not suggest disabling verification"
        )
    again = reader.sync(SSL_CERT_FILE=server.ca)
    assert {name for name, outcome in again.items() if outcome["status"] == "ok"} == {"ok"}
    assert again["downgrade"]["error"]["code"] == "redirect"
    assert {entry["path"] for entry in server.log()} == {"/ok/rss", "/redirect/downgrade"}


@pytest.mark.slow
def test_30_slow_to_parse_feeds_are_parsed_in_time(
    tmp_path: Path, server: HostileServer, record_property: Callable[[str, object], None]
) -> None:
    paths = [
        path
        for path in INDEX
        if path.startswith(("/items/quadratic/", "/items/deep", "/items/links", "/items/table"))
    ]
    reader = FeedReader(tmp_path)
    names = follow(reader, server, paths, deadline_s=20)
    slowest: dict[str, float] = {}
    for path in paths:
        start = cpu_seconds()
        outcome = reader.sync_measured(names[path])[names[path]]
        seconds = cpu_seconds() - start
        assert outcome["new"] == INDEX[path]["items"], path
        assert reader.peak_kib < 400 << 10, path
        (article,) = reader.articles(f"source:{names[path]}")
        start = cpu_seconds()
        assert reader.run_process("show", "--text", article["id"]).status == 0
        slowest[path] = max(seconds, cpu_seconds() - start)
    record_property("figures", sorted(slowest.items(), key=lambda item: -item[1])[:3])
    for path, seconds in slowest.items():
        assert seconds < (20 if path == "/items/links" else 5), path
