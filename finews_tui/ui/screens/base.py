"""A screen that tells what fails on it."""

from __future__ import annotations

import logging

from textual import on
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr

_log = logging.getLogger(__name__)


class TellingScreen(Screen[None], inherit_bindings=False):
    """Failures of its workers are told and written to the log; none of them ends the program."""

    def show_marks(self) -> None:
        """Show what a mark changed, or did not."""

    def tell_error(self, text: str) -> None:
        """Tell a failure, and write it to the log."""
        _log.warning("%s", text)
        self.notify(text, severity="error", markup=False, timeout=8)

    @on(Worker.StateChanged)
    def _tell_failure(self, event: Worker.StateChanged) -> None:
        """The one place where any exception is caught: a worker that failed is told, not fatal."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if isinstance(error, FinewsError):
            self.tell_error(str(error))
        else:
            _log.error("%s failed", event.worker.name, exc_info=error)
            told = tr("{name}: see the log", name=type(error).__name__)
            self.notify(told, severity="error", markup=False, timeout=8)
        if event.worker.group == "marks":
            self.show_marks()
