"""Cases of a key: down in the list and on the page, during a sync, and into an article."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from itertools import repeat

from finews_tui.query.query import EMPTY
from tests.benchmarks.figures import Row, Samples
from tests.benchmarks.floor_list import MARK
from tests.benchmarks.ground import FINEWS, FLOORS, Ground
from tests.benchmarks.made_posts import TITLE_MARK
from tests.benchmarks.terminal import NARROW, Terminal

_BARE_LIST = [sys.executable, str(FLOORS / "floor_list.py")]
_FLOOR_NAME = "bare list of 100"
_ROWS = [f"row {row} of" for row in range(1, 100)]
_UNCOUNTED = 4
# A page is painted anew as a whole: any of its text tells it.
_PAGE_MARK = "，"
_REST_S = 0.15
# The articles that are opened, and the keys to the next of them.
_MARKS = {"2k": "j", "100k": "jj", "1m": "g"}


def keys(ground: Ground) -> list[Row]:
    """`j` to its repaint, in the list and on a page."""
    environment = ground.home.environment
    long_page = [*FINEWS, "-q", "source:long"]
    with (
        Terminal(FINEWS, environment) as listed,
        Terminal(long_page, environment) as page,
        Terminal(_BARE_LIST, environment) as floor,
    ):
        listed.wait_for(TITLE_MARK)
        floor.wait_for(MARK)
        page.wait_for("begin-2k")
        page.settle(1.0)
        for key in ("j", "j", "\r", "g"):
            page.press(key)
            page.settle()
        for terminal in (listed, page, floor):
            terminal.settle(1.0)
        in_list, on_page, bare = _pressed(
            ground, (listed, _titles(ground)), (page, repeat(_PAGE_MARK)), (floor, _ROWS)
        )
    return [*_rows("a key in the list", in_list, bare), *_rows("a key on the page", on_page, bare)]


def keys_in_sync(ground: Ground) -> list[Row]:
    """`j` in the list while a first sync fills the cache, beside a list with nothing to do."""
    home = ground.new_home("syncing", syncs=True)
    with (
        Terminal(FINEWS, home.environment) as syncing,
        Terminal(_BARE_LIST, home.environment) as floor,
    ):
        floor.wait_for(MARK)
        syncing.wait_for(TITLE_MARK)
        in_sync, bare = _pressed(ground, (syncing, repeat(TITLE_MARK)), (floor, _ROWS))
    return _rows("a key during a first sync", in_sync, bare)


def open_article(ground: Ground) -> list[Row]:
    """Enter to the article's text, one pane on the screen, beside a key of a bare list."""
    environment = ground.home.environment
    opened: dict[str, list[float]] = {mark: [] for mark in _MARKS}
    pressed: list[float] = []
    with (
        Terminal([*FINEWS, "-q", "source:long"], environment, NARROW) as finews,
        Terminal(_BARE_LIST, environment, NARROW) as floor,
    ):
        finews.wait_for("long 0")
        floor.wait_for(MARK)
        finews.settle(1.0)
        floor.settle()
        for _ in range(ground.rounds(10)):
            for mark, values in opened.items():
                values.append(finews.time_key("\r", f"begin-{mark}"))
                for keys in ("", "h", _MARKS[mark]):
                    finews.press(keys)
                    finews.settle(0.3)
                pressed.append(floor.time_key("j"))
    bare = Samples(tuple(pressed))
    limits = {"2k": 2.0, "100k": 4.0, "1m": None}
    return [
        Row(
            f"open an article of {mark}",
            Samples(tuple(values)),
            "a bare key",
            bare,
            limits.get(mark),
        )
        for mark, values in opened.items()
    ]


def _pressed(ground: Ground, *terminals: tuple[Terminal, Iterable[str]]) -> list[Samples]:
    """`j` in each terminal in turn, each time to the frame that has the next of its marks.

    The first keys bring in what is imported late: they are not counted.
    """
    found: list[list[float]] = [[] for _ in terminals]
    marks = [iter(marks) for _, marks in terminals]
    for _ in range(_UNCOUNTED + (5 if ground.quick else 60)):
        for place, (terminal, _) in enumerate(terminals):
            found[place].append(terminal.time_key("j", next(marks[place], "")))
            terminal.pause(_REST_S)
    return [Samples(tuple(values[_UNCOUNTED:])) for values in found]


def _titles(ground: Ground) -> list[str]:
    """The beginnings of the titles, from the second row down."""
    with ground.home.library() as library:
        headlines = library.articles.headlines(library.articles.listing(EMPTY, limit=100))
    return [re.escape(headline.title[:8]) for headline in headlines[1:]]


def _rows(case: str, finews: Samples, floor: Samples) -> list[Row]:
    return [
        Row(case, finews, _FLOOR_NAME, floor, 1.5),
        Row(f"{case}, p95", finews, _FLOOR_NAME, floor, 1.5, is_p95=True),
    ]
