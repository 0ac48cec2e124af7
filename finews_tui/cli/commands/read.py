"""`finews read`: one article after the other in plain lines, for speech and braille."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from finews_tui.cli.commands.list_search import count
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import opened, query_of
from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import mark, ntr, tr
from finews_tui.library.library import Library
from finews_tui.query.ast import Sort
from finews_tui.query.query import Query

_PAGE = 10
_HELP = mark(
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


def read_arguments(parser: Parser) -> None:
    """What `finews read` takes."""
    about = tr(
        "Read articles one after the other: a list in plain lines, then each text, one paragraph\n"
        "a line. It asks what to do next in a line of its own, moves no cursor, paints nothing:\n"
        "made for speech, braille and slow lines. ? lists what may be answered."
    )
    parser.describe(
        about, "finews read", "finews read is:unread category:markets", "finews read -n 5 fog"
    )
    parser.add_argument("query", nargs="*", metavar=tr("QUERY"), help=tr("what to read"))
    parser.add_argument(
        "-n", type=count, default=_PAGE, metavar="N", help=tr("list so many at once (10)")
    )
    parser.add_argument("--oldest", action="store_true", help=tr("oldest first"))
    parser.set_defaults(run=_read)


def _read(asked: Namespace) -> int:
    query = query_of(asked.query)
    if asked.oldest:
        query = Query(query.root, Sort.OLDEST)
    with opened() as library:
        reading = Reading(library, asked.n or _PAGE)
        reading.list_all(query)
        while reading.answer(_asked()):
            continue
    return 0


def _asked() -> str:
    """What is answered to the prompt; `q` where there is nobody."""
    output.write(tr("What next? (? lists the answers) "))
    output.flush()
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        output.write("\n")
        return "q"
    return line.strip()


class Reading:
    """A list that is read through. Everything is said in whole lines."""

    def __init__(self, library: Library, page: int) -> None:
        self._library = library
        self._page = page
        self._numbers: Sequence[int] = ()
        self._listed = 0
        self._here = -1

    def list_all(self, query: Query) -> None:
        """List what a query finds, from its beginning."""
        self._numbers = self._library.articles.listing(query)
        self._listed, self._here = 0, -1
        total = len(self._numbers)
        output.say(ntr("{count} article", "{count} articles", total))
        self._list(0)

    def _list(self, start: int) -> None:
        some = self._numbers[start : start + self._page]
        for place, headline in enumerate(self._library.articles.headlines(some), start + 1):
            states = [] if headline.is_read else [tr("unread")]
            states += [tr("bookmarked")] if headline.is_bookmarked else []
            state = f" ({', '.join(states)})" if states else ""
            title = headline.title or tr("(untitled)")
            output.say(f"{place}. {title}. {headline.category or headline.source}{state}")
        self._listed = start + len(some)
        rest = len(self._numbers) - self._listed
        if rest > 0:
            output.say(ntr("{count} more; m lists them", "{count} more; m lists them", rest))

    def answer(self, text: str) -> bool:
        """Do what was answered; False at the end. A failure is told, and one reads on."""
        try:
            return self._do(text)
        except FinewsError as error:
            output.say(str(error))
            return True

    def _do(self, text: str) -> bool:
        if text.startswith("/"):
            self.list_all(query_of([text[1:]]))
        elif text.isdecimal() and len(text) < 10:
            self._go(int(text) - 1)
        elif text in ("", "n", "p"):
            self._go(self._here + (-1 if text == "p" else 1))
        elif text in ("l", "m"):
            self._list(max(0, self._listed - self._page) if text == "l" else self._listed)
        elif text in ("u", "b", "o"):
            self._use(text)
        elif text == "q":
            return False
        else:
            output.write(f"{tr(_HELP)}\n")
        return True

    def _go(self, place: int) -> None:
        if not 0 <= place < len(self._numbers):
            output.say(tr("The end of the list") if place > 0 else tr("The beginning of the list"))
            return
        self._here = place
        article = self._library.articles.get(self._numbers[place])
        facts = [article.source, *([article.author] if article.author else [])]
        if article.published is not None:
            facts.append(f"{article.published:%Y-%m-%d %H:%M}")
        output.say(
            "", f"{place + 1}. {article.title or tr('(untitled)')}", tr(", ").join(facts), ""
        )
        output.write(f"{output.lines_of(self._library.articles.text(article)).rstrip()}\n\n")
        self._library.mark_read([article.number], True)

    def _use(self, answer: str) -> None:
        if self._here < 0:
            output.say(tr("Read an article first"))
            return
        article = self._library.articles.get(self._numbers[self._here])
        if answer == "u":
            output.say(self._library.mark_read([article.number], False).label)
        elif answer == "b":
            is_kept = not article.is_bookmarked
            output.say(self._library.set_bookmark(article.number, is_kept).label)
        elif article.link:
            self._open(article.link)
        else:
            output.say(tr("This article has no address"))

    def _open(self, address: str) -> None:
        import os

        from finews_tui.system.browser import Browser

        Browser(os.environ).open(address)
        output.say(address)
