"""Definitions of footnotes outside lists, and links back to their references."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import Attributes, DocumentBuilder, class_names
from finews_tui.content.html.containers import NoteContainer
from finews_tui.model.sanitize import clean_line

_BACK_REFERENCE_CLASS = re.compile(
    r"(?i)(?:^|\s)(?:(?:data-)?footnote-?back(?:-?ref|-?link)?|reversefootnote|mw-cite-backlink"
    r"|(?:fn-?)?back-?(?:ref|link)|footnotes?-?(?:return|reverse)|endnote-?back(?:-?ref|-?link)?)"
    r"(?:\s|$)"
)
# An arrow, perhaps with the number of the reference, a letter, or a word.
_BACK_REFERENCE_TEXT = re.compile(
    r"(?i)[\[(]*(?:[\u21a9\u21aa\u21b5\u2190\u2191\u2196\u21d0\u21d1\u21b0\u21b2\u23ce\u2934\u2936"
    r"\u2b05\u2b06\u25b2\u25b4\u25c4\u25c0\u2303\u2038^]+\d*|back|return|jumpup|jumpback|up|返回"
    r"|回到?(?:正文|原文)?|[a-z]?)[\])]*"
)
_IGNORED = re.compile("[\\s\u200b-\u200d\u2060\ufe0e\ufe0f\xa0]+")
_NOTE = re.compile(
    r"(?i)(?:^|[\s_-])(?:foot-?notes?|end-?notes?|reflist|references|notes|fn)(?:$|[\s_-])"
)
_MAX_NOTE_DEPTH = 8  # elements between a link and its note
_MAX_LABEL_LENGTH = 64
_MAX_TEXT_LENGTH = 32


def is_back_reference(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes, classes: str
) -> bool:
    """Return whether a link leads from a note back to the text and says nothing else."""
    text = _IGNORED.sub("", clean_line(node.text(), _MAX_TEXT_LENGTH))
    is_named = (
        _BACK_REFERENCE_CLASS.search(classes) is not None
        or attributes.get("role") == "doc-backlink"
        or attributes.get("rev") == "footnote"
        or "data-footnote-backref" in attributes
    )
    if not is_named and _BACK_REFERENCE_TEXT.fullmatch(text) is None:
        return text.strip("[]().") == _open_note(builder) != ""
    return _is_in_note(builder, node) or (
        is_named and _BACK_REFERENCE_TEXT.fullmatch(text) is not None
    )


def _open_note(builder: DocumentBuilder) -> str:
    """Return the label of the note being defined, or ""."""
    return next(
        (item.label for item in reversed(builder.containers) if isinstance(item, NoteContainer)),
        builder.note,
    )


def _is_in_note(builder: DocumentBuilder, node: LexborNode) -> bool:
    """Return whether an element is part of a note, by its ids, classes and roles."""
    parent = node.parent
    for _ in range(_MAX_NOTE_DEPTH):
        if parent is None:
            return False
        attributes = parent.attributes
        if attributes and (
            attributes.get("id") in builder.note_labels
            or (attributes.get("role") or "").startswith(("doc-footnote", "doc-endnote"))
            or "data-footnotes" in attributes
            or _NOTE.search(class_names(attributes)) is not None
            or _NOTE.search(attributes.get("id") or "") is not None
        ):
            return True
        parent = parent.parent
    return False


def note_label(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> str:
    """Return the label of the note that a division or paragraph defines, or ""."""
    if not builder.note_labels:
        return ""
    label = builder.note_labels.get(attributes.get("id") or "")
    if label is None and "footnote" in class_names(attributes).split():
        mark = node.css_first("a[id], a[name]")
        names = (mark.attributes.get("id"), mark.attributes.get("name")) if mark else ()
        label = next(
            (builder.note_labels[name] for name in names if name in builder.note_labels), None
        )
    return label or ""


def begins_note(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> bool:
    """Return whether a link is the mark of a note at the start of its paragraph.

    The paragraph becomes the note, and the mark its label.
    """
    if builder.spans or builder.line_depth or not builder.note_labels or _open_note(builder):
        return False
    for name in (attributes.get("id"), attributes.get("name")):
        label = builder.note_labels.get(name or "")
        if label is not None and clean_line(node.text(), _MAX_LABEL_LENGTH).strip("[]().* ") in (
            label,
            "",
        ):
            builder.note = label
            return True
    return False


def is_raised(node: LexborNode) -> bool:
    """Return whether all text of a link is superscript, as in the notes of Word."""
    mark = node.css_first("sup, .MsoFootnoteReference, .MsoEndnoteReference")
    return mark is not None and mark.text(strip=True) == node.text(strip=True) != ""


def close_note(builder: DocumentBuilder) -> None:
    """Close a note and add it to the document."""
    container = builder.pop_to(NoteContainer)
    assert isinstance(container, NoteContainer)
    builder.add_note(container.label, tuple(container.blocks))
