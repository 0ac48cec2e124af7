"""Remove from text what a terminal, a browser or a file must never see."""

from __future__ import annotations

import re

LINE_LIMIT = 4096
"""Bytes of UTF-8 that a one-line field keeps."""

# What nearly all text is made of, and needs no cleaning: Latin, punctuation, Chinese, Japanese,
# Korean. One look at 1,400 characters takes 2 µs.
_PLAIN = re.compile(
    "[\\t\\n\\x20-\\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff"
    "\u2e80-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffee]*+"
)


def clean_text(text: str) -> str:
    """Text of several lines, as security.md's policy has it; harmless text comes back unchanged.

    Whole escape sequences go, an unterminated one loses only its introducer. Line ends become
    `\\n`; control, bidi and invisible characters, noncharacters and lone surrogates go.
    """
    if _PLAIN.fullmatch(text) is not None:
        return text
    # What follows compiles patterns for 6 ms: a start that meets only plain text does without.
    from finews_tui.model.control_characters import text_without_dirt

    return text_without_dirt(text)


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """One line of at most `limit` bytes, with single spaces and nothing invisible in it."""
    if text.isprintable() and "  " not in text and _PLAIN.fullmatch(text) is not None:
        text = text.strip()
    else:
        from finews_tui.model.control_characters import line_without_dirt

        # Cut before the work: what a line cannot hold needs no cleaning.
        text = line_without_dirt(text[: limit * 16])
    if len(text) * 4 > limit:
        data = text.encode("utf-8")
        if len(data) > limit:
            text = data[:limit].decode("utf-8", "ignore").rstrip()
    return text
