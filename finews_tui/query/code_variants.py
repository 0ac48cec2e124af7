"""Forms of Hong Kong codes: a search for `0388` also finds `00388`, and the other way round."""

from __future__ import annotations

import re
from dataclasses import replace

from finews_tui.query.ast import And, Node, Not, Or, Words, conjunction, disjunction
from finews_tui.query.query import Query

_CODE = re.compile(r"(0?\d{4})(\.[Hh][Kk])?|(\d{1,3})(\.[Hh][Kk])")
_LENGTHS = (4, 5)


def expand_codes(query: Query) -> Query:
    """Return `query` with every form of each Hong Kong code. Its text is not updated."""
    return query if query.root is None else replace(query, root=_expand(query.root))


def code_forms(text: str) -> list[str]:
    """Return a code of four or five digits in both lengths; other text unchanged."""
    match = _CODE.fullmatch(text)
    if match is None:
        return [text]
    digits = (match[1] or match[3]).lstrip("0")
    suffix = match[2] or match[4] or ""
    if not digits or len(digits) > max(_LENGTHS):
        return [text]
    forms = [digits.zfill(length) + suffix for length in _LENGTHS if len(digits) <= length]
    return list(dict.fromkeys((text, *forms)))


def _expand(node: Node) -> Node:
    match node:
        case Words(text=text, is_prefix=False) if text[:1].isdigit():
            return disjunction(replace(node, text=form) for form in code_forms(text)) or node
        case Not(child=child):
            return Not(_expand(child))
        case And(children=children):
            return conjunction(map(_expand, children)) or node
        case Or(children=children):
            return disjunction(map(_expand, children)) or node
        case _:
            return node
