"""Saved queries made and removed, each change to be undone."""

from __future__ import annotations

from dataclasses import dataclass

from finews_tui.library.library import Library


@dataclass(frozen=True, slots=True)
class SavedChange:
    """What happened to the query of a name; its text is None where there is none."""

    label: str
    name: str
    before: str | None
    after: str | None

    @property
    def count(self) -> int:
        """How many queries it changed."""
        return int(self.before != self.after)


def save_query(library: Library, name: str, text: str) -> SavedChange:
    """Save a query under a name, in the place of another that had it."""
    return _set(library, name, text, f"{name} saved")


def remove_query(library: Library, name: str) -> SavedChange:
    """Remove a saved query."""
    return _set(library, name, None, f"{name} removed")


def undo_saved(library: Library, change: SavedChange) -> SavedChange:
    """Take a change back; what is returned does it again."""
    return _set(library, change.name, change.before, change.label)


def _set(library: Library, name: str, text: str | None, label: str) -> SavedChange:
    before = {saved.name: saved.text for saved in library.saved_queries()}.get(name)
    if text is not None:
        library.save_query(name, text)
    elif before is not None:
        library.remove_query(name)
    return SavedChange(label, name, before, text)
