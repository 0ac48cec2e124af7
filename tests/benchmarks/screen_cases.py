"""Benchmarks of the UI in a terminal: start, memory, resize."""

from __future__ import annotations

import sys

from tests.benchmarks.baseline_panes import MARKER
from tests.benchmarks.generated_posts import TITLE_PATTERN
from tests.benchmarks.newsboat import Newsboat, find_newsboat
from tests.benchmarks.results import Row, Samples, interleave
from tests.benchmarks.terminal import WIDE, Terminal
from tests.benchmarks.workspace import BASELINES, FINEWS, Home, Workspace

EMPTY_PANES = [sys.executable, str(BASELINES / "baseline_panes.py")]
_OTHER_SIZE = (140, 40)


def start(workspace: Workspace) -> list[Row]:
    """Time from the command to the first headlines."""
    home = workspace.home
    time_to_headlines(home)
    samples, baseline = interleave(
        workspace.rounds(9), lambda: time_to_headlines(home), lambda: _time_to_panes(home)
    )
    rows = [Row("start to the first headlines", samples, "empty three panes", baseline, 1.3)]
    case = "start, newsboat to its feed list"
    if not find_newsboat():
        return [*rows, Row(case, samples, limit=0.4, note="newsboat is not installed")]
    with Newsboat(workspace) as newsboat:
        repeated, newsboat_samples = interleave(
            workspace.rounds(5), lambda: time_to_headlines(home), newsboat.time_to_feeds
        )
    return [*rows, Row(case, repeated, "newsboat", newsboat_samples, 0.4)]


def memory(workspace: Workspace) -> list[Row]:
    """Peak memory of the UI after moving through list and pages."""
    home = workspace.home

    def finews() -> float:
        with Terminal(FINEWS, home.environment) as terminal:
            terminal.wait_for(TITLE_PATTERN)
            terminal.settle()
            for keys in ("jjjjjjjjjj", "\x04\x04\x04", "G", "g"):
                terminal.press(keys)
                terminal.settle()
            return terminal.peak_memory()

    def baseline() -> float:
        with Terminal(EMPTY_PANES, home.environment) as terminal:
            terminal.wait_for(MARKER)
            terminal.settle()
            return terminal.peak_memory()

    memory_used, bare = (
        Samples(samples.values, "B")
        for samples in interleave(workspace.rounds(5), finews, baseline)
    )
    return [Row("memory of the UI", memory_used, "empty three panes", bare, 2.0)]


def resize(workspace: Workspace) -> list[Row]:
    """Time from a resize until the screen is repainted completely."""
    environment = workspace.home.environment
    firsts: list[list[float]] = [[], []]
    lasts: list[list[float]] = [[], []]
    with (
        Terminal(FINEWS, environment) as finews,
        Terminal(EMPTY_PANES, environment) as baseline,
    ):
        finews.wait_for(TITLE_PATTERN)
        baseline.wait_for(MARKER)
        for terminal in (finews, baseline):
            terminal.settle(1.0)
        for turn in range(2 * workspace.rounds(10)):
            for index, terminal in enumerate((finews, baseline)):
                first, last = terminal.time_resize(WIDE if turn % 2 else _OTHER_SIZE)
                firsts[index].append(first)
                lasts[index].append(last)
    painted, bare = (Samples(tuple(values)) for values in firsts)
    settled, bare_settled = (Samples(tuple(values)) for values in lasts)
    return [
        Row("resize, to the first whole frame", painted, "empty three panes", bare, 1.3),
        Row("resize, to the last frame", settled, "empty three panes", bare_settled),
    ]


def time_to_headlines(home: Home) -> float:
    """Return the time in seconds from the command to the first headlines."""
    with Terminal(FINEWS, home.environment) as terminal:
        return terminal.wait_for(TITLE_PATTERN)


def _time_to_panes(home: Home) -> float:
    with Terminal(EMPTY_PANES, home.environment) as terminal:
        return terminal.wait_for(MARKER)
