"""Alternative texts and captions of images are in the text, each once."""

from __future__ import annotations

import pytest

from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.document import Document, Image, Span, document_text
from tests.layout.page_text import find_faults


@pytest.mark.parametrize(
    ("alt", "caption", "text"),
    [
        ("A chart of exports", "", "A chart of exports"),
        ("A chart of exports", "Source: customs", "A chart of exports\nSource: customs"),
        ("A chart", "A chart", "A chart"),
        ("A  chart", "A chart of exports", "A chart of exports"),
        ("", "Source: customs", "Source: customs"),
        ("image", "Source: customs", "Source: customs"),
        ("Image", "", ""),
        ("图片", "", ""),
        ("出口走势图", "来源：海关", "出口走势图\n来源：海关"),
        ("", "", ""),
    ],
)
def test_image_has_alternative_text_and_caption(alt: str, caption: str, text: str) -> None:
    spans = (Span(caption),) if caption else ()
    document = Document((Image(alt, 0, caption=spans),), ("https://a.example/i.png",))
    assert document_text(document) == text
    assert find_faults(lay_out(document, 60, LayoutOptions()), document) == []
