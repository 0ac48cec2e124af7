"""Lay out blocks by their type, with empty lines between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from finews_tui.layout.callouts import close_callout, open_callout
from finews_tui.layout.figures import (
    SHORT_RULE,
    typeset_code,
    typeset_image,
    typeset_media,
    typeset_rule,
    typeset_table,
)
from finews_tui.layout.inline import single_line
from finews_tui.layout.linebreak.graphemes import truncate
from finews_tui.layout.page import TextRun
from finews_tui.layout.typesetter import INDENT, Column, Typesetter
from finews_tui.model.document import (
    Align,
    Block,
    Callout,
    Code,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Heading,
    HorizontalRule,
    Image,
    Leaf,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    Table,
    block_texts,
    item_markers,
    spans_text,
)
from finews_tui.model.text_style import TextStyle

# Deeper blocks are flattened because Python's stack and the page width are limited.
MAX_DEPTH = 60
_MIN_ROOM_FOR_LIST_INDENT = 40
# Definitions of one or two lines need no empty lines between the terms.
_MAX_SHORT_DEFINITION = 120


def typeset_blocks(
    typesetter: Typesetter, blocks: tuple[Block, ...], column: Column, *, is_tight: bool = False
) -> None:
    """Lay out blocks below each other. Defer footnotes to `typeset_footnotes`."""
    if column.depth > MAX_DEPTH:
        blocks = tuple(leaf_blocks(blocks))
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, Footnote):
            texts = block_texts(tuple(leaf_blocks(block.blocks)))
            typesetter.defer_footnote(block, texts)
            continue
        before_gap = len(typesetter.lines)
        if previous is not None:
            typesetter.add_empty_lines(column, _gap(previous, block, is_tight=is_tight))
        after_gap = len(typesetter.lines)
        typeset_block(typesetter, block, column)
        if len(typesetter.lines) == after_gap:
            del typesetter.lines[before_gap:]
        else:
            previous = block


def typeset_block(typesetter: Typesetter, block: Block, column: Column) -> None:
    """Lay out one block."""
    if isinstance(block, Leaf) and block.anchors:
        typesetter.record_anchors(block.anchors)
    match block:
        case Heading():
            _typeset_heading(typesetter, block, column)
        case Paragraph():
            _typeset_paragraph(typesetter, block, column)
        case ListBlock():
            _typeset_list(typesetter, block, column)
        case Quote(blocks=inner):
            _typeset_quote(typesetter, inner, column)
        case Code():
            typeset_code(typesetter, block, column)
        case Image():
            typeset_image(typesetter, block, column)
        case Media():
            typeset_media(typesetter, block, column)
        case Table():
            typeset_table(typesetter, block, column)
        case DefinitionList():
            _typeset_definitions(typesetter, block, column)
        case Details():
            _typeset_details(typesetter, block, column)
        case Callout(blocks=inner):
            typeset_blocks(typesetter, inner, open_callout(typesetter, block, column))
            close_callout(typesetter, column)
        case HorizontalRule():
            typeset_rule(typesetter, column)
        case Footnote():
            pass


def leaf_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the blocks without child blocks, in document order and at any depth."""
    stack: list[Iterator[Block]] = [iter(blocks)]
    while stack:
        for block in stack[-1]:
            children = _children(block)
            if children is not None:
                stack.append(children)
                break
            yield block
        else:
            stack.pop()


def _children(block: Block) -> Iterator[Block] | None:
    match block:
        case ListBlock(items=items):
            return (child for item in items for child in item.blocks)
        case Quote(blocks=inner) | Footnote(blocks=inner):
            return iter(inner)
        case Details(summary=summary, blocks=inner):
            return iter((Paragraph(summary), *inner))
        case Callout(heading=heading, blocks=inner):
            return iter((Paragraph(heading), *inner))
        case DefinitionList(items=definitions):
            return (
                child
                for definition in definitions
                for child in (
                    Paragraph(definition.term, anchors=definition.anchors),
                    *definition.blocks,
                )
            )
        case _:
            return None


def _gap(previous: Block, block: Block, *, is_tight: bool) -> int:
    """Return the number of empty lines between two blocks."""
    if isinstance(block, Heading):
        return 2 if block.level <= 3 and not isinstance(previous, Heading) else 1
    if isinstance(previous, Heading) and previous.level > 3:
        return 0
    return 0 if is_tight and isinstance(block, ListBlock) else 1


