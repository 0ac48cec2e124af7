"""Pictures of an article over the whole screen, one at a time; any key closes them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from finews_tui.i18n.catalog import tr
from finews_tui.ui.dialogs.base import DIALOG_SHEETS
from finews_tui.ui.reader.image_protocol import Way

if TYPE_CHECKING:
    from finews_tui.model.image import DecodedImage

_FORWARD = frozenset(("space", "right", "down", "n", "j", "l", "i"))
_BACK = frozenset(("left", "up", "N", "k", "h", "shift+space", "minus"))
_LINES_BELOW = 2


class PictureView(ModalScreen[None]):
    """Shows pictures; the first is added before it opens, more may come while it is open."""

    CSS_PATH = DIALOG_SHEETS
    BINDINGS: ClassVar = []

    def __init__(self, way: Way) -> None:
        super().__init__(classes="picture-view")
        self._way = way
        self._pictures: list[tuple[DecodedImage, str]] = []
        self._index = 0
        self._frame = Container(classes="picture--frame")
        self._caption = Static(classes="picture--caption", markup=False)

    def compose(self) -> ComposeResult:
        yield self._frame
        yield self._caption

    def on_mount(self) -> None:
        self._show()

    def add(self, picture: DecodedImage, name: str) -> None:
        """One more can be gone to."""
        self._pictures.append((picture, name))
        if self.is_mounted:
            self._tell()

    def on_resize(self) -> None:
        self._show()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        step = (event.key in _FORWARD) - (event.key in _BACK)
        if step and 0 <= self._index + step < len(self._pictures):
            self._index += step
            self._show()
        else:
            self.dismiss(None)

    def on_click(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        picture, _ = self._pictures[self._index]
        room = Size(max(1, self.size.width - 2), max(1, self.size.height - _LINES_BELOW - 1))
        cells = self._way.cells(picture.width, picture.height, room)
        widget = self._way.make(io.BytesIO(picture.data))
        widget.styles.width, widget.styles.height = cells.width, cells.height
        with self.app.batch_update():
            self._frame.remove_children()
            self._frame.mount(widget)
        self._tell()

    def _tell(self) -> None:
        (picture, name), count = self._pictures[self._index], len(self._pictures)
        facts = f"{picture.width}×{picture.height} · {_size(picture.file_size)}"
        place = f"{self._index + 1}/{count} · " if count > 1 else ""
        keys = tr("Any key closes") if count == 1 else tr("Space: the next; others close")
        below = f"{place}{facts} · {keys}"
        self._caption.update(Content(f"{name}\n{below}" if name else below))


def _size(count: int) -> str:
    return f"{count / (1 << 20):.1f} MB" if count >= 1 << 20 else f"{max(1, count >> 10)} KB"
