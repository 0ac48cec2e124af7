"""Lay out code, images, rules and tables."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

from finews_tui.i18n.catalog import tr
from finews_tui.layout.code_highlight import highlight_code
from finews_tui.layout.inline import replace_controls, single_line
from finews_tui.layout.linebreak.graphemes import truncate
from finews_tui.layout.page import TablePosition, TextRun
from finews_tui.layout.preformatted_text import has_long_sentence, is_prose, typeset_prose
from finews_tui.layout.table_gains import GainStyles
from finews_tui.layout.tables import draw_table
from finews_tui.layout.typesetter import Column, Typesetter
from finews_tui.model.document import (
    GENERIC_ALTS,
    Code,
    Image,
    Media,
    Span,
    Table,
    image_texts,
)
from finews_tui.model.enclosure import EnclosureKind
from finews_tui.model.text_style import TextStyle

_CODE_INDENT = 2
_TAB_WIDTH = 4
SHORT_RULE = 12
MEDIA_SIGNS = {
    EnclosureKind.IMAGE: "▣",
    EnclosureKind.AUDIO: "♪",
    EnclosureKind.VIDEO: "▶",
    EnclosureKind.FILE: "↓",
}
"""Symbols before the names of media."""


def typeset_code(typesetter: Typesetter, code: Code, column: Column) -> None:
    """Lay out code as a wide block, without empty lines around it."""
    sources = [_clean_code_line(line) for line in code.text.split("\n")]
    while sources and not sources[-1].strip():
        sources.pop()
    while sources and not sources[0].strip():
        sources.pop(0)
    if not sources:
        return
    if code.is_text and _is_long_prose(typesetter, sources, column):
        typeset_prose(typesetter, sources, column)
        return
    block = typesetter.begin_wide_block()
    indent = _CODE_INDENT if column.room > 3 * _CODE_INDENT else 0
    margin = (TextRun(" " * indent, "margin"),) if indent else ()
    text = "\n".join(source.expandtabs(_TAB_WIDTH) for source in sources)
    for source, tokens in zip(sources, highlight_code(text, code.language), strict=True):
        runs = tuple(TextRun(token, name, TextStyle.CODE) for token, name in tokens if token)
        width = indent + sum(typesetter.cell_width(run.text) for run in runs)
        typesetter.add_wide_line(block, column, margin + runs, width, indent, source)
        typesetter.advance(source)


def _is_long_prose(typesetter: Typesetter, lines: list[str], column: Column) -> bool:
    widths = [typesetter.cell_width(line) for line in lines]
    return has_long_sentence(lines, widths, column.text_width) and is_prose(lines)


def _clean_code_line(line: str) -> str:
    """Replace all control characters except tabs in a line of code."""
    return "\t".join(map(replace_controls, line.split("\t")))


def typeset_image(typesetter: Typesetter, image: Image, column: Column) -> None:
    """Lay out an image as a line with name and size, and its caption below."""
    address = image.file if image.address is None else typesetter.links[image.address]
    alt = single_line(image.alt)
    name = alt or _file_name(address)
    if alt.casefold() in GENERIC_ALTS or (not alt and _is_number(name)):
        name = tr("image")
    size = f" {image.width}×{image.height}" if image.width and image.height else ""
    sign = "▣ "
    room = max(0, column.text_width - typesetter.cell_width(sign) - typesetter.cell_width(size))
    ambiguous_width = typesetter.options.ambiguous_width
    text = sign + truncate(name, room, ambiguous_width) + size
    text = truncate(text.rstrip(), column.room, ambiguous_width)
    if address:
        typesetter.record_image(address, alt)
    link = image.address if image.link is None else image.link
    *alts, caption = image_texts(image)
    alt_text = replace_controls(alts[0]) if alts else ""
    is_caption_in_name = single_line(caption) == alt
    has_caption_below = bool(caption) and not is_caption_in_name
    copy_text = replace_controls(caption) if is_caption_in_name else alt_text
    typesetter.add_line(
        column,
        (TextRun(text, "image", link=link),),
        copy_text,
        joins_next=has_caption_below and not copy_text,
    )
    typesetter.advance(copy_text)
    if has_caption_below:
        typesetter.add_text(typesetter.inline_text(image.caption, "caption"), column)


def typeset_media(typesetter: Typesetter, media: Media, column: Column) -> None:
    """Lay out media as a line with sign, name, length and size, and its caption below."""
    if media.image is not None:
        typesetter.record_image(typesetter.links[media.image], media.name)
    details = "".join(f" · {detail}" for detail in media.details)
    spans = (Span(f"{MEDIA_SIGNS[media.kind]} {media.name}", link=media.address), Span(details))
    typesetter.add_text(typesetter.inline_text(spans, "image"), column)
    if media.caption:
        typesetter.add_text(typesetter.inline_text((Span(media.caption),), "caption"), column)


def _file_name(address: str) -> str:
    """Return the last path segment of a URL, used for images without alt text."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return single_line(unquote(path.rpartition("/")[2]))


