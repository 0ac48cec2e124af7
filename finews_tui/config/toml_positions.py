"""Line numbers of tables and keys in TOML, for messages and edits."""

from __future__ import annotations

import re
from typing import NamedTuple

# Strings, compiled by `re` on first use: not needed for valid files.
_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?"
_KEY = rf"[ \t]*({_DOTTED})[ \t]*="
# Strings and comments; the group matches a multi-line string left open by the line.
_QUOTED = r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|("""|\'\'\')|"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*'

KeyPath = tuple[str | int, ...]


class TomlPosition(NamedTuple):
    """Line (from 0) and path of a header or key; array tables are numbered from 0."""

    line: int
    path: KeyPath
    is_header: bool


def find_positions(text: str) -> list[TomlPosition]:
    """Return all headers and keys at line starts, in order; `text` is valid TOML."""
    positions: list[TomlPosition] = []
    table: KeyPath = ()
    last_index: dict[KeyPath, int] = {}
    open_quotes = ""
    for number, line in enumerate(text.split("\n")):
        if open_quotes:
            _, closing, line = line.partition(open_quotes)
            if not closing:
                continue
        elif header := re.match(_HEADER, line):
            table = _split_key(header[2])
            if header[1] == "[[":
                last_index[table] = last_index.get(table, -1) + 1
                table = (*table, last_index[table])
            positions.append(TomlPosition(number, table, True))
        elif key := re.match(_KEY, line):
            positions.append(TomlPosition(number, table + _split_key(key[1]), False))
        open_quotes = next((quoted[1] for quoted in re.finditer(_QUOTED, line) if quoted[1]), "")
    return positions


def line_of(positions: list[TomlPosition], path: KeyPath) -> int:
    """Return the line (from 1) of `path`, else of its table, else 1."""
    lines: dict[str, int] = {}
    for position in positions:
        for length in range(len(position.path), 0, -1):
            lines.setdefault(_dotted(position.path[:length]), position.line + 1)
    while path and _dotted(path) not in lines:
        path = path[:-1]
    return lines.get(_dotted(path), 1)


def _dotted(path: KeyPath) -> str:
    """Join a path with dots: `"a.b"` and `a.b` are the same key in `[keys]`."""
    return ".".join(map(str, path))


def _split_key(dotted: str) -> KeyPath:
    return tuple(_unquote(part) for part in re.findall(_PART, dotted))


def _unquote(part: str) -> str:
    if part[0] not in "\"'":
        return part
    # Imported lazily: only needed for quoted keys.
    import tomllib

    return str(tomllib.loads(f"key = {part}")["key"])
