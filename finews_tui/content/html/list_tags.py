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
from finews_tui.model.list_numbers import NumberStyle
from finews_tui.model.sanitize import clean_line
from finews_tui.model.text_style import TextStyle

# Numbers in `value` and `start` are clamped to less.
_NO_INTEGER = -(10**10)
_BULLET = "bullet"
_CSS_MARKERS: dict[str, NumberStyle | str] = {
    **{style.value: style for style in NumberStyle},
    "lower-latin": NumberStyle.LOWER_ALPHA,
    "upper-latin": NumberStyle.UPPER_ALPHA,
    **dict.fromkeys(
        (
            "cjk-ideographic", "simp-chinese-informal", "simp-chinese-formal", "chinese",
            "trad-chinese-informal", "trad-chinese-formal", "japanese-informal",
        ),
        NumberStyle.CHINESE,
    ),
    **dict.fromkeys(("disc", "circle", "square"), _BULLET),
}  # fmt: skip
# Classes of Asciidoctor, docutils, Pandoc, Tailwind, Bootstrap, Wikipedia and Medium.
_CLASS_MARKERS: dict[str, NumberStyle | str] = {
    **{style.value: style for style in NumberStyle if style is not NumberStyle.NONE},
    "loweralpha": NumberStyle.LOWER_ALPHA,
    "upperalpha": NumberStyle.UPPER_ALPHA,
    "lowerroman": NumberStyle.LOWER_ROMAN,
    "upperroman": NumberStyle.UPPER_ROMAN,
    "lowergreek": NumberStyle.LOWER_GREEK,
    "list-decimal": NumberStyle.DECIMAL,
    "list-disc": _BULLET,
    **dict.fromkeys(
        (
            "list-none", "list-unstyled", "unstyled", "list-inline", "no-bullet", "no-bullets",
            "nobullet", "nobullets", "plainlist", "no-marker",
        ),
        NumberStyle.NONE,
    ),
}  # fmt: skip
_TYPE_MARKERS: dict[str, NumberStyle | str] = {
    "1": NumberStyle.DECIMAL,
    "a": NumberStyle.LOWER_ALPHA,
    "A": NumberStyle.UPPER_ALPHA,
    "i": NumberStyle.LOWER_ROMAN,
    "I": NumberStyle.UPPER_ROMAN,
    **dict.fromkeys(("disc", "circle", "square"), _BULLET),
}
_LIST_STYLE = re.compile(r"(?:^|;|\s)list-style(?:-type)?\s*:([^;]*)")
_FOOTNOTE_ID = re.compile(r"(?i)(?:user-content-)?(?:fn|footnote|cite_note|note|ref)[-:_.]?(.+)")
_FOOTNOTE_CLASSES = ("footnote", "noteref")
_MAX_LABEL_LENGTH = 64


def open_list(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a bulleted or numbered list, numbered as its attributes, class or style say."""
    container = ListContainer(ordered=node.tag == "ol")
    if attributes:
        container.start = _integer(attributes.get("start"))
        container.step = -1 if "reversed" in attributes else 1
        marker = _marker(attributes)
        if isinstance(marker, NumberStyle):
            container.number_style = marker
            container.ordered = container.ordered or marker is not NumberStyle.NONE
        elif marker == _BULLET:
            container.ordered = False
    return close_list if builder.push(container) else DocumentBuilder.end_paragraph


def close_list(builder: DocumentBuilder) -> None:
    """Close a list and collect its footnotes."""
    container = builder.pop_to(ListContainer)
    if isinstance(container, ListContainer):
        builder.footnotes += container.notes


def _marker(attributes: Attributes) -> NumberStyle | str | None:
    """Return the number style of a list or item, `_BULLET`, or None for the default.

    CSS wins over a class, and a class over `type`, as in browsers.
    """
    style = attributes.get("style")
    if style and "list-style" in style.lower():
        for match in reversed(_LIST_STYLE.findall(style.lower())):
            for word in match.split():
                if word in _CSS_MARKERS:
                    return _CSS_MARKERS[word]
    classes = attributes.get("class")
    if classes:
        for name in classes.lower().split():
            if name in _CLASS_MARKERS:
                return _CLASS_MARKERS[name]
    return _TYPE_MARKERS.get((attributes.get("type") or "").strip())


def _integer(text: str | None) -> int | None:
    """Return the integer at the start of an attribute, as HTML parses it."""
    number = parse_int(text, _NO_INTEGER)
    return None if number == _NO_INTEGER else number


def open_item(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a list item, and a list if there is none."""
    item = ItemContainer()
    if attributes:
        item.number = _integer(attributes.get("value"))
        item.note = _footnote_label(builder, attributes)
        item.number_style = _item_style(builder, attributes)
    end_handler = close_item
    builder.end_paragraph()
    if not isinstance(builder.containers[-1], ListContainer):
        if not builder.push(ListContainer(ordered=False)):
            return DocumentBuilder.end_paragraph
        end_handler = _close_item_and_list
    if builder.push(item):
        return end_handler
    return close_list if end_handler is _close_item_and_list else DocumentBuilder.end_paragraph


def _item_style(builder: DocumentBuilder, attributes: Attributes) -> NumberStyle | None:
    """Return the number style of an item if it differs from that of its list.

    Editors set the style of a list on each of its items; then it becomes that of the list.
    """
    marker = _marker(attributes)
    parent = builder.containers[-1]
    if marker is None or not isinstance(parent, ListContainer):
        return None
    if marker is NumberStyle.NONE:
        return marker
    if not parent.items and parent.number_style is NumberStyle.DECIMAL:
        parent.ordered = marker != _BULLET
        if isinstance(marker, NumberStyle):
            parent.number_style = marker
        return None
    is_same = marker == _BULLET or marker is parent.number_style
    return None if is_same or not isinstance(marker, NumberStyle) else marker


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
    blocks = builder.pop().blocks
    container = builder.containers[-1]
    assert isinstance(container, DefinitionListContainer)
    container.add_definition(blocks)


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
    if builder.preformatted is None:
        builder.spans.add_note(text or label, label, builder.style)
    else:
        builder.preformatted.append(f"[{text or label}]")
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
