"""Serialization of changes for the undo log, as compressed JSON with type names."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from finews_tui.config.editor import RemovedSource
from finews_tui.library.changes.bookmarks import BookmarkFileChange
from finews_tui.library.changes.change import Change, CompositeChange
from finews_tui.library.changes.legacy_records import LEGACY_TYPES
from finews_tui.library.changes.read_marks import ReadStateChange
from finews_tui.library.changes.saved_queries import (
    QueryPairs,
    SavedQueriesChange,
    SavedQueryChange,
)
from finews_tui.library.changes.sources import SourceChange, SourceEdit
from finews_tui.model.source import Source, SourceKind

Json = dict[str, Any]

_TYPE = "is_a"


@dataclass(frozen=True, slots=True)
class _Codec:
    """Encoder and decoder of one change class, identified by a type name in the JSON."""

    name: str
    change_class: type[Any]
    encode: Callable[[Any], Json]
    decode: Callable[[Json], Change]


def to_bytes(change: Change) -> bytes:
    """Serialize a change."""
    return zlib.compress(json.dumps(_encode(change), ensure_ascii=False).encode())


def from_bytes(data: bytes) -> Change | None:
    """Deserialize a change; None if it is damaged or of an unknown type."""
    try:
        return _decode(json.loads(zlib.decompress(data)))
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError):
        return None


def _encode(change: Change) -> Json:
    codec = _BY_CLASS[type(change)]
    return {_TYPE: codec.name, "label": change.label, **codec.encode(change)}


def _decode(value: Json) -> Change:
    name = value[_TYPE]
    if name in LEGACY_TYPES:
        return LEGACY_TYPES[name](value)
    return _BY_NAME[name].decode(value)


def _encode_read_state(change: ReadStateChange) -> Json:
    by_source: dict[str, list[str]] = {}
    for source, entry in change.entries:
        by_source.setdefault(source, []).append(entry)
    return {"is_read": change.is_read, "entries": by_source}


def _decode_read_state(value: Json) -> ReadStateChange:
    entries = tuple((source, entry) for source, ids in value["entries"].items() for entry in ids)
    return ReadStateChange(value["label"], value["is_read"], entries)


def _encode_bookmark_file(change: BookmarkFileChange) -> Json:
    data = b64encode(change.data).decode()
    return {"key": change.key, "name": change.name, "data": data, "creates": change.creates}


def _decode_bookmark_file(value: Json) -> BookmarkFileChange:
    data = b64decode(value["data"])
    return BookmarkFileChange(value["label"], value["key"], value["name"], data, value["creates"])


def _encode_saved_query(change: SavedQueryChange) -> Json:
    return {
        "name": change.name,
        "text": change.text,
        "previous_text": change.previous_text,
        "place": change.place,
    }


def _decode_saved_query(value: Json) -> SavedQueryChange:
    return SavedQueryChange(
        value["label"], value["name"], value["text"], value["previous_text"], value["place"]
    )


def _encode_saved_queries(change: SavedQueriesChange) -> Json:
    return {"queries": change.queries, "previous": change.previous}


def _decode_saved_queries(value: Json) -> SavedQueriesChange:
    return SavedQueriesChange(
        value["label"], _query_pairs(value["queries"]), _query_pairs(value["previous"])
    )


def _query_pairs(value: list[list[str]]) -> QueryPairs:
    return tuple((name, text) for name, text in value)


def _encode_source(change: SourceChange) -> Json:
    return {
        "edits": [[asdict(edit.old), asdict(edit.new)] for edit in change.edits],
        "name": change.name,
        "block": asdict(change.block) if change.block else None,
    }


def _decode_source(value: Json) -> SourceChange:
    edits = tuple(SourceEdit(_source(old), _source(new)) for old, new in value["edits"])
    block = value["block"] and _block(value["block"])
    return SourceChange(value["label"], edits, value["name"], block)


def _source(value: Json) -> Source:
    return Source(**{**value, "kind": SourceKind(value["kind"])})


def _block(value: Json) -> RemovedSource:
    return RemovedSource(tuple(value["lines"]), value["follows"], value["gap"])


def _encode_composite(change: CompositeChange) -> Json:
    return {"changes": [_encode(part) for part in change.changes]}


def _decode_composite(value: Json) -> CompositeChange:
    return CompositeChange(value["label"], tuple(_decode(part) for part in value["changes"]))


_CODECS = (
    _Codec("read_state", ReadStateChange, _encode_read_state, _decode_read_state),
    _Codec("bookmark_file", BookmarkFileChange, _encode_bookmark_file, _decode_bookmark_file),
    _Codec("saved_query", SavedQueryChange, _encode_saved_query, _decode_saved_query),
    _Codec("saved_queries", SavedQueriesChange, _encode_saved_queries, _decode_saved_queries),
    _Codec("source", SourceChange, _encode_source, _decode_source),
    _Codec("composite", CompositeChange, _encode_composite, _decode_composite),
)
_BY_CLASS = {codec.change_class: codec for codec in _CODECS}
_BY_NAME = {codec.name: codec for codec in _CODECS}
