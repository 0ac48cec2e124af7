"""Jump to a date, written as people write dates."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import tr
from finews_tui.query.ast import CalendarPeriod, DateOperator, Published
from finews_tui.query.date_ranges import time_bounds
from finews_tui.query.query import parse
from finews_tui.ui.dialogs.base import DIALOG_SHEETS
from finews_tui.ui.painting.periods import Span


def span_of(text: str, now: datetime, newest: datetime | None = None) -> Span | None:
    """The time that a written date means, in the zone of `now`; None where it means none.

    A day or month without its year is the last one until `newest`, the time of the newest article:
    in an archive that ended years ago, 18 May is one that it has.
    """
    root = parse(f"date:{text.strip()}").root
    if not isinstance(root, Published) or root.operator is not DateOperator.DURING:
        return None
    if newest is not None and isinstance(root.period, CalendarPeriod) and root.period.year is None:
        now = min(now, newest)
    return time_bounds(root, now)


class DateInput(ModalScreen[Span | None]):
    """Gives back the time that was written."""

    CSS_PATH = DIALOG_SHEETS

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, now: datetime, newest: datetime | None = None) -> None:
        super().__init__(classes="small-dialog")
        self._now = now
        self._newest = newest
        self._answer = Static(classes="dialog--foot", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(tr("Go to a date"), classes="dialog--title")
            yield Input(compact=True, placeholder=tr("2022-05-18   yesterday   18 May   2022-05"))
            yield self._answer

    def on_mount(self) -> None:
        self._answer.update(tr("Enter goes there   Esc closes"))

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        span = span_of(event.value, self._now, self._newest)
        if span is None or span[0] is None:
            wanting = tr("no date yet") if event.value else tr("Enter goes there   Esc closes")
            self._answer.update(Content(wanting))
            return
        day = datetime.fromtimestamp(span[0], self._now.tzinfo)
        self._answer.update(Content(tr("{day}   Enter goes there", day=f"{day:%Y-%m-%d}")))

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        span = span_of(event.value, self._now, self._newest)
        if span is not None:
            self.dismiss(span)

    def action_cancel(self) -> None:
        self.dismiss(None)
