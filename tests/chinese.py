"""What is left of English where finews speaks Chinese, and the other way round."""

from __future__ import annotations

import re

# Names, which no language translates.
_NAMES = re.compile(
    r"JSON (Lines|Feed)|Markdown|HTML|Big5|Ctrl-\w|[A-Z]+-\d+|GB 18030|"
    r"[\w./~*-]+\.(md|toml|db|jsonl|opml|log|yml)|https?://\S+"
)
_COMMANDS = re.compile(r"`[^`\n]*`|--?[a-z][\w-]*|\"[^\"\n]*\"|\b[a-z]+:[\w-]*")
_ENGLISH = re.compile(r"[A-Za-z]*[a-z]{3,}[ ,;]+[a-z]{2,}\w*")
_HAN = re.compile("[一-鿿]+")


def english_in(text: str, *names: str) -> list[str]:
    """Where two words of English follow each other, apart from names and what is typed."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "·")
    text = _COMMANDS.sub("·", _NAMES.sub("·", text))
    return [found[0] for found in _ENGLISH.finditer(text)]


def chinese_in(text: str, *names: str) -> list[str]:
    """The runs of Chinese, apart from names."""
    for name in names:
        text = text.replace(name, "·")
    return _HAN.findall(text)
