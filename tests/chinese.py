"""Detection of English in Chinese text, and of Chinese in English text."""

from __future__ import annotations

import re

# Names that are not translated.
_NAMES = re.compile(
    r"JSON (Lines|Feed)|Markdown|HTML|Big5|Ctrl-\w|[A-Z]+-\d+|GB 18030|"
    r"[\w./~*-]+\.(md|toml|db|jsonl|opml|log|yml)|https?://\S+"
)
_COMMANDS = re.compile(r"`[^`\n]*`|--?[a-z][\w-]*|\"[^\"\n]*\"|\b[a-z]+:[\w-]*")
_ENGLISH = re.compile(r"[A-Za-z]*[a-z]{3,}[ ,;]+[a-z]{2,}\w*")
_HAN = re.compile("[一-鿿]+")


def find_english(text: str, *names: str) -> list[str]:
    """Return pairs of English words, excluding names, commands and quoted text."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "·")
    text = _COMMANDS.sub("·", _NAMES.sub("·", text))
    return [match[0] for match in _ENGLISH.finditer(text)]


def find_chinese(text: str, *names: str) -> list[str]:
    """Return runs of Chinese characters, excluding `names`."""
    for name in names:
        text = text.replace(name, "·")
    return _HAN.findall(text)
