"""`finews list` and `finews search`: articles that a query finds, one line each."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from finews_tui.cli.output import streams as output
from finews_tui.cli.output.article_rows import plain_rows, terminal_rows
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import opened, query_of
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.library.library import Library
from finews_tui.query.ast import Sort
from finews_tui.query.query import Query

USUAL_COUNT = 50

_QUERY = mark(
    """\
QUERY is made of words, which all must be there (降准 is found inside any sentence), "phrases",
-without, a OR b, ( … ), infla*; title: text: source: group: category: tag: author: symbol: link:;
is:unread is:read is:bookmarked; date:2022-05 after: before: newer:3d older:2w;
sort:oldest sort:relevance. Put -- before a QUERY that begins with -.
"""
)


def list_arguments(parser: Parser) -> None:
    """What `finews list` takes."""
    columns = tr(
        "In a pipe a line has columns parted by tabs: ID, time, state (unread or read, with\n"
        "“,bookmarked” if it is), source, title. On a terminal ● is unread and ★ is bookmarked."
    )
    about = tr("List articles, newest first.")
    parser.describe(
        f"{about}\n\n{tr(_QUERY)}\n{columns}",
        "finews list",
        "finews list is:unread category:markets",
        "finews list 'copper OR nickel' newer:2w --oldest",
        "finews list -n 0 --json date:2026-05 | jq -r '.[].title'",
        "finews list -n 0 --ids symbol:600519 | xargs finews bookmark add",
    )
    _common(parser)
    parser.add_argument("--oldest", action="store_true", help=tr("oldest first"))
    parser.forms("--json", "--ids")
    parser.set_defaults(run=_list)


def search_arguments(parser: Parser) -> None:
    """What `finews search` takes."""
    about = tr("List what words find, best first, with the sentence that matched.")
    columns = tr(
        "In a pipe a line has columns parted by tabs: ID, time, state (unread or read, with\n"
        "“,bookmarked” if it is), source, title, the sentence that matched. On a terminal ● is\n"
        "unread and ★ is bookmarked."
    )
    parser.describe(
        f"{about}\n\n{tr(_QUERY)}\n{columns}",
        "finews search 降准",
        "finews search '\"interest rate\" -bonds' -n 10",
        "finews search --json 茅台 newer:1y",
    )
    _common(parser)
    parser.forms("--json")
    parser.set_defaults(run=_search)


def _common(parser: Parser) -> None:
    parser.add_argument("query", nargs="*", metavar=tr("QUERY"), help=tr("what to look for"))
    parser.add_argument(
        "-n",
        type=count,
        default=USUAL_COUNT,
        metavar="N",
        help=tr("at most so many; 0 is all (50)"),
    )


def count(text: str) -> int:
    """How many articles an argument asks for; 0 is all.

    Raises:
        ArgumentTypeError: it is no such number.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ArgumentTypeError(tr("“{text}” is no number from 0 up", text=text[:20]))
    return int(text)


def _list(asked: Namespace) -> int:
    query = query_of(asked.query)
    if asked.oldest:
        query = Query(query.root, Sort.OLDEST)
    with opened() as library:
        numbers = library.articles.listing(query, limit=asked.n or None)
        if asked.json:
            output.write_json(_records(library, numbers, None))
        elif asked.ids:
            for headlines in _headlines(library, numbers):
                output.write("".join(f"{headline.id}\n" for headline in headlines))
        else:
            print_rows(library, numbers)
        _tell_if_none(library, numbers)
    return 0


def _search(asked: Namespace) -> int:
    query = query_of(asked.query)
    if query.is_empty:
        raise UsageError(tr("search: write what to look for; see `finews search --help`"))
    if query.explicit_sort is None:
        query = Query(query.root, Sort.RELEVANCE)
    with opened() as library:
        numbers = library.articles.listing(query, limit=asked.n or None)
        if asked.json:
            output.write_json(_records(library, numbers, query))
        else:
            print_rows(library, numbers, query)
        _tell_if_none(library, numbers)
    return 0


def print_rows(library: Library, numbers: Sequence[int], query: Query | None = None) -> None:
    """Print articles as rows; with a query, the sentences that it found in them too."""
    rows = terminal_rows if is_terminal(sys.stdout) else plain_rows
    for headlines in _headlines(library, numbers):
        found: Mapping[int, str] = {}
        if query is not None:
            shown = [headline.number for headline in headlines]
            found = dict.fromkeys(shown, "") | library.articles.snippets(shown, query)
        output.write(rows(headlines, found))


def _headlines(library: Library, numbers: Sequence[int]) -> Iterator[list[Any]]:
    for start in range(0, len(numbers), output.STEP):
        yield library.articles.headlines(numbers[start : start + output.STEP])


def _records(
    library: Library, numbers: Sequence[int], query: Query | None
) -> Iterator[dict[str, Any]]:
    from finews_tui.cli.output.json_records import article_record

    for start in range(0, len(numbers), output.STEP):
        some = numbers[start : start + output.STEP]
        found = library.articles.snippets(some, query) if query is not None else {}
        for article in library.articles.get_many(some):
            record = article_record(article)
            if query is not None:
                record["snippet"] = found.get(article.number, "")
            yield record


def _tell_if_none(library: Library, numbers: Sequence[int]) -> None:
    """Say why nothing was printed, to people only."""
    if numbers or not is_terminal(sys.stderr):
        return
    if library.config.sources:
        output.tell(tr("nothing found"))
    else:
        output.tell(tr("nothing is followed yet; `finews add FOLDER` follows a folder of posts"))
