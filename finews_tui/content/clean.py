"""Takes out of text and addresses what a terminal, a browser or a file must never see."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urljoin, urlsplit

LINE_LIMIT = 4096
"""Bytes of UTF-8 that a one-line field keeps."""

MARK_LIMIT = 8
"""Combining marks, joiners and variation selectors that one base character keeps."""

# What nearly all text is made of, and needs no cleaning: Latin, punctuation, Chinese, Japanese,
# Korean. One look at 1,400 characters takes 2 µs.
_PLAIN = re.compile(
    "[\\t\\n\\x20-\\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff"
    "\u2e80-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffee]*+"
)

_SEQUENCE_START = re.compile(r"\x1b[\[\]PX^_]|[\x90\x98\x9b\x9d-\x9f]")
_CONTROL_SEQUENCE = re.compile(r"[0-?]*+[ -/]*+[@-~]")
_OSC_END = re.compile(r"\x07|\x1b\\|\x9c|\n")
_STRING_END = re.compile(r"\x1b\\|\x9c|\n")

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PLANE_ENDS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef" + _PLANE_ENDS
)
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2065\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
# A zero-width space is the word break of scripts that write none (Thai, Lao, Burmese, Khmer).
_WORD_BREAK = "(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\uaa60-\uaa7f])\u200b"
_FLAG = "(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)"
_DROP_FROM_TEXT = re.compile(f"{_FLAG}|({_WORD_BREAK})|[{_NEVER}{_INVISIBLE}]+?")
_DROP_FROM_LINE = re.compile(f"{_FLAG}|[{_NEVER}{_INVISIBLE}]+")
_SUSPECT = re.compile(f"[{_NEVER}{_INVISIBLE}]")

# The blocks that hold combining marks, wider than they are: the category decides.
_JOINERS = "\u200c-\u200f"
_MAYBE_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u10ff\u135d-\u1cff\u1dc0-\u1dff" + _JOINERS + "\u20d0-\u20ff"
    "\u2cef-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe00-\ufe2f"
    "\U00010000-\U00016fff\U0001d165-\U0001d244\U0001e000-\U0001e95f\U000e0100-\U000e01ef"
)
# A lone character class is what the engine finds fastest: five times as fast as the piles.
_ANY_MARK = re.compile(f"[{_MAYBE_MARKS}]")
_PILED_MARKS = re.compile(f"[{_MAYBE_MARKS}]{{{MARK_LIMIT + 1},}}")

_SQUEEZE = re.compile(r"\s{2,}|[\t\n\x0b-\x1f\x85\u2028\u2029]")

ADDRESS_LIMIT = 8192
"""Bytes; a longer address is none (no server takes more, and a data: URL hides there)."""

_TRIMMED = "".join(map(chr, range(0x21)))
# The URL standard (WHATWG) takes tabs and line ends out of an address wherever they stand.
_INNER_BREAKS = re.compile(r"[\t\n\r]")
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]"
)
_NORMAL = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]{0,252}"
    r"/(?:[A-Za-z0-9._~:/?#@!$&()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE = "!#$%&()*+,-./:;=?@[]_~"
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def clean_text(text: str) -> str:
    """Text of several lines, as security.md's policy has it; harmless text comes back unchanged.

    Whole escape sequences go, an unterminated one loses only its introducer. Line ends become
    `\\n`; control, bidi and invisible characters, noncharacters and lone surrogates go.
    """
    if _is_plain(text):
        return text
    if _SUSPECT.search(text) is not None:
        text = _without_sequences(text)
        text = _BREAKS.sub("\n", text)
        text = _DROP_FROM_TEXT.sub(r"\1\2", text)
    return _with_few_marks(text)


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """One line of at most `limit` bytes, with single spaces and nothing invisible in it."""
    if len(text) * 4 <= limit and text.isprintable() and "  " not in text and _is_plain(text):
        return text.strip()
    # Cut before the work: what a line cannot hold needs no cleaning.
    text = text[: limit * 16]
    if _SUSPECT.search(text) is not None:
        text = _without_sequences(text)
        text = _BREAKS.sub("\n", text)
        text = _DROP_FROM_LINE.sub(r"\1", text)
    text = _SQUEEZE.sub(" ", _with_few_marks(text)).strip()
    if len(text) * 4 > limit:
        data = text.encode("utf-8")
        if len(data) > limit:
            text = data[:limit].decode("utf-8", "ignore").rstrip()
    return text


def clean_address(text: str, base: str = "") -> str:
    """An absolute http or https address in normal form, or "" where there is none to trust.

    A relative one is resolved against `base`, if that is an http or https address itself.
    """
    text = text.strip(_TRIMMED)
    if _NORMAL.fullmatch(text) is not None and len(text) <= ADDRESS_LIMIT:
        return text
    if len(text) > ADDRESS_LIMIT or not text:
        return ""
    return _resolved(text, base)


def _is_plain(text: str) -> bool:
    """A quick yes: most text holds nothing but printable characters and line ends."""
    return _PLAIN.fullmatch(text) is not None


def _without_sequences(text: str) -> str:
    """Takes out whole sequences (ECMA-48 CSI; OSC, DCS, APC, PM, SOS with their end on the line).

    Linear: the next end of a string is looked for once, not once for each introducer.
    """
    kept: list[str] = []
    at = 0
    next_end: dict[re.Pattern[str], re.Match[str] | None] = {}
    for start in _SEQUENCE_START.finditer(text):
        if start.start() < at:
            continue
        kept.append(text[at : start.start()])
        at = start.end()
        kind = start.group()[-1]
        if kind in "[\x9b":
            rest = _CONTROL_SEQUENCE.match(text, at)
            at = rest.end() if rest else at
            continue
        pattern = _OSC_END if kind in "]\x9d" else _STRING_END
        known = next_end.get(pattern)
        if pattern not in next_end or (known is not None and known.start() < at):
            known = next_end[pattern] = pattern.search(text, at)
        if known is not None and known.group() != "\n":
            at = known.end()
    kept.append(text[at:])
    return "".join(kept)


def _with_few_marks(text: str) -> str:
    if text.isascii() or _ANY_MARK.search(text) is None:
        return text
    return _PILED_MARKS.sub(_first_marks, text)


def _first_marks(piled: re.Match[str]) -> str:
    kept: list[str] = []
    count = 0
    for character in piled.group():
        is_mark = "\u200c" <= character <= "\u200f" or unicodedata.category(character)[0] == "M"
        count = count + 1 if is_mark else 0
        if count <= MARK_LIMIT:
            kept.append(character)
    return "".join(kept)


def _resolved(text: str, base: str) -> str:
    text = _FORBIDDEN.sub("", _INNER_BREAKS.sub("", text)).replace("\\", "/")
    try:
        if _SCHEME.match(text) is None or text[:1] == "/":
            if urlsplit(base).scheme not in ("http", "https"):
                return ""
            text = urljoin(base, text)
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
        host = _host(parts.hostname)
        port = parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    default = {"http": 80, "https": 443}[parts.scheme]
    place = host if port is None or port == default else f"{host}:{port}"
    userinfo, at, _ = parts.netloc.rpartition("@")
    whole = f"{parts.scheme}://{_quoted(userinfo) + at}{place}{_quoted(parts.path) or '/'}"
    if parts.query:
        whole += "?" + _quoted(parts.query)
    if parts.fragment:
        whole += "#" + _quoted(parts.fragment)
    return whole if len(whole) <= ADDRESS_LIMIT else ""


def _host(name: str) -> str:
    """A host name in ASCII (IDNA), or "" where it is none."""
    if ":" in name:
        return f"[{name}]" if re.fullmatch(r"[0-9a-f:.]+", name) else ""
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    if re.fullmatch(r"[a-z0-9_](?:[a-z0-9._-]{0,252})", name.lower()) is None:
        return ""
    return name.lower()


def _quoted(part: str) -> str:
    return quote(_LOOSE_PERCENT.sub("%25", part), safe=_SAFE)
