"""Builds a Document from what a walk through HTML meets: state, links, paragraphs, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from finews_tui.content.html.containers import Container, ItemContainer, RootContainer
from finews_tui.content.html.spans import BREAK, SpanBuffer
from finews_tui.content.text.stock_symbols import SymbolCollector
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.document import (
    Align,
    Block,
    Document,
    Footnote,
    Heading,
    Image,
    Paragraph,
    Span,
    Spans,
    spans_text,
)
from finews_tui.model.sanitize import clean_line, clean_text
from finews_tui.model.text_style import TextStyle

MAX_NESTING = 24
"""Containers inside each other; what lies deeper is laid flat."""

_HEADING_CHARACTERS = 60
_CAPTION_CHARACTERS = 120
_CAPTION = re.compile(
    r"[（(【▲△↑]?\s*(?:图片?来源|图源|图[为注说示：:\d一二三四五六七八九十]|图片|资料图|制图|摄影|数据来源|来源[：:]"
    r"|(?:image|photo|source|credit|figure|fig\.?)\b)",
    re.IGNORECASE,
)
MAX_NAME_LENGTH = 200
_PATH_LIMIT = 1024
# Nothing, a scheme, another host, another system's path, or what a template should have filled in.
_NO_PATH = re.compile(r"$|[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\|\{")
_CREDIT = re.compile(
    r"[（(\[【]?\s*(?:文章|原文|信息|稿件)?来源\s*[：:]\s*(.*?)\s*[）)\]】]?", re.DOTALL
)
_CREDIT_LINE = re.compile(r"[（(]\s*文章来源\s*[：:][^（）()]{1,60}[）)]")
_BRACKETS = "（）()[]【】 \n"

Attributes = dict[str, str | None]
EndTagHandler = Callable[["DocumentBuilder"], None]
StartTagHandler = Callable[["DocumentBuilder", LexborNode, Attributes], EndTagHandler | None]
"""Meets the start of an element; None as its answer leaves the element's children out."""


