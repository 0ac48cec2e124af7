"""A floor: httpx with feedparser-rs and no store, ten at once.

`python floor_feeds.py URLS [VALIDATORS]`: addresses from a file, one a line; the ETags of the
answers are written to VALIDATORS where it is absent, and asked with where it is there.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import feedparser_rs
import httpx

_AT_ONCE = 10


async def ask(addresses: list[str], etags: dict[str, str]) -> dict[str, str]:
    """Ask for all, read what came; returns their ETags."""
    slots = asyncio.Semaphore(_AT_ONCE)
    entries = 0
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=_AT_ONCE)) as client:

        async def one(address: str) -> None:
            nonlocal entries
            heads = {"If-None-Match": etags[address]} if address in etags else {}
            async with slots:
                answer = await client.get(address, headers=heads)
            if answer.status_code == 200:
                entries += len(feedparser_rs.parse(answer.content).entries)
            etags[address] = answer.headers["etag"]

        await asyncio.gather(*map(one, addresses))
    sys.stdout.write(f"{entries}\n")
    return etags


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="ascii").split()
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    known = json.loads(kept.read_text("ascii")) if kept is not None and kept.exists() else {}
    told = asyncio.run(ask(lines, known))
    if kept is not None:
        kept.write_text(json.dumps(told), "ascii")
