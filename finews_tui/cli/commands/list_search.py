"""`finews list` and `finews search`: articles that match a query, one per line."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from finews_tui.cli.output import streams as output
from finews_tui.cli.output.article_rows import plain_rows, terminal_rows
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import open_library, parse_query
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.library.library import Library
from finews_tui.query.ast import Sort
from finews_tui.query.query import Query

DEFAULT_COUNT = 50

_QUERY_HELP = mark(
    """\
QUERY finds articles that contain all of its words in the title or text. Chinese
needs no spaces: 降准 is found inside any sentence. You can also use:
  "a phrase"  -without  a OR b  ( … )  infla*
  title: text: source: group: category: tag: author: credit: symbol: link:
  is:unread is:read is:bookmarked  date:2022-05 after: before: newer:3d older:2w
  sort:oldest sort:relevance
Put -- before a QUERY that starts with -.
"""
)


def _configure_list(parser: CommandParser) -> None:
    """Configure the parser of `finews list`."""
    columns = tr(
        "In a pipe, the columns of each line are separated by tabs: ID, time, state\n"
        "(unread or read, plus “,bookmarked”), source, title. On a terminal, ● marks\n"
        "unread articles and ★ bookmarks."
    )
    description = tr("List articles, newest first.")
    parser.describe(
        f"{description}\n\n{tr(_QUERY_HELP)}\n{columns}",
        "finews list",
        "finews list is:unread category:markets",
        "finews list 'copper OR nickel' newer:2w --oldest",
        "finews list -n 0 --json date:2026-05 | jq -r '.[].title'",
        "finews list -n 0 --ids symbol:600519 | xargs finews bookmark add",
    )
    _add_common_arguments(parser)
    parser.add_argument("--oldest", action="store_true", help=tr("oldest first"))
    parser.add_formats("--json", "--ids")
    parser.set_defaults(run=_list)


def _configure_search(parser: CommandParser) -> None:
    """Configure the parser of `finews search`."""
    description = tr("Search articles, best match first, and show the matching sentence.")
    columns = tr(
        "In a pipe, the columns of each line are separated by tabs: ID, time, state\n"
        "(unread or read, plus “,bookmarked”), source, title, matching sentence. On a\n"
        "terminal, ● marks unread articles and ★ bookmarks."
    )
    parser.describe(
        f"{description}\n\n{tr(_QUERY_HELP)}\n{columns}",
        "finews search 降准",
        "finews search '\"interest rate\" -bonds' -n 10",
        "finews search --json 茅台 newer:1y",
    )
    _add_common_arguments(parser)
    parser.add_formats("--json")
    parser.set_defaults(run=_search)


def _add_common_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "query", nargs="*", metavar=tr("QUERY"), help=tr("query, as described above")
    )
    parser.add_argument(
        "-n",
        type=article_count,
        default=DEFAULT_COUNT,
        metavar="N",
        help=tr("maximum number of articles; 0 for all (default 50)"),
    )


def article_count(text: str) -> int:
    """Parse a number of articles; 0 means all.

    Raises:
        ArgumentTypeError: The text is not a non-negative integer.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ArgumentTypeError(tr("invalid number “{text}”: expected 0 or more", text=text[:20]))
    return int(text)


def _list(arguments: Namespace) -> int:
    query = parse_query(arguments.query)
    if arguments.oldest:
        query = Query(query.root, Sort.OLDEST)
    with open_library() as library:
        numbers = library.articles.listing(query, limit=arguments.n or None)
        if arguments.json:
            output.write_json(_records(library, numbers, None))
        elif arguments.ids:
            for headlines in _headlines(library, numbers):
                output.write("".join(f"{headline.id}\n" for headline in headlines))
        else:
            print_rows(library, numbers)
        _report_if_empty(library, numbers)
    return 0


def _search(arguments: Namespace) -> int:
    query = parse_query(arguments.query)
    if query.is_empty:
        raise UsageError(tr("search: QUERY is required; see `finews search --help`"))
    if query.explicit_sort is None:
        query = Query(query.root, Sort.RELEVANCE)
    with open_library() as library:
        numbers = library.articles.listing(query, limit=arguments.n or None)
        if arguments.json:
            output.write_json(_records(library, numbers, query))
        else:
            print_rows(library, numbers, query)
        _report_if_empty(library, numbers)
    return 0


def print_rows(library: Library, numbers: Sequence[int], query: Query | None = None) -> None:
    """Print articles as rows, with matching sentences if there is a query."""
    format_rows = terminal_rows if is_terminal(sys.stdout) else plain_rows
    for headlines in _headlines(library, numbers):
        snippets: Mapping[int, str] = {}
        if query is not None:
            batch = [headline.number for headline in headlines]
            snippets = dict.fromkeys(batch, "") | library.articles.snippets(batch, query)
        output.write(format_rows(headlines, snippets))


def _headlines(library: Library, numbers: Sequence[int]) -> Iterator[list[Any]]:
    for start in range(0, len(numbers), output.BATCH_SIZE):
        yield library.articles.headlines(numbers[start : start + output.BATCH_SIZE])


def _records(
    library: Library, numbers: Sequence[int], query: Query | None
) -> Iterator[dict[str, Any]]:
    from finews_tui.cli.output.json_records import article_record

    for start in range(0, len(numbers), output.BATCH_SIZE):
        batch = numbers[start : start + output.BATCH_SIZE]
        snippets = library.articles.snippets(batch, query) if query is not None else {}
        for article in library.articles.get_many(batch):
            record = article_record(article)
            if query is not None:
                record["snippet"] = snippets.get(article.number, "")
            yield record


def _report_if_empty(library: Library, numbers: Sequence[int]) -> None:
    """Report on a terminal why the list is empty."""
    if numbers or not is_terminal(sys.stderr):
        return
    if library.config.sources:
        output.report(tr("no articles found"))
    else:
        output.report(tr("no sources yet; add one with `finews add LOCATION`"))


COMMANDS = {"list": _configure_list, "search": _configure_search}
