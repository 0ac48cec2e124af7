"""Window title and notifications of the terminal."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from functools import partial

from textual.app import App

from finews_tui.i18n.catalog import ntr
from finews_tui.system.notifications import (
    RESTORE_TITLE,
    SAVE_TITLE,
    notification_sequence,
    notify_desktop,
    title_sequence,
)
from finews_tui.ui.services.news_notifier import NewMatches
from finews_tui.ui.services.settings import UiSettings
from finews_tui.ui.workers import start


class TerminalOutput:
    """Write titles and notifications, if enabled in the settings. Never rings the bell."""

    def __init__(self, app: App[None], settings: UiSettings) -> None:
        self._app = app
        self._settings = settings
        self._has_title = False

    def _write(self, sequence: str) -> None:
        driver = self._app._driver
        if driver is not None and not self._app.is_headless:
            driver.write(sequence)

    def show_unread(self, count: int) -> None:
        """Show the number of unread articles in the window title."""
        if not self._settings.ui.title:
            self.restore_title()
            return
        if not self._has_title:
            self._write(SAVE_TITLE)
            self._has_title = True
        unread = ntr("{count} unread", "{count} unread", count)
        self._write(title_sequence(f"finews · {unread}" if count else "finews"))

    def restore_title(self) -> None:
        """Restore the original window title."""
        if self._has_title:
            self._has_title = False
            self._write(RESTORE_TITLE)

    def restore_title_at_exit(self) -> None:
        """Restore the title after the app has stopped."""
        if self._has_title and sys.__stdout__ is not None:
            with suppress(OSError, ValueError):
                sys.__stdout__.write(RESTORE_TITLE)
                sys.__stdout__.flush()

    def notify(self, matches: NewMatches) -> None:
        """Send a notification through the terminal or the desktop."""
        kind = self._settings.ui.notices
        if kind == "desktop":
            start(self._app, partial(self._notify_desktop, matches), group="notifications")
        elif kind != "off":
            self._write(notification_sequence(kind, matches.heading, matches.title))

    async def _notify_desktop(self, matches: NewMatches) -> None:
        """Notify on the desktop, or through the terminal if there is none."""
        heading, title = matches.heading, matches.title
        if not await asyncio.to_thread(notify_desktop, heading, title, os.environ):
            self._write(notification_sequence("osc9", heading, title))
