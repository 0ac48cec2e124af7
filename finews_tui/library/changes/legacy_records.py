"""Undo records in the first format, which earlier versions wrote.

They say what was done; a change says how to undo it, so each is turned round. Nested objects name
their type in `is_a`; bytes are base64.
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
    before, after = (tuple((n, t) for n, t in value[key]) for key in ("before", "after"))
    return SavedQueriesChange(value["label"], queries=before, previous=after)


def _source_change(value: Json) -> SourceChange:
    before, after = ([_source(source) for source in value[key]] for key in ("before", "after"))
    edits = tuple(SourceEdit(old=new, new=old) for old, new in zip(before, after, strict=True))
    taken = value["taken"]
    is_present = value["is_back"] or taken is None
    block = (
        None if is_present else RemovedSource(tuple(taken["lines"]), taken["follows"], taken["gap"])
    )
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
