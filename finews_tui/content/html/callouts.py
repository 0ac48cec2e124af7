"""Callouts in HTML: notes, tips and warnings of site generators and their themes."""

from __future__ import annotations

import re

from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    class_names,
)
from finews_tui.content.html.containers import CalloutContainer

_SYNONYMS = {
    "hint": "tip",
    "primary": "note", "default": "note", "secondary": "note", "notice": "note",
    "warn": "warning", "attention": "warning",
    "error": "danger",
    "summary": "abstract", "tldr": "abstract",
    "check": "success", "done": "success",
    "help": "question", "faq": "question",
    "fail": "failure", "missing": "failure",
    "cite": "quote",
}  # fmt: skip
KINDS = frozenset((
    "note", "tip", "info", "important", "warning", "caution", "danger", "success", "question",
    "failure", "bug", "example", "abstract", "todo", "quote", "seealso",
))  # fmt: skip
# `note` and `notice` are common class names of other things.
_CALLOUT = re.compile(
    r"(?:^|\s)(?:admonition|markdown-alert|custom-block|custom-container|hint-container|callout"
    r"|theme-admonition|alert|(?P<weak>note|notice)|notice--\w+|prompt-\w+|bd-callout)(?=\s|$)"
)
_KIND = re.compile(
    r"(?:^|\s)(?:(?:admonition|markdown-alert|alert|callout|theme-admonition|bd-callout)-{1,2}"
    r"|notice--|prompt-|callout-)?(\w+)(?=\s|$)"
)
_TITLE = re.compile(r"(?i)(?:title|heading)(?:_\w+)?(?=\s|$)")
_WORD = re.compile(r"[\w-]{1,40}")


def canonical_kind(name: str) -> str:
    """Return the kind of a callout; synonyms are replaced."""
    name = name.strip().lower()
    return _SYNONYMS.get(name, name)


def callout_kind(classes: str) -> str:
    """Return the kind of callout in class names, or ""."""
    callout = _CALLOUT.search(classes := classes.lower())
    if callout is None:
        return ""
    kinds = [canonical_kind(name) for name in _KIND.findall(classes)]
    if callout["weak"]:
        kinds = [kind for kind in kinds if kind != "note"]
    return next((kind for kind in kinds if kind in KINDS), "")


def open_callout_part(builder: DocumentBuilder, attributes: Attributes) -> EndTagHandler | None:
    """Open a callout or its title, or return None if the element is neither."""
    return _open_title(builder, attributes) or _open_callout(builder, attributes)


def _open_callout(builder: DocumentBuilder, attributes: Attributes) -> EndTagHandler | None:
    kind = attributes.get("data-callout")
    kind = canonical_kind(kind) if kind and _WORD.fullmatch(kind) else ""
    kind = kind or callout_kind(class_names(attributes))
    if not kind:
        return None
    if builder.push(CalloutContainer(kind)):
        return _close_callout
    return DocumentBuilder.end_paragraph


def _close_callout(builder: DocumentBuilder) -> None:
    builder.pop_to(CalloutContainer)


def _open_title(builder: DocumentBuilder, attributes: Attributes) -> EndTagHandler | None:
    container = builder.containers[-1]
    if (
        not isinstance(container, CalloutContainer)
        or container.title
        or container.blocks
        or builder.line_depth
        or _TITLE.search(class_names(attributes)) is None
    ):
        return None
    builder.line_depth += 1
    return _close_title


def _close_title(builder: DocumentBuilder) -> None:
    builder.line_depth -= 1
    title = builder.spans.take_line()
    container = builder.containers[-1]
    if isinstance(container, CalloutContainer):
        container.title = container.title or title
