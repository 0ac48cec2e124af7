"""`finews read`: articles as plain lines, for screen readers and braille displays."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from finews_tui.cli.commands.list_search import article_count
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import open_library, parse_query
from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import mark, ntr, tr
from finews_tui.library.library import Library
from finews_tui.model.fullwidth import ascii_key
from finews_tui.model.timestamps import format_time
from finews_tui.query.ast import Sort
from finews_tui.query.query import Query

_DEFAULT_PAGE_SIZE = 10
_COMMANDS_HELP = mark(
    """\
Enter or n   next article
p            previous article
a number     article with that number
l            show the list again
m            show more of the list
u            mark as unread
b            bookmark, or remove the bookmark
o            open in the browser
/ WORDS      search
q            quit"""
)


def _configure_read(parser: CommandParser) -> None:
    """Configure the parser of `finews read`."""
    description = tr(
        "Read articles one by one as plain text.\n\n"
        "Prints a list, then one article at a time, one paragraph per line, and prompts\n"
        "for the next command. It never moves the cursor and uses no colours, so it\n"
        "works well with screen readers, braille displays and slow connections. Enter ?\n"
        "at the prompt for help."
    )
    parser.describe(
        description, "finews read", "finews read is:unread category:markets", "finews read -n 5 fog"
    )
    parser.add_argument(
        "query", nargs="*", metavar=tr("QUERY"), help=tr("read only articles that match this query")
    )
    parser.add_argument(
        "-n",
        type=article_count,
        default=_DEFAULT_PAGE_SIZE,
        metavar="N",
        help=tr("number of articles to list at a time (default 10)"),
    )
    parser.add_argument("--oldest", action="store_true", help=tr("oldest first"))
    parser.set_defaults(run=_read)


def _read(arguments: Namespace) -> int:
    query = parse_query(arguments.query)
    if arguments.oldest:
        query = Query(query.root, Sort.OLDEST)
    with open_library() as library:
        session = ReadingSession(library, arguments.n or _DEFAULT_PAGE_SIZE)
        session.start(query)
        while session.handle(_prompt()):
            continue
    return 0


def _prompt() -> str:
    """Prompt for a command and return it; `q` at the end of standard input."""
    output.write(tr("Command (? for help): "))
    output.flush()
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        output.write("\n")
        return "q"
    command = line.strip()
    return (ascii_key(command[:1]) or command[:1]) + command[1:]


class ReadingSession:
    """A listing that is read article by article; all output is plain lines."""

    def __init__(self, library: Library, page_size: int) -> None:
        self._library = library
        self._page_size = page_size
        self._numbers: Sequence[int] = ()
        self._listed_end = 0
        self._index = -1

    def start(self, query: Query) -> None:
        """Print the first page of the listing of a query."""
        self._numbers = self._library.articles.listing(query)
        self._listed_end, self._index = 0, -1
        total = len(self._numbers)
        output.print_lines(ntr("{count} article", "{count} articles", total))
        self._print_page(0)

    def _print_page(self, start: int) -> None:
        numbers = self._numbers[start : start + self._page_size]
        headlines = self._library.articles.headlines(numbers)
        for position, headline in enumerate(headlines, start + 1):
            states = [] if headline.is_read else [tr("unread")]
            states += [tr("bookmarked")] if headline.is_bookmarked else []
            state = f" ({', '.join(states)})" if states else ""
            title = headline.title or tr("(untitled)")
            output.print_lines(
                f"{position}. {title}. {headline.category or headline.source}{state}"
            )
        self._listed_end = start + len(numbers)
        remaining = len(self._numbers) - self._listed_end
        if remaining > 0:
            output.print_lines(
                ntr("{count} more; enter m to list", "{count} more; enter m to list", remaining)
            )

    def handle(self, command: str) -> bool:
        """Run a command, printing errors; return False if it ends the session."""
        try:
            return self._execute(command)
        except FinewsError as error:
            output.print_lines(str(error))
            return True

    def _execute(self, command: str) -> bool:
        if command.startswith("/"):
            self.start(parse_query([command[1:]]))
        elif command.isdecimal() and len(command) < 10:
            self._read(int(command) - 1)
        elif command in ("", "n", "p"):
            self._read(self._index + (-1 if command == "p" else 1))
        elif command == "l":
            self._print_page(max(0, self._listed_end - self._page_size))
        elif command == "m":
            self._print_page(self._listed_end)
        elif command in ("u", "b", "o"):
            self._act_on_article(command)
        elif command == "q":
            return False
        else:
            output.write(f"{tr(_COMMANDS_HELP)}\n")
        return True

    def _read(self, index: int) -> None:
        if not 0 <= index < len(self._numbers):
            output.print_lines(tr("End of the list") if index > 0 else tr("Start of the list"))
            return
        self._index = index
        article = self._library.articles.get(self._numbers[index])
        metadata = [article.source, *([article.author] if article.author else [])]
        if article.published is not None:
            metadata.append(format_time(article.published))
        elif article.first_seen is not None:
            time = f"{article.first_seen.astimezone():%Y-%m-%d %H:%M}"
            metadata.append(tr("first seen {time}", time=time))
        output.print_lines(
            "", f"{index + 1}. {article.title or tr('(untitled)')}", tr(", ").join(metadata), ""
        )
        output.write(f"{output.sanitize_text(self._library.articles.text(article)).rstrip()}\n\n")
        self._library.mark_read([article.number], True)

    def _act_on_article(self, command: str) -> None:
        if self._index < 0:
            output.print_lines(tr("Read an article first"))
            return
        article = self._library.articles.get(self._numbers[self._index])
        if command == "u":
            output.print_lines(self._library.mark_read([article.number], False).label)
        elif command == "b":
            change = self._library.set_bookmark(article.number, not article.is_bookmarked)
            output.print_lines(change.label)
        elif article.page_link:
            self._open(article.page_link)
        else:
            output.print_lines(tr("This article has no link"))

    def _open(self, address: str) -> None:
        import os

        from finews_tui.system.browser import Browser

        Browser(os.environ).open(address)
        output.print_lines(address)


COMMANDS = {"read": _configure_read}
