"""Styles that mean something, and white space that styles preserve."""

from __future__ import annotations

import pytest

from finews_tui.content.html.parse import parse_html
from tests.content.outline import outline

LONG = "The harbour is open again after the storm of last week. " * 8


def first(html: str) -> str:
    return outline(parse_html(html))[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<span style='font-weight:bold'>x</span>", "*x*"),
        ("<span style='font-weight: 700'>x</span>", "*x*"),
        ("<span style='color:red;FONT-WEIGHT:BOLDER;'>x</span>", "*x*"),
        ("<span style='font-weight:600'>x</span>", "*x*"),
        ("<span style='font-weight:500'>x</span>", "x"),
        ("<span style='font: italic bold 12px/30px Georgia'>x</span>", "_*x*_"),
        ("<span style='font-family:bold'>x</span>", "x"),
        ("<span style='font-style:italic'>x</span>", "_x_"),
        ("<span style='font-style:oblique'>x</span>", "_x_"),
        ("<span style='text-decoration:line-through'>x</span>", "~x~"),
        ("<span style='text-decoration-line: underline line-through'>x</span>", "u~x~u"),
        ("<span style='text-decoration:underline'>x</span>", "uxu"),
        ("<span style='text-decoration:none'>x</span>", "x"),
        ("<span style='vertical-align:super;font-size:.6em'>x</span>", "^x^"),
        ("<span style='vertical-align:sub'>x</span>", ",x,"),
        ("<span style='vertical-align:baseline'>x</span>", "x"),
        ("<b style='font-weight:normal'>x</b>", "x"),
        ("<strong style='font-weight:400'>x</strong>", "x"),
        ("<em style='font-style:normal'>x</em>", "x"),
        ("<font style='font-weight:bold'>x</font>", "*x*"),
        ("<section style='font-weight:bold'>x</section>", "*x*"),
        (f"<section style='font-weight:bold'>{LONG}</section>", LONG.strip()),
        (f"<div style='text-decoration:line-through'>{LONG}</div>", LONG.strip()),
    ],
)
def test_style_looks_like_its_element(html: str, expected: str) -> None:
    assert first(html) == f"p {expected}"


def test_underlined_link_is_only_a_link() -> None:
    link = "<a href='http://a.b/' style='text-decoration:underline'>x</a>"
    assert first(link) == "p <x http://a.b/>"


def test_short_bold_paragraph_is_a_heading() -> None:
    assert first("<p><span style='font-weight:bold'>一、业绩</span></p>") == "h3 一、业绩"
    assert first("<p style='font-weight:bold'>Results</p>") == "h3 Results"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p style='white-space:pre-line'>one\ntwo   three</p>", "p one⏎two three"),
        ("<p style='white-space:pre-line'>\n  one\n  two\n</p>", "p one⏎two"),
        ("<p style='white-space:pre-wrap'>one\n  two</p>", "p one⏎\u00a0 two"),
        ("<p style='white-space:pre-wrap'>one  two</p>", "p one\u00a0 two"),
        ("<span style='white-space: break-spaces'>one\ntwo</span>", "p one⏎two"),
        ("<p style='white-space:nowrap'>one\ntwo</p>", "p one two"),
        ("<p style='white-space:pre'>one\ntwo</p>", "p one⏎two"),
        ("<div style='white-space:pre'>one\n<span style='white-space:normal'>a\nb</span></div>",
         "p one⏎a b"),
        ("<div style='white-space:pre-wrap'>\n  <p>one</p>\n  <p>two</p>\n</div>", "p one"),
        ("<code style='display:block;white-space:pre'>a 1\n  b 2</code>", "code  'a 1\\n  b 2'"),
        ("<div style='font-family:Menlo,monospace;white-space:pre'><div>a</div><div>b</div></div>",
         "code  'a\\nb'"),
    ],
)  # fmt: skip
def test_white_space_follows_styles(html: str, expected: str) -> None:
    assert first(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one<br>&nbsp;&nbsp;two</p>", "p one⏎\u00a0\u00a0two"),
        ("<p>one<br>&emsp;two<br>three</p>", "p one⏎\u2003two⏎three"),
        ("<p>&nbsp;&nbsp;one<br>&nbsp;&nbsp;two</p>", "p one⏎two"),
        ("<p>　　前天<br>　　昨天</p>", "p 前天⏎昨天"),
        ("<p>前天<br>　昨天</p>", "p 前天⏎　昨天"),
        ("<p>&nbsp;&nbsp;one</p>", "p one"),
        ("<p>　　前天</p>", "p 前天"),
        ("<p>&nbsp;</p><p>one<br>two</p>", "p one⏎two"),
        (f"<p>{LONG}<br>&nbsp;&nbsp;{LONG}</p>", f"p {LONG.strip()}⏎{LONG.strip()}"),
        ("<p>one<br><br>&nbsp;&nbsp;two</p>", "p one"),
        ("<p>one<br> two</p>", "p one⏎two"),
    ],
)
def test_indent_of_verse_is_preserved(html: str, expected: str) -> None:
    assert first(html) == expected
