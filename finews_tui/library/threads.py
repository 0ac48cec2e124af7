"""Blocking calls in threads that are always awaited, even on cancellation."""

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
    """Run `function` in a thread. If cancelled, wait for the thread before raising.

    This ensures that no transaction is running when the databases are closed.
    """
    future = asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs))
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        await wait_until_done(future)
        raise


async def wait_until_done(future: asyncio.Future[_Result]) -> None:
    """Wait for `future` and discard its error.

    An error that is never retrieved would be logged by asyncio, and mostly it repeats the error
    that caused the cancellation.
    """
    await asyncio.wait([future])
    if not future.cancelled():
        future.exception()
