"""Fetching from a hostile server: expected results for every behaviour."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from finews_tui.errors import FeedError
from finews_tui.sources.feeds.parse import parse_feed
from finews_tui.sources.http.address_policy import HttpError
from finews_tui.sources.http.cache_headers import Validators
from finews_tui.sources.http.client import USER_AGENT, create_client, fetch
from finews_tui.sources.http.host_limiter import HostLimiter
from finews_tui.sources.http.request import FetchLimits
from tests.sources.hostile import HostileServer

DEADLINE_S = 5.0
LIMITS = FetchLimits(deadline_s=DEADLINE_S)
SHORT_LIMITS = FetchLimits(deadline_s=1.0)
TOLERANCE_S = 3.0
MANY_CONNECTIONS = 24
STALLING = ("/slow/", "/stall/", "/endless/100", "/flip/stall")

# Tested elsewhere: OPML files, and behaviours that depend on earlier requests.
EXCLUDED = ("/opml/", "/flip/", "/flaky/")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of a source (ok, nothing or error): its articles, message and seconds."""

    kind: str
    items: int = 0
    message: str = ""
    seconds: float = 0.0


async def collect(
    client: httpx.AsyncClient,
    url: str,
    limiter: HostLimiter | None = None,
    limits: FetchLimits = LIMITS,
) -> Outcome:
    """Fetch and parse one source like a sync."""
    started_at = time.monotonic()
    limits = FetchLimits(deadline_s=20) if "/big/ok" in url else limits
    try:
        result = await fetch(client, url, limits=limits, host_limiter=limiter)
        if result.status in (204, 304):
            return Outcome("nothing", seconds=time.monotonic() - started_at)
        feed = await asyncio.to_thread(
            parse_feed,
            result.body,
            url=result.url,
            content_type=result.content_type,
            has_known_length=result.has_known_length,
        )
        return Outcome("ok", len(feed.entries), seconds=time.monotonic() - started_at)
    except (HttpError, FeedError) as error:
        return Outcome("error", message=str(error), seconds=time.monotonic() - started_at)


def is_as_expected(outcome: Outcome, expected: dict[str, Any]) -> bool:
    kind = expected["expect"]
    if kind not in ("either", outcome.kind):
        return False
    return outcome.kind != "ok" or expected.get("items", outcome.items) == outcome.items


async def collect_all(
    server: HostileServer, index: dict[str, dict[str, Any]]
) -> dict[str, Outcome]:
    # Stalling requests wait concurrently; the others share few connections.
    stalling, others = (
        HostLimiter(per_host=MANY_CONNECTIONS, total=MANY_CONNECTIONS),
        HostLimiter(per_host=3),
    )
    async with create_client() as client:
        paths = {path: entry.get("example", path) for path, entry in index.items()}
        tasks = [
            collect(client, server.base + path, stalling if path.startswith(STALLING) else others)
            for path in paths.values()
        ]
        outcomes = dict(zip(paths, await asyncio.gather(*tasks), strict=True))
        for path, outcome in outcomes.items():
            # A busy machine may miss the short deadline, which is for responses that stall.
            if "timed out" in outcome.message and not is_as_expected(outcome, index[path]):
                url = server.base + paths[path]
                outcomes[path] = await collect(client, url, limits=FetchLimits(deadline_s=60))
        return outcomes


async def test_every_hostile_response_has_expected_outcome(hostile: HostileServer) -> None:
    index = {
        path: entry
        for path, entry in hostile.index().items()
        if path.startswith("/") and not path.startswith((*EXCLUDED, "/items/links"))
    }
    outcomes = await collect_all(hostile, index)
    unexpected = {
        path: outcome
        for path, outcome in outcomes.items()
        if not is_as_expected(outcome, index[path])
    }
    assert unexpected == {}
    assert len(outcomes) > 200
    for path, outcome in outcomes.items():
        assert outcome.message.isprintable(), path
        assert len(outcome.message) < 500, path
        assert "Error" not in outcome.message, path
    check_limits_in_log(hostile.log(), index)


def check_limits_in_log(log: list[dict[str, Any]], index: dict[str, dict[str, Any]]) -> None:
    """Check the limits for bytes and requests in the server log."""
    limited = {p: e for p, e in index.items() if "max_wire" in e or "max_requests" in e}
    assert limited
    for path, entry in limited.items():
        requests = [line for line in log if line["path"] == entry.get("example", path)]
        assert requests, path
        assert len(requests) <= entry.get("max_requests", 99), path
        assert max(line["sent"] for line in requests) <= entry.get("max_wire", 1 << 60), path


