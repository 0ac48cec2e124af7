"""Digest authentication (RFC 7616) with the name and password in an address."""

from __future__ import annotations

import re

import httpx

_DIGEST = re.compile(r"(?:^|,\s*)(digest\s.*)", re.IGNORECASE | re.DOTALL)


def digest_authorization(
    request: httpx.Request, challenge: httpx.Headers, credentials: tuple[str, str]
) -> bytes:
    """Return the Authorization header that answers a 401, or b"" if it asks for no digest."""
    for value in challenge.get_list("www-authenticate"):
        match = _DIGEST.search(value)
        if match is not None:
            return _answer(request, match[1], credentials)
    return b""


def _answer(request: httpx.Request, challenge: str, credentials: tuple[str, str]) -> bytes:
    request = httpx.Request(request.method, request.url)
    flow = httpx.DigestAuth(*credentials).sync_auth_flow(request)
    headers = {"WWW-Authenticate": challenge}
    try:
        next(flow)
        answer = flow.send(httpx.Response(401, headers=headers, request=request))
    except (KeyError, ValueError, NotImplementedError, StopIteration, httpx.ProtocolError):
        # An unknown algorithm, or a malformed challenge.
        return b""
    return answer.headers["Authorization"].encode()
