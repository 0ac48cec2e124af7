"""Document: the body of an article as blocks and spans, ready for layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from finews_tui.model.enclosure import EnclosureKind
from finews_tui.model.list_numbers import NumberStyle, number_label
from finews_tui.model.super_sub_script import SCRIPTS, script_parts
from finews_tui.model.symbol import Symbol
from finews_tui.model.text_style import TextStyle


class HiddenKind(StrEnum):
    """Reason for not showing a text or image of the publisher."""

    INVISIBLE = "invisible"
    SCREEN_READER = "screen_reader"
    PERMALINK = "permalink"
    EDIT_LINK = "edit_link"
    SHARING = "sharing"
    FEED_NOTICE = "feed_notice"
    TRACKER = "tracker"
    LINE_NUMBERS = "line_numbers"


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Start of a text that is not shown, or the URL of an image."""

    kind: HiddenKind
    text: str


class Align(StrEnum):
    """Alignment of a cell or paragraph. DEFAULT: chosen by the layout."""

    DEFAULT = "default"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class InlineImage:
    """Image in a line of text: index into `Document.links`, or path relative to the post."""

    address: int | None = None
    file: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style. A span of just `"\\n"` is a line break by the author.

    `link` is an index into `Document.links`, `ruby` annotates the text, `note` is the label of the
    footnote referred to. With `image`, the text is the alternative text of an image in the line.
    """

    text: str
    style: TextStyle = TextStyle.PLAIN
    link: int | None = None
    ruby: str = ""
    note: str = ""
    image: InlineImage | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading of level 1 to 6. `anchor` is its id, if any."""

    level: int
    spans: Spans
    anchor: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Paragraph of running text. `anchors` are the link targets at a block."""

    spans: Spans
    align: Align = Align.DEFAULT
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListItem:
    """List item.

    `checked` is None unless it is a task. `number` is None if it follows from the previous item.
    `number_style` is None if it is that of the list.
    """

    blocks: tuple[Block, ...]
    checked: bool | None = None
    number: int | None = None
    number_style: NumberStyle | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Bulleted list, or numbered from `start` by `step`.

    `tight`: no blank lines between items. In a bulleted list only the `number_style` NONE matters:
    it has no bullets.
    """

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True
    number_style: NumberStyle = NumberStyle.DECIMAL
    step: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """Block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted lines. `language` selects syntax highlighting, empty for none.

    `is_text`: nothing in the source says that it is code.
    """

    text: str
    language: str = ""
    anchors: tuple[str, ...] = ()
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """Image, displayed as a line.

    `address` and `link` are indexes into `Document.links`. `file` is the path of a local image,
    relative to its post; such an image has no address.
    """

    alt: str
    address: int | None = None
    link: int | None = None
    caption: Spans = ()
    width: int | None = None
    height: int | None = None
    file: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """Image, recording or file that the feed attached to the article, displayed as a line.

    `address` and `image` are indexes into `Document.links`; `image` is the picture or a still.
    `details` are the file name, length and size, as far as they are known.
    """

    kind: EnclosureKind
    name: str
    address: int
    image: int | None = None
    details: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Table cell. The parser clamps row and column spans to the table size."""

    spans: Spans
    header: bool = False
    align: Align = Align.DEFAULT
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Table rows. The first `header_rows` rows are the header."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    caption: Spans = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """Horizontal rule (thematic break)."""


@dataclass(frozen=True, slots=True)
class Definition:
    """Term and its definition."""

    term: Spans
    blocks: tuple[Block, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """List of terms and definitions. `tight`: no blank lines between definitions of one term."""

    items: tuple[Definition, ...]
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks below a summary (HTML `details`)."""

    summary: Spans
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """Titled box: a note, tip or warning (admonition). Without a title, its kind is shown."""

    kind: str
    title: Spans
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> Spans:
        """Title, or the kind."""
        return self.title or (Span(self.kind.capitalize()),)


