"""Collect text into spans: collapse white space, one style per span."""

from __future__ import annotations

import re
from dataclasses import replace

from finews_tui.model.document import Span, Spans
from finews_tui.model.text_style import TextStyle

_SPACES = re.compile(r"[ \t\n\r\f]+")
_COLLAPSIBLE = re.compile(r"[\t\n\r\f]|  ")
_BLANK = " \t\n\r\f"
_INDENT_CHARACTERS = " \t\n\r\f\u00a0\u2002\u2003\u3000"
# Spaces that are not collapsed and may be the indent of a line.
_FIXED_SPACES = "\u00a0\u2002\u2003\u3000"
_TAB_WIDTH = 4
# Characters in a line of verse, in scripts with wide characters and others.
_MAX_WIDE_VERSE, _MAX_VERSE = 24, 80
# Scripts without spaces between words: a line break between two such characters is removed
# (CSS Text 3, segment break transformation).
_WIDE = re.compile(
    "[\u2018-\u201d\u2014\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]"
)
BREAK = "\n"
_IMAGE = "\ufffc"
_MAX_RUBY_LENGTH = 1024


class SpanBuffer:
    """Spans of the current paragraph."""

    __slots__ = (
        "_format",
        "_has_indents",
        "_indent",
        "_ruby_start",
        "_spans",
        "_texts",
        "has_images",
    )

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._texts: list[str] = []
        self._format: tuple[TextStyle, int | None] = (TextStyle.PLAIN, None)
        self._ruby_start = 0
        self._has_indents = False
        self._indent = ""
        self.has_images = False

    def __bool__(self) -> bool:
        return bool(self._spans or self._texts)

    def add(self, text: str, style: TextStyle, link: int | None) -> None:
        """Add text of one style, and collapse white space as HTML does."""
        if _COLLAPSIBLE.search(text) is not None:
            text = _collapse_white_space(text, self._last_character())
        last = self._last_character()
        if last == "":
            stripped = text.lstrip(_INDENT_CHARACTERS)
            if len(stripped) < len(text):
                self._indent = text[: len(text) - len(stripped)].strip(_BLANK)
                text = stripped
        elif last == BREAK:
            text = text.lstrip(_BLANK)
            self._has_indents = self._has_indents or text[:1] in _FIXED_SPACES
        elif last == " " and text[:1] == " ":
            text = text[1:]
        if not text:
            return
        text_format = (style, link)
        if text_format != self._format:
            self.flush()
            self._format = text_format
        self._texts.append(text)

    def add_preformatted(
        self, text: str, style: TextStyle, link: int | None, *, keeps_spaces: bool
    ) -> None:
        """Add text with its line breaks, and with its spaces if `keeps_spaces`."""
        if not self and text.isspace():
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self.add_break()
            if keeps_spaces:
                line = line.expandtabs(_TAB_WIDTH).replace("  ", "\u00a0 ")
                line = "\u00a0" + line[1:] if line[:1] == " " and not self._is_in_line() else line
            self.add(line, style, link)

    def _is_in_line(self) -> bool:
        return self._last_character() not in ("", BREAK)

    def add_break(self) -> None:
        """Add an explicit line break."""
        self._strip_end()
        if self._spans:
            self._spans.append(Span(BREAK))

    def add_image(self, image: Span) -> None:
        """Add an image, which stays in its line if there is text around it.

        One that repeats the image before it, as lazy loading does, is left out.
        """
        self.flush()
        last = self._spans[-1].image if self._spans else None
        if last is not None and last == image.image and last.address is not None:
            return
        self._spans.append(image)
        self.has_images = True

    def take_all(self) -> list[Span]:
        """Return all spans and clear the buffer."""
        self.flush()
        spans, self._spans, self._ruby_start = self._spans, [], 0
        self.has_images = False
        return spans

    def put(self, spans: list[Span]) -> None:
        """Put spans back into the empty buffer, without space at the start."""
        start = 0
        while start < len(spans) and _is_blank(spans[start]):
            start += 1
        self._spans = spans[start:]
        if self._spans and self._spans[0].image is None:
            first = self._spans[0]
            self._spans[0] = replace(first, text=first.text.lstrip(_INDENT_CHARACTERS))

    def add_note(self, text: str, label: str, style: TextStyle) -> None:
        """Add a footnote reference."""
        self.flush()
        self._spans.append(Span(text, style, note=label))

    def begin_ruby(self) -> None:
        """Start the base text of a ruby annotation."""
        self.flush()
        self._ruby_start = len(self._spans)

    def end_ruby(self, ruby: str) -> None:
        """Add the annotation to the text since `begin_ruby`, or to the annotation before."""
        self.flush()
        base = self._spans[self._ruby_start :]
        if base and ruby:
            text = "".join(span.text for span in base)
            del self._spans[self._ruby_start :]
            self._spans.append(Span(text, base[0].style, base[0].link, ruby=ruby))
        elif ruby and self._spans and 0 < len(before := self._spans[-1].ruby) <= _MAX_RUBY_LENGTH:
            is_wide = _WIDE.match(before[-1]) and _WIDE.match(ruby)
            joined = f"{before}{'' if is_wide else ' '}{ruby}"
            self._spans[-1] = replace(self._spans[-1], ruby=joined)
        elif ruby:
            self.add(f"({ruby})", *self._format)
        self._ruby_start = len(self._spans)

    def flush(self) -> None:
        """End the current span."""
        if self._texts:
            self._spans.append(Span("".join(self._texts), *self._format))
            self._texts = []

    def take_paragraphs(self) -> list[Spans]:
        """Return the paragraphs, split at double line breaks, and clear the buffer."""
        has_indents, self._has_indents = self._has_indents, False
        indent, self._indent = self._indent, ""
        self._strip_end()
        spans, self._spans, self._ruby_start = self._spans, [], 0
        self.has_images = False
        while spans and spans[-1].text == BREAK:
            spans.pop()
        if not spans:
            return []
        if not any(span.text == BREAK for span in spans):
            return [tuple(spans)]
        if indent and spans[0].image is None:
            spans[0] = replace(spans[0], text=indent + spans[0].text)
        paragraphs = _split_at_double_breaks(spans)
        if indent or has_indents:
            return list(map(_without_common_indent, paragraphs))
        return paragraphs

    def forget_indent(self) -> None:
        """Forget the indent of a paragraph that turned out to be empty."""
        self._indent = ""

    def take_line(self) -> Spans:
        """Return all spans as one paragraph and clear the buffer."""
        paragraphs = self.take_paragraphs()
        if len(paragraphs) < 2:
            return paragraphs[0] if paragraphs else ()
        joined = list(paragraphs[0])
        for paragraph in paragraphs[1:]:
            joined += [Span(BREAK), *paragraph]
        return tuple(joined)

    def _last_character(self) -> str:
        if self._texts:
            return self._texts[-1][-1]
        if not self._spans:
            return ""
        last = self._spans[-1]
        return last.text[-1:] if last.image is None else _IMAGE

    def _strip_end(self) -> None:
        self.flush()
        while self._spans:
            last = self._spans[-1]
            if last.text == BREAK or last.image is not None:
                return
            text = last.text.rstrip(_INDENT_CHARACTERS)
            if text == last.text:
                return
            self._spans.pop()
            if text:
                self._spans.append(replace(last, text=text))
                return


