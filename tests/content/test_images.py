"""Pictures decoded: what browsers show, in one plain form, and nothing that swells."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from finews_tui.content.images import LONGEST_SIDE, Decoded, Refused, decoded
from tests.pictures_made import RED, SVG, bomb, picture


def shown(data: bytes) -> Image.Image:
    found = decoded(data)
    assert isinstance(found, Decoded), found
    made = Image.open(io.BytesIO(found.data))
    assert made.format in ("PNG", "JPEG")
    assert made.mode == "RGB"
    return made


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP"])
def test_what_browsers_show_is_shown(form: str) -> None:
    data = picture(form)
    found = decoded(data)
    assert isinstance(found, Decoded)
    assert (found.width, found.height) == (60, 40)
    colour = shown(data).getpixel((20, 20))
    assert isinstance(colour, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(colour, RED, strict=True))


def test_a_moving_picture_shows_its_first_frame() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, (0, 0, 255))]
    kept = io.BytesIO()
    frames[0].save(kept, "GIF", save_all=True, append_images=frames[1:])
    colour = shown(kept.getvalue()).getpixel((5, 5))
    assert isinstance(colour, tuple)
    assert colour[0] > 150 > colour[2]


def test_what_is_clear_lies_on_white() -> None:
    made = shown(picture("PNG", mode="RGBA"))
    assert made.getpixel((10, 10)) == RED
    assert made.getpixel((50, 10)) == (255, 255, 255)


def test_a_large_one_is_made_smaller_but_its_size_is_told() -> None:
    found = decoded(picture("JPEG", (5000, 2500)))
    assert isinstance(found, Decoded)
    assert (found.width, found.height) == (5000, 2500)
    assert Image.open(io.BytesIO(found.data)).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_a_photo_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    data = picture("JPEG", (60, 40), exif=turned)
    found = decoded(data)
    assert isinstance(found, Decoded)
    assert (found.width, found.height) == (40, 60)
    assert shown(data).size == (40, 60)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"", Refused("unknown")),
        (b"<html>not here</html>", Refused("unknown")),
        (b"%PDF-1.7", Refused("unknown")),
        (SVG, Refused("svg")),
        (bomb(), Refused("huge", 30_000, 30_000)),
        (bomb(2_000_000_000, 1), Refused("huge", 2_000_000_000, 1)),
        (picture()[:60], Refused("broken")),
        (picture("JPEG")[:200], Refused("broken")),
        (bomb(100, 9000), Refused("broken")),
    ],
)
def test_what_is_none_says_why(data: bytes, refused: Refused) -> None:
    assert decoded(data) == refused


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_no_cut_raises(form: str) -> None:
    data = picture(form, (30, 20))
    for end in range(0, len(data), max(1, len(data) // 40)):
        assert decoded(data[:end]) is not None


def test_a_photograph_stays_one_and_a_drawing_too() -> None:
    assert shown(picture("JPEG")).format == shown(picture("WEBP")).format == "JPEG"
    assert shown(picture("PNG")).format == shown(picture("GIF")).format == "PNG"
