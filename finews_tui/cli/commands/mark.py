"""`finews mark`: mark articles as read or unread."""

from __future__ import annotations

from argparse import Namespace

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import find_articles, open_library, parse_query
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.library.changes.change import Change
from finews_tui.library.library import Library


def _configure_mark(parser: CommandParser) -> None:
    """Configure the parser of `finews mark`."""
    parser.describe(
        tr("Mark articles as read or unread, by ID or by query."),
        "finews mark read 3fa9c2d1 77e0",
        "finews mark read --query 'source:news older:2w'",
        "finews mark unread --query date:today",
    )
    parser.add_argument("state", choices=("read", "unread"), metavar="read|unread")
    parser.add_ids("*")
    parser.add_argument(
        "--query", metavar=tr("QUERY"), help=tr("mark all articles that match this query")
    )
    parser.set_defaults(run=_mark)


def _mark(arguments: Namespace) -> int:
    if (arguments.query is None) == (not arguments.ids):
        raise UsageError(tr("mark: either IDs or --query is required; see `finews mark --help`"))
    is_read = arguments.state == "read"
    with open_library() as library:
        if arguments.query is not None:
            output.print_lines(
                _record_change(
                    library, library.mark_query_read(parse_query([arguments.query]), is_read)
                )
            )
            return OK
        numbers, all_found = find_articles(library, arguments.ids)
        if numbers:
            output.print_lines(_record_change(library, library.mark_read(numbers, is_read)))
    return OK if all_found else FAILED


def _record_change(library: Library, change: Change) -> str:
    """Add a change to the undo history and return its label."""
    if change.count:
        library.record(change)
    return change.label


COMMANDS = {"mark": _configure_mark}
