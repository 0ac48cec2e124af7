"""Redaction of credentials and tokens in URLs, for messages, logs and exports."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

CONTROL_CHARACTERS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_USERINFO = re.compile(r"[^/?#\s]*@")
_SECRET_PARAMETER = re.compile(
    r"token|secret|passw|apikey|api[_-]key|\bkey\b|\bauth|signature|\bsig\b|\bcode\b", re.IGNORECASE
)
_MAX_LENGTH = 200


def redact_url(url: str) -> str:
    """Redact `url` for messages: no credentials, query or control characters.

    The query is replaced with an ellipsis because it often contains tokens. The result has at
    most 200 characters.
    """
    clean = CONTROL_CHARACTERS.sub("", url)
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
    return text if len(text) <= _MAX_LENGTH else text[: _MAX_LENGTH - 1] + "…"


def strip_url_secrets(url: str) -> str:
    """Remove credentials and query tokens from `url`, for exported files.

    Returns "" if the URL cannot be parsed.
    """
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return ""
    public_pairs = [(name, value) for name, value in pairs if not _SECRET_PARAMETER.search(name)]
    query = parts.query if len(public_pairs) == len(pairs) else urlencode(public_pairs)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, query, parts.fragment))
