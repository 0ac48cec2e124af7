"""Results: measurements, baselines and goals, formatted as a table."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

Measure = Callable[[], float]
_HEADERS = ("case", "finews", "baseline", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Samples:
    """Measured values. `unit` is "s" (seconds) or "B" (bytes)."""

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
    """Result of one case.

    `limit` is the goal: a ratio to the baseline if there is one, otherwise an absolute value. None
    if there is no goal. `note` explains a missing baseline.
    """

    case: str
    finews: Samples
    baseline_name: str = ""
    baseline: Samples | None = None
    limit: float | None = None
    is_p95: bool = False
    note: str = ""

    @property
    def value(self) -> float:
        return self.finews.p95 if self.is_p95 else self.finews.median

    @property
    def baseline_value(self) -> float | None:
        if self.baseline is None:
            return None
        return self.baseline.p95 if self.is_p95 else self.baseline.median

    @property
    def ratio(self) -> float | None:
        baseline = self.baseline_value
        return self.value / baseline if baseline else None

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        measured = self.ratio if self.baseline is not None else self.value
        if measured is None or self.note:
            return ""
        return "ok" if measured <= self.limit else "over"


def interleave(rounds: int, *measures: Measure) -> list[Samples]:
    """Run the measures in turn, `rounds` times, so that load affects all of them."""
    results: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for values, measure in zip(results, measures, strict=True):
            values.append(measure())
    return [Samples(tuple(values)) for values in results]


def table(rows: Sequence[Row]) -> str:
    """Format rows as a table with aligned columns."""
    cells = [_HEADERS, *(_cells(row) for row in rows)]
    widths = [max(cell_len(line[column]) for line in cells) for column in range(len(_HEADERS))]
    lines = []
    for line in cells:
        padded = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)
        )
        lines.append("  ".join(padded).rstrip())
    return "\n".join([lines[0], "-" * (sum(widths) + 2 * len(widths) - 2), *lines[1:]]) + "\n"


def format_value(value: float, unit: str) -> str:
    """Format a value with its unit."""
    if unit == "B":
        return f"{value / 2**20:.1f} MiB"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{1000 * value:.1f} ms" if value >= 0.001 else f"{1_000_000 * value:.0f} µs"


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    unit = row.finews.unit
    finews = format_value(row.value, unit)
    if len(row.finews.values) > 1:
        low, high = min(row.finews.values), max(row.finews.values)
        finews += f" ({format_value(low, unit)} to {format_value(high, unit)})"
    baseline = row.note
    if row.baseline_value is not None:
        baseline = f"{row.baseline_name} {format_value(row.baseline_value, unit)}"
    ratio = f"{row.ratio:.3g}" if row.ratio is not None else ""
    limit = ""
    if row.limit is not None:
        limit = f"{row.limit:.3g} x" if row.baseline is not None else format_value(row.limit, unit)
    return row.case, finews, baseline, ratio, limit, row.verdict
