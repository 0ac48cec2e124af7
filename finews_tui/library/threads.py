"""Blocking work done in a thread by those who may be cancelled: it is waited for even then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


async def run_in_thread(
    function: Callable[_Given, _Result], *given: _Given.args, **named: _Given.kwargs
) -> _Result:
    """Run `function` in a thread. A cancelled caller goes on only when it has ended.

    So no transaction outlives the library that it writes for.
    """
    work = asyncio.ensure_future(asyncio.to_thread(function, *given, **named))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await wait_until_done(work)
        raise


async def wait_until_done(work: asyncio.Future[_Result]) -> None:
    """Wait until `work` is over, whichever way.

    Whoever cancelled its caller has a reason to tell of; a failure here is mostly the same once
    more, and asyncio would print one that nobody looked at.
    """
    await asyncio.wait([work])
    if not work.cancelled():
        work.exception()
