"""Decode untrusted images within limits and convert them to JPEG or PNG."""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING

from finews_tui.model.image import DecodedImage

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 50_000_000
"""Larger images are decompression bombs, or useless in a terminal."""
MAX_SIDE = 1600
"""Longer side after decoding, in pixels: enough for a large terminal."""

# The formats that browsers support, except SVG, which can contain scripts.
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
_PHOTO_FORMATS = frozenset(("JPEG", "WEBP", "AVIF"))
_SVG_SEARCH_BYTES = 1024
_WHITE = (255, 255, 255)


class RejectionReason(StrEnum):
    """Reason for rejecting an image."""

    SVG = "svg"
    UNKNOWN_FORMAT = "unknown"
    TOO_LARGE = "huge"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class RejectedImage:
    """Image that cannot be displayed; has a size if it is too large."""

    reason: RejectionReason
    width: int = 0
    height: int = 0


def can_decode_images() -> bool:
    """Return whether the optional image packages are installed."""
    return find_spec("PIL") is not None and find_spec("textual_image") is not None


def decode_image(data: bytes) -> DecodedImage | RejectedImage:
    """Decode `data` and scale it down to `MAX_SIDE`; animations to their first frame.

    Call this in a worker process with limited memory: the decoders are old C libraries.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if b"<svg" in data[:_SVG_SEARCH_BYTES].lower():
        return RejectedImage(RejectionReason.SVG)
    # Pillow's own limit starts with a warning only. The size is checked below, before decoding.
    Image.MAX_IMAGE_PIXELS = None
    try:
        image: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        return RejectedImage(RejectionReason.UNKNOWN_FORMAT)
    except (OSError, ValueError, SyntaxError, OverflowError):
        return RejectedImage(RejectionReason.BROKEN)
    width, height = image.size
    # Photos stay JPEG: as PNG they would be ten times as large.
    is_photo = image.format in _PHOTO_FORMATS
    if width * height > MAX_PIXELS:
        return RejectedImage(RejectionReason.TOO_LARGE, width, height)
    try:
        # JPEG can be decoded at down to 1/8 of its size, in proportionally less time.
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))
        image = ImageOps.exif_transpose(image)
        image.thumbnail((MAX_SIDE, MAX_SIDE))
        image = _flatten(image)
    except (OSError, ValueError, SyntaxError, OverflowError):
        return RejectedImage(RejectionReason.BROKEN)
    output = io.BytesIO()
    if is_photo:
        image.save(output, "JPEG", quality=90)
    else:
        image.save(output, "PNG", compress_level=1)
    # EXIF may have rotated the image by 90°.
    if image.width < image.height and width > height:
        width, height = height, width
    return DecodedImage(output.getvalue(), width, height, len(data))


def _flatten(image: Image.Image) -> Image.Image:
    """Replace transparency with white, which most web images are made for."""
    from PIL import Image

    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    background = Image.new("RGBA", layer.size, _WHITE)
    background.alpha_composite(layer)
    return background.convert("RGB")
