"""Links to anchors in the same document."""

from __future__ import annotations

import pytest

from finews_tui.content.body import parse_body
from finews_tui.layout.page import LayoutOptions, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import BodyFormat
from tests.layout.page_text import line_text


def page_of(text: str, form: BodyFormat = BodyFormat.MARKDOWN) -> Page:
    return lay_out(parse_body(text, form, "https://harbour.example/post"), 60, LayoutOptions())


def linked_urls(page: Page) -> list[str]:
    return [
        page.links[run.link] for line in page.lines for run in line.runs if run.link is not None
    ]


@pytest.mark.parametrize(
    ("heading", "link"),
    [
        ("## The new pier", "#the-new-pier"),
        ("## What’s new? (2024)", "#whats-new-2024"),
        ("## 2.1 港口的一年：总结", "#21-港口的一年总结"),
        ("## 港口", "#%E6%B8%AF%E5%8F%A3"),
        ("## C++ & Rust", "#c--rust"),
        ("## snake_case names", "#snake_case-names"),
    ],
)
def test_generated_anchor_resolves_to_heading(heading: str, link: str) -> None:
    page = page_of(f"[there]({link})\n\ntext\n\n{heading}\n\nmore")
    assert linked_urls(page) == [page.links[0]]
    line = page.line_of_anchor(link[1:])
    assert line is not None
    assert line_text(page.lines[line]).strip() == heading.removeprefix("## ")


def test_explicit_anchor_resolves_to_heading() -> None:
    html = '<a href="#s2">there</a><h2 id="s1">One</h2><h2><a name="s2"></a>Two</h2><p>text</p>'
    page = page_of(html, BodyFormat.HTML)
    assert linked_urls(page) == ["#s2"]
    line = page.line_of_anchor("s2")
    assert line is not None
    assert line_text(page.lines[line]).strip() == "Two"


def test_dead_anchor_link_is_plain_text() -> None:
    page = page_of("[up](#top) [down](#bottom) [x](#) [out](https://harbour.example/#top)")
    assert linked_urls(page) == ["https://harbour.example/#top"]
    assert page.line_of_anchor("top") is None
    assert page.line_of_anchor("") is None


def test_dead_anchor_link_in_table_is_plain_text() -> None:
    page = page_of("| a | b |\n| --- | --- |\n| [up](#top) | [there](#pier) |\n\n## Pier\n")
    assert linked_urls(page) == ["#pier"]
