"""Check in linear time that HTML can be parsed in reasonable time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

MAX_DEPTH = 512
"""Depth of elements; lexbor takes over 6 s for 100,000."""
MAX_ATTRIBUTES = 1024
"""Attributes per tag; lexbor compares all pairs, 6 s for 50,000."""
MAX_TAGS = 300_000
"""Tags per document; each takes about 10 µs."""
MAX_REOPENED = 200_000
"""Formatting elements reopened by the parser, in each block after an unclosed `<b>`."""
MIN_CHECKED_LENGTH = 16_384
"""A shorter document with at most `MAX_DEPTH` tags cannot exceed any limit."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TAG_START = re.compile(r"<[a-zA-Z]")
# As the HTML Standard reads it: a quote only begins a value after `=`. A stray one is a name.
_ATTRIBUTE = re.compile(
    r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+|(?=>)))?+"""
)
_COMPLETE_START_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:[\s/]++|{_ATTRIBUTE.pattern})*+>")
_TAG_NAME = re.compile(r"<[a-zA-Z][^\s/>]*+")
# ASCII, because `ſ` and `K` are equal to `s` and `k` if case is ignored.
_RAW_START = re.compile(
    r"<!--|<(script|style|template|textarea|title|xmp)(?=[\s/>])", re.IGNORECASE | re.ASCII
)
_RAW_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE | re.ASCII)
    for name in ("script", "style", "template", "textarea", "title", "xmp")
}
_COMMENT_END = re.compile("-->")
_TAG_OR_DECLARATION = re.compile(r"<[!/?a-zA-Z][^<>]*>")
# Void elements, and elements that the parser closes implicitly.
_NON_NESTING = frozenset((
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup",
    "colgroup", "rt", "rp", "br", "hr", "img", "input", "meta", "link", "area", "base", "col",
    "embed", "source", "track", "wbr", "param",
))  # fmt: skip
_FORMATTING = frozenset((
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|blockquote|pre|section|article|hr|title|head"
    r"|body|html|figure|figcaption|header|footer|center|details|summary)\b[^<>]*>",
    re.IGNORECASE,
)


def is_within_limits(html: str) -> bool:
    """Return whether `html` can be parsed in reasonable time."""
    tag_count = html.count("<")
    if tag_count <= MAX_DEPTH and len(html) <= MIN_CHECKED_LENGTH:
        return True
    return tag_count <= MAX_TAGS and _has_few_attributes(html) and _has_few_open_elements(html)


def iter_start_tags(html: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each start tag; an unclosed one ends with `html`."""
    position = 0
    while (start := _TAG_START.search(html, position)) is not None:
        tag = _COMPLETE_START_TAG.match(html, start.start())
        position = tag.end() if tag is not None else len(html)
        yield start.start(), position


def strip_tags(html: str) -> list[str]:
    """Return the text of HTML in paragraphs, without parsing it."""
    html = remove_raw_elements(html)
    html = _BLOCK_TAG.sub("\n\n", html.replace("\n", " "))
    text = unescape(_TAG_OR_DECLARATION.sub("", html))
    return [paragraph for part in text.split("\n\n") if (paragraph := " ".join(part.split()))]


def reduce_to_limits(html: str) -> str | None:
    """Return `html`, or its part outside scripts and comments, if that is within the limits.

    A quote or `<` in a script looks like markup. The parser gets exactly the checked text.
    """
    if is_within_limits(html):
        return html
    reduced = remove_raw_elements(html)
    return reduced if len(reduced) < len(html) and is_within_limits(reduced) else None


def remove_raw_elements(html: str) -> str:
    """Remove comments, scripts, styles and other elements without readable text."""
    parts: list[str] = []
    position = 0
    while (start := _RAW_START.search(html, position)) is not None:
        if start[1] is None:
            # `<!-->` and `<!--->` are complete comments.
            end = _COMMENT_END.search(html, start.start() + 2)
        else:
            end = _RAW_ENDS[start[1].lower()].search(html, start.end())
        if end is None:
            break
        parts.append(html[position : start.start()])
        position = end.end()
    parts.append(html[position:])
    return "".join(parts)


def _has_few_attributes(html: str) -> bool:
    """Return whether all tags are within the attribute limit."""
    if len(html) <= 65_536 and html.count("=") <= MAX_ATTRIBUTES:
        return True
    for start, end in iter_start_tags(html):
        if end - start > 2 * MAX_ATTRIBUTES:
            name = _TAG_NAME.match(html, start)
            assert name is not None
            attributes = _ATTRIBUTE.finditer(html, name.end(), end)
            if any(count >= MAX_ATTRIBUTES for count, _ in enumerate(attributes)):
                return False
    return True


def _has_few_open_elements(html: str) -> bool:
    """Return whether nested and reopened elements are within the limits."""
    depth = open_formatting = reopened = 0
    for slash, name in _TAG.findall(html):
        name = name.lower()
        if name in _NON_NESTING:
            reopened += open_formatting
            if reopened > MAX_REOPENED:
                return False
            continue
        step = -1 if slash else 1
        depth = max(0, depth + step)
        if name in _FORMATTING:
            open_formatting = max(0, open_formatting + step)
        else:
            reopened += open_formatting
        if depth > MAX_DEPTH or reopened > MAX_REOPENED:
            return False
    return True
