"""Parsing of a post with every construct of the archive."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from finews_tui.content.body import parse_body
from finews_tui.content.post import parse_post
from finews_tui.model.article import Entry
from finews_tui.model.document import Document, Image, document_text
from finews_tui.model.symbol import Symbol
from tests.content.outline import DATA, outline

NAME = "2022-05-26-202205261234567890.md"
QUOTE = "http://quote.eastmoney.com/unify/r/"
DIGEST = "记者周四获悉，河畔汽车宣布旗下新车改用新型冷却液，供应商为青山化工。（晨光日报）"


@pytest.fixture(scope="module")
def entry() -> Entry:
    post = parse_post((DATA / NAME).read_bytes(), NAME, zone=ZoneInfo("Asia/Shanghai"))
    assert post.entry is not None
    assert post.warnings == ("invalid YAML in front matter; parsed line by line",)
    return post.entry


@pytest.fixture(scope="module")
def document(entry: Entry) -> Document:
    return parse_body(entry.body, entry.format)


def test_archive_post_fields(entry: Entry) -> None:
    assert entry.title == '新款"冷却液"上市 哪些公司受益？'
    assert entry.published == datetime(2022, 5, 26, 0, 19, 55, tzinfo=timezone(timedelta(hours=8)))
    assert entry.categories == ("em news",)
    assert entry.tags == ("滚动新闻",)
    assert entry.link == "http://finance.example.org/news/1354,202205261234567890.html"
    assert entry.story == "202205261234567890"
    assert entry.summary == DIGEST


def test_archive_post_blocks(document: Document) -> None:
    assert outline(document) == [
        f"img 'K图 HEBI_0' https://pictures.example.org/GetPic.aspx?nid=106.HEBI&imageType=k&at=1"
        f" -> {QUOTE}106.HEBI",
        f"p 冷却液也换<新装 {QUOTE}90.BK0999>了！",
        f"p 记者周四获悉，<河畔汽车 {QUOTE}106.HEBI>宣布旗下新车改用新型冷却液，"
        f"供应商为<青山化工 {QUOTE}0.000999>。",
        "img '' https://pictures.example.org/a.jpg «图片来源：河畔汽车官网»",
        f"p (BPPIC)与<南湖 {QUOTE}116.00999>股份的业绩一同公布，"
        "详见<公告 https://finance.example.org/a/202205260000000001.html>。",
        "h3 什么是冷却液",
        "p 据《<湖滨公约>修正案》，它要换代了。",
    ]


def test_archive_post_has_digest_and_credit_without_boilerplate(document: Document) -> None:
    assert document.digest == DIGEST
    assert document.credit == "晨光证券报"
    assert document_text(document).count("记者周四获悉") == 1
    assert "返回" not in document_text(document)
    assert "文章来源" not in document_text(document)


def test_archive_post_credit(entry: Entry) -> None:
    assert entry.credit == "晨光证券报"


def test_archive_post_symbols(entry: Entry) -> None:
    # The linker found 证券 in the name of the outlet, too.
    assert entry.symbols == (
        Symbol("HEBI.US", "河畔汽车"),
        Symbol("BK0999", "新装"),
        Symbol("000999.SZ", "青山化工"),
        Symbol("00999.HK", "南湖"),
    )


def test_archive_post_image_has_size(document: Document) -> None:
    first = document.blocks[0]
    assert isinstance(first, Image)
    assert (first.width, first.height) == (578, 276)


def test_archive_post_text_has_one_paragraph_per_line(entry: Entry, document: Document) -> None:
    assert entry.text == document_text(document)
    assert "(BPPIC)与南湖股份的业绩一同公布" in entry.text