MEMORY_PROGRAM = """
import asyncio, json, sys
from pathlib import Path
from tests.sources.hostile import HostileServer
from tests.sources.http.test_hostile_server import collect_all
index = json.loads(sys.argv[2])
asyncio.run(collect_all(HostileServer(sys.argv[1], {}, ""), index))
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_memory_is_limited_for_any_response(hostile: HostileServer) -> None:
    index = {
        p: e for p, e in hostile.index().items() if p.startswith(("/bomb/", "/big/", "/endless/"))
    }
    program = subprocess.run(
        [sys.executable, "-c", MEMORY_PROGRAM, hostile.base, json.dumps(index)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert int(program.stdout) <= 200 << 10


async def test_content_causes_no_further_requests(hostile: HostileServer) -> None:
    paths = ("/items/image-data", "/xml/xxe-http", "/xml/param-entity", "/xml/dtd-remote")
    async with create_client() as client:
        for path in (*paths, "/xml/stylesheet"):
            await collect(client, hostile.base + path)
    assert {line["path"] for line in hostile.log()} == {*paths, "/xml/stylesheet"}


async def test_request_headers_have_user_agent_and_no_cookies(hostile: HostileServer) -> None:
    async with create_client() as client:
        for path in ("/cookie", "/cookie", "/302", "/auth/basic"):
            await collect(client, hostile.base + path)
    for line in hostile.log():
        headers = {name.lower(): value for name, value in line["headers"]}
        assert headers["user-agent"] == USER_AGENT
        assert headers["accept-encoding"] == "gzip, deflate"
        assert "application/rss+xml" in headers["accept"]
        assert not {"cookie", "referer", "authorization"} & set(headers)


@pytest.mark.parametrize(
    "path",
    [
        *("/etag/plain", "/etag/weak", "/etag/obs-text", "/etag/unquoted", "/etag/comma"),
        *("/etag/escaped", "/etag/gzip-suffix", "/lastmod/odd", "/lastmod/only", "/ok/rss"),
    ],
)
async def test_validators_are_sent_back_byte_for_byte(hostile: HostileServer, path: str) -> None:
    async with create_client() as client:
        first = await fetch(client, hostile.base + path)
        second = await fetch(client, hostile.base + path, validators=first.validators)
        third = await fetch(client, hostile.base + path, validators=second.validators)
    assert (first.status, second.status, third.status) == (200, 304, 304)
    assert second.body == b""
    assert second.validators == first.validators


@pytest.mark.parametrize("path", ["/etag/inject", "/etag/huge"])
async def test_invalid_validators_are_dropped(hostile: HostileServer, path: str) -> None:
    async with create_client() as client:
        first = await fetch(client, hostile.base + path)
    assert first.validators == Validators()


async def test_304_does_not_hide_later_changes(hostile: HostileServer) -> None:
    async with create_client() as client:
        validators = Validators()
        statuses = []
        for _ in range(3):
            result = await fetch(client, f"{hostile.base}/304/then-new", validators=validators)
            validators = result.validators
            statuses.append(result.status)
    assert statuses == [200, 304, 200]
    assert validators == Validators(etag=b'"v2"')


@pytest.mark.parametrize(
    ("path", "moved_to"),
    [
        *(("/301", "/ok/rss"), ("/308", "/ok/rss"), ("/302", ""), ("/303", ""), ("/307", "")),
        ("/redirect/301-to-html", "/type/html"),
    ],
)
async def test_only_permanent_redirect_sets_moved_to(
    hostile: HostileServer, path: str, moved_to: str
) -> None:
    async with create_client() as client:
        result = await fetch(client, hostile.base + path)
    assert result.moved_to == (hostile.base + moved_to if moved_to else "")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("form", "pause"),
    [
        *(("120", 120), ("none", 600), ("garbage", 600), ("huge", 86400), ("negative", 600)),
        *(("zero", 600), ("float", 600)),
    ],
)
async def test_busy_server_gets_one_request_and_retry_after(
    hostile: HostileServer, status: int, form: str, pause: int
) -> None:
    async with create_client() as client:
        with pytest.raises(HttpError) as caught:
            await fetch(client, f"{hostile.base}/{status}/{form}")
    assert (caught.value.code, caught.value.status) == ("busy", status)
    assert caught.value.retry_after_s == pause
    assert len(hostile.log()) == 1


async def test_retry_after_with_date(hostile: HostileServer) -> None:
    async with create_client() as client:
        with pytest.raises(HttpError) as caught:
            await fetch(client, f"{hostile.base}/429/date")
    assert caught.value.retry_after_s is not None
    assert 100 <= caught.value.retry_after_s <= 120


async def test_credentials_stay_within_their_origin(hostile: HostileServer) -> None:
    authority = hostile.base.removeprefix("http://")
    async with create_client() as client:
        response = await fetch(client, f"http://user:secret@{authority}/auth/basic")
        await fetch(client, f"http://user:secret@{authority}/redirect/cross-origin")
    assert response.status == 200
    assert "secret" not in response.url
    (first,) = hostile.requests("/redirect/cross-origin")
    (redirected,) = hostile.requests("/ok/rss")
    assert first["authorization"].startswith("Basic ")
    assert redirected["host"].startswith("localhost:")
    assert "authorization" not in redirected


async def test_error_message_has_no_credentials(hostile: HostileServer) -> None:
    authority = hostile.base.removeprefix("http://")
    async with create_client() as client:
        with pytest.raises(HttpError) as caught:
            await fetch(client, f"http://user:s3cret@{authority}/auth/basic?token=t0ken")
    assert caught.value.code == "auth"
    assert "s3cret" not in str(caught.value)
    assert "t0ken" not in str(caught.value)


async def test_host_limit_and_deadline_from_start_of_request(hostile: HostileServer) -> None:
    limiter = HostLimiter()
    stalled = ("/stall/accept", "/stall/headers", "/stall/tail", "/slow/headers", "/slow/body")
    started_at = time.monotonic()
    async with create_client() as client:
        urls = [hostile.base + path for path in stalled]
        urls.append(hostile.base.replace("127.0.0.1", "localhost") + "/ok/rss")
        outcomes = await asyncio.gather(
            *(collect(client, url, limiter, SHORT_LIMITS) for url in urls)
        )
    *timeouts, other_host = outcomes
    # Three rounds of two on one host; the other host does not wait.
    assert time.monotonic() - started_at < 3 * SHORT_LIMITS.deadline_s + TOLERANCE_S
    assert other_host.seconds < 1
    assert other_host.items == 3
    assert all("timed out" in outcome.message for outcome in timeouts)


@pytest.mark.parametrize(
    "kind",
    [
        *("expired", "not_yet", "wrong_host", "self_signed", "rogue_ca"),
        *("plain_http", "cut", "refused", "stall"),
    ],
)
async def test_invalid_certificate_is_an_error(
    hostile: HostileServer, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", hostile.ca)
    async with create_client() as client:
        url = f"https://127.0.0.1:{hostile.tls[kind]}/ok/rss"
        outcome = await collect(client, url, limits=SHORT_LIMITS)
    assert outcome.kind == "error"
    assert "verify" not in outcome.message.lower()
    assert [line for line in hostile.log() if line["path"]] == []


async def test_certificates_of_environment_are_used(
    hostile: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"https://127.0.0.1:{hostile.tls['ok']}"
    async with create_client() as client:
        untrusted = await collect(client, f"{url}/ok/rss")
    monkeypatch.setenv("SSL_CERT_FILE", hostile.ca)
    async with create_client() as client:
        trusted = await collect(client, f"{url}/ok/rss")
        downgraded = await collect(client, f"{url}/redirect/downgrade")
    assert (untrusted.kind, trusted.items) == ("error", 3)
    assert "certificate" in untrusted.message
    assert "from https to http" in downgraded.message


@pytest.mark.parametrize(
    "then", ["500", "404", "410", "429", "html", "empty-body", "png", "cut", "reset", "bomb"]
)
async def test_bad_response_after_good_one_is_an_error(hostile: HostileServer, then: str) -> None:
    async with create_client() as client:
        first = await collect(client, f"{hostile.base}/flip/{then}")
        second = await collect(client, f"{hostile.base}/flip/{then}")
    assert (first.items, second.kind) == (5, "error")


async def test_feed_that_became_empty_is_not_an_error(hostile: HostileServer) -> None:
    async with create_client() as client:
        first = await collect(client, f"{hostile.base}/flip/empty-feed")
        second = await collect(client, f"{hostile.base}/flip/empty-feed")
    assert (first.items, second.kind, second.items) == (5, "ok", 0)


async def test_flaky_server_is_retried(hostile: HostileServer) -> None:
    async with create_client() as client:
        kinds = [(await collect(client, f"{hostile.base}/flaky/x")).kind for _ in range(4)]
    assert kinds == ["error", "ok", "error", "ok"]
