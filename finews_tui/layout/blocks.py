"""Sets the blocks of a document, each by its kind, with air between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from finews_tui.layout.figures import SHORT_RULE, set_code, set_image, set_rule, set_table
from finews_tui.layout.inline import one_line
from finews_tui.layout.linebreak.graphemes import shortened
from finews_tui.layout.page import TextRun
from finews_tui.layout.typesetter import INDENT, Column, Typesetter
from finews_tui.model.document import (
    Align,
    Block,
    Code,
    DefinitionList,
    Details,
    Footnote,
    Heading,
    HorizontalRule,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Table,
    block_texts,
    spans_text,
)
from finews_tui.model.text_style import TextStyle

# Deeper blocks are set one after the other without further inset: Python's stack is bounded, and
# a page has no room for more.
MAX_DEPTH = 60
_BULLETS = ("•", "◦", "▪")
_ROOMY = 40


def set_blocks(
    setter: Typesetter, blocks: tuple[Block, ...], column: Column, *, tight: bool = False
) -> None:
    """Set blocks one below the other; footnotes among them are left to `set_footnotes`."""
    if column.depth > MAX_DEPTH:
        blocks = tuple(leaves(blocks))
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Footnote):
            setter.leave_footnote(block, block_texts(tuple(leaves(block.blocks))))
            continue
        emptied = len(setter.lines)
        if before is not None:
            setter.air(column, _air(before, block, tight=tight))
        started = len(setter.lines)
        set_block(setter, block, column)
        if len(setter.lines) == started:
            del setter.lines[emptied:]
        else:
            before = block


def set_block(setter: Typesetter, block: Block, column: Column) -> None:
    """Set one block."""
    match block:
        case Heading():
            _heading(setter, block, column)
        case Paragraph():
            _paragraph(setter, block, column)
        case ListBlock():
            _list(setter, block, column)
        case Quote(blocks=inner):
            _quote(setter, inner, column)
        case Code():
            set_code(setter, block, column)
        case Image():
            set_image(setter, block, column)
        case Table():
            set_table(setter, block, column)
        case DefinitionList():
            _definitions(setter, block, column)
        case Details():
            _details(setter, block, column)
        case HorizontalRule():
            set_rule(setter, column)
        case Footnote():
            pass


def leaves(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks that hold no others, in the order of the text, however deep they lie."""
    waiting: list[Iterator[Block]] = [iter(blocks)]
    while waiting:
        for block in waiting[-1]:
            inner = _inner(block)
            if inner is not None:
                waiting.append(inner)
                break
            yield block
        else:
            waiting.pop()


def _inner(block: Block) -> Iterator[Block] | None:
    match block:
        case ListBlock(items=items):
            return (child for item in items for child in item.blocks)
        case Quote(blocks=inner) | Footnote(blocks=inner):
            return iter(inner)
        case Details(summary=summary, blocks=inner):
            return iter((Paragraph(summary), *inner))
        case DefinitionList(items=definitions):
            return (
                child
                for definition in definitions
                for child in (Paragraph(definition.term), *definition.blocks)
            )
        case _:
            return None


def _air(before: Block, block: Block, *, tight: bool) -> int:
    """Empty lines between two blocks."""
    if isinstance(block, Heading):
        return 2 if block.level <= 3 and not isinstance(before, Heading) else 1
    if isinstance(before, Heading) and before.level > 3:
        return 0
    return 0 if tight and isinstance(block, ListBlock) else 1


def _heading(setter: Typesetter, heading: Heading, column: Column) -> None:
    level = min(6, max(1, heading.level))
    text = one_line(spans_text(heading.spans))
    if text:
        setter.mark_heading(level, text, heading.anchor)
    running = setter.inline_text(heading.spans, f"heading{level}", TextStyle.STRONG)
    first = len(setter.lines)
    setter.text(running, column, balanced=True)
    if level == 1 and (lines := setter.lines[first:]):
        set_rule(setter, column, length=max(map(setter.width_of, lines)) - column.used)


def _paragraph(setter: Typesetter, paragraph: Paragraph, column: Column) -> None:
    running = setter.inline_text(paragraph.spans, column.style_name)
    plainly = column.depth == 0 and paragraph.align in (Align.DEFAULT, Align.LEFT)
    indented = plainly and setter.options.indent and running.is_chinese(setter.is_chinese)
    setter.text(running, column, align=paragraph.align, indent=INDENT if indented else 0)


def _quote(setter: Typesetter, blocks: tuple[Block, ...], column: Column) -> None:
    bar = "▎"
    inner = column.inset((TextRun(bar, "quote-bar"), TextRun(" ", "margin")), setter.cells(bar) + 1)
    inner = replace(inner or column, style_name="quote", depth=column.depth + 1)
    set_blocks(setter, blocks, inner)


