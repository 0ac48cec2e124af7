"""Fetching against a server of the test's own making: redirects, statuses, credentials, limits."""

from __future__ import annotations

import gzip
import socket
import ssl
from collections.abc import Callable

import httpx
import pytest

from finews_tui.sources.http.address_policy import HttpError
from finews_tui.sources.http.cache_headers import Validators
from finews_tui.sources.http.client import FetchResult, fetch
from finews_tui.sources.http.request import FetchLimits

Handler = Callable[[httpx.Request], httpx.Response]
HOME = "https://news.test/feed"


async def fetched(
    handler: Handler, url: str = HOME, limits: FetchLimits | None = None
) -> FetchResult:
    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        return await fetch(client, url, limits=limits)


async def failed(handler: Handler, url: str = HOME, limits: FetchLimits | None = None) -> HttpError:
    with pytest.raises(HttpError) as caught:
        await fetched(handler, url, limits)
    assert str(caught.value).isprintable()
    return caught.value


def site(pages: dict[str, httpx.Response]) -> Handler:
    return lambda request: pages.get(str(request.url), httpx.Response(404))


def page(
    content: bytes = b"", status: int = 200, headers: dict[str, str] | None = None
) -> httpx.Response:
    """An answer whose body is still on the wire."""
    length = {"Content-Length": str(len(content))}
    stream = httpx.ByteStream(content)
    return httpx.Response(status, headers=length | (headers or {}), stream=stream)


def to(address: str, status: int = 302) -> httpx.Response:
    return httpx.Response(status, headers={"Location": address})


async def test_an_answer_carries_what_the_next_request_needs() -> None:
    headers = {"ETag": 'W/"7"', "Last-Modified": "some day", "Cache-Control": "max-age=600"}
    answer = await fetched(lambda _: page(b"<rss/>", headers=headers))
    assert answer.body == b"<rss/>"
    assert answer.validators == Validators(b'W/"7"', b"some day")
    assert (answer.max_age_s, answer.moved_to, answer.url) == (600, "", HOME)


async def test_permanent_moves_count_up_to_the_first_temporary_one() -> None:
    pages = {
        HOME: to("/second", 301),
        "https://news.test/second": to("https://other.test/third", 308),
        "https://other.test/third": to("https://other.test/fourth", 302),
        "https://other.test/fourth": to("https://other.test/fifth", 301),
        "https://other.test/fifth": page(),
    }
    answer = await fetched(site(pages))
    assert answer.moved_to == "https://other.test/third"
    assert answer.url == "https://other.test/fifth"


async def test_a_move_within_the_origin_keeps_the_credentials() -> None:
    pages = {HOME: to("/new", 301), "https://news.test/new": page()}
    answer = await fetched(site(pages), "https://me:pass@news.test/feed")
    assert answer.moved_to == "https://me:pass@news.test/new"
    assert answer.url == "https://news.test/new"


async def test_credentials_are_sent_decoded_and_within_their_origin_only() -> None:
    seen: list[tuple[str, str | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append((request.url.host, request.headers.get("authorization")))
        return to("https://else.test/feed") if request.url.host == "news.test" else to("/again")

    await failed(handler, "https://me:p%40ss@news.test/feed")
    # base64 of «me:p@ss»
    assert seen[0] == ("news.test", "Basic bWU6cEBzcw==")
    assert all(value is None for _, value in seen[1:])


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://news.test/feed", "from https to http"),
        ("file:///etc/hostname", "only http and https"),
        ("javascript:alert(1)", "redirects to"),
        ("//[::1", "redirects to"),
        ("https://news.test:99999/", "not an address"),
        ("", "nowhere"),
        ("http://169.254.1.1/", "from https to http"),
        ("https://169.254.1.1/", "link-local"),
        ("https://[fe80::1]/", "link-local"),
        ("https://[::ffff:169.254.1.1]/", "link-local"),
        ("https://127.0.0.1/", "private network"),
        ("https://10.1.2.3/", "private network"),
        ("https://printer.local/", "private network"),
        ("https://localhost/", "private network"),
    ],
)
async def test_redirects_that_are_refused(location: str, words: str) -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return to(location)

    failure = await failed(handler)
    assert failure.code == "redirect"
    assert words in str(failure)
    assert asked == [HOME]


async def test_a_private_host_may_redirect_within_its_network() -> None:
    pages = {
        "http://192.168.1.9/feed": to("http://192.168.1.10/feed"),
        "http://192.168.1.10/feed": page(b"x"),
    }
    assert (await fetched(site(pages), "http://192.168.1.9/feed")).body == b"x"


