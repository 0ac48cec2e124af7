"""What a source will bring, shown before it is followed, and under which title and group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.url_redaction import redact_url
from finews_tui.ui.dialogs.base import DIALOG_SHEETS
from finews_tui.ui.dialogs.group_input import GroupInput
from finews_tui.ui.painting import source_descriptions as source_words
from finews_tui.ui.painting.cells import fill

_DATE_CELLS = 12


class Placing(NamedTuple):
    """Under which title and group a source is followed; an empty title is its own."""

    title: str = ""
    group: str = ""


class FollowSource(ModalScreen[Placing | None]):
    """Gives back how it is to be followed; `mistake` is what was wrong with `start`."""

    CSS_PATH = DIALOG_SHEETS

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back")]

    def __init__(
        self, candidate: FeedCandidate, groups: Sequence[str], start: Placing, mistake: str = ""
    ) -> None:
        super().__init__(classes="small-dialog")
        self._candidate = candidate
        self._groups = groups
        self._start = start
        self._mistake = Static(Content(mistake), classes="dialog--mistake")

    def compose(self) -> ComposeResult:
        candidate = self._candidate
        address = redact_url(candidate.url)
        with Vertical(classes="dialog"):
            yield Static(Content(candidate.title or address), classes="dialog--title")
            yield Static(Content(f"{address}\n{what_comes(candidate)}"), classes="dialog--note")
            yield Static(Content(latest(candidate)), classes="dialog--latest")
            yield Static(tr("Title"), classes="dialog--label")
            own = candidate.title or tr("its name, if not given")
            yield Input(self._start.title, id="title", compact=True, placeholder=own)
            yield Static(tr("Group"), classes="dialog--label")
            yield GroupInput(self._start.group, self._groups, id="group")
            yield self._mistake
            foot = tr("Enter follows it   Tab next field   Esc back")
            yield Static(foot, classes="dialog--foot")

    @on(Input.Submitted)
    def _follow(self) -> None:
        title, group = (self.query_one(f"#{name}", Input).value for name in Placing._fields)
        self.dismiss(Placing(title.strip(), group.strip().strip("/")))

    def action_cancel(self) -> None:
        self.dismiss(None)


def what_comes(candidate: FeedCandidate) -> str:
    """How many articles a source has, and how often it brings one."""
    parts = [ntr("{count} article", "{count} articles", candidate.articles)]
    if pace := source_words.pace(candidate.articles_per_day):
        parts.append(pace)
    return " · ".join(parts)


def latest(candidate: FeedCandidate) -> str:
    """The newest headlines with their dates, a line each."""
    if not candidate.latest:
        return tr("Nothing is in it now.")
    return "\n".join(f"{fill(_day(when), _DATE_CELLS)}{title}" for title, when in candidate.latest)


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d}" if moment is not None else ""
