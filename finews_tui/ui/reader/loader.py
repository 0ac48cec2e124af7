"""What the screen asks of the library, each in one go, to be called in a thread."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finews_tui.errors import StoreBusyError
from finews_tui.i18n.catalog import tr
from finews_tui.layout.page import ArticleHeader, LayoutOptions, Page
from finews_tui.library.library import Library
from finews_tui.model.article import Article, BodyFormat, Headline, with_full_text
from finews_tui.model.saved_query import QueryCount
from finews_tui.query.query import Query, intersect
from finews_tui.ui.articles.listing import UNREAD, Listing, after, build_listing, with_number
from finews_tui.ui.painting.periods import Grain, local_zone
from finews_tui.ui.tree.nodes import Counts, Saved

if TYPE_CHECKING:
    from finews_tui.model.document import Document

FIRST = 500  # articles that are shown before the rest of a listing is known
PAGE = 100
_LONG_TEXT = 40_000  # characters: some 20 ms of layout
_NEAR_PAGES = 5


@dataclass(frozen=True, slots=True)
class Loaded:
    """A listing with the headlines of its first page; `count` is exact even if it is only begun."""

    listing: Listing
    headlines: list[Headline]
    count: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An article laid out at a width; `offset` is the place where one left off.

    `is_part`: only what is seen first of a long text is laid out.

    The article's body is the text that is shown: of its page where that was fetched, unless what
    came with the news is wanted.
    """

    article: Article
    document: Document
    head: ArticleHeader
    page: Page
    offset: int
    layout_options: LayoutOptions
    is_part: bool = False

    @property
    def is_other_text(self) -> bool:
        """Whether it is not the text that the article opens with."""
        return bool(self.article.full_text) and not self.article.is_full


def read_counts(library: Library) -> Counts:
    """What the tree shows; the counts of saved queries are those that were kept last."""
    totals = library.sources.totals()
    return Counts(
        totals.articles,
        totals.unread,
        totals.bookmarks,
        tuple(library.sources.states()),
        tuple(library.sources.categories()),
        _saved(library, library.cached_query_counts()),
    )


def count_saved(library: Library) -> tuple[Saved, ...]:
    """The saved queries with their counts as they are; those kept last while the cache is busy."""
    try:
        counts = library.saved_query_counts()
    except StoreBusyError:
        counts = library.cached_query_counts()
    return _saved(library, counts)


def _saved(library: Library, counts: Mapping[str, QueryCount]) -> tuple[Saved, ...]:
    return tuple(Saved(*one, *counts.get(one.text, ())) for one in library.state.saved_queries())


def read_listing(
    library: Library,
    query: Query,
    *,
    limit: int | None = None,
    keep: int | None = None,
    grain: Grain | None = None,
) -> Loaded:
    """The listing of a query, at most `limit` of it, parted by `grain`.

    `keep` is listed even if it is not found.
    """
    numbers = library.articles.listing(query, limit=limit)
    is_whole = limit is None or len(numbers) < limit
    count = len(numbers) if is_whole else library.articles.count(query)
    # One that was dated anew has another number, and is listed by that.
    if keep is not None and library.articles.headlines([keep]):
        numbers = with_number(numbers, keep, query.sort)
    first = library.articles.headlines(numbers[:PAGE])
    listing = build_listing(numbers, query.sort, local_zone(), grain)
    return Loaded(listing, first, count, is_whole)


def read_article(
    library: Library,
    number: int,
    width: int,
    layout_options: LayoutOptions,
    key: str,
    *,
    is_full: bool = True,
    may_be_part: bool = False,
) -> Opened:
    """An article as it is to be shown: with the text of its page, where that is kept and `is_full`.

    `key` is what shows its other text. Of a long one a part will do where it `may_be_part`.

    Raises:
        NotFoundError: it is gone.
    """
    from finews_tui.layout.article_header import article_header
    from finews_tui.ui.reader.article_status import whereabouts

    stored = library.articles.get(number)
    article = with_full_text(stored) if is_full else stored
    document = library.articles.document(article)
    head = article_header(article, document, library.config.sources, _which_text(article, key))
    head = replace(head, details=(*head.details, *whereabouts(library, article)))
    unset = Page((), 0, (), (), (), ())
    opened = Opened(article, document, head, unset, library.state.position(article), layout_options)
    return set_again(opened, width, layout_options, part_at=opened.offset if may_be_part else None)


def _which_text(article: Article, key: str) -> str:
    """Which of its texts an article shows; empty where it has one."""
    if article.is_full:
        return tr("Full text · {key} shows it as it came", key=key)
    if article.full_text:
        return tr("As it came · {key} shows the full text", key=key)
    return ""


def import_readers() -> None:
    """Import what reads articles and lays them out, so that the first one does not wait for it."""
    from finews_tui.content import body  # noqa: F401
    from finews_tui.layout import article_header, page_layout  # noqa: F401


def set_again(
    opened: Opened, width: int, layout_options: LayoutOptions, *, part_at: int | None = None
) -> Opened:
    """The same article at another width; of a long one only the part at `part_at`, if given."""
    from finews_tui.layout.page_layout import lay_out
    from finews_tui.layout.partial_layout import lay_out_part

    is_part = part_at is not None and len(opened.article.body) > _LONG_TEXT
    if part_at is not None and is_part:
        page = lay_out_part(opened.document, width, layout_options, opened.head, part_at)
    else:
        page = lay_out(opened.document, width, layout_options, opened.head)
    return replace(opened, page=page, layout_options=layout_options, is_part=is_part)


def markdown_of_article(library: Library, article: Article) -> str:
    """An article as Markdown: as it was kept if it was written so, else its document."""
    from finews_tui.layout.markdown_writer import to_markdown

    is_kept = article.format is BodyFormat.MARKDOWN
    body = article.body if is_kept else to_markdown(library.articles.document(article))
    return f"# {article.title}\n\n{body.strip()}\n"


def unread_beyond(
    library: Library, query: Query, listing: Listing, index: int, step: int
) -> int | None:
    """The next unread article of a listing after `index`, or before it; None if there is none."""
    near = _near(listing, index, step)
    for start in range(0, len(near), PAGE):
        for headline in library.articles.headlines(near[start : start + PAGE]):
            if not headline.is_read:
                return headline.number
    if len(near) < PAGE * _NEAR_PAGES:
        return None
    return after(library.articles.listing(intersect(query, UNREAD)), listing, index, step)


def _near(listing: Listing, index: int, step: int) -> Sequence[int]:
    reach = PAGE * _NEAR_PAGES
    if step > 0:
        return listing.numbers[index + 1 : index + 1 + reach]
    rest = array("q", listing.numbers[max(0, index - reach) : max(0, index)])
    rest.reverse()
    return rest
