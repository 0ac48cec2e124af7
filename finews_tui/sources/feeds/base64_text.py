"""Base64 in feeds: Atom allows it for content, and some generators don't declare it."""

from __future__ import annotations

import binascii
import re

_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*+={0,2}\s*")
_SPACES = re.compile(r"[ \t]")
_WHITESPACE = re.compile(r"\s+")
# Shorter words may be base64 by chance. 24 characters are 18 bytes, and random bytes are
# printable with a probability of 1 to 10**7.
_MIN_LENGTH = 24
# Longer runs of random letters and digits are always data.
_MIN_DATA_LENGTH = 200
_SIGNATURES = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"%PDF", b"PK\x03\x04"),
    *(b"\x1f\x8b", b"ID3", b"OggS", b"\0\0\0"),
)


def decode_base64(text: str) -> str:
    """Return text that is in base64 decoded, "" for other data, and all other text unchanged."""
    if len(text) < _MIN_LENGTH or not _BASE64.match(text, 0, 64) or _SPACES.search(text.strip()):
        return text
    if _BASE64.fullmatch(text) is None:
        return text
    encoded = _WHITESPACE.sub("", text)
    is_mixed = any(map(str.isupper, encoded)) and any(map(str.islower, encoded))
    if len(encoded) < _MIN_LENGTH or len(encoded) % 4 or not is_mixed:
        return text
    try:
        data = binascii.a2b_base64(encoded)
    except binascii.Error:
        return text
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        decoded = ""
    if decoded and all(char.isprintable() or char in "\t\n\r" for char in decoded):
        return decoded
    is_long = len(encoded) >= _MIN_DATA_LENGTH and any(map(str.isdigit, encoded))
    return "" if is_long or data.startswith(_SIGNATURES) else text
