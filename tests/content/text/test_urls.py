"""URL normalization."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.content.text.urls import normalize_url
from tests.strategies import TEXTS


@pytest.mark.parametrize(
    ("text", "base", "normalized"),
    [
        ("http://example.org/a?b=c&d=e#f", "", "http://example.org/a?b=c&d=e#f"),
        ("HTTP://Example.ORG", "", "http://example.org/"),
        ("https://example.org:443/x", "", "https://example.org/x"),
        ("http://example.org:8080/x", "", "http://example.org:8080/x"),
        (" http://example.org/a b ", "", "http://example.org/a%20b"),
        ("http://example.org/\"'<>`{}|^", "", "http://example.org/%22%27%3C%3E%60%7B%7D%7C%5E"),
        ("http://example.org/行情?名=值", "",
         "http://example.org/%E8%A1%8C%E6%83%85?%E5%90%8D=%E5%80%BC"),
        ("http://bücher.example/", "", "http://xn--bcher-kva.example/"),
        ("http://example.org/100%", "", "http://example.org/100%25"),
        ("http://example.org/\x1b]0;x\x07\u202e", "", "http://example.org/]0;x"),
        ("http://example.org/%1b", "", "http://example.org/%1b"),
        ("java\tscript:alert(1)", "http://example.org/", ""),
        ("javascript:alert(1)", "", ""), ("data:text/html,x", "http://example.org/", ""),
        ("file:///etc/passwd", "http://example.org/", ""), ("mailto:a@example.org", "", ""),
        ("../x", "http://example.org/a/b", "http://example.org/x"),
        ("//example.net/x", "https://example.org/", "https://example.net/x"),
        ("?page=2", "http://example.org/a", "http://example.org/a?page=2"),
        ("/etc/passwd", "", ""), ("/etc/passwd", "file:///etc/", ""), ("x", "file:///etc/", ""),
        ("--help", "", ""), ("#part", "", ""), ("", "http://example.org/", ""),
        ("http://[::1", "", ""), ("http://[::1]/x", "", "http://[::1]/x"), ("http://", "", ""),
        ("http://example.org:99999/", "", ""), ("http://exa mple.org/", "", ""),
        ("http://example.org/" + "x" * 9000, "", ""),
    ],
)  # fmt: skip
def test_normalize_url(text: str, base: str, normalized: str) -> None:
    assert normalize_url(text, base) == normalized


@given(TEXTS, st.sampled_from(["", "http://example.org/a/", "file:///etc/"]))
def test_normalized_url_is_ascii_and_stable(text: str, base: str) -> None:
    for candidate in (text, "http://" + text, "https://example.org/" + text):
        url = normalize_url(candidate, base)
        if url:
            assert re.fullmatch(r"https?://[!-~]+", url)
            assert normalize_url(url) == url
