"""Compile queries to SQL conditions and full-text expressions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from finews_tui.model.source import Source, in_group
from finews_tui.model.symbol import symbol_forms
from finews_tui.model.text_folding import fold
from finews_tui.model.timestamps import EPOCH_NUMBER
from finews_tui.query.ast import (
    And,
    ArticleState,
    Field,
    HasState,
    Newer,
    Node,
    Not,
    Older,
    Or,
    Published,
    Words,
)
from finews_tui.query.date_ranges import time_bounds
from finews_tui.query.fields import LIKE
from finews_tui.store.database import placeholders
from finews_tui.store.schema import (
    FIELD_KINDS,
    KIND_AUTHOR,
    KIND_CATEGORY,
    KIND_CREDIT,
    KIND_SYMBOL,
    KIND_TAG,
    LABEL_KINDS,
)
from finews_tui.store.sources import unfollowed_sources
from finews_tui.store.tokenizer import phrase_terms

FindSimilar = Callable[[str], Sequence[int]]
"""Returns the numbers of articles similar to that with an ID, most similar first."""

_NONE = "0"
_ALL = "1"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Compiled conditions of a query.

    `match` is a full-text expression, `label` a label required of all articles. `clauses` are SQL
    on `number`, a column of the scanned table. `ranking` has the articles for `like:`, most
    similar first.
    """

    number: str
    match: str = ""
    label: int | None = None
    unread_only: bool = False
    clauses: tuple[str, ...] = ()
    parameters: tuple[object, ...] = ()
    ranking: tuple[int, ...] = ()


def no_similar(_: str) -> Sequence[int]:
    """Return no articles, for callers that do not support `like:`."""
    return ()


@dataclass(frozen=True, slots=True)
class QueryCompiler:
    """Compiler for one connection, set of followed sources, and current time."""

    connection: sqlite3.Connection
    sources: Sequence[Source]
    now: datetime
    like: FindSimilar = no_similar

    def conditions(self, root: Node | None) -> Conditions:
        """Compile the root of a query."""
        nodes = root.children if isinstance(root, And) else (root,) if root is not None else ()
        expressions = [text for node in nodes if (text := fulltext_expression(node)) is not None]
        match = " AND ".join(f"({text})" for text in expressions)
        rest = [node for node in nodes if fulltext_expression(node) is None]
        labels = [node for node in rest if isinstance(node, Field) and node.name in LABEL_KINDS]
        if labels:
            # Labels belong to a source, so their IDs already restrict the sources.
            rest = [node for node in rest if not _restricts_source(node)]
        within = self._restricting_sources(nodes)
        label_ids = {node: self._label_ids(node, within) for node in labels}
        leading = next((node for node, ids in label_ids.items() if len(ids) == 1), None)
        number = "search.rowid" if match else "article_labels.number"
        if not match and leading is None:
            number = "articles.number"
        clauses: list[str] = []
        parameters: list[object] = []
        ranking: tuple[int, ...] = ()
        for node in rest:
            if isinstance(node, Field) and node.name == LIKE:
                ranking = tuple(self.like(node.value))
                clauses.append(_number_in(ranking, number))
                continue
            if node == leading or node == HasState(ArticleState.UNREAD):
                continue
            if isinstance(node, Field) and node in label_ids:
                clause, values = _label_clause(label_ids[node], number)
            else:
                clause, values = self.clause(node, number)
            clauses.append(clause)
            parameters += values
        hidden = list(unfollowed_sources(self.connection, self.sources))
        if hidden and (within is None or not within.isdisjoint(hidden)):
            marks = placeholders(hidden)
            test = f"source_id IN ({marks}) AND is_bookmarked = 0"
            clauses.append(f"NOT ({_article(test, number)})")
            parameters += hidden
        return Conditions(
            number,
            match,
            label_ids[leading][0] if leading else None,
            HasState(ArticleState.UNREAD) in rest,
            tuple(clauses),
            tuple(parameters),
            ranking,
        )

    def clause(self, node: Node, number: str) -> tuple[str, list[object]]:
        """Compile a node to SQL on the column `number`. Returns (SQL, parameters)."""
        match node:
            case Words():
                terms = fulltext_expression(node)
                if terms is None:
                    return _NONE, []
                return f"{number} IN (SELECT rowid FROM search WHERE search MATCH ?)", [terms]
            case Field(name="link"):
                return _article("link LIKE ? ESCAPE '!'", number), [_containing(node.value)]
            case Field(name="like"):
                return _number_in(self.like(node.value), number), []
            case Field(name="source" | "group"):
                return self._source_clause(self._source_ids(node), number)
            case Field():
                return _label_clause(self._label_ids(node, None), number)
            case HasState(state=ArticleState.BOOKMARKED):
                return _article("is_bookmarked = 1", number), []
            case HasState(state=state):
                return _article(f"is_read = {int(state is ArticleState.READ)}", number), []
            case Published() | Newer() | Older():
                return self._time_clause(node, number)
            case Not(child=child):
                clause, parameters = self.clause(child, number)
                return f"NOT ({clause})", parameters
            case And(children=children):
                return self._joined(children, number, " AND ", _ALL)
            case Or(children=children):
                return self._joined(children, number, " OR ", _NONE)

    def _joined(
        self, children: Sequence[Node], number: str, word: str, empty: str
    ) -> tuple[str, list[object]]:
        clauses: list[str] = []
        parameters: list[object] = []
        for child in children:
            clause, values = self.clause(child, number)
            clauses.append(f"({clause})")
            parameters += values
        return word.join(clauses) or empty, parameters

    def _time_clause(
        self, node: Published | Newer | Older, number: str
    ) -> tuple[str, list[object]]:
        first, end = time_bounds(node, self.now)
        # Undated articles are in the period in which they were first seen.
        clause = f"{number} >= ?"
        parameters: list[object] = [0 if first is None else EPOCH_NUMBER + first]
        if end is not None:
            clause += f" AND {number} < ?"
            parameters.append(EPOCH_NUMBER + end)
        return clause, parameters

    def _restricting_sources(self, nodes: Sequence[Node]) -> set[int] | None:
        """Return the sources that the whole query is restricted to. None if unrestricted."""
        fields = [node for node in nodes if isinstance(node, Field)]
        ids = [self._source_ids(node) for node in fields if node.name in ("source", "group")]
        return set.intersection(*map(set, ids)) if ids else None

    def _source_ids(self, node: Field) -> list[int]:
        value = fold(node.value)
        if node.name == "group":
            names = [source.name for source in self.sources if in_group(fold(source.group), value)]
        else:
            names = [
                source.name
                for source in self.sources
                if value in (fold(source.name), fold(source.title))
            ]
            names = names or [node.value]
        select = f"SELECT id FROM sources WHERE name IN ({placeholders(names)})"
        rows = self.connection.execute(select, names)
        return [row[0] for row in rows]

    def _source_clause(self, ids: Sequence[int], number: str) -> tuple[str, list[object]]:
        if not ids:
            return _NONE, []
        return _article(f"source_id IN ({placeholders(ids)})", number), list(ids)

    def _label_ids(self, node: Field, within: set[int] | None) -> list[int]:
        kinds = FIELD_KINDS[node.name]
        if kinds == (KIND_SYMBOL,):
            test, parameters = _symbol_test(node.value)
        else:
            value = fold(node.value)
            test = _NAME_TESTS[kinds[0]]
            parameters = {
                "folded": value,
                "part": _containing(value),
                "written": node.value.strip(),
            }
        rows = self.connection.execute(
            f"SELECT id, source_id FROM labels WHERE kind IN ({','.join(map(str, kinds))}) "
            f"AND articles > 0 AND {test}",
            parameters,
        )
        return [row[0] for row in rows if within is None or row[1] in within]


