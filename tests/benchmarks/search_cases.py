"""Cases of search: each kind of query, its first page and how often it is found."""

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
from finews_tui.store import article_writes as saving
from finews_tui.store import sources as source_rows
from finews_tui.store.article_writes import NewArticle
from finews_tui.store.prepared_entry import PreparedEntry, prepare_entry
from tests.benchmarks.figures import Row, Samples, interleave
from tests.benchmarks.ground import Ground
from tests.benchmarks.made_posts import COMMON_WORD, made_post
from tests.benchmarks.newsboat import Newsboat, find_newsboat

_PAGE = 200
_SAMPLE = 300
_NEW = 1_000
# Further than any made post is old.
_FIRST_NEW = 90_000_000
_QUERIES = 20
_SLOWEST_S = 0.015


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query, and the words that one who looks through all texts would look for."""

    name: str
    query: str
    words: tuple[str, ...]


def search(ground: Ground) -> list[Row]:
    """Each kind of query beside a scan of all texts, rg over the files and newsboat's search."""
    rows = []
    with ground.home.library() as library, sqlite3.connect(ground.texts) as texts:
        for wanted in queries(library):

            def finews(wanted: Wanted = wanted) -> float:
                return seconds_to_search(library, wanted.query)

            def scan(wanted: Wanted = wanted) -> float:
                return _seconds_to_scan(texts, wanted.words)

            finews()
            found, floor = interleave(ground.rounds(9), finews, scan)
            rows.append(Row(f"search, {wanted.name}", found, "LIKE over all texts", floor))
            if program := shutil.which("rg"):
                floor = Samples((_seconds_to_grep(program, ground.folder, wanted.words),))
                rows.append(Row(f"search, {wanted.name}", found, "rg over the files", floor))
        rows += _beside_newsboat(ground, library)
        rows += index_size(library, ground.texts)
        rows += new_articles(ground, library)
    texts.close()
    return rows


def queries(library: Library) -> list[Wanted]:
    """One query of each kind, of words that the articles have."""
    sample = library.articles.get_many(library.articles.listing(EMPTY, limit=_SAMPLE))
    texts = [plain_text(article.body, article.format, article.link) for article in sample]
    rare, phrase = _rarest_pair(texts), _phrase(texts)
    code = _stock_code(sample)
    return [
        Wanted("common word of two characters", COMMON_WORD, (COMMON_WORD,)),
        Wanted("rare pair of two characters", rare, (rare,)),
        Wanted("phrase of four characters", phrase, (phrase,)),
        Wanted("stock code", f"symbol:{code}", (code,)),
        Wanted("two words", f"{COMMON_WORD} 利率", (COMMON_WORD, "利率")),
        Wanted("prefix", "harb*", ("harb",)),
    ]


def seconds_to_search(library: Library, text: str = COMMON_WORD) -> float:
    """A query's first page of headlines, and how often it is found."""
    query = parse(text)
    begin = time.perf_counter()
    library.articles.headlines(library.articles.listing(query, limit=_PAGE))
    library.articles.count(query)
    return time.perf_counter() - begin


def all_kinds(ground: Ground, library: Library) -> list[Row]:
    """Each kind of query by itself, where there are no files to look through."""
    rows = []
    for wanted in queries(library):

        def finews(wanted: Wanted = wanted) -> float:
            return seconds_to_search(library, wanted.query)

        finews()
        (found,) = interleave(ground.rounds(9), finews)
        limit = _SLOWEST_S if "two characters" in wanted.name else None
        rows.append(Row(f"search, {wanted.name}", found, limit=limit))
    return rows


def index_size(library: Library, texts: Path) -> list[Row]:
    """The full-text index beside the bytes of the texts in it."""
    with library.stores.cache.reading() as cache:
        size = cache.execute("SELECT sum(length(block)) FROM search_data").fetchone()[0]
    with sqlite3.connect(texts) as connection:
        row = connection.execute(
            "SELECT sum(length(CAST(text AS BLOB)) + length(CAST(title AS BLOB))) FROM texts"
        ).fetchone()
    connection.close()
    sizes = Samples((float(size),), "B"), Samples((float(row[0]),), "B")
    return [Row("index of the texts", sizes[0], "texts", sizes[1])]


