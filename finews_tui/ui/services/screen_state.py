"""Stored UI state of one library: sizes, positions, searches."""

from __future__ import annotations

from textual.app import App

from finews_tui.library.library import Library


class ScreenState:
    """Key-value store in the user state of a library."""

    def __init__(self, app: App[None], library: Library) -> None:
        self._app = app
        self._state = library.state

    def get(self, key: str) -> str:
        """Return a value, or "" if not set."""
        return self._state.setting(key)

    def store(self, key: str, value: str) -> None:
        """Store a value without waiting for the disk."""
        self._app.run_worker(
            lambda: self._state.set_setting(key, value),
            thread=True,
            group="screen state",
            exit_on_error=False,
        )
