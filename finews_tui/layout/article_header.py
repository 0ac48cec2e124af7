"""What stands above the text of an article: title, outlet, date, minutes, author, symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, tzinfo

from finews_tui.i18n.catalog import tr
from finews_tui.layout.page import ArticleHeader
from finews_tui.layout.page_layout import reading_minutes
from finews_tui.model.article import Article
from finews_tui.model.document import Document, document_text
from finews_tui.model.source import Source


def article_header(
    article: Article,
    document: Document,
    sources: Iterable[Source],
    seen: str = "",
    zone: tzinfo | None = None,
) -> ArticleHeader:
    """The head of an article's page, its date in the reader's zone: that of the machine for None.

    Among `sources` is the article's own, for its title. `seen` says which of its texts is below,
    where there are two.
    """
    source = next((one.label for one in sources if one.name == article.source), article.source)
    outlets = dict.fromkeys([*(category.name for category in article.categories[:1]), source])
    minutes = tr("{count} min", count=reading_minutes(document_text(document)))
    symbols = dict.fromkeys(symbol.name or symbol.code for symbol in document.symbols)
    by = dict.fromkeys(part for part in (article.author, document.credit) if part)
    return ArticleHeader(
        article.title,
        (*outlets, _date(article.published, zone), minutes),
        (" · ".join(by), seen),
        tuple(symbols),
        tuple(_details(article, document, source)),
    )


def _date(moment: datetime | None, zone: tzinfo | None) -> str:
    """A moment in the reader's zone; the publisher's own day where no time of it was told."""
    if moment is None:
        return ""
    if moment.time() == time():
        return f"{moment:%Y-%m-%d}"
    try:
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
    except (OverflowError, OSError, ValueError):  # the first and last days of the calendar
        return f"{moment:%Y-%m-%d %H:%M}"


def _details(article: Article, document: Document, source: str) -> Iterator[tuple[str, str]]:
    """All that is known of an article, each with its name; dates as the publisher wrote them."""
    text = document_text(document)
    categories = tr(", ").join(
        one.name if one.name == one.slug else f"{one.name} ({one.slug})"
        for one in article.categories
    )
    told = [
        (tr("Published"), _written(article.published)),
        (tr("Updated"), _written(article.updated)),
        (tr("Source"), source if source == article.source else f"{source} ({article.source})"),
        (tr("Categories"), categories),
        (tr("Tags"), tr(", ").join(article.tags)),
        (tr("Author"), article.author),
        (tr("Credit"), document.credit),
        (tr("Symbols"), tr(", ").join(article.symbols)),
        (tr("Address"), article.link),
        (tr("Length"), tr("{count} characters", count=f"{len(text):,}")),
        (tr("Id"), article.id),
    ]
    return ((name, value) for name, value in told if value)


def _written(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} {moment:%z}".strip() if moment is not None else ""
