"""What a change is, and several changes as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from finews_tui.library.stores import Stores


class Change(Protocol):
    """A change to the user's data that can be applied: mostly the undo of what was just done.

    Functions such as `mark_read` do something and return the change that undoes it. Its label says
    what was done, and stays the same when that is undone and redone.
    """

    @property
    def label(self) -> str:
        """What was done, in words: "3 marked read"."""

    @property
    def count(self) -> int:
        """How many articles, queries or sources it changes; 0 if nothing is to be undone."""

    def apply(self, stores: Stores) -> Change:
        """Apply the change and return its inverse, with the same label.

        Raises:
            FinewsError: it cannot be applied now.
        """


@dataclass(frozen=True, slots=True)
class CompositeChange:
    """Changes that are applied as one, the last one first; without any it does nothing."""

    label: str
    changes: tuple[Change, ...] = ()

    @property
    def count(self) -> int:
        """How many articles, queries or sources they change."""
        return sum(change.count for change in self.changes)

    def apply(self, stores: Stores) -> CompositeChange:
        """Apply all changes in reverse order: they undo what was done in this order."""
        inverses = [change.apply(stores) for change in reversed(self.changes)]
        return CompositeChange(self.label, tuple(inverses))
