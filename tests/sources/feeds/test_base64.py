"""Content in base64 is decoded, or left out; other text is unchanged."""

from __future__ import annotations

import base64

import pytest

from finews_tui.sources.feeds.base64_text import decode_base64
from tests.sources.feed_documents import atom, parse_entry, rss

HTML = "<p>The ferry waits. 渡口</p>"
ENCODED = base64.b64encode(HTML.encode()).decode()
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(250))).decode()


@pytest.mark.parametrize(
    "attributes",
    ['type="text/html" mode="base64"', 'mode="base64"', 'type="application/octet-stream"', ""],
)
def test_text_is_decoded(attributes: str) -> None:
    entry = f"<entry><id>1</id><title>Fog</title><content {attributes}>{ENCODED}</content></entry>"
    assert parse_entry(atom(entry)).text == "The ferry waits. 渡口"


@pytest.mark.parametrize("name", ["description", "content:encoded"])
def test_text_of_rss_is_decoded(name: str) -> None:
    item = f'<item><title>x</title><{name} encoding="base64">\n{ENCODED}\n</{name}></item>'
    assert parse_entry(rss(item)).text == "The ferry waits. 渡口"


@pytest.mark.parametrize("type_", ["image/png", "application/pdf", "application/octet-stream"])
def test_base64_data_is_left_out(type_: str) -> None:
    entry = f'<entry><id>1</id><title>x</title><content type="{type_}">{PICTURE}</content></entry>'
    assert parse_entry(atom(entry)).body == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fog",
        "Rindfleischetikettierungsueberwachung",
        "The ferry waits and so do we all",
        "pneumonoultramicroscopicsilicovolcanoconiosis",
        "CamelCaseNamesAreNotBase64AtAllOrSo",
        "d41d8cd98f00b204e9800998ecf8427ed41d8cd98f00b204e9800998ecf8427e",
        "A94A8FE5CCB19BA61C4C0873D391E987982FBBD3",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "https://harbour.test/a/b/c/d/e/f/g/h",
        "1234567890123456789012345678",
        "好" * 100,
        "/usr/local/share/finews/Guide/En",
    ],
)
def test_other_text_is_unchanged(text: str) -> None:
    assert decode_base64(text) == text
