"""Address of the page that opens for an article."""

from __future__ import annotations

import pytest

from finews_tui.model.article import Article, BodyFormat

STORY = "202205302396671645"
ORIGINAL = f"https://finance.eastmoney.com/a/{STORY}.html"


@pytest.mark.parametrize(
    ("link", "story", "page"),
    [
        (f"http://share.example/NewsShare.html?infoCode=NW{STORY}", STORY, ORIGINAL),
        ("", STORY, ORIGINAL),
        (f"http://finance.eastmoney.com/news/1353,{STORY}.html", STORY, None),
        ("https://paper.example/a", STORY, None),
        (f"http://share.example/NewsShare.html?infoCode=NW{STORY}", "", None),
        ("http://share.example/NewsShare.html?infoCode=NW202205302396671646", STORY, None),
        ("", "", None),
    ],
)
def test_original_page_replaces_share_page(link: str, story: str, page: str | None) -> None:
    article = Article(1, "a" * 12, "s", "e", "t", "", BodyFormat.HTML, link=link, story=story)
    assert article.page_link == (link if page is None else page)
    assert article.link == link
