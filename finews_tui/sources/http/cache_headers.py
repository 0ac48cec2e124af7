"""Caching headers: validators (ETag, Last-Modified), max-age, Retry-After."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

DEFAULT_RETRY_AFTER_S = 600
MAX_RETRY_AFTER_S = 24 * 3600
# Same limit as NetNewsWire: a longer max-age is a misconfiguration.
MAX_FRESHNESS_S = 5 * 3600
MAX_VALIDATOR_BYTES = 8192

_MAX_AGE = re.compile(r'(?:^|[,;\s])max-age\s*=\s*"?(\d{1,18})', re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)
# RFC 9110: characters of a field value, except tab, which servers do not send on purpose.
_FIELD_VALUE = re.compile(rb"[\x20-\x7e\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Validators:
    """ETag and Last-Modified of a response, byte for byte."""

    etag: bytes = b""
    last_modified: bytes = b""


def parse_validators(headers: httpx.Headers) -> Validators:
    """Return the validators of a response; values invalid in a request are dropped."""
    return Validators(_raw_value(headers, b"etag"), _raw_value(headers, b"last-modified"))


def conditional_headers(validators: Validators) -> list[tuple[bytes, bytes]]:
    """Return the headers of a conditional request."""
    headers = []
    if validators.etag:
        headers.append((b"If-None-Match", validators.etag))
    if validators.last_modified:
        headers.append((b"If-Modified-Since", validators.last_modified))
    return headers


def parse_retry_after(headers: httpx.Headers, now: datetime) -> int:
    """Return Retry-After in seconds: at most a day, ten minutes if missing or invalid."""
    value = headers.get("retry-after", "").strip()
    is_number = value.isascii() and value.isdigit()
    seconds = int(value[:12]) if is_number else _seconds_until(value, now)
    return min(seconds, MAX_RETRY_AFTER_S) if seconds > 0 else DEFAULT_RETRY_AFTER_S


def parse_max_age(headers: httpx.Headers, now: datetime) -> int | None:
    """Return the seconds a response is fresh (RFC 9111), capped; None if unknown."""
    cache_control = headers.get("cache-control", "")
    if _NO_CACHE.search(cache_control):
        return None
    match = _MAX_AGE.search(cache_control)
    if match:
        age = headers.get("age", "").strip()
        seconds = int(match[1]) - (int(age[:12]) if age.isascii() and age.isdigit() else 0)
    else:
        expires = headers.get("expires", "").strip()
        sent_at = _parse_http_date(headers.get("date", "")) or now
        seconds = _seconds_until(expires, sent_at)
    return min(seconds, MAX_FRESHNESS_S) if seconds > 0 else None


def sanitize_validator(value: bytes) -> bytes:
    """Return a validator, or b"" if it is invalid in a request header."""
    is_valid = len(value) <= MAX_VALIDATOR_BYTES and _FIELD_VALUE.fullmatch(value) is not None
    return value if is_valid else b""


def _raw_value(headers: httpx.Headers, name: bytes) -> bytes:
    values = [value for key, value in headers.raw if key.lower() == name]
    return sanitize_validator(values[0]) if len(values) == 1 else b""


def _seconds_until(value: str, now: datetime) -> int:
    time = _parse_http_date(value)
    return int((time - now).total_seconds()) if time else 0


def _parse_http_date(value: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(value)
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
