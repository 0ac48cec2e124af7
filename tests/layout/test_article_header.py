"""Article header: metadata, dates and details."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from finews_tui.layout.article_header import article_header, page_document
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import Article, BodyFormat, Category
from finews_tui.model.document import Document, Heading, Paragraph, Span
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.symbol import Symbol
from tests.layout.page_text import page_lines

BEIJING = timezone(timedelta(hours=8))
SOURCES = (Source("harbour", SourceKind.DIRECTORY, "/posts", "Harbour Notes"),)


def make_article(**fields: object) -> Article:
    values: dict[str, object] = {
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
    return Article(**values)  # type: ignore[arg-type]


def document(text: str = "字" * 800, **fields: str) -> Document:
    symbols = (Symbol("600519.SH", "贵州茅台"), Symbol("NIO.US", ""))
    return Document((Paragraph((Span(text),)),), symbols=symbols, **fields)  # type: ignore[arg-type]


def test_metadata_has_category_source_local_date_and_minutes() -> None:
    article = make_article(categories=(Category("gangkou", "港口晚报"),), author="林可")
    header = article_header(article, document(credit="东岸通讯社"), SOURCES, zone=UTC)
    assert header.metadata == ("港口晚报", "Harbour Notes", "2024-05-16 16:29", "2 min")
    assert header.notes == ("林可 · 东岸通讯社", "")
    assert header.symbols == ("贵州茅台", "NIO.US")


def test_metadata_has_no_duplicates() -> None:
    article = make_article(categories=(Category("x", "Harbour Notes"),), author="A", published=None)
    header = article_header(article, document("word " * 460, credit="A"), SOURCES, zone=UTC)
    assert header.metadata == ("Harbour Notes", "", "2 min")
    assert header.notes == ("A", "")


def test_details_show_all_metadata_with_publisher_time() -> None:
    article = make_article(
        categories=(Category("gangkou", "港口晚报"),), tags=("鱼", "port"),
        link="https://harbour.example/a/2024/05/17/a-story-with-a-rather-long-address.html",
    )  # fmt: skip
    header = article_header(article, document(), SOURCES, zone=UTC)
    compact = page_lines(lay_out(document(), 50, LayoutOptions(), header))
    assert not any("+0800" in line for line in compact)
    detailed = page_lines(lay_out(document(), 50, LayoutOptions(details=True), header))
    assert " Published   2024-05-17 00:29:05 +0800" in detailed
    assert " Source      Harbour Notes (harbour)" in detailed
    assert " Categories  港口晚报 (gangkou)" in detailed
    assert " Tags        鱼, port" in detailed
    assert " ID          3fa9c2d1e0b4" in detailed
    link_line = next(
        index for index, line in enumerate(detailed) if line.startswith(" Link        https:")
    )
    assert detailed[link_line + 1].startswith(" " * 13)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-11)), BEIJING])
def test_date_at_end_of_calendar_is_not_converted(zone: timezone) -> None:
    first = datetime(1, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=14)))
    date = article_header(make_article(published=first), document(), SOURCES, zone=zone).metadata[1]
    assert date.endswith("01-01 00:30")


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-11)), BEIJING])
def test_date_without_time_is_not_converted(zone: timezone) -> None:
    article = make_article(published=datetime(2024, 5, 17, tzinfo=BEIJING))
    assert article_header(article, document(), SOURCES, zone=zone).metadata[1] == "2024-05-17"


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-11)), BEIJING])
def test_details_show_day_without_time(zone: timezone) -> None:
    article = make_article(published=datetime(2024, 5, 17, tzinfo=BEIJING))
    details = dict(article_header(article, document(), SOURCES, zone=zone).details)
    assert details["Published"] == "2024-05-17"


@pytest.mark.parametrize(
    ("category", "author", "credit", "text", "byline"),
    [
        ("东岸晨报", "", "东岸晨报", "字", ""),
        ("东岸晨报", "东岸晨报", "东岸晨报", "字", ""),
        ("港口", "东岸晨报", "东岸晨报", "字", "东岸晨报"),
        ("港口", "林可", "东岸晨报", "字", "林可 · 东岸晨报"),
        ("港口", "Harbour News", "harbour news", "字", "harbour news"),
        ("港口", "Harbour Notes", "", "字", ""),
        ("港口", "Harbour Notes", "东岸晨报", "字", "东岸晨报"),
        ("港口", "Ann, Harbour Notes", "", "字", "Ann, Harbour Notes"),
        ("港口", "", "东岸晨报", "字。（东岸晨报）", ""),
        ("港口", "", "东岸晨报", "（东岸晨报）字。", "东岸晨报"),
    ],
)
def test_outlet_is_shown_once(
    category: str, author: str, credit: str, text: str, byline: str
) -> None:
    article = make_article(categories=(Category("x", category),), author=author)
    header = article_header(article, document(text, credit=credit), SOURCES, zone=UTC)
    assert header.notes[0] == byline


def test_sector_has_name_and_never_its_number() -> None:
    article = make_article(symbols=("BK0473", "BK1037", "NIO.US", "600519.SH"))
    symbols = (Symbol("BK0473", "证券"), Symbol("BK1037"), Symbol("600519.SH", "某酒"))
    text = Document((Paragraph((Span("字"),)),), symbols=symbols)
    header = article_header(article, text, SOURCES, zone=UTC)
    assert header.symbols == ("证券", "NIO.US", "某酒")
    assert dict(header.details)["Symbols"] == "证券, NIO.US, 某酒 (600519.SH)"


@pytest.mark.parametrize("text", ["渡口一年", "渡口一年。", "《渡口》一年", ""])
def test_post_without_text_shows_note_and_address_of_page(text: str) -> None:
    blocks = (Paragraph((Span(text),)),) if text else ()
    article = make_article(link="https://harbour.example/a")
    page = page_document(article, Document(blocks))
    assert page.blocks == ()
    header = article_header(article, Document(blocks), SOURCES, zone=UTC)
    assert header.notes[-2:] == (
        "This article has no text.",
        "Original page: https://harbour.example/a",
    )
    without = article_header(make_article(), Document(blocks), SOURCES, zone=UTC)
    assert without.notes[-1] == "This article has no text."


@pytest.mark.parametrize("text", ["渡口一年有余", "渡口一年，渡口一年", "渡口"])
def test_text_with_more_than_the_title_is_shown(text: str) -> None:
    text_document = Document((Paragraph((Span(text),)),))
    assert page_document(make_article(), text_document) == text_document


@pytest.mark.parametrize(
    ("heading", "is_shown"),
    [
        ("渡口一年", False),
        ("《渡口一年》", False),
        ("渡口一年：夏", True),
        ("渡口", True),
        ("", True),
    ],
)
def test_first_heading_that_repeats_the_title_is_left_out(heading: str, is_shown: bool) -> None:
    first, text = Heading(1, (Span(heading),)), Paragraph((Span("春天开工。"),))
    page = page_document(make_article(), Document((first, text)))
    assert page.blocks == ((first, text) if is_shown else (text,))
    below = Document((text, first, text))
    assert page_document(make_article(), below) == below


def test_heading_of_article_without_title_is_shown() -> None:
    blocks = (Heading(1, (Span("——"),)), Paragraph((Span("春天开工。"),)))
    assert page_document(make_article(title=""), Document(blocks)).blocks == blocks


def test_details_name_original_page() -> None:
    story = "202205302396671645"
    share = f"http://share.example/NewsShare.html?infoCode=NW{story}"
    original = f"https://finance.eastmoney.com/a/{story}.html"
    details = dict(article_header(make_article(link=share, story=story), document(), ()).details)
    assert (details["Link"], details["Original page"]) == (share, original)
    details = dict(article_header(make_article(link=original, story=story), document(), ()).details)
    assert "Original page" not in details
