"""Pool of child processes for untrusted data, limited in time and memory.

A plain subprocess instead of `multiprocessing` or `ProcessPoolExecutor`: these import the main
module of the program again, and a killed child breaks the whole executor.
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

# The checkout, if finews is not installed; last in the path, so that it shadows nothing.
_ROOT = str(Path(finews_tui.__file__).parent.parent)
_PROGRAM = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from finews_tui.system.worker_process import serve; serve()"
)


class WorkerError(Exception):
    """A call that gave no result; its worker process was ended."""


class WorkerTimeoutError(WorkerError):
    """The call took longer than its deadline."""


class WorkerMemoryError(WorkerError):
    """The call needed more memory than its limit."""


class WorkerCrashedError(WorkerError):
    """The process died or did not start, or the function raised another exception."""


class WorkerPool:
    """At most `size` child processes, each started when it is needed.

    A context manager; leaving it kills the processes, whatever they are doing. A child whose
    program dies ends at the end of its input, or at the deadline of its call.
    """

    def __init__(self, size: int = 1) -> None:
        self._workers = [_Worker() for _ in range(size)]
        # Last in, first out: a running process is taken before one is started.
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
        """Kill the processes. Running calls fail, waiting ones are cancelled."""
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

        `function` is a module-level function; it, its arguments and its result are pickled. The
        deadline counts from the moment a process is free for the call. `memory_bytes` limits the
        address space of the process, where the system can do that.

        The future raises:
            WorkerError: no result.
            FinewsError: raised by `function`.
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
        """Await the result of `submit`. A cancelled call runs on until its deadline."""
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
    """One process, started with its first request and again after it ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False
        # Guards the two above: `close` is called by another thread than `exchange`.
        self._lock = threading.Lock()

    def exchange(self, request: bytes, deadline_s: float | None) -> tuple[Reply, Any]:
        """Send a request and return the reply. A process without a result is ended.

        Raises:
            WorkerError: no reply, or out of memory.
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
            self._end(process)
            raise WorkerTimeoutError if watchdog.has_expired else WorkerCrashedError
        kind, value = pickle.loads(reply)
        if kind is Reply.OUT_OF_MEMORY:
            self._end(process)
            raise WorkerMemoryError
        return kind, value

    def close(self) -> None:
        """Kill the process and start no other."""
        with self._lock:
            self._is_closed = True
            if self._process is not None:
                self._process.kill()

    def wait(self) -> None:
        """Release the resources of a killed process; no request may be pending."""
        if self._process is not None:
            self._end(self._process)

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_closed:
                raise WorkerCrashedError
            # It may have been killed between two calls, by the user or for lack of memory.
            if self._process is not None and self._process.poll() is not None:
                self._process.communicate()
                self._process = None
            if self._process is None:
                self._process = _start_process()
            return self._process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
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
            # Ctrl-C is for the program, which ends its workers itself.
            start_new_session=True,
        )
    except OSError as error:
        raise WorkerCrashedError(str(error)) from error


class _Watchdog:
    """Kills a process unless it is left in time."""

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
            # It may be killing the process just now, which then must not be used again.
            self._timer.join()

    def _expire(self) -> None:
        self.has_expired = True
        self._process.kill()
