"""The library: all that a reader of news can do, for the screen, the command line and scripts."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from finews_tui.config.loader import Config
from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.library.bookmark_watch import bookmarks_changed
from finews_tui.library.changes import read_marks as marking
from finews_tui.library.changes.read_marks import Marked
from finews_tui.library.source_queries import Followed
from finews_tui.library.stores import Clock, now_utc, open_stores
from finews_tui.model.article import Article, BodyFormat, Headline
from finews_tui.model.saved_query import QueryCount
from finews_tui.query.highlighting import word_matcher
from finews_tui.query.query import Query, positive_words
from finews_tui.store import articles, search
from finews_tui.store.database import Connection
from finews_tui.store.query_compiler import Likeness
from finews_tui.store.query_counts import kept_counts
from finews_tui.system.paths import Paths

if TYPE_CHECKING:
    from finews_tui.library.diagnostics import Finding, Stats
    from finews_tui.library.source_revisions import SourceVersion
    from finews_tui.model.document import Document


class Library(Followed):
    """The news of one user. Plain and synchronous; safe to call from several threads.

    Articles are named by `number` inside a program: greater is newer. Modules that parse text are
    imported when an article is read, not before: a list needs none of them.

    Raises:
        StoreError: the databases cannot be used.
    """

    def __init__(self, paths: Paths, config: Config, *, clock: Clock = now_utc) -> None:
        super().__init__(paths, config, open_stores(paths, clock))
        if bookmarks_changed(self.stores):
            self.index_bookmarks()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the databases."""
        self.stores.close()

    # Listings and articles

    def listing(self, query: Query, *, limit: int | None = None) -> array[int]:
        """The numbers of the articles that a query finds, in its order."""
        with self.stores.cache.reading() as cache:
            sources, like = self.config.sources, self._likeness(cache)
            query = self.widened(query)
            return search.listing(cache, query, sources, self._now(), limit, like=like)

    def count(self, query: Query) -> int:
        """How many articles a query finds, exactly."""
        with self.stores.cache.reading() as cache:
            sources, like = self.config.sources, self._likeness(cache)
            query = self.widened(query)
            return search.count(cache, query, sources, self._now(), like=like)

    def saved_counts(self) -> dict[str, QueryCount]:
        """How many articles each saved query finds and how many unread, by the query's text."""
        from finews_tui.library.saved_query_counts import count_queries

        texts = [saved.text for saved in self.saved_queries()]
        if not texts:
            return {}
        return count_queries(self.stores, texts, self.config, self._now(), self.count)

    def widened(self, query: Query) -> Query:
        """What is looked for: with `fold_variants` each Chinese word in all its spellings."""
        from finews_tui.content.text.chinese_variants import widened

        return widened(query) if self.config.search.fold_variants else query

    def kept_saved_counts(self) -> dict[str, QueryCount]:
        """The same as far as it is kept, at once; what changed since is not in it."""
        with self.stores.cache.reading() as cache:
            return kept_counts(cache)

    def _likeness(self, cache: Connection) -> Likeness:
        def like(id_prefix: str) -> Sequence[int]:
            from finews_tui.library.related import related

            try:
                number = articles.number_of(cache, id_prefix)
            except NotFoundError:
                return ()
            article = articles.articles(cache, [number])[0]
            return related(cache, article, self.config.sources)

        return like

    def headlines(self, numbers: Sequence[int]) -> list[Headline]:
        """The rows of a list, in the order of `numbers`; those that are gone are left out."""
        with self.stores.cache.reading() as cache:
            return articles.headlines(cache, numbers)

    def snippets(
        self, numbers: Sequence[int], query: Query, *, always: bool = False
    ) -> dict[int, str]:
        """By number, the sentence in which a query's words stand, where they stand in the text.

        `always`: an article whose title alone has them gives the beginning of its text, and so
        does every article where no words are asked for.
        """
        from finews_tui.library.plain_text import beginning, kept_text, sentence_with

        words = word_matcher(positive_words(self.widened(query)))
        found = {}
        for article in self.articles(numbers) if words or always else ():
            text = kept_text(article.body, article.format, article.link)
            on_page = kept_text(article.full_text, BodyFormat.HTML, "")
            sentence = words and (sentence_with(text, words) or sentence_with(on_page, words))
            if sentence or always:
                found[article.number] = sentence or beginning(text)
        return found

    def number_of(self, id_prefix: str) -> int:
        """The number of the article whose id begins so.

        Raises:
            NotFoundError: none, or several, or too short a prefix.
        """
        with self.stores.cache.reading() as cache:
            return articles.number_of(cache, id_prefix)

    def article(self, number: int) -> Article:
        """One article whole.

        Raises:
            NotFoundError: it is gone.
        """
        found = self.articles([number])
        if not found:
            raise NotFoundError(tr("the article is gone; sync again"))
        return found[0]

    def articles(self, numbers: Sequence[int]) -> list[Article]:
        """Articles whole, in the order of `numbers`; those that are gone are left out."""
        with self.stores.cache.reading() as cache:
            return articles.articles(cache, numbers)

    def document(self, article: Article) -> Document:
        """An article's body, ready to be laid out."""
        from finews_tui.content.body import document_of

        return document_of(article.body, article.format, article.link)

    def text(self, article: Article) -> str:
        """An article's text: one paragraph a line, never wrapped."""
        from finews_tui.library.plain_text import kept_text

        return kept_text(article.body, article.format, article.link)

    def source_version(self, article: Article) -> SourceVersion | None:
        """A bookmarked article as its source has it now; None where the text is the one kept."""
        if not article.is_bookmarked:
            return None
        from finews_tui.library import source_revisions as versions

        with self.stores.cache.reading() as cache:
            return versions.source_version(cache, article)

    # The user's own state

    def mark_read(self, numbers: Iterable[int], is_read: bool) -> Marked:
        """Mark articles as read or unread; what is returned undoes it."""
        return marking.mark_read(self.stores, numbers, is_read)

    def mark_query(self, query: Query, is_read: bool) -> Marked:
        """Mark all that a query finds."""
        return self.mark_read(self.listing(query), is_read)

    def set_bookmark(self, number: int, is_bookmarked: bool) -> Marked:
        """Keep an article, or let go of it; when this returns, the disk has it so.

        Raises:
            NotFoundError: the article is gone.
            BookmarkError: its file cannot be written or removed.
        """
        from finews_tui.library.changes import bookmarks as keeping

        article = self.article(number)
        change = keeping.add_bookmark if is_bookmarked else keeping.remove_bookmark
        return change(self.stores, article)

    def undo(self, marked: Marked) -> Marked:
        """Take a change back; what is returned does it again."""
        if marked.bookmark is not None:
            from finews_tui.library.changes import bookmarks as keeping

            return keeping.undo_bookmark(self.stores, marked.bookmark)
        return marking.undo_marks(self.stores, marked) if marked.marks else marked

    # Bookmarks and health

    def bookmarks(self) -> list[Article]:
        """All bookmarks whole, newest first."""
        with self.stores.cache.reading() as cache:
            return articles.articles(cache, articles.bookmarked(cache))

    def index_bookmarks(self) -> list[str]:
        """Bring the cache in step with the bookmarks' files; returns what is wrong with them."""
        from finews_tui.library.changes import bookmarks as keeping

        return keeping.index_files(self.stores)

    def export_bookmarks(self, path: Path) -> int:
        """Write all bookmarks as JSON Lines; returns how many."""
        return self._export(self.bookmarks(), path)

    def export_articles(self, numbers: Sequence[int], path: Path) -> int:
        """Write articles as JSON Lines, as bookmarks are exported; returns how many.

        Raises:
            BookmarkError: the file cannot be written.
        """
        return self._export(self.articles(numbers), path)

    def _export(self, found: list[Article], path: Path) -> int:
        from finews_tui.library.changes import bookmarks as keeping

        return keeping.export_lines(found, path)

    def import_bookmarks(self, path: Path) -> tuple[int, list[str]]:
        """Keep the bookmarks of an export; returns how many are new, and what was left out."""
        from finews_tui.library.changes import bookmarks as keeping

        return keeping.import_lines(self.stores, path)

    def stats(self) -> Stats:
        """Figures about all that is kept."""
        from finews_tui.library.diagnostics import stats

        return stats(self.stores, len(self.config.sources))

    def doctor(self) -> list[Finding]:
        """What is wrong here, and the mend."""
        from finews_tui.library.diagnostics import examine

        return examine(self.stores, self.sources(), self.index_bookmarks())

    def _now(self) -> datetime:
        """The present in the reader's own time zone, which decides what a day is."""
        return self.stores.clock().astimezone()
