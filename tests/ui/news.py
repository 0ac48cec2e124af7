"""Sample articles for the tests of the screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from finews_tui.config.loader import Config, SyncConfig, UiConfig
from finews_tui.model.source import Source, SourceKind
from finews_tui.system.paths import Paths

NOW = datetime(2024, 3, 20, 12, 0, tzinfo=UTC)
NEWEST = datetime(2024, 3, 20, 9, 30, tzinfo=UTC)
HARBOUR_POSTS = 36
MARKET_POSTS = 24

_HARBOURS = ("Tides", "Ferries", "Lighthouses")
_MARKETS = (("shuichan", "水产早报"), ("gangkou", "港口晚报"))
_PARAGRAPH = (
    "The harbour office counted the boats twice and wrote the number down in pencil. "
    "A ferry that should have left at noon left when the fog did. "
)
_CHINESE = (
    "今天早上码头的鱼市格外热闹，商贩们说昨夜的风把远处的船都吹了回来。"
    "价格比上周略低，买的人却更多。"
)


def make_posts(folder: Path) -> None:
    """Write two folders of posts: long English ones, short Chinese ones."""
    for number in range(HARBOUR_POSTS):
        moment = NEWEST - timedelta(hours=7 * number)
        category = _HARBOURS[number % len(_HARBOURS)]
        body = "\n\n".join(f"Part {part} of {number}. {_PARAGRAPH * 3}" for part in range(12))
        code = "\n\n```python\n" + "ferry = timetable[" + "'noon', " * 40 + "]\n```\n"
        link = f"\n\nThe [timetable](https://harbour.example/{number}) tells more.\n"
        _write(
            folder / "harbour" / f"{moment:%Y-%m-%d}-boat-{number}.md",
            f"title: Boat number {number} comes in\ndate: {moment:%Y-%m-%d %H:%M:%S} +0000\n"
            f"categories: {category}\nlink: https://harbour.example/boat/{number}\n",
            body + code + link,
        )
    for number in range(MARKET_POSTS):
        moment = NEWEST - timedelta(hours=5 * number + 1)
        slug, name = _MARKETS[number % len(_MARKETS)]
        _write(
            folder / "market" / f"{moment:%Y-%m-%d}-yu-{number}.md",
            f"title: 第{number}号码头的鱼价稳中有升\ndate: {moment:%Y-%m-%d %H:%M:%S} +0000\n"
            f"categories: {slug}\ntags: {name}\n",
            _CHINESE,
        )


def _write(path: Path, head: str, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")


def paths_in(home: Path) -> Paths:
    return Paths(home / "config", home / "cache", home / "data", home / "log")


def config_for(posts: Path, **ui: object) -> Config:
    return Config(
        ui=UiConfig(**{"mark_read_after_s": 60.0, **ui}),  # type: ignore[arg-type]
        sync=SyncConfig(on_start=False, unread_horizon_days=30),
        sources=(
            Source("harbour", SourceKind.DIRECTORY, str(posts / "harbour"), "Harbour Notes"),
            Source("market", SourceKind.DIRECTORY, str(posts / "market"), "早市", "Food"),
        ),
    )
