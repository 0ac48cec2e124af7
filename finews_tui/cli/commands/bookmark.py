"""`finews bookmark`: keep articles, list what is kept, export and import it."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.json_records import bookmark_record
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import numbers_of, opened
from finews_tui.cli.terminal import is_terminal
from finews_tui.i18n.catalog import mark, ntr, tr
from finews_tui.system.paths import home_relative

_STANDARD_STREAM = "-"
_FILE_HELP = {
    "export": mark("a file of JSON Lines; - is standard output"),
    "import": mark("a file of JSON Lines; - is standard input"),
}


def bookmark_arguments(parser: Parser) -> None:
    """What `finews bookmark` takes."""
    parser.describe(
        tr("Keep articles: each as a Markdown file of its own, which outlives its source."),
        "finews bookmark add 3fa9c2d1",
        "finews bookmark list --json",
        "finews bookmark export kept.jsonl",
    )
    verbs = parser.verbs(
        {
            "add": tr("keep articles"),
            "remove": tr("let go of them"),
            "list": tr("list what is kept"),
            "export": tr("write all as JSON Lines"),
            "import": tr("keep what an export holds"),
        }
    )
    _add_arguments(verbs["add"])
    _remove_arguments(verbs["remove"])
    verbs["list"].describe(
        tr("List what is kept, newest first."),
        "finews bookmark list",
        "finews bookmark list --json",
    )
    verbs["list"].forms("--json")
    verbs["list"].set_defaults(run=_list)
    verbs["export"].describe(
        tr("Write all bookmarks as JSON Lines; FILE is whole or untouched."),
        "finews bookmark export kept.jsonl",
    )
    verbs["import"].describe(
        tr("Keep the bookmarks of an export, beside those that are here."),
        "finews bookmark import kept.jsonl",
    )
    for name, run in (("export", _export), ("import", _import)):
        verbs[name].add_argument("file", metavar=tr("FILE"), help=tr(_FILE_HELP[name]))
        verbs[name].set_defaults(run=run)


def _add_arguments(parser: Parser) -> None:
    parser.describe(
        tr("Keep articles. Ends with 0 only after their files are safe on the disk."),
        "finews bookmark add 3fa9c2d1 77e0",
        "finews list --ids symbol:600519 | xargs finews bookmark add",
    )
    parser.ids()
    parser.set_defaults(run=_change, is_bookmarked=True)


def _remove_arguments(parser: Parser) -> None:
    parser.describe(
        tr("Let go of bookmarks; the articles stay as long as their source has them."),
        "finews bookmark remove 3fa9c2d1 77e0",
    )
    parser.ids()
    parser.set_defaults(run=_change, is_bookmarked=False)


def _change(asked: Namespace) -> int:
    with opened() as library:
        numbers, is_whole = numbers_of(library, asked.ids)
        for number in numbers:
            marked = library.set_bookmark(number, asked.is_bookmarked)
            article = library.articles.headlines([number])
            told = marked.label
            if article:
                title = f"{article[0].id} {article[0].title}"
                told = tr("{place}: {message}", place=told, message=title)
            output.say(told)
    return OK if is_whole else FAILED


def _list(asked: Namespace) -> int:
    with opened() as library:
        kept = library.bookmarks.all()
        if asked.json:
            output.write_json(map(bookmark_record, kept))
        else:
            from finews_tui.cli.commands.list_search import print_rows

            print_rows(library, [article.number for article in kept])
    if not kept and is_terminal(sys.stderr):
        output.tell(tr("nothing is kept yet; `finews bookmark add ID` keeps an article"))
    return OK


def _export(asked: Namespace) -> int:
    if asked.file == _STANDARD_STREAM:
        with opened() as library:
            output.write_bytes(library.bookmarks.export_data())
        return OK
    path = Path(asked.file)
    with opened() as library:
        count = library.bookmarks.export(path)
    file = home_relative(path)
    output.say(ntr("{count} bookmark in {file}", "{count} bookmarks in {file}", count, file=file))
    return OK


def _import(asked: Namespace) -> int:
    if asked.file == _STANDARD_STREAM:
        data = sys.stdin.buffer.read() if sys.stdin is not None else b""
        file = tr("standard input")
        with opened() as library:
            count, rejected = library.bookmarks.import_data(data)
    else:
        path = Path(asked.file)
        file = home_relative(path)
        with opened() as library:
            count, rejected = library.bookmarks.import_file(path)
    output.tell(*(tr("{place}: {message}", place=file, message=line) for line in rejected))
    output.say(ntr("{count} new bookmark", "{count} new bookmarks", count))
    return FAILED if rejected else OK
