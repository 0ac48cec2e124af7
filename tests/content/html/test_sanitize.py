"""HTML and Markdown sanitizer."""

from __future__ import annotations

import pytest

from finews_tui.content.html.sanitize import sanitize_body
from finews_tui.model.article import BodyFormat
from tests.cpu_time import cpu_limit


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Plain *words*.", "Plain *words*."),
        ("a<!-- b -->c", "ac"),
        ("<!-- never ends", "<!-- never ends"),
        ("<script src=x>\nalert(1)\n</script >after", "after"),
        ("<SCRIPT>x</SCRIPT>a<style>y</style>b<template>z</template>c", "abc"),
        ("<script>never ends", "never ends"),
        ("a</script>b", "ab"),
        ('<p class="a" onclick="x(\'>\')" id=b ONLOAD=y>t</p>', '<p class="a" id=b>t</p>'),
        ("<a href='/on=1?onclick=2'>x</a> on=3", "<a href='/on=1?onclick=2'>x</a> on=3"),
        ("`<script>` and ``<!-- x -->``", "`<script>` and ``<!-- x -->``"),
        (
            "```html\n<script>x</script>\n```\n<script>y</script>z",
            "```html\n<script>x</script>\n```\nz",
        ),
        ("~~~\n<!-- open fence", "~~~\n<!-- open fence"),
        ("a\x1b[31mb\r\nc", "ab\nc"),
    ],
)
def test_sanitize_markdown(markdown: str, expected: str) -> None:
    assert sanitize_body(markdown, BodyFormat.MARKDOWN) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ("<p>a<script>b</script></p><!-- c -->", "<p>a</p>"),
        ("<p onclick='x' class='y'>a</p>", '<p class="y">a</p>'),
        ("<svg><script>x</script></svg>a", "<svg></svg>a"),
        ("<script><!-- <script> x </script> --></script><p>end</p>", "<p>end</p>"),
        ("<img src=x onerror=y>", '<img src="x">'),
        ("<p onclick='x'>a&#27;[31mb</p>", "<p>ab</p>"),
        ("<div>" * 600 + "<script>x</script>core<p onclick=y>", "<div>" * 600 + "core<p>"),
    ],
)
def test_sanitize_html(html: str, expected: str) -> None:
    assert sanitize_body(html, BodyFormat.HTML) == expected


def test_sanitize_plain_text_removes_only_control_characters() -> None:
    assert sanitize_body("<script>\x00a</script>", BodyFormat.TEXT) == "<script>a</script>"


@pytest.mark.parametrize(
    "unit", ["<!--", "<script>", "</script", "<a onx=", "<a b='", "```\n<!--\n", "` <!--", "<x on"]
)
def test_sanitize_is_linear(unit: str) -> None:
    with cpu_limit(5):
        sanitize_body(unit * (300_000 // len(unit)), BodyFormat.MARKDOWN)
        sanitize_body(unit * (300_000 // len(unit)), BodyFormat.HTML)
