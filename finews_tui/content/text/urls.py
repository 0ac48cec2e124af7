"""Accept only absolute http and https URLs, in normal form."""

from __future__ import annotations

import re

MAX_URL_LENGTH = 8192
"""Bytes; a longer address is none (no server takes more, and a data: URL hides there)."""

_NORMAL = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]{0,252}"
    r"/(?:[A-Za-z0-9._~:/?#@!$&()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*"
)
_TRIMMED = "".join(map(chr, range(0x21)))


def normalize_url(text: str, base: str = "") -> str:
    """An absolute http or https address in normal form, or "" where there is none to trust.

    A relative one is resolved against `base`, if that is an http or https address itself.
    """
    text = text.strip(_TRIMMED)
    if len(text) > MAX_URL_LENGTH or not text:
        return ""
    if _NORMAL.fullmatch(text) is not None:
        return text
    from finews_tui.content.text.url_normalization import resolve_url

    return resolve_url(text, base, MAX_URL_LENGTH)
