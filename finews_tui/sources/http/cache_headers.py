"""What an answer's headers ask of the next request: when, and with which validators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

DEFAULT_PAUSE_S = 600
LONGEST_PAUSE_S = 24 * 3600
# NetNewsWire's cap: a longer max-age is a mistake of the server, not a wish.
LONGEST_AGE_S = 5 * 3600
LONGEST_VALIDATOR = 8192

_MAX_AGE = re.compile(r'(?:^|[,;\s])max-age\s*=\s*"?(\d{1,18})', re.IGNORECASE)
# RFC 9110: what may stand in a field value; a tab within is allowed there, but no server means it.
_FIELD_VALUE = re.compile(rb"[\x20-\x7e\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Validators:
    """The ETag and Last-Modified of an answer, byte for byte as they came."""

    etag: bytes = b""
    last_modified: bytes = b""


def validators_of(headers: httpx.Headers) -> Validators:
    """What to send back next time; values that no request can carry are dropped."""
    return Validators(_opaque(headers, b"etag"), _opaque(headers, b"last-modified"))


def conditions(validators: Validators) -> list[tuple[bytes, bytes]]:
    """The headers that make a request conditional."""
    headers = []
    if validators.etag:
        headers.append((b"If-None-Match", validators.etag))
    if validators.last_modified:
        headers.append((b"If-Modified-Since", validators.last_modified))
    return headers


def retry_after_s(headers: httpx.Headers, now: datetime) -> int:
    """Seconds to rest after a 429 or 503: as the server asks, within a day, else ten minutes."""
    value = headers.get("retry-after", "").strip()
    is_count = value.isascii() and value.isdigit()
    seconds = int(value[:12]) if is_count else _seconds_until(value, now)
    return min(seconds, LONGEST_PAUSE_S) if seconds > 0 else DEFAULT_PAUSE_S


def max_age_s(headers: httpx.Headers, now: datetime) -> int | None:
    """Seconds for which the answer is fresh (RFC 9111), capped; None where nothing is said."""
    control = headers.get("cache-control", "")
    if re.search(r"(?:^|[,\s])no-(?:cache|store)\b", control, re.IGNORECASE):
        return None
    found = _MAX_AGE.search(control)
    if found:
        age = headers.get("age", "").strip()
        seconds = int(found[1]) - (int(age[:12]) if age.isascii() and age.isdigit() else 0)
    else:
        expires = headers.get("expires", "").strip()
        sent_at = _http_date(headers.get("date", "")) or now
        seconds = _seconds_until(expires, sent_at)
    return min(seconds, LONGEST_AGE_S) if seconds > 0 else None


def now_utc() -> datetime:
    """The present."""
    return datetime.now(UTC)


def sendable(value: bytes) -> bytes:
    """A validator as a request can carry it; b"" where none can."""
    is_fit = len(value) <= LONGEST_VALIDATOR and _FIELD_VALUE.fullmatch(value) is not None
    return value if is_fit else b""


def _opaque(headers: httpx.Headers, name: bytes) -> bytes:
    values = [value for key, value in headers.raw if key.lower() == name]
    return sendable(values[0]) if len(values) == 1 else b""


def _seconds_until(value: str, now: datetime) -> int:
    moment = _http_date(value)
    return int((moment - now).total_seconds()) if moment else 0


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
