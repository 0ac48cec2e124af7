"""Decoded image for cache and display."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecodedImage:
    """JPEG or PNG data, with pixel size and file size (bytes) of the original."""

    data: bytes
    width: int
    height: int
    file_size: int
