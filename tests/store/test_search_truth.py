"""Full-text search returns exactly the results of a scan of the texts."""

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
_MAX_LENGTH = 2000
_MAX_POSTS = 60
CORPUS = SHARED / "corpus"
CORPUS_FOLDERS = ("finews", "archives/pingcap-blog-cn", "archives/rust-blog")
_PUNCTUATION = ["，", "。", "、", " ", "（", "）", "-", "——", "\n"]


def _random_text(random_source: random.Random) -> str:
    parts = []
    for _ in range(random_source.randrange(5, 60)):
        kind = random_source.random()
        if kind < 0.55:
            parts.append("".join(random_source.choices(_HAN, k=random_source.randrange(1, 7))))
        elif kind < 0.75:
            parts.append(f" {random_source.choice(_WORDS)} ")
        else:
            parts.append(random_source.choice(_PUNCTUATION))
    return "".join(parts)


def _runs(text: str) -> list[str]:
    return re.findall(r"[一-鿿]+|[^\W_一-鿿]+", fold(text))


def _scan(runs_by_number: dict[int, list[str]], phrase: str) -> set[int]:
    """Return the texts that contain the runs of `phrase` in sequence, words whole."""
    needle = _runs(phrase)
    matches = set()
    for number, runs in runs_by_number.items():
        text = "\n".join(runs)
        if not all(part in text for part in needle):
            continue
        for start in range(len(runs) - len(needle) + 1):
            window = runs[start : start + len(needle)]
            if all(
                map(_run_matches, window, needle, range(len(needle)), [len(needle)] * len(needle))
            ):
                matches.add(number)
                break
    return matches


def _run_matches(run: str, part: str, index: int, count: int) -> bool:
    if not "一" <= part[0] <= "鿿":
        return run == part
    if count == 1:
        return part in run
    if index == 0:
        return run.endswith(part)
    return run.startswith(part) if index == count - 1 else run == part


def _random_entries(random_source: random.Random) -> list[Entry]:
    return [
        make_entry(f"n{number}", _random_text(random_source), title="") for number in range(300)
    ]


def _corpus_entries(_: random.Random) -> list[Entry]:
    """Return real posts."""
    if not CORPUS.is_dir():
        pytest.skip("needs the corpus next to the checkout")
    paths = sorted(path for folder in CORPUS_FOLDERS for path in (CORPUS / folder).rglob("*.md"))
    texts = [clean_text(path.read_text(encoding="utf-8", errors="replace")) for path in paths]
    return [
        make_entry(f"c{number}", text[:_MAX_LENGTH], title="")
        for number, text in enumerate(texts[:_MAX_POSTS])
    ]


@pytest.mark.parametrize(
    "entries_of",
    [
        pytest.param(_random_entries, id="random"),
        pytest.param(_corpus_entries, id="corpus", marks=pytest.mark.slow),
    ],
)
def test_phrase_search_equals_scan(
    cache: Database, fill: Fill, entries_of: Callable[[random.Random], list[Entry]]
) -> None:
    """Test phrases of 1 to 12 characters: Chinese, Latin, digits, mixed, punctuation.

    Phrases that start or end inside a Latin word or number are excluded: they need `*`.
    """
    random_source = random.Random(7)
    entries = entries_of(random_source)
    numbers = fill(*entries)
    runs = {number: _runs(entry.text) for number, entry in zip(numbers, entries, strict=True)}
    queries = 0
    while queries < 2000:
        text = random_source.choice(entries).text
        start = random_source.randrange(len(text))
        phrase = text[start : start + random_source.randrange(1, 13)].strip()
        if not _runs(phrase) or not _has_whole_words(text, start, phrase):
            continue
        queries += 1
        query = Query(Words(phrase, is_phrase=True))
        with cache.reading() as connection:
            numbers_found = set(search.list_numbers(connection, query, [WIRE], NOW))
            count = search.count_articles(connection, query, [WIRE], NOW)
        assert numbers_found == _scan(runs, phrase), phrase
        assert count == len(numbers_found)


def _has_whole_words(text: str, start: int, phrase: str) -> bool:
    """Return whether the phrase starts and ends at word boundaries."""
    start = text.find(phrase, start)
    end = start + len(phrase)
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_latin(before) and _is_latin(phrase[0])) and not (
        _is_latin(after) and _is_latin(phrase[-1])
    )


def _is_latin(character: str) -> bool:
    return character.isalnum() and not "一" <= character <= "鿿"


def test_deleted_article_is_not_found(cache: Database, fill: Fill) -> None:
    first, second = fill(make_entry("a", "央行降准"), make_entry("b", "央行加息"))
    with cache.writing() as connection:
        article_writes.delete_articles(connection, [first], lambda body, _format, _link: body)
    with cache.reading() as connection:
        for words, expected in (("央行", [second]), ("降准", []), ("准", [])):
            numbers = search.list_numbers(connection, Query(Words(words)), [WIRE], NOW)
            assert list(numbers) == expected, words
