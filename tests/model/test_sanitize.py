"""What the cleaner takes away, and what it must leave alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.content.text.urls import normalize_url
from finews_tui.model.control_characters import MARK_LIMIT
from finews_tui.model.sanitize import LINE_LIMIT, clean_line, clean_text
from tests.cpu_time import cpu_limit

NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
HARMLESS = (
    "Plain words, and a second line.\nHere it is.\tTabbed.",
    "　　央行周三开展逆回购操作，利率不变——“稳”字当头。",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467, flag \U0001f1e9\U0001f1ea, heart \u2764\ufe0f",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 and \u05d0\u200f!",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f wins",
    "caf\u00e9 cafe\u0301, Vie\u0302\u0323t Nam, \u0e17\u0e35\u0e48\u200b\u0e19\u0e35\u0e48",
    "\u1100\u1161\u11a8" * 30,
)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x1b[31mred\x1b[0mb", "aredb"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]2;title\x1b\\b", "ab"),
        ("a\x1b]8;;file:///etc/x\x1b\\click\x1b]8;;\x1b\\b", "aclickb"),
        ("a\x1bPdata\x1b\\b", "ab"),
        ("a\x1bPtmux;\x1b\x1b]0;x\x07\x1b\\b", "ab"),
        ("a\x1b_Gi=1;AAAA\x1b\\b\x1b^pm\x1b\\c\x1bXsos\x1b\\d", "abcd"),
        ("a\x9b31mb\x9d0;t\x9cc\x90q\x9cd", "abcd"),
        ("a\x1b]0;never ends\nnext line", "a0;never ends\nnext line"),
        ("a\x1b[", "a"),
        ("a\x1bPnever ends", "anever ends"),
        ("a\x1b b\x1bc", "a bc"),
        ("one\r\ntwo\rthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight",
         "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight"),
        ("a\x00b\x07c\x08d\x7fe\x9ff", "abcdef"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("Pay\u200bPal\u2060 \ufeffx\u00ady\u180e", "PayPal xy"),
        ("a\ud83db\ufffec\uffffd\U0001ffffe\ufdd0f", "abcdef"),
        ("t\U000e0041\U000e0042\U000e007f", "t"),
    ],
)  # fmt: skip
def test_what_text_loses(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_marks_are_counted() -> None:
    assert clean_text("Z" + "\u0300\u0301\u0489" * 3000 + "a\u0301") == (
        "Z" + ("\u0300\u0301\u0489" * 3)[:MARK_LIMIT] + "a\u0301"
    )
    assert clean_text("x" + "\u200d" * 50) == "x" + "\u200d" * MARK_LIMIT


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  one\ntwo\r\nthree\ttabs ", "one two three tabs"),
        ("\u00a0\u2003\u202f  \t  ", ""),
        ("国内　首次", "国内　首次"),
        ("a \u3000 b", "a b"),
        ("ไทย\u200bไทย", "ไทยไทย"),
        ("[/nope] {0} %s", "[/nope] {0} %s"),
    ],
)
def test_lines(dirty: str, clean: str) -> None:
    assert clean_line(dirty) == clean


def test_a_line_is_cut_at_a_character() -> None:
    cut = clean_line("央" * 5000)
    assert cut == "央" * (LINE_LIMIT // 3)
    assert clean_line("abc def", 4) == "abc"


TEXTS = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from("\x1b[]P_\\\x07\x9b\x9d\x9c;m\n\r\u200b\u200d\u0301\u202e\u3000\U000e0041"),
    )
)


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert NEVER.search(once) is None
    assert clean_text(once) == once
    line = clean_line(text)
    assert NEVER.search(line) is None
    assert "\n" not in line
    assert "\t" not in line
    assert clean_line(line) == line
    line.encode()


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_printable_ascii_is_untouched(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    "unit", ["\x1b]", "\x9d", "\x1b[1", "\x1bP\x1b", "\u202e", "a\u0301", "\x00", "\x1b[ "]
)
def test_time_grows_with_length_alone(unit: str) -> None:
    with cpu_limit(2):
        clean_text(unit * (400_000 // len(unit)))


@pytest.mark.parametrize(
    ("text", "base", "address"),
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
def test_addresses(text: str, base: str, address: str) -> None:
    assert normalize_url(text, base) == address


@given(TEXTS, st.sampled_from(["", "http://example.org/a/", "file:///etc/"]))
def test_an_address_is_plain_ascii_or_none(text: str, base: str) -> None:
    for candidate in (text, "http://" + text, "https://example.org/" + text):
        address = normalize_url(candidate, base)
        if address:
            assert re.fullmatch(r"https?://[!-~]+", address)
            assert normalize_url(address) == address
