"""`python -m tests.benchmarks [--posts N] [--quick] [CASE…]`: each case beside its floor."""

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
from tests.benchmarks.figures import Row, table
from tests.benchmarks.ground import Ground

CASES: dict[str, Callable[[Ground], list[Row]]] = {
    "page": page_cases.page,
    "list": folder_cases.plain_list,
    "unchanged": folder_cases.nothing_changed,
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
    """Run the cases asked for, or all; print them as one table."""
    asked = _parser().parse_args()
    unknown = [name for name in asked.cases if name not in CASES]
    if unknown:
        sys.stderr.write(f"no such case: {' '.join(unknown)}; there are {' '.join(CASES)}\n")
        return 2
    ground = Ground(asked.data.resolve(), asked.posts, asked.quick, asked.posts_folder)
    rows: list[Row] = []
    failed: list[str] = []
    for name in asked.cases or CASES:
        sys.stderr.write(f"{name} …\n")
        try:
            rows += CASES[name](ground)
        except TimeoutError as error:
            failed.append(f"{name}: {error}\n")
    if asked.million:
        sys.stderr.write("ten times as many …\n")
        rows += million_cases.great(ground)
    sys.stdout.write(table(rows))
    sys.stderr.write("".join(failed))
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=f"Cases: {' '.join(CASES)}"
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="which; all if none is named")
    parser.add_argument("--posts", type=int, default=100_000, help="how many posts (100,000)")
    parser.add_argument("--quick", action="store_true", help="measure each twice only")
    parser.add_argument("--million", action="store_true", help="ten times as many articles, too")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser.add_argument(
        "--data", type=Path, default=cache / "finews-bench", help="where it is kept"
    )
    parser.add_argument(
        "--posts-folder",
        type=lambda text: Path(text).resolve(),
        help="a folder with posts of one's own",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
