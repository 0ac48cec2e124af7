"""Baseline: httpx with feedparser-rs and no store, ten connections.

`python baseline_feeds.py URLS [VALIDATORS]` reads URLs from a file, one per line. Sends the ETags
in the file VALIDATORS if it exists, and stores those of the responses in it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import feedparser_rs
import httpx

_CONNECTIONS = 10


async def fetch_all(urls: list[str], etags: dict[str, str]) -> dict[str, str]:
    """Fetch and parse all feeds. Returns their ETags."""
    slots = asyncio.Semaphore(_CONNECTIONS)
    entries = 0
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=_CONNECTIONS)) as client:

        async def fetch(url: str) -> None:
            nonlocal entries
            headers = {"If-None-Match": etags[url]} if url in etags else {}
            async with slots:
                response = await client.get(url, headers=headers)
            if response.status_code == 200:
                entries += len(feedparser_rs.parse(response.content).entries)
            etags[url] = response.headers["etag"]

        await asyncio.gather(*map(fetch, urls))
    sys.stdout.write(f"{entries}\n")
    return etags


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="ascii").split()
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    stored = json.loads(path.read_text("ascii")) if path is not None and path.exists() else {}
    validators = asyncio.run(fetch_all(lines, stored))
    if path is not None:
        path.write_text(json.dumps(validators), "ascii")
