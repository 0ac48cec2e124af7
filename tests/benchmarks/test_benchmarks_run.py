"""The benchmarks run: their cheap cases over a few posts, and what their table says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Row, Samples, interleave, table
from tests.benchmarks.made_posts import made_post, write_posts
from tests.paths import ROOT


def test_cheap_cases_print_a_table(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--posts", "50"]
    ended = subprocess.run(
        [*command, "--data", str(tmp_path), "list", "unchanged", "size"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    heads, _, *rows = ended.stdout.splitlines()
    assert heads.split()[:2] == ["case", "finews"]
    assert [row.split("  ")[0] for row in rows] == [
        "finews list -n 20",
        "sync, nothing changed",
        "cache.db, index included",
    ]
    assert all(row.endswith((" ok", " over")) for row in rows)


def test_an_unknown_case_is_a_mistake() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "nosuch"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2
    assert "no such case: nosuch" in ended.stderr


def test_a_row_is_judged_by_its_ratio() -> None:
    floor = Samples((1.0, 3.0, 2.0))
    within = Row("a", Samples((2.0,)), "floor", floor, 1.0)
    beyond = Row("b", Samples((2.1,)), "floor", floor, 1.0)
    assert (within.verdict, beyond.verdict) == ("ok", "over")
    lines = table([within, beyond]).splitlines()
    assert lines[2].split() == ["a", "2.00", "s", "floor", "2.00", "s", "1", "1", "x", "ok"]
    assert lines[3].endswith("over")


def test_a_row_without_floor_is_judged_by_its_value() -> None:
    assert Row("a", Samples((1.9,)), limit=2.0).verdict == "ok"
    assert Row("a", Samples((2.1,)), limit=2.0).verdict == "over"
    assert Row("a", Samples((2.1,)), limit=2.0, note="not installed").verdict == ""
    assert Row("a", Samples((2.1,))).verdict == ""


def test_p95_is_judged_where_it_is_asked_for() -> None:
    values = Samples((*[1.0] * 18, 9.0, 9.0))
    assert Row("a", values, limit=2.0).verdict == "ok"
    assert Row("a", values, limit=2.0, is_p95=True).verdict == "over"


def test_measures_take_turns() -> None:
    told: list[str] = []

    def measure(name: str) -> float:
        told.append(name)
        return float(len(told))

    first, second = interleave(3, lambda: measure("a"), lambda: measure("b"))
    assert told == ["a", "b"] * 3
    assert (first.values, second.values) == ((1.0, 3.0, 5.0), (2.0, 4.0, 6.0))


def test_the_same_number_gives_the_same_post(tmp_path: Path) -> None:
    assert made_post(5) == made_post(5) != made_post(6)
    write_posts(tmp_path, 20)
    files = list(tmp_path.rglob("_posts/*/*.md"))
    assert len(files) == 20
    assert made_post(7).text in {path.read_text(encoding="utf-8") for path in files}
