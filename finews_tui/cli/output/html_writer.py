"""Conversion of documents to plain HTML: escaped text, http and https links only."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from finews_tui.layout.callouts import kind_name
from finews_tui.layout.figures import MEDIA_SIGNS
from finews_tui.model.document import (
    Block,
    Callout,
    Cell,
    Code,
    DefinitionList,
    Details,
    Document,
    Footnote,
    Heading,
    HorizontalRule,
    Image,
    ListBlock,
    ListItem,
    Media,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
)
from finews_tui.model.enclosure import EnclosureKind
from finews_tui.model.list_numbers import NumberStyle
from finews_tui.model.text_style import TextStyle

_TAGS = (
    (TextStyle.CODE, "code"),
    (TextStyle.KEYBOARD, "kbd"),
    (TextStyle.SMALL, "small"),
    (TextStyle.MARK, "mark"),
    (TextStyle.SUBSCRIPT, "sub"),
    (TextStyle.SUPERSCRIPT, "sup"),
    (TextStyle.UNDERLINE, "u"),
    (TextStyle.STRIKE, "s"),
    (TextStyle.EMPHASIS, "em"),
    (TextStyle.STRONG, "strong"),
)


def to_html(document: Document) -> str:
    """Return the blocks of a document as HTML, one per line."""
    return _blocks(document.blocks, document.links)


def _blocks(blocks: Sequence[Block], links: Sequence[str]) -> str:
    return "\n".join(_block(block, links) for block in blocks)


def _block(block: Block, links: Sequence[str]) -> str:
    match block:
        case Heading(level=level, spans=spans):
            return f"<h{level}>{_inline(spans, links)}</h{level}>"
        case Paragraph(spans=spans):
            return f"<p>{_inline(spans, links)}</p>"
        case ListBlock():
            return _list(block, links)
        case Quote(blocks=inner):
            return f"<blockquote>\n{_blocks(inner, links)}\n</blockquote>"
        case Code(text=text, language=language):
            name = f' class="language-{escape(language)}"' if language else ""
            return f"<pre><code{name}>{escape(text)}</code></pre>"
        case Image():
            return _image(block, links)
        case Media():
            return _media(block, links)
        case Table():
            return _table(block, links)
        case HorizontalRule():
            return "<hr>"
        case DefinitionList(items=items):
            terms = "\n".join(
                f"<dt>{_inline(item.term, links)}</dt>\n<dd>{_blocks(item.blocks, links)}</dd>"
                for item in items
            )
            return f"<dl>\n{terms}\n</dl>"
        case Details(summary=summary, blocks=inner):
            title = f"<summary>{_inline(summary, links)}</summary>"
            return f"<details>{title}\n{_blocks(inner, links)}\n</details>"
        case Callout(kind=kind, title=title, blocks=inner):
            name = _inline(title, links) or escape(kind_name(kind))
            return (
                f'<aside class="callout" data-callout="{escape(kind)}">\n'
                f'<p class="callout-title">{name}</p>\n{_blocks(inner, links)}\n</aside>'
            )
        case Footnote(label=label, blocks=inner):
            return f'<aside id="note-{escape(label)}">{_blocks(inner, links)}</aside>'


def _media(media: Media, links: Sequence[str]) -> str:
    address, name = escape(_address(media.address, links)), escape(media.name)
    if media.kind is EnclosureKind.IMAGE:
        caption = escape(" · ".join((media.name, *media.details)))
        return (
            f'<figure><img src="{address}" alt="{name}"><figcaption>{caption}</figcaption></figure>'
        )
    details = escape("".join(f" · {detail}" for detail in media.details))
    caption = f"\n<p>{escape(media.caption)}</p>" if media.caption else ""
    return f'<p>{MEDIA_SIGNS[media.kind]} <a href="{address}">{name}</a>{details}</p>{caption}'


def _inline(spans: Spans, links: Sequence[str]) -> str:
    return "".join(_span(span, links) for span in spans)


def _span(span: Span, links: Sequence[str]) -> str:
    if span.text == "\n":
        return "<br>"
    text = escape(span.text)
    if span.image is not None and (address := _address(span.image.address, links)):
        text = f'<img src="{escape(address)}" alt="{text}">'
    if span.ruby:
        text = f"<ruby>{text}<rt>{escape(span.ruby)}</rt></ruby>"
    for style, tag in _TAGS:
        if span.style & style:
            text = f"<{tag}>{text}</{tag}>"
    if span.note:
        return f'<sup><a href="#note-{escape(span.note)}">{text}</a></sup>'
    return _wrap_in_link(text, span.link, links)


def _wrap_in_link(text: str, link: int | None, links: Sequence[str]) -> str:
    address = _address(link, links)
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def _address(index: int | None, links: Sequence[str]) -> str:
    """Return a link of the document; "" if it is missing or not http or https."""
    address = links[index] if index is not None and 0 <= index < len(links) else ""
    return address if address.startswith(("http://", "https://")) else ""


def _image(image: Image, links: Sequence[str]) -> str:
    address = _address(image.address, links)
    text = (
        f'<img src="{escape(address)}" alt="{escape(image.alt)}">' if address else escape(image.alt)
    )
    text = _wrap_in_link(text, image.link, links)
    caption = _inline(image.caption, links)
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{text}{caption}</figure>"


def _list(block: ListBlock, links: Sequence[str]) -> str:
    tag = "ol" if block.ordered else "ul"
    is_reversed = block.ordered and block.step < 0
    start = f' start="{block.start}"' if block.ordered and (block.start != 1 or is_reversed) else ""
    direction = " reversed" if is_reversed else ""
    has_default = block.number_style is NumberStyle.DECIMAL
    style = "" if has_default else _number_style(block.number_style)
    items = "\n".join(_item(item, links, is_tight=block.tight) for item in block.items)
    return f"<{tag}{start}{direction}{style}>\n{items}\n</{tag}>"


def _number_style(style: NumberStyle) -> str:
    name = "simp-chinese-informal" if style is NumberStyle.CHINESE else str(style)
    return f' style="list-style-type: {name}"'


def _item(item: ListItem, links: Sequence[str], *, is_tight: bool) -> str:
    box = ""
    if item.checked is not None:
        box = f'<input type="checkbox" disabled{" checked" if item.checked else ""}> '
    value = f' value="{item.number}"' if item.number is not None else ""
    style = _number_style(item.number_style) if item.number_style is not None else ""
    inner = "\n".join(
        _inline(block.spans, links)
        if is_tight and isinstance(block, Paragraph)
        else _block(block, links)
        for block in item.blocks
    )
    return f"<li{value}{style}>{box}{inner}</li>"


def _table(table: Table, links: Sequence[str]) -> str:
    caption = _inline(table.caption, links)
    lines = ["<table>"]
    if caption:
        lines.append(f"<caption>{caption}</caption>")
    lines += ["<tr>" + "".join(_cell(cell, links) for cell in row) + "</tr>" for row in table.rows]
    return "\n".join([*lines, "</table>"])


def _cell(cell: Cell, links: Sequence[str]) -> str:
    tag = "th" if cell.header else "td"
    spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    return f"<{tag}{spans}>{_inline(cell.spans, links)}</{tag}>"