def _list(setter: Typesetter, block: ListBlock, column: Column) -> None:
    marks = list(_marks(block, column.lists))
    width = max((setter.cells(mark) for mark in marks), default=0)
    if width > column.room // 2:
        marks = ["•" for _ in marks]
        width = setter.cells("•")
    roomy = column.room >= _ROOMY and column.lists == 0 and column.depth == 0
    lead = (TextRun("  ", "margin"),) if roomy else ()
    slot = TextRun(" " * (width + 1), "margin")
    inner = column.inset((*lead, slot), width + 1 + 2 * len(lead), slot=True) or column
    inner = replace(inner, depth=column.depth + 1, lists=column.lists + 1)
    for number, (item, mark) in enumerate(zip(block.items, marks, strict=True)):
        if number and not block.tight:
            setter.air(column, 1)
        padding = " " * (width - setter.cells(mark))
        _item(setter, item, inner, padding + mark + " ", tight=block.tight)


def _marks(block: ListBlock, lists: int) -> Iterator[str]:
    for index, item in enumerate(block.items):
        box = "" if item.checked is None else "☑" if item.checked else "☐"
        if block.ordered:
            number = block.start + index if item.number is None else item.number
            yield f"{number}. {box}".rstrip()
        else:
            yield box or _BULLETS[lists % len(_BULLETS)]


def _item(setter: Typesetter, item: ListItem, column: Column, mark: str, *, tight: bool) -> None:
    started = len(setter.lines)
    set_blocks(setter, item.blocks, column, tight=tight)
    if len(setter.lines) == started:
        setter.add(column, ())
    _put_mark(setter, started, column, TextRun(mark, "list-marker"))


def _put_mark(setter: Typesetter, number: int, column: Column, mark: TextRun) -> None:
    """Write a mark into the place that a column keeps for it, where it fits."""
    line = setter.lines[number]
    at = len(column.prefix) - 1
    if not column.slot or at >= len(line.runs) or line.runs[at].style_name != "margin":
        return
    kept = len(line.runs[at].text)
    text = mark.text if setter.cells(mark.text) <= kept else mark.text.strip()
    free = kept - setter.cells(text)
    if free >= 0:
        mark = TextRun(text + " " * free, mark.style_name, note=mark.note)
        runs = (*line.runs[:at], mark, *line.runs[at + 1 :])
        setter.lines[number] = replace(line, runs=runs)


def _definitions(setter: Typesetter, block: DefinitionList, column: Column) -> None:
    runs = (TextRun(" " * INDENT, "margin"),)
    inner = replace(column.inset(runs, INDENT) or column, depth=column.depth + 1)
    for number, item in enumerate(block.items):
        if number:
            setter.air(column, 1)
        setter.text(setter.inline_text(item.term, column.style_name, TextStyle.STRONG), column)
        set_blocks(setter, item.blocks, inner)


def _details(setter: Typesetter, block: Details, column: Column) -> None:
    mark = "▾ "
    width = setter.cells(mark)
    inner = column.inset((TextRun(" " * width, "margin"),), width, slot=True) or column
    inner = replace(inner, depth=column.depth + 1)
    started = len(setter.lines)
    setter.text(setter.inline_text(block.summary, "details", TextStyle.STRONG), inner)
    if len(setter.lines) == started:
        setter.add(inner, ())
    _put_mark(setter, started, inner, TextRun(mark, "details"))
    summed = len(setter.lines)
    setter.air(column, 1)
    set_blocks(setter, block.blocks, inner)
    if len(setter.lines) == summed + 1:
        del setter.lines[summed:]


def set_footnotes(setter: Typesetter, column: Column) -> None:
    """Set the footnotes that the text left, under a short rule at its end."""
    if not setter.footnotes:
        return
    end = setter.offset
    setter.offset = max(setter.footnotes[0][1], setter.lines[-1].offset if setter.lines else 0)
    setter.air(column, 1)
    set_rule(setter, column, length=SHORT_RULE)
    first = len(setter.lines)
    width = max(setter.cells(_note_mark(note)) for note, _ in setter.footnotes)
    width = min(width, max(2, column.room // 4))
    inner = column.inset((TextRun(" " * width, "margin"),), width, slot=True) or column
    inner = replace(inner, style_name="note", depth=column.depth + 1)
    for note, place in setter.footnotes:  # a footnote's own footnotes join the list
        setter.offset = place
        _footnote(setter, note, inner, column)
    setter.offset = end
    setter.keep_order(first)


def _note_mark(note: Footnote) -> str:
    return f"[{one_line(note.label)}] "


def _footnote(setter: Typesetter, note: Footnote, inner: Column, column: Column) -> None:
    started = len(setter.lines)
    setter.mark_note(note.label)
    label = TextRun(_note_mark(note).rstrip(), "note", note=note.label)
    if not inner.slot or setter.cells(label.text) >= column.room - inner.room:
        label = replace(label, text=shortened(label.text, column.room))
        setter.add(column, (label,))
        set_blocks(setter, note.blocks, inner)
        return
    set_blocks(setter, note.blocks, inner)
    if len(setter.lines) == started:
        setter.add(inner, ())
    _put_mark(setter, started, inner, label)
