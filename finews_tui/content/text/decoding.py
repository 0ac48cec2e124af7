"""Decode the bytes of posts, feeds and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finews_tui.content.text.encoding_guess import (
    Guess,
    guess_east_asian,
    guess_other,
    is_mostly_utf8,
    score,
)
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
_DOUBLE_BYTE_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
# Declared text that contains a few broken bytes is still in the declared encoding.
_MAX_BROKEN_SHARE = 0.02
_SURE_SCORE = 0.6
_MIN_SURE_BYTES = 8
_LIKELY_SCORE = 0.4
_UNLIKELY_SCORE = 0.2
_EAST_ASIAN_CODECS = frozenset({"gb18030", "big5hkscs", "cp932", "euc-jp", "cp949"})
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

    Tries a BOM, UTF-16 or UTF-32 XML, UTF-8, the encoding declared by the document (XML declaration
    or `meta` element) or by `content_type` (an HTTP header), then a guess. UTF-8 has priority over
    declarations, also with a few broken bytes, because they are more often wrong. A declaration
    that contradicts the characters is ignored.
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
    if data.count(0) <= len(data) * _MAX_NUL_SHARE:
        sample = _sample(data)
        if is_mostly_utf8(sample):
            return _decode_broken_utf8(data)
        for codec in _declared_codecs(data, content_type):
            decoded = _decode_as_declared(data, sample, codec)
            if decoded is not None:
                return decoded
    return _decode_by_guess(data)


def _decode_as_declared(data: bytes, sample: bytes, codec: str) -> DecodedText | None:
    """Decode `data` in its declared encoding; None if its characters contradict that."""
    guess = guess_east_asian(sample)
    own_score = score(sample, codec)
    is_east_asian = codec in _EAST_ASIAN_CODECS
    is_other = guess is not None and guess.codec != codec and guess.score >= _LIKELY_SCORE
    if guess is not None and is_other and guess.high_bytes >= _MIN_SURE_BYTES:
        # Any bytes are valid in most 8-bit encodings.
        if not is_east_asian or own_score < _UNLIKELY_SCORE:
            return None
    elif is_east_asian and own_score <= 0:
        if _is_sure(guess_other(sample)):
            return None
    elif codec == "cp1252":
        # Many servers declare ISO 8859-1 by default.
        is_chinese = _looks_like_gb18030(data) or _looks_like_big5(data)
        other = guess_other(sample)
        if is_chinese or (other is not None and other.codec != codec):
            return None
    text = _try_decode(data, codec)
    if text is not None:
        return DecodedText(text)
    text = data.decode(codec, "replace")
    is_likely = not is_east_asian or own_score >= _UNLIKELY_SCORE
    if is_likely and text.count("\ufffd") <= max(1, len(text) * _MAX_BROKEN_SHARE):
        return DecodedText(text, _broken_warning(codec))
    return None


def _decode_wide(data: bytes, codec: str) -> DecodedText:
    text = _try_decode(data, codec)
    if text is not None:
        return DecodedText(text)
    return DecodedText(data.decode(codec, "replace"), _broken_warning(codec))


def _broken_warning(codec: str) -> str:
    return tr("invalid {codec}; unreadable parts replaced", codec=codec.upper())


def _decode_broken_utf8(data: bytes) -> DecodedText:
    text = data.decode("utf-8", "replace")
    if _has_many_controls(text):
        return DecodedText("", tr("not text (random bytes)"))
    return DecodedText(text, tr("invalid UTF-8; broken bytes replaced"))


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
    if _has_many_controls(data.decode("utf-8", "replace")):
        return DecodedText("", tr("not text (random bytes)"))
    sample = _sample(data)
    guess = guess_east_asian(sample)
    other = guess_other(sample) if guess is None else None
    if _is_sure(other):
        guess = other
    if guess is None and _looks_like_gb18030(data) and _try_decode(data, "gb18030") is not None:
        guess = Guess("gb18030", "GB18030", 0)
    if guess is None and _looks_like_big5(data) and _try_decode(data, "big5hkscs") is not None:
        guess = Guess("big5hkscs", "Big5", 0)
    if guess is None:
        # A short title may have rare characters only: accept any character of GB 2312.
        text = data.decode("utf-8", "replace")
        is_broken = text.count("\ufffd") > len(_NON_ASCII.findall(text))
        if is_broken and _has_common_pairs(data, 0xB0, 0xF7, 0xA1):
            guess = Guess("gb18030", "GB18030", 0) if _try_decode(data, "gb18030") else None
    guess = guess or other
    if guess is not None:
        return _decode_guessed(data, guess)
    return _decode_broken_utf8(data)


def _is_sure(guess: Guess | None) -> bool:
    return guess is not None and guess.score >= _SURE_SCORE and guess.high_bytes >= _MIN_SURE_BYTES


def _decode_guessed(data: bytes, guess: Guess) -> DecodedText:
    text = data.decode(guess.codec, "replace")
    # Chinese without a declaration is almost always in GB 18030, and needs no warning.
    is_expected = guess.codec == "gb18030" and "\ufffd" not in text
    warning = tr("no valid encoding declared; decoded as {encoding}", encoding=guess.name)
    return DecodedText(text, "" if is_expected else warning, guess.name)


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


def _sample(data: bytes) -> bytes:
    """Return a limited part of `data`, from the first non-ASCII byte."""
    match = _HIGH_BYTE.search(data)
    start = match.start() if match is not None else 0
    return data[start : start + _SAMPLE_BYTES]


def _has_many_controls(text: str) -> bool:
    sample = text[:_SAMPLE_BYTES]
    return len(_CONTROL_CHARACTER.findall(sample)) > len(sample) * _MAX_CONTROL_SHARE
