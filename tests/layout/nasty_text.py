"""A hundred hostile strings that must not reach a terminal unchanged."""

from __future__ import annotations

import unicodedata

# Each contains the word `fog`, which must remain after sanitizing.
NASTY: tuple[str, ...] = (
    # Escape sequences: colours, cursor, clearing, queries, titles, clipboard, links and images
    "\x1b[31mfog\x1b[0m", "fog\x1b[2J\x1b[H", "\x1b[999Cfog", "\x1b[6nfog", "fog\x1b[?1049h",
    "\x1b[?1000hfog", "\x1b[8mfog", "\x1b[1;31;5;7mfog", "fog\x1b[3J", "\x1b[>4;2mfog",
    "\x1b]0;title\x07fog", "\x1b]2;title\x1b\\fog", "\x1b]52;c;ZXZpbA==\x07fog",
    "\x1b]8;;https://evil.example\x1b\\fog\x1b]8;;\x1b\\", "\x1b]10;?\x07fog",
    "\x1b]50;font\x07fog",
    "\x1b]1337;File=inline=1:AAAA\x07fog", "\x1b]9;note\x07fog", "\x1b]777;notify;a;b\x07fog",
    "\x1bP$qm\x1b\\fog", "\x1bP+q544e\x1b\\fog", "\x1b_Ga=T,f=100;AAAA\x1b\\fog",
    "\x1b^private\x1b\\fog", "\x1bXstring\x1b\\fog", "\x1bPq#0;2;0;0;0\x1b\\fog",
    # 8-bit (C1) forms, and two-character escapes
    "\x9b31mfog", "\x9b2Jfog", "\x9d0;title\x07fog", "\x9d52;c;AAAA\x9cfog", "\x90q\x9cfog",
    "\x9fGa=T\x9cfog", "\x9eprivate\x9cfog", "\x98string\x9cfog", "\x84fog", "\x8dfog",
    "\x1bcfog", "\x1b7fog\x1b8", "\x1b(0fog", "\x1b#8fog", "\x1bDfog", "\x1bMfog", "\x1b=fog",
    # Truncated, nested and repeated sequences
    "\x1bfog", "fog\x1b", "\x1b[港fog", "fog\x1b[", "\x1b]fog", "fog\x9b", "\x1b\x1b[31mfog",
    "\x1b[\x1b[31mfog", "\x1b]0;\x1b]0;x\x07fog", "\x1b[31\x1b[0mfog", "\x9b\x9b港fog",
    # Single control characters
    "\x07fog", "f\x08og fog", "\x0e\x0ffog", "\x00fog", "fog\x7f", "\x05fog", "\x0bfog", "\x0cfog",
    "a\rfog", "\x11\x13fog", "\x1afog", "\x85fog", "\u2028fog", "\u2029fog",
    # Bidirectional and invisible characters
    "\u202efog", "\u202afog\u202c", "\u2066fog\u2069", "\u2067fog", "fog\u202e gof",
    "\u200bfog", "\ufefffog", "\u00adfog", "\u2060fog", "\u180efog", "\u2063fog", "\ufff9fog\ufffb",
    "\U000e0041\U000e0042fog", "\U000e0001fog", "\U000e007ffog",
    # Excessive marks, joiners and selectors; noncharacters and surrogates
    "z" + "\u0351" * 60 + "fog", "e" + "\u0301" * 500 + " fog", "\u200d" * 30 + "fog",
    "a" + "\ufe0f" * 40 + "fog", "a" + "\U000e0100" * 30 + "fog", "\u20dd" * 20 + "fog",
    "\ufffffog", "\ufdd0fog", "\U0001fffefog", "\ud800fog", "\udc9bfog",
    # Emoji, flags and half-width or full-width text, which must remain
    "\U0001f468\u200d\U0001f469\u200d\U0001f467fog", "\U0001f1e8\U0001f1f3\U0001f1effog",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007ffog",
    "\U0001f44d\U0001f3fdfog", "❤\ufe0ffog", "1\ufe0f\u20e3fog", "ﾊﾟfogｶﾞ", "ｆfogＯ\u3000",
)  # fmt: skip

_ALLOWED_FORMATS = frozenset("\u200c\u200d\u200e\u200f")
_MAX_MARKS = 8


def forbidden_characters(text: str) -> list[str]:
    """Return the forbidden characters in a text, with their context.

    Forbidden are controls except line feeds, bidirectional and invisible characters,
    noncharacters, and excessive marks.
    """
    forbidden = []
    marks = 0
    for index, character in enumerate(text):
        category = unicodedata.category(character)
        codepoint = ord(character)
        marks = marks + 1 if category in ("Mn", "Me") or character in _ALLOWED_FORMATS else 0
        is_of_flag = 0xE0020 <= codepoint <= 0xE007F and "\U0001f3f4" in text[:index]
        is_format = category == "Cf" and character not in _ALLOWED_FORMATS and not is_of_flag
        is_control = category in ("Cc", "Cs", "Zl", "Zp") and character != "\n"
        is_noncharacter = codepoint & 0xFFFE == 0xFFFE or 0xFDD0 <= codepoint <= 0xFDEF
        if is_control or is_format or is_noncharacter or marks > _MAX_MARKS:
            forbidden.append(f"U+{codepoint:04X} in {text[max(0, index - 10) : index + 5]!r}")
    return forbidden
