"""Load and lay out articles for the reader. Call the functions in a thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finews_tui.i18n.catalog import tr
from finews_tui.layout.page import ArticleHeader, LayoutOptions, Page
from finews_tui.library.library import Library
from finews_tui.model.article import Article, with_full_text

if TYPE_CHECKING:
    from finews_tui.model.document import Document

_LONG_BODY = 40_000
"""Characters from which the visible part is laid out first: layout takes about 20 ms."""


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """Article laid out for a width.

    `article.body` is the text that is shown: the feed text or the full text. `offset` is the stored
    reading position in characters. `is_part` is true if only the part around it is laid out yet.
    `shows_hidden` is true if the text includes text that a web page would hide.
    """

    article: Article
    document: Document
    header: ArticleHeader
    page: Page
    offset: int
    options: LayoutOptions
    is_part: bool = False
    shows_hidden: bool = False

    @property
    def is_other_text(self) -> bool:
        """Whether the shown text is not the one that the article opens with."""
        return self.shows_hidden or (bool(self.article.full_text) and not self.article.is_full)


def read_article(
    library: Library,
    number: int,
    width: int,
    options: LayoutOptions,
    toggle_key: str,
    *,
    hidden_key: str = "",
    show_full_text: bool = True,
    show_hidden: bool = False,
    allow_part: bool = False,
) -> OpenArticle:
    """Load an article and lay it out.

    Shows the full text if it is stored and `show_full_text` is true. `show_hidden` shows text that
    a web page would hide. `toggle_key` is the key that switches between the texts, `hidden_key`
    the one for hidden text. With `allow_part`, only the part at the reading position of a long
    article is laid out.

    Raises:
        NotFoundError: the article no longer exists.
    """
    from finews_tui.layout.article_header import article_header, page_document
    from finews_tui.ui.reader.article_status import article_status

    stored = library.articles.get(number)
    article = with_full_text(stored) if show_full_text else stored
    document = library.articles.document(article, show_hidden=show_hidden)
    note = _text_note(article, toggle_key)
    header = article_header(article, document, library.config.sources, note)
    details = [*header.details, *article_status(library, article)]
    notes = header.notes
    if show_hidden:
        notes = (*notes, tr("Showing hidden text · {key}: hide it", key=hidden_key))
    elif document.hidden:
        details.append((tr("Show hidden text"), hidden_key))
    header = replace(header, details=tuple(details), notes=notes)
    document = page_document(article, document)
    empty = Page((), 0, (), (), (), ())
    offset = library.state.position(article)
    opened = OpenArticle(
        article, document, header, empty, offset, options, shows_hidden=show_hidden
    )
    return relayout(opened, width, options, part_at=offset if allow_part else None)


def _text_note(article: Article, toggle_key: str) -> str:
    """Return a note on which text is shown; "" if the article has only one."""
    if article.is_full:
        return tr("Full text · {key}: feed text", key=toggle_key)
    if article.full_text:
        return tr("Feed text · {key}: full text", key=toggle_key)
    return ""


def relayout(
    opened: OpenArticle, width: int, options: LayoutOptions, *, part_at: int | None = None
) -> OpenArticle:
    """Lay an article out again.

    If `part_at` is given, only the part of a long article at that offset is laid out.
    """
    from finews_tui.layout.page_layout import lay_out
    from finews_tui.layout.partial_layout import lay_out_part

    if part_at is not None and len(opened.article.body) > _LONG_BODY:
        page = lay_out_part(opened.document, width, options, opened.header, part_at)
        return replace(opened, page=page, options=options, is_part=True)
    page = lay_out(opened.document, width, options, opened.header)
    return replace(opened, page=page, options=options, is_part=False)


def import_layout() -> None:
    """Import parser and layout early, so that the first article opens faster."""
    from finews_tui.content import body  # noqa: F401
    from finews_tui.layout import article_header, page_layout  # noqa: F401


def article_markdown(library: Library, article: Article) -> str:
    """Return an article as Markdown, with its title as the first heading."""
    from finews_tui.layout.markdown_writer import to_markdown

    return f"# {article.title}\n\n{to_markdown(library.articles.document(article))}\n"
