"""`finews import` and `export`: lists of subscriptions, from and for other readers."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from finews_tui.cli.exit_status import OK, Stopped
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import opened
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr

if TYPE_CHECKING:
    from finews_tui.library.library import Library


def import_arguments(parser: Parser) -> None:
    """What `finews import` takes."""
    parser.describe(
        tr(
            "Take over subscriptions from OPML, which nearly every reader exports, or from "
            "newsboat's\n"
            "urls file. Folders and first tags become groups, further tags and query feeds saved\n"
            "queries. Nothing is fetched or run; what could not be taken over is listed.\n\n"
            "--read-state takes newsboat's cache.db: the articles of the feeds followed, read or\n"
            "not as there, flagged ones as bookmarks, deleted ones left out. Or a list that\n"
            "`newsboat -E` wrote: what is here of it counts as read."
        ),
        "finews import subscriptions.opml && finews sync",
        "finews import ~/.newsboat/urls",
        "finews import ~/.newsboat/urls --read-state ~/.newsboat/cache.db",
    )
    parser.add_argument(
        "file", metavar=tr("FILE"), nargs="?", help=tr("an OPML or urls file; - is standard input")
    )
    parser.add_argument(
        "--read-state",
        metavar=tr("CACHE"),
        help=tr("newsboat's cache.db, or its list of read articles"),
    )
    parser.set_defaults(run=_import)


def _import(asked: Namespace) -> int:
    if asked.file is None and asked.read_state is None:
        raise UsageError(tr("import: name a FILE, or --read-state; see `finews import --help`"))
    data = None if asked.file is None else _read(asked.file)
    state = None if asked.read_state is None else _state_file(asked.read_state)
    with opened() as library:
        # What is refused there is refused before anything is changed.
        titles = _titles(state)
        if data is not None:
            _import_list(library, data, titles)
        if state is not None:
            _import_state(library, state)
    return OK


def _import_list(library: Library, data: bytes, titles: dict[str, str]) -> None:
    from finews_tui.library.subscribe.import_file import import_subscriptions

    found = import_subscriptions(library.stores, data, titles)
    for line in found.refused:
        output.tell(line)
    counts = [ntr("{count} feed added", "{count} feeds added", len(found.added))]
    if found.known:
        counts.append(tr("{count:,} followed already", count=found.known))
    if found.queries:
        counts.append(ntr("{count} query saved", "{count} queries saved", len(found.queries)))
    done = tr(", ").join(counts)
    output.say(tr("{done}; now run `finews sync`", done=done) if found.added else done)


def _titles(state: Path | None) -> dict[str, str]:
    """What newsboat calls the feeds to which its list gives no title."""
    if state is None:
        return {}
    from finews_tui.library.subscribe.newsboat.read_state import feed_titles

    return feed_titles(state)


def _import_state(library: Library, path: Path) -> None:
    """Take over articles and marks, showing how far that has come.

    Raises:
        UsageError: the file is neither a cache.db nor a list.
    """
    from finews_tui.cli.commands.sync import progress_bar
    from finews_tui.library.subscribe.newsboat.read_state import import_read_state

    output.flush()
    try:
        with progress_bar() as tell:
            taken = import_read_state(library.stores, path, tell or (lambda _: None))
    except (KeyboardInterrupt, Stopped):
        output.tell(tr("stopped; what came so far is kept, and the next import goes on from there"))
        raise
    for line in taken.refused:
        output.tell(line)
    counts = [ntr("{count} article", "{count} articles", taken.articles)]
    if taken.read:
        counts.append(tr("{count:,} marked read", count=taken.read))
    if taken.bookmarks:
        counts.append(ntr("{count} bookmark", "{count} bookmarks", taken.bookmarks))
    if taken.deleted:
        counts.append(ntr("{count} deleted stays away", "{count} deleted stay away", taken.deleted))
    output.say(tr("newsboat: {counts} taken over", counts=tr(", ").join(counts)))


def _state_file(name: str) -> Path:
    """A file of read marks that is there.

    Raises:
        UsageError: it is not.
    """
    from finews_tui.system.paths import home_relative

    path = Path(name)
    if not path.is_file():
        raise UsageError(tr("{file}: there is no such file", file=home_relative(path)))
    return path


def _read(name: str) -> bytes:
    """A file of subscriptions, or standard input.

    Raises:
        UsageError: it cannot be read.
    """
    from finews_tui.library.subscribe.import_file import (
        read_subscription_file,
        read_subscription_stream,
    )

    if name == "-":
        return read_subscription_stream(sys.stdin.buffer)
    return read_subscription_file(Path(name))


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
    from finews_tui.library.subscribe.import_file import export_opml

    with opened() as library:
        output.write(export_opml(library.stores, with_secrets=asked.with_secrets))
    return OK
