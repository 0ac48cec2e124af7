"""HTTP client for feeds and pages: redirects, caching headers, limits."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from finews_tui import __version__
from finews_tui.errors import FetchError
from finews_tui.i18n.catalog import tr
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.address_policy import (
    FetchTarget,
    HttpError,
    parse_target,
    resolve_redirect,
    with_credentials,
)
from finews_tui.sources.http.cache_headers import (
    Validators,
    parse_max_age,
    parse_validators,
)
from finews_tui.sources.http.error_messages import status_error
from finews_tui.sources.http.host_limiter import MAX_CONNECTIONS, HostLimiter
from finews_tui.sources.http.request import (
    STATUSES_WITH_BODY,
    FetchLimits,
    HttpRequest,
    RawResponse,
)

USER_AGENT = f"finews/{__version__}"
FEED_TYPES = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.3"
)

_PERMANENT_REDIRECTS = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STATUSES_WITHOUT_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class FetchResult:
    """Successful response (status 200, 203, 204 or 304).

    `url` is the URL after redirects. `moved_to` is the target of permanent redirects (301, 308), or
    empty; trust it only if the body is a feed. `has_known_length` is False if the response has
    neither Content-Length nor chunks: its body may be truncated.
    """

    status: int
    url: str
    moved_to: str = ""
    body: bytes = b""
    content_type: str = ""
    link_header: str = ""
    validators: Validators = field(default=Validators())
    max_age_s: int | None = None
    has_known_length: bool = True


def create_client() -> httpx.AsyncClient:
    """Return a client without cookies that uses proxies from the environment.

    Raises:
        FetchError: SSL_CERT_FILE or SSL_CERT_DIR cannot be loaded.
    """
    # httpx logs whole URLs, which may contain tokens.
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
                max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS
            ),
        )
    except OSError as error:
        raise FetchError(
            tr(
                "cannot load certificates from SSL_CERT_FILE or SSL_CERT_DIR; "
                "correct or unset the variable"
            )
        ) from error


async def fetch(
    client: httpx.AsyncClient,
    url: str,
    *,
    validators: Validators | None = None,
    limits: FetchLimits | None = None,
    accept: str = FEED_TYPES,
    host_limiter: HostLimiter | None = None,
    linked_from: str = "",
) -> FetchResult:
    """Fetch `url` and follow redirects; conditional if there are `validators`.

    Redirects from https to http, from public to private hosts, and to link-local addresses are
    blocked. Credentials and cookies are only sent to their own origin; cookies are forgotten at the
    end. `linked_from` is the host of the article that contains `url`, empty if the user entered it;
    linked URLs are checked like redirects.

    Raises:
        HttpError: the request failed; the message is one line without credentials.
    """
    host_limiter = host_limiter or HostLimiter()
    limits, validators = limits or FetchLimits(), validators or Validators()
    request = HttpRequest(client, limits, accept, linked_from)
    target = parse_target(url)
    visited = {(target.url, b"")}
    moved_to = ""
    is_permanent = True
    while True:
        async with host_limiter.slot(target.host):
            response = await request.send(target, validators)
        if response.status not in _REDIRECTS:
            return _to_result(response, target, moved_to, validators)
        redirect_target = resolve_redirect(target, response.headers.get("location", ""))
        # With a new cookie, the same address may answer differently.
        visit = (redirect_target.url, request.cookie_header(redirect_target))
        is_loop = visit in visited
        if is_loop or len(visited) > limits.max_redirects:
            message = (
                tr("{url}: redirect loop; check the address")
                if is_loop
                else tr("{url}: more than {times} redirects; check the address")
            )
            text = message.format(url=redact_url(url), times=limits.max_redirects)
            raise HttpError(text, code="redirect")
        # A permanent redirect counts only before the first temporary one.
        is_permanent = is_permanent and response.status in _PERMANENT_REDIRECTS
        moved_to = with_credentials(redirect_target.url, url) if is_permanent else moved_to
        visited.add(visit)
        target = redirect_target


def _to_result(
    response: RawResponse, target: FetchTarget, moved_to: str, sent_validators: Validators
) -> FetchResult:
    now = datetime.now(UTC)
    if response.status not in STATUSES_WITH_BODY | _STATUSES_WITHOUT_BODY:
        raise status_error(target, response.status, response.headers, now)
    validators = parse_validators(response.headers)
    if response.status == 304:
        # RFC 9110, 15.4.5: a 304 may renew validators; those it leaves out stay valid.
        validators = Validators(
            validators.etag or sent_validators.etag,
            validators.last_modified or sent_validators.last_modified,
        )
    return FetchResult(
        status=response.status,
        url=target.url,
        moved_to=moved_to,
        body=response.body,
        content_type=response.headers.get("content-type", ""),
        link_header=response.headers.get("link", ""),
        validators=validators,
        max_age_s=parse_max_age(response.headers, now),
        has_known_length=response.has_known_length,
    )
