"""Detection of folders that were already added, by any path."""

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
    """A library with `~/posts` as source `wire`, and a symbolic link `~/link` to it."""
    folder.write("2026-03-09-a.md", "一")
    home = folder.root.parent
    (home / "link").symlink_to(folder.root)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    library.sources.add_directory(str(folder.root), name="wire")
    return library


PATHS = ["{home}/posts", "{home}/posts/", "posts", "./posts/../posts", "~/posts", "{home}/link"]


@pytest.mark.parametrize("path", PATHS)
def test_folder_is_added_once_by_any_path(wire: Library, path: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="already added as wire"):
        wire.sources.add_directory(path.format(home=tmp_path), name="again")
    assert [source.name for source in wire.config.sources] == ["wire"]


@pytest.mark.parametrize("path", PATHS)
async def test_preview_of_existing_source_is_rejected(
    wire: Library, path: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="already added as wire"):
        await find_sources(wire.stores, path.format(home=tmp_path))


@pytest.mark.parametrize("location", ["~/posts", "{home}/link", "{home}/./posts/"])
def test_folder_is_recognized_as_written_in_config(
    wire: Library, paths: Paths, location: str, tmp_path: Path
) -> None:
    text = paths.config_file.read_text()
    location = location.format(home=tmp_path)
    paths.config_file.write_text(text.replace(str(tmp_path / "posts"), location))
    with open_library(paths) as library, pytest.raises(UsageError, match="already added"):
        library.sources.add_directory(str(tmp_path / "posts"))


def test_edit_to_folder_of_other_source_is_rejected(wire: Library, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = wire.sources.add_directory(str(tmp_path / "other"))
    with pytest.raises(UsageError, match="already added as wire"):
        edit_source(wire.stores, replace(other, location=str(tmp_path / "link")))


def test_subfolders_and_moved_folders_are_different_sources(wire: Library, tmp_path: Path) -> None:
    (tmp_path / "posts/daily").mkdir()
    wire.sources.add_directory(str(tmp_path / "posts/daily"))
    (tmp_path / "posts").rename(tmp_path / "moved")
    wire.sources.add_directory(str(tmp_path / "moved"))
    assert len(wire.config.sources) == 3


def test_folder_in_subscription_list_is_rejected(wire: Library, tmp_path: Path) -> None:
    for location in (str(tmp_path / "posts"), (tmp_path / "posts").as_uri()):
        result = import_subscriptions(
            wire.stores, f'<opml><outline xmlUrl="{location}"/></opml>'.encode()
        )
        assert (result.added, len(result.refused)) == ((), 1)
