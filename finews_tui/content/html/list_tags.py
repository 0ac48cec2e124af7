"""Lists, their items, definitions, and the notes that lists at the foot of a text hold."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    class_names,
    parse_int,
)
from finews_tui.content.html.containers import (
    Container,
    DefinitionListContainer,
    ItemContainer,
    ListContainer,
)
from finews_tui.model.document import Paragraph
from finews_tui.model.sanitize import clean_line
from finews_tui.model.text_style import TextStyle

_NOTE_ID = re.compile(r"(?i)(?:user-content-)?(?:fn|footnote|cite_note|note|ref)[-:_.]?(.+)")
_NOTE_CLASSES = ("footnote", "noteref")
_LABEL_LIMIT = 64


def open_list(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """A list, bulleted or numbered."""
    start = parse_int(attributes.get("start"), 1)
    if builder.push(ListContainer(ordered=node.tag == "ol", start=start)):
        return close_list
    return DocumentBuilder.end_paragraph


def close_list(builder: DocumentBuilder) -> None:
    """Puts a list, and the footnotes found in it, where they belong."""
    container = builder.pop_to(ListContainer)
    if isinstance(container, ListContainer):
        builder.footnotes += container.notes


def open_item(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """An item; outside of a list it opens one of its own."""
    number = attributes.get("value")
    note = _note_of(builder, node, attributes)
    closer = close_item
    builder.end_paragraph()
    if not isinstance(builder.containers[-1], ListContainer):
        if not builder.push(ListContainer(ordered=False, start=1)):
            return DocumentBuilder.end_paragraph
        closer = _close_lone_item
    if builder.push(ItemContainer(parse_int(number, 0) if number else None, note)):
        return closer
    return close_list if closer is _close_lone_item else DocumentBuilder.end_paragraph


def close_item(builder: DocumentBuilder) -> None:
    """Puts an item into its list."""
    item = builder.pop()
    outer = builder.containers[-1]
    assert isinstance(item, ItemContainer)
    assert isinstance(outer, ListContainer)
    _tick(item)
    outer.take_item(item)


def _tick(item: ItemContainer) -> None:
    """Makes an item that begins with `[ ]` or `[x]` one of a task list."""
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph) or first.spans[0].text[:1] != "[":
        return
    opening, *others = first.spans
    if opening.text[:4].lower() in ("[ ] ", "[x] "):
        item.checked = opening.text[1] != " "
        rest = replace(opening, text=opening.text[4:].lstrip())
        item.blocks[0] = replace(first, spans=(rest, *others) if rest.text else tuple(others))


def _close_lone_item(builder: DocumentBuilder) -> None:
    close_item(builder)
    close_list(builder)


def open_definition_list(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """A list of terms."""
    return (
        _close_definition_list
        if builder.push(DefinitionListContainer())
        else DocumentBuilder.end_paragraph
    )


def _close_definition_list(builder: DocumentBuilder) -> None:
    builder.pop_to(DefinitionListContainer)


def open_term(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """A term."""
    builder.end_paragraph()
    if not isinstance(builder.containers[-1], DefinitionListContainer):
        return DocumentBuilder.end_paragraph
    builder.line_depth += 1
    return _close_term


def _close_term(builder: DocumentBuilder) -> None:
    builder.line_depth -= 1
    term = builder.run.take_line()
    container = builder.containers[-1]
    if term and isinstance(container, DefinitionListContainer):
        container.take_term(term)


def open_definition(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """What a term means."""
    builder.end_paragraph()
    if isinstance(builder.containers[-1], DefinitionListContainer) and builder.push(Container()):
        return _close_definition
    return DocumentBuilder.end_paragraph


def _close_definition(builder: DocumentBuilder) -> None:
    for block in builder.pop().blocks:
        builder.containers[-1].take(block)


def add_note_reference(builder: DocumentBuilder, node: LexborNode, href: str, classes: str) -> bool:
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


def _note_of(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> str:
    """The label of the footnote that an item is, or ""."""
    identity = attributes.get("id") or ""
    if not identity:
        return ""
    label = builder.note_labels.get(identity)
    if label is not None:
        return label
    return _id_label(identity) if "footnote" in class_names(attributes) else ""


def _id_label(identity: str) -> str:
    match = _NOTE_ID.fullmatch(identity)
    return clean_line(match[1] if match else identity, _LABEL_LIMIT)