def _typeset_heading(typesetter: Typesetter, heading: Heading, column: Column) -> None:
    level = min(6, max(1, heading.level))
    title = single_line(spans_text(heading.spans))
    if title:
        typesetter.record_heading(level, title, heading.anchor)
    text = typesetter.inline_text(heading.spans, f"heading{level}", _heading_style(level))
    first = len(typesetter.lines)
    typesetter.add_text(text, column, is_balanced=True)
    if level == 1 and (lines := typesetter.lines[first:]):
        length = max(map(typesetter.line_width, lines)) - column.prefix_width
        typeset_rule(typesetter, column, length=length)


def _heading_style(level: int) -> TextStyle:
    """Return a style that distinguishes the lower levels, also without colours."""
    match level:
        case 4:
            return TextStyle.STRONG | TextStyle.EMPHASIS
        case 5:
            return TextStyle.EMPHASIS
        case 6:
            return TextStyle.EMPHASIS | TextStyle.SMALL
        case _:
            return TextStyle.STRONG


def _typeset_paragraph(typesetter: Typesetter, paragraph: Paragraph, column: Column) -> None:
    text = typesetter.inline_text(paragraph.spans, column.style_name)
    is_body = column.depth == 0 and paragraph.align in (Align.DEFAULT, Align.LEFT)
    is_indented = (
        is_body
        and typesetter.options.indent
        and text.is_chinese(among_chinese=typesetter.is_chinese)
    )
    # Lines that the author broke, such as verse, start at the same place.
    indent = INDENT if is_indented and "\n" not in text.text else 0
    typesetter.add_text(text, column, align=paragraph.align, indent=indent)


def _typeset_quote(typesetter: Typesetter, blocks: tuple[Block, ...], column: Column) -> None:
    bar = "▎"
    runs = (TextRun(bar, "quote-bar"), TextRun(" ", "margin"))
    inner = column.inset(runs, typesetter.cell_width(bar) + 1) or column
    inner = replace(inner, style_name="quote", depth=column.depth + 1)
    typeset_blocks(typesetter, blocks, inner)


def _typeset_list(typesetter: Typesetter, block: ListBlock, column: Column) -> None:
    markers = item_markers(block, column.list_depth)
    shown = markers
    width = max((typesetter.cell_width(marker) for marker in shown), default=0)
    if width > column.room // 2:
        shown = [marker and "•" for marker in markers]
        width = typesetter.cell_width("•")
    is_top_level = column.list_depth == 0 and column.depth == 0
    is_indented = is_top_level and column.room >= _MIN_ROOM_FOR_LIST_INDENT
    indent = (TextRun("  ", "margin"),) if is_indented else ()
    slot = TextRun(" " * (width + 1), "margin")
    inset_width = width + 1 + 2 * len(indent)
    inner = column.inset((*indent, slot), inset_width, has_marker_slot=True) or column
    inner = replace(inner, depth=column.depth + 1, list_depth=column.list_depth + 1)
    for number, item in enumerate(block.items):
        if number and not block.tight:
            typesetter.add_empty_lines(column, 1)
        first = len(typesetter.lines)
        typeset_blocks(typesetter, item.blocks, inner, is_tight=block.tight)
        if len(typesetter.lines) == first:
            typesetter.add_line(inner, ())
        padding = " " * (width - typesetter.cell_width(shown[number]))
        marker = padding + shown[number] + " " if shown[number] else ""
        _mark_line(typesetter, first, inner, TextRun(marker, "list-marker"), markers[number])


def _mark_line(
    typesetter: Typesetter, number: int, column: Column, marker: TextRun, copy_marker: str
) -> None:
    """Place a marker before a line, and `copy_marker` before the text that is copied."""
    if not copy_marker:
        return
    _place_marker(typesetter, number, column, marker)
    line = typesetter.lines[number]
    space = " " if line.copy_text or line.joins_next else ""
    typesetter.lines[number] = replace(line, copy_text=f"{copy_marker}{space}{line.copy_text}")


def _place_marker(typesetter: Typesetter, number: int, column: Column, marker: TextRun) -> None:
    """Replace the marker slot of a line with a marker, if it fits."""
    line = typesetter.lines[number]
    index = len(column.prefix) - 1
    if (
        not column.has_marker_slot
        or index >= len(line.runs)
        or line.runs[index].style_name != "margin"
    ):
        return
    slot_width = len(line.runs[index].text)
    is_fitting = typesetter.cell_width(marker.text) <= slot_width
    text = marker.text if is_fitting else marker.text.strip()
    free = slot_width - typesetter.cell_width(text)
    if free >= 0:
        marker = TextRun(text + " " * free, marker.style_name, note=marker.note)
        runs = (*line.runs[:index], marker, *line.runs[index + 1 :])
        typesetter.lines[number] = replace(line, runs=runs)


