"""`finews import` and `finews export`: subscription lists of other readers."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from finews_tui.cli.exit_status import OK, SignalExit
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import open_library
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr

if TYPE_CHECKING:
    from finews_tui.library.library import Library


def _configure_import(parser: CommandParser) -> None:
    """Configure the parser of `finews import`."""
    parser.describe(
        tr(
            "Import subscriptions from another reader.\n\n"
            "FILE is an OPML file, which nearly every reader can export, or newsboat's urls\n"
            "file. Folders and first tags become groups; other tags and query feeds become\n"
            "saved queries. Nothing is fetched and no commands are run. Lines that cannot be\n"
            "imported are reported.\n\n"
            "--read-state also imports articles and their read state from newsboat's\n"
            "cache.db, for feeds that you follow. Flagged articles become bookmarks; deleted\n"
            "ones are skipped. It also accepts a list written by `newsboat -E`: articles in\n"
            "it are marked as read."
        ),
        "finews import subscriptions.opml && finews sync",
        "finews import ~/.newsboat/urls",
        "finews import ~/.newsboat/urls --read-state ~/.newsboat/cache.db",
    )
    parser.add_argument(
        "file", metavar=tr("FILE"), nargs="?", help=tr("OPML or urls file; - for standard input")
    )
    parser.add_argument(
        "--read-state",
        metavar=tr("CACHE"),
        help=tr("newsboat's cache.db, or a list of read articles"),
    )
    parser.set_defaults(run=_import)


def _import(arguments: Namespace) -> int:
    if arguments.file is None and arguments.read_state is None:
        raise UsageError(tr("import: FILE or --read-state is required; see `finews import --help`"))
    data = None if arguments.file is None else _read_list(arguments.file)
    state_path = None if arguments.read_state is None else _state_path(arguments.read_state)
    with open_library() as library:
        # Read this file first: if it is invalid, nothing is imported.
        titles = _read_titles(state_path)
        if data is not None:
            _import_list(library, data, titles)
        if state_path is not None:
            _import_state(library, state_path)
    return OK


def _import_list(library: Library, data: bytes, titles: dict[str, str]) -> None:
    from finews_tui.library.subscribe.import_file import import_subscriptions

    imported = import_subscriptions(library.stores, data, titles)
    for line in imported.refused:
        output.report(line)
    counts = [ntr("{count} feed added", "{count} feeds added", len(imported.added))]
    if imported.known:
        counts.append(tr("{count:,} already followed", count=imported.known))
    if imported.queries:
        counts.append(ntr("{count} query saved", "{count} queries saved", len(imported.queries)))
    summary = tr(", ").join(counts)
    if imported.added:
        summary = tr("{summary}; run `finews sync` to fetch articles", summary=summary)
    output.print_lines(summary)


def _read_titles(state_path: Path | None) -> dict[str, str]:
    """Return newsboat's feed titles by URL, for feeds without a title in the list."""
    if state_path is None:
        return {}
    from finews_tui.library.subscribe.newsboat.read_state import feed_titles

    return feed_titles(state_path)


def _import_state(library: Library, path: Path) -> None:
    """Import articles and read marks, with a progress bar.

    Raises:
        UsageError: The file is neither a cache.db nor a list of read articles.
    """
    from finews_tui.cli.commands.sync import progress_bar
    from finews_tui.library.subscribe.newsboat.read_state import import_read_state

    output.flush()
    try:
        with progress_bar() as show_progress:
            imported = import_read_state(library.stores, path, show_progress or (lambda _: None))
    except (KeyboardInterrupt, SignalExit):
        output.report(
            tr("stopped; imported articles are saved, and the next import continues from here")
        )
        raise
    for line in imported.refused:
        output.report(line)
    counts = [ntr("{count} article imported", "{count} articles imported", imported.articles)]
    if imported.read:
        counts.append(tr("{count:,} marked as read", count=imported.read))
    if imported.bookmarks:
        counts.append(ntr("{count} bookmark added", "{count} bookmarks added", imported.bookmarks))
    if imported.deleted:
        counts.append(
            ntr(
                "{count} deleted article skipped",
                "{count} deleted articles skipped",
                imported.deleted,
            )
        )
    output.print_lines(output.labelled("newsboat", tr(", ").join(counts)))


def _state_path(name: str) -> Path:
    """Return the path of the file with read marks.

    Raises:
        UsageError: The file does not exist.
    """
    from finews_tui.system.paths import home_relative

    path = Path(name)
    if not path.is_file():
        raise UsageError(tr("{file}: no such file", file=home_relative(path)))
    return path


def _read_list(name: str) -> bytes:
    """Read a subscription list from a file or standard input.

    Raises:
        UsageError: The list cannot be read.
    """
    from finews_tui.library.subscribe.import_file import (
        read_subscription_file,
        read_subscription_stream,
    )

    if name == "-":
        return read_subscription_stream(sys.stdin.buffer)
    return read_subscription_file(Path(name))


def _configure_export(parser: CommandParser) -> None:
    """Configure the parser of `finews export`."""
    parser.describe(
        tr(
            "Print your feeds as OPML, which nearly every reader can import.\n\n"
            "Folders are not included. User names, passwords and tokens are removed from\n"
            "URLs unless you use --with-secrets."
        ),
        "finews export > subscriptions.opml",
    )
    parser.add_argument(
        "--with-secrets",
        action="store_true",
        help=tr("keep passwords and tokens in URLs"),
    )
    parser.set_defaults(run=_export)


def _export(arguments: Namespace) -> int:
    from finews_tui.library.subscribe.import_file import export_opml

    with open_library() as library:
        output.write(export_opml(library.stores, with_secrets=arguments.with_secrets))
    return OK


COMMANDS = {"import": _configure_import, "export": _configure_export}
