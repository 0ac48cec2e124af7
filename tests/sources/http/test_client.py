"""Fetching from a mock server: redirects, statuses, credentials, limits."""

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


async def fetch_with(
    handler: Handler, url: str = HOME, limits: FetchLimits | None = None
) -> FetchResult:
    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        return await fetch(client, url, limits=limits)


async def fetch_error(
    handler: Handler, url: str = HOME, limits: FetchLimits | None = None
) -> HttpError:
    with pytest.raises(HttpError) as caught:
        await fetch_with(handler, url, limits)
    assert str(caught.value).isprintable()
    return caught.value


def site(pages: dict[str, httpx.Response]) -> Handler:
    return lambda request: pages.get(str(request.url), httpx.Response(404))


def page(
    content: bytes = b"", status: int = 200, headers: dict[str, str] | None = None
) -> httpx.Response:
    """Return a response with a streamed body."""
    length = {"Content-Length": str(len(content))}
    stream = httpx.ByteStream(content)
    return httpx.Response(status, headers=length | (headers or {}), stream=stream)


def redirect_to(address: str, status: int = 302) -> httpx.Response:
    return httpx.Response(status, headers={"Location": address})


async def test_result_has_validators_and_freshness() -> None:
    headers = {"ETag": 'W/"7"', "Last-Modified": "some day", "Cache-Control": "max-age=600"}
    result = await fetch_with(lambda _: page(b"<rss/>", headers=headers))
    assert result.body == b"<rss/>"
    assert result.validators == Validators(b'W/"7"', b"some day")
    assert (result.max_age_s, result.moved_to, result.url) == (600, "", HOME)


async def test_permanent_redirects_count_up_to_first_temporary_one() -> None:
    pages = {
        HOME: redirect_to("/second", 301),
        "https://news.test/second": redirect_to("https://other.test/third", 308),
        "https://other.test/third": redirect_to("https://other.test/fourth", 302),
        "https://other.test/fourth": redirect_to("https://other.test/fifth", 301),
        "https://other.test/fifth": page(),
    }
    result = await fetch_with(site(pages))
    assert result.moved_to == "https://other.test/third"
    assert result.url == "https://other.test/fifth"


async def test_redirect_within_origin_keeps_credentials() -> None:
    pages = {HOME: redirect_to("/new", 301), "https://news.test/new": page()}
    result = await fetch_with(site(pages), "https://me:pass@news.test/feed")
    assert result.moved_to == "https://me:pass@news.test/new"
    assert result.url == "https://news.test/new"


