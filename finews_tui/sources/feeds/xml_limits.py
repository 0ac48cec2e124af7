"""XML limits for feeds: depth, attributes, entities."""

from __future__ import annotations

import re
from xml.parsers import expat

from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr

MAX_DEPTH = 256
"""Maximum depth of elements; feeds need five, markup in bodies may need more."""
MAX_ATTRIBUTES = 500
MAX_EXPANDED_LENGTH = 16 << 20
"""Maximum number of characters that all entity references expand to."""

_ENTITY_DECLARATION = re.compile(r"<!ENTITY\s+([\w.:-]{1,200})\s+(?:\"([^\"]*)\"|'([^']*)')")
_ENTITY_REFERENCE = re.compile(r"&([A-Za-z_][\w.:-]{0,200});")


def check_entities(text: str) -> None:
    """Check that entities expand to at most 16 MiB (“billion laughs” attack).

    Raises:
        FeedError: the limit is exceeded.
    """
    start = text.find("<!ENTITY")
    if start < 0:
        return
    lengths: dict[str, int] = {}
    for name, double, single in _ENTITY_DECLARATION.findall(text, start):
        value = double or single
        inner_length = sum(lengths.get(inner, 0) for inner in _ENTITY_REFERENCE.findall(value))
        lengths.setdefault(name, min(len(value) + inner_length, MAX_EXPANDED_LENGTH + 1))
    total = 0
    for reference in _ENTITY_REFERENCE.finditer(text, start):
        total += lengths.get(reference[1], 0)
        if total > MAX_EXPANDED_LENGTH:
            raise FeedError(tr("XML entities expand to more than 16 MiB; feed rejected"))


def check_nesting(data: bytes) -> None:
    """Check the depth and attributes of elements, up to the first XML error.

    Raises:
        FeedError: a limit is exceeded.
    """
    depth = 0

    def open_element(_name: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH or len(attributes) > 2 * MAX_ATTRIBUTES:
            raise FeedError(
                tr("XML is nested too deeply or has too many attributes; feed rejected")
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
        # The tolerant parser handles the rest of invalid XML in limited time.
        return


def has_end(text: str) -> bool:
    """Return whether the root element of XML, or the JSON value, is closed."""
    if text.lstrip()[:1] in ("{", "["):
        return text.rstrip()[-1:] in ("}", "]")
    root = re.search(r"<([A-Za-z_][\w.:-]*)", text)
    if root is None:
        return False
    end = text.rfind(f"</{root[1]}")
    return end >= 0 and text.find(">", end) >= 0
