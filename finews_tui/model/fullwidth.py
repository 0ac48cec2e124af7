"""ASCII equivalents of full-width characters and Chinese punctuation."""

from __future__ import annotations

_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

# Punctuation that Chinese and Japanese input methods type instead of an ASCII character. `……` and
# `——` are missing: one key press types two characters.
_INPUT_METHOD = {
    **{"、": "/", "・": "/", "。": ".", "·": "`", "〜": "~"},
    **{"【": "[", "】": "]", "「": "[", "」": "]", "〔": "[", "〕": "]", "『": "{", "』": "}"},
    **{"《": "<", "》": ">", "〈": "<", "〉": ">"},
    **{"￥": "$", "¥": "$", "‘": "'", "’": "'", "“": '"', "”": '"'},
}


def fullwidth_to_ascii(text: str) -> str:
    """Replace full-width ASCII and ideographic spaces. The length stays the same."""
    return text if text.isascii() else text.translate(_FULLWIDTH)


def ascii_key(character: str) -> str:
    """Return the ASCII character of the key that types a character with an input method.

    Returns "" if there is none, or if `character` is not a single non-ASCII character.
    """
    if len(character) != 1 or character.isascii():
        return ""
    key = _INPUT_METHOD.get(character) or fullwidth_to_ascii(character)
    return key if key.isascii() else ""