def _is_number(file_name: str) -> bool:
    """Return whether a file name is meaningless to people: a serial number or a hash."""
    stem = file_name.rpartition(".")[0] or file_name
    return sum(map(str.isdigit, stem)) >= 6 or "aspx" in file_name


def typeset_rule(typesetter: Typesetter, column: Column, *, length: int = 0) -> None:
    """Add a rule across the column, or of at most `length` cells."""
    stroke = "─" if typesetter.options.ambiguous_width == 1 else "-"
    width = min(column.text_width, length or column.text_width)
    typesetter.add_line(column, (TextRun(stroke * width, "rule"),), joins_next=True)


def typeset_table(typesetter: Typesetter, table: Table, column: Column) -> None:
    """Lay out a table in the column, or as a wide block if it does not fit."""
    if table.caption:
        typesetter.add_text(typesetter.inline_text(table.caption, "caption"), column)
    if typesetter.dead_links:
        rows = (
            tuple(replace(cell, spans=typesetter.without_dead_links(cell.spans)) for cell in row)
            for row in table.rows
        )
        table = replace(table, rows=tuple(rows))
    offset = typesetter.offset
    orders = typesetter.options.table_orders
    order = next((order for order in orders if order.offset == offset), None)
    drawing = draw_table(
        table,
        column.text_width,
        typesetter.options.ambiguous_width,
        _gain_styles(typesetter),
        order,
    )
    first = len(typesetter.lines)
    fixed = drawing.fixed_columns
    scrolling = drawing.column_starts[fixed:] if fixed else ()
    stops = tuple(column.prefix_width + start for start in scrolling)
    is_wide = drawing.width > column.text_width
    block = typesetter.begin_wide_block(stops) if is_wide else None
    fixed_cells = scrolling[0] if scrolling else 0
    for line in drawing.lines:
        if block is None:
            typesetter.add_line(column, line.runs, line.copy_text, joins_next=line.joins_next)
        else:
            typesetter.add_wide_line(
                block,
                column,
                line.runs,
                line.width,
                fixed_cells,
                line.copy_text,
                joins_next=line.joins_next,
            )
        if line.copy_text:
            typesetter.advance(line.copy_text)
    columns = tuple(
        (column.prefix_width + start, column.prefix_width + start + width)
        for start, width in zip(drawing.column_starts, drawing.column_widths, strict=True)
    )
    body_line = first + drawing.header_lines
    end = len(typesetter.lines)
    if columns:
        typesetter.record_table(TablePosition(first, body_line, end, offset, columns, table))


def _gain_styles(typesetter: Typesetter) -> GainStyles | None:
    """Return the styles of gains and losses: red is up in China, and down elsewhere."""
    gains = typesetter.options.gains
    if gains == "none":
        return None
    is_red = gains == "red" or (gains == "auto" and typesetter.is_chinese)
    return GainStyles(
        *(("figure-red", "figure-green") if is_red else ("figure-green", "figure-red"))
    )