@dataclass(frozen=True, slots=True)
class Footnote:
    """Footnote; spans with `note == label` refer to it."""

    label: str
    blocks: tuple[Block, ...]


Leaf = Heading | Paragraph | Code | Image | Table
"""Blocks that can be the target of a link."""

Block = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | Code
    | Image
    | Media
    | Table
    | HorizontalRule
    | DefinitionList
    | Details
    | Callout
    | Footnote
)


@dataclass(frozen=True, slots=True)
class Document:
    """Body of an article.

    `links` contains only absolute http and https URLs, and `#name` for anchors in the text.
    `digest` is a lead-in repeated by the text, removed from the blocks. `credit` is the publisher's
    source line (文章来源) without brackets and label. `link` is the article's URL if the body ends
    with it. `hidden` lists text that a web page would hide, and boilerplate.
    """

    blocks: tuple[Block, ...] = ()
    links: tuple[str, ...] = ()
    digest: str = ""
    credit: str = ""
    link: str = ""
    symbols: tuple[Symbol, ...] = ()
    hidden: tuple[HiddenText, ...] = ()


IMAGE_SIGN = "▣ "
_BULLETS = ("•", "◦", "▪")
GENERIC_ALTS = ("image", "img", "picture", "photo", "pic", "图片", "照片", "图像", "配图")
"""Meaningless alternative texts of images."""
_SOFT_HYPHEN = "\xad"


def item_numbers(block: ListBlock) -> list[int]:
    """Return the number of each item of a list."""
    numbers = []
    number = block.start
    for item in block.items:
        number = number if item.number is None else item.number
        numbers.append(number)
        number += block.step
    return numbers


def item_markers(block: ListBlock, list_depth: int = 0) -> list[str]:
    """Return the marker of each item, such as `•`, `2.`, `c. ☐` or "".

    `list_depth` is the number of enclosing lists, for the bullet.
    """
    return [
        _marker(item, number, item.number_style or block.number_style, block, list_depth)
        for item, number in zip(block.items, item_numbers(block), strict=True)
    ]


def _marker(
    item: ListItem, number: int, style: NumberStyle, block: ListBlock, list_depth: int
) -> str:
    box = "" if item.checked is None else "☑" if item.checked else "☐"
    if block.ordered:
        return f"{number_label(number, style)} {box}".strip()
    return box or ("" if style is NumberStyle.NONE else _BULLETS[list_depth % len(_BULLETS)])


def displayed_texts(spans: Spans) -> list[str]:
    """Return the text of each span as displayed, without ruby.

    Footnote references are in brackets, superscripts and subscripts are written so that they
    cannot be read as part of the word before; soft hyphens are left out.
    """
    if all(map(_is_plain, spans)):
        return [span.text.replace(_SOFT_HYPHEN, "") for span in spans]
    texts: list[str] = []
    index = 0
    while index < len(spans):
        span = spans[index]
        if span.note:
            texts.append(f"[{' '.join(span.text.strip().strip('[]').split()) or span.note}]")
        elif span.style & SCRIPTS and span.text != "\n":
            end = index + 1
            while end < len(spans) and _continues_script(spans[end], span):
                end += 1
            is_attached = bool(texts) and not texts[-1][-1:].isspace()
            raised = [item.text for item in spans[index:end]]
            texts += script_parts(raised, span.style, is_attached=is_attached)
            index = end
            continue
        elif span.image is not None:
            texts.append(f"{IMAGE_SIGN}{span.text}".rstrip())
        else:
            texts.append(span.text)
        index += 1
    if any(_SOFT_HYPHEN in text for text in texts):
        texts = [text.replace(_SOFT_HYPHEN, "") for text in texts]
    return texts


def _is_plain(span: Span) -> bool:
    # Most spans are plain; flag operators are slow.
    return span.style is TextStyle.PLAIN and not span.note and span.image is None


