"""Sanitizing of text and lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.model.control_characters import MARK_LIMIT
from finews_tui.model.sanitize import LINE_LIMIT, clean_line, clean_text
from tests.cpu_time import cpu_limit
from tests.strategies import TEXTS

FORBIDDEN = re.compile(
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
def test_clean_text_preserves_harmless_text(text: str) -> None:
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
def test_clean_text_removes_controls_and_sequences(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_clean_text_limits_combining_marks() -> None:
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
def test_clean_line(dirty: str, clean: str) -> None:
    assert clean_line(dirty) == clean


def test_clean_line_truncates_at_character_boundary() -> None:
    truncated = clean_line("央" * 5000)
    assert truncated == "央" * (LINE_LIMIT // 3)
    assert clean_line("abc def", 4) == "abc"


@given(TEXTS)
def test_cleaning_is_idempotent(text: str) -> None:
    cleaned = clean_text(text)
    assert FORBIDDEN.search(cleaned) is None
    assert clean_text(cleaned) == cleaned
    line = clean_line(text)
    assert FORBIDDEN.search(line) is None
    assert "\n" not in line
    assert "\t" not in line
    assert clean_line(line) == line
    line.encode()


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_clean_text_preserves_printable_ascii(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    "unit", ["\x1b]", "\x9d", "\x1b[1", "\x1bP\x1b", "\u202e", "a\u0301", "\x00", "\x1b[ "]
)
def test_clean_text_takes_linear_time(unit: str) -> None:
    with cpu_limit(2):
        clean_text(unit * (400_000 // len(unit)))
