"""Dialog that asks for a free-form date."""

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
    """Parse a date in the time zone of `now`. Returns None if it is invalid.

    A day or month without a year is the last one up to `newest`, the time of the newest article,
    so that `18 May` also works in an archive that ended years ago.
    """
    root = parse(f"date:{text.strip()}").root
    if not isinstance(root, Published) or root.operator is not DateOperator.DURING:
        return None
    period = root.period
    if newest is not None and isinstance(period, CalendarPeriod) and period.year is None:
        now = min(now, newest)
    return time_bounds(root, now)


class DateInput(Dialog[TimeRange]):
    """Return the time range of the typed date."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, now: datetime, newest: datetime | None = None) -> None:
        super().__init__(classes="small-dialog")
        self._now = now
        self._newest = newest
        self._interpretation = Static(classes="dialog--footer", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(tr("Go to date"), classes="dialog--title")
            yield Input(compact=True, placeholder=tr("2022-05-18   yesterday   18 May   2022-05"))
            yield self._interpretation

    def on_mount(self) -> None:
        self._interpretation.update(tr("Enter: go   Esc: close"))

    @on(Input.Changed)
    def _interpret(self, event: Input.Changed) -> None:
        time_range = parse_time_range(event.value, self._now, self._newest)
        if time_range is None or time_range[0] is None:
            hint = tr("Not a valid date yet") if event.value else tr("Enter: go   Esc: close")
            self._interpretation.update(Content(hint))
            return
        day = datetime.fromtimestamp(time_range[0], self._now.tzinfo)
        self._interpretation.update(Content(tr("{day}   Enter: go", day=f"{day:%Y-%m-%d}")))

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        time_range = parse_time_range(event.value, self._now, self._newest)
        if time_range is not None:
            self.dismiss(time_range)
