"""Streaming decompression of responses, up to a size limit."""

from __future__ import annotations

import re
import zlib
from typing import Any, Protocol

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW_BITS = 16 + zlib.MAX_WBITS
_STEP_BYTES = 1 << 18
# Charsets, media types and transfer encodings, which are not content encodings.
_NO_CODING = re.compile(
    r"identity|none|no|null|nil|off|false|plain|text|binary|raw|unicode|(?:7|8)bit|aws-chunked|chunked"
    r"|quoted-printable|utf-?(?:8|16(?:le|be)?)|(?:us-)?ascii|iso-?8859-?\d+|latin-?1"
    r"|windows-\d+|cp\d+|gbk|gb2312|gb18030|big5|euc-\w+|shift[_-]jis|charset=.*|[a-z]+/[a-z0-9.+-]+"
)
_SEPARATOR = re.compile("[,;]")
_MARKUP_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+[<{\[][\t\n\r\x20-\x7e\x80-\xff]{0,200}+(?![\x00-\x08\x0e-\x1f])"
    rb"|\xff\xfe<\0|\xfe\xff\0<"
)


class TooLargeError(Exception):
    """The decompressed data exceeds the limit."""


class DecompressionError(Exception):
    """The data is invalid or truncated."""


class Decompressor(Protocol):
    """Streaming decompressor."""

    def feed(self, chunk: bytes) -> None:
        """Decompress a chunk.

        Raises:
            TooLargeError: the decompressed data exceeds the limit.
            DecompressionError: the data is invalid.
        """

    def finish(self) -> bytes:
        """Return all decompressed data.

        Raises:
            DecompressionError: the data is truncated.
        """


class IdentityDecompressor:
    """Response body without compression."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._data = bytearray()

    def feed(self, chunk: bytes) -> None:
        self._data += chunk
        if len(self._data) > self._max_bytes:
            raise TooLargeError

    def finish(self) -> bytes:
        return bytes(self._data)


class MarkupCheck(IdentityDecompressor):
    """Response body with an unknown encoding, accepted if it is plainly a feed or page."""

    def finish(self) -> bytes:
        data = super().finish()
        if _MARKUP_START.match(data) is None:
            raise DecompressionError
        return data


class ZlibDecompressor:
    """Stream of gzip (RFC 1952, several members), zlib (RFC 1950) or raw deflate."""

    def __init__(self, max_bytes: int, *, gzip: bool) -> None:
        self._max_bytes = max_bytes
        self._is_gzip = gzip
        self._data = bytearray()
        self._first_bytes = b""
        self._stream: Any = None
        self._has_ended = False

    def feed(self, chunk: bytes) -> None:
        if self._has_ended:
            return
        if self._stream is None:
            # The first two bytes distinguish the formats.
            self._first_bytes += chunk
            if len(self._first_bytes) < 2:
                return
            self._stream = zlib.decompressobj(self._window_bits())
            chunk, self._first_bytes = self._first_bytes, b""
        try:
            self._decompress(chunk)
        except zlib.error as error:
            raise DecompressionError from error

    def finish(self) -> bytes:
        if self._stream is None and not self._first_bytes:
            return b""
        if self._stream is None or not self._stream.eof:
            raise DecompressionError
        return bytes(self._data)

    def _decompress(self, chunk: bytes) -> None:
        while chunk:
            self._data += self._stream.decompress(chunk, _STEP_BYTES)
            if len(self._data) > self._max_bytes:
                raise TooLargeError
            chunk = self._stream.unconsumed_tail
            if self._stream.eof:
                chunk = self._stream.unused_data
                if not (self._is_gzip and chunk.startswith(_GZIP_MAGIC)):
                    # Padding or junk after the last member; all clients ignore it.
                    self._has_ended = bool(chunk) or not self._is_gzip
                    return
                self._stream = zlib.decompressobj(_GZIP_WINDOW_BITS)

    def _window_bits(self) -> int:
        if self._is_gzip:
            return _GZIP_WINDOW_BITS
        # "deflate" means zlib in RFC 9110, but some servers send raw deflate.
        first, second = self._first_bytes[0], self._first_bytes[1]
        is_zlib = first & 0x0F == 8 and (first * 256 + second) % 31 == 0
        return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


def decompressor_for(content_encoding: str, max_bytes: int) -> Decompressor:
    """Return a decompressor for the value of a Content-Encoding header.

    Like browsers, it ignores values that are not encodings, such as `UTF-8`. An unknown encoding is
    accepted if the data turns out to be markup.

    Raises:
        DecompressionError: there are several encodings.
    """
    names = [name for part in _SEPARATOR.split(content_encoding) if (name := part.strip(" \t\"'"))]
    names = [name for name in map(str.lower, names) if not _NO_CODING.fullmatch(name)]
    match names:
        case []:
            return IdentityDecompressor(max_bytes)
        case ["gzip" | "x-gzip"]:
            return ZlibDecompressor(max_bytes, gzip=True)
        case ["deflate"]:
            return ZlibDecompressor(max_bytes, gzip=False)
        case [_]:
            return MarkupCheck(max_bytes)
    raise DecompressionError


def decompress_gzip_file(data: bytes, max_bytes: int) -> bytes:
    """Return `data`, decompressed if it is a gzip file.

    Raises:
        TooLargeError, DecompressionError: see `Decompressor`.
    """
    if not data.startswith(_GZIP_MAGIC):
        return data
    decompressor = ZlibDecompressor(max_bytes, gzip=True)
    decompressor.feed(data)
    return decompressor.finish()
