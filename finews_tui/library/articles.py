"""Access to articles: listings, headlines, bodies and snippets."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.model.article import Article, BodyFormat, Headline
from finews_tui.query.code_variants import expand_codes
from finews_tui.query.query import Query, positive_words
from finews_tui.store import articles, search
from finews_tui.store.database import Connection
from finews_tui.store.query_compiler import FindSimilar

if TYPE_CHECKING:
    from finews_tui.library.source_revisions import SourceRevision
    from finews_tui.model.document import Document


class Articles:
    """Articles in the cache, identified by `number`; newer ones have greater numbers.

    Modules that parse text are imported when an article is read, because lists don't need them.
    """

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def listing(self, query: Query, *, limit: int | None = None) -> array[int]:
        """Return the numbers of the articles that match a query, in its sort order."""
        query = self.with_variants(query)
        with self._stores.cache.reading() as cache:
            sources = self._stores.config.sources
            find_similar = self._find_similar(cache)
            return search.list_numbers(cache, query, sources, self._now(), limit, like=find_similar)

    def count(self, query: Query) -> int:
        """Return the exact number of articles that match a query."""
        query = self.with_variants(query)
        with self._stores.cache.reading() as cache:
            sources = self._stores.config.sources
            return search.count_articles(
                cache, query, sources, self._now(), like=self._find_similar(cache)
            )

    def with_variants(self, query: Query) -> Query:
        """Return the query with both lengths of Hong Kong codes.

        If `fold_variants` is set, also with all variants of Chinese words.
        """
        from finews_tui.content.text.chinese_variants import expand_variants

        query = expand_codes(query)
        return expand_variants(query) if self._stores.config.search.fold_variants else query

    def headlines(self, numbers: Sequence[int]) -> list[Headline]:
        """Return headlines in the order of `numbers`, without deleted articles."""
        with self._stores.cache.reading() as cache:
            return articles.read_headlines(cache, numbers)

    def snippets(
        self, numbers: Sequence[int], query: Query, *, always: bool = False
    ) -> dict[int, str]:
        """Return, by number, the sentence of each article that matches a query.

        Articles without a match in the text are omitted; with `always`, they have the beginning of
        their text instead.
        """
        from finews_tui.library.plain_text import matching_sentence, opening, plain_text
        from finews_tui.query.highlighting import word_matcher

        words = word_matcher(positive_words(self.with_variants(query)))
        snippets = {}
        for article in self.get_many(numbers) if words or always else ():
            text = self.text(article)
            full_text = plain_text(article.full_text, BodyFormat.HTML, "")
            sentence = words and (
                matching_sentence(text, words) or matching_sentence(full_text, words)
            )
            if sentence or always:
                snippets[article.number] = sentence or opening(text)
        return snippets

    def number(self, id_prefix: str) -> int:
        """Return the number of the article whose id begins with `id_prefix`.

        Raises:
            NotFoundError: no article or several articles match, or the prefix is too short.
        """
        with self._stores.cache.reading() as cache:
            return articles.find_number(cache, id_prefix)

    def get(self, number: int) -> Article:
        """Return an article with its body.

        Raises:
            NotFoundError: the article was deleted.
        """
        matches = self.get_many([number])
        if not matches:
            raise NotFoundError(tr("article not found; sync and try again"))
        return matches[0]

    def get_many(self, numbers: Sequence[int]) -> list[Article]:
        """Return articles with bodies in the order of `numbers`, without deleted ones."""
        with self._stores.cache.reading() as cache:
            return articles.read_articles(cache, numbers)

    def document(self, article: Article, *, show_hidden: bool = False) -> Document:
        """Return the body of an article with its media, parsed for layout.

        With `show_hidden`, it includes text that a web page would hide.
        """
        from finews_tui.content.body import parse_body

        document = parse_body(article.body, article.format, article.link, show_hidden=show_hidden)
        if not article.enclosures:
            return document
        from finews_tui.content.media import with_media

        return with_media(document, article.enclosures, article.title)

    def text(self, article: Article) -> str:
        """Return the body of an article as plain text, one paragraph a line."""
        from finews_tui.model.document import document_text

        return document_text(self.document(article))

    def source_revision(self, article: Article) -> SourceRevision | None:
        """Return the source's version of a bookmarked article; None if unchanged."""
        if not article.is_bookmarked:
            return None
        from finews_tui.library.source_revisions import source_revision

        with self._stores.cache.reading() as cache:
            return source_revision(cache, article)

    def export(self, numbers: Sequence[int], path: Path) -> int:
        """Write articles to a file as JSON Lines; return their number.

        Raises:
            BookmarkError: the file cannot be written.
        """
        from finews_tui.library.json_lines import export_articles

        return export_articles(self.get_many(numbers), path)

    def _find_similar(self, cache: Connection) -> FindSimilar:
        def find_similar(id_prefix: str) -> Sequence[int]:
            from finews_tui.library.related import find_related

            try:
                number = articles.find_number(cache, id_prefix)
            except NotFoundError:
                return ()
            article = articles.read_articles(cache, [number])[0]
            return find_related(cache, article, self._stores.config.sources)

        return find_similar

    def _now(self) -> datetime:
        """Return the current time in the local time zone, which defines day boundaries."""
        return self._stores.clock().astimezone()
