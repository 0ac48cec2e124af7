"""Pool of child processes for untrusted data, limited in time and memory.

Uses plain subprocesses: `multiprocessing` and `ProcessPoolExecutor` import the main module again,
and a killed child breaks the whole executor.
"""

from __future__ import annotations

import asyncio
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import Any, Self, TypeVar, TypeVarTuple, cast

import finews_tui
from finews_tui.system.worker_process import Reply, read_message, write_message

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")

# The checkout, if finews is not installed. Last in the path so that it shadows nothing.
_ROOT = str(Path(finews_tui.__file__).parent.parent)
_PROGRAM = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from finews_tui.system.worker_process import serve; serve()"
)


class WorkerError(Exception):
    """Call without a result; its worker process was stopped."""


class WorkerTimeoutError(WorkerError):
    """Call exceeded its deadline."""


class WorkerMemoryError(WorkerError):
    """Call exceeded its memory limit."""


class WorkerCrashedError(WorkerError):
    """Process died or did not start, or the function raised an unexpected exception."""


class WorkerPool:
    """Pool of up to `size` child processes, started on demand.

    A context manager: leaving it kills all processes. If the main program dies, children exit at
    the end of their input or at the deadline of the current call.
    """

    def __init__(self, size: int = 1) -> None:
        self._workers = [_Worker() for _ in range(size)]
        # Last in, first out: reuse a running process before starting another.
        self._idle_workers: LifoQueue[_Worker] = LifoQueue()
        for worker in reversed(self._workers):
            self._idle_workers.put(worker)
        self._executor = ThreadPoolExecutor(size, "finews-worker")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill all processes. Running calls fail, queued calls are cancelled."""
        for worker in self._workers:
            worker.close()
        self._executor.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.wait()

    def submit(
        self,
        function: Callable[[*_Arguments], _Result],
        arguments: tuple[*_Arguments],
        *,
        deadline_s: float | None = None,
        memory_bytes: int | None = None,
    ) -> Future[_Result]:
        """Run `function(*arguments)` in a worker process.

        `function` must be a module-level function; it is pickled with its arguments and result.
        The deadline starts when a process is available. `memory_bytes` limits the address space
        of the process if the system supports it.

        The future raises:
            WorkerError: No result.
            FinewsError: Raised by `function`.
        """
        return self._executor.submit(self._call, function, arguments, deadline_s, memory_bytes)

    async def call(
        self,
        function: Callable[[*_Arguments], _Result],
        arguments: tuple[*_Arguments],
        *,
        deadline_s: float | None = None,
        memory_bytes: int | None = None,
    ) -> _Result:
        """Await the result of `submit`. A cancelled call keeps running until its deadline."""
        future = self.submit(function, arguments, deadline_s=deadline_s, memory_bytes=memory_bytes)
        return await asyncio.wrap_future(future)

    def _call(
        self,
        function: Callable[..., _Result],
        arguments: tuple[Any, ...],
        deadline_s: float | None,
        memory_bytes: int | None,
    ) -> _Result:
        request = pickle.dumps(
            (function, arguments, deadline_s, memory_bytes), pickle.HIGHEST_PROTOCOL
        )
        worker = self._idle_workers.get()
        try:
            kind, value = worker.exchange(request, deadline_s)
        finally:
            self._idle_workers.put(worker)
        if kind is Reply.ERROR:
            raise value
        return cast("_Result", value)


class _Worker:
    """Child process, started with the first request and restarted after it ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False
        # Guards both attributes above: `close` and `exchange` are called from different threads.
        self._lock = threading.Lock()

    def exchange(self, request: bytes, deadline_s: float | None) -> tuple[Reply, Any]:
        """Send a request and return the reply. Stops the process if there is no result.

        Raises:
            WorkerError: No reply, or out of memory.
        """
        process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        watchdog = _Watchdog(process, deadline_s)
        try:
            with watchdog:
                write_message(process.stdin, request)
                reply = read_message(process.stdout)
        except OSError:
            reply = None
        if reply is None or watchdog.has_expired:
            self._stop(process)
            raise WorkerTimeoutError if watchdog.has_expired else WorkerCrashedError
        kind, value = pickle.loads(reply)
        if kind is Reply.OUT_OF_MEMORY:
            self._stop(process)
            raise WorkerMemoryError
        return kind, value

    def close(self) -> None:
        """Kill the process and prevent restarts."""
        with self._lock:
            self._is_closed = True
            if self._process is not None:
                self._process.kill()

    def wait(self) -> None:
        """Reap the killed process. Call only when no request is pending."""
        if self._process is not None:
            self._stop(self._process)

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_closed:
                raise WorkerCrashedError
            # It may have been killed between calls, by the user or the OOM killer.
            if self._process is not None and self._process.poll() is not None:
                self._process.communicate()
                self._process = None
            if self._process is None:
                self._process = _start_process()
            return self._process

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.communicate()
        with self._lock:
            self._process = None


def _start_process() -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            # -P: import no module from the current directory.
            [sys.executable, "-P", "-c", _PROGRAM, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C goes to the main program only, which stops its workers itself.
            start_new_session=True,
        )
    except OSError as error:
        raise WorkerCrashedError(str(error)) from error


class _Watchdog:
    """Context manager that kills a process when its deadline expires."""

    def __init__(self, process: subprocess.Popen[bytes], deadline_s: float | None) -> None:
        self.has_expired = False
        self._process = process
        self._timer = None if deadline_s is None else threading.Timer(deadline_s, self._expire)

    def __enter__(self) -> None:
        if self._timer is not None:
            self._timer.start()

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            # The timer may be killing the process right now: wait, so that it is not reused.
            self._timer.join()

    def _expire(self) -> None:
        self.has_expired = True
        self._process.kill()
