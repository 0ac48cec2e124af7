"""Enclosures survive bookmark files and JSON Lines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from finews_tui.bookmarks.formats import (
    from_json_line,
    from_markdown_file,
    to_json_line,
    to_markdown_file,
)
from finews_tui.model.article import Article, BodyFormat, article_id
from finews_tui.model.enclosure import (
    Enclosure,
    EnclosureKind,
    enclosure_records,
    enclosures_from_records,
)

ENCLOSURES = (
    Enclosure(
        EnclosureKind.AUDIO,
        "https://harbour.test/a.mp3?x=[1]&y=*",
        "audio/mpeg",
        'Bells: "one" [live]',
        "渡口 — the *quay*",
        "Lin {Mei}",
        3723,
        123_456,
        "https://harbour.test/t.jpg",
    ),
    Enclosure(EnclosureKind.IMAGE, "https://harbour.test/b.jpg"),
)


def make_article(**fields: object) -> Article:
    values: dict[str, object] = {
        "number": 0,
        "id": article_id("wire", "1"),
        "source": "wire",
        "entry": "1",
        "title": "Bells",
        "body": "Words",
        "format": BodyFormat.TEXT,
        "enclosures": ENCLOSURES,
        "first_seen": datetime(2026, 3, 1, tzinfo=UTC),
        **fields,
    }
    return Article(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [0, 1, 2, 150])
def test_round_trip_is_lossless(count: int) -> None:
    enclosures = tuple(
        Enclosure(EnclosureKind.IMAGE, f"https://harbour.test/{n}.jpg") for n in range(count)
    )
    article = make_article(enclosures=(*ENCLOSURES, *enclosures))
    for restored in (
        from_markdown_file(to_markdown_file(article)),
        from_json_line(to_json_line(article)),
    ):
        assert restored is not None
        assert restored.enclosures == article.enclosures
        assert restored.first_seen == article.first_seen


@pytest.mark.parametrize(
    "records",
    [
        None,
        "x",
        7,
        {},
        [None, 3, "x", []],
        [{"kind": "image"}],
        [{"kind": "image", "url": "javascript:alert(1)"}],
        [{"kind": "image", "url": ["https://harbour.test/"]}],
    ],
)
def test_invalid_records_are_skipped(records: object) -> None:
    assert enclosures_from_records(records) == ()


def test_edited_records_are_sanitized() -> None:
    record = {
        "kind": "hologram", "url": "https://harbour.test/a", "title": "\x1b[31mred\x07",
        "size": -1, "duration_s": True, "thumbnail": "file:///etc/passwd",
    }  # fmt: skip
    assert enclosures_from_records([record]) == (
        Enclosure(EnclosureKind.FILE, "https://harbour.test/a", title="red"),
    )
    assert enclosures_from_records(enclosure_records(ENCLOSURES)) == ENCLOSURES
