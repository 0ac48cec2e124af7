"""Bytes of a feed as text: what they hold decides, labels come after."""

from __future__ import annotations

import codecs
import re

from finews_tui.i18n.catalog import tr

# Longest marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# XML 1.0, appendix F: how «<» (and «<?») look in wide encodings without a mark.
_WIDE_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,400}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_LABELLED = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
# Codecs of Python that are no charsets of text (rot13, zlib, idna …) are not among these.
_CHARSET = re.compile(
    r"(?:utf-?(?:8|16|32)(?:-?[lb]e)?|us-ascii|iso-?8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|koi8-[rtu]"
    r"|gb2312|gbk|gb18030|hz|big5(?:hkscs)?|euc-?(?:jp|kr)|shift-jis|iso-2022-(?:jp|kr)|tis-620"
    r"|mac-\w{2,12})"
)
# The wider charset that the narrow label means in practice (the Encoding standard's table).
_WIDER = {
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "shift-jis": "cp932",
}
_SPELLINGS = {
    "latin1": "iso-8859-1",
    "latin-1": "iso-8859-1",
    "ascii": "us-ascii",
    "ks-c-5601-1987": "euc-kr",
    "x-sjis": "shift-jis",
    "sjis": "shift-jis",
    "x-gbk": "gbk",
    "big5-hkscs": "big5hkscs",
    "hz-gb-2312": "hz",
}
_SEVEN_BIT = frozenset({"hz", "iso-2022-jp", "iso-2022-kr"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ufffd]")
_HIGH = re.compile(rb"[\x80-\xff]")


def decoded(data: bytes, content_type: str = "") -> tuple[str, str]:
    """`data` as text, and a warning where characters had to be guessed or were lost.

    In order: a byte order mark, the look of wide encodings, valid UTF-8, what the XML declares,
    what the server says, GB18030 where it gives Chinese, windows-1252.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _loosely(data[len(mark) :], name)
    for start, name in _WIDE_STARTS:
        if data.startswith(start):
            return _loosely(data, name)
    labels = _labels(data, content_type)
    if not _HIGH.search(data) and not _SEVEN_BIT.intersection(labels):
        return data.decode("ascii"), ""
    is_wrapped = bool(_SEVEN_BIT.intersection(labels))
    for name in labels if is_wrapped else ("utf-8", *labels):
        try:
            return data.decode(name), ""
        except (UnicodeError, LookupError):
            continue
    return _guessed(data, labels)


def _guessed(data: bytes, labels: list[str]) -> tuple[str, str]:
    """Text that no label fits: Chinese if it reads as such, else with its faults replaced."""
    try:
        text = data.decode("gb18030")
        if len(_HAN.findall(text)) * 4 > len(_HIGH.findall(data)):
            return text, tr("no valid encoding is named; read as GB18030")
    except UnicodeError:
        pass
    text = data.decode("utf-8", "replace")
    # Some faulty bytes in UTF-8, or a file that never was UTF-8.
    if "utf-8" in labels or text.count("\ufffd") <= len(_BEYOND_ASCII.findall(text)):
        return text, tr("some characters are broken")
    return data.decode("cp1252", "replace"), tr("no valid encoding is named; read as windows-1252")


def _labels(data: bytes, content_type: str) -> list[str]:
    """The charsets that the document and the server name, as codecs of text that exist."""
    named = []
    declared = _DECLARED.match(data.lstrip()[:1024])
    if declared:
        named.append(declared[1].decode("ascii"))
    labelled = _LABELLED.search(content_type)
    if labelled:
        named.append(labelled[1])
    return [codec for name in named if (codec := _codec(name))]


def _codec(label: str) -> str:
    name = label.lower().replace("_", "-")
    name = _SPELLINGS.get(name, name)
    return _WIDER.get(name, name) if _CHARSET.fullmatch(name) else ""


def _loosely(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode(name), ""
    except UnicodeError:
        return data.decode(name, "replace"), tr("some characters are broken")
