"""Titles of feeds as one line of text."""

from __future__ import annotations

import pytest

from finews_tui.sources.feeds.raw_feed import RawText
from finews_tui.sources.feeds.text import to_plain_line


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("10<sup>30</sup> kg of CO<sub>2</sub>", "10³⁰ kg of CO₂"),
        ("营收2.5×10<SUP class='a'>8</SUP>元", "营收2.5×10⁸元"),
        ("&lt;b&gt; is 2<sup>&#51;</sup>", "<b> is 2³"),
        ("x<sup>&lt;i&gt;</sup> <b>y</b>", "x^{<i>} y"),
        ("Acme<sup>&reg;</sup>", "Acme®"),
        ("<sup>1</sup>", "¹"),
        ("<sup></sup>empty", "empty"),
        ("a <sup>b", "a b"),
    ],
)
def test_title_keeps_superscripts_and_subscripts(title: str, line: str) -> None:
    assert to_plain_line(RawText(title)) == line
