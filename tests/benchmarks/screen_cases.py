"""Cases of the screen in a terminal: its start, its memory, a new size."""

from __future__ import annotations

import sys

from tests.benchmarks.figures import Row, Samples, interleave
from tests.benchmarks.floor_panes import MARK
from tests.benchmarks.ground import FINEWS, FLOORS, Ground, Home
from tests.benchmarks.made_posts import TITLE_MARK
from tests.benchmarks.newsboat import Newsboat, find_newsboat
from tests.benchmarks.terminal import WIDE, Terminal

EMPTY_PANES = [sys.executable, str(FLOORS / "floor_panes.py")]
_OTHER_SIZE = (140, 40)


def start(ground: Ground) -> list[Row]:
    """From the command to the first headlines."""
    home = ground.home
    seconds_to_headlines(home)
    shown, floor = interleave(
        ground.rounds(9), lambda: seconds_to_headlines(home), lambda: _seconds_to_panes(home)
    )
    rows = [Row("start to the first headlines", shown, "empty three panes", floor, 1.3)]
    case = "start, newsboat to its feed list"
    if not find_newsboat():
        return [*rows, Row(case, shown, limit=0.4, note="newsboat is not installed")]
    with Newsboat(ground) as newsboat:
        again, theirs = interleave(
            ground.rounds(5), lambda: seconds_to_headlines(home), newsboat.seconds_to_feeds
        )
    return [*rows, Row(case, again, "newsboat", theirs, 0.4)]


def memory(ground: Ground) -> list[Row]:
    """The most that the screen's process holds, after a walk through list and pages."""
    home = ground.home

    def finews() -> float:
        with Terminal(FINEWS, home.environment) as terminal:
            terminal.wait_for(TITLE_MARK)
            terminal.settle()
            for keys in ("jjjjjjjjjj", "\x04\x04\x04", "G", "g"):
                terminal.press(keys)
                terminal.settle()
            return terminal.peak_memory()

    def floor() -> float:
        with Terminal(EMPTY_PANES, home.environment) as terminal:
            terminal.wait_for(MARK)
            terminal.settle()
            return terminal.peak_memory()

    held, bare = (
        Samples(samples.values, "B") for samples in interleave(ground.rounds(5), finews, floor)
    )
    return [Row("memory of the screen", held, "empty three panes", bare, 2.0)]


def resize(ground: Ground) -> list[Row]:
    """A new size of the terminal, until the screen is painted whole."""
    environment = ground.home.environment
    firsts: list[list[float]] = [[], []]
    lasts: list[list[float]] = [[], []]
    with (
        Terminal(FINEWS, environment) as finews,
        Terminal(EMPTY_PANES, environment) as floor,
    ):
        finews.wait_for(TITLE_MARK)
        floor.wait_for(MARK)
        for terminal in (finews, floor):
            terminal.settle(1.0)
        for turn in range(2 * ground.rounds(10)):
            for place, terminal in enumerate((finews, floor)):
                first, last = terminal.time_resize(WIDE if turn % 2 else _OTHER_SIZE)
                firsts[place].append(first)
                lasts[place].append(last)
    painted, bare = (Samples(tuple(values)) for values in firsts)
    settled, bare_settled = (Samples(tuple(values)) for values in lasts)
    return [
        Row("resize, to the first whole frame", painted, "empty three panes", bare, 1.3),
        Row("resize, to the last frame", settled, "empty three panes", bare_settled),
    ]


def seconds_to_headlines(home: Home) -> float:
    """From the command to the first headlines."""
    with Terminal(FINEWS, home.environment) as terminal:
        return terminal.wait_for(TITLE_MARK)


def _seconds_to_panes(home: Home) -> float:
    with Terminal(EMPTY_PANES, home.environment) as terminal:
        return terminal.wait_for(MARK)