def _is_blank(span: Span) -> bool:
    return span.image is None and not span.text.strip(_INDENT_CHARACTERS)


def _collapse_white_space(text: str, before: str) -> str:
    """Replace white space with single spaces; `before` is the preceding character."""

    def replacement(spaces: re.Match[str]) -> str:
        if "\n" not in spaces.group():
            return " "
        start, end = spaces.span()
        left = text[start - 1] if start else before
        right = text[end : end + 1]
        if left and right and _WIDE.match(left) and _WIDE.match(right):
            return ""
        return " "

    return _SPACES.sub(replacement, text)


def _without_common_indent(spans: Spans) -> Spans:
    """Remove the indent of paragraphs, but not that of single lines in verse."""
    first = spans[0]
    if len(spans) == 1 and first.image is None:
        text = first.text.lstrip(_INDENT_CHARACTERS)
        return (Span(text, first.style, first.link, first.ruby, first.note),) if text else ()
    breaks = [number for number, span in enumerate(spans) if span.text == BREAK]
    starts = [0, *(number + 1 for number in breaks if number + 1 < len(spans))]
    indents = [
        len(spans[number].text) - len(spans[number].text.lstrip(_INDENT_CHARACTERS))
        for number in starts
    ]
    common = max(indents) if _is_prose(spans) else min(indents)
    cut = {start: min(common, indent) for start, indent in zip(starts, indents, strict=True)}
    lines = [
        replace(span, text=span.text[cut[number] :]) if cut.get(number) else span
        for number, span in enumerate(spans)
    ]
    return tuple(span for span in lines if span.text or span.image is not None)


def _is_prose(spans: Spans) -> bool:
    """Return whether a line is longer than lines of verse are."""
    lines = "".join(span.text for span in spans).split(BREAK)
    longest = max(lines, key=len).strip(_INDENT_CHARACTERS)
    limit = _MAX_WIDE_VERSE if _WIDE.match(longest) else _MAX_VERSE
    return len(lines) == 1 or len(longest) > limit


def _split_at_double_breaks(spans: list[Span]) -> list[Spans]:
    paragraphs: list[Spans] = []
    current: list[Span] = []
    for index, span in enumerate(spans):
        if span.text == BREAK and spans[index - 1].text == BREAK:
            if current:
                current.pop()
                paragraphs.append(tuple(current))
                current = []
        elif current or span.text != BREAK:
            current.append(span)
    if current:
        paragraphs.append(tuple(current))
    return paragraphs
