"""Benchmarks of keys: in the list, in the reader, during a sync, opening articles."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from itertools import repeat

from finews_tui.query.query import EMPTY
from tests.benchmarks.baseline_list import MARKER
from tests.benchmarks.generated_posts import TITLE_PATTERN
from tests.benchmarks.results import Row, Samples
from tests.benchmarks.terminal import NARROW, Terminal
from tests.benchmarks.workspace import BASELINES, FINEWS, Workspace

_BARE_LIST = [sys.executable, str(BASELINES / "baseline_list.py")]
_BASELINE_NAME = "bare list of 100"
_ROWS = [f"row {row} of" for row in range(1, 100)]
_WARMUP_KEYS = 4
# The page is repainted as a whole, so any of its text will do.
_PAGE_TEXT = "，"
_PAUSE_S = 0.15
# Articles to open, and the keys that lead to the next one.
_ARTICLES = {"2k": "j", "100k": "jj", "1m": "g"}


def keys(workspace: Workspace) -> list[Row]:
    """Time from `j` to the repaint, in the list and in the reader."""
    environment = workspace.home.environment
    long_page = [*FINEWS, "-q", "source:long"]
    with (
        Terminal(FINEWS, environment) as listed,
        Terminal(long_page, environment) as page,
        Terminal(_BARE_LIST, environment) as baseline,
    ):
        listed.wait_for(TITLE_PATTERN)
        baseline.wait_for(MARKER)
        page.wait_for("begin-2k")
        page.settle(1.0)
        for key in ("j", "j", "\r", "g"):
            page.press(key)
            page.settle()
        for terminal in (listed, page, baseline):
            terminal.settle(1.0)
        in_list, on_page, bare = _pressed(
            workspace, (listed, _titles(workspace)), (page, repeat(_PAGE_TEXT)), (baseline, _ROWS)
        )
    return [
        *_rows("a key in the list", in_list, bare),
        *_rows("a key in the reader", on_page, bare),
    ]


def keys_in_sync(workspace: Workspace) -> list[Row]:
    """`j` in the list during a first sync, compared to an idle list."""
    home = workspace.new_home("syncing", syncs=True)
    with (
        Terminal(FINEWS, home.environment) as syncing,
        Terminal(_BARE_LIST, home.environment) as baseline,
    ):
        baseline.wait_for(MARKER)
        syncing.wait_for(TITLE_PATTERN)
        in_sync, bare = _pressed(workspace, (syncing, repeat(TITLE_PATTERN)), (baseline, _ROWS))
    return _rows("a key during a first sync", in_sync, bare)


def open_article(workspace: Workspace) -> list[Row]:
    """Time from Enter to the text of the article, compared to a key in a bare list."""
    environment = workspace.home.environment
    opened: dict[str, list[float]] = {name: [] for name in _ARTICLES}
    pressed: list[float] = []
    with (
        Terminal([*FINEWS, "-q", "source:long"], environment, NARROW) as finews,
        Terminal(_BARE_LIST, environment, NARROW) as baseline,
    ):
        finews.wait_for("long 0")
        baseline.wait_for(MARKER)
        finews.settle(1.0)
        baseline.settle()
        for _ in range(workspace.rounds(10)):
            for name, values in opened.items():
                values.append(finews.time_key("\r", f"begin-{name}"))
                for keys in ("", "h", _ARTICLES[name]):
                    finews.press(keys)
                    finews.settle(0.3)
                pressed.append(baseline.time_key("j"))
    bare = Samples(tuple(pressed))
    limits = {"2k": 2.0, "100k": 4.0, "1m": None}
    return [
        Row(
            f"open an article of {name}",
            Samples(tuple(values)),
            "a bare key",
            bare,
            limits.get(name),
        )
        for name, values in opened.items()
    ]


def _pressed(workspace: Workspace, *terminals: tuple[Terminal, Iterable[str]]) -> list[Samples]:
    """Press `j` in each terminal in turn, timed until its next text is displayed.

    The first keys trigger lazy imports and are not counted.
    """
    times: list[list[float]] = [[] for _ in terminals]
    texts = [iter(texts) for _, texts in terminals]
    for _ in range(_WARMUP_KEYS + (5 if workspace.quick else 60)):
        for index, (terminal, _) in enumerate(terminals):
            times[index].append(terminal.time_key("j", next(texts[index], "")))
            terminal.pause(_PAUSE_S)
    return [Samples(tuple(values[_WARMUP_KEYS:])) for values in times]


def _titles(workspace: Workspace) -> list[str]:
    """Return patterns for the start of the titles, from the second row on."""
    with workspace.home.library() as library:
        headlines = library.articles.headlines(library.articles.listing(EMPTY, limit=100))
    return [re.escape(headline.title[:8]) for headline in headlines[1:]]


def _rows(case: str, finews: Samples, baseline: Samples) -> list[Row]:
    return [
        Row(case, finews, _BASELINE_NAME, baseline, 1.5),
        Row(f"{case}, p95", finews, _BASELINE_NAME, baseline, 1.5, is_p95=True),
    ]
