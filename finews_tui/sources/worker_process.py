"""A process of its own for work that outside data may drag out, swell or crash."""

from __future__ import annotations

import asyncio
import pickle
import resource
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import finews_tui

_PROGRAM = (
    "import sys, importlib; sys.path.append(sys.argv[1]); "
    "importlib.import_module(sys.argv[2]).main()"
)
_LENGTH = struct.Struct("!Q")


class WorkerProcess:
    """One process that answers requests one after the other; it starts with the first of them.

    `module` has a function `main`, which calls `answer_requests`. Requests and answers are pickled.
    An async context manager; leaving it ends the process.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._end()

    async def ask(self, request: object, deadline_s: float) -> object:
        """The answer to a request, within `deadline_s` seconds of its turn.

        Raises:
            TimeoutError: it took longer; the process was ended.
            EOFError: the process died of it.
        """
        async with self._turn:
            is_done = False
            try:
                async with asyncio.timeout(deadline_s):
                    answer = await self._exchange(pickle.dumps(request))
                is_done = True
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise EOFError from error
            finally:
                # Also where this task is cancelled: half an answer may be in the pipe.
                if not is_done:
                    await self._end()
        return answer

    async def _exchange(self, request: bytes) -> object:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_LENGTH.pack(len(request)))
        process.stdin.write(request)
        await process.stdin.drain()
        (length,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
        return pickle.loads(await process.stdout.readexactly(length))

    async def _start(self) -> asyncio.subprocess.Process:
        root = str(Path(finews_tui.__file__).parent.parent)
        return await asyncio.create_subprocess_exec(
            sys.executable,
            # Not a module of the folder that happens to be current; a checkout is found by path.
            *("-P", "-c", _PROGRAM, root, self._module),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            # Ctrl-c is for the program, which ends its worker itself.
            start_new_session=True,
        )

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        # asyncio sees the end of a process only once its pipes have ended, and it does not read on
        # in a pipe with much in it that nobody takes: waiting alone would last for ever.
        await process.stdout.read()
        await process.wait()


def answer_requests(answer: Callable[..., object], memory_bytes: int) -> None:
    """What the process runs: requests (tuples of arguments) answered until its input ends.

    `memory_bytes` bounds its address space.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    serve(sys.stdin.buffer, sys.stdout.buffer, answer)


def serve(requests: BinaryIO, answers: BinaryIO, answer: Callable[..., object]) -> None:
    """Answer requests until there are no more."""
    while head := requests.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(head)
        packed = pickle.dumps(answer(*pickle.loads(requests.read(length))))
        answers.write(_LENGTH.pack(len(packed)) + packed)
        answers.flush()
