"""Decoded image, as it is cached and displayed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecodedImage:
    """JPEG or PNG data, with the pixel size and the file size (bytes) of the original."""

    data: bytes
    width: int
    height: int
    file_size: int
