"""The parts of fetching: addresses, manners, unpacking, turns."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import UTC, datetime

import httpx
import pytest

from finews_tui.sources.http.address_policy import is_link_local, is_private
from finews_tui.sources.http.cache_headers import (
    LONGEST_AGE_S,
    LONGEST_PAUSE_S,
    conditions,
    max_age_s,
    retry_after_s,
    validators_of,
)
from finews_tui.sources.http.decompression import (
    BrokenPackingError,
    TooLargeError,
    unpacked_file,
    unpacker_of,
)
from finews_tui.sources.http.host_limiter import Turns

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TEXT = b"news of the day, " * 500


@pytest.mark.parametrize(
    ("host", "private", "link_local"),
    [
        ("8.8.8.8", False, False),
        ("127.0.0.1", True, False),
        ("::1", True, False),
        ("192.168.0.1", True, False),
        ("100.64.0.1", True, False),
        ("0.0.0.0", True, False),
        ("169.254.169.254", True, True),
        ("fe80::1%eth0", True, True),
        ("::ffff:10.0.0.1", True, False),
        ("64:ff9b::a9fe:a9fe", True, True),
        ("64:ff9b::808:808", False, False),
        ("2002:7f00:1::", True, False),
        ("2606:4700::1111", False, False),
        ("fd00::1", True, False),
        ("LOCALHOST.", True, False),
        ("nas.home.arpa", True, False),
        ("news.test", False, False),
    ],
)
def test_where_a_host_stands(host: str, private: bool, link_local: bool) -> None:
    assert is_private(host) is private
    assert is_link_local(host) is link_local


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
        ("9" * 40, LONGEST_PAUSE_S),
        ("Mon, 02 Mar 9026 12:05:00 GMT", LONGEST_PAUSE_S),
    ],
)
def test_when_a_busy_server_may_be_asked_again(value: str, seconds: int) -> None:
    assert retry_after_s(httpx.Headers([(b"Retry-After", value.encode())]), NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=3600"}, 3600),
        ({"Cache-Control": "public, Max-Age = 60 , x"}, 60),
        ({"Cache-Control": "max-age=3600", "Age": "600"}, 3000),
        ({"Cache-Control": "max-age=60", "Age": "600"}, None),
        ({"Cache-Control": "max-age=31536000"}, LONGEST_AGE_S),
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
def test_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: int | None) -> None:
    assert max_age_s(httpx.Headers(headers), NOW) == seconds


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (b'"plain"', True),
        (b"\xff\xfe bytes \x80", True),
        (b'"tab\there"', False),
        (b'"nul\0"', False),
        (b"x" * 8192, True),
        (b"x" * 8193, False),
    ],
)
def test_a_validator_is_opaque_but_must_fit_in_a_request(value: bytes, kept: bool) -> None:
    found = validators_of(httpx.Headers([(b"ETag", value)]))
    assert found.etag == (value if kept else b"")
    assert conditions(found) == ([(b"If-None-Match", value)] if kept else [])


def test_an_etag_sent_twice_is_none() -> None:
    assert validators_of(httpx.Headers([(b"ETag", b'"a"'), (b"ETag", b'"b"')])).etag == b""


def unpacked(encoding: str, data: bytes, bound: int = 100_000, step: int = 7) -> bytes:
    unpacker = unpacker_of(encoding, bound)
    for start in range(0, len(data), step):
        unpacker.feed(data[start : start + step])
    return unpacker.finish()


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("X-GZIP, identity", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:900], mtime=0) + gzip.compress(TEXT[900:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"junk after it"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare_deflate(TEXT)),
    ],
)
def test_what_is_unpacked(encoding: str, data: bytes) -> None:
    assert unpacked(encoding, data) == TEXT
    assert unpacked(encoding, data, step=1 << 20) == TEXT


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)[:-3]),
        ("gzip", gzip.compress(TEXT, mtime=0)[:1]),
        ("gzip", b"no gzip at all"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-8] + bytes(8)),
        ("deflate", zlib.compress(TEXT)[:-5]),
        ("br", b"x"),
        ("gzip, gzip", gzip.compress(TEXT, mtime=0)),
    ],
)
def test_what_does_not_unpack(encoding: str, data: bytes) -> None:
    with pytest.raises(BrokenPackingError):
        unpacked(encoding, data)


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_no_more_is_unpacked_than_the_bound(encoding: str) -> None:
    zeros = bytes(50_000_000)
    data = {
        "": zeros[:2_000_001],
        "gzip": gzip.compress(zeros, mtime=0),
        "deflate": zlib.compress(zeros),
    }
    with pytest.raises(TooLargeError):
        unpacked(encoding, data[encoding], bound=2_000_000, step=1 << 20)


def test_an_empty_answer_is_whole() -> None:
    assert unpacked("gzip", b"") == b""


def test_a_gzip_file_is_told_by_its_first_bytes() -> None:
    assert unpacked_file(gzip.compress(TEXT, mtime=0), 100_000) == TEXT
    assert unpacked_file(TEXT, 10) == TEXT


async def test_turns_are_few_for_a_host_and_few_in_all() -> None:
    turns = Turns(per_host=2, in_all=3)
    running: dict[str, int] = {"a": 0, "b": 0}
    peaks: dict[str, int] = {"a": 0, "b": 0, "all": 0}

    async def ask(host: str) -> None:
        async with turns.turn(host):
            running[host] += 1
            peaks[host] = max(peaks[host], running[host])
            peaks["all"] = max(peaks["all"], sum(running.values()))
            await asyncio.sleep(0)
            running[host] -= 1

    await asyncio.gather(*(ask(host) for host in "ababababab"))
    assert peaks == {"a": 2, "b": 2, "all": 3}


async def test_who_waits_for_a_slow_host_holds_no_turn_of_others() -> None:
    turns = Turns(per_host=1, in_all=2)
    release = asyncio.Event()

    async def hold() -> None:
        async with turns.turn("slow"):
            await release.wait()

    waiting = [asyncio.create_task(hold()) for _ in range(5)]
    await asyncio.sleep(0)
    async with asyncio.timeout(5), turns.turn("quick"):
        release.set()
    await asyncio.gather(*waiting)
