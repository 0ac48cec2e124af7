"""Cases of search: a word of two characters, its first page and how often it is found."""

from __future__ import annotations

import shutil
import sqlite3
import time

from finews_tui.library.library import Library
from finews_tui.model.query import parse
from tests.benchmarks.figures import Row, interleave
from tests.benchmarks.folder_cases import timed_command
from tests.benchmarks.ground import Ground
from tests.benchmarks.made_posts import COMMON_WORD
from tests.benchmarks.newsboat import Newsboat, find_newsboat

_PAGE = 200


def search(ground: Ground) -> list[Row]:
    """The first page and the exact count, beside those who look through all texts."""
    case = "search, two characters, page and count"
    with ground.home.library() as library, sqlite3.connect(ground.texts) as texts:

        def finews() -> float:
            return seconds_to_search(library)

        def scan() -> float:
            begin = time.perf_counter()
            texts.execute(
                "SELECT number FROM texts WHERE text LIKE ?1 OR title LIKE ?1 ORDER BY number DESC",
                (f"%{COMMON_WORD}%",),
            ).fetchall()
            return time.perf_counter() - begin

        finews()
        found, floor = interleave(ground.rounds(9), finews, scan)
        rows = [Row(case, found, "LIKE over all texts", floor)]
        if find_newsboat():
            with Newsboat(ground) as newsboat:
                found, theirs = interleave(
                    ground.rounds(5), finews, lambda: newsboat.seconds_to_search(COMMON_WORD)
                )
            rows.append(Row(case, found, "newsboat", theirs, 1 / 50))
        else:
            rows.append(Row(case, found, limit=1 / 50, note="newsboat is not installed"))
        if program := shutil.which("rg"):
            command = [program, "--count-matches", "--no-messages", COMMON_WORD, str(ground.folder)]
            found, files = interleave(ground.rounds(5), finews, timed_command(command, ground.home))
            rows.append(Row(case, found, "rg over the files", files))
    texts.close()
    return rows


def seconds_to_search(library: Library) -> float:
    """A common word's first page of headlines, and how often it is found."""
    query = parse(COMMON_WORD)
    begin = time.perf_counter()
    library.headlines(library.listing(query, limit=_PAGE))
    library.count(query)
    return time.perf_counter() - begin
