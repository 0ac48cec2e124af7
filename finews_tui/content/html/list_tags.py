"""Handlers of lists, definition lists and footnotes."""

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
from finews_tui.content.html.note_tags import is_raised
from finews_tui.model.document import Paragraph
from finews_tui.model.sanitize import clean_line
from finews_tui.model.text_style import TextStyle

_FOOTNOTE_ID = re.compile(r"(?i)(?:user-content-)?(?:fn|footnote|cite_note|note|ref)[-:_.]?(.+)")
_FOOTNOTE_CLASSES = ("footnote", "noteref")
_MAX_LABEL_LENGTH = 64


def open_list(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a bulleted or numbered list."""
    start = parse_int(attributes.get("start"), 1)
    if builder.push(ListContainer(ordered=node.tag == "ol", start=start)):
        return close_list
    return DocumentBuilder.end_paragraph


def close_list(builder: DocumentBuilder) -> None:
    """Close a list and collect its footnotes."""
    container = builder.pop_to(ListContainer)
    if isinstance(container, ListContainer):
        builder.footnotes += container.notes


def open_item(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a list item, and a list if there is none."""
    number = attributes.get("value")
    note = _footnote_label(builder, attributes)
    end_handler = close_item
    builder.end_paragraph()
    if not isinstance(builder.containers[-1], ListContainer):
        if not builder.push(ListContainer(ordered=False, start=1)):
            return DocumentBuilder.end_paragraph
        end_handler = _close_item_and_list
    if builder.push(ItemContainer(parse_int(number, 0) if number else None, note)):
        return end_handler
    return close_list if end_handler is _close_item_and_list else DocumentBuilder.end_paragraph


def close_item(builder: DocumentBuilder) -> None:
    """Close an item and add it to its list."""
    item = builder.pop()
    parent = builder.containers[-1]
    assert isinstance(item, ItemContainer)
    assert isinstance(parent, ListContainer)
    _parse_checkbox(item)
    parent.add_item(item)


def _parse_checkbox(item: ItemContainer) -> None:
    """Convert an item that starts with `[ ]` or `[x]` to a task list item."""
    paragraph = item.blocks[0] if item.blocks else None
    if not isinstance(paragraph, Paragraph) or paragraph.spans[0].text[:1] != "[":
        return
    first, *others = paragraph.spans
    if first.text[:4].lower() in ("[ ] ", "[x] "):
        item.checked = first.text[1] != " "
        first = replace(first, text=first.text[4:].lstrip())
        spans = (first, *others) if first.text else tuple(others)
        item.blocks[0] = replace(paragraph, spans=spans)


def _close_item_and_list(builder: DocumentBuilder) -> None:
    close_item(builder)
    close_list(builder)


def open_definition_list(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open a definition list."""
    return (
        _close_definition_list
        if builder.push(DefinitionListContainer())
        else DocumentBuilder.end_paragraph
    )


def _close_definition_list(builder: DocumentBuilder) -> None:
    builder.pop_to(DefinitionListContainer)


def open_term(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a term of a definition list."""
    builder.end_paragraph()
    if not isinstance(builder.containers[-1], DefinitionListContainer):
        return DocumentBuilder.end_paragraph
    builder.line_depth += 1
    return _close_term


def _close_term(builder: DocumentBuilder) -> None:
    builder.line_depth -= 1
    term = builder.spans.take_line()
    container = builder.containers[-1]
    if term and isinstance(container, DefinitionListContainer):
        container.add_term(term, builder.take_anchors())


def open_definition(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open the definition of a term."""
    builder.end_paragraph()
    if isinstance(builder.containers[-1], DefinitionListContainer) and builder.push(Container()):
        return _close_definition
    return DocumentBuilder.end_paragraph


def _close_definition(builder: DocumentBuilder) -> None:
    for block in builder.pop().blocks:
        builder.containers[-1].add(block)


def add_note_reference(builder: DocumentBuilder, node: LexborNode, href: str, classes: str) -> bool:
    """Add a footnote reference. Return False for an ordinary link."""
    if not href.startswith("#"):
        return False
    is_note = builder.style & TextStyle.SUPERSCRIPT or any(
        name in classes for name in _FOOTNOTE_CLASSES
    )
    if not is_note and not is_raised(node):
        return False
    text = clean_line(node.text(), _MAX_LABEL_LENGTH).strip("[]() ")
    label = text or _label_from_id(href[1:])
    builder.note_labels.setdefault(href[1:], label)
    builder.spans.add_note(text or label, label, builder.style)
    return True


def _footnote_label(builder: DocumentBuilder, attributes: Attributes) -> str:
    """Return the label of the footnote defined by an item, or ""."""
    element_id = attributes.get("id") or ""
    if not element_id:
        return ""
    label = builder.note_labels.get(element_id)
    if label is not None:
        return label
    return _label_from_id(element_id) if "footnote" in class_names(attributes) else ""


def _label_from_id(element_id: str) -> str:
    match = _FOOTNOTE_ID.fullmatch(element_id)
    return clean_line(match[1] if match else element_id, _MAX_LABEL_LENGTH)
