"""Join spans into one text with styles, and split it into text runs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from finews_tui.layout.linebreak.classes import CLASSES
from finews_tui.layout.linebreak.wrap import SPACES, MeasuredText, measure_text
from finews_tui.layout.page import TextRun
from finews_tui.model.document import (
    IMAGE_SIGN,
    InlineImage,
    Span,
    Spans,
    displayed_texts,
    spans_text,
)
from finews_tui.model.text_style import TextStyle

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_IDEOGRAPH = CLASSES["ID"].encode()
_LETTER = CLASSES["AL"].encode()
# The class ID alone includes emoji.
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_WORD = re.compile(b"%b+" % _LETTER)


@dataclass(frozen=True, slots=True)
class StyleChange:
    """Style of the text from index `start` to the next change."""

    start: int
    style_name: str
    style: TextStyle = TextStyle.PLAIN
    link: int | None = None
    note: str = ""
    image: InlineImage | None = None


@dataclass(frozen=True, slots=True)
class InlineText:
    """Running text as displayed and copied, with its styles.

    `starts` has the `start` of each style change, for binary search.
    """

    measured: MeasuredText
    style_changes: tuple[StyleChange, ...]
    starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """Displayed text."""
        return self.measured.text

    def text_runs(self, start: int, end: int) -> Iterator[TextRun]:
        """Yield the runs of a part of the displayed text, without trailing spaces."""
        text = self.measured.text
        end = start + len(text[start:end].rstrip(SPACES))
        number = bisect_right(self.starts, start) - 1
        while start < end:
            change = self.style_changes[number]
            number += 1
            run_end = min(end, self.starts[number]) if number < len(self.starts) else end
            if run_end > start:
                run_text = text[start:run_end]
                yield TextRun(
                    run_text,
                    change.style_name,
                    change.style,
                    change.link,
                    change.note,
                    change.image,
                )
                start = run_end

    def is_chinese(self, *, among_chinese: bool = False) -> bool:
        """Return whether there are more ideographs than words.

        With `among_chinese`, a single ideograph is enough.
        """
        classes = self.measured.classes
        ideographs = classes.count(_IDEOGRAPH)
        if not ideographs or not HAN.search(self.text):
            return False
        if among_chinese:
            return True
        if ideographs > classes.count(_LETTER):
            return True
        return ideographs > sum(1 for _ in _WORD.finditer(classes))


def is_unstyled(span: Span) -> bool:
    """Return whether a span is plain text: no style, link, ruby, footnote or image."""
    return (
        span.style is TextStyle.PLAIN
        and span.link is None
        and not span.ruby
        and not span.note
        and span.image is None
    )


def replace_controls(text: str) -> str:
    """Replace control characters except line breaks with spaces, one for one."""
    return _CONTROL.sub(" ", text) if _CONTROL.search(text) else text


def single_line(text: str) -> str:
    """Return `text` on one line, without control characters and with single spaces."""
    return " ".join(replace_controls(text).split())


def inline_text(
    spans: Spans,
    style_name: str = "text",
    style: TextStyle = TextStyle.PLAIN,
    ambiguous_width: int = 1,
) -> InlineText:
    """Join spans into a text that is ready for wrapping."""
    if len(spans) == 1 and is_unstyled(spans[0]):
        measured = measure_text(replace_controls(spans_text(spans)), ambiguous_width)
        return InlineText(measured, (StyleChange(0, style_name, style),), (0,))
    texts: list[str] = []
    changes: list[StyleChange] = []
    unbreakable: list[int] = []
    index = 0
    for span, span_text in zip(spans, displayed_texts(spans), strict=True):
        name = _style_name(span, style_name)
        ruby = f"({span.ruby})" if span.ruby else ""
        for text, extra_style in ((span_text, TextStyle.PLAIN), (ruby, TextStyle.SMALL)):
            if not text or not span_text:
                continue
            if span.note or extra_style:
                unbreakable.append(index)
            link = span.link
            if span.image is not None:
                link = span.image.address if link is None else link
                unbreakable.append(index + len(IMAGE_SIGN))
            changes.append(
                StyleChange(
                    index, name, span.style | style | extra_style, link, span.note, span.image
                )
            )
            texts.append(replace_controls(text))
            index += len(text)
    measured = measure_text("".join(texts), ambiguous_width)
    for index in unbreakable:
        if 0 < index < len(measured.breaks):
            measured.breaks[index] = 0
    aligned = _align_to_graphemes(changes, measured.grapheme_starts)
    aligned = aligned or (StyleChange(0, style_name, style),)
    return InlineText(measured, aligned, tuple(change.start for change in aligned))


def _style_name(span: Span, default: str) -> str:
    if span.image is not None:
        return "image"
    if span.note:
        return "note"
    if span.link is not None:
        return "link"
    if span.style is TextStyle.PLAIN:
        return default
    if span.style & (TextStyle.CODE | TextStyle.KEYBOARD):
        return "code"
    return "mark" if span.style & TextStyle.MARK else default


def _align_to_graphemes(
    changes: list[StyleChange], grapheme_starts: bytearray | None
) -> tuple[StyleChange, ...]:
    """Move changes to grapheme starts: terminals measure each run separately."""
    if grapheme_starts is None:
        return tuple(changes)
    aligned: list[StyleChange] = []
    for change in changes:
        start = grapheme_starts.find(1, change.start)
        start = len(grapheme_starts) if start < 0 else start
        aligned.append(replace(change, start=start))
    return tuple(aligned)
