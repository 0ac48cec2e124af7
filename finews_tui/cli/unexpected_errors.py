"""Failures that nobody foresaw: a line for the user, their tracebacks for the log alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from finews_tui.i18n.catalog import tr
from finews_tui.system.paths import home_relative, user_paths

if TYPE_CHECKING:
    from threading import ExceptHookArgs


def line_about(error: BaseException) -> str:
    """A line about a failure whose traceback goes to the log."""
    _log(error)
    path = home_relative(user_paths().log_file)
    return tr(
        "something went wrong ({name}); the details are in {path}",
        name=type(error).__name__,
        path=path,
    )


def log_unseen() -> None:
    """Send to the log what Python would print of threads and of things that are cleared away."""
    import threading

    threading.excepthook = _log_of_thread
    sys.unraisablehook = _log_of_clearing


def _log_of_thread(failure: ExceptHookArgs) -> None:
    if failure.exc_value is not None:
        _log(failure.exc_value)


def _log_of_clearing(failure: sys.UnraisableHookArgs) -> None:
    if failure.exc_value is not None:
        _log(failure.exc_value)


def _log(error: BaseException) -> None:
    import logging

    from finews_tui.system.logging_setup import set_up_logging

    handler = set_up_logging(user_paths().log_file)
    logging.getLogger("finews_tui.cli").error("unforeseen", exc_info=error)
    logging.getLogger().removeHandler(handler)
    handler.close()
