"""Feeds parsed in a process of their own, which can be ended when one takes too long."""

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
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import finews_tui
from finews_tui.errors import FeedError

if TYPE_CHECKING:
    from finews_tui.sources.feed import Feed

DEADLINE_S = 10.0
MEMORY_BYTES = 1 << 30
"""Address space of the process: what needs more is no feed."""

_PROGRAM = (
    "import importlib, sys; sys.path.append(sys.argv[1]); "
    "importlib.import_module(sys.argv[2]).main()"
)
_LENGTH = struct.Struct("!Q")


class FeedWorker:
    """One process that parses feeds one after the other; it starts with the first of them.

    An async context manager; leaving it ends the process. `module` has a `main` that the process
    runs: this one, whose requests `parse` makes, or one with requests of its own.
    """

    def __init__(self, module: str = __name__) -> None:
        self._module = module
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> FeedWorker:
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._end()

    async def parse(
        self,
        data: bytes,
        *,
        url: str,
        content_type: str = "",
        came_whole: bool = True,
        with_texts: bool = True,
        deadline_s: float = DEADLINE_S,
    ) -> Feed:
        """As `parse_feed`, within `deadline_s` seconds of its turn.

        Raises:
            FeedError: as of `parse_feed`; also where it takes too much time or memory.
        """
        request = (data, url, content_type, came_whole, with_texts)
        return cast("Feed", await self.ask(request, deadline_s=deadline_s))

    async def ask(self, request: object, *, deadline_s: float = DEADLINE_S) -> object:
        """What the process makes of a request, within `deadline_s` seconds of its turn.

        Raises:
            FeedError: it cannot, or takes too much time or memory.
        """
        async with self._turn:
            is_done = False
            try:
                async with asyncio.timeout(deadline_s):
                    answer = await self._exchange(pickle.dumps(request))
                is_done = True
            except TimeoutError as error:
                raise FeedError(f"takes more than {deadline_s:g} s to read; refused") from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise FeedError("too broken to be read: its reading failed") from error
            finally:
                # Also where this task is cancelled: half an answer may be in the pipe.
                if not is_done:
                    await self._end()
        if isinstance(answer, str):
            raise FeedError(answer)
        return answer

    async def _exchange(self, request: bytes) -> object:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await _start(self._module)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_LENGTH.pack(len(request)))
        process.stdin.write(request)
        await process.stdin.drain()
        (length,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
        return pickle.loads(await process.stdout.readexactly(length))

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


async def _start(module: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        # Not a module of the folder that happens to be current; a checkout is found by its path.
        *("-P", "-c", _PROGRAM, str(Path(finews_tui.__file__).parent.parent), module),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # Ctrl-c is for the program, which ends its worker itself.
        start_new_session=True,
    )


def main() -> None:
    """What the process runs."""
    serve_bounded(_parsed)


def serve_bounded(work: Callable[..., Any]) -> None:
    """Serve standard input and output, bounded in memory, until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    serve(sys.stdin.buffer, sys.stdout.buffer, work)


def serve(requests: BinaryIO, answers: BinaryIO, work: Callable[..., Any]) -> None:
    """Answer requests until there are no more: what `work` gives, or the sentence why it cannot."""
    while head := requests.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(head)
        answer: object
        try:
            answer = work(*pickle.loads(requests.read(length)))
        except FeedError as error:
            answer = str(error)
        except MemoryError:
            answer = f"takes more than {MEMORY_BYTES >> 20} MiB of memory to read; refused"
        packed = pickle.dumps(answer)
        answers.write(_LENGTH.pack(len(packed)) + packed)
        answers.flush()


def _parsed(data: bytes, url: str, content_type: str, came_whole: bool, with_texts: bool) -> Feed:
    # Only the process parses, and what it needs for that takes long to import.
    from finews_tui.sources.feed import parse_feed

    return parse_feed(
        data, url=url, content_type=content_type, came_whole=came_whole, with_texts=with_texts
    )
