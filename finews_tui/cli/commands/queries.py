"""`finews queries`: list, add, remove and export saved queries."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace

from finews_tui.cli.exit_status import OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import open_library, parse_query
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr


def _configure_queries(parser: CommandParser) -> None:
    """Configure the parser of `finews queries`."""
    parser.describe(
        tr(
            "List, add, remove and export saved queries.\n\n"
            "Saved queries are shown in the left pane."
        ),
        "finews queries add 'Central banks' '央行 OR \"central bank\" newer:2w'",
        "finews queries list",
        "finews queries export > queries.sh",
    )
    subparsers = parser.add_subcommands(
        {
            "list": tr("list saved queries"),
            "add": tr("save a query, or replace one with the same name"),
            "remove": tr("remove a saved query"),
            "export": tr("print saved queries as shell commands"),
        }
    )
    subparsers["list"].describe(
        tr("List saved queries: name and query, separated by a tab."), "finews queries list"
    )
    subparsers["add"].describe(
        tr("Save a query, or replace one with the same name."),
        "finews queries add Copper 'copper OR 铜 newer:1m'",
    )
    subparsers["add"].add_argument("name", metavar=tr("NAME"), help=tr("name of the saved query"))
    subparsers["add"].add_argument(
        "query", nargs="+", metavar=tr("QUERY"), help=tr("query; see `finews list --help`")
    )
    subparsers["add"].set_defaults(run=_add)
    subparsers["remove"].describe(tr("Remove a saved query."), "finews queries remove Copper")
    subparsers["remove"].add_argument(
        "name", metavar=tr("NAME"), help=tr("name of the saved query")
    )
    subparsers["remove"].set_defaults(run=_remove)
    subparsers["export"].describe(
        tr("Print saved queries as shell commands, to add them on another computer."),
        "finews queries export | ssh server sh",
    )
    for name, run in (("list", _list), ("export", _export)):
        subparsers[name].add_formats("--json")
        subparsers[name].set_defaults(run=run)


def _list(arguments: Namespace) -> int:
    with open_library() as library:
        saved = library.state.saved_queries()
    if arguments.json:
        output.write_json({"name": query.name, "query": query.text} for query in saved)
    else:
        for query in saved:
            output.print_columns(query.name, query.text)
    if not saved and is_terminal(sys.stderr):
        output.report(tr("no saved queries yet; add one with `finews queries add NAME QUERY`"))
    return OK


def _export(arguments: Namespace) -> int:
    if arguments.json:
        return _list(arguments)
    with open_library() as library:
        for query in library.state.saved_queries():
            words = (output.sanitize_line(query.name), "--", output.sanitize_line(query.text))
            output.print_lines(f"finews queries add {shlex.join(words)}")
    return OK


def _add(arguments: Namespace) -> int:
    name = output.sanitize_line(arguments.name).strip()
    if not name:
        raise UsageError(tr("queries: NAME must not be empty"))
    query = parse_query(arguments.query)
    if query.is_empty:
        raise UsageError(tr("queries: QUERY must not be empty"))
    with open_library() as library:
        library.state.save_query(name, query.text)
    output.print_lines(output.labelled(name, query.text))
    return OK


def _remove(arguments: Namespace) -> int:
    with open_library() as library:
        library.state.remove_query(arguments.name)
    output.print_lines(tr("{name}: removed", name=arguments.name))
    return OK


COMMANDS = {"queries": _configure_queries}