def _typeset_definitions(typesetter: Typesetter, block: DefinitionList, column: Column) -> None:
    runs = (TextRun(" " * INDENT, "margin"),)
    inner = replace(column.inset(runs, INDENT) or column, depth=column.depth + 1)
    previous: Definition | None = None
    is_short = all(map(_is_short_definition, block.items))
    for item in block.items:
        # Terms without a definition share the next one.
        if previous is not None and previous.blocks and not (block.tight and is_short):
            typesetter.add_empty_lines(column, 1)
        typesetter.record_anchors(item.anchors)
        term = typesetter.inline_text(item.term, column.style_name, TextStyle.STRONG)
        typesetter.add_text(term, column)
        if block.tight:
            for definition in item.blocks:
                typeset_block(typesetter, definition, inner)
        else:
            typeset_blocks(typesetter, item.blocks, inner)
        previous = item


def _is_short_definition(item: Definition) -> bool:
    texts = block_texts(item.blocks)
    return all(len(text) <= _MAX_SHORT_DEFINITION for text in texts)


def _typeset_details(typesetter: Typesetter, block: Details, column: Column) -> None:
    marker = "▾ "
    width = typesetter.cell_width(marker)
    runs = (TextRun(" " * width, "margin"),)
    inner = column.inset(runs, width, has_marker_slot=True) or column
    inner = replace(inner, depth=column.depth + 1)
    first = len(typesetter.lines)
    summary = typesetter.inline_text(block.summary, "details", TextStyle.STRONG)
    typesetter.add_text(summary, inner)
    if len(typesetter.lines) == first:
        typesetter.add_line(inner, ())
    _place_marker(typesetter, first, inner, TextRun(marker, "details"))
    after_summary = len(typesetter.lines)
    typesetter.add_empty_lines(column, 1)
    typeset_blocks(typesetter, block.blocks, inner)
    if len(typesetter.lines) == after_summary + 1:
        del typesetter.lines[after_summary:]


def typeset_footnotes(typesetter: Typesetter, column: Column) -> None:
    """Lay out the deferred footnotes below a short rule."""
    if not typesetter.footnotes:
        return
    end = typesetter.offset
    last_offset = typesetter.lines[-1].offset if typesetter.lines else 0
    typesetter.offset = max(typesetter.footnotes[0][1], last_offset)
    typesetter.add_empty_lines(column, 1)
    typeset_rule(typesetter, column, length=SHORT_RULE)
    first = len(typesetter.lines)
    width = max(typesetter.cell_width(_note_marker(note)) for note, _ in typesetter.footnotes)
    width = min(width, max(2, column.room // 4))
    runs = (TextRun(" " * width, "margin"),)
    inner = column.inset(runs, width, has_marker_slot=True) or column
    inner = replace(inner, style_name="note", depth=column.depth + 1)
    for (
        note,
        offset,
    ) in typesetter.footnotes:  # grows during the loop if footnotes contain footnotes
        typesetter.offset = offset
        _typeset_footnote(typesetter, note, inner, column)
    typesetter.offset = end
    typesetter.make_offsets_ascend(first)


def _note_marker(note: Footnote) -> str:
    return f"[{single_line(note.label)}] "


def _typeset_footnote(
    typesetter: Typesetter, note: Footnote, inner: Column, column: Column
) -> None:
    first = len(typesetter.lines)
    typesetter.record_footnote(note.label)
    marker = TextRun(_note_marker(note).rstrip(), "note", note=note.label)
    slot_width = column.room - inner.room
    if not inner.has_marker_slot or typesetter.cell_width(marker.text) >= slot_width:
        label = replace(marker, text=truncate(marker.text, column.room))
        typesetter.add_line(column, (label,), f"{marker.text} ", joins_next=True)
        typeset_blocks(typesetter, note.blocks, inner)
        return
    typeset_blocks(typesetter, note.blocks, inner)
    if len(typesetter.lines) == first:
        typesetter.add_line(inner, ())
    _mark_line(typesetter, first, inner, marker, marker.text)
