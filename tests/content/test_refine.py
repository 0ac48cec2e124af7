"""What the text of a document tells about it: securities and the outlet."""

from __future__ import annotations

import pytest

from finews_tui.content.body import parse_body
from finews_tui.model.article import BodyFormat
from finews_tui.model.document import document_text

_LINKED = '<a class="keytip" data-code="90,BK0473">证券</a>'


def _codes(body: str, body_format: BodyFormat = BodyFormat.MARKDOWN) -> list[str]:
    return [symbol.code for symbol in parse_body(body, body_format).symbols]


@pytest.mark.parametrize(
    "body",
    [
        "某酒(600519.SH)涨停。",
        "- 某酒(600519.SH)",
        "> 某酒(600519.SH)",
        "## 某酒(600519.SH)",
        "| 名称 | 代码 |\n| --- | --- |\n| 某酒 | 600519.SH |",
        "某酒(**600519**.SH)",
        "<p>某酒(<b>600519.SH</b>)</p>",
        "正文[^1]\n\n[^1]: 某酒(600519.SH)",
    ],
)
def test_code_is_found_in_every_block(body: str) -> None:
    assert _codes(body) == ["600519.SH"]


@pytest.mark.parametrize("body", ["`$ABCD`", "```\n(600519.SH)\n```", "    $ABCD", "<kbd></kbd>"])
def test_code_in_source_code_is_not_a_symbol(body: str) -> None:
    assert _codes(body) == []


def test_plain_text_has_symbols() -> None:
    assert _codes("Acme (NYSE: ACM) rose", BodyFormat.TEXT) == ["ACM.US"]


def test_linked_security_keeps_its_name() -> None:
    body = '<p><a class="keytip" data-code="1,600519">某酒</a>(600519.SH)与(2197.HK)</p>'
    symbols = parse_body(body, BodyFormat.HTML).symbols
    assert [(symbol.code, symbol.name) for symbol in symbols] == [
        ("600519.SH", "某酒"),
        ("02197.HK", ""),
    ]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        (f'<p class="em_media">（文章来源：晨光{_LINKED}报）</p>', "晨光证券报"),
        (f'<div class="em_media">文章来源：晨光{_LINKED}报</div>', "晨光证券报"),
        (f"<p>（文章来源：晨光{_LINKED}报）</p>", "晨光证券报"),
        (f"<p>(文章来源：{_LINKED}时报)</p>", "证券时报"),
        (f"<p>稿件来源：{_LINKED}时报</p>", "证券时报"),
        (f"<p>【新闻来源：{_LINKED}时报】</p>", "证券时报"),
    ],
)
def test_source_line_is_credit_and_gives_no_symbols(line: str, credit: str) -> None:
    body = f'<p><a data-code="106,NIO">某车</a>上涨</p>{line}'
    document = parse_body(body, BodyFormat.HTML)
    assert document.credit == credit
    assert [symbol.code for symbol in document.symbols] == ["NIO.US"]


def test_sector_named_in_text_stays_a_symbol() -> None:
    body = f'<p>{_LINKED}板块上涨</p><p class="em_media">（文章来源：晨光{_LINKED}报）</p>'
    assert _codes(body, BodyFormat.HTML) == ["BK0473"]


def test_long_text_in_source_line_stays_in_text() -> None:
    text = "这是一段正文。" * 30
    document = parse_body(f'<p class="em_media">{text}</p>', BodyFormat.HTML)
    assert document.credit == ""
    assert document.blocks


def _text(body: str) -> str:
    return document_text(parse_body(body, BodyFormat.MARKDOWN))


@pytest.mark.parametrize(
    ("body", "credit"),
    [
        ("央行下调利率。（财联社）", "财联社"),
        ("> 央行下调利率。（晨光报）", "晨光报"),
        ("第一段。\n\n第二段。（晨光报）", "晨光报"),
        ("央行下调利率。\n\n来源：晨光报", "晨光报"),
        ("央行。\n\n![利率](https://example.org/a.png)\n\n来源：央行数据", ""),
        ("央行。\n\n来源：https://example.org", ""),
        ("央行下调利率。（附名单）", ""),
        ("央行下调利率。（晨光报）\n\n又一段。", ""),
        ('<p>央行。（财联社）</p><p class="em_media">（文章来源：晨光报）</p>', "晨光报"),
    ],
)
def test_outlet_of_digest_is_credit_and_stays_in_text(body: str, credit: str) -> None:
    document = parse_body(body, BodyFormat.MARKDOWN)
    assert document.credit == credit
    assert "央行" in document_text(document) or credit == "晨光报"


@pytest.mark.parametrize(
    "line",
    [
        *(
            "图片",
            "Image",
            "image",
            "[图片]",
            "【图片】",
            "（图片）",
            "> 图片",
            "<p><b>图片</b></p>",
        ),
        "<center>Image</center>",
        '<center><img src="https://example.org/a.jpg" alt="Image"></center>',
        '<center><img src="https://example.org/a.jpg" alt="图片"></center>',
    ],
)
def test_lines_that_only_name_an_image_disappear(line: str) -> None:
    assert _text(f"前文。\n\n{line}\n\n后文。") == "前文。\n后文。"


@pytest.mark.parametrize(
    "line", ["图片来源：晨光报", "图片很美", "Image of a ship", "这张图片", "Images"]
)
def test_words_about_images_stay(line: str) -> None:
    assert line in _text(f"前文。\n\n{line}\n\n后文。")


def test_chart_of_sector_has_its_name() -> None:
    image = (
        '<img src="https://example.org/k?nid=90.BK0473" alt="K图 BK0473_0" data-code="BK0473|90|7">'
    )
    named = parse_body(f"<p>{image}</p><p>{_LINKED}板块</p>", BodyFormat.HTML)
    assert document_text(named).splitlines()[0] == "K图 证券"
    unnamed = parse_body(f"<p>{image}</p><p>板块</p>", BodyFormat.HTML)
    assert document_text(unnamed).splitlines()[0] == "K图"
