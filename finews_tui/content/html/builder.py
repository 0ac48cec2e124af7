"""Build a Document from the elements and text nodes of an HTML tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from finews_tui.content.html.anchors import anchor_name, is_same_page
from finews_tui.content.html.containers import (
    Container,
    FigureContainer,
    ItemContainer,
    RootContainer,
)
from finews_tui.content.html.feed_notice import feed_notice
from finews_tui.content.html.inline_images import inline_flags, to_block
from finews_tui.content.html.spans import BREAK, SpanBuffer
from finews_tui.content.text.stock_symbols import SymbolCollector
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.document import (
    Align,
    Block,
    Document,
    Footnote,
    Heading,
    HiddenKind,
    HiddenText,
    Image,
    InlineImage,
    Leaf,
    Paragraph,
    Span,
    Spans,
    spans_text,
)
from finews_tui.model.sanitize import clean_line, clean_text
from finews_tui.model.super_sub_script import to_script
from finews_tui.model.text_style import TextStyle

MAX_NESTING = 24
"""Maximum depth of containers; deeper ones are flattened."""

_MAX_HIDDEN_TEXTS = 200
_MAX_HIDDEN_LENGTH = 120
_MAX_HEADING_LENGTH = 60
_MAX_CAPTION_LENGTH = 120
_MAX_PATH_LENGTH = 1024
_CAPTION = re.compile(
    r"[（(【▲△↑]?\s*(?:图片?来源|图源|图[为注说示：:\d一二三四五六七八九十]|图片|资料图|制图|摄影|数据来源|来源[：:]"
    r"|(?:image|photo|source|credit|figure|fig\.?)\b)",
    re.IGNORECASE,
)
# Empty, a scheme, another host, a Windows path, or a template placeholder.
_NOT_A_PATH = re.compile(r"$|[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\|\{")
_CREDIT = re.compile(
    r"[（(\[【]?\s*(?:文章|原文|信息|稿件|新闻|本文)?来源\s*[：:]\s*(.*?)\s*[）)\]】]?", re.DOTALL
)
_CREDIT_LINE = re.compile(
    r"[（(【]\s*(?:文章|原文|信息|稿件|新闻|本文)来源\s*[：:][^（）()【】]{1,60}[）)】]"
    r"|(?:文章|原文|信息|稿件)来源\s*[：:][^（）()【】。，]{1,40}"
)
_BRACKETS = "（）()[]【】 \n"

Attributes = dict[str, str | None]
EndTagHandler = Callable[["DocumentBuilder"], None]
StartTagHandler = Callable[["DocumentBuilder", LexborNode, Attributes], EndTagHandler | None]
"""Handle a start tag. Returns the end tag handler, or None to skip the content."""


class WhiteSpace(Enum):
    """Handling of white space in the source."""

    COLLAPSE = "collapse"
    KEEP_LINES = "lines"
    KEEP_ALL = "all"


class DocumentBuilder:
    """State of a document under construction.

    Start tag handlers push the state that they change onto `saved_state`; end tag handlers restore
    it. `line_depth` counts open elements that are a single line, such as headings and captions.
    `heading_depth` counts headings. `note` is the label of the footnote that the current paragraph
    defines, or "". `shown_kinds` are the kinds of hidden text to show, `invisible_length` counts
    the characters that styles hide.
    """

    def __init__(
        self,
        base: str = "",
        targets: frozenset[str] = frozenset(),
        shown_kinds: frozenset[HiddenKind] = frozenset(),
    ) -> None:
        self.base = base
        self.targets = targets
        self.shown_kinds = shown_kinds
        self.hidden: list[HiddenText] = []
        self.invisible_length = 0
        self.heading_depth = 0
        self.spans = SpanBuffer()
        self.containers: list[Container] = [RootContainer()]
        self.style = TextStyle.PLAIN
        self.white_space = WhiteSpace.COLLAPSE
        self.link: int | None = None
        self.align = Align.DEFAULT
        self.preformatted: list[str] | None = None
        self.language = ""
        self.line_depth = 0
        self.saved_state: list[object] = []
        self.symbols = SymbolCollector()
        self.note_labels: dict[str, str] = {}
        self.footnotes: list[Footnote] = []
        self.note = ""
        self.credit = ""
        self._anchors: list[str] = []
        self.symbols_before_paragraph = 0
        self._links: dict[str, int] = {}
        self._urls: list[str] = []
        self._link_indexes: dict[str, int | None] = {}

    def text(self, text: str) -> None:
        """Add a text node."""
        if not text.isprintable():
            text = clean_text(text)
        if self.preformatted is not None:
            self.preformatted.append(to_script(text, self.style))
        elif self.white_space is WhiteSpace.COLLAPSE or ("\n" not in text and "  " not in text):
            self.spans.add(text, self.style, self.link)
        else:
            keeps_spaces = self.white_space is WhiteSpace.KEEP_ALL
            self.spans.add_preformatted(text, self.style, self.link, keeps_spaces=keeps_spaces)

    def hide(self, kind: HiddenKind, text: str) -> bool:
        """Record a hidden text. Returns False if it should be shown."""
        if kind in self.shown_kinds:
            return False
        if kind is HiddenKind.INVISIBLE:
            self.invisible_length += len(text)
        if len(self.hidden) < _MAX_HIDDEN_TEXTS and (line := clean_line(text, _MAX_HIDDEN_LENGTH)):
            self.hidden.append(HiddenText(kind, line))
        return True

    def link_index(self, text: str | None) -> int | None:
        """Return the index of a URL in the document's links, or None if invalid."""
        if not text:
            return None
        if text not in self._link_indexes:
            url = normalize_url(text, self.base)
            if "#" in url and self.targets:
                url = self._without_own_page(url)
            self._link_indexes[text] = self._index_of(url) if url else None
        return self._link_indexes[text]

    def url(self, link: int | None) -> str:
        """Return the URL of a link, or ""."""
        return self._urls[link] if link is not None else ""

    def local_path(self, text: str | None) -> str:
        """Return the path of a file relative to the post.

        "" if it is not a path, or if the document has a base URL.
        """
        path = unquote((text or "").partition("#")[0].partition("?")[0].strip())
        is_path = not self.base and path.isprintable() and len(path) <= _MAX_PATH_LENGTH
        return path if is_path and not _NOT_A_PATH.match(path) else ""

    def _without_own_page(self, url: str) -> str:
        """Return only the fragment of a link to a target in this document."""
        name = anchor_name(url.partition("#")[2])
        is_target = name in self.targets or unquote(name) in self.targets
        return f"#{name}" if is_target and is_same_page(url, self.base) else url

    def fragment_link_index(self, fragment: str) -> int | None:
        """Return the index of `#name` in the document's links, or None if invalid."""
        name = anchor_name(fragment)
        return self._index_of(f"#{name}") if name else None

    def _index_of(self, url: str) -> int:
        index = self._links.setdefault(url, len(self._links))
        if index == len(self._urls):
            self._urls.append(url)
        return index

    def add_anchors(self, attributes: Attributes, tag: str) -> None:
        """Make the next block the target of the links to an element."""
        names = (attributes.get("id"), attributes.get("name") if tag == "a" else None)
        self._anchors += [name for name in names if name and name in self.targets]

    def take_anchors(self) -> tuple[str, ...]:
        """Return the names of the elements since the last block, and forget them."""
        anchors, self._anchors = tuple(self._anchors), []
        return anchors

    def push(self, container: Container) -> bool:
        """Open a container. Return False if too deep, or inside a line or `pre`."""
        self.end_paragraph()
        if len(self.containers) > MAX_NESTING or self.line_depth or self.preformatted is not None:
            return False
        self.containers.append(container)
        return True

    def pop(self) -> Container:
        """End the paragraph and the innermost container, and return that container."""
        self.end_paragraph()
        return self.containers.pop()

    def pop_to(self, kind: type[Container]) -> Container:
        """Close containers up to the innermost one of `kind`, and return it."""
        while True:
            container = self.pop()
            for block in container.close():
                self.containers[-1].add(block)
            if isinstance(container, kind):
                return container

    def set_checked(self, checked: bool) -> bool:
        """Make the innermost list item a task list item. Return False if there is none."""
        for container in reversed(self.containers):
            if isinstance(container, ItemContainer):
                container.checked = checked
                return True
        return False

    def end_paragraph(self) -> None:
        """End the paragraph; inside a heading, caption or `pre`, the line."""
        if self.preformatted is not None:
            if self.preformatted and not self.preformatted[-1].endswith("\n"):
                self.preformatted.append("\n")
        elif self.line_depth:
            self.spans.add_break()
        elif self.spans:
            self.release_images()
            self.add_paragraphs(self.spans.take_paragraphs())
        else:
            self.spans.forget_indent()

    def release_images(self) -> None:
        """Turn images of the paragraph that are not part of a sentence into blocks."""
        if not self.spans.has_images:
            return
        spans = self.spans.take_all()
        rest: list[Span] = []
        for span, is_inline in zip(spans, inline_flags(spans), strict=True):
            if span.image is None or is_inline:
                rest.append(span)
                continue
            self.spans.put(rest)
            rest = []
            self.add_paragraphs(self.spans.take_paragraphs())
            self._add_image_block(to_block(span))
        self.spans.put(rest)

    def add_paragraphs(self, paragraphs: list[Spans], *, may_be_heading: bool = False) -> None:
        """Add paragraphs; a short bold one becomes a heading if `may_be_heading`."""
        if self.note:
            label, self.note = self.note, ""
            self.add_note(label, tuple(Paragraph(spans, self.align) for spans in paragraphs))
            return
        for spans in paragraphs:
            self.add_leaf(self._to_block(spans, may_be_heading=may_be_heading))

    def add_leaf(self, block: Leaf) -> None:
        """Add a block without child blocks, with the anchors before it."""
        if self._anchors:
            block = replace(block, anchors=self.take_anchors())
        self.containers[-1].add(block)

    def add(self, block: Block) -> None:
        """End the paragraph and add a block."""
        self.end_paragraph()
        self.containers[-1].add(block)

    def add_image(self, image: Image) -> None:
        """Add an image to the open paragraph, or as a block."""
        span = Span(
            image.alt,
            self.style,
            image.link,
            image=InlineImage(image.address, image.file, image.width, image.height),
        )
        if self.line_depth:
            self.spans.add_image(span)
        elif not self.spans or isinstance(self.containers[-1], FigureContainer):
            self.end_paragraph()
            self._add_image_block(image)
        else:
            self.spans.add_image(span)

    def _add_image_block(self, image: Image) -> None:
        """Add an image unless it repeats the previous one, as lazy loading does."""
        last = self.containers[-1].last_block()
        source = (image.address, image.file)
        if isinstance(last, Image) and source == (last.address, last.file) != (None, ""):
            return
        self.add_leaf(image)

    def add_note(self, label: str, blocks: tuple[Block, ...]) -> None:
        """Add a footnote, whose marker is the target of the links to it."""
        if blocks:
            self.footnotes.append(Footnote(label, blocks))

    def add_credit(self, spans: Spans) -> None:
        """Set the document's credit: the publisher's source line without its label."""
        text = clean_line(spans_text(spans))
        if len(text) > _MAX_CAPTION_LENGTH:
            self.containers[-1].add(Paragraph(spans, self.align))
            return
        match = _CREDIT.fullmatch(text)
        self.credit = (match[1] if match else text).strip(_BRACKETS) or self.credit
        # The site also links names of newspapers to securities.
        self.symbols.forget_after(self.symbols_before_paragraph)

    def add_caption(self, spans: Spans) -> None:
        """Add a caption to the preceding image, or a paragraph if there is none."""
        if spans and not self._set_caption_of_last_image(spans):
            self.add_leaf(Paragraph(spans, self.align))

    def document(self) -> Document:
        """Close all containers and return the document."""
        while len(self.containers) > 1:
            container = self.pop()
            for block in container.close():
                self.containers[-1].add(block)
        self.end_paragraph()
        body = self.containers[0].blocks
        notice = feed_notice(body)
        if notice is not None and self.hide(HiddenKind.FEED_NOTICE, spans_text(notice.spans)):
            body.remove(notice)
        return Document(
            (*body, *self.footnotes),
            tuple(self._urls),
            credit=self.credit,
            symbols=self.symbols.symbols(),
            hidden=tuple(self.hidden),
        )

    def _to_block(self, spans: Spans, *, may_be_heading: bool) -> Leaf:
        if may_be_heading and self.containers[-1].allows_bold_headings and _is_bold_heading(spans):
            return Heading(3, tuple(_without_strong(spans)))
        return Paragraph(spans, self.align)

    def _set_caption_of_last_image(self, spans: Spans) -> bool:
        blocks = self.containers[-1].blocks
        if not blocks or not isinstance(blocks[-1], Image) or blocks[-1].caption:
            return False
        last = blocks[-1]
        blocks[-1] = replace(last, caption=spans)
        return True


