"""What the status lines of all screens over a library say."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import App
from textual.signal import Signal


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """The scope of the list with its counts, new articles, and sources that fail.

    `failing` are wordings for the same, the longest first. What is empty is not shown.
    """

    scope: str = ""
    counts: str = ""
    news: str = ""
    failing: tuple[str, ...] = ()


class StatusService:
    """Holds the current status, and publishes it as `changed`."""

    def __init__(self, app: App[None]) -> None:
        self.current = LibraryStatus()
        self.changed: Signal[LibraryStatus] = Signal(app, "status changed")

    def show(self, status: LibraryStatus) -> None:
        """Replace the current status."""
        if status != self.current:
            self.current = status
            self.changed.publish(status)
