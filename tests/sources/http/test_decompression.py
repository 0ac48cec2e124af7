"""Decompression of responses within a size limit."""

from __future__ import annotations

import gzip
import zlib

import pytest

from finews_tui.sources.http.decompression import (
    DecompressionError,
    TooLargeError,
    decompress_gzip_file,
    decompressor_for,
)

TEXT = b"latest headlines, " * 500


def decompress(encoding: str, data: bytes, max_bytes: int = 100_000, step: int = 7) -> bytes:
    decompressor = decompressor_for(encoding, max_bytes)
    for start in range(0, len(data), step):
        decompressor.feed(data[start : start + step])
    return decompressor.finish()


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


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
        ("deflate", raw_deflate(TEXT)),
    ],
)
def test_decompressor_reads_encoding(encoding: str, data: bytes) -> None:
    assert decompress(encoding, data) == TEXT
    assert decompress(encoding, data, step=1 << 20) == TEXT


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)[:-3]),
        ("gzip", gzip.compress(TEXT, mtime=0)[:1]),
        ("gzip", b"not gzip data"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-8] + bytes(8)),
        ("deflate", zlib.compress(TEXT)[:-5]),
        ("br", b"x"),
        ("gzip, gzip", gzip.compress(TEXT, mtime=0)),
    ],
)
def test_decompressor_rejects_invalid_data(encoding: str, data: bytes) -> None:
    with pytest.raises(DecompressionError):
        decompress(encoding, data)


FEED = b"<?xml version='1.0'?><rss><channel><title>Harbour</title></channel></rss>"


@pytest.mark.parametrize(
    "encoding",
    [
        "UTF-8", "utf8", "none", "None", "aws-chunked", "binary", "identity", "8bit", "ISO-8859-1",
        "GBK", "gb2312", "windows-1251", "us-ascii", "text/xml", "text/xml; charset=utf-8",
        "chunked",
        "plain", "null", '"utf-8"', "utf-8, identity", "x-unknown", "br", "aws-chunked,none",
    ],
)  # fmt: skip
def test_meaningless_encoding_is_identity(encoding: str) -> None:
    assert decompress(encoding, FEED) == FEED


def test_meaningless_encoding_next_to_gzip_is_ignored() -> None:
    assert decompress("utf-8, gzip", gzip.compress(FEED, mtime=0)) == FEED
    assert decompress("aws-chunked,gzip", gzip.compress(FEED, mtime=0)) == FEED


@pytest.mark.parametrize(
    "data",
    [b"\x1b\x80\x03<rss>", b"\x28\xb5\x2f\xfd\x04", b"< \x00\x01\x02", b"plain words", b""],
)
def test_unknown_encoding_of_other_data_is_an_error(data: bytes) -> None:
    with pytest.raises(DecompressionError):
        decompress("x-unknown", data)


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_decompressor_stops_at_limit(encoding: str) -> None:
    zeros = bytes(50_000_000)
    data = {
        "": zeros[:2_000_001],
        "gzip": gzip.compress(zeros, mtime=0),
        "deflate": zlib.compress(zeros),
    }
    with pytest.raises(TooLargeError):
        decompress(encoding, data[encoding], max_bytes=2_000_000, step=1 << 20)


def test_empty_body_is_complete() -> None:
    assert decompress("gzip", b"") == b""


def test_gzip_file_is_detected_by_magic_number() -> None:
    assert decompress_gzip_file(gzip.compress(TEXT, mtime=0), 100_000) == TEXT
    assert decompress_gzip_file(TEXT, 10) == TEXT