def _is_bold_heading(spans: Spans) -> bool:
    """Return whether a paragraph is short and bold, and not a link or sentence."""
    length = 0
    is_linked = True
    for span in spans:
        if not span.style & TextStyle.STRONG or span.text == BREAK:
            return False
        length += len(span.text)
        is_linked = is_linked and span.link is not None
    return (
        0 < length <= _MAX_HEADING_LENGTH and not is_linked and spans[-1].text[-1:] not in "。.；;"
    )


def _without_strong(spans: Spans) -> list[Span]:
    return [replace(span, style=span.style & ~TextStyle.STRONG) for span in spans]


def is_caption(spans: Spans) -> bool:
    """Return whether a paragraph is a short image description or credit."""
    text = spans_text(spans)
    return len(text) <= _MAX_CAPTION_LENGTH and _CAPTION.match(text) is not None


def is_credit(spans: Spans) -> bool:
    """Return whether a paragraph is just a credit line: `（文章来源：…）`."""
    return _CREDIT_LINE.fullmatch(spans_text(spans)) is not None


def no_op(builder: DocumentBuilder) -> None:
    """Do nothing: end tag handler of elements that changed no state."""


def class_names(attributes: Attributes) -> str:
    """Return the class attribute, or ""."""
    return attributes.get("class") or ""


def parse_int(value: str | None, default: int, limit: int = 10**9) -> int:
    """Return the integer at the start of `value`, clamped to ±`limit`, or `default`."""
    text = (value or "").strip()[:12]
    match = re.match(r"-?\d+", text)
    return max(-limit, min(limit, int(match[0]))) if match else default
