"""Driver of the terminal."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.terminal_driver import TerminalDriver


def test_app_writes_to_the_terminal_through_its_driver(make_app: Callable[..., FinewsApp]) -> None:
    assert make_app().driver_class is TerminalDriver
