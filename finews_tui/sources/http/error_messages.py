"""What went wrong in an HTTP exchange, in plain words."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime

import httpx

from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.address_policy import FailedFetch, Target
from finews_tui.sources.http.cache_headers import retry_after_s

_STATUS: dict[int, tuple[str, str]] = {
    206: ("partial", mark("sent a part of the feed that nobody asked for")),
    400: ("status", mark("calls the request wrong (400); check the address")),
    401: (
        "auth",
        mark(
            "asks for a name and a password (401); add the address as https://name:password@host/…"
        ),
    ),
    402: ("auth", mark("asks for money (402)")),
    403: (
        "forbidden",
        mark("refuses to be read (403); it may want a subscription, or another address"),
    ),
    404: ("missing", mark("has no such page (404); check the address")),
    407: ("proxy", mark("is behind a proxy that asks for a name and a password (407)")),
    410: (
        "gone",
        mark("is gone for good (410); remove the source, or sync it with --force to try again"),
    ),
    429: ("busy", mark("asks for fewer requests (429)")),
    451: ("forbidden", mark("may not be read for legal reasons (451)")),
    503: ("busy", mark("is not available for now (503)")),
}
_OWN_FAULT = mark("has a fault of its own ({status})")
_NO_FEED = mark("gave an answer that is no feed ({status})")
_BAD_REDIRECT = mark("redirects to something that is no address; check the address")
_UNKNOWN = mark("unknown reason")
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}


def bad_status(target: Target, status: int, headers: httpx.Headers, now: datetime) -> FailedFetch:
    """The failure that an answer's status means; only 429 and 503 tell when to come back."""
    code, message = _STATUS.get(status, ("status", _OWN_FAULT if status >= 500 else _NO_FEED))
    where, words = redact_url(target.url), tr(message).format(status=status)
    pause = None
    if code == "busy":
        pause = retry_after_s(headers, now)
        text = tr(
            "{where} {words}; waits {pause} before the next request",
            where=where,
            words=words,
            pause=_duration(pause),
        )
    else:
        text = tr("{where} {words}", where=where, words=words)
    return FailedFetch(text, code=code, status=status, retry_after_s=pause)


def timed_out(target: Target, seconds: float) -> FailedFetch:
    """The failure of an answer that did not come in time."""
    return FailedFetch(
        tr(
            "{url}: timeout, no whole answer in {seconds:g} s; try again later",
            url=redact_url(target.url),
            seconds=seconds,
        ),
        code="timeout",
    )


def too_large(target: Target, bound: int, *, unpacked: bool) -> FailedFetch:
    """The failure of an answer over a limit."""
    message = (
        tr("{url}: too large, more than {size} when unpacked")
        if unpacked
        else tr("{url}: too large, more than {size} on the wire")
    )
    text = message.format(url=redact_url(target.url), size=_size(bound))
    return FailedFetch(text, code="too-large")


def truncated(target: Target) -> FailedFetch:
    """The failure of an answer that stopped before its end."""
    return FailedFetch(
        tr("{url}: truncated, the answer broke off; try again later", url=redact_url(target.url)),
        code="truncated",
    )


def broken_packing(target: Target) -> FailedFetch:
    """The failure of an answer that does not unpack."""
    return FailedFetch(
        tr("{url}: truncated or broken, the answer does not unpack", url=redact_url(target.url)),
        code="packing",
    )


def failure(error: Exception, target: Target) -> FailedFetch:
    """`error`, raised by httpx while asking for `target`, as a failure for people."""
    where = redact_url(target.url)
    match error:
        case httpx.ConnectTimeout():
            words, code = tr("timeout, no connection could be made; try again later"), "timeout"
        case httpx.TimeoutException():
            words, code = tr("timeout; try again later"), "timeout"
        case httpx.ProxyError():
            words, code = (
                tr("the proxy refused; check HTTP_PROXY, HTTPS_PROXY and NO_PROXY"),
                "proxy",
            )
        case httpx.ConnectError():
            words, code = _no_connection(error, target)
        case httpx.RemoteProtocolError():
            return _not_http(error, target)
        case httpx.InvalidURL():
            # The address asked for was parsed before: this is the Location of the answer.
            words, code = tr(_BAD_REDIRECT), "redirect"
        case httpx.LocalProtocolError() | UnicodeError():
            words, code = tr("the request cannot be put in HTTP; check the address"), "address"
        case httpx.NetworkError():
            words, code = tr("truncated, the connection was lost; try again later"), "truncated"
        case _:
            words, code = tr("the exchange failed; try again later"), "fetch"
    return FailedFetch(tr("{place}: {message}", place=where, message=words), code=code)


def _no_connection(error: Exception, target: Target) -> tuple[str, str]:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = "".join(c for c in cause.verify_message if c.isprintable())
            reason = reason or tr(_UNKNOWN)
            return tr("the certificate is not valid ({reason})", reason=reason), "tls"
        if isinstance(cause, ssl.SSLError):
            return tr("no encrypted connection could be made; it may not speak https"), "tls"
        if isinstance(cause, socket.gaierror):
            return tr(
                "the host {host} is not known; check the address and the network", host=target.host
            ), "dns"
        if isinstance(cause, ConnectionRefusedError):
            return tr("connection refused; nothing listens there"), "connect"
        if isinstance(cause, OSError) and cause.errno in _NO_ROUTE:
            return tr("no route to it; check the network"), "connect"
    if target.scheme == "https":
        return tr("no encrypted connection could be made"), "connect"
    return tr("no connection could be made; check the network"), "connect"


def _not_http(error: Exception, target: Target) -> FailedFetch:
    text = str(error)
    if "location header" in text:
        where = redact_url(target.url)
        message = tr("{place}: {message}", place=where, message=tr(_BAD_REDIRECT))
        return FailedFetch(message, code="redirect")
    if "without sending" in text or "incomplete" in text:
        return truncated(target)
    if "too long" in text or "too large" in text:
        return FailedFetch(
            tr("{url}: too large, the headers do not end", url=redact_url(target.url)),
            code="too-large",
        )
    return FailedFetch(
        tr("{url}: broken answer, it is not proper HTTP", url=redact_url(target.url)),
        code="http",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """`error` and what led to it, through groups of exceptions too."""
    pending: list[BaseException] = [error]
    seen: set[int] = set()
    while pending:
        current = pending.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            pending.extend(current.exceptions)
        pending.extend(cause for cause in (current.__cause__, current.__context__) if cause)


def _duration(seconds: int) -> str:
    if seconds < 120:
        return tr("{count} s", count=seconds)
    if seconds < 7200:
        return tr("{count} min", count=round(seconds / 60))
    return tr("{count} h", count=round(seconds / 3600))


def _size(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 1 << 20 else f"{count >> 10} KiB"
