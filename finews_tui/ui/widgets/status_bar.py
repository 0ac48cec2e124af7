"""The line at the top: where one is, what came, how the sync goes, what was just done."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from finews_tui.ui.widgets.bar import Bar, Part

_NOTICE_SECONDS = 5.0
_METER_WIDTH = 8
_EIGHTHS = " ▏▎▍▌▋▊▉"


class StatusBar(Bar):
    """A notice stands for a moment in the place of what it tells otherwise."""

    COMPONENT_CLASSES = {"meter"}  # noqa: RUF012

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._title = "finews"
        self._resting = ""
        self._place = ""
        self._counts = ""
        self._news = ""
        self._failing: tuple[str, ...] = ()
        self._sync: tuple[str, float] | None = None
        self._notice = ""
        self._notices = 0

    def show_name(self, name: str, resting: str) -> None:
        """Tell whose news these are, and what to say at the right in a quiet moment."""
        self._title, self._resting = name, resting
        self.refresh()

    def show_place(self, place: str, counts: str) -> None:
        """Tell where one is."""
        self._place, self._counts = place, counts
        self.refresh()

    def show_news(self, text: str) -> None:
        """Tell that news came; nothing where `text` is empty."""
        self._news = text
        self.refresh()

    def show_failing(self, *wordings: str) -> None:
        """Tell that sources fail, in the first of these, longest first, that there is room for."""
        if wordings != self._failing:
            self._failing = wordings
            self.refresh()

    def _failing_that_fits(self) -> str:
        others = (*self.left(), (f"    {self._resting} ", ""))
        room = self.size.width - sum(cell_len(text) for text, _ in others)
        fitting = (text for text in self._failing if cell_len(text) < room)
        return next(fitting, self._failing[-1])

    def show_sync(self, text: str, part: float) -> None:
        """Tell how far a sync is, `part` from 0 to 1."""
        self._sync = (text, part)
        self.refresh()

    def end_sync(self) -> None:
        """No sync runs."""
        self._sync = None
        self.refresh()

    def notice(self, text: str) -> None:
        """Tell what was just done."""
        self._notice = text
        self._notices += 1
        shown = self._notices
        self.set_timer(_NOTICE_SECONDS, lambda: self._forget_notice(shown))
        self.refresh()

    def _forget_notice(self, shown: int) -> None:
        if shown == self._notices:
            self._notice = ""
            self.refresh()

    def left(self) -> Sequence[Part]:
        parts: list[Part] = [(f" {self._title} ", "name")]
        if self._place:
            parts.append((f"  {self._place}", "strong"))
        if self._counts:
            parts.append((f"  {self._counts}", "dim"))
        return parts

    def right(self) -> Sequence[Part]:
        parts: list[Part] = []
        if self._notice:
            parts.append((f"  {self._notice}", "strong"))
        elif self._news:
            parts.append((f"  {self._news}", "alert"))
        elif self._sync is None:
            if self._failing:
                parts.append((f"  {self._failing_that_fits()} ", "dim"))
            parts.append((f"  {self._resting}", "dim"))
        if self._sync is not None:
            text, part = self._sync
            parts.append((f"  {text} ", "dim"))
            parts.append((_meter(part), "meter"))
            parts.append(("▏", "dim"))
        parts.append((" ", ""))
        return parts


def _meter(part: float) -> str:
    eighths = round(max(0.0, min(part, 1.0)) * _METER_WIDTH * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(_METER_WIDTH)
