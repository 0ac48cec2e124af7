"""Decode the bytes of posts, feeds and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finews_tui.i18n.catalog import tr

# UTF-32 before UTF-16, because the UTF-32-LE BOM starts with the UTF-16-LE one.
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# XML 1.0, appendix F: `<?`, `<!` or a tag in UTF-16 or UTF-32 without a BOM.
_WIDE_XML_STARTS = (
    (re.compile(rb"<\0\0\0[?!A-Za-z]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0<\0\0\0[?!A-Za-z]"), "utf-32-be"),
    (re.compile(rb"<\0[?!A-Za-z]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[?!A-Za-z]"), "utf-16-be"),
)
_DOCUMENT_LABEL = re.compile(
    rb"""(?i)<meta[^<>]{0,512}?charset\s*=[\s"']*([a-z0-9_:.-]{1,40})"""
    rb"""|<\?xml[^<>]{0,512}?\bencoding\s*=[\s"']*([a-z0-9_:.-]{1,40})"""
)
_HTTP_LABEL = re.compile(r"""charset\s*=[\s"']*([a-z0-9_:.-]{1,40})""", re.IGNORECASE)
_LABEL_SEARCH_BYTES = 4096

# An allow-list, because Python's codecs include zlib, rot13 and idna. The WHATWG Encoding Standard
# maps many labels to a superset: ISO 8859-1 to Windows-1252, GB 2312 to GB 18030.
_SAFE_CODEC = re.compile(
    r"iso-?8859-(?:[1-9]|1[013-6])|windows-(?:\d{3,4})|cp\d{3,4}|koi8-[rtu]|hz|euc-(?:jp|kr)"
    r"|iso-2022-(?:jp|kr)|mac-\w{2,12}"
)
_CODECS = {
    **dict.fromkeys(("gb2312", "gb-2312-80", "gbk", "x-gbk", "gb18030", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks-c-5601-1987", "ksc5601", "windows-949"), "cp949"),
    **dict.fromkeys(
        ("us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252"),
        "cp1252",
    ),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "windows-1254"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "iso8859-11", "tis-620", "windows-874"), "cp874"),
    "x-euc-jp": "euc-jp",
    "hz-gb-2312": "hz",
    "macintosh": "mac-roman",
}
# 7-bit encodings are also valid UTF-8. If these bytes occur, try the declared encoding first.
_SEVEN_BIT_CODECS = frozenset({"hz", "iso-2022-jp", "iso-2022-kr"})
_SEVEN_BIT_ESCAPES = (b"\x1b", b"~{")

_BINARY_SIGNATURES = (
    b"\x89PNG\r\n", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b\x08",
    b"\x7fELF", b"BZh", b"\xfd7zXZ\x00", b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00",
)  # fmt: skip
# Random bytes contain about 10 % control characters, text almost none.
_MAX_CONTROL_SHARE = 0.03
# Text with a larger share of NUL bytes may be UTF-16.
_MAX_NUL_SHARE = 0.1
_SAMPLE_BYTES = 65536

