"""News told beside the screen: for saved queries that ask for it, and in the window's title."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

from textual import work
from textual.message import Message

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.library import Library
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.query.query import intersect, parse
from finews_tui.system.browser import Browser
from finews_tui.ui.articles.listing import UNREAD
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.setting_screen import SettingScreen
from finews_tui.ui.tree.nodes import Counts, Kind

SETTING = "screen.notices"
_LOOKED_AT = 2_000  # unread articles of a query, the newest


@dataclass(frozen=True, slots=True)
class News:
    """What a saved query found that it had not before: how many, and the newest one's title."""

    name: str
    count: int
    title: str


class NotifyingScreen(SettingScreen, inherit_bindings=False):
    """Tells of news to those who look elsewhere."""

    @dataclass
    class NewsFound(Message):
        """A saved query that asks for it has news."""

        news: News

    @dataclass
    class UnreadCounted(Message):
        """There are so many unread articles."""

        count: int

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self._unread_of: dict[str, frozenset[int]] = {}

    @property
    def asking(self) -> list[str]:
        """The names of the saved queries whose news are told."""
        try:
            kept = json.loads(self.library.state.setting(SETTING) or "[]")
        except ValueError:
            return []
        return [name for name in kept if isinstance(name, str)] if isinstance(kept, list) else []

    def action_tell_news(self) -> None:
        """Let the news of the saved query under the cursor be told, or not any more."""
        branch = self.source_tree.branch
        if branch is None or branch.kind is not Kind.SAVED:
            self.status.notice(tr("Only a saved query can tell its news"))
            return
        asking = self.asking
        if branch.label in asking:
            asking.remove(branch.label)
            self.status.notice(tr("{name} keeps its news to itself", name=branch.label))
        else:
            asking.append(branch.label)
            told = tr("{name} tells its news", name=branch.label)
            if self.ui.notices == "off":
                told += tr(", once :setting.set notices says how")
            self.status.notice(told)
        self.library.state.set_setting(SETTING, json.dumps(asking, ensure_ascii=False))
        self.look_for_news()

    def _show_counts(self, counts: Counts) -> None:
        super()._show_counts(counts)
        self.post_message(self.UnreadCounted(counts.unread))
        if not self._unread_of:
            self.look_for_news()

    def _show_outcomes(self, outcomes: Sequence[SyncOutcome], *, is_asked: bool) -> None:
        super()._show_outcomes(outcomes, is_asked=is_asked)
        if any(outcome.new for outcome in outcomes):
            self.look_for_news()

    @work(exclusive=True, group="notices", exit_on_error=False)
    async def look_for_news(self) -> None:
        """Tell what the queries that ask for it find and did not find before."""
        if asking := await asyncio.to_thread(lambda: self.asking):
            found, news = await asyncio.to_thread(self._news_of, asking)
            self._unread_of = found
            for one in news:
                self.post_message(self.NewsFound(one))

    def _news_of(self, asking: Sequence[str]) -> tuple[dict[str, frozenset[int]], list[News]]:
        found: dict[str, frozenset[int]] = {}
        news = []
        for name, text in self.library.state.saved_queries():
            query = parse(text)
            if name not in asking or query.error is not None:
                continue
            unread = self.library.articles.listing(intersect(query, UNREAD), limit=_LOOKED_AT)
            found[name] = frozenset(unread)
            if came := sorted(found[name] - self._unread_of.get(name, found[name])):
                titles = [one.title for one in self.library.articles.headlines(came[-1:])]
                news.append(News(name, len(came), "".join(titles)))
        return found, news


def heading_of(news: News) -> str:
    """What a notice says first."""
    return ntr("{name}: {count} new", "{name}: {count} new", news.count, name=news.name)
