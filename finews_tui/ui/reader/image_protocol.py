"""Detect the image protocol of the terminal, when the first image is shown."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from textual.app import App, SuspendNotSupported
from textual.geometry import Size
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class ImageProtocol:
    """Image widgets for the terminal. `cell` is the cell size in pixels.

    `is_fine` is true if the terminal draws pixels; else each half of a cell is one pixel.
    """

    make: Callable[[io.BytesIO], Widget]
    cell: tuple[int, int]
    is_fine: bool

    def cells(self, width: int, height: int, room: Size) -> Size:
        """Return the size of an image in cells, scaled down to fit `room`."""
        across, down = self.cell
        largest = 1 / across if self.is_fine else 1
        scale = min(largest, room.width / width, room.height * down / (across * height))
        wide, high = width * scale, height * scale * across / down
        return Size(max(1, round(wide)), max(1, round(high)))


def detect_protocol(app: App[None]) -> ImageProtocol:
    """Detect if the terminal supports kitty images, sixels or only half blocks.

    `textual_image` queries the terminal on import, so the app is suspended meanwhile. Without a
    terminal (in tests, on the web), no query is sent.
    """
    try:
        with app.suspend():
            return _detect()
    except SuspendNotSupported:
        with _without_terminal():
            return _detect()


def _detect() -> ImageProtocol:
    from textual_image._terminal import get_cell_size
    from textual_image.renderable import HalfcellImage as Halves
    from textual_image.renderable import Image as Best
    from textual_image.renderable import UnicodeImage as Shades
    from textual_image.widget import HalfcellImage, Image

    is_fine = Best not in (Halves, Shades)
    size = get_cell_size()
    return ImageProtocol(Image if is_fine else HalfcellImage, (size.width, size.height), is_fine)


@contextmanager
def _without_terminal() -> Iterator[None]:
    """Hide standard output from modules imported in this context."""
    stdout = sys.__stdout__
    sys.__stdout__ = io.TextIOWrapper(io.BytesIO())  # type: ignore[misc]
    try:
        yield
    finally:
        sys.__stdout__ = stdout  # type: ignore[misc]
