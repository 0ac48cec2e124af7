"""Benchmarks with a large archive: cost must not grow with its size."""

from __future__ import annotations

from dataclasses import replace

from tests.benchmarks.filled_home import FilledWorkspace
from tests.benchmarks.key_cases import keys
from tests.benchmarks.results import Row, interleave
from tests.benchmarks.screen_cases import memory, time_to_headlines
from tests.benchmarks.search_cases import all_kinds, new_articles
from tests.benchmarks.workspace import Workspace

_FACTOR = 10


def large_archive(workspace: Workspace) -> list[Row]:
    """Start, keys, search and memory with ten times as many articles."""
    large = FilledWorkspace(workspace.data, workspace.posts * _FACTOR, workspace.quick)
    large_times, small_times = interleave(
        workspace.rounds(9),
        lambda: time_to_headlines(large.home),
        lambda: time_to_headlines(workspace.home),
    )
    with large.home.library() as library:
        search_rows = [*all_kinds(workspace, library), *new_articles(workspace, library)]
    rows = [
        Row(
            "start to the first headlines",
            large_times,
            f"with {workspace.posts:,}",
            small_times,
            1.1,
        ),
        *search_rows,
        *memory(large),
        *keys(large),
    ]
    return [replace(row, case=f"{large.posts:,}: {row.case}") for row in rows]
