"""Resolve and normalize URLs."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

# The WHATWG URL standard removes tabs and line breaks anywhere in a URL.
_LINE_BREAKS = re.compile(r"[\t\n\r]")
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE = "!#$%&()*+,-./:;=?@[]_~"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def resolve_url(text: str, base: str, limit: int) -> str:
    """Return a normalized http or https URL of at most `limit` characters, or ""."""
    text = _FORBIDDEN.sub("", _LINE_BREAKS.sub("", text)).replace("\\", "/")
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
    default_port = {"http": 80, "https": 443}[parts.scheme]
    authority = host if port is None or port == default_port else f"{host}:{port}"
    userinfo, at, _ = parts.netloc.rpartition("@")
    url = f"{parts.scheme}://{_quote(userinfo) + at}{authority}{_quote(parts.path) or '/'}"
    if parts.query:
        url += "?" + _quote(parts.query)
    if parts.fragment:
        url += "#" + _quote(parts.fragment)
    return url if len(url) <= limit else ""


def _host(name: str) -> str:
    """Return a host name in ASCII (IDNA), or "" if it is invalid."""
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


def _quote(part: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", part), safe=_SAFE)
