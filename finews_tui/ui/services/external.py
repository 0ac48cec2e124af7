"""External programs: browser and clipboards."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from functools import partial

from textual.app import App

from finews_tui.system.browser import Browser
from finews_tui.system.clipboard import copy_to_clipboard
from finews_tui.ui.workers import start


class ExternalPrograms:
    """Open links and copy text."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._browser = Browser(os.environ)

    def open_links(self, links: Sequence[str]) -> None:
        """Open links in the browser, one at a time, in the background."""
        start(self._app, partial(self._open, tuple(links)), group="browser")

    async def _open(self, links: Sequence[str]) -> None:
        for link in links:
            await asyncio.to_thread(self._browser.open, link)

    def copy(self, text: str) -> None:
        """Copy text to the clipboards of the terminal (OSC 52, works remotely) and desktop."""
        self._app.copy_to_clipboard(text)
        self._app.run_worker(
            lambda: copy_to_clipboard(text, os.environ),
            thread=True,
            group="clipboard",
            exit_on_error=False,
        )
