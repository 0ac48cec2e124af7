"""Content of the article header: title, metadata, author and symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, tzinfo

from finews_tui.i18n.catalog import mark, ntr, tr
from finews_tui.layout.linebreak.graphemes import truncate
from finews_tui.layout.page import ArticleHeader
from finews_tui.layout.page_layout import reading_minutes
from finews_tui.model.article import Article
from finews_tui.model.document import Document, HiddenKind, document_text
from finews_tui.model.source import Source

_HIDDEN_NAMES = {
    HiddenKind.INVISIBLE: mark("invisible text “{text}”"),
    HiddenKind.SCREEN_READER: mark("text for screen readers “{text}”"),
    HiddenKind.SHARING: mark("share buttons “{text}”"),
    HiddenKind.FEED_NOTICE: mark("feed notice “{text}”"),
    HiddenKind.LINE_NUMBERS: mark("line numbers “{text}”"),
}
_MAX_HIDDEN_WIDTH = 40


def article_header(
    article: Article,
    document: Document,
    sources: Iterable[Source],
    text_label: str = "",
    zone: tzinfo | None = None,
) -> ArticleHeader:
    """Return the header of an article.

    `sources` must include the source of the article. `text_label` names the displayed version of
    the text if there are several. `zone` is the user's time zone; None for the system's.
    """
    source = next((item.label for item in sources if item.name == article.source), article.source)
    outlets = dict.fromkeys([*(category.name for category in article.categories[:1]), source])
    minutes = tr("{count} min", count=reading_minutes(document_text(document)))
    symbols = dict.fromkeys(symbol.name or symbol.code for symbol in document.symbols)
    authors = dict.fromkeys(part for part in (article.author, document.credit) if part)
    return ArticleHeader(
        article.title,
        (*outlets, _date_text(article, zone), minutes),
        (" · ".join(authors), text_label),
        tuple(symbols),
        tuple(_details(article, document, source, zone)),
    )


def _date_text(article: Article, zone: tzinfo | None) -> str:
    """Return the date of an article, or when an undated one was first seen."""
    if article.published is not None or article.first_seen is None:
        return _local_date(article.published, zone)
    return tr("first seen {time}", time=_local_date(article.first_seen, zone))


def _local_date(published: datetime | None, zone: tzinfo | None) -> str:
    """Format a time in the user's zone; do not convert a date without time."""
    if published is None:
        return ""
    if published.time() == time():
        return f"{published:%Y-%m-%d}"
    try:
        return f"{published.astimezone(zone):%Y-%m-%d %H:%M}"
    except (OverflowError, OSError, ValueError):  # first and last days of the calendar
        return f"{published:%Y-%m-%d %H:%M}"


def _details(
    article: Article, document: Document, source: str, zone: tzinfo | None
) -> Iterator[tuple[str, str]]:
    """Yield names and values of all metadata, with times in the publisher's offset."""
    text = document_text(document)
    categories = tr(", ").join(
        name if name == slug else f"{name} ({slug})" for slug, name in article.categories
    )
    details = [
        (tr("Published"), _publisher_time(article.published)),
        (tr("First seen"), _first_seen(article, zone)),
        (tr("Updated"), _publisher_time(article.updated)),
        (tr("Source"), source if source == article.source else f"{source} ({article.source})"),
        (tr("Categories"), categories),
        (tr("Tags"), tr(", ").join(article.tags)),
        (tr("Author"), article.author),
        (tr("Credit"), document.credit),
        (tr("Symbols"), tr(", ").join(article.symbols)),
        (tr("Link"), article.link),
        (tr("Length"), ntr("{count} character", "{count} characters", len(text))),
        (tr("ID"), article.id),
        (tr("Hidden"), tr("; ").join(_hidden_texts(document))),
    ]
    return ((name, value) for name, value in details if value)


def _first_seen(article: Article, zone: tzinfo | None) -> str:
    """Return when an undated article was first seen; "" for dated ones."""
    return "" if article.published is not None else _local_date(article.first_seen, zone)


def _hidden_texts(document: Document) -> Iterator[str]:
    """Yield what of the publisher's text is not shown, by kind."""
    kinds: dict[HiddenKind, list[str]] = {}
    for hidden in document.hidden:
        kinds.setdefault(hidden.kind, []).append(hidden.text)
    for kind, texts in kinds.items():
        count = len(texts)
        match kind:
            case HiddenKind.PERMALINK:
                yield ntr("{count} heading link", "{count} heading links", count)
            case HiddenKind.EDIT_LINK:
                yield ntr("{count} edit link", "{count} edit links", count)
            case HiddenKind.TRACKER:
                yield ntr("{count} tracking image", "{count} tracking images", count)
            case _:
                text = tr(_HIDDEN_NAMES[kind], text=truncate(texts[0], _MAX_HIDDEN_WIDTH))
                yield text if count == 1 else f"{text} (×{count})"


def _publisher_time(value: datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S} {value:%z}".strip() if value is not None else ""
