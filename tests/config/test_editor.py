"""Edits of sources in config.toml preserve everything else."""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.config.editor import add_source, remove_source, update_source
from finews_tui.config.loader import Config, load
from finews_tui.errors import ConfigError, FinewsError, NotFoundError, UsageError
from finews_tui.model.source import Source, SourceKind

FEED = Source("feed", SourceKind.FEED, "https://example.org/feed")
FOLDER = Source("folder", SourceKind.DIRECTORY, "~/news", 'Daily "News"', "Papers", 60)
TEXT = """\
# head
[ui]
measure = 72 # narrow

# the first
[[source]] # mine
name = 'feed'   # short
location = "https://example.org/feed" # where
kind = "feed"

# the second
[[source]]
name = "folder"
kind = "directory"
location = "~/news"
title = "Daily \\"News\\""
group = "Papers"
every_min = 60

# keys below
[keys]
"article.bookmark" = "B"
# end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(TEXT)
    return path


def test_first_source_creates_private_file_with_comment(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    config = add_source(path, FEED)
    assert config == load(path)
    assert config.sources == (FEED,)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    head, _, source = path.read_text().partition("\n\n")
    assert all(line.startswith("# ") for line in head.split("\n"))
    assert source.startswith("[[source]]\nname = ")


def test_source_is_added_after_last_source(path: Path) -> None:
    added = Source("third", SourceKind.FEED, "https://example.org/third", hidden=True)
    config = add_source(path, added)
    assert config.sources == (FEED, FOLDER, added)
    text = (
        '\n[[source]]\nname = "third"\nkind = "feed"\nlocation = "https://example.org/third"\n'
        "hidden = true\n"
    )
    assert path.read_text() == TEXT.replace("every_min = 60\n", "every_min = 60\n" + text)


@pytest.mark.parametrize("text", ["", "[ui]\nmeasure = 72", "[ui]\n\n", "# only this"])
def test_source_is_added_to_any_file(text: str, path: Path) -> None:
    path.write_text(text)
    assert add_source(path, FEED).sources == (FEED,)
    assert path.read_text().startswith(text)
    assert add_source(path, FOLDER).sources == (FEED, FOLDER)


def test_removing_added_source_restores_file(path: Path) -> None:
    add_source(path, Source("third", SourceKind.FEED, "https://example.org/third"))
    assert remove_source(path, "third").sources == (FEED, FOLDER)
    assert path.read_text() == TEXT


def test_removal_preserves_surrounding_comments(path: Path) -> None:
    assert remove_source(path, "feed").sources == (FOLDER,)
    text = path.read_text()
    for comment in ("# head", "# narrow", "# the first", "# the second", "# keys below", "# end"):
        assert comment in text
    assert "# short" not in text
    assert remove_source(path, "folder").sources == ()
    assert "source" not in path.read_text()


def test_update_changes_only_changed_keys(path: Path) -> None:
    moved = replace(FEED, location="https://example.net/feed", title="新闻")
    assert update_source(path, moved).sources == (moved, FOLDER)
    expected = TEXT.replace(
        '"https://example.org/feed" # where\nkind = "feed"\n',
        '"https://example.net/feed" # where\nkind = "feed"\ntitle = "新闻"\n',
    )
    assert path.read_text() == expected


def test_update_to_default_value_removes_key(path: Path) -> None:
    bare = Source("folder", SourceKind.DIRECTORY, "~/news", title='Daily "News"')
    assert update_source(path, bare).sources == (FEED, bare)
    assert path.read_text() == TEXT.replace('group = "Papers"\nevery_min = 60\n', "")


def test_update_without_changes_preserves_file(path: Path) -> None:
    update_source(path, FOLDER)
    assert path.read_text() == TEXT


def test_line_endings_are_preserved(path: Path) -> None:
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    add_source(path, Source("third", SourceKind.FEED, "x"))
    update_source(path, replace(FEED, title="News"))
    remove_source(path, "folder")
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 0
    assert [source.name for source in load(path).sources] == ["feed", "third"]


def test_edits_of_sources_between_other_tables(path: Path) -> None:
    first, second = TEXT.split("# the second\n")
    keys = second[second.index("# keys below") :]
    path.write_text(first + keys + "\n" + second[: second.index("# keys below")])
    renamed = replace(FOLDER, title="")
    assert update_source(path, renamed).sources == (FEED, renamed)
    assert remove_source(path, "feed").sources == (renamed,)
    text = path.read_text()
    assert text.index("# keys below") < text.index("[[source]]")


def test_symbolic_link_is_preserved(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    add_source(link, Source("third", SourceKind.FEED, "x"))
    assert link.is_symlink()
    assert len(load(path).sources) == 3


@pytest.mark.parametrize("name", ["feed", "FEED"])
def test_duplicate_name_is_rejected(name: str, path: Path) -> None:
    with pytest.raises(UsageError, match=f'source "{name}" already exists'):
        add_source(path, replace(FEED, name=name))
    assert path.read_text() == TEXT


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (replace(FEED, name="a b"), "source: name: expected a short name"),
        (replace(FEED, location=""), 'source "feed": location: expected a URL or path'),
        (replace(FEED, title="a\nb"), 'source "feed": title: expected a single line of text'),
        (replace(FEED, every_min=-1), 'source "feed": every_min: expected a whole number'),
    ],
)
def test_invalid_source_is_not_written(source: Source, message: str, path: Path) -> None:
    for change in (add_source, update_source):
        with pytest.raises(UsageError, match=message):
            change(path, source)
    assert path.read_text() == TEXT


def test_unknown_source_is_not_found(path: Path, tmp_path: Path) -> None:
    for file in (path, tmp_path / "none.toml"):
        with pytest.raises(NotFoundError, match='source "other" not found'):
            remove_source(file, "other")
        with pytest.raises(NotFoundError, match='source "other" not found'):
            update_source(file, replace(FEED, name="other"))


def _all_edits(path: Path) -> list[Callable[[], Config]]:
    return [
        partial(add_source, path, replace(FEED, name="other")),
        partial(update_source, path, FEED),
        partial(remove_source, path, "feed"),
    ]


def test_invalid_file_is_not_changed(path: Path) -> None:
    path.write_text(TEXT.replace("72", "7"))
    for change in _all_edits(path):
        with pytest.raises(ConfigError, match=r"config\.toml:3: ui\.measure: expected"):
            change()
    assert path.read_text() == TEXT.replace("72", "7")


def test_inline_sources_are_not_changed(path: Path) -> None:
    text = 'source = [{name = "feed", kind = "feed", location = "x"}]\n'
    path.write_text(text)
    for change in _all_edits(path):
        with pytest.raises(ConfigError, match=r"write each as a separate \[\[source\]\] table"):
            change()
    assert path.read_text() == text


def test_error_if_directory_cannot_be_created(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"cannot (read|write) file: Not a directory"):
        add_source(tmp_path / "file" / "config.toml", FEED)


Change = Callable[[Path, Source], Config]
TEXTS = st.text(max_size=12)
SOURCES = st.builds(
    Source,
    st.sampled_from(["feed", "folder", "third", "财经"]),
    st.sampled_from(SourceKind),
    TEXTS,
    TEXTS,
    TEXTS,
    st.none() | st.integers(0, 99),
    st.booleans(),
    st.booleans(),
)
CHANGES = st.lists(st.tuples(st.sampled_from([add_source, update_source]), SOURCES), max_size=6)


@given(CHANGES, st.sampled_from([TEXT, TEXT.replace("\n", "\r\n"), ""]))
def test_file_parses_to_expected_config_after_any_edits(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[Change, Source]], text: str
) -> None:
    path = tmp_path_factory.mktemp("config") / "config.toml"
    path.write_bytes(text.encode())
    for change, source in changes:
        before = load(path)
        try:
            after = change(path, source)
        except FinewsError:
            assert load(path) == before
        else:
            assert load(path) == after
            assert source in after.sources
            assert after.ui == before.ui
    for source in load(path).sources:
        remove_source(path, source.name)
    assert load(path).sources == ()
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in path.read_text().splitlines() if line.startswith("#")] == comments


def test_concurrent_edits_are_not_lost(path: Path) -> None:
    sources = [
        replace(FEED, name=f"feed-{n}", location=f"https://n.example/{n}") for n in range(24)
    ]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda source: add_source(path, source), sources))
    assert {source.name for source in load(path).sources} == {
        *("feed", "folder"),
        *(source.name for source in sources),
    }
