"""Editing, moving, renaming and removing sources, with undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from finews_tui.errors import ConfigError, NotFoundError, UsageError
from finews_tui.library.changes import sources as source_changes
from finews_tui.library.changes.sources import SourceChange
from finews_tui.library.library import Library
from finews_tui.library.subscribe.import_file import import_subscriptions
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source
from finews_tui.query.query import parse
from finews_tui.store.source_metadata import source_removals
from finews_tui.system.paths import Paths
from tests.library.post_folder import NOW, PostFolder, open_library, titles

CONFIG = """\
# my comment
[sync]
unread_horizon_days = 0

[[source]]
name = "harbour"   # the first
kind = "directory"
location = "{harbour}"
group = "Papers"

# about the market
[[source]]
kind = "directory"
name = "market"
location = "{market}"
title = "早市"
group = "Papers/Local"

[[source]]
name = "notes"
kind = "feed"
location = "https://notes.example/feed"
# the end
"""


@pytest.fixture
def config(paths: Paths, tmp_path: Path) -> Path:
    for name in ("harbour", "market"):
        folder = PostFolder(tmp_path / name)
        for number in range(3):
            day = f"2026-03-0{number + 1}"
            folder.write(f"{day}-{name}.md", f"{name} {number}", date=f"{day} 08:00:00 +0800")
    paths.config_directory.mkdir(parents=True)
    text = CONFIG.format(harbour=tmp_path / "harbour", market=tmp_path / "market")
    paths.config_file.write_text(text, encoding="utf-8")
    return paths.config_file


@pytest.fixture
def three(config: Path, library: Library) -> Library:
    """A library with two synced folders of three articles each, and an unsynced feed."""
    asyncio.run(sync(library.stores, ["harbour", "market"]))
    return library


def groups(library: Library) -> list[str]:
    return [source.group for source in library.config.sources]


def source(library: Library, name: str) -> Source:
    return library.sources.state(name).source


def test_edit_of_source_changes_only_its_keys_in_config(three: Library, config: Path) -> None:
    before = config.read_text()
    old = source(three, "harbour")
    change = source_changes.edit_source(
        three.stores,
        Source(old.name, old.kind, old.location, "Harbour Notes", "Papers", 90, hidden=True),
    )
    assert (change.label, change.count) == ("Edited Harbour Notes", 1)
    added = 'title = "Harbour Notes"\nevery_min = 90\nhidden = true\n'
    assert config.read_text() == before.replace('group = "Papers"\n', f'group = "Papers"\n{added}')
    change.apply(three.stores)
    assert config.read_text() == before
    assert source(three, "harbour") == old


def test_undo_of_edit_keeps_later_changes_of_other_fields(three: Library) -> None:
    first = source_changes.move_sources(three.stores, ["harbour"], "Sea")
    source_changes.edit_source(three.stores, replace(source(three, "harbour"), title="Boats"))
    redo = first.apply(three.stores)
    assert (source(three, "harbour").group, source(three, "harbour").title) == ("Papers", "Boats")
    redo.apply(three.stores)
    assert source(three, "harbour").group == "Sea"


def test_edit_without_difference_writes_nothing(three: Library, config: Path) -> None:
    before = config.stat().st_mtime_ns
    assert source_changes.edit_source(three.stores, source(three, "notes")).count == 0
    assert config.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("make_invalid", "message"),
    [
        (lambda source: replace(source, every_min=-1), "every_min"),
        (lambda source: replace(source, title="two\nlines"), "title"),
        (lambda source: replace(source, location="no address at all"), "not a web address"),
    ],
)
def test_invalid_edit_of_source_is_rejected(
    three: Library, config: Path, make_invalid: Callable[[Source], Source], message: str
) -> None:
    before = config.read_text()
    with pytest.raises(UsageError, match=message):
        source_changes.edit_source(three.stores, make_invalid(source(three, "notes")))
    assert config.read_text() == before


def test_new_address_of_source_resets_its_sync_state(three: Library) -> None:
    with three.stores.cache.writing() as cache:
        cache.execute("INSERT INTO sources (name, etag, status) VALUES ('notes', 'x', 'gone')")
    moved = replace(source(three, "notes"), location="https://new.example/feed")
    change = source_changes.edit_source(three.stores, moved)
    assert three.sources.state("notes").status == ""
    change.apply(three.stores)
    assert source(three, "notes").location == "https://notes.example/feed"


def test_rename_of_group_renames_groups_in_it(three: Library) -> None:
    change = source_changes.rename_group(three.stores, "Papers", "Press/Daily")
    assert groups(three) == ["Press/Daily", "Press/Daily/Local", ""]
    assert change.count == 2
    change.apply(three.stores)
    assert groups(three) == ["Papers", "Papers/Local", ""]
    source_changes.rename_group(three.stores, "Papers", "")
    assert groups(three) == ["", "Local", ""]


@pytest.mark.parametrize("name", ["harbour", "market", "notes"])
def test_undo_restores_removed_source_with_lines_and_marks(
    three: Library, config: Path, name: str
) -> None:
    before, sources, states = config.read_text(), three.config.sources, three.sources.states()
    numbers = three.articles.listing(parse(f"source:{name}"))
    three.mark_read(numbers[:1], True)
    articles = three.articles.get_many(numbers)
    for article in articles[1:2]:
        three.state.set_position(article, 7)
        three.set_bookmark(article.number, True)
    marked = three.articles.get_many(numbers)
    change = source_changes.unfollow(three.stores, name)
    assert [state.source.name for state in three.sources.states()] == [
        state.source.name for state in states if state.source.name != name
    ]
    redo = change.apply(three.stores)
    assert (config.read_text(), three.config.sources) == (before, sources)
    assert three.articles.get_many(three.articles.listing(parse(f"source:{name}"))) == marked
    assert [three.state.position(article) for article in articles[1:2]] == [
        7 for _ in articles[1:2]
    ]
    redo.apply(three.stores)
    with pytest.raises(NotFoundError):
        three.sources.state(name)


def test_import_of_removed_source_uses_its_old_name(three: Library) -> None:
    source_changes.unfollow(three.stores, "notes")
    listed = b'https://other.example/feed "~notes"\nhttps://notes.example/feed "~notes"\n'
    added = import_subscriptions(three.stores, listed).added
    assert [(source.name, source.location) for source in added] == [
        ("notes-2", "https://other.example/feed"),
        ("notes", "https://notes.example/feed"),
    ]


def test_removed_source_shows_only_its_bookmarks(three: Library) -> None:
    number = three.articles.listing(parse("source:harbour"))[0]
    three.set_bookmark(number, True)
    source_changes.unfollow(three.stores, "harbour")
    assert titles(three) == ["market 2", "harbour 2", "market 1", "market 0"]
    assert titles(three, "harbour") == ["harbour 2"]
    assert titles(three, "is:unread category:wire") == [*titles(three)]
    assert three.articles.count(parse("")) == 4
    assert three.articles.count(parse("is:unread")) == 4
    assert three.sources.totals() == (4, 4, 1)
    assert {category.source for category in three.sources.categories()} == {"market"}


def test_removals_of_sources_are_undone_in_any_order(three: Library, config: Path) -> None:
    before = config.read_text()
    first = source_changes.unfollow(three.stores, "harbour")
    second = source_changes.unfollow(three.stores, "market")
    first.apply(three.stores)
    second.apply(three.stores)
    assert sorted(source.name for source in three.config.sources) == ["harbour", "market", "notes"]
    assert sorted(config.read_text().split("\n")) == sorted(before.split("\n"))


def test_crash_during_removal_of_source_changes_nothing(
    three: Library, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ConfigError("config.toml: disk full")

    before = titles(three)
    monkeypatch.setattr(source_changes, "detach_source", fail)
    with pytest.raises(ConfigError):
        source_changes.unfollow(three.stores, "harbour")
    three.close()
    with open_library(paths, NOW + timedelta(days=30)) as later:
        assert titles(later) == before
        asyncio.run(sync(later.stores, ["harbour"]))
        assert titles(later) == before
        with later.stores.cache.reading() as cache:
            assert source_removals(cache) == {}


def test_articles_of_removed_source_are_deleted_after_grace_period(
    three: Library, paths: Paths
) -> None:
    numbers = three.articles.listing(parse("source:harbour"))
    three.mark_read(numbers[:1], True)
    change = source_changes.unfollow(three.stores, "harbour")
    three.close()
    with open_library(paths, NOW + timedelta(days=6)) as soon:
        asyncio.run(sync(soon.stores, ["market"]))
        assert soon.sources.has_unfollowed()
    with open_library(paths, NOW + timedelta(days=8)) as later:
        asyncio.run(sync(later.stores, ["market"]))
        assert not later.sources.has_unfollowed()
        assert later.articles.count(parse("")) == 3
        change.apply(later.stores)
        asyncio.run(sync(later.stores, ["harbour"]))
        assert titles(later, "source:harbour is:read") == ["harbour 2"]
        assert len(titles(later, "source:harbour")) == 3


def test_source_removed_from_config_by_hand_has_grace_period(
    three: Library, paths: Paths, config: Path
) -> None:
    text = config.read_text()
    three.close()
    config.write_text("[sync]\nunread_horizon_days = 0\n" + text[text.index("# about") :])
    with open_library(paths, NOW + timedelta(days=1)) as without:
        assert titles(without) == ["market 2", "market 1", "market 0"]
        asyncio.run(sync(without.stores, ["market"]))
        assert without.sources.has_unfollowed()
    config.write_text(text)
    with open_library(paths, NOW + timedelta(days=2)) as restored:
        asyncio.run(sync(restored.stores, ["market"]))
        assert len(titles(restored, "source:harbour")) == 3
    config.write_text("[sync]\nunread_horizon_days = 0\n" + text[text.index("# about") :])
    for days, has_articles in ((20, True), (26, True), (28, False)):
        with open_library(paths, NOW + timedelta(days=days)) as later:
            asyncio.run(sync(later.stores, ["market"]))
            assert later.sources.has_unfollowed() is has_articles


def test_adding_removed_source_again_restores_articles_and_marks(
    three: Library, tmp_path: Path
) -> None:
    three.mark_read(three.articles.listing(parse("source:harbour"))[:1], True)
    source_changes.unfollow(three.stores, "harbour")
    assert three.sources.add_directory(str(tmp_path / "harbour")).name == "harbour"
    assert titles(three, "source:harbour is:read") == ["harbour 2"]


def test_new_source_does_not_get_name_of_removed_one(three: Library, tmp_path: Path) -> None:
    change = source_changes.unfollow(three.stores, "harbour")
    (tmp_path / "other" / "harbour").mkdir(parents=True)
    assert three.sources.add_directory(str(tmp_path / "other" / "harbour")).name == "harbour-2"
    change.apply(three.stores)
    assert titles(three, "source:harbour") == ["harbour 2", "harbour 1", "harbour 0"]


def test_adding_of_source_is_undone_and_redone(three: Library, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    change = source_changes.removal_of(three.sources.add_directory(str(tmp_path / "new")))
    redo = change.apply(three.stores)
    assert [source.name for source in three.config.sources] == ["harbour", "market", "notes"]
    redo.apply(three.stores)
    assert three.config.sources[-1].name == "new"


def test_undo_of_edit_of_removed_source_fails(three: Library) -> None:
    change: SourceChange = source_changes.move_sources(three.stores, ["harbour"], "Sea")
    source_changes.unfollow(three.stores, "harbour")
    with pytest.raises(NotFoundError, match="harbour"):
        change.apply(three.stores)


def test_removal_of_source_is_undone_after_restart(three: Library, paths: Paths) -> None:
    before = paths.config_file.read_text()
    three.record(source_changes.move_sources(three.stores, ["harbour"], "Sea"))
    three.record(source_changes.unfollow(three.stores, "harbour"))
    three.close()
    with open_library(paths, NOW + timedelta(days=1)) as later:
        removal = later.undo()
        assert removal is not None
        assert removal.label == "Removed harbour"
        assert len(titles(later, "source:harbour")) == 3
        later.undo()
        assert paths.config_file.read_text() == before
        later.redo()
        assert later.sources.state("harbour").source.group == "Sea"


def test_publishing_rate_is_that_of_newest_articles(three: Library) -> None:
    rates = three.sources.publishing_rates()
    assert set(rates) == {"harbour", "market"}
    assert rates["harbour"] == pytest.approx(3 / 9.5)


def test_site_of_feed_is_stored_or_derived_from_address(three: Library) -> None:
    assert three.sources.site(source(three, "notes")) == "https://notes.example/"
    assert three.sources.site(source(three, "harbour")) == ""
