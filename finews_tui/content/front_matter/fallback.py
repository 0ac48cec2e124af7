"""Reads front matter line by line, where it is no YAML that a parser takes."""

from __future__ import annotations

import re

from finews_tui.content.front_matter.yaml_limits import YAML_ERRORS, load_yaml

_KEY_LINE = re.compile(r"([A-Za-z_][\w .-]{0,62}?)[ \t]*([:=])(?:[ \t]+(.*)|$)")
_ITEM = re.compile(r"[ \t]*-[ \t]*(.*)")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7})(?: .*)?$")
_COMMENT = re.compile(r"[ \t]+#.*$")
_FIELD_LIMIT = 200
"""Fields that are read one by one; what comes after them is left out."""
_VALUE_LIMIT = 16384


def parse_fields_by_line(
    source: str, *, mark: str = ":", is_plain: bool = False
) -> dict[str, object]:
    """The fields of lines such as `key: value`, the first of each name.

    A value goes through YAML on its own and is taken as it stands where that fails; `is_plain`
    takes all of them as they stand (Pelican).
    """
    fields: dict[str, object] = {}
    key = ""
    lines: list[str] = []
    for line in [*source.split("\n"), "end" + mark]:
        if _CONFLICT.match(line):
            continue
        match = _KEY_LINE.match(line)
        if match is None or match[2] != mark:
            if len(lines) < _FIELD_LIMIT:
                lines.append(line)
            continue
        if key and key not in fields:
            fields[key] = _value(lines, mark, is_plain=is_plain)
        if len(fields) >= _FIELD_LIMIT:
            break
        key, lines = match[1].strip().lower(), [line]
    return fields


def raw_value(source: str, key: str, mark: str = ":") -> str | None:
    """What stands behind a key, without its quotes; None where nothing does."""
    pattern = rf"(?mi)^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*{mark}[ \t]*(.*)$"
    found = re.findall(pattern, source)
    return unquote(_COMMENT.sub("", found[-1])) if found else None


def unquote(text: str) -> str:
    """Text less one pair of quotes around it."""
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _value(lines: list[str], mark: str, *, is_plain: bool) -> object:
    head = lines[0].split(mark, 1)[1].strip()[:_VALUE_LIMIT]
    rest = [line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    items = [match[1] for match in map(_ITEM.match, rest) if match]
    if not head and items and len(items) == len(rest):
        return [unquote(_COMMENT.sub("", item)) for item in items]
    if not is_plain and mark == ":":
        try:
            loaded = load_yaml("\n".join(lines))
        except YAML_ERRORS:
            pass
        else:
            if isinstance(loaded, dict) and len(loaded) == 1:
                value = next(iter(loaded.values()))
                if isinstance(value, str | list | bool | int | None):
                    return value
    folded = (line.strip() for line in rest if line[0] in " \t")
    whole = " ".join([head, *folded]).strip()
    return unquote(whole)
