"""Run benchmarks: `python -m tests.benchmarks [--posts N] [--quick] [CASE…]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    feed_cases,
    folder_cases,
    key_cases,
    million_cases,
    page_cases,
    screen_cases,
    search_cases,
)
from tests.benchmarks.results import Row, table
from tests.benchmarks.workspace import Workspace

CASES: dict[str, Callable[[Workspace], list[Row]]] = {
    "page": page_cases.page,
    "list": folder_cases.plain_list,
    "unchanged": folder_cases.unchanged_sync,
    "start": screen_cases.start,
    "keys": key_cases.keys,
    "open": key_cases.open_article,
    "resize": screen_cases.resize,
    "search": search_cases.search,
    "memory": screen_cases.memory,
    "size": folder_cases.size_on_disk,
    "headlines": folder_cases.first_headlines,
    "keys-in-sync": key_cases.keys_in_sync,
    "first-sync": folder_cases.first_sync,
    "feeds": feed_cases.feeds,
    "feeds-far-away": feed_cases.feeds_far_away,
    "feed-stalls": feed_cases.feed_stalls,
}


def main() -> int:
    """Run the given cases, or all of them, and print a table of results."""
    arguments = _parser().parse_args()
    unknown = [name for name in arguments.cases if name not in CASES]
    if unknown:
        sys.stderr.write(f"unknown case: {' '.join(unknown)}; choose from {' '.join(CASES)}\n")
        return 2
    workspace = Workspace(
        arguments.data.resolve(), arguments.posts, arguments.quick, arguments.posts_folder
    )
    rows: list[Row] = []
    failed: list[str] = []
    for name in arguments.cases or CASES:
        sys.stderr.write(f"{name} …\n")
        try:
            rows += CASES[name](workspace)
        except TimeoutError as error:
            failed.append(f"{name}: {error}\n")
    if arguments.million:
        sys.stderr.write("large archive …\n")
        rows += million_cases.large_archive(workspace)
    sys.stdout.write(table(rows))
    sys.stderr.write("".join(failed))
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=f"Cases: {' '.join(CASES)}"
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="cases to run (default: all)")
    parser.add_argument(
        "--posts", type=int, default=100_000, help="number of posts (default: 100,000)"
    )
    parser.add_argument("--quick", action="store_true", help="measure each case only twice")
    parser.add_argument(
        "--million", action="store_true", help="also measure ten times as many articles"
    )
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser.add_argument(
        "--data", type=Path, default=cache / "finews-bench", help="directory for benchmark data"
    )
    parser.add_argument(
        "--posts-folder",
        type=lambda text: Path(text).resolve(),
        help="use your own folder of posts",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
