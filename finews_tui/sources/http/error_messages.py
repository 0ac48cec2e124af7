"""Errors of HTTP requests, worded for the user."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime

import httpx

from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.address_policy import FetchTarget, HttpError
from finews_tui.sources.http.cache_headers import parse_retry_after

_STATUS_MESSAGES: dict[int, tuple[str, str]] = {
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
_SERVER_ERROR = mark("has a fault of its own ({status})")
_NOT_A_FEED = mark("gave an answer that is no feed ({status})")
_BAD_REDIRECT = mark("redirects to something that is no address; check the address")
_UNKNOWN_REASON = mark("unknown reason")
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}


def status_error(
    target: FetchTarget, status: int, headers: httpx.Headers, now: datetime
) -> HttpError:
    """Return the error for a status; for 429 and 503 with the time to retry."""
    code, message = _STATUS_MESSAGES.get(
        status, ("status", _SERVER_ERROR if status >= 500 else _NOT_A_FEED)
    )
    where, words = redact_url(target.url), tr(message).format(status=status)
    retry_after_s = None
    if code == "busy":
        retry_after_s = parse_retry_after(headers, now)
        text = tr(
            "{where} {words}; waits {pause} before the next request",
            where=where,
            words=words,
            pause=_format_duration(retry_after_s),
        )
    else:
        text = tr("{where} {words}", where=where, words=words)
    return HttpError(text, code=code, status=status, retry_after_s=retry_after_s)


def timeout_error(target: FetchTarget, seconds: float) -> HttpError:
    """Return the error of a response that was not complete in time."""
    return HttpError(
        tr(
            "{url}: timeout, no whole answer in {seconds:g} s; try again later",
            url=redact_url(target.url),
            seconds=seconds,
        ),
        code="timeout",
    )


def too_large_error(target: FetchTarget, max_bytes: int, *, decompressed: bool) -> HttpError:
    """Return the error of a response over a size limit."""
    message = (
        tr("{url}: too large, more than {size} when unpacked")
        if decompressed
        else tr("{url}: too large, more than {size} on the wire")
    )
    text = message.format(url=redact_url(target.url), size=_format_size(max_bytes))
    return HttpError(text, code="too-large")


def truncated_error(target: FetchTarget) -> HttpError:
    """Return the error of a truncated response."""
    return HttpError(
        tr("{url}: truncated, the answer broke off; try again later", url=redact_url(target.url)),
        code="truncated",
    )


def decompression_error(target: FetchTarget) -> HttpError:
    """Return the error of a response that cannot be decompressed."""
    return HttpError(
        tr("{url}: truncated or broken, the answer does not unpack", url=redact_url(target.url)),
        code="packing",
    )


def transport_error(error: Exception, target: FetchTarget) -> HttpError:
    """Return the error for an exception of httpx."""
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
            words, code = _connection_message(error, target)
        case httpx.RemoteProtocolError():
            return _protocol_error(error, target)
        case httpx.InvalidURL():
            # The target was parsed before, so this is the Location header.
            words, code = tr(_BAD_REDIRECT), "redirect"
        case httpx.LocalProtocolError() | UnicodeError():
            words, code = tr("the request cannot be put in HTTP; check the address"), "address"
        case httpx.NetworkError():
            words, code = tr("truncated, the connection was lost; try again later"), "truncated"
        case _:
            words, code = tr("the exchange failed; try again later"), "fetch"
    return HttpError(tr("{place}: {message}", place=where, message=words), code=code)


def _connection_message(error: Exception, target: FetchTarget) -> tuple[str, str]:
    """Return message and code for a connection that could not be made."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = "".join(c for c in cause.verify_message if c.isprintable())
            reason = reason or tr(_UNKNOWN_REASON)
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


def _protocol_error(error: Exception, target: FetchTarget) -> HttpError:
    # h11 has no classes for these errors, only their messages.
    text = str(error)
    if "location header" in text:
        where = redact_url(target.url)
        message = tr("{place}: {message}", place=where, message=tr(_BAD_REDIRECT))
        return HttpError(message, code="redirect")
    if "without sending" in text or "incomplete" in text:
        return truncated_error(target)
    if "too long" in text or "too large" in text:
        return HttpError(
            tr("{url}: too large, the headers do not end", url=redact_url(target.url)),
            code="too-large",
        )
    return HttpError(
        tr("{url}: broken answer, it is not proper HTTP", url=redact_url(target.url)),
        code="http",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield `error` and its causes, including the members of exception groups."""
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


def _format_duration(seconds: int) -> str:
    if seconds < 120:
        return tr("{count} s", count=seconds)
    if seconds < 7200:
        return tr("{count} min", count=round(seconds / 60))
    return tr("{count} h", count=round(seconds / 3600))


def _format_size(size: int) -> str:
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size >> 10} KiB"