# Matching of labels: by folded name, part of it, or display name.
_NAME_TESTS = {
    KIND_CATEGORY: "(folded = :folded OR title = :written COLLATE NOCASE)",
    KIND_TAG: "folded = :folded",
    KIND_AUTHOR: "folded LIKE :part ESCAPE '!'",
    KIND_CREDIT: "folded LIKE :part ESCAPE '!'",
}


def _symbol_test(value: str) -> tuple[str, dict[str, str]]:
    """Return the test for a security by its code, with or without market, or by its name."""
    forms = {f"form{index}": fold(form) for index, form in enumerate(symbol_forms(fold(value)))}
    names = ", ".join(f":{name}" for name in forms)
    test = f"(folded IN ({names}) OR folded LIKE :form0 || '.%' OR title = :written COLLATE NOCASE)"
    return test, {**forms, "written": value.strip()}


def fulltext_expression(node: Node) -> str | None:
    """Compile a node to a full-text expression. None if not possible."""
    match node:
        case Words():
            return _phrase(node)
        case Or(children=children) if children:
            parts = [fulltext_expression(child) for child in children]
            if any(part is None for part in parts):
                return None
            return " OR ".join(f"({part})" for part in parts)
        case And(children=children):
            required = [
                fulltext_expression(child) for child in children if not isinstance(child, Not)
            ]
            excluded = [
                fulltext_expression(child.child) for child in children if isinstance(child, Not)
            ]
            if not required or any(part is None for part in [*required, *excluded]):
                return None
            text = " AND ".join(f"({part})" for part in required)
            if not excluded:
                return text
            return f"({text}) NOT " + " NOT ".join(f"({part})" for part in excluded)
        case _:
            return None


def _phrase(words: Words) -> str | None:
    terms, is_prefix = phrase_terms(words.text)
    if not terms:
        return None
    phrase = f'"{" ".join(terms)}"'
    if is_prefix or words.is_prefix:
        phrase += " *"
    return f"{words.field} : {phrase}" if words.field else phrase


def _restricts_source(node: Node) -> bool:
    return isinstance(node, Field) and node.name in ("source", "group")


def _label_clause(ids: Sequence[int], number: str) -> tuple[str, list[object]]:
    if not ids:
        return _NONE, []
    marks = placeholders(ids)
    if len(ids) == 1:
        lookup = f"SELECT 1 FROM article_labels y WHERE y.label_id = ? AND y.number = {number}"
        return f"EXISTS ({lookup})", list(ids)
    return f"{number} IN (SELECT number FROM article_labels WHERE label_id IN ({marks}))", list(ids)


def _number_in(numbers: Sequence[int], number: str) -> str:
    return f"{number} IN ({','.join(map(str, numbers))})"


def _article(test: str, number: str) -> str:
    """Return a test on a column of `articles`; a subquery if another table is scanned."""
    if number == "articles.number":
        return f"articles.{test}"
    return f"EXISTS (SELECT 1 FROM articles x WHERE x.number = {number} AND x.{test})"


def _containing(value: str) -> str:
    escaped = value.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"
