"""Image decoding: formats, scaling, and decompression bombs."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from finews_tui.content.images import MAX_SIDE, RejectedImage, RejectionReason, decode_image
from finews_tui.model.image import DecodedImage
from tests.image_files import RED, SVG, image_file, pixel_bomb


def decode_to_pillow(data: bytes) -> Image.Image:
    image = decode_image(data)
    assert isinstance(image, DecodedImage), image
    result = Image.open(io.BytesIO(image.data))
    assert result.format in ("PNG", "JPEG")
    assert result.mode == "RGB"
    return result


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP"])
def test_decode_image_reads_browser_formats(form: str) -> None:
    data = image_file(form)
    image = decode_image(data)
    assert isinstance(image, DecodedImage)
    assert (image.width, image.height) == (60, 40)
    colour = decode_to_pillow(data).getpixel((20, 20))
    assert isinstance(colour, tuple)
    assert all(abs(actual - expected) < 12 for actual, expected in zip(colour, RED, strict=True))


def test_decode_image_takes_first_frame_of_animation() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, (0, 0, 255))]
    output = io.BytesIO()
    frames[0].save(output, "GIF", save_all=True, append_images=frames[1:])
    colour = decode_to_pillow(output.getvalue()).getpixel((5, 5))
    assert isinstance(colour, tuple)
    assert colour[0] > 150 > colour[2]


def test_decode_image_replaces_transparency_with_white() -> None:
    result = decode_to_pillow(image_file("PNG", mode="RGBA"))
    assert result.getpixel((10, 10)) == RED
    assert result.getpixel((50, 10)) == (255, 255, 255)


def test_decode_image_scales_large_image_down_and_returns_original_size() -> None:
    image = decode_image(image_file("JPEG", (5000, 2500)))
    assert isinstance(image, DecodedImage)
    assert (image.width, image.height) == (5000, 2500)
    assert Image.open(io.BytesIO(image.data)).size == (MAX_SIDE, MAX_SIDE // 2)


def test_decode_image_applies_exif_rotation() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: rotated by 90°
    data = image_file("JPEG", (60, 40), exif=exif)
    image = decode_image(data)
    assert isinstance(image, DecodedImage)
    assert (image.width, image.height) == (40, 60)
    assert decode_to_pillow(data).size == (40, 60)


@pytest.mark.parametrize(
    ("data", "rejected"),
    [
        (b"", RejectedImage(RejectionReason.UNKNOWN_FORMAT)),
        (b"<html>not here</html>", RejectedImage(RejectionReason.UNKNOWN_FORMAT)),
        (b"%PDF-1.7", RejectedImage(RejectionReason.UNKNOWN_FORMAT)),
        (SVG, RejectedImage(RejectionReason.SVG)),
        (pixel_bomb(), RejectedImage(RejectionReason.TOO_LARGE, 30_000, 30_000)),
        (pixel_bomb(2_000_000_000, 1), RejectedImage(RejectionReason.TOO_LARGE, 2_000_000_000, 1)),
        (image_file()[:60], RejectedImage(RejectionReason.BROKEN)),
        (image_file("JPEG")[:200], RejectedImage(RejectionReason.BROKEN)),
        (pixel_bomb(100, 9000), RejectedImage(RejectionReason.BROKEN)),
    ],
)
def test_decode_image_rejects_with_reason(data: bytes, rejected: RejectedImage) -> None:
    assert decode_image(data) == rejected


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_decode_image_never_raises_on_truncated_file(form: str) -> None:
    data = image_file(form, (30, 20))
    for end in range(0, len(data), max(1, len(data) // 40)):
        assert decode_image(data[:end]) is not None


def test_decode_image_keeps_photos_as_jpeg_and_drawings_as_png() -> None:
    assert (
        decode_to_pillow(image_file("JPEG")).format
        == decode_to_pillow(image_file("WEBP")).format
        == "JPEG"
    )
    assert (
        decode_to_pillow(image_file("PNG")).format
        == decode_to_pillow(image_file("GIF")).format
        == "PNG"
    )
