"""The article header: metadata, dates, details."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from finews_tui.layout.article_header import article_header
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import Article, BodyFormat, Category
from finews_tui.model.document import Document, Paragraph, Span
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.symbol import Symbol
from tests.layout.page_text import page_lines

BEIJING = timezone(timedelta(hours=8))
SOURCES = (Source("harbour", SourceKind.DIRECTORY, "/posts", "Harbour Notes"),)


def article(**fields: object) -> Article:
    known: dict[str, object] = {
        "number": 1,
        "id": "3fa9c2d1e0b4",
        "source": "harbour",
        "entry": "x",
        "title": "渡口一年",
        "body": "",
        "format": BodyFormat.HTML,
        "published": datetime(2024, 5, 17, 0, 29, 5, tzinfo=BEIJING),
        **fields,
    }
    return Article(**known)  # type: ignore[arg-type]


def document(text: str = "字" * 800, **fields: str) -> Document:
    symbols = (Symbol("600519.SH", "贵州茅台"), Symbol("NIO.US", ""))
    return Document((Paragraph((Span(text),)),), symbols=symbols, **fields)  # type: ignore[arg-type]


def test_metadata_has_category_source_local_date_and_minutes() -> None:
    told = article(categories=(Category("gangkou", "港口晚报"),), author="林可")
    head = article_header(told, document(credit="东岸通讯社"), SOURCES, zone=UTC)
    assert head.metadata == ("港口晚报", "Harbour Notes", "2024-05-16 16:29", "2 min")
    assert head.notes == ("林可 · 东岸通讯社", "")
    assert head.symbols == ("贵州茅台", "NIO.US")


def test_metadata_has_no_duplicates() -> None:
    told = article(categories=(Category("x", "Harbour Notes"),), author="A", published=None)
    head = article_header(told, document("word " * 460, credit="A"), SOURCES, zone=UTC)
    assert head.metadata == ("Harbour Notes", "", "2 min")
    assert head.notes == ("A", "")


def test_details_have_all_metadata_and_publisher_time() -> None:
    told = article(
        categories=(Category("gangkou", "港口晚报"),), tags=("鱼", "port"),
        link="https://harbour.example/a/2024/05/17/a-story-with-a-rather-long-address.html",
    )  # fmt: skip
    head = article_header(told, document(), SOURCES, zone=UTC)
    plain = page_lines(lay_out(document(), 50, LayoutOptions(), head))
    assert not any("+0800" in line for line in plain)
    shown = page_lines(lay_out(document(), 50, LayoutOptions(details=True), head))
    assert " Published   2024-05-17 00:29:05 +0800" in shown
    assert " Source      Harbour Notes (harbour)" in shown
    assert " Categories  港口晚报 (gangkou)" in shown
    assert " Tags        鱼, port" in shown
    assert " ID          3fa9c2d1e0b4" in shown
    address = next(n for n, line in enumerate(shown) if line.startswith(" Link        https:"))
    assert shown[address + 1].startswith(" " * 13)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-11)), BEIJING])
def test_date_at_the_end_of_the_calendar_keeps_its_zone(zone: timezone) -> None:
    first = datetime(1, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=14)))
    date = article_header(article(published=first), document(), SOURCES, zone=zone).metadata[1]
    assert date.endswith("01-01 00:30")


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-11)), BEIJING])
def test_date_without_time_is_not_converted(zone: timezone) -> None:
    told = article(published=datetime(2024, 5, 17, tzinfo=BEIJING))
    assert article_header(told, document(), SOURCES, zone=zone).metadata[1] == "2024-05-17"
