"""Normalize URLs and accept only http and https."""

from __future__ import annotations

import re

MAX_URL_LENGTH = 8192
"""Servers reject longer URLs; most of them are `data:` URLs anyway."""

_NORMAL = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]{0,252}"
    r"/(?:[A-Za-z0-9._~:/?#@!$&()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*"
)
_STRIPPED_CHARACTERS = "".join(map(chr, range(0x21)))


def normalize_url(text: str, base: str = "") -> str:
    """Return an absolute http or https URL in normal form, or "" for any other.

    A relative URL is resolved against `base`, if that is an http or https URL.
    """
    text = text.strip(_STRIPPED_CHARACTERS)
    if len(text) > MAX_URL_LENGTH or not text:
        return ""
    if _NORMAL.fullmatch(text) is not None:
        return text
    from finews_tui.content.text.url_normalization import resolve_url

    return resolve_url(text, base, MAX_URL_LENGTH)