def _continues_script(span: Span, first: Span) -> bool:
    is_same = span.style & SCRIPTS == first.style & SCRIPTS
    return is_same and not span.note and not span.ruby and not first.ruby and span.text != "\n"


def spans_text(spans: Spans) -> str:
    """Return the text of spans as displayed, line breaks and ruby included."""
    if len(spans) == 1 and _is_plain(spans[0]):
        text = spans[0].text
        text = text.replace(_SOFT_HYPHEN, "") if _SOFT_HYPHEN in text else text
        return f"{text}({spans[0].ruby})" if spans[0].ruby and text else text
    return "".join(
        f"{text}({span.ruby})" if span.ruby and text else text
        for span, text in zip(spans, displayed_texts(spans), strict=True)
    )


def block_texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the text of blocks, by paragraph, heading, table row or code line.

    List markers and footnote labels are left out.
    """
    for block in blocks:
        match block:
            case Heading(spans=spans) | Paragraph(spans=spans):
                yield spans_text(spans)
            case ListBlock(items=items):
                for item in items:
                    yield from block_texts(item.blocks)
            case Quote(blocks=inner) | Footnote(blocks=inner):
                yield from block_texts(inner)
            case Details(summary=summary, blocks=inner):
                yield spans_text(summary)
                yield from block_texts(inner)
            case Callout(heading=heading, blocks=inner):
                yield spans_text(heading)
                yield from block_texts(inner)
            case DefinitionList(items=definitions):
                for definition in definitions:
                    yield spans_text(definition.term)
                    yield from block_texts(definition.blocks)
            case _:
                yield from _leaf_texts(block)


def _leaf_texts(block: Block) -> Iterator[str]:
    match block:
        case Code(text=text):
            yield from text.split("\n")
        case Media(name=name, details=details, caption=caption):
            yield " · ".join((name, *details))
            yield caption
        case Image():
            yield from image_texts(block)
        case Table(rows=rows, caption=caption):
            yield spans_text(caption)
            for row in rows:
                yield "\t".join(spans_text(cell.spans).replace("\n", " ") for cell in row)


def image_texts(image: Image) -> list[str]:
    """Return the alternative text and the caption of an image.

    Without the alternative text if the caption repeats it or it only says that this is an image.
    """
    caption = spans_text(image.caption)
    alt = image.alt
    name = " ".join(alt.split())
    if not name or name.casefold() in GENERIC_ALTS or name in " ".join(caption.split()):
        return [caption]
    return [alt, caption]


def document_text(document: Document) -> str:
    """Return the document as plain text, one paragraph per line."""
    return "\n".join(_lines(document.blocks))


def _lines(blocks: tuple[Block, ...], list_depth: int = 0) -> Iterator[str]:
    """Yield the lines of blocks that are not blank, with list markers and footnote labels."""
    for block in blocks:
        match block:
            case ListBlock(items=items):
                for item, marker in zip(items, item_markers(block, list_depth), strict=True):
                    yield from _marked(_lines(item.blocks, list_depth + 1), marker)
            case Footnote(label=label, blocks=inner):
                yield from _marked(_lines(inner, list_depth), f"[{' '.join(label.split())}]")
            case Quote(blocks=inner):
                yield from _lines(inner, list_depth)
            case Details(summary=summary, blocks=inner):
                yield from _lines((Paragraph(summary), *inner), list_depth)
            case Callout(heading=heading, blocks=inner):
                yield from _lines((Paragraph(heading), *inner), list_depth)
            case DefinitionList(items=definitions):
                for definition in definitions:
                    yield from _lines((Paragraph(definition.term), *definition.blocks), list_depth)
            case _:
                yield from (text for text in block_texts((block,)) if text.strip())


def _marked(lines: Iterator[str], marker: str) -> Iterator[str]:
    """Yield lines, the first with a marker; only the marker if there are none."""
    if not marker:
        yield from lines
        return
    yield f"{marker} {next(lines, '')}".rstrip()
    yield from lines
