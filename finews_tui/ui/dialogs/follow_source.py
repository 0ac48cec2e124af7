"""Dialog that previews a new source and asks for title and group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.url_redaction import redact_url
from finews_tui.ui.dialogs.base import Dialog
from finews_tui.ui.dialogs.group_input import GroupInput
from finews_tui.ui.painting.cells import fill
from finews_tui.ui.painting.source_descriptions import publishing_rate

_DATE_CELLS = 12


class SourceDetails(NamedTuple):
    """Title and group of a new source. An empty title means the title of the feed."""

    title: str = ""
    group: str = ""


class FollowSource(Dialog[SourceDetails]):
    """Return title and group. `start` is the initial value, `error` a message about it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back")]

    def __init__(
        self, candidate: FeedCandidate, groups: Sequence[str], start: SourceDetails, error: str = ""
    ) -> None:
        super().__init__(classes="small-dialog")
        self._candidate = candidate
        self._groups = groups
        self._start = start
        self._error = Static(Content(error), classes="dialog--error")

    def compose(self) -> ComposeResult:
        candidate = self._candidate
        address = redact_url(candidate.url)
        with Vertical(classes="dialog"):
            yield Static(Content(candidate.title or address), classes="dialog--title")
            yield Static(Content(f"{address}\n{summary_of(candidate)}"), classes="dialog--note")
            yield Static(Content(latest_headlines(candidate)), classes="dialog--latest")
            yield Static(tr("Title"), classes="dialog--label")
            default = candidate.title or tr("default: the source name")
            yield Input(self._start.title, id="title", compact=True, placeholder=default)
            yield Static(tr("Group"), classes="dialog--label")
            yield GroupInput(self._start.group, self._groups, id="group")
            yield self._error
            foot = tr("Enter: add   Tab: next field   Esc: back")
            yield Static(foot, classes="dialog--footer")

    @on(Input.Submitted)
    def _follow(self) -> None:
        title, group = (self.query_one(f"#{name}", Input).value for name in SourceDetails._fields)
        self.dismiss(SourceDetails(title.strip(), group.strip().strip("/")))


def summary_of(candidate: FeedCandidate) -> str:
    """Return the number of articles and the publishing rate of a source."""
    parts = [ntr("{count} article", "{count} articles", candidate.articles)]
    if rate := publishing_rate(candidate.articles_per_day):
        parts.append(rate)
    return " · ".join(parts)


def latest_headlines(candidate: FeedCandidate) -> str:
    """Return the latest headlines with their dates, one per line."""
    if not candidate.latest:
        return tr("This source is empty.")
    return "\n".join(f"{fill(_day(when), _DATE_CELLS)}{title}" for title, when in candidate.latest)


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d}" if moment is not None else ""
