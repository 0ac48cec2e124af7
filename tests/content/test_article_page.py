"""Extraction of articles from web pages."""

from __future__ import annotations

from finews_tui.content.article_page import extract_article
from finews_tui.content.html.parse import parse_html
from finews_tui.model.document import (
    Code,
    DefinitionList,
    Heading,
    Image,
    ListBlock,
    Quote,
    Table,
    document_text,
    spans_text,
)
from tests.sample_pages import CHINESE, FIRST, REST, page

URL = "https://gull.example/harbour/strike"
EXTRA = """<h2>What was agreed</h2><ul><li>Shifts of eight hours</li></ul>
<ol><li>first of all, sleep</li><li>then bread</li></ol>
<p><img src="cranes.jpg" alt="Cranes at dawn"></p>
<table><tr><th>Week</th><th>Tonnes</th></tr><tr><td>40</td><td>12,000</td></tr></table>
<blockquote><p>We are tired, and we are glad, said the speaker of the crews.</p></blockquote>
<pre><code class="language-python">def tide(day):
    return day % 12
</code></pre>
<p>Run <code>make tide</code> to learn more about H<sub>2</sub>O.</p>
<dl><dt>Quay</dt><dd>Where ships are moored.</dd></dl>"""


def test_extract_article_removes_boilerplate() -> None:
    html = extract_article(page(FIRST, *REST), URL)
    text = document_text(parse_html(html))
    assert text.startswith("The strike in the harbour ended on Friday")
    assert text.endswith("in the cold light.")
    for word in ("Front page", "Share", "First!", "Most read", "Another", "Copyright", "tracker"):
        assert word not in html
    assert "Harbour strike ends" not in html


def test_extract_article_resolves_urls() -> None:
    document = parse_html(extract_article(page(FIRST, *REST, extra=EXTRA), URL))
    assert document.links == (
        "https://gull.example/talks",
        "https://gull.example/harbour/cranes.jpg",
    )


def test_extract_article_uses_base_element() -> None:
    html = page(FIRST, *REST).replace("<head>", "<head><base href='/archive/'>")
    html = html.replace("/talks", "talks")
    assert 'href="https://gull.example/archive/talks"' in extract_article(html, URL)


def test_extract_article_keeps_block_types() -> None:
    html = extract_article(page(FIRST, *REST, extra=EXTRA), URL)
    blocks = parse_html(html).blocks
    kinds = {type(block) for block in blocks}
    assert {Heading, ListBlock, Image, Table, Quote, Code, DefinitionList} <= kinds
    assert [block.ordered for block in blocks if isinstance(block, ListBlock)] == [False, True]
    (code,) = (block for block in blocks if isinstance(block, Code))
    assert code == Code("def tide(day):\n    return day % 12", "python")
    assert "<code>make tide</code>" in html
    assert "H<sub>2</sub>O" in html


def test_extract_article_from_chinese_page() -> None:
    text = document_text(parse_html(extract_article(page(*CHINESE, title="罢工结束"), URL)))
    assert text.split("\n") == list(CHINESE)


def test_extract_article_removes_active_content_and_controls() -> None:
    extra = '<p onclick="x()">A\x1b[31m red&#27;[0m word \u202e in a long and honest sentence.</p>'
    html = extract_article(page(FIRST, *REST, extra=extra), URL)
    assert "red" in html
    assert not {"\x1b", "\u202e"} & set(html)
    assert "onclick" not in html


def test_extract_article_returns_nothing_without_text() -> None:
    for html in ("", "<html></html>", "<p></p>", "<script>1</script>", "words" * 0):
        assert extract_article(html, URL) == ""


def test_extract_article_rejects_deeply_nested_page() -> None:
    assert extract_article("<div>" * 100_000 + "<p>words</p>", URL) == ""


def test_extract_article_keeps_image_sizes_and_captions() -> None:
    figure = (
        "<figure><a href='/big'><img src='cranes.jpg' alt='Cranes' width='800' height='533'></a>"
        "<figcaption>Cranes at dawn. Photo: B. Moe</figcaption></figure>"
        "<p><img data-src='/later.png' src='/blank.gif' width='400px' height='300px' "
        "alt='Later'></p>"
        "<p>The town looked on while the cranes moved, for the first time in many days.</p>"
    )
    html = extract_article(page(FIRST, *REST, extra=figure), URL)
    first, second = (block for block in parse_html(html).blocks if isinstance(block, Image))
    assert (first.width, first.height) == (800, 533)
    assert spans_text(first.caption) == "Cranes at dawn. Photo: B. Moe"
    assert (second.width, second.height, second.caption) == (400, 300, ())
    assert "The town looked on" in html
