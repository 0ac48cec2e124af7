"""Reports of unexpected exceptions: a one-line message, and a traceback in the log."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from finews_tui.i18n.catalog import tr
from finews_tui.system.paths import home_relative, user_paths

if TYPE_CHECKING:
    from threading import ExceptHookArgs


def log_unexpected_error(error: BaseException) -> str:
    """Log an exception with its traceback and return a message for the user."""
    _log(error)
    path = home_relative(user_paths().log_file)
    return tr(
        "unexpected error ({name}); see {path} for details",
        name=type(error).__name__,
        path=path,
    )


def log_background_errors() -> None:
    """Log exceptions in threads and finalizers, which Python would print."""
    import threading

    threading.excepthook = _log_thread_error
    sys.unraisablehook = _log_unraisable


def _log_thread_error(args: ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _log(args.exc_value)


def _log_unraisable(args: sys.UnraisableHookArgs) -> None:
    if args.exc_value is not None:
        _log(args.exc_value)


def _log(error: BaseException) -> None:
    import logging

    from finews_tui.system.logging_setup import set_up_logging

    handler = set_up_logging(user_paths().log_file)
    logging.getLogger("finews_tui.cli").error("unexpected error", exc_info=error)
    logging.getLogger().removeHandler(handler)
    handler.close()
