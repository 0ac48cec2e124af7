"""Names that a few letters may mean: of categories, sources, tags, companies, by pinyin too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from finews_tui.config.loader import Config
from finews_tui.model.text_folding import fold
from finews_tui.query.completion import Completion, name_completion
from finews_tui.store.database import Connection
from finews_tui.store.name_pinyin import NamePinyin, matching_labels, read_pinyin
from finews_tui.store.schema import LABEL_KINDS

_MOST = 8
_BARE_KINDS = ("category", "symbol", "source")
_MOST_BARE = 3
_SHORTEST_CODE = 3


class _Found(NamedTuple):
    rank: int
    articles: int
    completion: Completion


def complete_names(cache: Connection, config: Config, field: str, part: str) -> list[Completion]:
    """Terms of a field whose names begin with `part`, or else have it in them, best first.

    For a bare word the field is empty: then these are what it may be the beginning of.
    """
    if field:
        found = sorted(_found(cache, config, field, part), key=_order)
        return [one.completion for one in found[:_MOST]]
    bare: list[_Found] = []
    for kind in _BARE_KINDS:
        if kind == "symbol" and len(part) < _SHORTEST_CODE:
            continue
        beginning = [one for one in _found(cache, config, kind, part) if one.rank < 2]
        bare += sorted(beginning, key=_order)[:_MOST_BARE]
    return [one.completion for one in sorted(bare, key=_order)[:_MOST]]


def _order(found: _Found) -> tuple[int, int]:
    return found.rank, -found.articles


def _found(cache: Connection, config: Config, field: str, part: str) -> Iterable[_Found]:
    if field in LABEL_KINDS:
        for label in matching_labels(cache, field, part):
            rank = _rank(part, (label.value, label.title, *label.pinyin))
            value, note = label.title, f"{label.articles:,}"
            if field == "symbol":
                value, note = label.value, label.title if label.title != label.value else note
            yield _Found(rank, label.articles, name_completion(field, value, note))
        return
    if field not in ("source", "group"):
        return
    shown = {source.name: source.label for source in config.sources}
    if field == "group":
        shown = {source.group: source.group for source in config.sources if source.group}
    spellings = read_pinyin(cache, list(shown.values()))
    for name, title in shown.items():
        names = (name, title, *spellings.get(title, NamePinyin("", "")))
        if any(fold(part) in fold(one) for one in names):
            note = title if title != name else ""
            yield _Found(_rank(part, names), 0, name_completion(field, name, note))


def _rank(part: str, names: Iterable[str]) -> int:
    """0 for a name that is just this, 1 for one that begins so, 2 for one that has it in it."""
    wanted = fold(part)
    folded = [fold(name) for name in names if name]
    if wanted in folded:
        return 0
    return 1 if any(name.startswith(wanted) for name in folded) else 2