def new_articles(ground: Ground, library: Library) -> list[Row]:
    """A thousand articles that come at once, with the counts of twenty saved queries and without.

    They are taken away again.
    """
    prepared = [_new_article(_FIRST_NEW + number) for number in range(_NEW)]
    plain: list[float] = []
    counted: list[float] = []
    words = [wanted.query for wanted in queries(library)]
    texts = [f"{words[place % len(words)]} after:{2000 + place}" for place in range(_QUERIES)]
    for _ in range(ground.rounds(3)):
        library.saved_query_counts()
        plain.append(_seconds_to_add(library, prepared))
        for text in texts:
            library.state.save_query(f"bench {text}", text)
        library.saved_query_counts()
        counted.append(_seconds_to_add(library, prepared))
        for text in texts:
            library.state.remove_query(f"bench {text}")
    case = f"{_NEW:,} new articles with {_QUERIES} saved queries"
    return [Row(case, Samples(tuple(counted)), "without", Samples(tuple(plain)))]


def _seconds_to_add(library: Library, prepared: list[PreparedEntry]) -> float:
    cache = library.stores.cache
    now = datetime.now(UTC)
    additions = [NewArticle(one, is_read=True) for one in prepared]
    begin = time.perf_counter()
    with cache.writing() as connection:
        source = source_rows.ensure_source_id(connection, "bench")
        numbers = saving.add_articles(connection, source, additions, now)
    library.saved_query_counts()
    seconds = time.perf_counter() - begin
    with cache.writing() as connection:
        saving.delete_articles(connection, numbers, plain_text)
    return seconds


def _new_article(number: int) -> PreparedEntry:
    post = made_post(number)
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


def _beside_newsboat(ground: Ground, library: Library) -> list[Row]:
    case = "search, common word of two characters"
    if not find_newsboat():
        return [Row(case, Samples((0.0,)), limit=1 / 50, note="newsboat is not installed")]
    with Newsboat(ground) as newsboat:
        found, theirs = interleave(
            ground.rounds(5),
            lambda: seconds_to_search(library),
            lambda: newsboat.seconds_to_search(COMMON_WORD),
        )
    return [Row(case, found, "newsboat", theirs, 1 / 50)]


def _seconds_to_scan(texts: sqlite3.Connection, words: tuple[str, ...]) -> float:
    conditions = " AND ".join("(text LIKE ? OR title LIKE ?)" for _ in words)
    begin = time.perf_counter()
    texts.execute(
        f"SELECT number FROM texts WHERE {conditions} ORDER BY number DESC",
        [f"%{word}%" for word in words for _ in range(2)],
    ).fetchall()
    return time.perf_counter() - begin


def _seconds_to_grep(program: str, folder: Path, words: tuple[str, ...]) -> float:
    """Of the files with the first word; further words would be looked for in those."""
    begin = time.perf_counter()
    subprocess.run(
        [program, "--count-matches", "--no-messages", words[0], str(folder)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return time.perf_counter() - begin


def _rarest_pair(texts: list[str]) -> str:
    """Two Chinese characters that stand side by side once in the sample."""
    counts = Counter(
        text[place : place + 2]
        for text in texts
        for place in range(len(text) - 1)
        if _is_chinese(text[place]) and _is_chinese(text[place + 1])
    )
    return min(counts, key=lambda pair: (counts[pair], pair))


def _phrase(texts: list[str]) -> str:
    """The first four Chinese characters in a row."""
    for text in texts:
        for place in range(len(text) - 3):
            if all(map(_is_chinese, text[place : place + 4])):
                return text[place : place + 4]
    return COMMON_WORD * 2


def _stock_code(articles: list[Article]) -> str:
    """The first security that an article names."""
    codes = (symbol.partition(".")[0] for article in articles for symbol in article.symbols)
    return next(codes, "600000")


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
