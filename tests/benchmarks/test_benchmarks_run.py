"""The benchmarks run (fast cases, few posts) and print a correct table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.generated_posts import generate_post, write_posts
from tests.benchmarks.results import Row, Samples, interleave, table
from tests.paths import ROOT


def test_fast_cases_print_table(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--posts", "50"]
    result = subprocess.run(
        [*command, "--data", str(tmp_path), "list", "unchanged", "size"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    header, _, *rows = result.stdout.splitlines()
    assert header.split()[:2] == ["case", "finews"]
    assert [row.split("  ")[0] for row in rows] == [
        "finews list -n 20",
        "sync, unchanged",
        "cache.db, with index",
    ]
    assert all(row.endswith((" ok", " over")) for row in rows)


def test_unknown_case_is_an_error() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "nosuch"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 2
    assert "unknown case: nosuch" in result.stderr


def test_verdict_compares_ratio_to_baseline_with_limit() -> None:
    baseline = Samples((1.0, 3.0, 2.0))
    within = Row("a", Samples((2.0,)), "baseline", baseline, 1.0)
    above = Row("b", Samples((2.1,)), "baseline", baseline, 1.0)
    assert (within.verdict, above.verdict) == ("ok", "over")
    lines = table([within, above]).splitlines()
    assert lines[2].split() == ["a", "2.00", "s", "baseline", "2.00", "s", "1", "1", "x", "ok"]
    assert lines[3].endswith("over")


def test_verdict_without_baseline_compares_value_with_limit() -> None:
    assert Row("a", Samples((1.9,)), limit=2.0).verdict == "ok"
    assert Row("a", Samples((2.1,)), limit=2.0).verdict == "over"
    assert Row("a", Samples((2.1,)), limit=2.0, note="not installed").verdict == ""
    assert Row("a", Samples((2.1,))).verdict == ""


def test_verdict_uses_p95_if_requested() -> None:
    values = Samples((*[1.0] * 18, 9.0, 9.0))
    assert Row("a", values, limit=2.0).verdict == "ok"
    assert Row("a", values, limit=2.0, is_p95=True).verdict == "over"


def test_measures_are_interleaved() -> None:
    calls: list[str] = []

    def measure(name: str) -> float:
        calls.append(name)
        return float(len(calls))

    first, second = interleave(3, lambda: measure("a"), lambda: measure("b"))
    assert calls == ["a", "b"] * 3
    assert (first.values, second.values) == ((1.0, 3.0, 5.0), (2.0, 4.0, 6.0))


def test_generated_posts_are_deterministic(tmp_path: Path) -> None:
    assert generate_post(5) == generate_post(5) != generate_post(6)
    write_posts(tmp_path, 20)
    files = list(tmp_path.rglob("_posts/*/*.md"))
    assert len(files) == 20
    assert generate_post(7).text in {path.read_text(encoding="utf-8") for path in files}
