"""Migration of a home directory written by the first version, with its undo log."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest

from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.system.paths import Paths
from tests.library.post_folder import open_library
from tests.paths import TESTS

HOME = TESTS / "data/first_home"
"""Written by the first version below `/srv/news`: two folders, a feed in a file, a removed source,
bookmarks (one changed in its feed), a full text, saved queries."""

DONE = [
    "bookmarked",
    "6 marked read",
    "1 marked unread",
    "2 bookmarked",
    "bookmark removed",
    "ferry saved",
    "铜 saved",
    "ferries changed",
    "铜 moved",
    "Metals edited",
    "2 sources moved to Sea",
    "leaving removed",
    "added added",
]
UNDONE = ["gone saved", "gone removed"]


@pytest.fixture
def first(paths: Paths) -> Iterator[Library]:
    for directory in (paths.config_directory, paths.cache_directory, paths.data_directory):
        directory.mkdir(parents=True)
    shutil.copy(HOME / "config.toml", paths.config_file)
    shutil.copy(HOME / "cache.db", paths.cache_database)
    shutil.copy(HOME / "state.db", paths.state_database)
    shutil.copytree(HOME / "bookmarks", paths.bookmarks_directory)
    with open_library(paths) as library:
        yield library


def summary(library: Library) -> object:
    """Return the data that undo may change, in the form of `expected.json`."""
    headlines = library.articles.headlines(library.articles.listing(parse("")))
    return {
        "titles": {row.id: [row.title, row.is_read, row.is_bookmarked] for row in headlines},
        "queries": [list(query) for query in library.state.saved_queries()],
        "totals": list(library.sources.totals()),
        "groups": {
            state.source.name: [
                state.source.group,
                state.source.title,
                state.articles,
                state.unread,
            ]
            for state in library.sources.states()
        },
    }


def expected() -> object:
    return json.loads((HOME / "expected.json").read_text(encoding="utf-8"))


def test_first_home_is_read_without_loss(first: Library) -> None:
    assert summary(first) == expected()
    results = [result for result in first.doctor() if result.subject in ("counts", "bookmark")]
    assert {result.level for result in results} == {"ok"}
    assert first.state.setting("screen.theme") == "paper"
    newest = first.articles.get(first.articles.listing(parse("source:harbour"))[0])
    assert first.state.position(newest) == 17
    (fog,) = first.articles.get_many(first.articles.listing(parse("title:fog")))
    assert fog.body == "fog was seen."
    revision = first.articles.source_revision(fog)
    assert revision is not None
    assert revision.article.body == "Fog was seen again, and it stayed."
    (gull,) = first.articles.get_many(first.articles.listing(parse("colony")))
    assert gull.full_text == "<p>The whole page about the gull colony.</p>"
    assert first.cached_query_counts() == first.saved_query_counts()
    assert first.sources.has_unfollowed()


def test_all_records_of_first_undo_log_are_undone_and_redone(first: Library) -> None:
    undone = []
    while change := first.undo():
        undone.append(change.label)
    assert undone == DONE[::-1]
    headlines = first.articles.headlines(first.articles.listing(parse("")))
    assert len(headlines) == 14
    assert [headline.title for headline in headlines if headline.is_read] == ["An old post"]
    assert not first.bookmarks.all()
    assert not first.state.saved_queries()
    sources = [(source.name, source.title, source.group) for source in first.config.sources]
    assert sources == [
        ("harbour", "Harbour Notes", "Papers"),
        ("market", "", "Papers/Local"),
        ("log", "", ""),
        ("leaving", "", ""),
    ]
    redone = []
    for _ in DONE:
        change = first.redo()
        assert change is not None
        redone.append(change.label)
    assert redone == DONE
    assert summary(first) == expected()


def test_records_undone_by_first_version_are_redone(first: Library) -> None:
    for label in UNDONE:
        change = first.redo()
        assert change is not None
        assert change.label == label
    assert first.redo() is None
    assert summary(first) == expected()
