"""Sets what is no running text: code, pictures, rules and tables in their place on the page."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

from finews_tui.i18n.catalog import tr
from finews_tui.layout.code_highlight import highlight_code
from finews_tui.layout.inline import one_line, printable
from finews_tui.layout.linebreak.graphemes import shortened
from finews_tui.layout.page import TextRun
from finews_tui.layout.tables import tabulate
from finews_tui.layout.typesetter import Column, Typesetter
from finews_tui.model.document import Code, Image, Table, spans_text
from finews_tui.model.text_style import TextStyle

_CODE_INSET = 2
_TAB = 4
_NAMELESS = ("image", "img", "picture", "photo", "pic")  # alternative texts that tell nothing
SHORT_RULE = 12


def set_code(setter: Typesetter, code: Code, column: Column) -> None:
    """Set code line by line as a wide block: nothing is wrapped, tabs are expanded."""
    sources = [printable_code(line) for line in code.text.split("\n")]
    while sources and not sources[-1].strip():
        sources.pop()
    while sources and not sources[0].strip():
        sources.pop(0)
    if not sources:
        return
    number = setter.begin_wide()
    inset = _CODE_INSET if column.room > 3 * _CODE_INSET else 0
    lead = (TextRun(" " * inset, "margin"),) if inset else ()
    shown = "\n".join(source.expandtabs(_TAB) for source in sources)
    for source, tokens in zip(sources, highlight_code(shown, code.language), strict=True):
        runs = tuple(
            TextRun(text, style_name, TextStyle.CODE) for text, style_name in tokens if text
        )
        width = inset + sum(setter.cells(run.text) for run in runs)
        setter.add_wide(number, column, lead + runs, width, inset, source)
        setter.advance(source)


def printable_code(line: str) -> str:
    """A line of code without control characters but tabs."""
    return "\t".join(map(printable, line.split("\t")))


def set_image(setter: Typesetter, image: Image, column: Column) -> None:
    """Set a picture as a line with its name and size, and its caption below."""
    caption = spans_text(image.caption)
    address = image.file if image.address is None else setter.links[image.address]
    alt = one_line(image.alt)
    name = tr("picture") if alt.casefold() in _NAMELESS else alt or _file_name(address)
    size = f" {image.width}×{image.height}" if image.width and image.height else ""
    sign = "▣ "
    room = max(0, column.text_width - setter.cells(sign) - setter.cells(size))
    text = sign + shortened(name, room, setter.options.ambiguous_width) + size
    text = shortened(text.rstrip(), column.room, setter.options.ambiguous_width)
    if address:
        setter.mark_image(address, alt)
    link = image.address if image.link is None else image.link
    is_told = one_line(caption) == alt
    told = printable(caption if is_told else image.alt)
    setter.add(
        column,
        (TextRun(text, "image", link=link),),
        "" if caption and not is_told else told,
        joins_next=bool(caption) and not is_told,
    )
    if is_told or not caption:
        setter.advance(caption or image.alt)
    else:
        setter.text(setter.inline_text(image.caption, "caption"), column)


def _file_name(address: str) -> str:
    """The last part of an address's path, for a picture without a name."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return one_line(unquote(path.rpartition("/")[2]))


def set_rule(setter: Typesetter, column: Column, *, length: int = 0) -> None:
    """Set a line across the column, or one of at most `length` cells."""
    stroke = "─" if setter.options.ambiguous_width == 1 else "-"
    cells = min(column.text_width, length or column.text_width)
    setter.add(column, (TextRun(stroke * cells, "rule"),), joins_next=True)


def set_table(setter: Typesetter, table: Table, column: Column) -> None:
    """Set a table within the column, or as a wide block where it cannot be made to fit."""
    if table.caption:
        setter.text(setter.inline_text(table.caption, "caption"), column)
    if setter.dead:
        rows = (
            tuple(replace(cell, spans=setter.live(cell.spans)) for cell in row)
            for row in table.rows
        )
        table = replace(table, rows=tuple(rows))
    result = tabulate(table, column.text_width, setter.options.ambiguous_width)
    stops = tuple(column.used + left for left in result.lefts[1:])
    number = setter.begin_wide(stops) if result.width > column.text_width else None
    fixed = result.lefts[1] if stops else 0
    for row in result.rows:
        if number is None:
            setter.add(column, row.runs, row.copy_text, joins_next=row.joins_next)
        else:
            setter.add_wide(
                number, column, row.runs, row.width, fixed, row.copy_text, joins_next=row.joins_next
            )
        if row.copy_text:
            setter.advance(row.copy_text)
