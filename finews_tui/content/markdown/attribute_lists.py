"""Attribute lists of kramdown, Pandoc and goldmark: `{#id .class key=value}`."""

from __future__ import annotations

import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from finews_tui.content.html.callouts import KINDS, canonical_kind

_ATTRIBUTE = r"""(?:[#.][\w:.\-]++|-|[\w:\-]++=(?:"[^"\n]*+"|'[^'\n]*+'|[^\s"'{}=<>`]++))"""
_LIST = rf"\{{[ \t]*+(?:{_ATTRIBUTE}[ \t]*+){{1,32}}+\}}"
_ATTRIBUTE_LIST = re.compile(_LIST)
# kramdown: attributes, named ones and their names, and extensions such as `{:/nomarkdown}`.
_KRAMDOWN_LIST = re.compile(
    rf"\{{:(?:[\w\-]++:)?[ \t]*+(?:(?:{_ATTRIBUTE}|no_?toc|toc)[ \t]*+){{1,32}}+\}}"
    r"|\{:[ \t]++[\w\-]++[ \t]*+\}|\{:/[a-z]*+\}|\{::(?:nomarkdown|options)[^{}\n]{0,200}+\}"
)
_ID = re.compile(r"""(?<=[{\s:])(?:\#|id=["']?)([\w:.\-]+)""")
_SPAN = re.compile(rf"\[(?P<text>[^\[\]\n]{{1,500}}+)\]{_LIST}")
# On a line of its own, a list without a colon has to be unlike prose.
_UNLIKE_PROSE = re.compile(r"""\{[ \t]*+(?:[.#]|[\w\-]++=["'])""")
# So has one at the end of a paragraph: `Photo by Ann. {.font-small}`, but `ignore {.git}`.
_CLASSES_AT_END = re.compile(r"\{[ \t]*+\.[a-z]\w*+[\-:][^{}\n]{0,200}+\}\Z")
_NOTICE = re.compile(r"\.(?:notice--|prompt-|alert-|callout-)?([\w-]+)")
_FENCE_CLASS = re.compile(r"\{\.?(?P<language>[\w+\-]+)")
_ATTRIBUTED = ("image", "link_close", "code_inline", "attributed_span_close")