async def test_the_address_connected_to_decides_not_the_name() -> None:
    """A name of the open net may lead to this machine: DNS is the publisher's."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    class Names(httpx.AsyncBaseTransport):
        """The first host answers from the open net, the second really leads to loopback."""

        def __init__(self) -> None:
            self.real = httpx.AsyncHTTPTransport()

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.host == "news.test":
                return to(f"http://rebound.test:{port}/secret")
            request.url = request.url.copy_with(host="127.0.0.1")
            trace = request.extensions["trace"]

            async def renamed(event: str, details: dict[str, object]) -> None:
                await trace(
                    event, details | {"host": "rebound.test"} if "host" in details else details
                )

            request.extensions["trace"] = renamed
            return await self.real.handle_async_request(request)

    transport = Names()
    try:
        async with httpx.AsyncClient(transport=transport) as client:
            with pytest.raises(HttpError, match="private network"):
                await fetch(client, "http://news.test/feed")
        listener.settimeout(5)
        connection, _ = listener.accept()
        connection.settimeout(5)
        with connection:
            assert connection.recv(100) == b"", "no byte of a request was sent"
    finally:
        await transport.real.aclose()
        listener.close()


async def test_too_many_redirects_and_circles() -> None:
    endless = await failed(
        lambda request: to(f"{request.url}x"), limits=FetchLimits(max_redirects=3)
    )
    assert "more than 3 times" in str(endless)
    circle = await failed(lambda _: to(HOME))
    assert "in a circle" in str(circle)


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (401, "auth", "password"),
        (403, "forbidden", "403"),
        (404, "missing", "check the address"),
        (410, "gone", "gone for good"),
        (418, "status", "418"),
        (500, "status", "fault of its own"),
        (206, "partial", "part"),
        (429, "busy", "waits 90 s"),
        (503, "busy", "waits 90 s"),
    ],
)
async def test_statuses_in_plain_words(status: int, code: str, words: str) -> None:
    headers = {"Retry-After": "90"}
    failure = await failed(lambda _: httpx.Response(status, headers=headers))
    assert (failure.code, failure.status) == (code, status)
    assert words in str(failure)
    assert failure.retry_after_s == (90 if code == "busy" else None)


@pytest.mark.parametrize("status", [204, 304])
async def test_answers_without_a_body(status: int) -> None:
    answer = await fetched(lambda _: httpx.Response(status))
    assert (answer.status, answer.body) == (status, b"")


async def test_a_304_keeps_the_validators_it_leaves_out() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.headers["if-none-match"] == '"old"'
        assert request.headers["if-modified-since"] == "long ago"
        return httpx.Response(304, headers={"ETag": '"new"'})

    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        answer = await fetch(client, HOME, validators=Validators(b'"old"', b"long ago"))
    assert answer.validators == Validators(b'"new"', b"long ago")


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (httpx.ConnectError("x"), "connect", "no encrypted connection"),
        (httpx.ReadError("x"), "truncated", "lost"),
        (httpx.ReadTimeout("x"), "timeout", "timeout"),
        (httpx.ConnectTimeout("x"), "timeout", "no connection"),
        (httpx.ProxyError("x"), "proxy", "HTTPS_PROXY"),
        (httpx.RemoteProtocolError("peer closed without sending all"), "truncated", "broke off"),
        (httpx.RemoteProtocolError("\x1b]0;bad\x07"), "http", "not proper HTTP"),
        (httpx.DecodingError("x"), "fetch", "failed"),
    ],
)
async def test_failures_of_the_wire_in_plain_words(error: Exception, code: str, words: str) -> None:
    def handler(_: httpx.Request) -> httpx.Response:
        raise error

    failure = await failed(handler)
    assert failure.code == code
    assert words in str(failure)


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (socket.gaierror(-2, "Name or service not known"), "dns"),
        (ssl.SSLError("wrong version"), "tls"),
        (ConnectionRefusedError(), "connect"),
        (ExceptionGroup("several", [ConnectionRefusedError()]), "connect"),
    ],
)
async def test_what_stood_behind_a_failed_connection(cause: Exception, code: str) -> None:
    def handler(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x") from cause

    assert (await failed(handler)).code == code


async def test_limits_on_the_wire_and_unpacked() -> None:
    limits = FetchLimits(max_wire_bytes=1000, max_decompressed_bytes=5000)
    packed = gzip.compress(bytes(6000))
    wire = await failed(lambda _: page(bytes(1001)), limits=limits)
    assert "on the wire" in str(wire)
    headers = {"Content-Encoding": "gzip"}
    bomb = await failed(lambda _: page(packed, headers=headers), limits=limits)
    assert "when unpacked" in str(bomb)
    inner = await failed(lambda _: page(packed), limits=limits)
    assert "when unpacked" in str(inner), "a .gz file under its own name is unpacked too"


async def test_without_length_or_chunks_nothing_says_that_it_came_whole() -> None:
    class Bare(httpx.AsyncByteStream):
        async def __aiter__(self):  # type: ignore[no-untyped-def]
            yield b"<rss>"

    assert not (await fetched(lambda _: httpx.Response(200, stream=Bare()))).has_known_length
    assert (await fetched(lambda _: page(b"<rss>"))).has_known_length


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://news.test/", "news.test/feed", "http://", "http://[::1", "http://news.test:0/"),
        *("javascript:1", "-", "", "http://news.test/" + "x" * 9000),
    ],
)
async def test_what_is_no_address_is_never_asked(address: str) -> None:
    failure = await failed(lambda _: pytest.fail("asked"), address)
    assert failure.code == "address"
