"""Styles with a meaning: bold, italic, struck and raised text, and preserved white space."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import DocumentBuilder, EndTagHandler, WhiteSpace
from finews_tui.model.text_style import TextStyle

_MEANINGFUL = re.compile(r"(?i)font-(?:weight|style)|text-decoration|vertical-align|font\s*:")
_WEIGHT = re.compile(
    r"(?i)font-weight\s*:\s*(?:(bold(?:er)?|[6-9]\d\d|1000)|(normal|lighter|[1-5]\d\d))\b"
)
_STYLE = re.compile(r"(?i)font-style\s*:\s*(?:(italic|oblique)|(normal))\b")
_DECORATION = re.compile(r"(?i)text-decoration(?:-line)?\s*:([^;]{1,100})")
_RAISED = re.compile(r"(?i)vertical-align\s*:\s*(super|sub|baseline)\b")
_FONT = re.compile(r"(?i)(?:^|[;\s])font\s*:([^;]{1,200})")
_FONT_WEIGHT = re.compile(r"(?i)(?:^|\s)(?:bold|[6-9]00)(?=\s)")
_FONT_STYLE = re.compile(r"(?i)(?:^|\s)(?:italic|oblique)(?=\s)")
_WHITE_SPACE = re.compile(
    r"(?i)white-space(?:-collapse)?\s*:\s*(pre-line|preserve-breaks|pre-wrap|pre|break-spaces|preserve|normal|nowrap)\b"
)
_MONOSPACE = re.compile(r"(?i)monospace|courier|consolas|menlo|monaco")
_BLOCK = re.compile(r"(?i)display\s*:\s*block")

MAX_STYLED_LENGTH = 300
"""Maximum length of text in a division whose style is applied; longer text is the article."""
_DIVISIONS = frozenset((
    "div", "section", "article", "main", "body", "table", "tbody", "tr", "td", "ul", "ol", "li",
    "blockquote", "center", "header", "footer", "aside", "dl", "dd", "details",
))  # fmt: skip
_CODE_TAGS = frozenset(("code", "samp", "tt", "kbd", "div", "span", "p"))


def text_style(style: str, inherited: TextStyle, *, in_link: bool) -> TextStyle:
    """Return the text style of an element with a `style` attribute."""
    if _MEANINGFUL.search(style) is None:
        return inherited
    result = inherited
    if (font := _FONT.search(style)) is not None:
        result |= TextStyle.STRONG if _FONT_WEIGHT.search(font[1]) else TextStyle.PLAIN
        result |= TextStyle.EMPHASIS if _FONT_STYLE.search(font[1]) else TextStyle.PLAIN
    if (weight := _WEIGHT.search(style)) is not None:
        result = result | TextStyle.STRONG if weight[1] else result & ~TextStyle.STRONG
    if (slant := _STYLE.search(style)) is not None:
        result = result | TextStyle.EMPHASIS if slant[1] else result & ~TextStyle.EMPHASIS
    if (raised := _RAISED.search(style)) is not None:
        result &= ~(TextStyle.SUPERSCRIPT | TextStyle.SUBSCRIPT)
        result |= _RAISED_STYLES[raised[1].lower()]
    if (decoration := _DECORATION.search(style)) is not None:
        lines = decoration[1].lower()
        if "line-through" in lines:
            result |= TextStyle.STRIKE
        if "underline" in lines and not in_link:
            result |= TextStyle.UNDERLINE
    return result


_RAISED_STYLES = {
    "super": TextStyle.SUPERSCRIPT,
    "sub": TextStyle.SUBSCRIPT,
    "baseline": TextStyle.PLAIN,
}


def white_space(style: str, inherited: WhiteSpace) -> WhiteSpace:
    """Return which white space an element with a `style` attribute preserves."""
    match = _WHITE_SPACE.search(style) if "white-space" in style else None
    if match is None:
        return inherited
    match match[1].lower():
        case "normal" | "nowrap":
            return WhiteSpace.COLLAPSE
        case "pre-line" | "preserve-breaks":
            return WhiteSpace.KEEP_LINES
        case _:
            return WhiteSpace.KEEP_ALL


def is_code_block(tag: str, style: str) -> bool:
    """Return whether a style makes an element look like `pre`."""
    if tag not in _CODE_TAGS or white_space(style, WhiteSpace.COLLAPSE) is not WhiteSpace.KEEP_ALL:
        return False
    if tag in ("code", "samp", "tt", "kbd"):
        return _BLOCK.search(style) is not None
    return tag != "span" and _MONOSPACE.search(style) is not None


def apply_style(
    builder: DocumentBuilder, node: LexborNode, tag: str, style: str, end_handler: EndTagHandler
) -> EndTagHandler:
    """Apply the `style` attribute of an open element. Return its end tag handler."""
    new_style = text_style(style, builder.style, in_link=tag == "a" or builder.link is not None)
    new_white_space = white_space(style, builder.white_space)
    if (
        tag in _DIVISIONS
        and new_style is not builder.style
        and len(node.text()) > MAX_STYLED_LENGTH
    ):
        new_style = builder.style
    if new_style == builder.style and new_white_space is builder.white_space:
        return end_handler
    saved = builder.style, builder.white_space
    builder.style, builder.white_space = new_style, new_white_space

    def close_styled(builder: DocumentBuilder) -> None:
        builder.style, builder.white_space = saved
        end_handler(builder)

    return close_styled
