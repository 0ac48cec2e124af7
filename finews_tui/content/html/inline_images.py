"""Distinguish images in a sentence from those between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finews_tui.content.html.spans import BREAK
from finews_tui.model.document import Image, Span

MAX_INLINE_HEIGHT = 64
"""Maximum height in pixels of an image in a sentence: about two lines."""

_SENTENCE_END = re.compile(r"[.。!！?？:：;；…]['\"”’)）]*\s*$")
_WORD = re.compile(r"\w")


def inline_flags(spans: Sequence[Span]) -> list[bool]:
    """Return for each span whether it is an image that belongs in its line."""
    flags = [False] * len(spans)
    start = 0
    for end in range(len(spans) + 1):
        if end == len(spans) or spans[end].text == BREAK:
            _mark_line(spans, start, end, flags)
            start = end + 1
    return flags


def _mark_line(spans: Sequence[Span], start: int, end: int, flags: list[bool]) -> None:
    """Mark the images of a line that have text on both sides."""
    has_text_after = False
    after = [False] * (end - start)
    for number in range(end - 1, start - 1, -1):
        after[number - start] = has_text_after
        span = spans[number]
        has_text_after = has_text_after or (span.image is None and not span.text.isspace())
    has_words = ends_sentence = False
    for number in range(start, end):
        span = spans[number]
        if span.image is not None:
            flags[number] = (
                has_words
                and after[number - start]
                and _may_be_inline(span, after_sentence=ends_sentence)
            )
        elif not span.text.isspace():
            has_words = has_words or _WORD.search(span.text) is not None
            ends_sentence = _SENTENCE_END.search(span.text[-8:]) is not None


def _may_be_inline(span: Span, *, after_sentence: bool) -> bool:
    image = span.image
    assert image is not None
    if image.height is not None:
        return image.height <= MAX_INLINE_HEIGHT
    return (image.width or 0) <= 4 * MAX_INLINE_HEIGHT and not after_sentence


def to_block(span: Span) -> Image:
    """Return the image of a span as a block."""
    image = span.image
    assert image is not None
    return Image(span.text, image.address, span.link, (), image.width, image.height, image.file)
