"""From keys pressed one after the other to actions: sequences, counts, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finews_tui.ui.commands.command import Action, Pane
from finews_tui.ui.commands.key_names import Keys, keys_for_people
from finews_tui.ui.commands.keymap import PANES, Keymap

_LARGEST_COUNT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Called:
    """An action was called; `count` is 0 where none was given."""

    action: Action
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """More keys are wanted; `shown` are those pressed so far."""

    shown: str


@dataclass(frozen=True, slots=True)
class Ended:
    """What was begun came to nothing: it was given up, or there are no such keys."""

    shown: str
    is_given_up: bool


Answer = Called | Waiting | Ended | None
"""None is a key that means nothing here."""


class KeyInput:
    """Hears keys. It waits for the rest of a sequence for ever, or until Esc."""

    def __init__(self, keymap: Keymap) -> None:
        self._tables = {pane: keymap.table(pane) for pane in PANES}
        self._begun = {
            pane: {keys[:length] for keys in table for length in range(1, len(keys))}
            for pane, table in self._tables.items()
        }
        self._anywhere = {
            keys[0]: action
            for action in keymap.actions
            if action.pane in (Pane.SCREEN, Pane.DESK)
            for keys in keymap.keys(action)
            if len(keys) == 1
        }
        self._has_counts = keymap.has_counts
        self._count = 0
        self._keys: Keys = ()

    @property
    def is_waiting(self) -> bool:
        """Whether something is begun."""
        return bool(self._keys or self._count)

    def anywhere(self, key: str) -> Action | None:
        """What a key does in whatever has the focus."""
        return self._anywhere.get(key)

    def press(self, pane: Pane, key: str) -> Answer:
        """Hear a key in a pane."""
        if key == "escape" and self.is_waiting:
            return Ended(self.forget(), True)
        if self._has_counts and not self._keys and key.isdigit() and (key != "0" or self._count):
            self._count = min(self._count * 10 + int(key), _LARGEST_COUNT)
            return Waiting(self.shown)
        was_waiting = self.is_waiting
        self._keys = (*self._keys, key)
        action = self._tables[pane].get(self._keys)
        if action is not None:
            called = Called(action, self._count)
            self.forget()
            return called
        if self._keys in self._begun[pane]:
            return Waiting(self.shown)
        shown = self.forget()
        return Ended(shown, False) if was_waiting else None

    def forget(self) -> str:
        """Give up what was begun; returns it as it was shown."""
        shown = self.shown
        self._count, self._keys = 0, ()
        return shown

    def ways_on(self, pane: Pane) -> Iterator[tuple[str, Action]]:
        """The keys that would go on from here, and to what."""
        length = len(self._keys)
        for keys, action in self._tables[pane].items():
            if length and len(keys) > length and keys[:length] == self._keys:
                yield keys_for_people(keys[length:]), action

    @property
    def shown(self) -> str:
        """What was pressed so far."""
        count = [str(self._count)] if self._count else []
        return " ".join([*count, *([keys_for_people(self._keys)] if self._keys else [])])
