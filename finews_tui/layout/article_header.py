"""Content of the article header: title, metadata, author and symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from finews_tui.i18n.catalog import mark, ntr, tr
from finews_tui.layout.linebreak.graphemes import truncate
from finews_tui.layout.page import ArticleHeader
from finews_tui.layout.page_layout import reading_minutes
from finews_tui.model.article import Article
from finews_tui.model.document import Document, Heading, HiddenKind, document_text, spans_text
from finews_tui.model.source import Source
from finews_tui.model.symbol import Symbol
from finews_tui.model.text_folding import alphanumeric
from finews_tui.model.timestamps import is_day

# Length of the end of a text that is searched for the outlet.
_END_LENGTH = 40

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
    minutes = ""
    if not _is_without_text(article, document):
        minutes = tr("{count} min", count=reading_minutes(document_text(document)))
    names = symbol_names(article, document)
    symbols = dict.fromkeys(filter(None, (_symbol_label(code, names) for code in names)))
    return ArticleHeader(
        article.title,
        (*outlets, _date_text(article, zone), minutes),
        (_byline(article, document, source), text_label, *_missing_text_notes(article, document)),
        tuple(symbols),
        tuple(_details(article, document, source, zone)),
    )


def page_document(article: Article, document: Document) -> Document:
    """Return the document to lay out: without text or a first heading that repeats the title."""
    if _repeats_title(article, document):
        return replace(document, blocks=())
    match document.blocks:
        case (Heading(spans=spans), _, *_) if _is_title(spans_text(spans), article):
            return replace(document, blocks=document.blocks[1:])
    return document


def symbol_names(article: Article, document: Document) -> dict[str, str]:
    """Return the names of an article's securities in its text, by code; "" if unknown."""
    names = dict.fromkeys(article.symbols, "")
    names.update({symbol.code: symbol.name for symbol in document.symbols})
    return names


def _symbol_label(code: str, names: Mapping[str, str]) -> str:
    """Return the name of a security, else its code. A sector has only a name."""
    return names[code] or ("" if Symbol(code).is_sector else code)


def _byline(article: Article, document: Document, source: str) -> str:
    """Return author and outlet, unless the header or the end of the text names them."""
    shown = {alphanumeric(name) for name in (*(name for _, name in article.categories[:1]), source)}
    credit = document.credit
    is_at_end = alphanumeric(document_text(document)[-_END_LENGTH:]).endswith(alphanumeric(credit))
    parts = [article.author, "" if is_at_end else credit]
    unique = {alphanumeric(part): part for part in parts if alphanumeric(part) not in shown}
    return " · ".join(part for part in unique.values() if part)


def _repeats_title(article: Article, document: Document) -> bool:
    texts = document_text(document)
    if len(texts) > 2 * len(article.title) + 8:
        return False
    return bool(texts) and alphanumeric(texts) == alphanumeric(article.title)


def _is_title(text: str, article: Article) -> bool:
    letters = alphanumeric(text)
    return bool(letters) and letters == alphanumeric(article.title)


def _is_without_text(article: Article, document: Document) -> bool:
    return not document.blocks or _repeats_title(article, document)


def _missing_text_notes(article: Article, document: Document) -> Iterator[str]:
    """Yield a note for an article without a text, with the address of its page."""
    if not _is_without_text(article, document):
        return
    yield tr("This article has no text.")
    if article.page_link:
        yield tr("Original page: {link}", link=article.page_link)


def _date_text(article: Article, zone: tzinfo | None) -> str:
    """Return the date of an article, or when an undated one was first seen."""
    if article.published is not None or article.first_seen is None:
        return _local_date(article.published, zone)
    return tr("first seen {time}", time=_local_date(article.first_seen, zone))


def _local_date(published: datetime | None, zone: tzinfo | None) -> str:
    """Format a time in the user's zone; do not convert a date without time."""
    if published is None:
        return ""
    if is_day(published):
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
        (tr("Symbols"), tr(", ").join(_symbol_details(article, document))),
        (tr("Link"), article.link),
        (tr("Original page"), article.page_link if article.page_link != article.link else ""),
        (tr("Length"), ntr("{count} character", "{count} characters", len(text))),
        (tr("ID"), article.id),
        (tr("Hidden"), tr("; ").join(_hidden_texts(document))),
    ]
    return ((name, value) for name, value in details if value)


def _first_seen(article: Article, zone: tzinfo | None) -> str:
    """Return when an undated article was first seen; "" for dated ones."""
    return "" if article.published is not None else _local_date(article.first_seen, zone)


def _hidden_texts(document: Document) -> Iterator[str]:
    """Yield descriptions of hidden text, by kind."""
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


def _symbol_details(article: Article, document: Document) -> Iterator[str]:
    """Yield the securities of an article with name and code; sectors without their number."""
    names = symbol_names(article, document)
    for code in names:
        label = _symbol_label(code, names)
        if label:
            is_plain = label == code or Symbol(code).is_sector
            yield label if is_plain else tr("{name} ({code})", name=label, code=code)


def _publisher_time(value: datetime | None) -> str:
    if value is None:
        return ""
    if is_day(value):
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m-%d %H:%M:%S} {value:%z}".strip()
