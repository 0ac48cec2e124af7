"""The `Change` protocol, and a composite of several changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from finews_tui.library.stores import Stores


class Change(Protocol):
    """A change to the user's data that can be applied, usually to undo an action.

    Functions such as `mark_read` perform an action and return the change that undoes it. The label
    describes the action and is the same for undo and redo.
    """

    @property
    def label(self) -> str:
        """Description of the action: "Marked 3 articles as read"."""

    @property
    def count(self) -> int:
        """Number of articles, queries or sources changed; 0 if there is nothing to undo."""

    def apply(self, stores: Stores) -> Change:
        """Apply the change and return its inverse, with the same label.

        Raises:
            FinewsError: the change cannot be applied now.
        """


@dataclass(frozen=True, slots=True)
class CompositeChange:
    """Several changes applied as one in reverse order; does nothing if empty."""

    label: str
    changes: tuple[Change, ...] = ()

    @property
    def count(self) -> int:
        """Number of articles, queries or sources changed."""
        return sum(change.count for change in self.changes)

    def apply(self, stores: Stores) -> CompositeChange:
        """Apply all changes in reverse order."""
        inverses = [change.apply(stores) for change in reversed(self.changes)]
        return CompositeChange(self.label, tuple(inverses))
