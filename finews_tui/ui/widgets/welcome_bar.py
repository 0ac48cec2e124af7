"""Line that welcomes a user without sources: a question and two answers."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.i18n.catalog import tr
from finews_tui.layout.cells import cell_len
from finews_tui.ui.widgets.bar import Bar, Part


class WelcomeBar(Bar):
    """Welcome bar. It is not modal: the guide is open below, and all keys work."""

    def __init__(self, add_key: str, read_key: str) -> None:
        super().__init__(id="welcome")
        self._keys = (add_key, read_key)

    def left(self) -> Sequence[Part]:
        add, read = self._keys
        adding, reading = tr("add a site, folder or list"), tr("read the guide")
        question: list[Part] = [(" " + tr("What would you like to read?") + "  ", "strong")]
        answers: list[Part] = [
            (f" {add}", "key"),
            (f" {adding}  ", ""),
            (f" {read}", "key"),
            (f" {reading}", ""),
        ]
        full = question + answers
        fits = sum(cell_len(text) for text, _ in full) <= self.size.width
        return full if fits else answers
