"""Sanitize article bodies in HTML, Markdown and plain text."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from finews_tui.content.html.limits import is_within_limits, iter_start_tags
from finews_tui.model.article import BodyFormat
from finews_tui.model.sanitize import clean_text

MATH_CLASS = "math-tex"
"""Class of elements that show the TeX source of a formula."""

_ACTIVE_CONTENT = re.compile(r"(?i)<(?:!--|/?(?:script|style|template)\b|[^<>]*\son[a-z]+\s*=)")
_ACTIVE_ELEMENT_START = re.compile(r"(?i)<(script|style|template)\b")
_ACTIVE_TAG = re.compile(r"(?i)</?(?:script|style|template)\b[^<>]*>?")
_FORMULA_SCRIPT = re.compile(
    r"""(?i)<script\b[^<>]*\btype\s*=\s*["']?math/(?:tex|asciimath)[^<>]*>"""
)
# Written as references so that they are neither HTML nor Markdown.
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~\n]")
_EVENT_HANDLER = re.compile(
    r"""(?i)(?:\s++|(?<=["'/]))on[a-z]{2,32}\s*=\s*(?:"[^"]*+"|'[^']*+'|[^\s<>]*+)"""
)
_FENCE = re.compile(r"(?m)^[ ]{0,3}(`{3,}|~{3,})[^\n]*$")
_CODE_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)")


def sanitize_body(text: str, body_format: BodyFormat) -> str:
    """Remove control characters and active content from a body.

    Code in Markdown is left unchanged.
    """
    return remove_active_content(clean_text(text), body_format)


def remove_active_content(text: str, body_format: BodyFormat) -> str:
    """Remove scripts, styles, templates, comments and event handlers.

    `text` must not contain control characters.
    """
    if body_format is BodyFormat.TEXT or _ACTIVE_CONTENT.search(text) is None:
        return text
    if body_format is BodyFormat.HTML:
        return _sanitize_html(text)
    return "".join(
        part if is_code else _sanitize_fragment(part) for part, is_code in _split_at_code(text)
    )


def _sanitize_html(html: str) -> str:
    """Parse and serialize HTML, so that unusual syntax cannot hide anything."""
    if not is_within_limits(html):
        return _sanitize_fragment(html)
    tree = LexborHTMLParser(_keep_formulas(html))
    root = tree.body
    if root is None:
        return _sanitize_fragment(html)
    for node in root.css("script, style, template"):
        node.decompose()
    for node in root.traverse():
        for name in [name for name in node.attributes if name.lower().startswith("on")]:
            del node.attrs[name]
    # The parser decodes character references such as `&#27;` to control characters.
    return clean_text(_remove_comments(root.inner_html or ""))


def _keep_formulas(text: str) -> str:
    """Replace scripts that contain TeX, which are not executed, with elements that show it."""
    if _FORMULA_SCRIPT.search(text) is None:
        return text
    parts: list[str] = []
    position = 0
    lower = text.lower()
    while (start := _FORMULA_SCRIPT.search(text, position)) is not None:
        end = lower.find("</script", start.end())
        close = text.find(">", end) if end >= 0 else -1
        if close < 0:
            break
        name = f"{MATH_CLASS}-display" if "mode=display" in start[0].lower() else MATH_CLASS
        source = _PUNCTUATION.sub(_reference, text[start.end() : end])
        parts += (text[position : start.start()], f"<span class={name}>{source}</span>")
        position = close + 1
    parts.append(text[position:])
    return "".join(parts)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _sanitize_fragment(text: str) -> str:
    """Sanitize a part of a Markdown text without parsing it."""
    if _ACTIVE_CONTENT.search(text) is None:
        return text
    text = _remove_active_elements(_remove_comments(_keep_formulas(text)))
    # A Markdown tag cannot contain an empty line.
    return "\n\n".join(_remove_event_handlers(part) for part in text.split("\n\n"))


def _remove_event_handlers(text: str) -> str:
    """Remove `on…` attributes."""
    parts: list[str] = []
    position = 0
    for start, end in iter_start_tags(text) if "<" in text else ():
        parts += (text[position:start], _EVENT_HANDLER.sub("", text[start:end]))
        position = end
    parts.append(text[position:])
    return "".join(parts)


def _remove_comments(text: str) -> str:
    """Remove `<!-- … -->`, but not unclosed comments."""
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[position:start])
        position = end + 3
    parts.append(text[position:])
    return "".join(parts)


def _remove_active_elements(text: str) -> str:
    parts: list[str] = []
    position = 0
    lower = ""
    while (start := _ACTIVE_ELEMENT_START.search(text, position)) is not None:
        lower = lower or text.lower()
        end = lower.find(f"</{start[1].lower()}", start.end())
        if end < 0:
            break
        parts.append(text[position : start.start()])
        close = text.find(">", end)
        position = close + 1 if close >= 0 else len(text)
    parts.append(text[position:])
    return _ACTIVE_TAG.sub("", "".join(parts))


def _split_at_code(markdown: str) -> list[tuple[str, bool]]:
    """Split Markdown at code blocks and code spans into (text, is_code)."""
    parts: list[tuple[str, bool]] = []
    position = 0
    while (fence := _FENCE.search(markdown, position)) is not None:
        parts += _split_at_code_spans(markdown[position : fence.start()])
        close = re.compile(rf"(?m)^[ ]{{0,3}}{re.escape(fence[1])}[`~]*[ \t]*$")
        end = close.search(markdown, fence.end())
        block_end = end.end() if end else len(markdown)
        parts.append((markdown[fence.start() : block_end], True))
        position = block_end
    return parts + _split_at_code_spans(markdown[position:])


def _split_at_code_spans(text: str) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    position = 0
    for span in _CODE_SPAN.finditer(text):
        parts += [(text[position : span.start()], False), (span.group(), True)]
        position = span.end()
    parts.append((text[position:], False))
    return parts
