"""A polite, bounded fetch: an address in, an answer or a failure in plain words out."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from finews_tui import __version__
from finews_tui.errors import FetchError
from finews_tui.i18n.catalog import tr
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http import error_messages as failures
from finews_tui.sources.http.address_policy import FailedFetch as FailedFetch
from finews_tui.sources.http.address_policy import Target, redirected, target_of, with_credentials
from finews_tui.sources.http.cache_headers import Validators as Validators
from finews_tui.sources.http.cache_headers import max_age_s, now_utc, validators_of
from finews_tui.sources.http.host_limiter import CONNECTIONS_IN_ALL, Turns
from finews_tui.sources.http.request import WITH_BODY, Exchange, Reply
from finews_tui.sources.http.request import Limits as Limits

PROJECT_ADDRESS = "https://github.com/finews/finews"
USER_AGENT = f"finews/{__version__} (+{PROJECT_ADDRESS})"
FEED_TYPES = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.3"
)

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WITHOUT_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: status 200, 203, 204 or 304; everything else is a failure.

    `url` is where the answer came from; `moved_to` the address to ask from now on (301, 308), or
    empty: believe it only once its body proved to be a feed. `came_whole` is False where neither a
    length nor chunks told where the body ends, so that only its text can.
    """

    status: int
    url: str
    moved_to: str = ""
    body: bytes = b""
    content_type: str = ""
    validators: Validators = field(default=Validators())
    max_age_s: int | None = None
    came_whole: bool = True


def make_client() -> httpx.AsyncClient:
    """A client that says who it is, keeps no cookies, and uses the proxies of the environment.

    Raises:
        FetchError: SSL_CERT_FILE or SSL_CERT_DIR name nothing usable.
    """
    # httpx logs whole addresses, and tokens lie in them.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        return httpx.AsyncClient(
            headers={
                "User-Agent": USER_AGENT,
                "Accept": FEED_TYPES,
                "Accept-Encoding": "gzip, deflate",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            limits=httpx.Limits(
                max_connections=CONNECTIONS_IN_ALL, max_keepalive_connections=CONNECTIONS_IN_ALL
            ),
        )
    except OSError as error:
        raise FetchError(
            tr(
                "the certificates that SSL_CERT_FILE or SSL_CERT_DIR name cannot be read; "
                "unset them"
            )
        ) from error


async def get(
    client: httpx.AsyncClient,
    url: str,
    *,
    validators: Validators | None = None,
    limits: Limits | None = None,
    accept: str = FEED_TYPES,
    turns: Turns | None = None,
    found_at: str = "",
) -> Answer:
    """Ask for `url`, conditionally where validators are given, and follow its redirects.

    `found_at` is the host in whose news the address stands, unless the user named it: then the
    rules for redirects hold for the address itself too.

    Redirects stay on http and https, never fall from https to http, never lead from a public host
    to a private one, nor anywhere to a link-local one; credentials stay within their origin.

    Raises:
        FetchError: a `FailedFetch`; its text is one clean line without credentials.
    """
    turns, limits, validators = turns or Turns(), limits or Limits(), validators or Validators()
    exchange = Exchange(client, limits, accept, found_at)
    target = target_of(url)
    seen: set[str] = set()
    moved_to = ""
    is_moving = True
    while True:
        async with turns.turn(target.host):
            reply = await exchange.ask(target, validators)
        if reply.status not in _REDIRECTS:
            return _answer(reply, target, moved_to, validators)
        seen.add(target.url)
        goal = redirected(target, reply.headers.get("location", ""))
        if goal.url in seen or len(seen) > limits.redirects:
            message = (
                tr("{url}: redirects in a circle; check the address")
                if goal.url in seen
                else tr("{url}: redirects more than {times} times; check the address")
            )
            text = message.format(url=redact_url(url), times=limits.redirects)
            raise FailedFetch(text, code="redirect")
        # A permanent move counts as long as no temporary one came before it.
        is_moving = is_moving and reply.status in _PERMANENT
        moved_to = with_credentials(goal.url, url) if is_moving else moved_to
        target = goal


def _answer(reply: Reply, target: Target, moved_to: str, sent: Validators) -> Answer:
    now = now_utc()
    if reply.status not in WITH_BODY | _WITHOUT_BODY:
        raise failures.bad_status(target, reply.status, reply.headers, now)
    validators = validators_of(reply.headers)
    if reply.status == 304:
        # RFC 9110 section 15.4.5: a 304 may renew a validator; what it leaves out still holds.
        validators = Validators(
            validators.etag or sent.etag, validators.last_modified or sent.last_modified
        )
    return Answer(
        status=reply.status,
        url=target.url,
        moved_to=moved_to,
        body=reply.body,
        content_type=reply.headers.get("content-type", ""),
        validators=validators,
        max_age_s=max_age_s(reply.headers, now),
        came_whole=reply.came_whole,
    )
