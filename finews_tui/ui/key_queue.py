"""Queue for keys that are typed faster than they are handled."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key


class KeyQueue:
    """Hold back a key until the previous one has been handled.

    Textual sends a key to the widget that is focused when the key arrives. If keys are typed fast
    (`/fog`), some arrive before the first has moved the focus. They would run commands in the list,
    or be overtaken by later keys.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._waiting: deque[Key] = deque()
        self._released: Key | None = None
        self._handling: DOMNode | None = None  # node that the current key has reached

    @property
    def is_idle(self) -> bool:
        """Whether all keys have been handled."""
        is_handling = self._handling is not None and self._handling.is_running
        return not (is_handling or self._released or self._waiting)

    def is_turn(self, key: Key) -> bool:
        """Return whether to handle a key now. Otherwise it is queued and posted again."""
        if key is self._released:
            self._released = None
            return True
        if self._handling is not None and not self._handling.is_running:
            self._end()
        if self._handling is None and self._released is None:
            return True
        binding = self._app.active_bindings.get(key.key)
        if binding is not None and binding.binding.priority:
            return True  # quit without waiting for a slow command
        self._waiting.append(key)
        return False

    def take_next(self, after: DOMNode | None) -> None:
        """Release the next key when `after` and its ancestors have handled the current one.

        If `after` is None, release it now, unless another key is being handled.
        """
        if after is not None:
            self._pass_through(iter(after.ancestors_with_self))
        elif self._handling is None:
            self._end()

    def _pass_through(self, nodes: Iterator[DOMNode]) -> None:
        # Follows the bubbling key through the message queue of each node.
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
