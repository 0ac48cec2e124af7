"""A folder is followed once, whatever path leads to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from finews_tui.errors import UsageError
from finews_tui.library.changes.sources import edit_source
from finews_tui.library.library import Library
from finews_tui.library.subscribe.import_file import import_subscriptions
from finews_tui.library.subscribe.lookup import find_sources
from finews_tui.system.paths import Paths
from tests.library.post_folder import PostFolder, open_library


@pytest.fixture
def wire(library: Library, folder: PostFolder, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library that follows `posts` in the home directory as `wire`; beside it is a link to it."""
    folder.write("2026-03-09-a.md", "一")
    home = folder.root.parent
    (home / "link").symlink_to(folder.root)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    library.sources.add_directory(str(folder.root), name="wire")
    return library


PATHS = ["{home}/posts", "{home}/posts/", "posts", "./posts/../posts", "~/posts", "{home}/link"]


@pytest.mark.parametrize("path", PATHS)
def test_folder_is_followed_once_by_any_path(wire: Library, path: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="already added as wire"):
        wire.sources.add_directory(path.format(home=tmp_path), name="again")
    assert [source.name for source in wire.config.sources] == ["wire"]


@pytest.mark.parametrize("path", PATHS)
async def test_preview_of_a_followed_folder_is_refused(
    wire: Library, path: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="already added as wire"):
        await find_sources(wire.stores, path.format(home=tmp_path))


@pytest.mark.parametrize("written", ["~/posts", "{home}/link", "{home}/./posts/"])
def test_folder_in_the_configuration_is_recognized_as_it_is_written(
    wire: Library, paths: Paths, written: str, tmp_path: Path
) -> None:
    text = paths.config_file.read_text()
    location = written.format(home=tmp_path)
    paths.config_file.write_text(text.replace(str(tmp_path / "posts"), location))
    with open_library(paths) as library, pytest.raises(UsageError, match="already added"):
        library.sources.add_directory(str(tmp_path / "posts"))


def test_moving_a_source_to_a_followed_folder_is_refused(wire: Library, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = wire.sources.add_directory(str(tmp_path / "other"))
    with pytest.raises(UsageError, match="already added as wire"):
        edit_source(wire.stores, replace(other, location=str(tmp_path / "link")))


def test_folders_within_a_followed_one_and_gone_ones_are_others(
    wire: Library, tmp_path: Path
) -> None:
    (tmp_path / "posts/daily").mkdir()
    wire.sources.add_directory(str(tmp_path / "posts/daily"))
    (tmp_path / "posts").rename(tmp_path / "moved")
    wire.sources.add_directory(str(tmp_path / "moved"))
    assert len(wire.config.sources) == 3


def test_folder_in_a_list_of_feeds_is_not_followed(wire: Library, tmp_path: Path) -> None:
    for location in (str(tmp_path / "posts"), (tmp_path / "posts").as_uri()):
        found = import_subscriptions(
            wire.stores, f'<opml><outline xmlUrl="{location}"/></opml>'.encode()
        )
        assert (found.added, len(found.refused)) == ((), 1)
