"""Made pictures: a field of one colour, in any format, and what only looks like one."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

RED = (200, 30, 40)


def picture(
    form: str = "PNG", size: tuple[int, int] = (60, 40), *, mode: str = "RGB", **more: object
) -> bytes:
    """A red picture as a file of `form`; with alpha its right half is clear."""
    made = Image.new(mode, size, RED if mode == "RGB" else (*RED, 255))
    if mode == "RGBA":
        made.paste((0, 0, 0, 0), (size[0] // 2, 0, size[0], size[1]))
    kept = io.BytesIO()
    made.save(kept, form, **more)
    return kept.getvalue()


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it has very many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 9000)), (b"IEND", b"")
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><circle r='9'/></svg>"
