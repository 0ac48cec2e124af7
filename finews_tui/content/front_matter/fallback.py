"""Parse front matter line by line if it is not valid YAML or TOML."""

from __future__ import annotations

import re

from finews_tui.content.front_matter.yaml_limits import YAML_ERRORS, load_yaml

_KEY_LINE = re.compile(r"([A-Za-z_][\w .-]{0,62}?)[ \t]*([:=])(?:[ \t]+(.*)|$)")
_LIST_ITEM = re.compile(r"[ \t]*-[ \t]*(.*)")
_MERGE_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7})(?: .*)?$")
_COMMENT = re.compile(r"[ \t]+#.*$")
_MAX_FIELDS = 200
_MAX_VALUE_LENGTH = 16384


def parse_fields_by_line(
    source: str, *, separator: str = ":", is_plain: bool = False
) -> dict[str, object]:
    """Return the fields of `key: value` lines. The first of duplicate keys wins.

    Each value is parsed as YAML, or used literally if that fails. With `is_plain` all values are
    literal (Pelican).
    """
    fields: dict[str, object] = {}
    key = ""
    lines: list[str] = []
    # A sentinel line ends the last field.
    for line in [*source.split("\n"), "end" + separator]:
        if _MERGE_CONFLICT.match(line):
            continue
        match = _KEY_LINE.match(line)
        if match is None or match[2] != separator:
            if len(lines) < _MAX_FIELDS:
                lines.append(line)
            continue
        if key and key not in fields:
            fields[key] = _parse_value(lines, separator, is_plain=is_plain)
        if len(fields) >= _MAX_FIELDS:
            break
        key, lines = match[1].strip().lower(), [line]
    return fields


def raw_value(source: str, key: str, separator: str = ":") -> str | None:
    """Return the text after a key without quotes and comment, or None."""
    pattern = rf"(?mi)^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*{separator}[ \t]*(.*)$"
    values = re.findall(pattern, source)
    return unquote(_COMMENT.sub("", values[-1])) if values else None


def unquote(text: str) -> str:
    """Remove one pair of quotes around `text`."""
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _parse_value(lines: list[str], separator: str, *, is_plain: bool) -> object:
    first = lines[0].split(separator, 1)[1].strip()[:_MAX_VALUE_LENGTH]
    rest = [line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    items = [match[1] for match in map(_LIST_ITEM.match, rest) if match]
    if not first and items and len(items) == len(rest):
        return [unquote(_COMMENT.sub("", item)) for item in items]
    if not is_plain and separator == ":":
        try:
            loaded = load_yaml("\n".join(lines))
        except YAML_ERRORS:
            pass
        else:
            if isinstance(loaded, dict) and len(loaded) == 1:
                value = next(iter(loaded.values()))
                if isinstance(value, str | list | bool | int | None):
                    return value
    continuation = (line.strip() for line in rest if line[0] in " \t")
    return unquote(" ".join([first, *continuation]).strip())
