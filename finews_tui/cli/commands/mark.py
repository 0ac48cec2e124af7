"""`finews mark`: read and unread."""

from __future__ import annotations

from argparse import Namespace

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import numbers_of, opened, query_of
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.library.changes.change import Change
from finews_tui.library.library import Library


def mark_arguments(parser: Parser) -> None:
    """What `finews mark` takes."""
    parser.describe(
        tr("Mark articles read or unread: some by their IDs, or all that a query finds."),
        "finews mark read 3fa9c2d1 77e0",
        "finews mark read --query 'source:news older:2w'",
        "finews mark unread --query date:today",
    )
    parser.add_argument("state", choices=("read", "unread"), metavar="read|unread")
    parser.ids("*")
    parser.add_argument(
        "--query", metavar=tr("QUERY"), help=tr("all that it finds, instead of IDs")
    )
    parser.set_defaults(run=_mark)


def _mark(asked: Namespace) -> int:
    if (asked.query is None) == (not asked.ids):
        raise UsageError(tr("mark: give IDs, or --query and a query; see `finews mark --help`"))
    is_read = asked.state == "read"
    with opened() as library:
        if asked.query is not None:
            output.say(
                _recorded(library, library.mark_query_read(query_of([asked.query]), is_read))
            )
            return OK
        numbers, is_whole = numbers_of(library, asked.ids)
        if numbers:
            output.say(_recorded(library, library.mark_read(numbers, is_read)))
    return OK if is_whole else FAILED


def _recorded(library: Library, change: Change) -> str:
    """Record a change, so that the screen can undo it; return its label."""
    if change.count:
        library.record(change)
    return change.label
