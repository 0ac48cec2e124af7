"""Posts read by a process of its own: parsing takes a core, and a post can kill its reader.

It takes pickled jobs from its standard input and answers on its standard output. It is started as
a plain process, not by multiprocessing, which would run the main module of whoever uses the library
anew.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

from finews_tui.i18n.catalog import tr
from finews_tui.library.sync.post_jobs import Folder, ReadPost, read_post
from finews_tui.model.post_file import PostFile

_LENGTH_BYTES = 8


@dataclass(slots=True)
class ReaderProcess:
    """A running reader; started at its first job, and again after a post killed it."""

    folder: Folder
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _is_stopped: bool = field(default=False, init=False)

    def read(self, posts: Sequence[PostFile]) -> list[ReadPost]:
        """Read posts; one that kills its reader is given up with a warning, the others are read.

        Once stopped, it reads no more.
        """
        answer = self._ask(posts)
        if answer is not None or self._is_stopped:
            return answer or []
        if len(posts) == 1:
            warning = tr(
                "{entry_id}: reading it stopped the reader; left out", entry_id=posts[0].entry_id
            )
            return [(posts[0]._replace(content_hash=b"", warnings=(warning,)), None)]
        half = len(posts) // 2
        return self.read(posts[:half]) + self.read(posts[half:])

    def stop(self) -> None:
        """Kill the process, whatever it is doing; a thread that waits for it goes on."""
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Let go of the process, when no thread waits for it any more."""
        if self._process is not None:
            self._process.kill()
            with self._process:
                self._process = None

    def _ask(self, posts: Sequence[PostFile]) -> list[ReadPost] | None:
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, (self.folder, list(posts)))
            answer: list[ReadPost] = _receive(process.stdout)
        except (OSError, EOFError):
            # What was not taken by the dead process cannot be flushed on closing.
            with suppress(OSError):
                process.stdin.close()
            self.close()
            return None
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self._process


def _send(stream: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "big") + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    head = stream.read(_LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    if len(head) < _LENGTH_BYTES or len(data) < length:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Answer jobs until the standard input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            job = _receive(sys.stdin.buffer)
        except EOFError:
            return
        folder, posts = job
        _send(answers, [read_post(folder, post) for post in posts])
