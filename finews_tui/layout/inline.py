"""Join spans into one text with styles, and split it into text runs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from finews_tui.layout.linebreak.classes import CLASSES
from finews_tui.layout.linebreak.wrap import SPACES, MeasuredText, measure_text
from finews_tui.layout.page import TextRun
from finews_tui.layout.super_sub_script import to_script
from finews_tui.model.document import Span, Spans
from finews_tui.model.text_style import TextStyle

_SCRIPTS = TextStyle.SUPERSCRIPT | TextStyle.SUBSCRIPT
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SOFT_HYPHEN = "\xad"
_IDEOGRAPH = CLASSES["ID"].encode()
_LETTER = CLASSES["AL"].encode()
# The class ID alone includes emoji.
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_WORD = re.compile(b"%b+" % _LETTER)


@dataclass(frozen=True, slots=True)
class StyleChange:
    """Style of the displayed text from index `start` to the next change.

    `source_start` is the index in the source text. With `is_generated` the displayed text differs
    from the source, as for superscripts and ruby.
    """

    start: int
    source_start: int
    style_name: str
    style: TextStyle = TextStyle.PLAIN
    link: int | None = None
    note: str = ""
    is_generated: bool = False


@dataclass(frozen=True, slots=True)
class InlineText:
    """Running text as displayed, with its styles and source text.

    `starts` has the `start` of each style change, for binary search.
    """

    measured: MeasuredText
    source: str
    style_changes: tuple[StyleChange, ...]
    starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """Displayed text."""
        return self.measured.text

    def source_index(self, index: int) -> int:
        """Map an index in the displayed text to one in the source."""
        number = bisect_right(self.starts, index) - 1
        change = self.style_changes[number]
        has_next = number + 1 < len(self.style_changes)
        limit = self.style_changes[number + 1].source_start if has_next else len(self.source)
        if change.is_generated:
            return change.source_start if index == change.start else limit
        return min(limit, change.source_start + index - change.start)

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
                yield TextRun(run_text, change.style_name, change.style, change.link, change.note)
                start = run_end

    def is_chinese(self, *, among_chinese: bool = False) -> bool:
        """Return whether there are more ideographs than words.

        With `among_chinese`, a single ideograph is enough.
        """
        classes = self.measured.classes
        ideographs = classes.count(_IDEOGRAPH)
        if not ideographs or not _HAN.search(self.text):
            return False
        if among_chinese:
            return True
        if ideographs > classes.count(_LETTER):
            return True
        return ideographs > sum(1 for _ in _WORD.finditer(classes))


def is_unstyled(span: Span) -> bool:
    """Return whether a span is plain text: no style, link, ruby or footnote."""
    return span.style is TextStyle.PLAIN and span.link is None and not span.ruby and not span.note


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
        source = replace_controls(spans[0].text)
        if _SOFT_HYPHEN not in source:
            measured = measure_text(source, ambiguous_width)
            return InlineText(measured, source, (StyleChange(0, 0, style_name, style),), (0,))
    texts: list[str] = []
    sources: list[str] = []
    changes: list[StyleChange] = []
    unbreakable: list[int] = []
    index = source_index = 0
    for span in spans:
        source = replace_controls(span.text)
        name = _style_name(span, style_name)
        for text, source_length, extra_style in _displayed_parts(span, source):
            if span.note or extra_style:
                unbreakable.append(index)
            is_generated = bool(span.note or extra_style or span.style & _SCRIPTS)
            changes.append(
                StyleChange(
                    index,
                    source_index,
                    name,
                    span.style | style | extra_style,
                    span.link,
                    span.note,
                    is_generated,
                )
            )
            texts.append(text)
            index += len(text)
            source_index += source_length
        sources.append(source)
    measured = measure_text("".join(texts), ambiguous_width)
    for index in unbreakable:
        if 0 < index < len(measured.breaks):
            measured.breaks[index] = 0
    aligned = _align_to_graphemes(changes, measured.grapheme_starts)
    aligned = aligned or (StyleChange(0, 0, style_name, style),)
    return InlineText(
        measured, "".join(sources), aligned, tuple(change.start for change in aligned)
    )


def _style_name(span: Span, default: str) -> str:
    if span.note:
        return "note"
    if span.link is not None:
        return "link"
    if span.style is TextStyle.PLAIN:
        return default
    if span.style & (TextStyle.CODE | TextStyle.KEYBOARD):
        return "code"
    return "mark" if span.style & TextStyle.MARK else default


def _displayed_parts(span: Span, source: str) -> Iterator[tuple[str, int, TextStyle]]:
    """Yield the displayed parts of a span: text, source length, additional style."""
    if span.note:
        label = source.strip().strip("[]") or span.note
        yield f"[{single_line(label)}]", len(source), TextStyle.PLAIN
    elif span.style & _SCRIPTS and source != "\n":
        yield to_script(source, span.style), len(source), TextStyle.PLAIN
    elif _SOFT_HYPHEN in source:
        parts = source.split(_SOFT_HYPHEN)
        for part in parts[:-1]:
            yield part, len(part) + 1, TextStyle.PLAIN
        yield parts[-1], len(parts[-1]), TextStyle.PLAIN
    elif source:
        yield source, len(source), TextStyle.PLAIN
    if span.ruby and source:
        yield f"({replace_controls(span.ruby)})", 0, TextStyle.SMALL


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
        source_start = change.source_start
        if not change.is_generated:
            source_start += start - change.start
        aligned.append(replace(change, start=start, source_start=source_start))
    return tuple(aligned)
