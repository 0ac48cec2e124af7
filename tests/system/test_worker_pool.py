"""Worker processes: results, errors, limits, crashes, cleanup."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from finews_tui.errors import FeedError
from finews_tui.system import worker_process
from finews_tui.system.worker_pool import (
    WorkerCrashedError,
    WorkerError,
    WorkerMemoryError,
    WorkerPool,
    WorkerTimeoutError,
)
from tests.paths import PACKAGE
from tests.system.worker_functions import (
    add,
    allocate,
    break_setrlimit,
    exit_process,
    loaded_modules,
    print_and_read,
    process_id,
    raise_feed_error,
    raise_value_error,
)

MEMORY_BYTES = 512 << 20


def is_running(process: int) -> bool:
    """Return whether a process exists and is not a zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for_exit(process: int, timeout_s: float = 30) -> None:
    deadline = time.monotonic() + timeout_s
    while is_running(process):
        assert time.monotonic() < deadline, "the process is still running"
        time.sleep(0.02)


def test_call_returns_result() -> None:
    with WorkerPool() as pool:
        assert pool.submit(add, (2, 3)).result() == 5
        assert pool.submit(add, (3, 4)).result() == 7


async def test_calls_run_concurrently_in_at_most_size_processes() -> None:
    with WorkerPool(2) as pool:
        ids = await asyncio.gather(*(pool.call(process_id, ()) for _ in range(20)))
    assert 1 <= len(set(ids)) <= 2


async def test_process_is_reused_before_another_is_started() -> None:
    with WorkerPool(4) as pool:
        assert len({await pool.call(process_id, ()) for _ in range(5)}) == 1


async def test_finews_error_is_raised_and_process_is_reused() -> None:
    with WorkerPool() as pool:
        first = await pool.call(process_id, ())
        with pytest.raises(FeedError, match="not a feed"):
            await pool.call(raise_feed_error, ("not a feed",))
        assert await pool.call(process_id, ()) == first


async def test_unexpected_exception_is_a_crash() -> None:
    with WorkerPool() as pool:
        with pytest.raises(WorkerCrashedError):
            await pool.call(raise_value_error, ())
        assert await pool.call(add, (1, 1)) == 2


async def test_crash_fails_only_one_call() -> None:
    with WorkerPool(2) as pool:
        results = await asyncio.gather(
            *(pool.call(add, (number, 0)) for number in range(5)),
            pool.call(exit_process, ()),
            *(pool.call(add, (number, 0)) for number in range(5)),
            return_exceptions=True,
        )
    assert [result for result in results if isinstance(result, int)] == [*range(5), *range(5)]
    assert isinstance(results[5], WorkerCrashedError)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc")
async def test_process_killed_between_calls_is_replaced() -> None:
    with WorkerPool() as pool:
        first = await pool.call(process_id, ())
        os.kill(first, signal.SIGKILL)
        await asyncio.to_thread(wait_for_exit, first)
        assert await pool.call(process_id, ()) != first


async def test_timeout_kills_process_and_fails_only_one_call() -> None:
    with WorkerPool() as pool:
        first = await pool.call(process_id, ())
        start = time.monotonic()
        with pytest.raises(WorkerTimeoutError):
            await pool.call(time.sleep, (60,), deadline_s=0.2)
        assert time.monotonic() - start < 10
        assert await pool.call(process_id, (), deadline_s=20) != first


async def test_deadline_starts_when_process_is_available() -> None:
    with WorkerPool() as pool:
        await pool.call(add, (1, 1))
        results = await asyncio.gather(
            *(pool.call(time.sleep, (0.3,), deadline_s=5) for _ in range(3)),
            pool.call(time.sleep, (0.1,), deadline_s=5),
        )
    assert results == [None] * 4


async def test_memory_limit_fails_only_one_call() -> None:
    with WorkerPool() as pool:
        with pytest.raises(WorkerMemoryError):
            await pool.call(allocate, (2 * MEMORY_BYTES,), memory_bytes=MEMORY_BYTES)
        assert await pool.call(allocate, (1000,), memory_bytes=MEMORY_BYTES) == 1000


async def test_memory_limit_applies_to_one_call() -> None:
    with WorkerPool() as pool:
        await pool.call(allocate, (1000,), memory_bytes=MEMORY_BYTES)
        assert await pool.call(allocate, (2 * MEMORY_BYTES,)) == 2 * MEMORY_BYTES


async def test_calls_work_without_memory_limit_support() -> None:
    """`setrlimit(RLIMIT_AS)` raises on macOS."""
    with WorkerPool() as pool:
        await pool.call(break_setrlimit, ())
        first = await pool.call(process_id, (), memory_bytes=MEMORY_BYTES)
        assert await pool.call(add, (1, 1), memory_bytes=MEMORY_BYTES) == 2
        assert await pool.call(process_id, (), memory_bytes=MEMORY_BYTES) == first


@pytest.mark.parametrize("error", [ValueError("too high"), OSError(22, "Invalid argument")])
def test_limit_memory_ignores_setrlimit_errors(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def setrlimit(_resource: int, _limits: tuple[int, int]) -> None:
        raise error

    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    worker_process.limit_memory(MEMORY_BYTES)


async def test_function_cannot_access_message_streams() -> None:
    with WorkerPool() as pool:
        first, second = await asyncio.gather(
            pool.call(print_and_read, ("\0" * 100,)), pool.call(add, (1, 1))
        )
    assert first == b""
    assert second == 2


async def test_pool_is_usable_after_cancelled_call() -> None:
    with WorkerPool() as pool:
        task = asyncio.create_task(pool.call(time.sleep, (0.3,)))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await pool.call(add, (1, 1)) == 2


def test_close_kills_running_process() -> None:
    pool = WorkerPool(2)
    pool.submit(add, (1, 1)).result()
    running = pool.submit(time.sleep, (60,))
    waiting = [pool.submit(time.sleep, (60,)) for _ in range(5)]
    threading.Timer(0.3, pool.close).start()
    with pytest.raises(WorkerError):
        running.result(timeout=20)
    pool.close()
    assert all(future.done() for future in waiting)


async def test_current_directory_is_not_on_import_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle", "resource", "feedparser_rs"):
        (tmp_path / f"{name}.py").write_text("import pathlib; pathlib.Path('pwned').touch()")
    monkeypatch.chdir(tmp_path)
    with WorkerPool() as pool:
        assert await pool.call(add, (1, 1)) == 2
    assert not (tmp_path / "pwned").exists()


async def test_process_starts_without_heavy_imports() -> None:
    with WorkerPool() as pool:
        modules = await pool.call(loaded_modules, ())
    assert not modules & {"textual", "httpx", "sqlite3"}


needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc")


@needs_proc
@pytest.mark.parametrize("seconds", [0.0, 60.0])
def test_no_process_outlives_a_killed_program(seconds: float) -> None:
    """Idle processes exit at the end of their input, busy ones at the deadline."""
    program = (
        "import sys, time\n"
        "from finews_tui.system.worker_pool import WorkerPool\n"
        "from tests.system.worker_functions import process_id\n"
        "pool = WorkerPool()\n"
        "print(pool.submit(process_id, ()).result(), flush=True)\n"
        f"pool.submit(time.sleep, ({seconds},), deadline_s=0.5)\n"
        "time.sleep(0.2)\n"
        "import os; os.kill(os.getpid(), 9)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    wait_for_exit(int(result.stdout))
