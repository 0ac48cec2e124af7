"""`finews read`: read articles in plain lines, for speech and braille."""

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
from finews_tui.query.ast import Sort
from finews_tui.query.query import Query

_DEFAULT_PAGE_SIZE = 10
_ANSWERS_HELP = mark(
    """\
Enter or n   the next article
a number     that article of the list
p            the one before
l            the list again
m            more of the list
u            mark this one unread
b            bookmark this one, or no longer
o            open it in the browser
/ WORDS      list what these words find
q            end"""
)


def _configure_read(parser: CommandParser) -> None:
    """Configure the parser of `finews read`."""
    description = tr(
        "Read articles one after the other: a list in plain lines, then each text, one paragraph\n"
        "a line. It asks what to do next in a line of its own, moves no cursor, paints nothing:\n"
        "made for speech, braille and slow lines. ? lists what may be answered."
    )
    parser.describe(
        description, "finews read", "finews read is:unread category:markets", "finews read -n 5 fog"
    )
    parser.add_argument("query", nargs="*", metavar=tr("QUERY"), help=tr("what to read"))
    parser.add_argument(
        "-n",
        type=article_count,
        default=_DEFAULT_PAGE_SIZE,
        metavar="N",
        help=tr("list so many at once (10)"),
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
    """Return the answer to the prompt; `q` at the end of standard input."""
    output.write(tr("What next? (? lists the answers) "))
    output.flush()
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        output.write("\n")
        return "q"
    return line.strip()


class ReadingSession:
    """A listing that is read article by article; all output is whole lines."""

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
                ntr("{count} more; m lists them", "{count} more; m lists them", remaining)
            )

    def handle(self, answer: str) -> bool:
        """Execute an answer, printing errors; False if it ends the session."""
        try:
            return self._execute(answer)
        except FinewsError as error:
            output.print_lines(str(error))
            return True

    def _execute(self, answer: str) -> bool:
        if answer.startswith("/"):
            self.start(parse_query([answer[1:]]))
        elif answer.isdecimal() and len(answer) < 10:
            self._read(int(answer) - 1)
        elif answer in ("", "n", "p"):
            self._read(self._index + (-1 if answer == "p" else 1))
        elif answer == "l":
            self._print_page(max(0, self._listed_end - self._page_size))
        elif answer == "m":
            self._print_page(self._listed_end)
        elif answer in ("u", "b", "o"):
            self._act_on_article(answer)
        elif answer == "q":
            return False
        else:
            output.write(f"{tr(_ANSWERS_HELP)}\n")
        return True

    def _read(self, index: int) -> None:
        if not 0 <= index < len(self._numbers):
            output.print_lines(
                tr("The end of the list") if index > 0 else tr("The beginning of the list")
            )
            return
        self._index = index
        article = self._library.articles.get(self._numbers[index])
        metadata = [article.source, *([article.author] if article.author else [])]
        if article.published is not None:
            metadata.append(f"{article.published:%Y-%m-%d %H:%M}")
        output.print_lines(
            "", f"{index + 1}. {article.title or tr('(untitled)')}", tr(", ").join(metadata), ""
        )
        output.write(f"{output.sanitize_text(self._library.articles.text(article)).rstrip()}\n\n")
        self._library.mark_read([article.number], True)

    def _act_on_article(self, answer: str) -> None:
        if self._index < 0:
            output.print_lines(tr("Read an article first"))
            return
        article = self._library.articles.get(self._numbers[self._index])
        if answer == "u":
            output.print_lines(self._library.mark_read([article.number], False).label)
        elif answer == "b":
            change = self._library.set_bookmark(article.number, not article.is_bookmarked)
            output.print_lines(change.label)
        elif article.link:
            self._open(article.link)
        else:
            output.print_lines(tr("This article has no address"))

    def _open(self, address: str) -> None:
        import os

        from finews_tui.system.browser import Browser

        Browser(os.environ).open(address)
        output.print_lines(address)


COMMANDS = {"read": _configure_read}
