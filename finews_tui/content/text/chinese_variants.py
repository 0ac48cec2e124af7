"""Traditional and simplified Chinese: a word as it may be written in either, by OpenCC's tables.

The tables are those that opencc-python-reimplemented brings; they are read when a Chinese word is
first looked for, and its converters with their 50,000 phrases are not loaded. The index knows
nothing of it: a query asks for each spelling, so that this can be switched without a rebuild.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import product
from math import prod
from pathlib import Path

from finews_tui.query.ast import And, Node, Not, Or, Words, conjunction, disjunction
from finews_tui.query.query import Query

_MOST = 12  # combinations of traditional characters that are looked for
_MOST_OF_ONE = 3
_TO_TRADITIONAL = "STCharacters.txt"
_TO_SIMPLIFIED = "TSCharacters.txt"


def expand_variants(query: Query) -> Query:
    """`query` with each of its words in every spelling; its text is not for people."""
    return query if query.root is None else replace(query, root=_widened(query.root))


def spellings(text: str) -> list[str]:
    """`text` as it may be written, as it stands first: in simplified and in traditional characters.

    One simplified character may stand for several traditional ones (发: 發, 髮); where there are
    many ways to combine them, each is taken for the most common.
    """
    if text.isascii():
        return [text]
    to_simplified, to_traditional = _table(_TO_SIMPLIFIED), _table(_TO_TRADITIONAL)
    simplified = "".join(to_simplified.get(one, one)[0] for one in text)
    choices = [to_traditional.get(one, one)[:_MOST_OF_ONE] for one in simplified]
    if prod(map(len, choices)) > _MOST:
        choices = [choice[0] for choice in choices]
    traditional = ("".join(characters) for characters in product(*choices))
    return list(dict.fromkeys((text, simplified, *traditional)))


def _widened(node: Node) -> Node:
    match node:
        case Words(text=text):
            return disjunction(replace(node, text=one) for one in spellings(text)) or node
        case Not(child=child):
            return Not(_widened(child))
        case And(children=children):
            return conjunction(map(_widened, children)) or node
        case Or(children=children):
            return disjunction(map(_widened, children)) or node
        case _:
            return node


@cache
def _table(name: str) -> Mapping[str, str]:
    """A character to those that stand in its place, the most common first."""
    # Found without an import: the package would load its converters, and a start needs neither.
    found = find_spec("opencc")
    if found is None or not found.submodule_search_locations:
        return {}
    path = Path(found.submodule_search_locations[0]) / "dictionary" / name
    text = path.read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {row[0]: row[1].replace(" ", "") for row in rows if len(row[0]) == 1}
