"""Turns the bytes of a file into text, and says so where that needed a guess."""

from __future__ import annotations

import re

from finews_tui.i18n.catalog import tr

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?i)<meta[^<>]{0,512}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{1,40})"""
    rb"""|<\?xml[^<>]{0,512}?encoding\s*=\s*["']([a-z0-9_:.-]{1,40})"""
)
_DECLARATION_WITHIN = 4096

# The labels of the WHATWG Encoding Standard that pages use, each with the codec that reads it.
# An allow-list: Python also calls zlib, rot13 and idna codecs.
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jp"),
    "iso-2022-jp": "iso2022_jp",
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "windows-949"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252"), "cp1252"),
    **{f"windows-125{digit}": f"cp125{digit}" for digit in "01345678"},
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "macintosh": "mac_roman",
}
# Seven-bit encodings look like UTF-8: here the declaration comes first.
_SEVEN_BIT = {"iso2022_jp"}

_PICTURES_AND_ARCHIVES = (
    b"\x89PNG\r\n", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b\x08",
    b"\x7fELF", b"BZh", b"\xfd7zXZ\x00", b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00",
)  # fmt: skip
_NOISE_SHARE = 0.03
"""Above this share of control characters a file is no text."""
_NUL_SHARE = 0.1
"""Above this share of NUL bytes it may be UTF-16, or none either."""
_SAMPLE = 65536

_HIGH = re.compile("[^\x00-\x7f]+")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_WESTERN_LETTERS = re.compile(rb"(?<![\x80-\xff])[\xc0-\xff](?![\x80-\xff])")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and a warning, or "" where there is nothing to warn of.

    Noise gives no text, but a warning.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec)
    declared = _declared_codec(data)
    if declared not in _SEVEN_BIT:
        try:
            return _unless_noise(data, data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    if data.startswith(_PICTURES_AND_ARCHIVES):
        return "", tr("is not text: a picture, an archive or a program by its first bytes")
    if declared:
        try:
            return data.decode(declared), ""
        except UnicodeDecodeError:
            pass
    return _guessed(data)


def _marked(data: bytes, codec: str) -> tuple[str, str]:
    try:
        return data.decode(codec), ""
    except UnicodeDecodeError:
        return data.decode(codec, "replace"), tr(
            "is not whole {codec}: broken parts replaced", codec=codec.upper()
        )


def _declared_codec(data: bytes) -> str:
    if b"<" not in data[:_DECLARATION_WITHIN]:
        return ""
    match = _DECLARED.search(data, 0, _DECLARATION_WITHIN)
    if match is None:
        return ""
    label = (match[1] or match[2]).decode("ascii").lower()
    return _CODECS.get(label, "")


def _unless_noise(data: bytes, text: str) -> tuple[str, str]:
    nul_count = data.count(0)
    if not nul_count:
        return text, ""
    even, odd = data[::2], data[1::2]
    for codec, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros.count(0) > len(zeros) * 0.6 and others.count(0) < len(others) * 0.1:
            return data.decode(codec, "replace"), tr(
                "has no byte order mark: read as {codec}", codec=codec
            )
    if nul_count > len(data) * 0.9:
        return "", tr("is not text: mostly NUL bytes")
    return text, tr("has NUL bytes") if nul_count > len(data) * _NUL_SHARE else ""


def _guessed(data: bytes) -> tuple[str, str]:
    nul_count = data.count(0)
    if nul_count > len(data) * _NUL_SHARE:
        even, odd = data[::2].count(0), data[1::2].count(0)
        codec = "utf-16-le" if odd > even else "utf-16-be"
        text = data.decode(codec, "replace")
        if not _is_noise(text):
            return text, tr("has no byte order mark: read as {codec}", codec=codec)
        return "", tr("is not text: mostly NUL bytes")
    if _looks_chinese(data, 0xB0, 0xD7, 0xA1):
        try:
            return data.decode("gb18030"), ""
        except UnicodeDecodeError:
            pass
    if _looks_chinese(data, 0xA4, 0xC6, 0x40):
        try:
            return data.decode("big5hkscs"), tr("is neither UTF-8 nor GB 18030: read as Big5")
        except UnicodeDecodeError:
            pass
    text = data.decode("utf-8", "replace")
    if _is_noise(text):
        return "", tr("is not text: noise")
    if _looks_western(data, text):
        return data.decode("cp1252", "replace"), tr("is not UTF-8: read as Windows-1252")
    return text, tr("is not whole UTF-8: broken bytes replaced")


def _looks_chinese(data: bytes, first: int, last: int, low: int) -> bool:
    """Most pairs of high bytes are common characters: leads `first` to `last`, trails from `low`.

    GB 2312 keeps its 3,755 most frequent characters under the leads B0-D7, Big5 its 5,401 under
    A4-C6; mojibake spreads evenly.
    """
    pairs = common = 0
    sample = data[:_SAMPLE]
    for pair in re.finditer(rb"[\x81-\xfe][\x40-\xfe]", sample):
        lead, trail = pair.group()
        if lead < first and lead >= 0xA1 and lead <= 0xA9:
            continue  # punctuation in both
        pairs += 1
        common += first <= lead <= last and trail >= low
    return pairs > 0 and common >= pairs * 0.8


def _looks_western(data: bytes, replaced: str) -> bool:
    """Nothing in it is UTF-8 but ASCII, and its high bytes are letters beside letters."""
    if len(_HIGH.sub("", replaced)) != len(_HIGH_BYTES.sub(b"", data)):
        return False
    high = _HIGH_BYTES.findall(data[:_SAMPLE])
    return len(_WESTERN_LETTERS.findall(data[:_SAMPLE])) > len(high) * 0.6


def _is_noise(text: str) -> bool:
    """Control characters come in every tenth byte of noise, and hardly ever in text."""
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > len(sample) * _NOISE_SHARE
