"""What of a body is kept: the text as its author wrote it, less what is code for browsers."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from finews_tui.content.html.limits import is_within_limits, iter_start_tags
from finews_tui.model.article import BodyFormat
from finews_tui.model.sanitize import clean_text

_SUSPECT = re.compile(r"(?i)<(?:!--|/?(?:script|style|template)\b|[^<>]*\son[a-z]+\s*=)")
_ELEMENT_START = re.compile(r"(?i)<(script|style|template)\b")
_LONE_TAG = re.compile(r"(?i)</?(?:script|style|template)\b[^<>]*>?")
_HANDLER = re.compile(
    r"""(?i)(?:\s++|(?<=["'/]))on[a-z]{2,32}\s*=\s*(?:"[^"]*+"|'[^']*+'|[^\s<>]*+)"""
)
_FENCE = re.compile(r"(?m)^[ ]{0,3}(`{3,}|~{3,})[^\n]*$")
_CODE_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)")


def sanitize_body(text: str, body_format: BodyFormat) -> str:
    """The body to store: cleaned, without scripts, styles, templates, comments and handlers.

    In Markdown what stands in code stays as it is.
    """
    return remove_active_content(clean_text(text), body_format)


def remove_active_content(text: str, body_format: BodyFormat) -> str:
    """The same of text that is clean already."""
    if body_format is BodyFormat.TEXT or _SUSPECT.search(text) is None:
        return text
    if body_format is BodyFormat.HTML:
        return _safe_html(text)
    return "".join(piece if is_code else _safe_fragment(piece) for piece, is_code in _pieces(text))


def _safe_html(html: str) -> str:
    """HTML through the parser and back, so that no_op hides in how tags are written."""
    if not is_within_limits(html):
        return _safe_fragment(html)
    tree = LexborHTMLParser(html)
    root = tree.body
    if root is None:
        return _safe_fragment(html)
    for node in root.css("script, style, template"):
        node.decompose()
    for node in root.traverse():
        for name in [name for name in node.attributes if name.lower().startswith("on")]:
            del node.attrs[name]
    # The parser has decoded `&#27;` and its kin.
    return clean_text(_without_comments(root.inner_html or ""))


def _safe_fragment(text: str) -> str:
    """The same for a piece of Markdown, by looking at its tags alone."""
    if _SUSPECT.search(text) is None:
        return text
    text = _without_elements(_without_comments(text))
    return "\n\n".join(_without_handlers(part) for part in text.split("\n\n"))


def _without_handlers(text: str) -> str:
    """A part without empty lines (no tag of Markdown goes over one), less its `on…` attributes."""
    kept: list[str] = []
    at = 0
    for start, end in iter_start_tags(text) if "<" in text else ():
        kept += (text[at:start], _HANDLER.sub("", text[start:end]))
        at = end
    kept.append(text[at:])
    return "".join(kept)


def _without_comments(text: str) -> str:
    """Text without `<!-- … -->`; one that never ends stays."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    kept.append(text[at:])
    return "".join(kept)


def _without_elements(text: str) -> str:
    kept: list[str] = []
    at = 0
    lower = ""
    while (start := _ELEMENT_START.search(text, at)) is not None:
        lower = lower or text.lower()
        end = lower.find(f"</{start[1].lower()}", start.end())
        if end < 0:
            break
        kept.append(text[at : start.start()])
        close = text.find(">", end)
        at = close + 1 if close >= 0 else len(text)
    kept.append(text[at:])
    return _LONE_TAG.sub("", "".join(kept))


def _pieces(markdown: str) -> list[tuple[str, bool]]:
    """Markdown in pieces, each with whether it is code: fences first, then spans in lines."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    while (fence := _FENCE.search(markdown, at)) is not None:
        pieces += _with_spans(markdown[at : fence.start()])
        close = re.compile(rf"(?m)^[ ]{{0,3}}{re.escape(fence[1])}[`~]*[ \t]*$")
        end = close.search(markdown, fence.end())
        stop = end.end() if end else len(markdown)
        pieces.append((markdown[fence.start() : stop], True))
        at = stop
    return pieces + _with_spans(markdown[at:])


def _with_spans(text: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for span in _CODE_SPAN.finditer(text):
        pieces += [(text[at : span.start()], False), (span.group(), True)]
        at = span.end()
    pieces.append((text[at:], False))
    return pieces
