"""Documents written as Markdown and HTML."""

from __future__ import annotations

import pytest

from finews_tui.cli.output.html_writer import to_html
from finews_tui.content.html.parse import parse_html
from finews_tui.content.markdown.parse import parse_markdown
from finews_tui.layout.markdown_writer import to_markdown
from finews_tui.model.document import (
    Definition,
    DefinitionList,
    Document,
    Footnote,
    Image,
    Paragraph,
    Span,
    document_text,
)
from finews_tui.model.text_style import TextStyle

WHOLE = """\
<h2>A <em>fine</em> title</h2>
<p>One <strong>bold</strong> and <code>a`b</code>
and <a href="https://a.example/x_(y)">link *</a>.<br>Next line</p>
<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>
<ol start="3"><li><p>three</p><p>more</p></li><li>four</li></ol>
<blockquote><p>quoted</p><p>again</p></blockquote>
<pre><code class="language-python">def f():
    return "```"
</code></pre>
<hr>
<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td>2</td></tr></table>
<p>1. not a list</p><p># not a heading</p><p>- nor this</p>
<p>* [x](y) &lt;b&gt; _a_ ~~b~~ &amp;amp;</p>
<p>央行<strong>降准</strong>。</p>
"""


def test_markdown_round_trip_keeps_text() -> None:
    document = parse_html(WHOLE)
    again = parse_markdown(to_markdown(document))
    assert document_text(again) == document_text(document)
    assert [type(block) for block in again.blocks] == [type(block) for block in document.blocks]
    assert again.links == document.links


def test_html_round_trip_keeps_document() -> None:
    document = parse_html(WHOLE)
    again = parse_html(to_html(document))
    assert again.blocks == document.blocks
    assert again.links == document.links


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<b> b </b>c</p>", "a **b** c"),
        ("<p>two<br>lines</p>", "two\\\nlines"),
        ("<p>3.5 and 4) of it</p>", "3.5 and 4) of it"),
        ("<p>4) of it</p>", "4\\) of it"),
        ("<p>! [a]</p>", "! \\[a]"),
        ("<pre>x\n```\ny</pre>", "````\nx\n```\ny\n````"),
        (
            "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
            "|  |  |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |",
        ),
    ],
)
def test_markdown(html: str, expected: str) -> None:
    assert to_markdown(parse_html(html)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>10<sup>30</sup> kg, H<sub>2</sub>O</p>", "10³⁰ kg, H₂O"),
        ("<p>x<sup>a,b</sup></p>", "x^{a,b}"),
        ("<ol type='a'><li>one<li>two</ol>", "- a. one\n- b. two"),
        ("<ol type='I' start=4><li>one<li>two</ol>", "- IV. one\n- V. two"),
        ("<ol reversed><li>one<li>two</ol>", "2. one\n1) two"),
        ("<ol><li>one<li value=10>ten<li>eleven</ol>", "1. one\n10) ten\n11) eleven"),
        ("<ol start=-1><li>one<li>two<li>three</ol>", "- -1. one\n0. two\n1. three"),
        ("<ul style='list-style: none'><li>one<li>two</ul>", "one\n\ntwo"),
        ("<ol><li><input type=checkbox checked>one</ol>", "1. [x] one"),
        ("<ol type=a><li><input type=checkbox>one</ol>", "- [ ] a. one"),
        ("<ol><li>one<ol type=i><li>in</ol><li>two</ol>", "1. one\n   - i. in\n2. two"),
        ("<p>A note<sup><a href='#fn1'>1</a></sup></p>", "A note\\[1]"),
        (
            "<p>A note<sup><a href='#fn1'>1</a></sup></p><ol><li id=fn1>It</ol>",
            "A note[^1]\n\n[^1]: It",
        ),
        (
            "<p>so \\(a_1*b_2\\) and $x_1^2$ but a_1*b</p>",
            "so \\(a_1*b_2\\) and $x_1^2$ but a\\_1\\*b",
        ),
        ("<p>costs $5 and a_b or $10*</p>", "costs $5 and a\\_b or $10\\*"),
        ("<p><a href='https://a.example/'>[PDF]</a></p>", "[\\[PDF&#93;](https://a.example/)"),
        ("<p>half <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math></p>", "half 1/2"),
        ("<p><ruby>漢<rt>hàn</rt></ruby></p>", "漢(hàn)"),
    ],
)
def test_markdown_keeps_displayed_text(html: str, expected: str) -> None:
    document = parse_html(html)
    markdown = to_markdown(document)
    assert markdown == expected
    again = document_text(parse_markdown(markdown))
    # Markdown has only one kind of numbers; the others are in items with bullets.
    words, original = again.split(), document_text(document).split()
    assert sorted(word for word in words if word not in "•◦") == sorted(original)


@pytest.mark.parametrize(
    "html",
    [
        "<ol type='a'><li>one</li><li>two</li></ol>",
        "<ol start='5' type='I'><li>one</li><li value='9'>two</li><li>three</li></ol>",
        "<ol reversed><li>one</li><li>two</li></ol>",
        "<ul style='list-style: none'><li>one</li></ul>",
        "<ol style='list-style-type: cjk-ideographic'><li>one</li></ol>",
        "<ol><li style='list-style-type: none'><ol><li>in</li></ol></li><li>two</li></ol>",
    ],
)
def test_html_keeps_list_numbers(html: str) -> None:
    document = parse_html(html)
    assert parse_html(to_html(document)).blocks == document.blocks


def test_rare_blocks() -> None:
    term = Definition((Span("term"),), (Paragraph((Span("meaning"),)),))
    document = Document(
        (
            DefinitionList((term,)),
            Image("a [map]", address=0, link=1, caption=(Span("the caption"),)),
            Paragraph((Span("see"), Span("1", note="n 1"))),
            Footnote("n 1", (Paragraph((Span("the note"),)),)),
            Paragraph((Span("漢", ruby="hàn"), Span(" x ", style=TextStyle.STRIKE))),
        ),
        links=("https://a.example/map.png", "https://a.example/"),
    )
    assert to_markdown(document) == (
        "term\n: meaning\n\n"
        "[![a \\[map&#93;](https://a.example/map.png)](https://a.example/)\n\nthe caption\n\n"
        "see[^n-1]\n\n[^n-1]: the note\n\n漢(hàn) ~~x~~ "
    )
    assert to_html(document).split("\n") == [
        "<dl>",
        "<dt>term</dt>",
        "<dd><p>meaning</p></dd>",
        "</dl>",
        '<figure><a href="https://a.example/">'
        '<img src="https://a.example/map.png" alt="a [map]"></a>'
        "<figcaption>the caption</figcaption></figure>",
        '<p>see<sup><a href="#note-n 1">1</a></sup></p>',
        '<aside id="note-n 1"><p>the note</p></aside>',
        "<p><ruby>漢<rt>hàn</rt></ruby><s> x </s></p>",
    ]


def test_html_escapes_text_and_keeps_web_links_only() -> None:
    document = Document(
        (Paragraph((Span('<script>"x"</script>', link=0), Span("&amp;", link=7))),),
        links=("javascript:alert(1)",),
    )
    assert to_html(document) == "<p>&lt;script&gt;&quot;x&quot;&lt;/script&gt;&amp;amp;</p>"
