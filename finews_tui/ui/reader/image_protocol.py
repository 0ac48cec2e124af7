"""By which way this terminal shows pictures: found out once, when the first is wanted."""

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
class Way:
    """A maker of widgets for pictures, the pixels of a cell, and whether each of them is shown;
    else a cell shows two colours, one above the other."""

    make: Callable[[io.BytesIO], Widget]
    cell: tuple[int, int]
    is_fine: bool

    def cells(self, width: int, height: int, room: Size) -> Size:
        """The cells that a picture of so many pixels takes in `room`, never larger than itself."""
        across, down = self.cell
        largest = 1 / across if self.is_fine else 1
        scale = min(largest, room.width / width, room.height * down / (across * height))
        wide, high = width * scale, height * scale * across / down
        return Size(max(1, round(wide)), max(1, round(high)))


def find_way(app: App[None]) -> Way:
    """Ask the terminal what it can show: kitty's pictures, sixels, or the halves of cells.

    The library that shows them asks when it is imported, on the terminal itself. So the application
    lets go of it for that moment; where it has none (in tests, on the web), nothing is asked.
    """
    try:
        with app.suspend():
            return _way()
    except SuspendNotSupported:
        with _no_terminal():
            return _way()


def _way() -> Way:
    from textual_image._terminal import get_cell_size
    from textual_image.renderable import HalfcellImage as Halves
    from textual_image.renderable import Image as Best
    from textual_image.renderable import UnicodeImage as Shades
    from textual_image.widget import HalfcellImage, Image

    is_fine = Best not in (Halves, Shades)
    size = get_cell_size()
    return Way(Image if is_fine else HalfcellImage, (size.width, size.height), is_fine)


@contextmanager
def _no_terminal() -> Iterator[None]:
    """Nothing that is imported meanwhile finds a terminal to ask."""
    real = sys.__stdout__
    sys.__stdout__ = io.TextIOWrapper(io.BytesIO())  # type: ignore[misc]
    try:
        yield
    finally:
        sys.__stdout__ = real  # type: ignore[misc]
