"""What stands above the text of an article: title, outlet, date, minutes, author, symbols."""

from __future__ import annotations

from collections.abc import Iterable

from finews_tui.model.article import Article
from finews_tui.model.document import Document, text_of
from finews_tui.model.source import Source
from finews_tui.page.layout import reading_minutes
from finews_tui.page.lines import Head


def head_of(
    article: Article, document: Document, sources: Iterable[Source], seen: str = ""
) -> Head:
    """The head of an article's page; of `sources` comes the outlet that nothing else names.

    `seen` says which of its texts is below, where there are two.
    """
    date = f"{article.published:%Y-%m-%d %H:%M}" if article.published else ""
    minutes = f"{reading_minutes(text_of(document))} min"
    symbols = dict.fromkeys(symbol.name or symbol.code for symbol in document.symbols)
    return Head(
        article.title,
        (_outlet(article, document, sources), date, minutes),
        (article.author, seen),
        tuple(symbols),
    )


def _outlet(article: Article, document: Document, sources: Iterable[Source]) -> str:
    outlet = document.credit or next((category.name for category in article.categories), "")
    if outlet:
        return outlet
    labels = (source.label for source in sources if source.name == article.source)
    return next(labels, article.source)
