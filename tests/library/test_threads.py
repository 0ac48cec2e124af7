"""Calls in threads: cancellation waits for the thread and discards its error."""

from __future__ import annotations

import asyncio
import gc
import threading

import pytest

from finews_tui.errors import StoreFullError
from finews_tui.library.threads import run_in_thread


class BlockedCall:
    """Function that blocks until `release` is set, and then fails or succeeds."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.started, self.release = threading.Event(), threading.Event()
        self.failure = failure
        self.is_done = False

    def __call__(self) -> str:
        self.started.set()
        self.release.wait(20)
        self.is_done = True
        if self.failure is not None:
            raise self.failure
        return "done"


async def test_error_in_thread_reaches_the_caller() -> None:
    call = BlockedCall(StoreFullError("full"))
    call.release.set()
    with pytest.raises(StoreFullError):
        await run_in_thread(call)


@pytest.mark.parametrize("failure", [None, StoreFullError("full")])
def test_cancelled_caller_waits_for_the_thread(failure: Exception | None) -> None:
    call, logged = BlockedCall(failure), []

    async def cancel_while_running() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: logged.append(context))
        task = asyncio.ensure_future(run_in_thread(call))
        await asyncio.to_thread(call.started.wait, 20)
        task.cancel()
        await asyncio.sleep(0)
        assert not task.done()
        call.release.set()
        await asyncio.wait([task])
        assert task.cancelled()
        assert call.is_done
        del task
        # Unretrieved errors are logged on garbage collection.
        gc.collect()

    asyncio.run(cancel_while_running())
    assert logged == []
