"""Pseudo-terminal that runs a program and times its output."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import Popen, TimeoutExpired

WIDE = (160, 50)
NARROW = (60, 36)
_DEADLINE_S = 60.0
# Replies to terminal queries: synchronized output is supported (so that programs mark the end of
# each frame), the background is black, and the device attributes.
_REPLIES = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b]11;?\x1b\\": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b[c": b"\x1b[?62;22c",
}
_FRAME_END = b"\x1b[?2026l"
_FRAME = re.compile(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)


class Terminal:
    """Program in a terminal. `output` is what it wrote since the last reset."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = WIDE,
    ) -> None:
        self._master, slave = pty.openpty()
        self._set_size(size)
        self._replies = dict(_REPLIES)
        self.output = b""
        self.last_at = 0.0
        self.started = time.perf_counter()
        self.process = Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Terminate the program; kill it if it does not exit."""
        self.process.terminate()
        end = time.perf_counter() + 5
        while self.process.poll() is None and time.perf_counter() < end:
            self._read(0.05)
        with suppress(TimeoutExpired):
            self.process.wait(0.1)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)

    def wait_for(self, pattern: str) -> float:
        """Return the time in seconds from the start until the pattern is displayed."""
        return self._until(re.compile(pattern.encode())) - self.started

    def settle(self, quiet_s: float = 0.3) -> None:
        """Read until there is no output for `quiet_s`, then reset `output`."""
        end = time.perf_counter() + _DEADLINE_S
        while self._read(quiet_s) and time.perf_counter() < end:
            pass
        self.output = b""

    def pause(self, seconds: float) -> None:
        """Read for `seconds`, then reset `output`."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        self.output = b""

    def press(self, keys: str) -> None:
        """Send keys without waiting."""
        os.write(self._master, keys.encode())

    def time_key(self, keys: str, pattern: str = "") -> float:
        """Return the time in seconds from a key to the first frame with the pattern."""
        self.output = b""
        start = time.perf_counter()
        self.press(keys)
        return self._until_frame(pattern.encode()) - start

    def time_resize(self, size: tuple[int, int], quiet_s: float = 0.25) -> tuple[float, float]:
        """Resize; return the times in seconds to the first full frame and the last one."""
        self.output = b""
        start = time.perf_counter()
        self._set_size(size)
        self.process.send_signal(signal.SIGWINCH)
        first = self._until_frame(b"", size[0] * size[1] // 3) - start
        while self._read(quiet_s):
            pass
        return first, self.last_at - start

    def peak_memory(self) -> int:
        """Return the peak memory of the program in bytes (Linux: VmHWM)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        match = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(match[1]) * 1024 if match else 0

    def _set_size(self, size: tuple[int, int]) -> None:
        columns, rows = size
        packed = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, packed)

    def _until(self, pattern: re.Pattern[bytes]) -> float:
        end = time.perf_counter() + _DEADLINE_S
        while not pattern.search(self.output):
            has_ended = not self._read(1.0) and self.process.poll() is not None
            if has_ended or time.perf_counter() > end:
                raise TimeoutError(f"{pattern.pattern!r} was not displayed: {self.output[-300:]!r}")
        return self.last_at

    def _until_frame(self, pattern: bytes, min_length: int = 0) -> float:
        end = time.perf_counter() + _DEADLINE_S
        compiled = re.compile(pattern)
        while True:
            if self.output.endswith(_FRAME_END) or _FRAME_END in self.output:
                frames = _FRAME.findall(self.output)
                if any(len(frame) >= min_length and compiled.search(frame) for frame in frames):
                    return self.last_at
            if time.perf_counter() > end:
                raise TimeoutError(f"no frame with {pattern!r}: {self.output[-300:]!r}")
            self._read(1.0)

    def _read(self, wait_s: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], wait_s)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.last_at = time.perf_counter()
        self.output += data
        for query in [query for query in self._replies if query in self.output]:
            os.write(self._master, self._replies.pop(query))
        return True
