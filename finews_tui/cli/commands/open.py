"""`finews open`: open articles in the browser, http and https only."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import find_articles, open_library
from finews_tui.cli.terminal import is_terminal
from finews_tui.content.text.urls import normalize_url
from finews_tui.i18n.catalog import tr
from finews_tui.system.browser import Browser, BrowserError


def _configure_open(parser: CommandParser) -> None:
    """Configure the parser of `finews open`."""
    parser.describe(
        tr(
            "Open articles in the browser.\n\n"
            "Only http and https links are opened. To choose a browser, set BROWSER; `%s` in\n"
            "it is replaced by the URL."
        ),
        "finews open 3fa9c2d1",
        "BROWSER=w3m finews open 3fa9c2d1",
    )
    parser.add_ids()
    parser.set_defaults(run=_open)


def _open(arguments: Namespace) -> int:
    with open_library() as library:
        numbers, succeeded = find_articles(library, arguments.ids)
        articles = library.articles.get_many(numbers)
    browser = Browser(os.environ)
    for article in articles:
        address = normalize_url(article.page_link)
        try:
            if not address:
                raise BrowserError(tr("cannot open: the article has no http or https link"))
            browser.open(address, in_terminal=is_terminal(sys.stdin) and is_terminal(sys.stdout))
        except BrowserError as error:
            succeeded = False
            output.report(output.labelled(article.id, error))
            if address:
                output.print_lines(address)
    return OK if succeeded else FAILED


COMMANDS = {"open": _configure_open}
