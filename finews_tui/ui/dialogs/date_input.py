"""Ask for a date, written as people write dates."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import tr
from finews_tui.query.ast import CalendarPeriod, DateOperator, Published
from finews_tui.query.date_ranges import time_bounds
from finews_tui.query.query import parse
from finews_tui.ui.dialogs.base import Dialog
from finews_tui.ui.painting.periods import TimeRange


def parse_time_range(text: str, now: datetime, newest: datetime | None = None) -> TimeRange | None:
    """Parse a date in the time zone of `now`; None if it is none.

    A day or month without a year is the last one up to `newest`, the time of the newest article:
    in an archive that ended years ago, 18 May is a day that it has.
    """
    root = parse(f"date:{text.strip()}").root
    if not isinstance(root, Published) or root.operator is not DateOperator.DURING:
        return None
    period = root.period
    if newest is not None and isinstance(period, CalendarPeriod) and period.year is None:
        now = min(now, newest)
    return time_bounds(root, now)


class DateInput(Dialog[TimeRange]):
    """Returns the time range that was written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, now: datetime, newest: datetime | None = None) -> None:
        super().__init__(classes="small-dialog")
        self._now = now
        self._newest = newest
        self._interpretation = Static(classes="dialog--foot", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(tr("Go to a date"), classes="dialog--title")
            yield Input(compact=True, placeholder=tr("2022-05-18   yesterday   18 May   2022-05"))
            yield self._interpretation

    def on_mount(self) -> None:
        self._interpretation.update(tr("Enter goes there   Esc closes"))

    @on(Input.Changed)
    def _interpret(self, event: Input.Changed) -> None:
        span = parse_time_range(event.value, self._now, self._newest)
        if span is None or span[0] is None:
            hint = tr("no date yet") if event.value else tr("Enter goes there   Esc closes")
            self._interpretation.update(Content(hint))
            return
        day = datetime.fromtimestamp(span[0], self._now.tzinfo)
        self._interpretation.update(Content(tr("{day}   Enter goes there", day=f"{day:%Y-%m-%d}")))

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        span = parse_time_range(event.value, self._now, self._newest)
        if span is not None:
            self.dismiss(span)
