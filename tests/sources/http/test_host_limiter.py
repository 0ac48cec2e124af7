"""Limits of concurrent connections."""

from __future__ import annotations

import asyncio

from finews_tui.sources.http.host_limiter import HostLimiter


async def test_slots_are_limited_per_host_and_in_total() -> None:
    limiter = HostLimiter(per_host=2, total=3)
    running: dict[str, int] = {"a": 0, "b": 0}
    peaks: dict[str, int] = {"a": 0, "b": 0, "all": 0}

    async def use_slot(host: str) -> None:
        async with limiter.slot(host):
            running[host] += 1
            peaks[host] = max(peaks[host], running[host])
            peaks["all"] = max(peaks["all"], sum(running.values()))
            await asyncio.sleep(0)
            running[host] -= 1

    await asyncio.gather(*(use_slot(host) for host in "ababababab"))
    assert peaks == {"a": 2, "b": 2, "all": 3}


async def test_slow_host_does_not_block_other_hosts() -> None:
    limiter = HostLimiter(per_host=1, total=2)
    release = asyncio.Event()

    async def hold_slot() -> None:
        async with limiter.slot("slow"):
            await release.wait()

    tasks = [asyncio.create_task(hold_slot()) for _ in range(5)]
    await asyncio.sleep(0)
    async with asyncio.timeout(5), limiter.slot("quick"):
        release.set()
    await asyncio.gather(*tasks)
