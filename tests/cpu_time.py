"""CPU time limits that hold on slow and busy machines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

REFERENCE_S = 0.03
"""CPU time of `_reference_work` on the machine that limits are calibrated for."""


@contextmanager
def cpu_limit(seconds: float, subject: object = "") -> Iterator[None]:
    """Fail if the block takes more than `seconds` of CPU time.

    `subject` is added to the message. On slow or busy machines the limit is scaled by their
    measured speed. Set it to several times the usual cost: quadratic code takes minutes.
    """
    start = time.process_time()
    yield
    elapsed = time.process_time() - start
    if elapsed > seconds:
        limit = seconds * max(1.0, _reference_work_s() / REFERENCE_S)
        assert elapsed <= limit, f"{elapsed:.1f} s of CPU time, limit is {limit:.1f} s: {subject}"


def _reference_work_s() -> float:
    start = time.process_time()
    _reference_work()
    return time.process_time() - start


def _reference_work() -> None:
    """Process strings and dictionaries as parsers do."""
    counts: dict[str, int] = {}
    for number in range(100_000):
        word = str(number % 1000)
        counts[word] = counts.get(word, 0) + len(word.upper())
    assert len(counts) == 1000
