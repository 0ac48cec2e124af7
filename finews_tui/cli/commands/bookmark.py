"""`finews bookmark`: add, remove, list, export and import bookmarks."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.json_records import bookmark_record
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import find_articles, open_library
from finews_tui.cli.terminal import is_terminal
from finews_tui.i18n.catalog import mark, ntr, tr
from finews_tui.system.paths import home_relative

_STANDARD_STREAM = "-"
_FILE_HELP = {
    "export": mark("JSON Lines file; - for standard output"),
    "import": mark("JSON Lines file; - for standard input"),
}


def _configure_bookmark(parser: CommandParser) -> None:
    """Configure the parser of `finews bookmark`."""
    parser.describe(
        tr(
            "Add, remove, list, export and import bookmarks.\n\n"
            "Each bookmark is a Markdown file with the whole article. It is kept even if the\n"
            "source is removed or deletes the article."
        ),
        "finews bookmark add 3fa9c2d1",
        "finews bookmark list --json",
        "finews bookmark export bookmarks.jsonl",
    )
    subparsers = parser.add_subcommands(
        {
            "add": tr("bookmark articles"),
            "remove": tr("remove bookmarks"),
            "list": tr("list bookmarks, newest first"),
            "export": tr("export all bookmarks as JSON Lines"),
            "import": tr("import bookmarks from an export"),
        }
    )
    _configure_add(subparsers["add"])
    _configure_remove(subparsers["remove"])
    subparsers["list"].describe(
        tr("List bookmarks, newest first."),
        "finews bookmark list",
        "finews bookmark list --json",
    )
    subparsers["list"].add_formats("--json")
    subparsers["list"].set_defaults(run=_list)
    subparsers["export"].describe(
        tr("Export all bookmarks as JSON Lines.\n\nIf the export fails, FILE is left unchanged."),
        "finews bookmark export bookmarks.jsonl",
        "finews bookmark export - | gzip > bookmarks.jsonl.gz",
    )
    subparsers["import"].describe(
        tr("Import bookmarks from an export.\n\nExisting bookmarks are kept."),
        "finews bookmark import bookmarks.jsonl",
    )
    for name, run in (("export", _export), ("import", _import)):
        subparsers[name].add_argument("file", metavar=tr("FILE"), help=tr(_FILE_HELP[name]))
        subparsers[name].set_defaults(run=run)


def _configure_add(parser: CommandParser) -> None:
    parser.describe(
        tr(
            "Bookmark articles.\n\n"
            "The exit status is 0 only after all files have been written safely to disk."
        ),
        "finews bookmark add 3fa9c2d1 77e0",
        "finews list --ids symbol:600519 | xargs finews bookmark add",
    )
    parser.add_ids()
    parser.set_defaults(run=_change, is_bookmarked=True)


def _configure_remove(parser: CommandParser) -> None:
    parser.describe(
        tr(
            "Remove bookmarks.\n\n"
            "Articles that their source still has stay in finews; only the bookmark is\n"
            "removed."
        ),
        "finews bookmark remove 3fa9c2d1 77e0",
    )
    parser.add_ids()
    parser.set_defaults(run=_change, is_bookmarked=False)


def _change(arguments: Namespace) -> int:
    with open_library() as library:
        numbers, all_found = find_articles(library, arguments.ids)
        for number in numbers:
            change = library.set_bookmark(number, arguments.is_bookmarked)
            line = change.label
            for headline in library.articles.headlines([number]):
                line = output.labelled(line, f"{headline.id} {headline.title}")
            output.print_lines(line)
    return OK if all_found else FAILED


def _list(arguments: Namespace) -> int:
    with open_library() as library:
        bookmarks = library.bookmarks.all()
        if arguments.json:
            output.write_json(map(bookmark_record, bookmarks))
        else:
            from finews_tui.cli.commands.list_search import print_rows

            print_rows(library, [article.number for article in bookmarks])
    if not bookmarks and is_terminal(sys.stderr):
        output.report(tr("no bookmarks yet; add one with `finews bookmark add ID`"))
    return OK


def _export(arguments: Namespace) -> int:
    if arguments.file == _STANDARD_STREAM:
        with open_library() as library:
            output.write_bytes(library.bookmarks.export_data())
        return OK
    path = Path(arguments.file)
    with open_library() as library:
        count = library.bookmarks.export(path)
    file = home_relative(path)
    output.print_lines(
        ntr(
            "{count} bookmark exported to {file}",
            "{count} bookmarks exported to {file}",
            count,
            file=file,
        )
    )
    return OK


def _import(arguments: Namespace) -> int:
    if arguments.file == _STANDARD_STREAM:
        data = sys.stdin.buffer.read() if sys.stdin is not None else b""
        file = tr("standard input")
        with open_library() as library:
            count, rejected = library.bookmarks.import_data(data)
    else:
        path = Path(arguments.file)
        file = home_relative(path)
        with open_library() as library:
            count, rejected = library.bookmarks.import_file(path)
    output.report(*(output.labelled(file, line) for line in rejected))
    output.print_lines(ntr("{count} new bookmark", "{count} new bookmarks", count))
    return FAILED if rejected else OK


COMMANDS = {"bookmark": _configure_bookmark}
