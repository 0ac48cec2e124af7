"""Markdown parsing to blocks and spans, with dialects and template tags."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finews_tui.content.html.parse import parse_html
from finews_tui.content.markdown import parse as markdown
from finews_tui.content.markdown.parse import parse_markdown
from finews_tui.model.document import Heading, document_text, spans_text
from tests.content.outline import cases, outline
from tests.cpu_time import cpu_limit

BASE = "http://example.org/a/"


@pytest.mark.parametrize(("source", "expected"), cases("markdown.txt"))
def test_parse_markdown_syntax(source: str, expected: str) -> None:
    assert "\n".join(outline(parse_markdown(source, BASE))) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    cases("markdown_formulas.txt")
    + cases("markdown_attributes.txt")
    + cases("markdown_callouts.txt")
    + cases("markdown_tags.txt")
    + cases("markdown_extensions.txt"),
)
def test_parse_markdown_extensions(source: str, expected: str) -> None:
    assert "\n".join(outline(parse_markdown(source, BASE))) == expected


@pytest.mark.parametrize(
    ("source", "anchor"),
    [
        ("## Words {#here}", "here"),
        ("## Words {.a #here .b}", "here"),
        ("## Words {: #here}", "here"),
        ("## Words {: .a id='here'}", "here"),
        ("## Words ## {#here}", "here"),
        ("Words {#here}\n-----", "here"),
        ("Words\n=====\n{: #here}", "here"),
        ("## Words\n{: .a #here}", "here"),
        ("## Words {.a}", ""),
        ("## Words\n\n{: #here}", ""),
    ],
)
def test_id_in_attribute_list_is_anchor_of_heading(source: str, anchor: str) -> None:
    heading = parse_markdown(source, BASE).blocks[0]
    assert isinstance(heading, Heading)
    assert (spans_text(heading.spans), heading.anchor) == ("Words", anchor)


def test_url_at_end_becomes_article_link() -> None:
    document = parse_markdown(
        "Words.\n\n<http://example.org/n/1.html>\n\n[返回首页](//example.org/)\n"
    )
    assert document.link == "http://example.org/n/1.html"
    assert document.links == ()


@pytest.mark.parametrize(
    ("digest", "text"),
    [
        ("近日某机构披露财报，三家入选。（某报）",
         "近日某机构披露财报，三家入选。其中两家首次上榜。"),
        ("近日某机构披露财报，三家入选。",
         "<p>近日某<b>机构</b>披露财报，三家入选，两家首次上榜。</p>"),
        ("近日某机构披露财报，三家入选。",
         "<p>先说一句。</p><p>近日某机构披露财报，三家入选。</p>"),
        ("A company said on Monday that it would open two plants.",
         "A company said on Monday that it would open two plants, one of them abroad."),
    ],
)  # fmt: skip
def test_quote_repeated_in_text_becomes_digest(digest: str, text: str) -> None:
    document = parse_markdown(f"> {digest}\n\n{text}\n")
    assert document.digest == digest
    assert document_text(document).count("近日" if "近" in digest else "company") == 1


def test_quote_not_repeated_in_text_is_not_a_digest() -> None:
    document = parse_markdown("> 知之为知之，不知为不知，是知也。\n\n今天谈谈读书。\n")
    assert document.digest == ""
    assert outline(document) == ["quote (p 知之为知之，不知为不知，是知也。)", "p 今天谈谈读书。"]


PLAIN = st.lists(
    st.one_of(
        st.text(st.sampled_from("ab中，。12 .-~&;>)]!\n#|:_'\"+="), max_size=30),
        st.sampled_from(
            ["<p>x</p>", "<center>y</center>", "*ST甲", "> q", "&amp;", "&lt", "1. a", "http://a"]
        ),
    ),
    max_size=6,
)


@given(PLAIN)
@settings(max_examples=500, deadline=None)
def test_simple_renderer_agrees_with_markdown_it(blocks: list[str]) -> None:
    body = "\n\n".join(blocks)
    html = markdown._render_simple(body)
    if html is not None:
        expected = parse_html(markdown._render(body))
        assert outline(parse_html(html)) == outline(expected)


COSTLY = {
    "brackets": "[" * 500_000,
    "pairs": "[" * 100_000 + "]" * 100_000,
    "links": "[a](" * 30_000,
    "images": "![" * 300_000,
    "inline notes": "^[" * 200_000,
    "notes": "[^" * 200_000,
    "emphasis": "*a **b " * 20_000,
    "mixed": "_*" * 30_000,
    "stars": "*" * 50_000 + "a" + "*" * 50_000,
    "ticks": "".join("e" + "`" * i for i in range(1500)),
    "comments": "<!--" * 50_000,
    "tags": "<a" * 200_000,
    "quotes": ">" * 5000 + " x",
    "lists": "\n".join("  " * i + "- x" for i in range(1500)),
    "tasks": "- [ ] a\n" * 20_000,
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 50_000,
    "wide table": "|".join("a" * 3000) + "\n" + "|".join("-" * 3000) + "\n" + "|".join("b" * 3000),
    "fence": "```python\n" + "def f(): pass\n" * 100_000,
    "liquid": "{% " * 100_000,
    "outputs": "{{ " * 100_000,
    "raws": "{% raw %}" * 50_000,
    "comments of Liquid": "{% comment %}" * 30_000,
    "highlights": "{% highlight x %}" * 30_000,
    "attributes": "{:" * 100_000 + "{: .a",
    "braces": "{" * 200_000,
    "attribute lists": "[a](b){.c .d " * 20_000,
    "attribute lines": "a\n{: .b}\n" * 30_000,
    "attributed spans": "[a]{" * 400,
    "dollars": "$a b $c " * 60_000,
    "double dollars": "$$ a $ b " * 60_000,
    "unclosed dollars": "$$a\n" * 60_000,
    "unclosed formulas": "$$\n\n" + "a $$ b\n\n$$\n\n" * 30_000,
    "unclosed brackets of TeX": "\\[ a\n" * 60_000,
    "unclosed parentheses of TeX": "\\\\( a \\( b" * 60_000,
    "unclosed environments": "\\begin{align} x\n\n" * 20_000 + "\\end{align} y",
    "containers": ":::tip\n" * 60_000,
    "closed containers": ":::\n" * 30_000,
    "containers in each other": ":::: a\n::: tip\n" * 10_000 + ":::\n::::\n" * 10_000,
    "container titles": ":::tip[" * 60_000,
    "alerts": "> [!note] a\n\n" * 20_000,
    "nested alerts": ">" * 3000 + " [!note] a",
    "admonitions": "!!! note\n\n" * 30_000,
    "nested admonitions": "\n".join("    " * depth + "!!! note" for depth in range(1000)),
    "notes of Hexo": "{% note a %}" * 60_000 + "{% endnote %}" * 60_000,
    "unclosed notes": "{% note a %}\n\n" * 60_000 + "{% endnote %}",
    "shortcodes": "{{< figure src=a caption=b >}}" * 20_000,
    "captions": ("{{< figure src=a caption='" + "[" * 3000 + "' >}}\n") * 100,
    "long arguments": ("{% img " + "a=b " * 900 + "%}\n") * 50,
    "quotes in arguments": ("{% img '" + "'a " * 900 + "%}\n") * 50,
    "literal outputs": "{{ 'a' | b" * 100_000,
    "escaped shortcodes": "{{</* " * 20_000,
    "end tags": "{% endx " * 100_000,
    "comments of kramdown": "{::comment}" * 60_000,
    "wiki links": "[[a|" * 400,
    "embeds": "![[a.png]]" * 30_000,
    "highlighted words": "==a " * 100_000,
    "comments of Obsidian": " %%a" * 100_000,
    "unclosed comments": "%%\n\n" + "%% a\n\n" * 20_000,
    "carets": "a^b" * 40_000,
    "waves": "a~1" * 100_000,
    "colons": ":a" * 100_000,
    "emoji": ":smile: " * 20_000,
    "abbreviations": "*[a]: b\n" * 60_000,
    "tables of contents": "[toc]\n\n" * 40_000,
    "rows": "|a|b|\n" * 12_000,
    "rules of a table": "|-|-|\n" * 12_000,
    "pipes": "|" * 30_000 + "\n" + "|" * 9_000,
    "notices": "a\n{: .note}\n\n" * 20_000,
    "ticks and tags": "`{{" * 50_000,
    "long line": "word " * 500_000,
    "lines": "a\n" * 200_000,
    "rules": "---\n" * 60_000,
    "long": "# Title\n\n" + "Some *soft* words.\n\n" * 60_000,
    "footers": "[返回首页](../)" * 20_000,
    "spaces": " " * 500_000 + "x",
    "definitions": "a\n" + ": " * 50_000,
}


@pytest.mark.parametrize("name", COSTLY)
def test_quarter_of_markdown_bomb_is_parsed_in_time(name: str) -> None:
    text = COSTLY[name]
    with cpu_limit(3):
        parse_markdown(text[: len(text) // 4])


@pytest.mark.slow
@pytest.mark.parametrize("name", COSTLY)
def test_markdown_bomb_is_parsed_in_time(name: str) -> None:
    with cpu_limit(6):
        parse_markdown(COSTLY[name])


def test_block_over_limit_is_shown_as_source() -> None:
    text = document_text(parse_markdown("# Head\n\n" + "[" * 5000 + " core\n\n**bold**"))
    assert text.startswith("Head\n[[[")
    assert "core" in text
    assert text.endswith("\nbold")


@given(st.text(st.sampled_from("ab中 \n*_`[]()<>{}%#-+=|~!&:^\\\"'1.\t")))
@settings(max_examples=400, deadline=None)
def test_parse_markdown_never_raises(source: str) -> None:
    parse_markdown(source, BASE)


def test_shared_tables_of_urls_are_filled_before_first_parsing() -> None:
    """Threads that parse at the same time must not see half of a table."""
    program = (
        "from mdurl._decode import decode_cache\n"
        "from mdurl._encode import encode_cache\n"
        "from finews_tui.content.markdown.parse import parse_markdown\n"
        "tables = {**encode_cache}, {**decode_cache}\n"
        "parse_markdown('[a](http://a.example/b?c) ![b](<d e.png>) <http://f.example/%20>')\n"
        "print(tables == (encode_cache, decode_cache))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ended.stdout.split() == [b"True"]
