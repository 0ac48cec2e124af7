"""Changes as bytes: JSON, compressed, in which every object names its kind."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from finews_tui.library.changes.read_marks import KeptFile, Marked, Several
from finews_tui.library.changes.saved_queries import QueriesChange, SavedChange
from finews_tui.library.changes.source_change import SourceChange
from finews_tui.model.source import RemovedSource, Source, SourceKind
from finews_tui.store.user_state import Mark

Change = Marked | SavedChange | QueriesChange | Several | SourceChange
"""What the user changed, as a value that undoes it."""

_KIND = "is_a"  # no field is named so
_PARTS: tuple[type[Any], ...] = (
    *(Marked, KeptFile, SavedChange, QueriesChange, Several),
    *(SourceChange, Source, SourceKind, RemovedSource),
)
_KINDS = {kind.__name__: kind for kind in _PARTS}


def to_bytes(change: Change) -> bytes:
    """A change as it is kept."""
    return zlib.compress(json.dumps(_plain(change), ensure_ascii=False).encode())


def from_bytes(data: bytes) -> Change | None:
    """The change that was kept; None where another version of finews kept it otherwise."""
    try:
        change = _made(json.loads(zlib.decompress(data)))
    except (zlib.error, ValueError, TypeError, KeyError):
        return None
    return change if isinstance(change, Change) else None


def _plain(value: Any) -> Any:
    if isinstance(value, Marked):
        marks: dict[str, list[str]] = {}
        for mark in value.marks:
            marks.setdefault(mark.source, []).append(mark.entry)
        is_read = bool(value.marks and value.marks[0].is_read)
        return {
            _KIND: "Marked",
            "label": value.label,
            "is_read": is_read,
            "marks": marks,
            "bookmark": _plain(value.bookmark),
        }
    if isinstance(value, bytes):
        return {_KIND: "bytes", "data": b64encode(value).decode()}
    if isinstance(value, Enum):
        return {_KIND: type(value).__name__, "value": value.value}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {_KIND: type(value).__name__, **plain}
    return value


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_made(one) for one in value)
    if not isinstance(value, dict):
        return value
    kind, rest = value[_KIND], {key: one for key, one in value.items() if key != _KIND}
    if kind == "Marked":
        marks = [
            Mark(source, entry, rest["is_read"])
            for source, entries in rest["marks"].items()
            for entry in entries
        ]
        return Marked(rest["label"], tuple(marks), _made(rest["bookmark"]))
    if kind == "bytes":
        return b64decode(rest["data"])
    return _KINDS[kind](**{key: _made(one) for key, one in rest.items()})
