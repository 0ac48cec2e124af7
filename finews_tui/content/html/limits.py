"""Keeps HTML that would cost the parser too much away from it: a linear look, and a way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

MAX_DEPTH = 512
"""Open elements at once; lexbor needs over 6 s for 100,000 nested ones."""
MAX_ATTRIBUTES = 1024
"""Attributes in one tag; lexbor looks each up in all, over 6 s for 50,000."""
MAX_TAGS = 300_000
"""Tags of one text, which take about 10 µs each."""
MAX_REOPENED = 200_000
"""Formatting elements that the parser would open again: every block inside an unclosed `<b>`."""
MIN_CHECKED_LENGTH = 16_384
"""A page as short as this, with as few tags as MAX_DEPTH, cannot reach any limit."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TAG_START = re.compile(r"<[a-zA-Z]")
_WHOLE_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_ATTRIBUTE = re.compile(r"""[\s"'/]+[^\s"'/=>]""")
_RAW_ELEMENTS = re.compile(r"<(script|style|template|textarea|title|xmp)\b", re.IGNORECASE)
_TAG_OR_COMMENT = re.compile(r"<!--.*?-->|<[!/?a-zA-Z][^<>]*>", re.DOTALL)
# Elements that the parser closes by itself, and those that have no end.
_SHALLOW = frozenset(
    (
        *("p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup"),
        *(
            "colgroup",
            "rt",
            "rp",
            "br",
            "hr",
            "img",
            "input",
            "meta",
            "link",
            "area",
            "base",
            "col",
        ),
        *("embed", "source", "track", "wbr", "param"),
    )
)
_FORMATTING = frozenset(
    (
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    )
)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|blockquote|pre|section|article|hr|title|head"
    r"|body|html|figure|figcaption|header|footer|center|details|summary)\b[^<>]*>",
    re.IGNORECASE,
)


def is_within_limits(html: str) -> bool:
    """True where parser and walk stay within bounds; linear in the length of `html`."""
    tag_count = html.count("<")
    if tag_count <= MAX_DEPTH and len(html) <= MIN_CHECKED_LENGTH:
        return True
    return tag_count <= MAX_TAGS and _has_few_attributes(html) and _has_few_open(html)


def iter_start_tags(html: str) -> Iterator[tuple[int, int]]:
    """Where each start tag begins and ends; one without an end takes all that follows."""
    at = 0
    while (start := _TAG_START.search(html, at)) is not None:
        whole = _WHOLE_TAG.match(html, start.start())
        at = whole.end() if whole is not None else len(html)
        yield start.start(), at


def strip_tags(html: str) -> list[str]:
    """The text of HTML that is not parsable, a paragraph a string; linear in its length."""
    html = remove_raw_elements(html)
    html = _BLOCK_TAG.sub("\n\n", html.replace("\n", " "))
    text = unescape(_TAG_OR_COMMENT.sub("", html))
    return [paragraph for part in text.split("\n\n") if (paragraph := " ".join(part.split()))]


def remove_raw_elements(html: str) -> str:
    """HTML without scripts, styles, templates and what else holds no text to read."""
    kept: list[str] = []
    at = 0
    lower = ""
    while (start := _RAW_ELEMENTS.search(html, at)) is not None:
        lower = lower or html.lower()
        end = lower.find(f"</{start[1].lower()}", start.end())
        if end < 0:
            break
        kept.append(html[at : start.start()])
        close = html.find(">", end)
        at = close + 1 if close >= 0 else len(html)
    kept.append(html[at:])
    return "".join(kept)


def _has_few_attributes(html: str) -> bool:
    """No tag with more attributes than the limit."""
    if len(html) <= 65_536 and html.count("=") <= MAX_ATTRIBUTES:
        return True
    for start, end in iter_start_tags(html):
        if end - start > 2 * MAX_ATTRIBUTES:
            names = _QUOTED.sub('"', html[start:end])
            if len(_ATTRIBUTE.findall(names)) > MAX_ATTRIBUTES:
                return False
    return True


def _has_few_open(html: str) -> bool:
    depth = formatting = reopened = 0
    for slash, name in _TAG.findall(html):
        name = name.lower()
        if name in _SHALLOW:
            reopened += formatting
            if reopened > MAX_REOPENED:
                return False
            continue
        step = -1 if slash else 1
        depth = max(0, depth + step)
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
        else:
            reopened += formatting
        if depth > MAX_DEPTH or reopened > MAX_REOPENED:
            return False
    return True
