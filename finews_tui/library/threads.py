"""Blocking work in threads that is waited for, even if the caller is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


async def run_in_thread(
    function: Callable[_Parameters, _Result],
    *args: _Parameters.args,
    **kwargs: _Parameters.kwargs,
) -> _Result:
    """Run `function` in a thread. If the caller is cancelled, it first waits for the end.

    So no transaction is still running when the databases are closed.
    """
    work = asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await wait_until_done(work)
        raise


async def wait_until_done(work: asyncio.Future[_Result]) -> None:
    """Wait until `work` has ended, with or without an error.

    The error is retrieved, or asyncio would log it: the caller is being cancelled for a reason, and
    mostly this is the same error again.
    """
    await asyncio.wait([work])
    if not work.cancelled():
        work.exception()
