"""Where the tables and keys of a TOML text stand, for messages and for edits that keep the rest."""

from __future__ import annotations

import re
from typing import NamedTuple

# Patterns are compiled, by `re` and once, where they are used: a good configuration needs none.
_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?"
_KEY = rf"[ \t]*({_DOTTED})[ \t]*="
# Strings and comments; the group is a string of several lines that this line does not close.
_QUOTED = r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|("""|\'\'\')|"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*'

KeyPath = tuple[str | int, ...]


class TomlPosition(NamedTuple):
    """A header or a key: its line, from 0, and its path; tables of an array are counted from 0."""

    line: int
    path: KeyPath
    is_header: bool


def find_positions(text: str) -> list[TomlPosition]:
    """Every header and every key at the start of a line, in order; `text` is valid TOML."""
    found: list[TomlPosition] = []
    table: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    open_string = ""
    for number, line in enumerate(text.split("\n")):
        if open_string:
            _, closing, line = line.partition(open_string)
            if not closing:
                continue
        elif header := re.match(_HEADER, line):
            table = _parts(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.append(TomlPosition(number, table, True))
        elif key := re.match(_KEY, line):
            found.append(TomlPosition(number, table + _parts(key[1]), False))
        open_string = next((quoted[1] for quoted in re.finditer(_QUOTED, line) if quoted[1]), "")
    return found


def line_of(found: list[TomlPosition], path: KeyPath) -> int:
    """The line, from 1, of `path`, else of what holds it, else of the file."""
    lines: dict[str, int] = {}
    for place in found:
        for length in range(len(place.path), 0, -1):
            lines.setdefault(_joined(place.path[:length]), place.line + 1)
    while path and _joined(path) not in lines:
        path = path[:-1]
    return lines.get(_joined(path), 1)


def _joined(path: KeyPath) -> str:
    """One spelling for `"a.b"` and `a.b`, which mean the same in `[keys]`."""
    return ".".join(map(str, path))


def _parts(dotted: str) -> KeyPath:
    return tuple(_unquoted(part) for part in re.findall(_PART, dotted))


def _unquoted(part: str) -> str:
    if part[0] not in "\"'":
        return part
    # Here, for who only imports the configuration has no TOML to read yet.
    import tomllib

    return str(tomllib.loads(f"key = {part}")["key"])
