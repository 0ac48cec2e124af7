"""The full-text index finds exactly what a scan of the texts finds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from finews_tui.model.article import Entry
from finews_tui.model.sanitize import clean_text
from finews_tui.model.text_folding import fold
from finews_tui.query.ast import Words
from finews_tui.query.query import Query
from finews_tui.store import article_writes, search
from finews_tui.store.database import Database
from tests.paths import SHARED
from tests.store.entries import NOW, WIRE, Fill, make_entry

_HAN = "上下市场银行利率降准公司股票人民币美元央监管会议记者报道分析师"
_WORDS = ["bank", "rate", "Cut", "2024", "600519", "HFO", "1234yf", "é", "rust"]
_LONGEST = 2000
_MOST_POSTS = 60
CORPUS = SHARED / "corpus"
CORPUS_PLACES = ("finews", "archives/pingcap-blog-cn", "archives/rust-blog")
_MARKS = ["，", "。", "、", " ", "（", "）", "-", "——", "\n"]


def _made_text(random_source: random.Random) -> str:
    parts = []
    for _ in range(random_source.randrange(5, 60)):
        kind = random_source.random()
        if kind < 0.55:
            parts.append("".join(random_source.choices(_HAN, k=random_source.randrange(1, 7))))
        elif kind < 0.75:
            parts.append(f" {random_source.choice(_WORDS)} ")
        else:
            parts.append(random_source.choice(_MARKS))
    return "".join(parts)


def _runs(text: str) -> list[str]:
    return re.findall(r"[一-鿿]+|[^\W_一-鿿]+", fold(text))


def _scan(texts: dict[int, list[str]], wanted: str) -> set[int]:
    """The texts, as their runs, in which the runs of `wanted` follow each other, words whole."""
    needle = _runs(wanted)
    found = set()
    for number, runs in texts.items():
        whole = "\n".join(runs)
        if not all(part in whole for part in needle):
            continue
        for start in range(len(runs) - len(needle) + 1):
            window = runs[start : start + len(needle)]
            if all(map(_fits, window, needle, range(len(needle)), [len(needle)] * len(needle))):
                found.add(number)
                break
    return found


def _fits(run: str, wanted: str, place: int, count: int) -> bool:
    if not "一" <= wanted[0] <= "鿿":
        return run == wanted
    if count == 1:
        return wanted in run
    if place == 0:
        return run.endswith(wanted)
    return run.startswith(wanted) if place == count - 1 else run == wanted


def _made_entries(random_source: random.Random) -> list[Entry]:
    return [make_entry(f"n{number}", _made_text(random_source), title="") for number in range(300)]


def _corpus_entries(_: random.Random) -> list[Entry]:
    """Real posts, as they are indexed; their words are of every kind."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real news is not beside this checkout")
    paths = sorted(path for place in CORPUS_PLACES for path in (CORPUS / place).rglob("*.md"))
    texts = [clean_text(path.read_text(encoding="utf-8", errors="replace")) for path in paths]
    return [
        make_entry(f"c{number}", text[:_LONGEST], title="")
        for number, text in enumerate(texts[:_MOST_POSTS])
    ]


@pytest.mark.parametrize(
    "entries_of",
    [
        pytest.param(_made_entries, id="made"),
        pytest.param(_corpus_entries, id="corpus", marks=pytest.mark.slow),
    ],
)
def test_phrase_search_finds_what_a_scan_finds(
    cache: Database, fill: Fill, entries_of: Callable[[random.Random], list[Entry]]
) -> None:
    """Phrases of one to twelve characters: Chinese, Latin, digits, mixed, across punctuation.

    Left out are those that begin or end within a Latin word or a number: of a word its beginning
    alone is found, by `*`.
    """
    random_source = random.Random(7)
    entries = entries_of(random_source)
    numbers = fill(*entries)
    runs = {number: _runs(entry.text) for number, entry in zip(numbers, entries, strict=True)}
    asked = 0
    while asked < 2000:
        text = random_source.choice(entries).text
        start = random_source.randrange(len(text))
        wanted = text[start : start + random_source.randrange(1, 13)].strip()
        if not _runs(wanted) or not _is_whole(text, start, wanted):
            continue
        asked += 1
        query = Query(Words(wanted, is_phrase=True))
        with cache.reading() as connection:
            found = set(search.list_numbers(connection, query, [WIRE], NOW))
            count = search.count_articles(connection, query, [WIRE], NOW)
        assert found == _scan(runs, wanted), wanted
        assert count == len(found)


def _is_whole(text: str, start: int, wanted: str) -> bool:
    """Whether Latin words at the cut's ends are whole: parts of them are asked for with `*`."""
    place = text.find(wanted, start)
    before, after = text[place - 1 : place], text[place + len(wanted) : place + len(wanted) + 1]
    return not (_is_latin(before) and _is_latin(wanted[0])) and not (
        _is_latin(after) and _is_latin(wanted[-1])
    )


def _is_latin(character: str) -> bool:
    return character.isalnum() and not "一" <= character <= "鿿"


def test_deleted_article_is_not_found(cache: Database, fill: Fill) -> None:
    first, second = fill(make_entry("a", "央行降准"), make_entry("b", "央行加息"))
    with cache.writing() as connection:
        article_writes.delete_articles(connection, [first], lambda body, _format, _link: body)
    with cache.reading() as connection:
        for words, expected in (("央行", [second]), ("降准", []), ("准", [])):
            found = search.list_numbers(connection, Query(Words(words)), [WIRE], NOW)
            assert list(found) == expected, words
