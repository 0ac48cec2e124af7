"""Bounds on the XML of a feed before a parser sees it: depth, attributes, entities."""

from __future__ import annotations

import re
from xml.parsers import expat

from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr

DEEPEST = 256
"""Elements inside each other; markup in a body may nest, feeds themselves are five deep."""

MOST_ATTRIBUTES = 500
MOST_UNPACKED = 16 << 20
"""Characters that the entities of a document may stand for, all their uses together."""

_ENTITY = re.compile(r"<!ENTITY\s+([\w.:-]{1,200})\s+(?:\"([^\"]*)\"|'([^']*)')")
_USE = re.compile(r"&([A-Za-z_][\w.:-]{0,200});")


def check_entities(text: str) -> None:
    """Hold that entities do not unpack to more than 16 MiB («billion laughs», and its kin).

    Raises:
        FeedError: they do.
    """
    start = text.find("<!ENTITY")
    if start < 0:
        return
    lengths: dict[str, int] = {}
    for name, double, single in _ENTITY.findall(text, start):
        value = double or single
        uses = sum(lengths.get(used, 0) for used in _USE.findall(value))
        lengths.setdefault(name, min(len(value) + uses, MOST_UNPACKED + 1))
    total = 0
    for found in _USE.finditer(text, start):
        total += lengths.get(found[1], 0)
        if total > MOST_UNPACKED:
            raise FeedError(tr("refused: its entities would unpack to more than 16 MiB"))


def check_shape(data: bytes) -> None:
    """Hold that elements nest and carry attributes within reason, as far as `data` is well-formed.

    Raises:
        FeedError: they do not.
    """
    depth = 0

    def open_element(_name: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST or len(attributes) > 2 * MOST_ATTRIBUTES:
            raise FeedError(
                tr("refused: its elements nest, or carry attributes, beyond all reason")
            )

    def close_element(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        # Broken XML: what comes after the fault is for the loose parser, in bounded time.
        return


def is_closed(text: str) -> bool:
    """Whether the root element of an XML document, or a JSON object, has its end in `text`."""
    if text.lstrip()[:1] in ("{", "["):
        return text.rstrip()[-1:] in ("}", "]")
    root = re.search(r"<([A-Za-z_][\w.:-]*)", text)
    if root is None:
        return False
    end = text.rfind(f"</{root[1]}")
    return end >= 0 and text.find(">", end) >= 0
