"""Emphasis in Chinese: `**「…」**` beside a character, which CommonMark leaves as asterisks."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

# A share under special treatment, `*ST` before its name, as every Chinese market report has it.
_STOCK_PREFIX = re.compile(r"(?<!\*)\*S?ST(?=[\u4e00-\u9fff])")
_FIRST_WIDE = 0x2E80
"""CJK radicals: letters and marks from here on stand without spaces between words."""


def cjk_emphasis_plugin(reader: MarkdownIt) -> None:
    """Lets asterisks open or close beside a Chinese or Japanese character or mark.

    CommonMark asks for a space there, which such text has not:
    https://github.com/commonmark/commonmark-spec/issues/650
    """
    reader.inline.ruler.at("emphasis", _emphasis)


def _emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_" or _STOCK_PREFIX.match(state.src, state.pos):
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    length = scanned.length
    can_open, can_close = scanned.can_open, scanned.can_close
    if marker == "*" and not (can_open and can_close):
        before = state.src[state.pos - 1] if state.pos else " "
        end = state.pos + length
        after = state.src[end] if end < state.posMax else " "
        if _is_wide(before) or _is_wide(after):
            can_open, can_close = _not_space(after), _not_space(before)
            if can_open and can_close:
                # Between a mark and a letter the mark says which way the asterisks look.
                can_open = not (_is_mark(before) and not _is_mark(after)) or scanned.can_open
                can_close = not (_is_mark(after) and not _is_mark(before)) or scanned.can_close
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


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _not_space(character: str) -> bool:
    return not isWhiteSpace(ord(character))
