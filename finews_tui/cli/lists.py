"""`finews import` and `export`: lists of subscriptions, from and for other readers."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from finews_tui.cli import output
from finews_tui.cli.exit import OK
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import opened
from finews_tui.errors import UsageError
from finews_tui.language import ntr, tr
from finews_tui.refusals import reason_of


def import_arguments(parser: Parser) -> None:
    """What `finews import` takes."""
    parser.describe(
        tr(
            "Take over subscriptions from OPML, which nearly every reader exports, or from "
            "newsboat's\n"
            "urls file. Folders and first tags become groups, query feeds saved queries. "
            "Nothing is\n"
            "fetched or run; what could not be taken over is listed, a line each."
        ),
        "finews import subscriptions.opml && finews sync",
        "finews import ~/.newsboat/urls",
    )
    parser.add_argument(
        "file", metavar=tr("FILE"), help=tr("an OPML or urls file; - is standard input")
    )
    parser.set_defaults(run=_import)


def _import(asked: Namespace) -> int:
    from finews_tui.library.subscriptions import import_list

    data = _read(asked.file)
    with opened() as library:
        found = import_list(library, data)
    for line in found.refused:
        output.tell(line)
    counts = [ntr("{count} feed added", "{count} feeds added", len(found.added))]
    if found.known:
        counts.append(tr("{count:,} followed already", count=found.known))
    if found.queries:
        counts.append(ntr("{count} query saved", "{count} queries saved", len(found.queries)))
    done = tr(", ").join(counts)
    output.say(tr("{done}; now run `finews sync`", done=done) if found.added else done)
    return OK


def _read(name: str) -> bytes:
    """A file of subscriptions, or standard input.

    Raises:
        UsageError: it cannot be read.
    """
    from finews_tui.paths import home_relative
    from finews_tui.sources.opml import LARGEST_FILE

    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST_FILE + 1)
        with Path(name).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = reason_of(error)
        raise UsageError(
            tr("{file}: cannot be read: {reason}", file=home_relative(Path(name)), reason=reason)
        ) from error


def export_arguments(parser: Parser) -> None:
    """What `finews export` takes."""
    parser.describe(
        tr(
            "Print the feeds followed as OPML, which nearly every reader takes. Folders are "
            "left out:\n"
            "they are no address for another reader. So are names, passwords and tokens in "
            "addresses."
        ),
        "finews export > subscriptions.opml",
    )
    parser.add_argument(
        "--with-secrets",
        action="store_true",
        help=tr("leave passwords and tokens in the addresses"),
    )
    parser.set_defaults(run=_export)


def _export(asked: Namespace) -> int:
    from finews_tui.library.subscriptions import export_list

    with opened() as library:
        output.write(export_list(library, with_secrets=asked.with_secrets))
    return OK
