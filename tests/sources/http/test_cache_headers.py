"""Caching headers of responses."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from finews_tui.sources.http.cache_headers import (
    MAX_FRESHNESS_S,
    MAX_RETRY_AFTER_S,
    conditional_headers,
    parse_max_age,
    parse_retry_after,
    parse_validators,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Mon, 02 Mar 2026 12:05:00 GMT", 300),
        ("Mon, 02 Mar 2026 11:05:00 GMT", 600),
        ("", 600),
        ("0", 600),
        ("-5", 600),
        ("soon", 600),
        ("1.5", 600),
        ("９９", 600),
        ("9" * 40, MAX_RETRY_AFTER_S),
        ("Mon, 02 Mar 9026 12:05:00 GMT", MAX_RETRY_AFTER_S),
    ],
)
def test_parse_retry_after(value: str, seconds: int) -> None:
    assert parse_retry_after(httpx.Headers([(b"Retry-After", value.encode())]), NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=3600"}, 3600),
        ({"Cache-Control": "public, Max-Age = 60 , x"}, 60),
        ({"Cache-Control": "max-age=3600", "Age": "600"}, 3000),
        ({"Cache-Control": "max-age=60", "Age": "600"}, None),
        ({"Cache-Control": "max-age=31536000"}, MAX_FRESHNESS_S),
        ({"Cache-Control": "max-age=banana, =, ,", "Expires": "0", "Age": "-5"}, None),
        ({"Cache-Control": "no-cache, max-age=60"}, None),
        ({"Cache-Control": "no-store"}, None),
        ({"Cache-Control": "s-max-age=60"}, None),
        ({"Expires": "Mon, 02 Mar 2026 13:00:00 GMT"}, 3600),
        (
            {
                "Expires": "Mon, 02 Mar 2026 13:00:00 GMT",
                "Date": "Mon, 02 Mar 2026 12:59:00 GMT",
            },
            60,
        ),
    ],
)
def test_parse_max_age(headers: dict[str, str], seconds: int | None) -> None:
    assert parse_max_age(httpx.Headers(headers), NOW) == seconds


@pytest.mark.parametrize(
    ("value", "is_valid"),
    [
        (b'"plain"', True),
        (b"\xff\xfe bytes \x80", True),
        (b'"tab\there"', False),
        (b'"nul\0"', False),
        (b"x" * 8192, True),
        (b"x" * 8193, False),
    ],
)
def test_validator_is_opaque_but_must_be_valid_header_value(value: bytes, is_valid: bool) -> None:
    validators = parse_validators(httpx.Headers([(b"ETag", value)]))
    assert validators.etag == (value if is_valid else b"")
    assert conditional_headers(validators) == ([(b"If-None-Match", value)] if is_valid else [])


def test_repeated_etag_is_ignored() -> None:
    assert parse_validators(httpx.Headers([(b"ETag", b'"a"'), (b"ETag", b'"b"')])).etag == b""
