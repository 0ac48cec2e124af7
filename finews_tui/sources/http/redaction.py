"""Addresses as they are shown and handed out: without credentials and tokens."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_USERINFO = re.compile(r"[^/?#\s]*@")
_SECRET = re.compile(
    r"token|secret|passw|apikey|api[_-]key|\bkey\b|\bauth|signature|\bsig\b|\bcode\b", re.IGNORECASE
)
_SHOWN_LENGTH = 200


def shown_address(address: str) -> str:
    """`address` fit for a message: no credentials, no query (tokens lie there), no controls."""
    clean = CONTROLS.sub("", address)
    try:
        parts = urlsplit(clean)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    if host:
        query = "…" if parts.query else ""
        text = urlunsplit((parts.scheme, host, parts.path, query, ""))
    else:
        text = _USERINFO.sub("", clean)
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"


def without_secrets(address: str) -> str:
    """`address` fit for a file that goes to others: no credentials, no tokens in its query."""
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return ""
    kept = [(name, value) for name, value in pairs if not _SECRET.search(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit(
        (parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, parts.fragment)
    )
