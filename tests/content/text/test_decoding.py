"""Text decoding: byte order marks, declared and guessed encodings, binary data."""

from __future__ import annotations

import random

import pytest

from finews_tui.content.text.decoding import decode_text
from tests.cpu_time import cpu_limit

CHINESE = (
    "---\ntitle: 盘后速览\n---\n\n今天的天气很好，我们去了公园，大家都很高兴。"
    + "人们说这是一年中最好的时候。" * 5
)
TRADITIONAL = "今天的天氣很好，我們去了公園，大家都很高興。人們說這是一年中最好的時候。" * 3


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gbk", "gb18030", "utf-16-le", "utf-16-be"]
)
def test_decode_text_reads_chinese(codec: str) -> None:
    assert decode_text(CHINESE.encode(codec)).text == CHINESE


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gbk"])
def test_decode_text_does_not_warn_about_certain_encoding(codec: str) -> None:
    assert decode_text(CHINESE.encode(codec)).warning == ""


def test_decode_text_names_guessed_encoding() -> None:
    assert decode_text(CHINESE.encode("gbk")).guessed_encoding == "GB18030"
    assert decode_text(CHINESE.encode()).guessed_encoding == ""


def test_decode_text_guesses_big5_with_warning() -> None:
    decoded = decode_text(TRADITIONAL.encode("big5"))
    assert decoded.text == TRADITIONAL
    assert "Big5" in decoded.warning


@pytest.mark.parametrize("codec", ["gb18030", "big5"])
def test_decode_text_guesses_chinese_after_long_ascii_head(codec: str) -> None:
    text = "<style>p { margin: 0 }</style>\n" * 4000 + TRADITIONAL[:4] + "的一是不了人"
    if codec == "gb18030":
        text = text.replace("氣", "气")
    assert decode_text(text.encode(codec)).text == text


@pytest.mark.parametrize("content_type", ["text/html; charset=ISO-8859-1", "text/html"])
@pytest.mark.parametrize("codec", ["gb18030", "big5"])
def test_decode_text_ignores_default_http_charset_for_chinese(
    codec: str, content_type: str
) -> None:
    text = CHINESE if codec == "gb18030" else TRADITIONAL
    assert decode_text(text.encode(codec), content_type).text == text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("gbk", "gbk"),
        ("GB2312", "gb2312"),
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8_r"),
        ("iso-8859-5", "iso8859_5"),
        ("Shift_JIS", "shift_jis"),
        ("EUC-JP", "euc_jp"),
        ("iso-2022-jp", "iso2022_jp"),
    ],
)
def test_decode_text_uses_declared_encoding(label: str, codec: str) -> None:
    words = {"cp1251": "Новости дня", "koi8_r": "Новости", "iso8859_5": "Новости"}.get(codec)
    words = words or ("日本のニュース" if "j" in codec else "新闻")
    page = f'<html><head><meta charset="{label}"><title>{words}</title>'
    assert decode_text(page.encode(codec)).text == page
    xml = f"<?xml version='1.0' encoding='{label}'?><title>{words}</title>"
    assert decode_text(xml.encode(codec)).text == xml
    decoded = decode_text(words.encode(codec), f'text/html; charset="{label}"')
    assert (decoded.text, decoded.warning, decoded.guessed_encoding) == (words, "", "")


def test_document_declaration_precedes_http_charset() -> None:
    page = '<meta charset="windows-1251"><title>Новости дня</title>'
    assert decode_text(page.encode("cp1251"), "text/html; charset=koi8-r").text == page


@pytest.mark.parametrize("label", ["zlib_codec", "rot13", "idna", "utf-16", "nonsense", "cp99999"])
def test_decode_text_ignores_unsafe_codec(label: str) -> None:
    page = f'<meta charset="{label}"><title>Fine</title>'
    assert decode_text(page.encode()).text == page
    western = f'<meta charset="{label}"><title>Café</title>'
    assert decode_text(western.encode("latin-1"), f"text/html; charset={label}").text == western


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("start", ["<?xml version='1.0'?>", "<rss>", "<!DOCTYPE rss>"])
def test_decode_text_detects_utf16_and_utf32_xml_without_bom(codec: str, start: str) -> None:
    text = f"{start}<title>{CHINESE}</title>"
    decoded = decode_text(text.encode(codec))
    assert (decoded.text, decoded.warning) == (text, "")


def test_decode_text_replaces_broken_bytes_with_warning() -> None:
    decoded = decode_text(b"ok \xff\xfe \xc0\xaf \xed\xa0\x80 ok")
    assert decoded.text.startswith("ok ")
    assert decoded.text.endswith(" ok")
    assert "�" in decoded.text
    assert decoded.warning


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("déjà vu, un café à Genève", "latin-1"),
        ("It’s a “quote” – nothing else", "cp1252"),
    ],
)
def test_decode_text_guesses_windows_1252_with_warning(text: str, codec: str) -> None:
    decoded = decode_text(text.encode(codec))
    assert decoded.text == text
    assert "1252" in decoded.warning


def test_decode_text_guesses_rare_characters_of_gb2312() -> None:
    text = "<title>鑫淼焱</title>"
    assert decode_text(text.encode("gb18030")).text == text


@pytest.mark.parametrize("data", ["\udc9bfog".encode("utf-8", "surrogatepass"), b"\xe4\xb8fog"])
def test_broken_character_is_not_taken_for_gb18030(data: bytes) -> None:
    assert "fog" in decode_text(data).text


def test_broken_utf8_is_not_taken_for_gb18030() -> None:
    data = ("<title>" + CHINESE + "</title>").encode() + b"\xe4"
    assert decode_text(data).text.startswith("<title>" + CHINESE)


def test_decode_text_keeps_text_after_nul_byte() -> None:
    assert decode_text(b"before \x00 after, and many more words to the end").text.endswith(
        "the end"
    )
    decoded = decode_text(b"a\x00\x00b\x00\x00\x00c")
    assert decoded.text.replace("\x00", "") == "abc"
    assert decoded.warning


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5000),
        random.Random(2).randbytes(50_000),
        b"\x00" * 10_000,
    ],
)
def test_decode_text_returns_warning_for_binary_data(data: bytes) -> None:
    decoded = decode_text(data)
    assert decoded.text == ""
    assert decoded.warning.startswith("not text (")


def test_decode_text_does_not_warn_about_empty_data() -> None:
    assert decode_text(b"").text == ""
    assert decode_text(b"").warning == ""


@pytest.mark.parametrize(
    "unit",
    [
        b"<meta charset=" + b" " * 50,
        b"<meta " + b"charset= " * 60,
        b"<?xml encoding=" + b"'" * 40,
        b"\xe9t\xe9 ",
        b"\xa4\xa4\xb0\xa1",
        b"\x1b$B~{",
        b"\xff\x00",
        b"\xe4\xb8",
        b"<\0<\0",
    ],
)
def test_decode_text_is_linear(unit: bytes) -> None:
    data = unit * (4_000_000 // len(unit)) + b"\xff"
    with cpu_limit(2):
        decode_text(data, "text/html; charset=" + " " * 5000)
