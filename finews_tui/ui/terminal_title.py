"""The application's word to the terminal beside what it paints: a title, a notice; never a bell."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress

from textual import on, work
from textual.app import App

from finews_tui.i18n.catalog import ntr
from finews_tui.system.notifications import (
    RESTORE_TITLE,
    SAVE_TITLE,
    notification_sequence,
    notify_desktop,
    title_sequence,
)
from finews_tui.ui.services.news_notifier import NotifyingScreen, heading_of


class TellingApp(App[None], inherit_bindings=False):
    """Tells what its screens find worth telling, as its user wishes."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self._has_title = False

    def tell_terminal(self, codes: str) -> None:
        """Write codes that paint nothing."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(codes)

    @on(NotifyingScreen.UnreadCounted)
    def _tell_title(self, event: NotifyingScreen.UnreadCounted) -> None:
        screen = self.screen_stack[0]
        if not isinstance(screen, NotifyingScreen) or not screen.ui.title:
            self.give_title_back()
            return
        if not self._has_title:
            self.tell_terminal(SAVE_TITLE)
            self._has_title = True
        unread = ntr("{count} unread", "{count} unread", event.count)
        self.tell_terminal(title_sequence(f"finews · {unread}" if event.count else "finews"))

    def give_title_back(self) -> None:
        """Let the window have the title that it had."""
        if self._has_title:
            self._has_title = False
            self.tell_terminal(RESTORE_TITLE)

    def give_title_back_at_end(self) -> None:
        """The same, once nothing is painted any more."""
        if self._has_title and sys.__stdout__ is not None:
            with suppress(OSError, ValueError):
                sys.__stdout__.write(RESTORE_TITLE)
                sys.__stdout__.flush()

    @on(NotifyingScreen.NewsFound)
    def _tell_news(self, event: NotifyingScreen.NewsFound) -> None:
        screen = self.screen_stack[0]
        kind = screen.ui.notices if isinstance(screen, NotifyingScreen) else "off"
        heading, title = heading_of(event.news), event.news.title
        if kind == "desktop":
            self._tell_desktop(heading, title)
        elif kind != "off":
            self.tell_terminal(notification_sequence(kind, heading, title))

    @work(group="notices", exit_on_error=False)
    async def _tell_desktop(self, heading: str, title: str) -> None:
        """Where there is no desktop here, the terminal may know of one."""
        if not await asyncio.to_thread(notify_desktop, heading, title, os.environ):
            self.tell_terminal(notification_sequence("osc9", heading, title))
