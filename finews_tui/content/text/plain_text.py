"""Parse plain text to a Document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from finews_tui.content.html.spans import BREAK
from finews_tui.model.document import Document, Paragraph, Span, Spans
from finews_tui.model.sanitize import clean_text

_MIN_WIDTH = 36
_SURE_WIDTH = 60
_MAX_WIDTH = 100
"""Minimum length of hard-wrapped lines. Programs wrap at 60 characters or more."""
_MIN_FILL = 0.72
"""Share of the longest line below which a line break is intended."""
_MAX_INDENT = 4
# Lists, quotes, tables, addresses and signatures.
_OWN_LINE = re.compile(
    r"[-+*•·–—>|#=_~\d(\[{<$@/\\]|[A-Za-z][\w .-]{0,20}: |https?:|[a-zA-Z][.)]\s"
)
_CAPITAL = re.compile(r"[^\W\d_]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


def parse_plain_text(text: str) -> Document:
    """Split text into paragraphs at empty lines; preserve other line breaks.

    Lines that were broken at a width are joined.
    """
    blocks: list[Paragraph] = []
    lines: list[str] = []
    for line in [*clean_text(text).split("\n"), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            blocks.append(Paragraph(_spans(lines)))
            lines = []
    return Document(tuple(blocks))


def _spans(lines: Sequence[str]) -> Spans:
    stripped = [line.strip() for line in lines]
    if is_hard_wrapped(lines):
        return (Span(" ".join(stripped)),)
    spans = [Span(stripped[0])]
    for line in stripped[1:]:
        spans += [Span(BREAK), Span(line)]
    return tuple(spans)


def is_hard_wrapped(lines: Sequence[str]) -> bool:
    """Return whether the lines of a paragraph were broken at a width by a program.

    All but the last end near one width, and none begins with a sign, a number or an indent of its
    own. Narrow lines must also go on in lower case, as those of verse rarely do.
    """
    if len(lines) < 2 or _has_own_indents(lines):
        return False
    stripped = [line.strip() for line in lines]
    lengths = [len(line) for line in stripped]
    width = max(lengths)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or min(lengths[:-1]) < _MIN_FILL * width:
        return False
    if any(_OWN_LINE.match(line) or _WIDE.search(line) for line in stripped[1:]):
        return False
    following = _share_of_lower_case(stripped[1:])
    if width < _SURE_WIDTH or len(lines) == 2:
        return following >= 0.75
    return following >= 0.5


def _has_own_indents(lines: Sequence[str]) -> bool:
    """Return whether lines after the first are indented differently or far."""
    indents = {len(line) - len(line.lstrip()) for line in lines[1:]}
    return len(indents) > 1 or max(indents) > _MAX_INDENT


def _share_of_lower_case(lines: Iterable[str]) -> float:
    """Return the share of lines that begin with a lower-case letter, of those with a letter."""
    first = [line[0] for line in lines if _CAPITAL.match(line)]
    return sum(character.islower() for character in first) / len(first) if first else 0.0
