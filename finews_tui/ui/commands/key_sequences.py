"""Parse key presses into commands, with key sequences and counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finews_tui.ui.commands.command import AnyCommand, Context
from finews_tui.ui.commands.key_names import KeySequence, format_keys
from finews_tui.ui.commands.keymap import Keymap

_LARGEST_COUNT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Matched:
    """A sequence is complete; `count` is 0 if none was typed."""

    command: AnyCommand
    count: int


@dataclass(frozen=True, slots=True)
class Pending:
    """More keys are needed."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A pending sequence ended without a command; `cancelled` if by Esc."""

    keys: str
    cancelled: bool


Result = Matched | Pending | Unmatched | None
"""None if the key is not bound."""


class KeySequenceParser:
    """Collect keys into sequences. A pending sequence has no timeout; Esc cancels it."""

    def __init__(self, keymap: Keymap) -> None:
        self._tables = {context: keymap.table(context) for context in Context}
        self._prefixes = {
            context: {keys[:length] for keys in table for length in range(1, len(keys))}
            for context, table in self._tables.items()
        }
        self._has_counts = keymap.has_counts
        self._count = 0
        self._keys: KeySequence = ()

    @property
    def is_pending(self) -> bool:
        """Whether a sequence or a count is incomplete."""
        return bool(self._keys or self._count)

    @property
    def pending_text(self) -> str:
        """Keys typed so far, for display."""
        count = [str(self._count)] if self._count else []
        return " ".join([*count, *([format_keys(self._keys)] if self._keys else [])])

    def press(self, context: Context, key: str) -> Result:
        """Handle a key press in a context."""
        if key == "escape" and self.is_pending:
            return Unmatched(self.reset(), cancelled=True)
        if self._has_counts and not self._keys and key.isdecimal() and (key != "0" or self._count):
            self._count = min(self._count * 10 + int(key), _LARGEST_COUNT)
            return Pending()
        was_pending = self.is_pending
        self._keys = (*self._keys, key)
        command = self._tables[context].get(self._keys)
        if command is not None:
            matched = Matched(command, self._count)
            self.reset()
            return matched
        if self._keys in self._prefixes[context]:
            return Pending()
        keys_text = self.reset()
        return Unmatched(keys_text, cancelled=False) if was_pending else None

    def reset(self) -> str:
        """Discard the pending keys. Returns them as displayed."""
        text = self.pending_text
        self._count, self._keys = 0, ()
        return text

    def continuations(self, context: Context) -> Iterator[tuple[str, AnyCommand]]:
        """Yield the keys that would complete the pending sequence, and their commands."""
        length = len(self._keys)
        for keys, command in self._tables[context].items():
            if length and len(keys) > length and keys[:length] == self._keys:
                yield format_keys(keys[length:]), command
