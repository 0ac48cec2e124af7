"""Entries, a source and a fixed time for store tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from finews_tui.model.article import BodyFormat, Entry
from finews_tui.model.source import Source, SourceKind

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

WIRE = Source("wire", SourceKind.DIRECTORY, "/news/wire")

Fill = Callable[..., list[int]]


def make_entry(name: str, text: str = "", **fields: object) -> Entry:
    """Return a plain-text entry."""
    values: dict[str, object] = {
        "id": name,
        "title": f"Title {name}",
        "body": text,
        "format": BodyFormat.TEXT,
        "text": text,
        "published": datetime(2026, 2, 1, tzinfo=UTC),
        **fields,
    }
    return Entry(**values)  # type: ignore[arg-type]
