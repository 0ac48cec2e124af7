"""User-facing messages of HTTP errors."""

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
    206: ("partial", mark("server sent only part of the feed (206)")),
    400: ("status", mark("bad request (400); check the address")),
    401: (
        "auth",
        mark("login required (401); use an address like https://name:password@host/…"),
    ),
    402: ("auth", mark("payment required (402)")),
    403: (
        "forbidden",
        mark("access denied (403); it may need a subscription or a different address"),
    ),
    404: ("missing", mark("page not found (404); check the address")),
    407: ("proxy", mark("proxy login required (407); check HTTP_PROXY and HTTPS_PROXY")),
    410: (
        "gone",
        mark("permanently gone (410); remove the source, or retry with `finews sync --force`"),
    ),
    429: ("busy", mark("too many requests (429)")),
    451: ("forbidden", mark("unavailable for legal reasons (451)")),
    503: ("busy", mark("temporarily unavailable (503)")),
}
_SERVER_ERROR = mark("server error ({status}); try again later")
_UNEXPECTED_STATUS = mark("unexpected status ({status}); check the address")
_BAD_REDIRECT = mark("redirects to an invalid address; check the address")
_UNKNOWN_REASON = mark("unknown reason")
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}


def status_error(
    target: FetchTarget, status: int, headers: httpx.Headers, now: datetime
) -> HttpError:
    """Return the error for a status; errors for 429 and 503 have `retry_after_s`."""
    code, message = _STATUS_MESSAGES.get(
        status, ("status", _SERVER_ERROR if status >= 500 else _UNEXPECTED_STATUS)
    )
    place, text = redact_url(target.url), tr(message).format(status=status)
    retry_after_s = None
    if code == "busy":
        retry_after_s = parse_retry_after(headers, now)
        text = tr(
            "{message}; try again in {pause}",
            message=text,
            pause=_format_duration(retry_after_s),
        )
    text = tr("{place}: {message}", place=place, message=text)
    return HttpError(text, code=code, status=status, retry_after_s=retry_after_s)


def timeout_error(target: FetchTarget, seconds: float) -> HttpError:
    """Return the error for a response that is not complete before the deadline."""
    return HttpError(
        tr(
            "{url}: timed out after {seconds:g} s; try again later",
            url=redact_url(target.url),
            seconds=seconds,
        ),
        code="timeout",
    )


def too_large_error(target: FetchTarget, max_bytes: int, *, decompressed: bool) -> HttpError:
    """Return the error for a response that exceeds a size limit."""
    message = (
        tr("{url}: response too large (over {size} after decompression)")
        if decompressed
        else tr("{url}: response too large (over {size})")
    )
    text = message.format(url=redact_url(target.url), size=_format_size(max_bytes))
    return HttpError(text, code="too-large")


def truncated_error(target: FetchTarget) -> HttpError:
    """Return the error for a truncated response."""
    return HttpError(
        tr("{url}: incomplete response; try again later", url=redact_url(target.url)),
        code="truncated",
    )


def decompression_error(target: FetchTarget) -> HttpError:
    """Return the error for a response that cannot be decompressed."""
    return HttpError(
        tr("{url}: cannot decompress the response; try again later", url=redact_url(target.url)),
        code="packing",
    )


def transport_error(error: Exception, target: FetchTarget) -> HttpError:
    """Return the error for an httpx exception."""
    match error:
        case httpx.ConnectTimeout():
            message, code = tr("timed out while connecting; try again later"), "timeout"
        case httpx.TimeoutException():
            message, code = tr("timed out; try again later"), "timeout"
        case httpx.ProxyError():
            message, code = (
                tr("proxy connection failed; check HTTP_PROXY, HTTPS_PROXY and NO_PROXY"),
                "proxy",
            )
        case httpx.ConnectError():
            message, code = _connection_message(error, target)
        case httpx.RemoteProtocolError():
            return _protocol_error(error, target)
        case httpx.InvalidURL():
            # The target was parsed before, so this is the Location header.
            message, code = tr(_BAD_REDIRECT), "redirect"
        case httpx.LocalProtocolError() | UnicodeError():
            message, code = tr("invalid HTTP request; check the address"), "address"
        case httpx.NetworkError():
            message, code = tr("connection lost; try again later"), "truncated"
        case _:
            message, code = tr("request failed; try again later"), "fetch"
    text = tr("{place}: {message}", place=redact_url(target.url), message=message)
    return HttpError(text, code=code)


def _connection_message(error: Exception, target: FetchTarget) -> tuple[str, str]:
    """Return message and code for a failed connection."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = "".join(c for c in cause.verify_message if c.isprintable())
            reason = reason or tr(_UNKNOWN_REASON)
            return tr("invalid certificate ({reason})", reason=reason), "tls"
        if isinstance(cause, ssl.SSLError):
            return tr("secure connection failed; the server may not support https"), "tls"
        if isinstance(cause, socket.gaierror):
            return tr(
                "host {host} not found; check the address and your network connection",
                host=target.host,
            ), "dns"
        if isinstance(cause, ConnectionRefusedError):
            return tr("connection refused; is the server running?"), "connect"
        if isinstance(cause, OSError) and cause.errno in _NO_ROUTE:
            return tr("no route to host; check your network connection"), "connect"
    if target.scheme == "https":
        return tr("secure connection failed; check your network connection"), "connect"
    return tr("cannot connect; check your network connection"), "connect"


def _protocol_error(error: Exception, target: FetchTarget) -> HttpError:
    # h11 has no classes for these errors, only their messages.
    text = str(error)
    if "location header" in text:
        place = redact_url(target.url)
        message = tr("{place}: {message}", place=place, message=tr(_BAD_REDIRECT))
        return HttpError(message, code="redirect")
    if "without sending" in text or "incomplete" in text:
        return truncated_error(target)
    if "too long" in text or "too large" in text:
        return HttpError(
            tr("{url}: response headers are too large", url=redact_url(target.url)),
            code="too-large",
        )
    return HttpError(
        tr("{url}: invalid HTTP response", url=redact_url(target.url)),
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
