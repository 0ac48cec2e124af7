"""Pictures from outside: decoded within bounds, and made into one plain form."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 50_000_000
"""More are a bomb, or no picture for a terminal."""
LONGEST_SIDE = 1600
"""Pixels of the longer side of what is kept: as much as a large terminal shows."""

# What browsers show, less SVG, which is a program more than a picture.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
_PHOTOS = frozenset(("JPEG", "WEBP", "AVIF"))
_SVG_WITHIN = 1024
_PAPER = (255, 255, 255)


class Decoded(NamedTuple):
    """A picture as JPEG or PNG, not over `LONGEST_SIDE`, and the size that it had."""

    data: bytes
    width: int
    height: int


class Refused(NamedTuple):
    """Why something is not shown: `svg`, `unknown`, `huge` (with its size) or `broken`."""

    why: str
    width: int = 0
    height: int = 0


def is_available() -> bool:
    """Whether what decodes and shows pictures is installed; it is an extra of finews."""
    return find_spec("PIL") is not None and find_spec("textual_image") is not None


def decoded(data: bytes) -> Decoded | Refused:
    """The picture in `data`; of a moving one its first frame.

    Belongs into a process of its own, with bounded memory: decoders are old and in C.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if b"<svg" in data[:_SVG_WITHIN].lower():
        return Refused("svg")
    # The bound is checked here, before a pixel is read; Pillow's own warns at first.
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        return Refused("unknown")
    except (OSError, ValueError, SyntaxError, OverflowError):
        return Refused("broken")
    width, height = picture.size
    # What was a photograph stays one: as PNG it would take ten times as much.
    is_photo = picture.format in _PHOTOS
    if width * height > MOST_PIXELS:
        return Refused("huge", width, height)
    try:
        # A JPEG can be read at an eighth of its size, and takes as much less time.
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        picture = _on_paper(picture)
    except (OSError, ValueError, SyntaxError, OverflowError):
        return Refused("broken")
    kept = io.BytesIO()
    if is_photo:
        picture.save(kept, "JPEG", quality=90)
    else:
        picture.save(kept, "PNG", compress_level=1)
    if picture.width < picture.height and width > height:
        width, height = height, width
    return Decoded(kept.getvalue(), width, height)


def _on_paper(picture: Image.Image) -> Image.Image:
    """Without transparency: pictures of the web are drawn for a white page."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, _PAPER)
    paper.alpha_composite(layer)
    return paper.convert("RGB")
