"""URL redaction for messages and exports."""

from __future__ import annotations

import pytest

from finews_tui.model.url_redaction import redact_url, strip_url_secrets


@pytest.mark.parametrize(
    ("url", "redacted"),
    [
        ("https://me:pass@news.test/a?token=1#x", "https://news.test/a?…"),
        ("https://news.test/a", "https://news.test/a"),
        ("http://news.test/\x1b]0;x\x07\u202ey", "http://news.test/]0;xy"),
        ("me:pass@[::1", "[::1"),
        ("just words", "just words"),
    ],
)
def test_redact_url_drops_credentials_query_and_controls(url: str, redacted: str) -> None:
    assert redact_url(url) == redacted


def test_redact_url_truncates_long_url() -> None:
    assert len(redact_url("https://news.test/" + "a" * 5000)) == 200


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://me:pass@news.test/a?x=1", "https://news.test/a?x=1"),
        ("https://news.test/a?x=1&token=abc&y=2", "https://news.test/a?x=1&y=2"),
        ("https://news.test/a?api_key=abc", "https://news.test/a"),
        ("https://news.test/a?q=a+b&monkey=c", "https://news.test/a?q=a+b&monkey=c"),
    ],
)
def test_strip_url_secrets_drops_credentials_and_tokens(url: str, public: str) -> None:
    assert strip_url_secrets(url) == public
