"""Figures: what was measured, beside its floor and what is to be reached, as one table."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

Measure = Callable[[], float]
_HEADS = ("case", "finews", "floor", "ratio", "to reach", "")


@dataclass(frozen=True, slots=True)
class Samples:
    """Measured values of one thing; `unit` is "s" for seconds or "B" for bytes."""

    values: tuple[float, ...]
    unit: str = "s"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


@dataclass(frozen=True, slots=True)
class Row:
    """One case. `limit` is a ratio to the floor where there is one, else a value of its own unit.

    Without a limit the row only tells. `note` stands where the floor could not be measured.
    """

    case: str
    finews: Samples
    floor_name: str = ""
    floor: Samples | None = None
    limit: float | None = None
    is_p95: bool = False
    note: str = ""

    @property
    def value(self) -> float:
        return self.finews.p95 if self.is_p95 else self.finews.median

    @property
    def floor_value(self) -> float | None:
        if self.floor is None:
            return None
        return self.floor.p95 if self.is_p95 else self.floor.median

    @property
    def ratio(self) -> float | None:
        floor = self.floor_value
        return self.value / floor if floor else None

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        reached = self.ratio if self.floor is not None else self.value
        if reached is None or self.note:
            return ""
        return "ok" if reached <= self.limit else "over"


def interleave(rounds: int, *measures: Measure) -> list[Samples]:
    """Measure each in turn, `rounds` times: what slows the machine slows them all."""
    found: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for values, measure in zip(found, measures, strict=True):
            values.append(measure())
    return [Samples(tuple(values)) for values in found]


def table(rows: Sequence[Row]) -> str:
    """All rows as lines of text, columns under each other."""
    cells = [_HEADS, *(_cells(row) for row in rows)]
    widths = [max(cell_len(line[column]) for line in cells) for column in range(len(_HEADS))]
    lines = []
    for line in cells:
        padded = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)
        )
        lines.append("  ".join(padded).rstrip())
    return "\n".join([lines[0], "-" * (sum(widths) + 2 * len(widths) - 2), *lines[1:]]) + "\n"


def shown(value: float, unit: str) -> str:
    """A value for people."""
    if unit == "B":
        return f"{value / 2**20:.1f} MiB"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{1000 * value:.1f} ms" if value >= 0.001 else f"{1_000_000 * value:.0f} µs"


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    unit = row.finews.unit
    finews = shown(row.value, unit)
    if len(row.finews.values) > 1:
        low, high = min(row.finews.values), max(row.finews.values)
        finews += f" ({shown(low, unit)} to {shown(high, unit)})"
    floor = row.note
    if row.floor_value is not None:
        floor = f"{row.floor_name} {shown(row.floor_value, unit)}"
    ratio = f"{row.ratio:.3g}" if row.ratio is not None else ""
    limit = ""
    if row.limit is not None:
        limit = f"{row.limit:.3g} x" if row.floor is not None else shown(row.limit, unit)
    return row.case, finews, floor, ratio, limit, row.verdict
