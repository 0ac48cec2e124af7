"""`finews open`: articles in the browser, by http and https addresses only."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import numbers_of, opened
from finews_tui.cli.terminal import is_terminal
from finews_tui.content.text.urls import normalize_url
from finews_tui.i18n.catalog import tr
from finews_tui.system.browser import Browser, BrowserError


def open_arguments(parser: Parser) -> None:
    """What `finews open` takes."""
    parser.describe(
        tr(
            "Open articles in the browser: http and https addresses only.\n\n"
            "BROWSER names it (`%s` in it stands for the address), else what the system has."
        ),
        "finews open 3fa9c2d1",
        "BROWSER=w3m finews open 3fa9c2d1",
    )
    parser.ids()
    parser.set_defaults(run=_open)


def _open(asked: Namespace) -> int:
    with opened() as library:
        numbers, is_whole = numbers_of(library, asked.ids)
        articles = library.articles.get_many(numbers)
    browser = Browser(os.environ)
    for article in articles:
        address = normalize_url(article.link)
        try:
            if not address:
                raise BrowserError(tr("refused: it has no http or https address"))
            browser.open(address, in_terminal=is_terminal(sys.stdin) and is_terminal(sys.stdout))
        except BrowserError as error:
            is_whole = False
            output.tell(tr("{place}: {message}", place=article.id, message=error))
            if address:
                output.say(address)
    return OK if is_whole else FAILED