def attribute_lists_plugin(parser: MarkdownIt) -> None:
    """Hide attribute lists, and apply the ids of headings. Other braces are prose."""
    parser.block.ruler.before(
        "hr", "attribute_list", _line, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.core.ruler.after("block", "attribute_lists", _apply)
    parser.inline.ruler.before("link", "attributed_span", _span)
    parser.inline.ruler.push("attribute_list", _inline)


def _line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a line that is just an attribute list, for the block above or below."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if state.src[start : start + 1] != "{" or state.is_code_block(start_line):
        return False
    match = _KRAMDOWN_LIST.match(state.src, start, end)
    if match is None and _UNLIKE_PROSE.match(state.src, start, end):
        match = _ATTRIBUTE_LIST.match(state.src, start, end)
    if match is None or state.src[match.end() : end].strip():
        return False
    if not silent:
        token = state.push("attribute_list", "", 0)
        token.content = match[0]
        token.map = [start_line, start_line + 1]
        token.hidden = True
        state.line = start_line + 1
    return True


def _apply(state: StateCore) -> None:
    """Apply ids of headings and the classes of callouts, and remove all other lists."""
    tokens: list[Token] = []
    blocks = _Blocks()
    for token in state.tokens:
        if token.type == "attribute_list":
            _apply_list(token, tokens, blocks)
            continue
        if token.type == "inline" and tokens and tokens[-1].type == "heading_open":
            _apply_list_in_heading(token, tokens[-1])
        elif token.type == "inline" and token.content.endswith("}"):
            _hide_list_at_end(token)
        elif token.type == "fence" and (match := _FENCE_CLASS.match(token.info.strip())):
            token.info = match["language"]
        kind = blocks.next_kinds.pop(token.level, "") if token.nesting >= 0 and token.block else ""
        if kind:
            tokens.append(_callout(kind, 1))
        blocks.add(token, len(tokens), kind)
        tokens.append(token)
        if token.nesting <= 0 and blocks.open_kinds.pop(token.level, ""):
            tokens.append(_callout("", -1))
    opening = blocks.openings
    state.tokens = [
        item
        for index, token in enumerate(tokens)
        for item in ((opening[index], token) if index in opening else (token,))
    ]


class _Blocks:
    """Blocks at each level: the last one, and what opens before and after it."""

    def __init__(self) -> None:
        # By level: first token, and line after the block.
        self.last: dict[int, tuple[int, int]] = {}
        self.next_kinds: dict[int, str] = {}
        self.open_kinds: dict[int, str] = {}
        self.openings: dict[int, Token] = {}

    def add(self, token: Token, index: int, kind: str) -> None:
        """Add the token at an index; a callout of `kind` was opened for it."""
        if token.nesting >= 0 and token.block and token.map:
            self.last[token.level] = (index, token.map[1])
            if kind:
                self.open_kinds[token.level] = kind


def _apply_list(token: Token, tokens: list[Token], blocks: _Blocks) -> None:
    """Apply a list to the block above it, or else a callout to the block below."""
    index, end_line = blocks.last.get(token.level, (0, -1))
    is_below = bool(token.map) and end_line == (token.map or [0])[0]
    if is_below and tokens[index].type == "heading_open":
        _set_id(tokens[index], token.content)
    kind = _notice_kind(token.content)
    if not kind:
        return
    if not is_below:
        blocks.next_kinds[token.level] = kind
    elif tokens[index].type == "blockquote_open":
        tokens[index].tag = tokens[-1].tag = "div"
        tokens[index].attrSet("data-callout", kind)
    elif index not in blocks.openings:
        blocks.openings[index] = _callout(kind, 1)
        tokens.append(_callout("", -1))


def _callout(kind: str, nesting: Literal[-1, 0, 1]) -> Token:
    attributes: dict[str, str | int | float] = {"data-callout": kind} if kind else {}
    return Token("callout", "div", nesting, attrs=attributes, block=True)


def _notice_kind(attribute_list: str) -> str:
    """Return the kind of callout for the class of a theme, or ""."""
    kinds = (canonical_kind(name) for name in _NOTICE.findall(attribute_list))
    return next((kind for kind in kinds if kind in KINDS and kind != "quote"), "")


def _apply_list_in_heading(content: Token, heading: Token) -> None:
    start = content.content.rfind("{")
    is_kramdown = content.content.startswith("{:", start)
    pattern = _KRAMDOWN_LIST if is_kramdown else _ATTRIBUTE_LIST
    if start >= 0 and (match := pattern.fullmatch(content.content, start)) is not None:
        content.content = _without_closing_marks(content.content[:start])
        _set_id(heading, match[0])


def _hide_list_at_end(content: Token) -> None:
    """Hide classes with compound names, unlike `{.git}`, at the end of a text."""
    start = content.content.rfind("{")
    before = content.content[:start].rstrip(" \t")
    if (
        0 < len(before) < start
        and _CLASSES_AT_END.match(content.content, start)
        and _ATTRIBUTE_LIST.fullmatch(content.content, start)
    ):
        content.content = before


def _without_closing_marks(title: str) -> str:
    title = title.rstrip()
    shorter = title.rstrip("#")
    return shorter.rstrip() if shorter[-1:] in (" ", "\t") else title


def _set_id(heading: Token, attribute_list: str) -> None:
    if match := _ID.search(attribute_list):
        heading.attrSet("id", match[1])


def _span(state: StateInline, silent: bool) -> bool:
    """Parse Pandoc's `[words]{.class}` as its words."""
    if state.src[state.pos] != "[":
        return False
    match = _SPAN.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        end = state.posMax
        state.pos, state.posMax = match.span("text")
        state.push("attributed_span_open", "span", 1)
        state.md.inline.tokenize(state)
        state.push("attributed_span_close", "span", -1)
        state.posMax = end
    state.pos = match.end()
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    """Hide a list after an image, link or code, and kramdown's anywhere."""
    if state.src[state.pos] != "{":
        return False
    if state.src.startswith("{:", state.pos):
        match = _KRAMDOWN_LIST.match(state.src, state.pos, state.posMax)
    elif silent or state.pending or not state.tokens or not _has_attributes(state):
        return False
    else:
        match = _ATTRIBUTE_LIST.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _has_attributes(state: StateInline) -> bool:
    """Return whether a list belongs to the token before it."""
    last = state.tokens[-1]
    if last.type == "html_inline":
        is_tag_end = last.content.startswith(("</", "<img"))
        return is_tag_end and _UNLIKE_PROSE.match(state.src, state.pos, state.posMax) is not None
    return last.type in _ATTRIBUTED