_NON_ASCII = re.compile("[^\x00-\x7f\ufffd]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
# A single non-ASCII character of Windows-1252 between ASCII characters.
_ISOLATED_HIGH_BYTE = re.compile(
    rb"(?<![\x80-\xff])[\x80\x82-\x8c\x8e\x91-\x9c\x9e-\xff](?![\x80-\xff])"
)
_DOUBLE_BYTE_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text of a file or response.

    `warning` is a phrase to show after the file name, or "". `guessed_encoding` is the name of an
    encoding that was not declared, or "". For binary data `text` is empty and `warning` is set.
    """

    text: str
    warning: str = ""
    guessed_encoding: str = ""


def decode_text(data: bytes, content_type: str = "") -> DecodedText:
    """Decode `data`. Never raises; linear in the length of `data`.

    Tries a BOM, UTF-16 or UTF-32 XML, valid UTF-8, the encoding declared by the document (XML
    declaration or `meta` element) or by `content_type` (an HTTP header), then a guess. Valid UTF-8
    has priority over declarations because they are more often wrong.
    """
    for bom, codec in _BYTE_ORDER_MARKS:
        if data.startswith(bom):
            return _decode_wide(data[len(bom) :], codec)
    if data[:1] in (b"<", b"\0"):
        for pattern, codec in _WIDE_XML_STARTS:
            if pattern.match(data):
                return _decode_wide(data, codec)
    if any(escape in data for escape in _SEVEN_BIT_ESCAPES):
        for codec in _declared_codecs(data, content_type):
            if codec in _SEVEN_BIT_CODECS and (text := _try_decode(data, codec)) is not None:
                return DecodedText(text)
    text = _try_decode(data, "utf-8")
    if text is not None:
        return _check_nul_bytes(data, text)
    if data.startswith(_BINARY_SIGNATURES):
        return DecodedText("", tr("not text (looks like an image, archive or program)"))
    for codec in _declared_codecs(data, content_type):
        # Many servers declare ISO 8859-1 by default, and any bytes are valid in it.
        if codec == "cp1252" and (_looks_like_gb18030(data) or _looks_like_big5(data)):
            continue
        if (text := _try_decode(data, codec)) is not None:
            return DecodedText(text)
    return _decode_by_guess(data)


def _decode_wide(data: bytes, codec: str) -> DecodedText:
    text = _try_decode(data, codec)
    if text is not None:
        return DecodedText(text)
    warning = tr("invalid {codec}; unreadable parts replaced", codec=codec.upper())
    return DecodedText(data.decode(codec, "replace"), warning)


def _try_decode(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _declared_codecs(data: bytes, content_type: str) -> list[str]:
    """Return the supported codecs declared by the document and the HTTP header."""
    labels: list[str] = []
    if b"<" in data[:_LABEL_SEARCH_BYTES]:
        match = _DOCUMENT_LABEL.search(data, 0, _LABEL_SEARCH_BYTES)
        if match is not None:
            labels.append((match[1] or match[2]).decode("ascii"))
    http_match = _HTTP_LABEL.search(content_type)
    if http_match is not None:
        labels.append(http_match[1])
    return [codec for label in labels if (codec := _codec_for_label(label))]


def _codec_for_label(label: str) -> str:
    """Return the codec for an encoding label, or ""."""
    name = label.lower().replace("_", "-")
    return _CODECS.get(name) or (name if _SAFE_CODEC.fullmatch(name) else "")


def _check_nul_bytes(data: bytes, text: str) -> DecodedText:
    """Detect UTF-16 and binary data that is also valid UTF-8."""
    nul_count = data.count(0)
    if not nul_count:
        return DecodedText(text)
    even, odd = data[::2], data[1::2]
    for codec, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high.count(0) > len(high) * 0.6 and low.count(0) < len(low) * 0.1:
            return _decode_without_bom(data, codec)
    if nul_count > len(data) * 0.9:
        return DecodedText("", tr("not text (mostly NUL bytes)"))
    has_many = nul_count > len(data) * _MAX_NUL_SHARE
    return DecodedText(text, tr("contains NUL bytes") if has_many else "")


def _decode_without_bom(data: bytes, codec: str) -> DecodedText:
    warning = tr("no byte order mark; read as {codec}", codec=codec.upper())
    return DecodedText(data.decode(codec, "replace"), warning, codec.upper())


def _decode_by_guess(data: bytes) -> DecodedText:
    """Decode data that is not valid UTF-8 and declares no usable encoding."""
    if data.count(0) > len(data) * _MAX_NUL_SHARE:
        even, odd = data[::2].count(0), data[1::2].count(0)
        result = _decode_without_bom(data, "utf-16-le" if odd > even else "utf-16-be")
        if _has_many_controls(result.text):
            return DecodedText("", tr("not text (mostly NUL bytes)"))
        return result
    if _looks_like_gb18030(data) and (text := _try_decode(data, "gb18030")) is not None:
        return DecodedText(text, guessed_encoding="GB18030")
    if _looks_like_big5(data) and (text := _try_decode(data, "big5hkscs")) is not None:
        return DecodedText(text, tr("not UTF-8 or GB 18030; read as Big5"), "Big5")
    text = data.decode("utf-8", "replace")
    if _has_many_controls(text):
        return DecodedText("", tr("not text (random bytes)"))
    if text.count("\ufffd") > len(_NON_ASCII.findall(text)):
        if _looks_like_windows_1252(data):
            text = data.decode("cp1252", "replace")
            return DecodedText(text, tr("not UTF-8; read as Windows-1252"), "Windows-1252")
        # A short title may have rare characters only: accept any character of GB 2312.
        if _has_common_pairs(data, 0xB0, 0xF7, 0xA1):
            chinese = _try_decode(data, "gb18030")
            if chinese is not None:
                return DecodedText(chinese, guessed_encoding="GB18030")
    return DecodedText(text, tr("invalid UTF-8; broken bytes replaced"))


def _looks_like_gb18030(data: bytes) -> bool:
    """Return whether most characters are among the 3,755 common ones of GB 2312."""
    return _has_common_pairs(data, 0xB0, 0xD7, 0xA1)


def _looks_like_big5(data: bytes) -> bool:
    """Return whether most characters are among the 5,401 common ones of Big5."""
    return _has_common_pairs(data, 0xA4, 0xC6, 0x40)


def _has_common_pairs(data: bytes, first_lead: int, last_lead: int, first_trail: int) -> bool:
    """Return whether 80 % of the double-byte characters are in a byte range.

    The bytes of text in another encoding are spread evenly.
    """
    pairs = common = 0
    for pair in _DOUBLE_BYTE_PAIR.finditer(_sample(data)):
        lead, trail = pair.group()
        if lead < first_lead and 0xA1 <= lead <= 0xA9:
            continue  # punctuation in both encodings
        pairs += 1
        common += first_lead <= lead <= last_lead and trail >= first_trail
    return pairs > 0 and common >= pairs * 0.8


def _looks_like_windows_1252(data: bytes) -> bool:
    """Return whether most non-ASCII bytes are isolated, like accented letters."""
    sample = _sample(data)
    runs = len(_HIGH_BYTES.findall(sample))
    return len(_ISOLATED_HIGH_BYTE.findall(sample)) > runs * 0.6


def _sample(data: bytes) -> bytes:
    """Return a limited part of `data`, from the first non-ASCII byte."""
    match = _HIGH_BYTE.search(data)
    start = match.start() if match is not None else 0
    return data[start : start + _SAMPLE_BYTES]


def _has_many_controls(text: str) -> bool:
    sample = text[:_SAMPLE_BYTES]
    return len(_CONTROL_CHARACTER.findall(sample)) > len(sample) * _MAX_CONTROL_SHARE
