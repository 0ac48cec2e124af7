"""Limits of CPU time that hold on slow and on busy machines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

REFERENCE_S = 0.03
"""CPU time of `_reference_work` on the machine whose seconds `cpu_limit` takes."""


@contextmanager
def cpu_limit(seconds: float, subject: object = "") -> Iterator[None]:
    """Fail if the block takes more than `seconds` of CPU time; `subject` is named then.

    Other processes do not count. If this machine is slower than the one the limit was set on, or
    its caches and cores are shared with other work, the limit grows by the same factor. Set it to
    several times the usual cost: work that grows with the square of its input takes minutes.
    """
    start = time.process_time()
    yield
    taken = time.process_time() - start
    if taken > seconds:
        limit = seconds * max(1.0, _reference_work_s() / REFERENCE_S)
        assert taken <= limit, f"{taken:.1f} s of CPU time, allowed are {limit:.1f} s: {subject}"


def _reference_work_s() -> float:
    start = time.process_time()
    _reference_work()
    return time.process_time() - start


def _reference_work() -> None:
    """Work on strings, lists and mappings as parsers do."""
    counts: dict[str, int] = {}
    for number in range(100_000):
        word = str(number % 1000)
        counts[word] = counts.get(word, 0) + len(word.upper())
    assert len(counts) == 1000
