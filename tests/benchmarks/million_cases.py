"""Cases of a great archive: what must not grow with it."""

from __future__ import annotations

from dataclasses import replace

from tests.benchmarks.figures import Row, interleave
from tests.benchmarks.filled_home import FilledGround
from tests.benchmarks.ground import Ground
from tests.benchmarks.key_cases import keys
from tests.benchmarks.screen_cases import memory, seconds_to_headlines
from tests.benchmarks.search_cases import all_kinds, new_articles

_TIMES = 10


def great(ground: Ground) -> list[Row]:
    """Start, keys, search and memory over ten times as many articles as the other cases have."""
    big = FilledGround(ground.data, ground.posts * _TIMES, ground.quick)
    shown, small = interleave(
        ground.rounds(9),
        lambda: seconds_to_headlines(big.home),
        lambda: seconds_to_headlines(ground.home),
    )
    with big.home.library() as library:
        found = [*all_kinds(ground, library), *new_articles(ground, library)]
    rows = [
        Row("start to the first headlines", shown, f"with {ground.posts:,}", small, 1.1),
        *found,
        *memory(big),
        *keys(big),
    ]
    return [replace(row, case=f"{big.posts:,}: {row.case}") for row in rows]
