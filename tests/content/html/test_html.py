"""HTML parsing to blocks and spans."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finews_tui.content.html.parse import parse_html, parse_page
from finews_tui.model.document import Document, ListBlock, Quote, document_text
from tests.content.outline import cases, outline
from tests.cpu_time import cpu_limit

BASE = "http://example.org/a/"


@pytest.mark.parametrize(("html", "expected"), cases("html.txt") + cases("html_callouts.txt"))
def test_parse_html_element(html: str, expected: str) -> None:
    assert "\n".join(outline(parse_html(html, BASE))) == expected


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:x", "java&Tab;script:x", " javascript:x",
     "data:text/html,x", "file:///etc/passwd", "vbscript:x", "mailto:a@example.org",
     "ssh://-oProxyCommand=x", "http://[::1",
     ""],
)  # fmt: skip
def test_only_http_urls_become_links(address: str) -> None:
    document = parse_html(f'<p>go <a href="{address}">there</a></p>', BASE)
    assert document.links == ()
    assert document_text(document) == "go there"


def test_base_element_needs_http_url() -> None:
    link = '<a href="x">y</a>'
    assert parse_html(f'<base href="file:///etc/">{link}').links == ()
    assert parse_html(f'<base href="https://example.net/b/">{link}').links == (
        "https://example.net/b/x",
    )
    assert parse_html(link).links == ()


def test_repeated_link_has_one_index() -> None:
    document = parse_html(
        '<a href="/x">a</a> <a href="/y">b</a> <a href="http://example.org/x">c</a>', BASE
    )
    assert document.links == ("http://example.org/x", "http://example.org/y")


DEEP = {
    "div": "<div>" * 50_000 + "core" + "</div>" * 50_000,
    "inline": "<b><i>" * 25_000 + "core",
    "lists": "<ul><li>" * 3000 + "core",
    "lists in bounds": "<ul><li>" * 250 + "core",
    "quotes in bounds": "<blockquote>" * 500 + "core",
    "tables": "<table><tr><td>" * 500 + "core",
    "fonts": "".join(f"<font a={i}>" for i in range(500)) + "<p>core" * 5000,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">core</p>",
    "attributes with brackets": "<p " + " ".join(f"a{i}='<>'" for i in range(50_000)) + ">core</p>",
    "comments": "core" + "<!--" * 75_000,
    "opens": "core " + "<a" * 150_000,
    "closes": "core" + "</a" * 100_000,
    "quote": "core" + '<a b="' * 50_000,
    "script": "core" + "<script></script" * 20_000,
    "scripts": "core" + "<script>" * 40_000,
    "references": "core" + "&#" * 150_000,
    "image": f'core<img alt="pic" src="data:image/png;base64,{"A" * 3_000_000}">',
    "spans": "<table><tr><td colspan=1000000000 rowspan=1000000000>core<tr>" + "<td>c" * 3000,
    "links": "core" + "".join(f'<a href="http://example.org/{i}">{i}</a>\n' for i in range(10_000)),
    "notes": "core" + "<sup><a href='#fn1'>1</a></sup>" * 5000,
    "after an item": "<ul><li>core</li>" + "<p>x</p>" * 40_000,
    "definitions": "<dl><dt>core" + "<dd>x" * 40_000,
    "frames": "core" + "".join(f'<iframe src="http://a.b/{i}"></iframe>' for i in range(9000)),
    "captions": "<div class=caption>" * 400 + "core" + "<b>x</b>" * 50_000,
    "codes": "<span data-code='1,600000'>" * 400 + "core" + "x " * 200_000,
    "breaks": "core" + "<br>" * 50_000,
    "spaces": "core" + " \n" * 500_000 + "x",
}  # fmt: skip


@pytest.mark.parametrize("name", DEEP)
def test_html_bomb_is_parsed_in_time_without_losing_text(name: str) -> None:
    with cpu_limit(5):
        document = parse_html(DEEP[name])
    assert "core" in document_text(document)
    assert _depth(document) < 60


def _depth(document: Document) -> int:
    deepest = 0
    stack = [(block, 1) for block in document.blocks]
    while stack:
        block, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(block, ListBlock):
            stack += [(inner, depth + 1) for item in block.items for inner in item.blocks]
        elif isinstance(block, Quote):
            stack += [(inner, depth + 1) for inner in block.blocks]
    return deepest


TAGS = re.findall(
    r"\w+",
    "a p div b i span br ul ol li dl dt dd table tr td th thead caption pre code blockquote h1 h3 "
    "img figure figcaption details summary sup ruby rt svg math hr input iframe q center",
)


@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"<{tag}>" for tag in TAGS]),
            st.sampled_from([f"</{tag}>" for tag in TAGS]),
            st.sampled_from(
                ["text", " ", "中", "\n", "<a href='#fn1'>", "<li id=fn1>", "&#27;", "<!--", "-->"]
            ),
        ),
        max_size=40,
    )
)
@settings(max_examples=400, deadline=None)
def test_parse_html_never_raises_for_any_order_of_tags(pieces: list[str]) -> None:
    html = "".join(pieces)
    document = parse_html(html, BASE)
    text = document_text(document)
    assert "\x1b" not in text
    assert all(link.startswith(("http", "#")) for link in document.links)


def test_parse_page_returns_metadata_and_main_content() -> None:
    page = parse_page(
        "<!doctype html><html><head><title> A &amp; B </title>"
        "<meta name=description content='Short'><meta name=author content='Ann'>"
        "<meta property='article:published_time' content='2022-05-18'>"
        "<link rel=canonical href='http://example.org/p'></head>"
        "<body><nav>Menu</nav><main><p>Text</p></main><footer>Foot</footer></body></html>"
    )
    assert (page.title, page.description, page.author) == ("A & B", "Short", "Ann")
    assert (page.published, page.link) == ("2022-05-18", "http://example.org/p")
    assert page.body == "<p>Text</p>"
    assert parse_page("<title>a&#27;[0mb</title><p>c&#27;[31md").body == "<p>cd</p>"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>First</title><body><title>Second</title>", "First"),
        ("<p>x", ""),
        ("<title>" + "<div>" * 600 + "x</title>" + "<div>" * 600, "<div>" * 600 + "x"),
        ("<meta property=og:title content=Shared><p>x", "Shared"),
        ("<title><b>Bold</b> &lt;i&gt; [red]</title>", "<b>Bold</b> <i> [red]"),
    ],
)
def test_parse_page_title(html: str, title: str) -> None:
    assert parse_page(html).title == title
