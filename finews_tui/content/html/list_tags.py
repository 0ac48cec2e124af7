"""Lists, their items, definitions, and the notes that lists at the foot of a text hold."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import Attributes, Builder, Closer, classes_of, number_of
from finews_tui.content.html.containers import DefinitionFrame, Frame, ItemFrame, ListFrame
from finews_tui.model.document import Paragraph
from finews_tui.model.sanitize import clean_line
from finews_tui.model.text_style import TextStyle

_NOTE_ID = re.compile(r"(?i)(?:user-content-)?(?:fn|footnote|cite_note|note|ref)[-:_.]?(.+)")
_NOTE_CLASSES = ("footnote", "noteref")
_LABEL_LIMIT = 64


def open_list(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """A list, bulleted or numbered."""
    start = number_of(attributes.get("start"), 1)
    if builder.push(ListFrame(ordered=node.tag == "ol", start=start)):
        return close_list
    return Builder.end_paragraph


def close_list(builder: Builder) -> None:
    """Puts a list, and the footnotes found in it, where they belong."""
    frame = builder.pop_to(ListFrame)
    if isinstance(frame, ListFrame):
        builder.footnotes += frame.notes


def open_item(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """An item; outside of a list it opens one of its own."""
    number = attributes.get("value")
    note = _note_of(builder, node, attributes)
    closer = close_item
    builder.end_paragraph()
    if not isinstance(builder.frames[-1], ListFrame):
        if not builder.push(ListFrame(ordered=False, start=1)):
            return Builder.end_paragraph
        closer = _close_lone_item
    if builder.push(ItemFrame(number_of(number, 0) if number else None, note)):
        return closer
    return close_list if closer is _close_lone_item else Builder.end_paragraph


def close_item(builder: Builder) -> None:
    """Puts an item into its list."""
    item = builder.pop()
    outer = builder.frames[-1]
    assert isinstance(item, ItemFrame)
    assert isinstance(outer, ListFrame)
    _tick(item)
    outer.take_item(item)


def _tick(item: ItemFrame) -> None:
    """Makes an item that begins with `[ ]` or `[x]` one of a task list."""
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph) or first.spans[0].text[:1] != "[":
        return
    opening, *others = first.spans
    if opening.text[:4].lower() in ("[ ] ", "[x] "):
        item.checked = opening.text[1] != " "
        rest = replace(opening, text=opening.text[4:].lstrip())
        item.blocks[0] = replace(first, spans=(rest, *others) if rest.text else tuple(others))


def _close_lone_item(builder: Builder) -> None:
    close_item(builder)
    close_list(builder)


def open_definition_list(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """A list of terms."""
    return _close_definition_list if builder.push(DefinitionFrame()) else Builder.end_paragraph


def _close_definition_list(builder: Builder) -> None:
    builder.pop_to(DefinitionFrame)


def open_term(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """A term."""
    builder.end_paragraph()
    if not isinstance(builder.frames[-1], DefinitionFrame):
        return Builder.end_paragraph
    builder.line_depth += 1
    return _close_term


def _close_term(builder: Builder) -> None:
    builder.line_depth -= 1
    term = builder.run.take_line()
    frame = builder.frames[-1]
    if term and isinstance(frame, DefinitionFrame):
        frame.take_term(term)


def open_definition(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """What a term means."""
    builder.end_paragraph()
    if isinstance(builder.frames[-1], DefinitionFrame) and builder.push(Frame()):
        return _close_definition
    return Builder.end_paragraph


def _close_definition(builder: Builder) -> None:
    for block in builder.pop().blocks:
        builder.frames[-1].take(block)


def note_reference(builder: Builder, node: LexborNode, href: str, classes: str) -> bool:
    """Takes a link to a note at the foot of the text; False where it is an ordinary link."""
    is_note = builder.style & TextStyle.SUPERSCRIPT or any(
        name in classes for name in _NOTE_CLASSES
    )
    if not is_note or not href.startswith("#"):
        return False
    text = clean_line(node.text(), _LABEL_LIMIT).strip("[]() ")
    label = text or _id_label(href[1:])
    builder.note_labels.setdefault(href[1:], label)
    builder.run.add_note(text or label, label, builder.style)
    return True


def _note_of(builder: Builder, node: LexborNode, attributes: Attributes) -> str:
    """The label of the footnote that an item is, or ""."""
    identity = attributes.get("id") or ""
    if not identity:
        return ""
    label = builder.note_labels.get(identity)
    if label is not None:
        return label
    return _id_label(identity) if "footnote" in classes_of(attributes) else ""


def _id_label(identity: str) -> str:
    match = _NOTE_ID.fullmatch(identity)
    return clean_line(match[1] if match else identity, _LABEL_LIMIT)
