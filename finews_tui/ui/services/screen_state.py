"""What is remembered about the screen of one library: sizes, positions, searches."""

from __future__ import annotations

from textual.app import App

from finews_tui.library.library import Library


class ScreenState:
    """Values by key in the user state of a library."""

    def __init__(self, app: App[None], library: Library) -> None:
        self._app = app
        self._state = library.state

    def get(self, key: str) -> str:
        """Return a value, "" if there is none."""
        return self._state.setting(key)

    def store(self, key: str, value: str) -> None:
        """Store a value without waiting for the disk."""
        self._app.run_worker(
            lambda: self._state.set_setting(key, value),
            thread=True,
            group="screen state",
            exit_on_error=False,
        )