class DocumentBuilder:
    """The document so far. Openers of tags change it, their closers change it back."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.run = SpanBuffer()
        self.containers: list[Container] = [RootContainer()]
        self.style = TextStyle.PLAIN
        self.link: int | None = None
        self.align = Align.DEFAULT
        self.preformatted: list[str] | None = None
        self.language = ""
        self.line_depth = 0
        self.saved: list[object] = []
        self.symbols = SymbolCollector()
        self.note_labels: dict[str, str] = {}
        self.footnotes: list[Footnote] = []
        self.credit = ""
        self._links: dict[str, int] = {}
        self._addresses: dict[str, int | None] = {}

    def text(self, text: str) -> None:
        """Takes a run of characters as the parser decoded them."""
        if not text.isprintable():
            text = clean_text(text)
        if self.preformatted is not None:
            self.preformatted.append(text)
        else:
            self.run.add(text, self.style, self.link)

    def address(self, text: str | None) -> int | None:
        """The index of an address among the document's links, or None where it is not one."""
        if not text:
            return None
        if text not in self._addresses:
            address = normalize_url(text, self.base)
            self._addresses[text] = (
                self._links.setdefault(address, len(self._links)) if address else None
            )
        return self._addresses[text]

    def file(self, text: str | None) -> str:
        """The path of a file beside the text; "" where it is none, or the text has an address."""
        path = unquote((text or "").partition("#")[0].partition("?")[0].strip())
        is_path = not self.base and path.isprintable() and len(path) <= _PATH_LIMIT
        return path if is_path and not _NO_PATH.match(path) else ""

    def place(self, fragment: str) -> int | None:
        """The index among the links of a place in this document: `#name`."""
        name = clean_line(fragment.strip().removeprefix("#"), MAX_NAME_LENGTH)
        if not name or " " in name:
            return None
        return self._links.setdefault(f"#{name}", len(self._links))

    def push(self, container: Container) -> bool:
        """Opens a container; False where too many are open, or none may be."""
        self.end_paragraph()
        if len(self.containers) > MAX_NESTING or self.line_depth or self.preformatted is not None:
            return False
        self.containers.append(container)
        return True

    def pop(self) -> Container:
        """Ends the paragraph and the innermost container, and gives that back."""
        self.end_paragraph()
        return self.containers.pop()

    def pop_to(self, kind: type[Container]) -> Container:
        """Closes the innermost container of a kind, with all that is open in it."""
        while True:
            container = self.pop()
            for block in container.close():
                self.containers[-1].take(block)
            if isinstance(container, kind):
                return container

    def tick(self, checked: bool) -> None:
        """Makes the item that is open one of a task list."""
        for container in reversed(self.containers):
            if isinstance(container, ItemContainer):
                container.checked = checked
                return

    def end_paragraph(self) -> None:
        """Makes paragraphs of the text gathered; in a title, a caption or code it ends the line."""
        if self.preformatted is not None:
            if self.preformatted and not self.preformatted[-1].endswith("\n"):
                self.preformatted.append("\n")
        elif self.line_depth:
            self.run.add_break()
        elif self.run:
            self.add_paragraphs(self.run.take())

    def add_paragraphs(self, paragraphs: list[Spans], *, may_be_heading: bool = False) -> None:
        """Puts paragraphs in; one of a few bold words may be a heading."""
        for spans in paragraphs:
            self.containers[-1].take(self._block_of(spans, may_be_heading=may_be_heading))

    def add(self, block: Block) -> None:
        """Ends the paragraph and puts a block behind it."""
        self.end_paragraph()
        self.containers[-1].take(block)

    def add_image(self, image: Image) -> None:
        """Puts a picture in; the same one twice in a row (lazy loading) once."""
        self.end_paragraph()
        last = self.containers[-1].last()
        place = (image.address, image.file)
        if isinstance(last, Image) and place == (last.address, last.file) != (None, ""):
            return
        self.containers[-1].take(image)

    def add_credit(self, spans: Spans) -> None:
        """Keeps the publisher's source line, without brackets and label."""
        text = clean_line(spans_text(spans))
        match = _CREDIT.fullmatch(text)
        self.credit = (match[1] if match else text).strip(_BRACKETS) or self.credit

    def add_caption(self, spans: Spans) -> None:
        """Gives a caption to the picture before it; where there is none it is a paragraph."""
        if spans and not self._caption_last(spans):
            self.containers[-1].take(Paragraph(spans, self.align))

    def document(self) -> Document:
        """What was built."""
        while len(self.containers) > 1:
            container = self.pop()
            for block in container.close():
                self.containers[-1].take(block)
        self.end_paragraph()
        blocks = (*self.containers[0].blocks, *self.footnotes)
        return Document(
            blocks, tuple(self._links), credit=self.credit, symbols=self.symbols.symbols()
        )

    def _block_of(self, spans: Spans, *, may_be_heading: bool) -> Block:
        if may_be_heading and self.containers[-1].is_plain and _is_heading(spans):
            return Heading(3, tuple(_without_strong(spans)))
        return Paragraph(spans, self.align)

    def _caption_last(self, spans: Spans) -> bool:
        blocks = self.containers[-1].blocks
        if not blocks or not isinstance(blocks[-1], Image) or blocks[-1].caption:
            return False
        last = blocks[-1]
        blocks[-1] = replace(last, caption=spans)
        return True


def _is_heading(spans: Spans) -> bool:
    """A short paragraph all in bold letters, which is not just a link or a sentence."""
    length = 0
    is_linked = True
    for span in spans:
        if not span.style & TextStyle.STRONG or span.text == BREAK:
            return False
        length += len(span.text)
        is_linked = is_linked and span.link is not None
    return (
        0 < length <= _HEADING_CHARACTERS and not is_linked and spans[-1].text[-1:] not in "。.；;"
    )


def _without_strong(spans: Spans) -> list[Span]:
    return [
        Span(span.text, span.style & ~TextStyle.STRONG, span.link, span.ruby, span.note)
        for span in spans
    ]


def is_caption(spans: Spans) -> bool:
    """True for a short line that says where a picture is from, or what it shows."""
    text = spans_text(spans)
    return len(text) <= _CAPTION_CHARACTERS and _CAPTION.match(text) is not None


def is_credit(spans: Spans) -> bool:
    """True for `（文章来源：…）` alone in a paragraph."""
    return _CREDIT_LINE.fullmatch(spans_text(spans)) is not None


def no_op(builder: DocumentBuilder) -> None:
    """The closer of an element that changed no_op."""


def class_names(attributes: Attributes) -> str:
    """The class attribute, or "" where there is none."""
    return attributes.get("class") or ""


def parse_int(value: str | None, default: int, limit: int = 10**9) -> int:
    """A whole number from an attribute, within `limit`; `default` where it is none."""
    text = (value or "").strip()[:12]
    match = re.match(r"-?\d+", text)
    return max(-limit, min(limit, int(match[0]))) if match else default
