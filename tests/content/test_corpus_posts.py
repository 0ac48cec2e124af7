"""Posts of real archives have titles, and text without boilerplate."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from finews_tui.content.body import parse_body
from finews_tui.content.post import Post, parse_post
from finews_tui.model.article import Entry
from finews_tui.model.document import Heading, Image, Paragraph, spans_text
from tests.paths import SHARED

CORPUS = SHARED / "corpus"
SHANGHAI = ZoneInfo("Asia/Shanghai")

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="no corpus")


@cache
def parse_archive(folder: str, *, drafts: bool = False) -> dict[str, Post]:
    return {
        str(path.relative_to(CORPUS / folder)): parse_post(
            path.read_bytes(),
            path.name,
            zone=SHANGHAI,
            folder=path.parent.name,
            include_drafts=drafts,
        )
        for path in sorted((CORPUS / folder).rglob("*.md"))
    }


@pytest.fixture(scope="module")
def finews() -> dict[str, Entry]:
    entries = {}
    for name, post in parse_archive("finews").items():
        assert post.entry is not None
        assert post.warnings == ()
        entries[Path(name).name] = post.entry
    return entries


def test_finews_archive_posts_have_metadata_and_clean_text(finews: dict[str, Entry]) -> None:
    assert len(finews) == 15
    for name, entry in finews.items():
        assert entry.title
        assert entry.published is not None
        assert entry.published.isoformat().endswith("+08:00")
        assert entry.categories[0] in (
            "emnews",
            "sitenews",
            "jingjicankaowang",
            "zhongguozhengquanbao",
        )
        assert re.search("返回|文章来源|data-code|&lt;|<>", entry.text) is None
        assert not re.search(r"(?m)^[　\s]", entry.text)
        if not name.startswith("-") and "init" not in name:
            assert entry.link.startswith("http://")
            assert entry.story in entry.link


def test_post_without_title_and_date_gets_them_from_text_and_file_name(
    finews: dict[str, Entry],
) -> None:
    entry = finews["-202205262391921712.md"]
    assert entry.title.startswith("据霍尼韦尔官网消息")
    assert entry.published is not None
    assert entry.published.isoformat() == "2022-05-26T00:00:00+08:00"
    assert entry.link == ""


def test_long_post_has_expected_blocks(finews: dict[str, Entry]) -> None:
    entry = finews["2022-05-26-202205262391921712.md"]
    document = parse_body(entry.body, entry.format)
    images = [block for block in document.blocks if isinstance(block, Image)]
    assert images[0].alt == "K图 NIO_0"
    assert spans_text(images[1].caption) == "图片来源：霍尼韦尔官网"
    assert len(images) == 4
    assert document.credit == "上海证券报"
    assert sum(isinstance(block, Heading) for block in document.blocks) == 2
    assert {symbol.code for symbol in entry.symbols} >= {
        "NIO.US",
        "600160.SH",
        "300343.SZ",
        "BK0493",
    }
    assert "《<蒙特利尔议定书>基加利修正案》" in entry.text


def test_removed_stock_links_leave_no_space(finews: dict[str, Entry]) -> None:
    assert "(CPPIB)" in finews["2022-05-30-202205302396671645.md"].text


@pytest.mark.parametrize(
    ("folder", "entry_count"),
    [("archives/18f", 509), ("archives/rust-blog", 398), ("archives/pingcap-blog-cn", 401)],
)
def test_archive_posts_have_title_and_text_without_warnings(folder: str, entry_count: int) -> None:
    posts = parse_archive(folder, drafts=True)
    archive_entries = [post.entry for post in posts.values() if post.entry is not None]
    assert len(archive_entries) == entry_count
    for entry in archive_entries:
        assert entry.title
        assert entry.text
    assert not [post.warnings for post in posts.values() if post.warnings]


def test_archives_have_no_template_tags() -> None:
    for name, post in parse_archive("archives/18f", drafts=True).items():
        assert post.entry is not None
        document = parse_body(post.entry.body, post.entry.format)
        text = "".join(
            spans_text(block.spans) for block in document.blocks if isinstance(block, Paragraph)
        )
        assert "{%" not in text, name
        assert "| url }}" not in text, name


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("11421344996-hexo-no-fence-dash-nospace-tags.head.md",
         "[转]为什么浏览器User-agent总是有Mozilla字样", "2018-06-29T00:00:00+08:00"),
        ("13269277419-slash-dates-cid.head.md", "[转]7天用Go从零实现RPC框架GeeRPC",
         "2021-04-13T20:28:00+08:00"),
        ("16246908720-title-inner-double-quotes.md", '"Ruby 2.0 boosts Rails boot time"',
         "2015-01-21T19:23:54+05:30"),
        ("18063568574-date-comment-empty-title.head.md", "Objectives of this testrun",
         "2021-01-07T00:00:00+08:00"),
        ("18297166740-title-flow-seq.md", "[转]深入理解 AngularJS 的 Scope",
         "2013-12-09T12:00:00+08:00"),
        ("22190330344-conflict-two-titles.head.md", "AWS System Manager",
         "2020-04-24T11:16:09-04:00"),
        ("29661949863-date-no-seconds.head.md", "[转]adnroid 中的感应器",
         "2011-10-31T16:25:00+08:00"),
        ("49017617709-title-colon-space.md", "Python: Quack Quack", None),
        ("55002005392-pelican-headers.head.md", "[转] What are skiplists good for?",
         "2026-04-21T10:09:31+08:00"),
    ],
)  # fmt: skip
def test_post_with_broken_front_matter(name: str, title: str, day: str | None) -> None:
    entry = parse_archive("nasty", drafts=True)[name].entry
    assert entry is not None
    assert entry.title == title
    assert (entry.published.isoformat() if entry.published else None) == day
