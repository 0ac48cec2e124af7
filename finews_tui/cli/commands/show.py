"""`finews show`: articles as pages, plain text, Markdown, HTML or JSON."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.json_records import article_record
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import find_articles, open_library
from finews_tui.cli.terminal import is_terminal
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.model.article import Article, BodyFormat, with_full_text


def _configure_show(parser: CommandParser) -> None:
    """Configure the parser of `finews show`."""
    parser.describe(
        tr(
            "Print whole articles.\n\n"
            "On a terminal, articles are laid out as pages and shown in a pager (PAGER, or\n"
            "less). In a pipe, they are printed as plain text, one paragraph per line,\n"
            "without a header and separated by empty lines.\n\n"
            "The full text from an article's page is used if it has been fetched, otherwise\n"
            "the text from the feed; JSON contains both. Bookmarks show the text as it was\n"
            "saved. If the source has changed it since, a note says so and --current shows\n"
            "the new text."
        ),
        "finews show 3fa9c2d1",
        "finews list --ids is:unread | xargs finews show",
        "finews show --markdown 3fa9c2d1 > article.md",
        "finews show --full 3fa9c2d1",
        "finews show --json 3fa9c2d1 | jq -r '.[0].text'",
    )
    parser.add_ids()
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--full", action="store_true", help=tr("print the full text, and fetch it if necessary")
    )
    group.add_argument("--feed", action="store_true", help=tr("print the text from the feed"))
    group.add_argument(
        "--current",
        action="store_true",
        help=tr("print the new text of bookmarks that the source has changed"),
    )
    parser.add_formats("--markdown", "--text", "--html", "--json")
    parser.set_defaults(run=_show)


def _show(arguments: Namespace) -> int:
    notes: list[str] = []
    with open_library() as library:
        numbers, succeeded = find_articles(library, arguments.ids)
        if arguments.full:
            succeeded = _fetch_full_texts(library, numbers) and succeeded
        articles = _select_versions(library, numbers, notes, is_current=arguments.current)
        if not (arguments.feed or arguments.json):
            articles = map(with_full_text, articles)
        if arguments.json:
            records = (_record(library, article, is_full=arguments.full) for article in articles)
            output.write_json(records)
        elif arguments.markdown:
            _print(articles, lambda article: _markdown(library, article))
        elif arguments.html:
            _print(articles, lambda article: _html(library, article))
        elif arguments.text or not is_terminal(sys.stdout):
            _print(articles, library.articles.text)
        elif numbers:
            from finews_tui.cli.output.pager import show_in_pager
            from finews_tui.cli.output.styled_page import render_article

            show_in_pager(_separate(render_article(library, article) for article in articles))
    output.report(*notes)
    return OK if succeeded else FAILED


def _fetch_full_texts(library: Library, numbers: list[int]) -> bool:
    """Fetch missing full texts and report failures; return whether all are stored."""
    import asyncio

    from finews_tui.cli.unexpected_errors import log_background_errors
    from finews_tui.library.sync.full_texts import fetch_full_texts

    log_background_errors()
    failures = asyncio.run(fetch_full_texts(library.stores, numbers))
    for failure in failures:
        output.report(failure)
    return not failures


def _select_versions(
    library: Library, numbers: list[int], notes: list[str], *, is_current: bool
) -> Iterator[Article]:
    """Yield articles; for changed bookmarks, the requested version, and add a note."""
    for start in range(0, len(numbers), output.BATCH_SIZE):
        for article in library.articles.get_many(numbers[start : start + output.BATCH_SIZE]):
            revision = library.articles.source_revision(article)
            if revision is not None and not is_current:
                note = tr(
                    "{id}: changed by its source since you bookmarked it (seen {day}); "
                    "run `finews show --current {id}` to see the new text",
                    id=article.id,
                    day=f"{revision.seen.astimezone():%Y-%m-%d}",
                )
                notes.append(note)
            yield revision.article if revision is not None and is_current else article


def _print(articles: Iterator[Article], format_article: Callable[[Article], str]) -> None:
    gap = ""
    for article in articles:
        output.write(f"{gap}{output.sanitize_text(format_article(article)).rstrip()}\n")
        gap = "\n"


def _separate(pages: Iterator[str]) -> Iterator[str]:
    """Yield pages with an empty line between them."""
    gap = ""
    for page in pages:
        yield gap + page
        gap = "\n"


def _record(library: Library, article: Article, *, is_full: bool) -> dict[str, Any]:
    """Return the fields of an article; `text` is the full text if `is_full`."""
    revision = library.articles.source_revision(article)
    return {
        **article_record(article),
        "body": article.body,
        "format": str(article.format),
        "text": library.articles.text(with_full_text(article) if is_full else article),
        "full_text": article.full_text or None,
        **({"source_changed": revision.seen.isoformat()} if revision is not None else {}),
    }


def _markdown(library: Library, article: Article) -> str:
    from finews_tui.layout.markdown_writer import to_markdown

    return to_markdown(library.articles.document(article))


def _html(library: Library, article: Article) -> str:
    from finews_tui.cli.output.html_writer import to_html
    from finews_tui.model.document import Media

    document = library.articles.document(article)
    if article.format is not BodyFormat.HTML:
        return to_html(document)
    media = tuple(block for block in document.blocks if isinstance(block, Media))
    return "\n".join(filter(None, (to_html(replace(document, blocks=media)), article.body)))


COMMANDS = {"show": _configure_show}
