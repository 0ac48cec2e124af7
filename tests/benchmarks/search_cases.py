"""Benchmarks of search: first page and count of each kind of query."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from finews_tui.library.library import Library
from finews_tui.library.plain_text import plain_text
from finews_tui.model.article import Article, BodyFormat, Entry
from finews_tui.query.query import EMPTY, parse
from finews_tui.store import article_writes
from finews_tui.store import sources as source_rows
from finews_tui.store.article_writes import NewArticle
from finews_tui.store.prepared_entry import PreparedEntry, prepare_entry
from tests.benchmarks.generated_posts import COMMON_WORD, generate_post
from tests.benchmarks.newsboat import Newsboat, find_newsboat
from tests.benchmarks.results import Row, Samples, interleave
from tests.benchmarks.workspace import Workspace

_PAGE = 200
_SAMPLE = 300
_NEW = 1_000
# Above the number of any generated post.
_FIRST_NEW = 90_000_000
_QUERIES = 20
_SLOWEST_S = 0.015


@dataclass(frozen=True, slots=True)
class SearchCase:
    """Query, and the words for an equivalent scan of the texts."""

    name: str
    query: str
    words: tuple[str, ...]


def search(workspace: Workspace) -> list[Row]:
    """Each kind of query, compared to scanning the texts, rg and newsboat."""
    rows = []
    with workspace.home.library() as library, sqlite3.connect(workspace.texts) as texts:
        for case in queries(library):

            def finews(case: SearchCase = case) -> float:
                return time_to_search(library, case.query)

            def scan(case: SearchCase = case) -> float:
                return _time_to_scan(texts, case.words)

            finews()
            samples, baseline = interleave(workspace.rounds(9), finews, scan)
            rows.append(Row(f"search, {case.name}", samples, "LIKE over all texts", baseline))
            if program := shutil.which("rg"):
                baseline = Samples((_time_to_grep(program, workspace.folder, case.words),))
                rows.append(Row(f"search, {case.name}", samples, "rg over the files", baseline))
        rows += _compare_with_newsboat(workspace, library)
        rows += index_size(library, workspace.texts)
        rows += new_articles(workspace, library)
    texts.close()
    return rows


def queries(library: Library) -> list[SearchCase]:
    """Return a query of each kind, with words from the articles."""
    sample = library.articles.get_many(library.articles.listing(EMPTY, limit=_SAMPLE))
    texts = [plain_text(article.body, article.format, article.link) for article in sample]
    rare, phrase = _rarest_pair(texts), _phrase(texts)
    code = _stock_code(sample)
    return [
        SearchCase("common word of two characters", COMMON_WORD, (COMMON_WORD,)),
        SearchCase("rare pair of two characters", rare, (rare,)),
        SearchCase("phrase of four characters", phrase, (phrase,)),
        SearchCase("stock code", f"symbol:{code}", (code,)),
        SearchCase("two words", f"{COMMON_WORD} 利率", (COMMON_WORD, "利率")),
        SearchCase("prefix", "harb*", ("harb",)),
    ]


def time_to_search(library: Library, text: str = COMMON_WORD) -> float:
    """Return the time in seconds for the first page of headlines and the count."""
    query = parse(text)
    start = time.perf_counter()
    library.articles.headlines(library.articles.listing(query, limit=_PAGE))
    library.articles.count(query)
    return time.perf_counter() - start


def all_kinds(workspace: Workspace, library: Library) -> list[Row]:
    """Each kind of query, without comparison."""
    rows = []
    for case in queries(library):

        def finews(case: SearchCase = case) -> float:
            return time_to_search(library, case.query)

        finews()
        (samples,) = interleave(workspace.rounds(9), finews)
        limit = _SLOWEST_S if "two characters" in case.name else None
        rows.append(Row(f"search, {case.name}", samples, limit=limit))
    return rows


def index_size(library: Library, texts: Path) -> list[Row]:
    """Size of the full-text index, compared to its texts."""
    with library.stores.cache.reading() as cache:
        size = cache.execute("SELECT sum(length(block)) FROM search_data").fetchone()[0]
    with sqlite3.connect(texts) as connection:
        row = connection.execute(
            "SELECT sum(length(CAST(text AS BLOB)) + length(CAST(title AS BLOB))) FROM texts"
        ).fetchone()
    connection.close()
    sizes = Samples((float(size),), "B"), Samples((float(row[0]),), "B")
    return [Row("index of the texts", sizes[0], "texts", sizes[1])]


def new_articles(workspace: Workspace, library: Library) -> list[Row]:
    """Add a thousand articles, with and without updating the counts of saved queries.

    The articles are deleted afterwards.
    """
    prepared = [_new_article(_FIRST_NEW + number) for number in range(_NEW)]
    plain: list[float] = []
    counted: list[float] = []
    words = [case.query for case in queries(library)]
    texts = [f"{words[index % len(words)]} after:{2000 + index}" for index in range(_QUERIES)]
    for _ in range(workspace.rounds(3)):
        library.saved_query_counts()
        plain.append(_time_to_add(library, prepared))
        for text in texts:
            library.state.save_query(f"bench {text}", text)
        library.saved_query_counts()
        counted.append(_time_to_add(library, prepared))
        for text in texts:
            library.state.remove_query(f"bench {text}")
    case = f"{_NEW:,} new articles with {_QUERIES} saved queries"
    return [Row(case, Samples(tuple(counted)), "without", Samples(tuple(plain)))]


def _time_to_add(library: Library, prepared: list[PreparedEntry]) -> float:
    cache = library.stores.cache
    now = datetime.now(UTC)
    additions = [NewArticle(entry, is_read=True) for entry in prepared]
    start = time.perf_counter()
    with cache.writing() as connection:
        source = source_rows.ensure_source_id(connection, "bench")
        numbers = article_writes.add_articles(connection, source, additions, now)
    library.saved_query_counts()
    seconds = time.perf_counter() - start
    with cache.writing() as connection:
        article_writes.delete_articles(connection, numbers, plain_text)
    return seconds


def _new_article(number: int) -> PreparedEntry:
    post = generate_post(number)
    entry = Entry(
        id=f"new-{number}",
        title=post.title,
        body="\n\n".join(post.paragraphs),
        format=BodyFormat.TEXT,
        text="\n".join(post.paragraphs),
        published=datetime.now(UTC) - timedelta(seconds=number - _FIRST_NEW),
        categories=(post.category,),
    )
    return prepare_entry("bench", entry)


def _compare_with_newsboat(workspace: Workspace, library: Library) -> list[Row]:
    case = "search, common word of two characters"
    if not find_newsboat():
        return [Row(case, Samples((0.0,)), limit=1 / 50, note="newsboat is not installed")]
    with Newsboat(workspace) as newsboat:
        samples, newsboat_samples = interleave(
            workspace.rounds(5),
            lambda: time_to_search(library),
            lambda: newsboat.time_to_search(COMMON_WORD),
        )
    return [Row(case, samples, "newsboat", newsboat_samples, 1 / 50)]


def _time_to_scan(texts: sqlite3.Connection, words: tuple[str, ...]) -> float:
    conditions = " AND ".join("(text LIKE ? OR title LIKE ?)" for _ in words)
    start = time.perf_counter()
    texts.execute(
        f"SELECT number FROM texts WHERE {conditions} ORDER BY number DESC",
        [f"%{word}%" for word in words for _ in range(2)],
    ).fetchall()
    return time.perf_counter() - start


def _time_to_grep(program: str, folder: Path, words: tuple[str, ...]) -> float:
    """Return the time in seconds to find files with the first word."""
    start = time.perf_counter()
    subprocess.run(
        [program, "--count-matches", "--no-messages", words[0], str(folder)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return time.perf_counter() - start


def _rarest_pair(texts: list[str]) -> str:
    """Return the rarest pair of adjacent Chinese characters."""
    counts = Counter(
        text[index : index + 2]
        for text in texts
        for index in range(len(text) - 1)
        if _is_chinese(text[index]) and _is_chinese(text[index + 1])
    )
    return min(counts, key=lambda pair: (counts[pair], pair))


def _phrase(texts: list[str]) -> str:
    """Return the first four consecutive Chinese characters."""
    for text in texts:
        for index in range(len(text) - 3):
            if all(map(_is_chinese, text[index : index + 4])):
                return text[index : index + 4]
    return COMMON_WORD * 2


def _stock_code(articles: list[Article]) -> str:
    """Return the code of the first security mentioned."""
    codes = (symbol.partition(".")[0] for article in articles for symbol in article.symbols)
    return next(codes, "600000")


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
