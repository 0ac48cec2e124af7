"""Work in threads is waited for on cancellation, and leaves no unretrieved error."""

from __future__ import annotations

import asyncio
import gc
import threading

import pytest

from finews_tui.errors import StoreFullError
from finews_tui.library.threads import run_in_thread


class Held:
    """Work that blocks until `go` is set, and then fails or succeeds."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.began, self.go = threading.Event(), threading.Event()
        self.failure = failure
        self.is_over = False

    def __call__(self) -> str:
        self.began.set()
        self.go.wait(20)
        self.is_over = True
        if self.failure is not None:
            raise self.failure
        return "done"


async def test_error_in_thread_reaches_the_caller() -> None:
    work = Held(StoreFullError("full"))
    work.go.set()
    with pytest.raises(StoreFullError):
        await run_in_thread(work)


@pytest.mark.parametrize("failure", [None, StoreFullError("full")])
def test_cancelled_caller_waits_for_the_thread(failure: Exception | None) -> None:
    work, unseen = Held(failure), []

    async def cancelled_while_it_works() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: unseen.append(context))
        waiting = asyncio.ensure_future(run_in_thread(work))
        await asyncio.to_thread(work.began.wait, 20)
        waiting.cancel()
        await asyncio.sleep(0)
        assert not waiting.done()
        work.go.set()
        await asyncio.wait([waiting])
        assert waiting.cancelled()
        assert work.is_over
        del waiting
        # What nobody looked at is told when it is cleared away.
        gc.collect()

    asyncio.run(cancelled_while_it_works())
    assert unseen == []
