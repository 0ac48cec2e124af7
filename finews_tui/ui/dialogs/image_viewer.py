"""Full-screen viewer for the images of an article."""

from __future__ import annotations

import io
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from finews_tui.i18n.catalog import tr
from finews_tui.model.image import DecodedImage
from finews_tui.ui.dialogs.base import Dialog
from finews_tui.ui.reader.image_protocol import ImageProtocol

_NEXT_KEYS = frozenset(("space", "right", "down", "n", "j", "l", "i"))
_PREVIOUS_KEYS = frozenset(("left", "up", "N", "k", "h", "shift+space", "minus"))
_CAPTION_LINES = 2


class ImageViewer(Dialog[None]):
    """Full-screen image viewer. Add the first image before it opens; others may follow."""

    BINDINGS: ClassVar = []

    def __init__(self, protocol: ImageProtocol) -> None:
        super().__init__(classes="image-viewer")
        self._protocol = protocol
        self._images: list[tuple[DecodedImage, str]] = []
        self._index = 0
        self._frame = Container(classes="image-viewer--frame")
        self._caption = Static(classes="image-viewer--caption", markup=False)

    def compose(self) -> ComposeResult:
        yield self._frame
        yield self._caption

    def on_mount(self) -> None:
        self._show()

    def add(self, image: DecodedImage, name: str) -> None:
        """Add an image."""
        self._images.append((image, name))
        if self.is_mounted:
            self._show_caption()

    def on_resize(self) -> None:
        self._show()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        step = (event.key in _NEXT_KEYS) - (event.key in _PREVIOUS_KEYS)
        if step and 0 <= self._index + step < len(self._images):
            self._index += step
            self._show()
        else:
            self.dismiss(None)

    def on_click(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        image, _ = self._images[self._index]
        available = Size(max(1, self.size.width - 2), max(1, self.size.height - _CAPTION_LINES - 1))
        cells = self._protocol.cells(image.width, image.height, available)
        widget = self._protocol.make(io.BytesIO(image.data))
        widget.styles.width, widget.styles.height = cells.width, cells.height
        with self.app.batch_update():
            self._frame.remove_children()
            self._frame.mount(widget)
        self._show_caption()

    def _show_caption(self) -> None:
        (image, name), count = self._images[self._index], len(self._images)
        details = f"{image.width}×{image.height} · {_size(image.file_size)}"
        position = f"{self._index + 1}/{count} · " if count > 1 else ""
        keys = tr("Press any key to close") if count == 1 else tr("Space: next   Other keys: close")
        footer = f"{position}{details} · {keys}"
        self._caption.update(Content(f"{name}\n{footer}" if name else footer))


def _size(count: int) -> str:
    return f"{count / (1 << 20):.1f} MB" if count >= 1 << 20 else f"{max(1, count >> 10)} KB"
