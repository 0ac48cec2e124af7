"""`finews queries`: saved queries."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace

from finews_tui.cli.exit_status import OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import opened, query_of
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr


def queries_arguments(parser: Parser) -> None:
    """What `finews queries` takes."""
    parser.describe(
        tr("Saved queries, which have a name and a place in the left pane."),
        "finews queries add 'Central banks' '央行 OR \"central bank\" newer:2w'",
        "finews queries list",
        "finews queries export > queries.sh",
    )
    verbs = parser.verbs(
        {
            "list": tr("list them"),
            "add": tr("save one, in place of one of that name"),
            "remove": tr("forget one"),
            "export": tr("print them as commands that save them"),
        }
    )
    verbs["list"].describe(tr("List saved queries: name, tab, query."), "finews queries list")
    verbs["add"].describe(
        tr("Save a query under a name, in place of one of that name."),
        "finews queries add Copper 'copper OR 铜 newer:1m'",
    )
    verbs["add"].add_argument("name", metavar=tr("NAME"))
    verbs["add"].add_argument("query", nargs="+", metavar=tr("QUERY"))
    verbs["add"].set_defaults(run=_add)
    verbs["remove"].describe(tr("Forget a saved query."), "finews queries remove Copper")
    verbs["remove"].add_argument("name", metavar=tr("NAME"))
    verbs["remove"].set_defaults(run=_remove)
    verbs["export"].describe(
        tr("Print saved queries as commands for a shell, which save them elsewhere."),
        "finews queries export | ssh server sh",
    )
    for name, run in (("list", _list), ("export", _export)):
        verbs[name].forms("--json")
        verbs[name].set_defaults(run=run)


def _list(asked: Namespace) -> int:
    with opened() as library:
        saved = library.state.saved_queries()
    if asked.json:
        output.write_json({"name": query.name, "query": query.text} for query in saved)
    else:
        for query in saved:
            output.say_columns(query.name, query.text)
    if not saved and is_terminal(sys.stderr):
        output.tell(tr("no query is saved yet; `finews queries add NAME QUERY` saves one"))
    return OK


def _export(asked: Namespace) -> int:
    if asked.json:
        return _list(asked)
    with opened() as library:
        for query in library.state.saved_queries():
            words = (output.one_line(query.name), "--", output.one_line(query.text))
            output.say(f"finews queries add {shlex.join(words)}")
    return OK


def _add(asked: Namespace) -> int:
    name = output.one_line(asked.name).strip()
    if not name:
        raise UsageError(tr("queries: the name is empty; write one"))
    query = query_of(asked.query)
    if query.is_empty:
        raise UsageError(tr("queries: the query is empty; write what to look for"))
    with opened() as library:
        library.state.save_query(name, query.text)
    output.say(tr("{place}: {message}", place=name, message=query.text))
    return OK


def _remove(asked: Namespace) -> int:
    with opened() as library:
        library.state.remove_query(asked.name)
    output.say(tr("{name}: forgotten", name=asked.name))
    return OK
