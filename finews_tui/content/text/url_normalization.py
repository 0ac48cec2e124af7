"""Web addresses in normal form, relative ones resolved."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

# The URL standard (WHATWG) takes tabs and line ends out of an address wherever they stand.
_INNER_BREAKS = re.compile(r"[\t\n\r]")
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE = "!#$%&()*+,-./:;=?@[]_~"
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def resolve_url(text: str, base: str, limit: int) -> str:
    """An http or https address of at most `limit` characters in plain ASCII, or ""."""
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
    return whole if len(whole) <= limit else ""


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
