"""Status of a library, shown in the status bars of its screens."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import App
from textual.signal import Signal


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """Scope of the list with its counts, new articles, and failing sources.

    `failing` holds alternative texts, the longest first. Empty fields are not shown.
    """

    scope: str = ""
    counts: str = ""
    news: str = ""
    failing: tuple[str, ...] = ()


class StatusService:
    """Hold the current status, and publish changes as `changed`."""

    def __init__(self, app: App[None]) -> None:
        self.current = LibraryStatus()
        self.changed: Signal[LibraryStatus] = Signal(app, "status changed")

    def show(self, status: LibraryStatus) -> None:
        """Replace the current status."""
        if status != self.current:
            self.current = status
            self.changed.publish(status)
