"""Functions to run in worker processes. Few imports: every process imports this."""

from __future__ import annotations

import os
import resource
import sys
import time

from finews_tui.errors import FeedError


def add(left: int, right: int) -> int:
    return left + right


def raise_feed_error(message: str) -> None:
    raise FeedError(message)


def raise_value_error() -> None:
    raise ValueError("bug")


def exit_process() -> None:
    os._exit(3)


def allocate(size: int) -> int:
    return len(bytearray(size))


def print_and_read(text: str) -> bytes:
    print(text, flush=True)  # noqa: T201
    os.write(1, text.encode())
    return os.read(0, 100)


def process_id() -> int:
    return os.getpid()


def break_setrlimit() -> None:
    def setrlimit(_resource: int, _limits: tuple[int, int]) -> None:
        raise ValueError("current limit exceeds maximum limit")

    resource.setrlimit = setrlimit


def loaded_modules() -> set[str]:
    return set(sys.modules)


def crash_on_page(_html: str, _url: str) -> str:
    os._exit(3)


def hang_on_page(_html: str, _url: str) -> str:
    time.sleep(60)
    return ""


def crash_on_feed(*_feed: object) -> None:
    os._exit(3)


def hang_on_feed(*_feed: object) -> None:
    time.sleep(60)


def exhaust_memory_on_feed(*_feed: object) -> None:
    bytearray(1 << 40)