async def test_credentials_are_decoded_and_stay_within_origin() -> None:
    requests: list[tuple[str, str | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        requests.append((request.url.host, request.headers.get("authorization")))
        return (
            redirect_to("https://else.test/feed")
            if request.url.host == "news.test"
            else redirect_to("/again")
        )

    await fetch_error(handler, "https://me:p%40ss@news.test/feed")
    # base64 of "me:p@ss"
    assert requests[0] == ("news.test", "Basic bWU6cEBzcw==")
    assert all(value is None for _, value in requests[1:])


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://news.test/feed", "from https to http"),
        ("file:///etc/hostname", "redirect rejected"),
        ("javascript:alert(1)", "redirects to an invalid address"),
        ("//[::1", "redirects to an invalid address"),
        ("https://news.test:99999/", "invalid address"),
        ("", "redirect without a target"),
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
async def test_unsafe_redirect_is_rejected(location: str, expected: str) -> None:
    requested: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        requested.append(str(request.url))
        return redirect_to(location)

    error = await fetch_error(handler)
    assert error.code == "redirect"
    assert expected in str(error)
    assert requested == [HOME]


async def test_private_host_may_redirect_within_its_network() -> None:
    pages = {
        "http://192.168.1.9/feed": redirect_to("http://192.168.1.10/feed"),
        "http://192.168.1.10/feed": page(b"x"),
    }
    assert (await fetch_with(site(pages), "http://192.168.1.9/feed")).body == b"x"


async def test_peer_address_is_checked_before_request_is_sent() -> None:
    """A public host name may resolve to this machine (DNS rebinding)."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    class ReboundTransport(httpx.AsyncBaseTransport):
        """The first host is public, the second resolves to the loopback interface."""

        def __init__(self) -> None:
            self.real = httpx.AsyncHTTPTransport()

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.host == "news.test":
                return redirect_to(f"http://rebound.test:{port}/secret")
            request.url = request.url.copy_with(host="127.0.0.1")
            trace = request.extensions["trace"]

            async def renamed(event: str, details: dict[str, object]) -> None:
                await trace(
                    event, details | {"host": "rebound.test"} if "host" in details else details
                )

            request.extensions["trace"] = renamed
            return await self.real.handle_async_request(request)

    transport = ReboundTransport()
    try:
        async with httpx.AsyncClient(transport=transport) as client:
            with pytest.raises(HttpError, match="private network"):
                await fetch(client, "http://news.test/feed")
        listener.settimeout(5)
        connection, _ = listener.accept()
        connection.settimeout(5)
        with connection:
            assert connection.recv(100) == b"", "part of a request was sent"
    finally:
        await transport.real.aclose()
        listener.close()


async def test_redirect_limit_and_loop() -> None:
    endless = await fetch_error(
        lambda request: redirect_to(f"{request.url}x"), limits=FetchLimits(max_redirects=3)
    )
    assert "more than 3 redirects" in str(endless)
    loop = await fetch_error(lambda _: redirect_to(HOME))
    assert "redirect loop" in str(loop)


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (401, "auth", "login required"),
        (403, "forbidden", "403"),
        (404, "missing", "check the address"),
        (410, "gone", "permanently gone"),
        (418, "status", "418"),
        (500, "status", "server error"),
        (206, "partial", "part"),
        (429, "busy", "try again in 90 s"),
        (503, "busy", "try again in 90 s"),
    ],
)
async def test_status_error(status: int, code: str, expected: str) -> None:
    headers = {"Retry-After": "90"}
    error = await fetch_error(lambda _: httpx.Response(status, headers=headers))
    assert (error.code, error.status) == (code, status)
    assert expected in str(error)
    assert error.retry_after_s == (90 if code == "busy" else None)


@pytest.mark.parametrize("status", [204, 304])
async def test_response_without_body(status: int) -> None:
    result = await fetch_with(lambda _: httpx.Response(status))
    assert (result.status, result.body) == (status, b"")


async def test_304_keeps_validators_it_leaves_out() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.headers["if-none-match"] == '"old"'
        assert request.headers["if-modified-since"] == "long ago"
        return httpx.Response(304, headers={"ETag": '"new"'})

    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        result = await fetch(client, HOME, validators=Validators(b'"old"', b"long ago"))
    assert result.validators == Validators(b'"new"', b"long ago")


@pytest.mark.parametrize(
    ("error", "code", "expected"),
    [
        (httpx.ConnectError("x"), "connect", "secure connection failed"),
        (httpx.ReadError("x"), "truncated", "connection lost"),
        (httpx.ReadTimeout("x"), "timeout", "timed out"),
        (httpx.ConnectTimeout("x"), "timeout", "while connecting"),
        (httpx.ProxyError("x"), "proxy", "HTTPS_PROXY"),
        (
            httpx.RemoteProtocolError("peer closed without sending all"),
            "truncated",
            "incomplete response",
        ),
        (httpx.RemoteProtocolError("\x1b]0;bad\x07"), "http", "invalid HTTP response"),
        (httpx.DecodingError("x"), "fetch", "failed"),
    ],
)
async def test_transport_error(error: Exception, code: str, expected: str) -> None:
    def handler(_: httpx.Request) -> httpx.Response:
        raise error

    error = await fetch_error(handler)
    assert error.code == code
    assert expected in str(error)


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (socket.gaierror(-2, "Name or service not known"), "dns"),
        (ssl.SSLError("wrong version"), "tls"),
        (ConnectionRefusedError(), "connect"),
        (ExceptionGroup("several", [ConnectionRefusedError()]), "connect"),
    ],
)
async def test_connection_error_code_from_cause(cause: Exception, code: str) -> None:
    def handler(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x") from cause

    assert (await fetch_error(handler)).code == code


async def test_size_limits() -> None:
    limits = FetchLimits(max_wire_bytes=1000, max_decompressed_bytes=5000)
    compressed = gzip.compress(bytes(6000))
    large = await fetch_error(lambda _: page(bytes(1001)), limits=limits)
    assert "too large (over 0 KiB)" in str(large)
    headers = {"Content-Encoding": "gzip"}
    bomb = await fetch_error(lambda _: page(compressed, headers=headers), limits=limits)
    assert "after decompression" in str(bomb)
    gzip_file = await fetch_error(lambda _: page(compressed), limits=limits)
    assert "after decompression" in str(gzip_file), "gzip files are decompressed, too"


async def test_response_without_length_or_chunks_has_unknown_length() -> None:
    class UnframedStream(httpx.AsyncByteStream):
        async def __aiter__(self):  # type: ignore[no-untyped-def]
            yield b"<rss>"

    assert not (
        await fetch_with(lambda _: httpx.Response(200, stream=UnframedStream()))
    ).has_known_length
    assert (await fetch_with(lambda _: page(b"<rss>"))).has_known_length


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://news.test/", "news.test/feed", "http://", "http://[::1", "http://news.test:0/"),
        *("javascript:1", "-", "", "http://news.test/" + "x" * 9000),
    ],
)
async def test_invalid_url_is_not_requested(address: str) -> None:
    error = await fetch_error(lambda _: pytest.fail("requested"), address)
    assert error.code == "address"
