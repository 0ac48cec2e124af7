"""Bytes to text: marks, declarations, guesses, and noise."""

from __future__ import annotations

import random

import pytest

from finews_tui.content.text.decoding import decode

CHINESE = (
    "---\ntitle: 盘后速览\n---\n\n今天的天气很好，我们去了公园，大家都很高兴。"
    + "人们说这是一年中最好的时候。" * 5
)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gbk", "gb18030", "utf-16-le", "utf-16-be"]
)
def test_chinese_is_read(codec: str) -> None:
    text, _ = decode(CHINESE.encode(codec))
    assert text == CHINESE


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gbk"])
def test_what_is_sure_needs_no_warning(codec: str) -> None:
    assert decode(CHINESE.encode(codec))[1] == ""


def test_big5_is_read_with_a_warning() -> None:
    text = "今天的天氣很好，我們去了公園，大家都很高興。人們說這是一年中最好的時候。" * 3
    decoded, warning = decode(text.encode("big5"))
    assert decoded == text
    assert "Big5" in warning


@pytest.mark.parametrize(
    ("label", "codec"),
    [("gbk", "gbk"), ("GB2312", "gb2312"), ("windows-1251", "cp1251"), ("Shift_JIS", "shift_jis")],
)
def test_a_page_says_its_encoding(label: str, codec: str) -> None:
    words = {"cp1251": "Новости дня", "shift_jis": "日本のニュース"}.get(codec, "新闻")
    page = f'<html><head><meta charset="{label}"><title>{words}</title>'
    assert decode(page.encode(codec)) == (page, "")


@pytest.mark.parametrize("label", ["zlib_codec", "rot13", "idna", "utf-16", "nonsense"])
def test_other_codecs_are_not_called(label: str) -> None:
    page = f'<meta charset="{label}"><title>Fine</title>'
    assert decode(page.encode()) == (page, "")


def test_broken_bytes_are_replaced_and_told() -> None:
    text, warning = decode(b"ok \xff\xfe \xc0\xaf \xed\xa0\x80 ok")
    assert text.startswith("ok ")
    assert text.endswith(" ok")
    assert "�" in text
    assert warning


def test_western_letters_are_read_with_a_warning() -> None:
    text, warning = decode("déjà vu, un café à Genève".encode("latin-1"))
    assert text == "déjà vu, un café à Genève"
    assert "1252" in warning


def test_nothing_is_lost_behind_a_nul() -> None:
    assert decode(b"before \x00 after, and many more words to the end")[0].endswith("the end")
    text, warning = decode(b"a\x00\x00b\x00\x00\x00c")
    assert text.replace("\x00", "") == "abc"
    assert warning


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5000),
        random.Random(2).randbytes(50_000),
        b"\x00" * 10_000,
    ],
)
def test_noise_is_no_text(data: bytes) -> None:
    text, warning = decode(data)
    assert text == ""
    assert warning.startswith("is not text: ")


def test_empty() -> None:
    assert decode(b"") == ("", "")
