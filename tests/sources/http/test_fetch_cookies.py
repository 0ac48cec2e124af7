"""Cookies within one fetch, and Digest login."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import httpx
import pytest

from finews_tui.sources.http.address_policy import HttpError, parse_target
from finews_tui.sources.http.client import FetchResult, fetch
from finews_tui.sources.http.fetch_cookies import FetchCookies

Handler = Callable[[httpx.Request], httpx.Response]
HOME = "https://news.test/feed"


async def fetch_with(handler: Handler, url: str = HOME) -> FetchResult:
    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        return await fetch(client, url)


def feed() -> httpx.Response:
    return httpx.Response(200, stream=httpx.ByteStream(b"<rss/>"))


def cookies_of(url: str, *values: str) -> FetchCookies:
    cookies = FetchCookies()
    cookies.store(parse_target(url), httpx.Headers([("Set-Cookie", value) for value in values]))
    return cookies


@pytest.mark.parametrize(
    ("values", "url", "header"),
    [
        (["a=1"], HOME, "a=1"),
        (["a=1; Path=/"], "https://news.test/x/y", "a=1"),
        (["a=1", "b=2; HttpOnly; SameSite=Lax"], HOME, "a=1; b=2"),
        (["a=1", "a=2"], HOME, "a=2"),
        (["a=1; Path=/feed", "b=2; Path=/"], "https://news.test/feed/x", "a=1; b=2"),
        (["a=1; Path=/feed"], "https://news.test/feeder", ""),
        (["a=1; Path=/other"], HOME, ""),
        (["a=1; Domain=news.test"], HOME, "a=1"),
        (["a=1; Domain=.TEST"], HOME, "a=1"),
        (["a=1; Domain=other.test"], HOME, ""),
        (["a=1; Domain=ws.test"], HOME, ""),
        (["a=1", "a=; Max-Age=0"], HOME, ""),
        (["a=1; Secure"], HOME, "a=1"),
        (["a=1"], "http://news.test/feed", ""),
        (["a=1"], "https://news.test:8443/feed", ""),
        (["a=1"], "https://www.news.test/feed", ""),
        (["=1", "no value", "a b=1", "a=\x01"], HOME, ""),
        (['a="quoted, with comma"'], HOME, 'a="quoted, with comma"'),
        (["a=" + "x" * 5000], HOME, ""),
    ],
)
def test_cookies_are_sent_to_their_origin(values: Sequence[str], url: str, header: str) -> None:
    assert cookies_of(HOME, *values).header(parse_target(url)) == header.encode()


def test_secure_cookie_is_not_sent_over_http() -> None:
    cookies = cookies_of("http://news.test/", "a=1; Secure", "b=2")
    assert cookies.header(parse_target("http://news.test/")) == b"b=2"


def test_number_of_cookies_is_limited() -> None:
    cookies = cookies_of(HOME, *(f"c{number}=1" for number in range(1000)))
    assert cookies.header(parse_target(HOME)).count(b"=") == 30


async def test_cookie_wall_is_passed_and_forgotten() -> None:
    requests: list[tuple[str, str | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        requests.append((request.url.path, request.headers.get("cookie")))
        if request.headers.get("cookie") == "seen=1":
            return feed()
        return httpx.Response(302, headers={"Location": "/feed", "Set-Cookie": "seen=1; Path=/"})

    for _ in range(2):
        assert (await fetch_with(handler)).body == b"<rss/>"
    assert requests == [("/feed", None), ("/feed", "seen=1")] * 2


async def test_cookie_is_not_sent_to_another_origin() -> None:
    sent: dict[str, str | None] = {}

    def handler(request: httpx.Request) -> httpx.Response:
        sent[request.url.host] = request.headers.get("cookie")
        if request.url.host == "news.test":
            headers = {"Location": "https://cdn.test/feed", "Set-Cookie": "id=7; Domain=cdn.test"}
            return httpx.Response(302, headers=headers)
        return feed()

    await fetch_with(handler)
    assert sent == {"news.test": None, "cdn.test": None}


async def test_new_cookies_do_not_allow_endless_redirects() -> None:
    count = 0

    def handler(_request: httpx.Request) -> httpx.Response:
        nonlocal count
        count += 1
        return httpx.Response(302, headers={"Location": "/feed", "Set-Cookie": f"n={count}"})

    with pytest.raises(HttpError, match="more than 10 redirects"):
        await fetch_with(handler)
    assert count == 11


CHALLENGES = [
    'Digest realm="harbour", nonce="5f1c", qop="auth", algorithm=MD5',
    'Digest realm="harbour", nonce="5f1c", qop="auth,auth-int", opaque="q7"',
    'Digest realm="harbour", nonce="5f1c"',
    'digest realm="harbour", nonce="5f1c", qop="auth", algorithm=SHA-256',
    'Basic realm="harbour", Digest realm="harbour", nonce="5f1c", qop=auth',
    'Digest realm="a, b = c", nonce="5f1c", qop="auth", stale=FALSE',
]
UNANSWERABLE = [
    "Digest",
    "Digest nonce",
    'Digest realm="x"',
    'Digest realm="x", nonce="1", algorithm=ROT13',
    'Digest realm="x", nonce="1", qop="auth-int"',
    'Digest realm="x", nonce="1", qop="other"',
    "Negotiate abc, NTLM",
]


@pytest.mark.parametrize("challenge", CHALLENGES)
async def test_digest_login_uses_credentials_in_address(challenge: str) -> None:
    answers: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        assert "@" not in str(request.url)
        answer = request.headers.get("authorization", "")
        if answer.startswith("Digest "):
            answers.append(answer)
            return feed()
        return httpx.Response(401, headers={"WWW-Authenticate": challenge})

    result = await fetch_with(handler, "https://k%C3%A4the:s3%3Acret@news.test/feed?x=1")
    assert result.body == b"<rss/>"
    (answer,) = answers
    assert 'uri="/feed?x=1"' in answer
    assert 'nonce="5f1c"' in answer
    assert re.search(r'response="[0-9a-f]{32,64}"', answer)
    assert "s3:cret" not in answer


@pytest.mark.parametrize("challenge", UNANSWERABLE)
async def test_unknown_login_is_an_error(challenge: str) -> None:
    requests = 0

    def handler(_request: httpx.Request) -> httpx.Response:
        nonlocal requests
        requests += 1
        return httpx.Response(401, headers={"WWW-Authenticate": challenge})

    with pytest.raises(HttpError, match="401") as caught:
        await fetch_with(handler, "https://me:s3cret@news.test/feed")
    assert "s3cret" not in str(caught.value)
    assert requests == 1


async def test_rejected_digest_login_is_tried_once() -> None:
    requests = 0

    def handler(_request: httpx.Request) -> httpx.Response:
        nonlocal requests
        requests += 1
        return httpx.Response(401, headers={"WWW-Authenticate": CHALLENGES[0]})

    with pytest.raises(HttpError, match="401"):
        await fetch_with(handler, "https://me:wrong@news.test/feed")
    assert requests == 2


async def test_digest_login_is_not_sent_to_another_origin() -> None:
    sent: list[tuple[str, str]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append((request.url.host, request.headers.get("authorization", "").partition(" ")[0]))
        if request.url.host == "news.test":
            return httpx.Response(302, headers={"Location": "https://evil.test/feed"})
        return httpx.Response(401, headers={"WWW-Authenticate": CHALLENGES[0]})

    with pytest.raises(HttpError, match="401"):
        await fetch_with(handler, "https://me:s3cret@news.test/feed")
    assert sent == [("news.test", "Basic"), ("evil.test", "")]
