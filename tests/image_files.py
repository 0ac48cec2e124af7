"""Image files for tests: a single colour in any format, and malicious ones."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

RED = (200, 30, 40)


def image_file(
    file_format: str = "PNG",
    size: tuple[int, int] = (60, 40),
    *,
    mode: str = "RGB",
    **options: object,
) -> bytes:
    """Return a red image; in mode RGBA its right half is transparent."""
    image = Image.new(mode, size, RED if mode == "RGB" else (*RED, 255))
    if mode == "RGBA":
        image.paste((0, 0, 0, 0), (size[0] // 2, 0, size[0], size[1]))
    buffer = io.BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def pixel_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a small PNG that claims to have a huge number of pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 9000)), (b"IEND", b"")
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><circle r='9'/></svg>"
