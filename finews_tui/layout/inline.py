"""Spans become one text with looks, and parts of that text become pieces."""

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
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")  # emoji are of its class
_WORD = re.compile(b"%b+" % _LETTER)


@dataclass(frozen=True, slots=True)
class StyleChange:
    """A look that holds from `start` of a flow's text on, where its source stands at `source`.

    A run that is `made` shows something else than its source: a raised figure, a reading aid.
    """

    start: int
    source: int
    style_name: str
    style: TextStyle = TextStyle.PLAIN
    link: int | None = None
    note: str = ""
    made: bool = False


@dataclass(frozen=True, slots=True)
class InlineText:
    """Running text as it is shown, its looks, and the source that it stands for."""

    measured: MeasuredText
    source: str
    style_changes: tuple[StyleChange, ...]
    starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The text as shown."""
        return self.measured.text

    def source_at(self, index: int) -> int:
        """The place in the source that a place in the shown text stands for."""
        number = bisect_right(self.starts, index) - 1
        run = self.style_changes[number]
        following = (
            self.style_changes[number + 1].source if number + 1 < len(self.style_changes) else None
        )
        limit = len(self.source) if following is None else following
        if run.made:
            return run.source if index == run.start else limit
        return min(limit, run.source + index - run.start)

    def runs(self, start: int, end: int) -> Iterator[TextRun]:
        """The pieces of a part of the shown text, without the spaces at its end."""
        text = self.measured.text
        end = start + len(text[start:end].rstrip(SPACES))
        number = bisect_right(self.starts, start) - 1
        while start < end:
            run = self.style_changes[number]
            number += 1
            stop = min(end, self.starts[number]) if number < len(self.starts) else end
            if stop > start:
                yield TextRun(text[start:stop], run.style_name, run.style, run.link, run.note)
                start = stop

    def is_chinese(self, among_chinese: bool = False) -> bool:
        """Whether there are more ideographs than words of letters.

        Among Chinese paragraphs one is so if there is any ideograph in it.
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


def is_bare(span: Span) -> bool:
    """Whether a span is text without any look of its own."""
    return span.style is TextStyle.PLAIN and span.link is None and not span.ruby and not span.note


def printable(text: str) -> str:
    """A text of the same length without control characters, but for line breaks."""
    return _CONTROL.sub(" ", text) if _CONTROL.search(text) else text


def one_line(text: str) -> str:
    """A text without control characters and line breaks, its spaces single."""
    return " ".join(printable(text).split())


def inline_text(
    spans: Spans,
    style_name: str = "text",
    style: TextStyle = TextStyle.PLAIN,
    ambiguous_width: int = 1,
) -> InlineText:
    """Join spans to a text that can be filled into lines."""
    if len(spans) == 1 and is_bare(spans[0]):
        source = printable(spans[0].text)
        if _SOFT_HYPHEN not in source:
            return InlineText(
                measure_text(source, ambiguous_width),
                source,
                (StyleChange(0, 0, style_name, style),),
                (0,),
            )
    shown: list[str] = []
    sources: list[str] = []
    style_changes: list[StyleChange] = []
    glued: list[int] = []
    at = source_at = 0
    for span in spans:
        source = printable(span.text)
        look = _role(span, style_name)
        for text, length, extra in _shown(span, source):
            if span.note or extra:
                glued.append(at)
            made = bool(span.note or extra or span.style & _SCRIPTS)
            run_style = span.style | style | extra
            style_changes.append(
                StyleChange(at, source_at, look, run_style, span.link, span.note, made)
            )
            shown.append(text)
            at += len(text)
            source_at += length
        sources.append(source)
    measured = measure_text("".join(shown), ambiguous_width)
    for index in glued:
        if 0 < index < len(measured.marks):
            measured.marks[index] = 0
    kept = _on_graphemes(style_changes, measured.starts) or (StyleChange(0, 0, style_name, style),)
    return InlineText(measured, "".join(sources), kept, tuple(run.start for run in kept))


def _role(span: Span, style_name: str) -> str:
    if span.note:
        return "note"
    if span.link is not None:
        return "link"
    if span.style is TextStyle.PLAIN:
        return style_name
    if span.style & (TextStyle.CODE | TextStyle.KEYBOARD):
        return "code"
    return "mark" if span.style & TextStyle.MARK else style_name


def _shown(span: Span, source: str) -> Iterator[tuple[str, int, TextStyle]]:
    """What is shown of a span: text, the length of the source it stands for, a style of its own."""
    if span.note:
        label = source.strip().strip("[]") or span.note
        yield f"[{one_line(label)}]", len(source), TextStyle.PLAIN
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
        yield f"({printable(span.ruby)})", 0, TextStyle.SMALL


def _on_graphemes(
    style_changes: list[StyleChange], starts: bytearray | None
) -> tuple[StyleChange, ...]:
    """The runs, each from where a grapheme starts: terminals measure every piece for itself."""
    if starts is None:
        return tuple(style_changes)
    moved: list[StyleChange] = []
    for run in style_changes:
        start = starts.find(1, run.start)
        start = len(starts) if start < 0 else start
        source = run.source if run.made else run.source + start - run.start
        moved.append(replace(run, start=start, source=source))
    return tuple(moved)
