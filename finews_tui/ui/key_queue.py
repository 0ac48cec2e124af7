"""Keys typed faster than they are handled."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key


class KeyQueue:
    """Lets a key wait until the one before it has been handled.

    Textual sends a key to the widget that has the focus when the key arrives. Of keys typed fast
    (`/fog`) some arrive before the first has moved the focus, and would run commands in the list,
    or be overtaken by those that arrive after.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._waiting: deque[Key] = deque()
        self._released: Key | None = None
        self._handling: DOMNode | None = None  # the node that the current key has reached

    @property
    def is_idle(self) -> bool:
        """Whether all keys have been handled."""
        is_handling = self._handling is not None and self._handling.is_running
        return not (is_handling or self._released or self._waiting)

    def is_turn(self, key: Key) -> bool:
        """Return whether a key is to be handled now; else it comes again when its turn is."""
        if key is self._released:
            self._released = None
            return True
        if self._handling is not None and not self._handling.is_running:
            self._end()
        if self._handling is None and self._released is None:
            return True
        binding = self._app.active_bindings.get(key.key)
        if binding is not None and binding.binding.priority:
            return True  # quitting does not wait for a slow command
        self._waiting.append(key)
        return False

    def take_next(self, after: DOMNode | None) -> None:
        """Release the next key when `after` and the nodes around it have handled the current one.

        Without them, that is now, unless another key is being handled.
        """
        if after is not None:
            self._pass_through(iter(after.ancestors_with_self))
        elif self._handling is None:
            self._end()

    def _pass_through(self, nodes: Iterator[DOMNode]) -> None:
        # Like a key that bubbles: behind it in the queue of each node.
        for node in nodes:
            self._handling = node
            if node.call_later(self._pass_through, nodes):
                return
        self._end()

    def _end(self) -> None:
        self._handling = None
        if self._waiting and self._released is None:
            self._released = self._waiting.popleft()
            self._app.post_message(self._released)
