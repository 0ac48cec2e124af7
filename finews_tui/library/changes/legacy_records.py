"""Decoding of undo records in the format of earlier versions.

These records describe the action and not its inverse, so each is inverted on decoding. Nested
objects have their type in `is_a`; bytes are base64.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from finews_tui.config.editor import RemovedSource
from finews_tui.library.changes.bookmarks import BookmarkFileChange
from finews_tui.library.changes.change import Change, CompositeChange
from finews_tui.library.changes.read_marks import ReadStateChange
from finews_tui.library.changes.saved_queries import SavedQueriesChange, SavedQueryChange
from finews_tui.library.changes.sources import SourceChange, SourceEdit
from finews_tui.model.source import Source, SourceKind

Json = dict[str, Any]


def _marked(value: Json) -> Change:
    file = value["bookmark"]
    if file is not None:
        data = b64decode(file["data"]["data"])
        return BookmarkFileChange(
            value["label"], file["key"], file["name"], data, creates=not file["is_there"]
        )
    entries = tuple((source, entry) for source, ids in value["marks"].items() for entry in ids)
    return ReadStateChange(value["label"], not value["is_read"], entries)


def _several(value: Json) -> CompositeChange:
    parts = (LEGACY_TYPES[part["is_a"]](part) for part in value["changes"])
    return CompositeChange(value["label"], tuple(parts))


def _saved_change(value: Json) -> SavedQueryChange:
    return SavedQueryChange(
        value["label"], value["name"], value["before"], value["after"], value["place"]
    )


def _queries_change(value: Json) -> SavedQueriesChange:
    before, after = (
        tuple((name, text) for name, text in value[key]) for key in ("before", "after")
    )
    return SavedQueriesChange(value["label"], queries=before, previous=after)


def _source_change(value: Json) -> SourceChange:
    before, after = ([_source(source) for source in value[key]] for key in ("before", "after"))
    edits = tuple(SourceEdit(old=new, new=old) for old, new in zip(before, after, strict=True))
    removed = value["taken"]
    block = None
    if removed is not None and not value["is_back"]:
        block = RemovedSource(tuple(removed["lines"]), removed["follows"], removed["gap"])
    return SourceChange(value["label"], edits, value["name"], block)


def _source(value: Json) -> Source:
    fields = {key: field for key, field in value.items() if key != "is_a"}
    return Source(**{**fields, "kind": SourceKind(fields["kind"]["value"])})


LEGACY_TYPES: dict[str, Callable[[Json], Change]] = {
    "Marked": _marked,
    "Several": _several,
    "SavedChange": _saved_change,
    "QueriesChange": _queries_change,
    "SourceChange": _source_change,
}
