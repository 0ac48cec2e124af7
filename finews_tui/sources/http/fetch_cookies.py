"""Cookies that live for one fetch: some sites set one, redirect, and expect it back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from finews_tui.sources.http.address_policy import FetchTarget

_MAX_COOKIES = 30
_MAX_COOKIE_BYTES = 4096
# RFC 6265: no control characters; a name has no separators.
_COOKIE = re.compile(
    rb"\s*+([!#$%&'*+.^_`|~0-9A-Za-z-]++)\s*+=\s*+([\x20-\x3a\x3c-\x7e\x80-\xff]*+)"
)


@dataclass(frozen=True, slots=True)
class _Cookie:
    value: bytes
    path: str
    is_secure: bool


@dataclass(slots=True)
class FetchCookies:
    """Cookies of one fetch, each sent only to the origin that set it."""

    _cookies: dict[tuple[tuple[str, str, int], bytes, str], _Cookie] = field(default_factory=dict)

    def store(self, target: FetchTarget, headers: httpx.Headers) -> None:
        """Store the cookies in a response from `target`.

        A cookie for another domain is ignored; `Max-Age=0` deletes one.
        """
        for name, raw_value in headers.raw:
            if name.lower() == b"set-cookie" and len(raw_value) <= _MAX_COOKIE_BYTES:
                self._store_one(target, raw_value)

    def header(self, target: FetchTarget) -> bytes:
        """Return the value of the Cookie header for `target`, or b""."""
        path = urlsplit(target.url).path or "/"
        matching = [
            (len(cookie.path), name, cookie.value)
            for (origin, name, _), cookie in self._cookies.items()
            if origin == target.origin
            and _path_matches(path, cookie.path)
            and (target.scheme == "https" or not cookie.is_secure)
        ]
        # RFC 6265: cookies with longer paths come first.
        matching.sort(key=lambda row: -row[0])
        return b"; ".join(name + b"=" + value for _, name, value in matching)

    def _store_one(self, target: FetchTarget, raw_value: bytes) -> None:
        pair, *parts = raw_value.split(b";")
        match = _COOKIE.fullmatch(pair)
        if match is None:
            return
        attributes = dict(_attribute(part) for part in parts)
        domain = attributes.get("domain", "").lstrip(".").lower()
        if domain and not (target.host == domain or target.host.endswith(f".{domain}")):
            return
        path = attributes.get("path", "")
        path = path if path.startswith("/") else _default_path(target.url)
        key = (target.origin, match[1], path)
        if re.fullmatch(r"0+|-\d+", attributes.get("max-age", "")):
            self._cookies.pop(key, None)
        elif key in self._cookies or len(self._cookies) < _MAX_COOKIES:
            self._cookies[key] = _Cookie(match[2].strip(), path, "secure" in attributes)


def _attribute(part: bytes) -> tuple[str, str]:
    name, _, value = part.decode("latin-1").partition("=")
    return name.strip().lower(), value.strip()


def _default_path(url: str) -> str:
    """Return the folder of a URL (RFC 6265, 5.1.4)."""
    path = urlsplit(url).path
    return path[: path.rfind("/")] or "/"


def _path_matches(path: str, cookie_path: str) -> bool:
    if path == cookie_path:
        return True
    prefix = cookie_path if cookie_path.endswith("/") else f"{cookie_path}/"
    return path.startswith(prefix)
