"""Gathers running text into spans: white space squeezed, one look a span, breaks in their place."""

from __future__ import annotations

import re

from finews_tui.model.document import Span, Spans
from finews_tui.model.text_style import TextStyle

_SPACES = re.compile(r"[ \t\n\r\f]+")
_SQUEEZABLE = re.compile(r"[\t\n\r\f]|  ")
_BLANK = " \t\n\r\f"
_INDENT = " \t\n\r\f\u00a0\u2002\u2003\u3000"
# Characters without spaces between words: a line end between two of them is no space
# (CSS Text 3, segment break transformation).
_WIDE = re.compile(
    "[\u2018-\u201d\u2014\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]"
)
BREAK = "\n"


class SpanBuffer:
    """The spans of one paragraph in the making."""

    __slots__ = ("_base", "_look", "_pieces", "_spans")

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._pieces: list[str] = []
        self._look: tuple[TextStyle, int | None] = (TextStyle.PLAIN, None)
        self._base = 0

    def __bool__(self) -> bool:
        return bool(self._spans or self._pieces)

    def add(self, text: str, style: TextStyle, link: int | None) -> None:
        """Adds text of one look, as HTML treats its white space."""
        if _SQUEEZABLE.search(text) is not None:
            text = _squeezed(text, self._last())
        last = self._last()
        if last in ("", BREAK):
            text = text.lstrip(_INDENT)
        elif last == " " and text[:1] == " ":
            text = text[1:]
        if not text:
            return
        look = (style, link)
        if look != self._look:
            self.cut()
            self._look = look
        self._pieces.append(text)

    def add_break(self) -> None:
        """Adds a line break that the author wrote."""
        self._strip_end()
        if self._spans:
            self._spans.append(Span(BREAK))

    def add_note(self, text: str, label: str, style: TextStyle) -> None:
        """Adds the mark of a footnote."""
        self.cut()
        self._spans.append(Span(text, style, note=label))

    def begin_ruby(self) -> None:
        """From here on is the base of a ruby annotation."""
        self.cut()
        self._base = len(self._spans)

    def end_ruby(self, ruby: str) -> None:
        """Sets an annotation over what came since the base began."""
        self.cut()
        base = self._spans[self._base :]
        if base and ruby:
            text = "".join(span.text for span in base)
            del self._spans[self._base :]
            self._spans.append(Span(text, base[0].style, base[0].link, ruby=ruby))
        self._base = len(self._spans)

    def cut(self) -> None:
        """Ends the span in the making."""
        if self._pieces:
            self._spans.append(Span("".join(self._pieces), *self._look))
            self._pieces = []

    def take(self) -> list[Spans]:
        """The paragraphs gathered (two breaks part them), and an empty run again."""
        self._strip_end()
        spans, self._spans, self._base = self._spans, [], 0
        while spans and spans[-1].text == BREAK:
            spans.pop()
        if not spans:
            return []
        if not any(span.text == BREAK for span in spans):
            return [tuple(spans)]
        return _parted(spans)

    def take_line(self) -> Spans:
        """All that was gathered as one paragraph, and an empty run again."""
        paragraphs = self.take()
        if len(paragraphs) < 2:
            return paragraphs[0] if paragraphs else ()
        joined = list(paragraphs[0])
        for paragraph in paragraphs[1:]:
            joined += [Span(BREAK), *paragraph]
        return tuple(joined)

    def _last(self) -> str:
        if self._pieces:
            return self._pieces[-1][-1]
        return self._spans[-1].text[-1:] if self._spans else ""

    def _strip_end(self) -> None:
        self.cut()
        while self._spans:
            last = self._spans[-1]
            if last.text == BREAK:
                return
            text = last.text.rstrip(_INDENT)
            if text == last.text:
                return
            self._spans.pop()
            if text:
                self._spans.append(Span(text, last.style, last.link, last.ruby, last.note))
                return


def _squeezed(text: str, before: str) -> str:
    def space(found: re.Match[str]) -> str:
        if "\n" not in found.group():
            return " "
        start, end = found.span()
        left = text[start - 1] if start else before
        right = text[end : end + 1]
        if left and right and _WIDE.match(left) and _WIDE.match(right):
            return ""
        return " "

    return _SPACES.sub(space, text)


def _parted(spans: list[Span]) -> list[Spans]:
    paragraphs: list[Spans] = []
    current: list[Span] = []
    for place, span in enumerate(spans):
        if span.text == BREAK and spans[place - 1].text == BREAK:
            if current:
                current.pop()
                paragraphs.append(tuple(current))
                current = []
        elif current or span.text != BREAK:
            current.append(span)
    if current:
        paragraphs.append(tuple(current))
    return paragraphs
