"""Notifications for new articles that match saved queries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import App
from textual.signal import Signal

from finews_tui.i18n.catalog import ntr
from finews_tui.library.library import Library
from finews_tui.query.query import intersect, parse
from finews_tui.ui.articles.list_query import UNREAD
from finews_tui.ui.workers import start

_SETTING = "screen.notices"

_MAX_UNREAD = 2_000
"""Number of newest unread articles per query that are compared."""


@dataclass(frozen=True, slots=True)
class NewMatches:
    """New matches of a saved query; `title` is the title of the newest one."""

    query_name: str
    count: int
    title: str

    @property
    def heading(self) -> str:
        """Heading of the notification."""
        return ntr("{name}: {count} new", "{name}: {count} new", self.count, name=self.query_name)


class NewsNotifier:
    """Track the matches of notifying saved queries, and publish new ones."""

    def __init__(self, app: App[None], library: Library) -> None:
        self._app = app
        self._library = library
        self._unread_by_query: dict[str, frozenset[int]] = {}
        self.matched: Signal[NewMatches] = Signal(app, "new matches")

    @property
    def notifying_queries(self) -> list[str]:
        """Names of the saved queries with notifications."""
        try:
            names = json.loads(self._library.state.setting(_SETTING) or "[]")
        except ValueError:
            return []
        return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []

    def toggle(self, query_name: str) -> bool:
        """Toggle notifications for a saved query. Returns whether they are on now."""
        names = self.notifying_queries
        is_on = query_name not in names
        if is_on:
            names.append(query_name)
        else:
            names.remove(query_name)
        self._library.state.set_setting(_SETTING, json.dumps(names, ensure_ascii=False))
        self.check()
        return is_on

    @property
    def has_checked(self) -> bool:
        """Whether there is an earlier check to compare with."""
        return bool(self._unread_by_query)

    def check(self) -> None:
        """Publish the matches that are new since the last check."""
        start(self._app, self._check, group="news", exclusive=True)

    async def _check(self) -> None:
        names = await asyncio.to_thread(lambda: self.notifying_queries)
        if not names:
            return
        unread, matches = await asyncio.to_thread(self._new_matches, names)
        self._unread_by_query = unread
        for match in matches:
            self.matched.publish(match)

    def _new_matches(
        self, names: Sequence[str]
    ) -> tuple[dict[str, frozenset[int]], list[NewMatches]]:
        unread: dict[str, frozenset[int]] = {}
        matches = []
        for name, text in self._library.state.saved_queries():
            query = parse(text)
            if name not in names or query.error is not None:
                continue
            numbers = self._library.articles.listing(intersect(query, UNREAD), limit=_MAX_UNREAD)
            unread[name] = frozenset(numbers)
            previous = self._unread_by_query.get(name, unread[name])
            if new := sorted(unread[name] - previous):
                newest = self._library.articles.headlines(new[-1:])
                matches.append(
                    NewMatches(name, len(new), "".join(headline.title for headline in newest))
                )
        return unread, matches
