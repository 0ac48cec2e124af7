"""Compressed answers unpacked as they come, never further than a bound."""

from __future__ import annotations

import zlib
from typing import Protocol

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_STEP = 1 << 18


class TooLargeError(Exception):
    """More bytes than the bound allows."""


class BrokenPackingError(Exception):
    """Bytes that do not unpack, or end too early."""


class Unpacker(Protocol):
    """Takes packed pieces, and gives the whole at the end."""

    def feed(self, piece: bytes) -> None:
        """Take one piece.

        Raises:
            TooLargeError: what is unpacked is over the bound.
            BrokenPackingError: it does not unpack.
        """

    def finish(self) -> bytes:
        """All that was unpacked.

        Raises:
            BrokenPackingError: the packed stream is cut.
        """


class Plain:
    """An answer that is not packed."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._data = bytearray()

    def feed(self, piece: bytes) -> None:
        self._data += piece
        if len(self._data) > self._bound:
            raise TooLargeError

    def finish(self) -> bytes:
        return bytes(self._data)


class Inflated:
    """A gzip (RFC 1952, any number of members), zlib (RFC 1950) or bare deflate stream."""

    def __init__(self, bound: int, *, gzip: bool) -> None:
        self._bound = bound
        self._is_gzip = gzip
        self._data = bytearray()
        self._head = b""
        self._stream: zlib._Decompress | None = None
        self._is_over = False

    def feed(self, piece: bytes) -> None:
        if self._is_over:
            return
        if self._stream is None:
            self._head += piece
            if len(self._head) < 2:
                return
            self._stream = zlib.decompressobj(self._window())
            piece, self._head = self._head, b""
        try:
            self._inflate(piece)
        except zlib.error as error:
            raise BrokenPackingError from error

    def finish(self) -> bytes:
        if self._stream is None and not self._head:
            return b""
        if self._stream is None or not self._stream.eof:
            raise BrokenPackingError
        return bytes(self._data)

    def _inflate(self, piece: bytes) -> None:
        assert self._stream is not None
        while piece:
            self._data += self._stream.decompress(piece, _STEP)
            if len(self._data) > self._bound:
                raise TooLargeError
            piece = self._stream.unconsumed_tail
            if self._stream.eof:
                piece = self._stream.unused_data
                if not (self._is_gzip and piece.startswith(_GZIP_MAGIC)):
                    # What follows the last member is padding or junk: every reader skips it.
                    self._is_over = bool(piece) or not self._is_gzip
                    return
                self._stream = zlib.decompressobj(_GZIP_WINDOW)

    def _window(self) -> int:
        if self._is_gzip:
            return _GZIP_WINDOW
        # «deflate» means zlib by RFC 9110, and bare deflate by what some servers send.
        first, second = self._head[0], self._head[1]
        is_zlib = first & 0x0F == 8 and (first * 256 + second) % 31 == 0
        return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


def unpacker_of(encoding: str, bound: int) -> Unpacker:
    """The unpacker for a Content-Encoding header's value.

    Raises:
        BrokenPackingError: a packing that was not asked for, or one within another.
    """
    names = [name for part in encoding.split(",") if (name := part.strip().lower())]
    names = [name for name in names if name != "identity"]
    match names:
        case []:
            return Plain(bound)
        case ["gzip" | "x-gzip"]:
            return Inflated(bound, gzip=True)
        case ["deflate"]:
            return Inflated(bound, gzip=False)
    raise BrokenPackingError


def unpacked_file(data: bytes, bound: int) -> bytes:
    """`data`, or what it unpacks to where it is a gzip file by its first bytes.

    Raises:
        TooLargeError, BrokenPackingError: as of `Unpacker`.
    """
    if not data.startswith(_GZIP_MAGIC):
        return data
    unpacker = Inflated(bound, gzip=True)
    unpacker.feed(data)
    return unpacker.finish()
