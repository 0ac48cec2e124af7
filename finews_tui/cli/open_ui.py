"""Start of the terminal interface, for `finews` without a command."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from finews_tui.cli.output import streams as output
from finews_tui.cli.session import parse_query
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from finews_tui.library.library import Library
    from finews_tui.ui.app import FinewsApp


def open_screen(query: str) -> int:
    """Open the screen with a query and return the exit status.

    Raises:
        UsageError: The terminal is not suitable, or the query is invalid.
        ConfigError: The configuration is invalid.
        StoreError: The databases cannot be used.
    """
    _require_terminal()
    parse_query([query])
    # Imports create long-lived objects; scanning them takes a tenth of the start (measured).
    # The screen enables garbage collection after its first paint.
    gc.disable()
    from finews_tui.cli.session import open_library
    from finews_tui.cli.unexpected_errors import log_background_errors
    from finews_tui.system.logging_setup import set_up_logging

    with open_library() as library:

        def guide() -> Library:
            from finews_tui.library.guide import guide_library

            return guide_library(library.paths)

        log_background_errors()
        log = set_up_logging(library.paths.log_file)
        app = _make_app(library, query, guide)
        try:
            return app.run_in_terminal()
        finally:
            log.close()
            if not is_terminal(sys.stdout):
                # The terminal is closed: Python would fail to flush the output at exit.
                output.discard_output()


def _make_app(library: Library, query: str, guide: Callable[[], Library]) -> FinewsApp:
    """Create the application while waiting for the answer to the background query."""
    from finews_tui.cli.terminal_background import BackgroundQuery, no_echo, should_query

    background = BackgroundQuery()
    with no_echo():
        if should_query(
            library.state.setting("screen.theme") or library.config.ui.theme, os.environ
        ):
            background.send()
        from finews_tui.ui.app import FinewsApp
        from finews_tui.ui.commands.registry import REGISTRY

        is_light = background.is_light()
    return FinewsApp(
        library,
        REGISTRY,
        query=query,
        guide=guide,
        is_light=is_light,
        typed=background.typed,
    )


def _require_terminal() -> None:
    hint = tr("run `finews list` to print articles, or `finews --help` for other commands")
    if not is_terminal(sys.stdin):
        raise UsageError(tr("standard input is not a terminal; {hint}", hint=hint))
    if not is_terminal(sys.stdout):
        raise UsageError(tr("standard output is not a terminal; {hint}", hint=hint))
    if os.environ.get("TERM", "") in ("", "dumb"):
        reason = tr("TERM is dumb") if os.environ.get("TERM") else tr("TERM is not set")
        raise UsageError(tr("unsupported terminal: {reason}; {hint}", reason=reason, hint=hint))
