"""Links to ids and names anywhere in a document lead to their place."""

from __future__ import annotations

import pytest

from finews_tui.content.body import parse_body
from finews_tui.layout.page import LayoutOptions, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import BodyFormat
from tests.layout.page_text import line_text

PAGE = "https://harbour.example/post/"


def page_of(html: str) -> Page:
    return lay_out(parse_body(html, BodyFormat.HTML, PAGE), 60, LayoutOptions())


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ('<p id="pier">Here it is</p>', "Here it is"),
        ('<p><a name="pier"></a>Here it is</p>', "Here it is"),
        ('<a id="pier"></a><p>Here it is</p>', "Here it is"),
        ('<div id="pier"><p>Here it is</p></div>', "Here it is"),
        ('<section id="pier"><h3>Here it is</h3></section>', "Here it is"),
        ('<h2>Here <span id="pier">it</span> is</h2>', "Here it is"),
        ('<h2 id="other"><a name="pier"></a>Here it is</h2>', "Here it is"),
        ('<a name="pier"></a><h2 id="other">Here it is</h2>', "Here it is"),
        ('<ul><li>no</li><li id="pier">Here it is</li></ul>', "• Here it is"),
        ('<dl><dt>no</dt><dd>no</dd><dt id="pier">Here it is</dt><dd>x</dd></dl>', "Here it is"),
        ('<blockquote id="pier"><p>Here it is</p></blockquote>', "▎ Here it is"),
        ('<figure id="pier"><img src="/a.png" alt="Here it is"></figure>', "▣ Here it is"),
        ('<pre id="pier">Here it is</pre>', "Here it is"),
        ('<table id="pier"><caption>Here it is</caption><tr><td>a<td>b<tr><td>c<td>d</table>',
         "Here it is"),
    ],
)  # fmt: skip
def test_link_leads_to_element(target: str, line: str) -> None:
    page = page_of(f'<p>Go <a href="#pier">there</a>.</p>{"<p>text</p>" * 5}{target}<p>more</p>')
    assert [page.links[run.link] for run in page.lines[0].runs if run.link is not None] == ["#pier"]
    number = page.line_of_anchor("pier")
    assert number is not None
    assert line_text(page.lines[number]).strip() == line


@pytest.mark.parametrize(
    "href",
    ["#hafen-%C3%BC", "#hafen-ü", f"{PAGE}#hafen-ü", "http://harbour.example/post#hafen-%C3%BC",
     "/post/#hafen-%C3%BC"],
)  # fmt: skip
def test_link_in_another_form_leads_to_element(href: str) -> None:
    page = page_of(f'<p>Go <a href="{href}">there</a>.</p><p>text</p><p id="hafen-ü">Here</p>')
    [link] = [page.links[run.link] for run in page.lines[0].runs if run.link is not None]
    assert link.startswith("#")
    number = page.line_of_anchor(link[1:])
    assert number is not None
    assert line_text(page.lines[number]).strip() == "Here"


def test_link_to_a_part_of_the_web_page_that_is_not_in_the_text_stays_a_link_to_it() -> None:
    page = page_of(f'<p>Go <a href="{PAGE}#comments">there</a>.</p>')
    assert page.links == (f"{PAGE}#comments",)


def test_link_with_an_exact_name_wins_over_a_similar_heading() -> None:
    page = page_of('<p><a href="#ref-1">x</a></p><h2>Ref 1</h2><p id="ref-1">Here</p>')
    number = page.line_of_anchor("ref-1")
    assert number is not None
    assert line_text(page.lines[number]).strip() == "Here"
