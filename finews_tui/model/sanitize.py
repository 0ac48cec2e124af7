"""Sanitizing of text for terminals, browsers and files."""

from __future__ import annotations

import re

LINE_LIMIT = 4096
"""Maximum length of a one-line field, in bytes of UTF-8."""

# Nearly all text consists of these characters (Latin, punctuation, Chinese, Japanese, Korean) and
# needs no further work. The check takes 2 µs for 1,400 characters.
_PLAIN = re.compile(
    "[\\t\\n\\x20-\\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff"
    "\u2e80-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffee]*+"
)


def clean_text(text: str) -> str:
    """Sanitize multi-line text. Harmless text is returned unchanged.

    Removes escape sequences (of unterminated ones, only the introducer), control, bidi and
    invisible characters, noncharacters and lone surrogates. Line ends become `\\n`.
    """
    if _PLAIN.fullmatch(text) is not None:
        return text
    # Imported lazily: plain text does not need these patterns, which take 6 ms to compile.
    from finews_tui.model.control_characters import strip_controls

    return strip_controls(text)


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Sanitize a line: whitespace collapsed, at most `limit` bytes of UTF-8."""
    if text.isprintable() and "  " not in text and _PLAIN.fullmatch(text) is not None:
        text = text.strip()
    else:
        from finews_tui.model.control_characters import strip_line_controls

        # Truncate first to bound the work on hostile text.
        text = strip_line_controls(text[: limit * 16])
    if len(text) * 4 > limit:
        data = text.encode("utf-8")
        if len(data) > limit:
            text = data[:limit].decode("utf-8", "ignore").rstrip()
    return text
