"""Support emphasis next to CJK characters (`**「…」**字`), unlike CommonMark."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

# Chinese market reports mark "special treatment" shares with a `*ST` prefix.
_STOCK_PREFIX = re.compile(r"(?<!\*)\*S?ST(?=[\u4e00-\u9fff])")
_FIRST_WIDE = 0x2E80
"""Characters from CJK Radicals on are written without spaces between words."""


def cjk_emphasis_plugin(parser: MarkdownIt) -> None:
    """Let asterisks open or close emphasis next to CJK characters and punctuation.

    CommonMark requires white space there, which CJK text does not have:
    https://github.com/commonmark/commonmark-spec/issues/650
    """
    parser.inline.ruler.at("emphasis", _emphasis)


def _emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_" or _STOCK_PREFIX.match(state.src, state.pos):
        return False
    delimiters = state.scanDelims(state.pos, marker == "*")
    length = delimiters.length
    can_open, can_close = delimiters.can_open, delimiters.can_close
    if marker == "*" and not (can_open and can_close):
        before = state.src[state.pos - 1] if state.pos else " "
        end = state.pos + length
        after = state.src[end] if end < state.posMax else " "
        if _is_wide(before) or _is_wide(after):
            can_open, can_close = _is_not_space(after), _is_not_space(before)
            if can_open and can_close:
                # Between punctuation and a letter, the punctuation decides the direction.
                follows_punctuation = _is_punctuation(before) and not _is_punctuation(after)
                precedes_punctuation = _is_punctuation(after) and not _is_punctuation(before)
                can_open = not follows_punctuation or delimiters.can_open
                can_close = not precedes_punctuation or delimiters.can_close
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += length
    return True


def _is_wide(character: str) -> bool:
    return ord(character) >= _FIRST_WIDE


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_not_space(character: str) -> bool:
    return not isWhiteSpace(ord(character))
