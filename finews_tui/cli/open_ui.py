"""`finews` without a verb: the screen, where there is a terminal for it."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from finews_tui.cli.output import streams as output
from finews_tui.cli.session import query_of
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from finews_tui.library.library import Library
    from finews_tui.ui.app import FinewsApp


def open_screen(query: str) -> int:
    """Open the screen on what a query finds; returns the exit status.

    Raises:
        UsageError: there is no terminal for it, or the query has a mistake.
        ConfigError: a mistake in the configuration.
        StoreError: the databases cannot be used.
    """
    _refuse_without_terminal()
    query_of([query])
    # Imports make objects that stay: looking through them costs a tenth of the start (measured).
    # The screen collects again after its first paint.
    gc.disable()
    from finews_tui.cli.session import opened
    from finews_tui.cli.unexpected_errors import log_unseen
    from finews_tui.system.logging_setup import set_up_logging

    with opened() as library:

        def guide() -> Library:
            from finews_tui.library.guide import guide_library

            return guide_library(library.paths)

        log_unseen()
        log = set_up_logging(library.paths.log_file)
        app = _app(library, query, guide)
        try:
            return app.run_in_terminal()
        finally:
            log.close()
            if not is_terminal(sys.stdout):
                # The terminal is gone: what Textual left unwritten cannot be written at the exit.
                output.drop_output()


def _app(library: Library, query: str, guide: Callable[[], Library]) -> FinewsApp:
    """The application, imported while the terminal answers what its ground is."""
    from finews_tui.cli.terminal_background import Ground, is_to_be_asked, unechoed

    ground = Ground()
    with unechoed():
        if is_to_be_asked(
            library.state.setting("screen.theme") or library.config.ui.theme, os.environ
        ):
            ground.ask()
        from finews_tui.ui.app import FinewsApp

        is_light = ground.is_light()
    return FinewsApp(library, query=query, guide=guide, is_light=is_light)


def _refuse_without_terminal() -> None:
    hint = tr("`finews list` prints the news, `finews --help` lists what else can be done")
    if not is_terminal(sys.stdin):
        raise UsageError(
            tr("the screen needs a terminal, standard input is none; {hint}", hint=hint)
        )
    if not is_terminal(sys.stdout):
        raise UsageError(
            tr("the screen needs a terminal, standard output is none; {hint}", hint=hint)
        )
    if os.environ.get("TERM", "") in ("", "dumb"):
        kind = (
            tr("TERM says that it is a dumb one")
            if os.environ.get("TERM")
            else tr("TERM is not set")
        )
        raise UsageError(
            tr(
                "the screen needs a terminal that can be painted on, {kind}; {hint}",
                kind=kind,
                hint=hint,
            )
        )
