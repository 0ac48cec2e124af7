"""Bookmark files: atomic writes, no overwriting, and round trips."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.bookmarks import files
from finews_tui.bookmarks.formats import to_markdown_file
from finews_tui.errors import BookmarkError
from finews_tui.model.article import Article, BodyFormat, article_id
from finews_tui.model.post_file import Fingerprint

ARTICLE = Article(
    number=0,
    id=article_id("finews", "a"),
    source="finews",
    entry="a",
    title="央行：降准0.25个百分点",
    body="第一段。",
    format=BodyFormat.MARKDOWN,
    published=datetime(2022, 5, 18, 0, 30, tzinfo=timezone(timedelta(hours=8))),
    is_bookmarked=True,
    bookmarked_at=datetime(2022, 6, 1, 8, tzinfo=UTC),
)
ID = ARTICLE.id


def fingerprints(bookmarks: list[files.BookmarkFile]) -> dict[str, Fingerprint]:
    return {bookmark.path.name: bookmark.fingerprint for bookmark in bookmarks}


def only_bookmark(directory: Path) -> files.BookmarkFile:
    (bookmark,), _ = files.read_changed_bookmarks(directory, {})
    return bookmark


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("央行：降准0.25个百分点", f"2022-05-18-央行-降准0-25个百分点-{ID}.md"),
        ("../../etc/passwd", f"2022-05-18-etc-passwd-{ID}.md"),
        ("-rf --help", f"2022-05-18-rf-help-{ID}.md"),
        ("CON", f"2022-05-18-CON-{ID}.md"),
        ("a\x1b]0;\n\u202eb\x00", f"2022-05-18-a-0-b-{ID}.md"),
        ("[/] $(touch x) `y` *?<>|\"'\\:", f"2022-05-18-touch-x-y-{ID}.md"),
        ("हिन्दी समाचार", f"2022-05-18-हिन्दी-समाचार-{ID}.md"),
        ("cafe\u0301", f"2022-05-18-café-{ID}.md"),
        ("", f"2022-05-18-{ID}.md"),
        ("!!!", f"2022-05-18-{ID}.md"),
        ("\ud800x", f"2022-05-18-x-{ID}.md"),
    ],
)
def test_file_name_has_day_title_and_id(title: str, expected: str) -> None:
    assert files.file_name(replace(ARTICLE, title=title)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [("CON", f"CON-{ID}.md"), (".hidden", f"hidden-{ID}.md"), ("", f"{ID}.md")],
)
def test_file_name_of_undated_article_has_no_day(title: str, expected: str) -> None:
    assert files.file_name(replace(ARTICLE, title=title, published=None)) == expected


@given(st.text(max_size=400), st.booleans())
def test_file_name_is_safe_for_any_title(title: str, is_dated: bool) -> None:
    published = ARTICLE.published if is_dated else None
    name = files.file_name(replace(ARTICLE, title=title, published=published))
    assert len(name.encode("utf-8")) <= 200
    assert name[0] not in ".-~ "
    assert not set(name) & set('/\\:*?"<>|')
    assert name.isprintable() or not name.isascii()
    assert name.endswith(f"{ID}.md")


def test_written_bookmark_is_read_back_equal(tmp_path: Path) -> None:
    directory = tmp_path / "data" / "bookmarks"
    written = files.write_bookmark(directory, ARTICLE)
    path = written.path
    bookmark = only_bookmark(directory)
    assert bookmark == written
    assert bookmark.article == ARTICLE
    assert not bookmark.is_faulty
    assert bookmark.warning == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert names_in(directory) == [path.name]


def test_existing_bookmark_file_is_not_changed(tmp_path: Path) -> None:
    path = files.write_bookmark(tmp_path, ARTICLE).path
    path.write_text(to_markdown_file(replace(ARTICLE, title="Edited by hand")))
    assert files.write_bookmark(tmp_path, replace(ARTICLE, title="A new title")).path == path
    assert only_bookmark(tmp_path).article.title == "Edited by hand"
    path.write_bytes(b"\x00\xffno longer a bookmark")
    assert files.write_bookmark(tmp_path, ARTICLE).path == path
    assert path.read_bytes() == b"\x00\xffno longer a bookmark"


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_failing_disk_leaves_no_partial_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    other = files.write_bookmark(tmp_path, replace(ARTICLE, id="0123456789ab")).path
    before = other.read_bytes()
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(BookmarkError, match="cannot save bookmark: no space left on device"):
        files.write_bookmark(tmp_path, ARTICLE)
    assert names_in(tmp_path) == [other.name]
    assert other.read_bytes() == before


def test_written_bookmark_and_folder_are_synced_to_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_fsync(handle)

    def rename(source: str, target: str) -> None:
        calls.append("rename")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", rename)
    files.write_bookmark(tmp_path / "bookmarks", ARTICLE)
    assert calls == ["folder", "file", "rename", "folder"]


def test_failure_to_sync_folder_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_fsync = os.fsync

    def fail_on_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(5, "Input/output error")
        real_fsync(handle)

    monkeypatch.setattr(os, "fsync", fail_on_folders)
    for _ in range(2):
        with pytest.raises(BookmarkError, match="input/output error"):
            files.write_bookmark(tmp_path, ARTICLE)
    monkeypatch.undo()
    assert files.write_bookmark(tmp_path, ARTICLE) == only_bookmark(tmp_path)


def test_folder_that_cannot_be_created_is_a_one_line_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BookmarkError, match="cannot save bookmark: file exists") as caught:
        files.write_bookmark(tmp_path / "file" / "bookmarks", ARTICLE)
    assert "\n" not in str(caught.value)


def test_deleted_bookmark_is_restored(tmp_path: Path) -> None:
    path = files.write_bookmark(tmp_path, ARTICLE).path
    path.write_text(path.read_text() + "A note of mine.\n")
    data = files.delete_bookmark(tmp_path, path)
    assert names_in(tmp_path) == []
    assert files.restore_bookmark(path, data) == only_bookmark(tmp_path)
    assert only_bookmark(tmp_path).article.body == "第一段。\nA note of mine."


def test_restoring_bookmark_overwrites_nothing(tmp_path: Path) -> None:
    path = files.write_bookmark(tmp_path, ARTICLE).path
    files.restore_bookmark(path, b"older")
    assert path.read_text() == to_markdown_file(ARTICLE)


def test_deleting_missing_bookmark_does_nothing(tmp_path: Path) -> None:
    assert files.delete_bookmark(tmp_path, tmp_path / "gone.md") == b""
    assert files.delete_bookmark(tmp_path / "none", tmp_path / "none" / "gone.md") == b""


def test_file_outside_the_folder_is_not_deleted(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("Mine.")
    directory = tmp_path / "bookmarks"
    directory.mkdir()
    for path in (outside, directory / ".." / "outside.md", directory / ".."):
        with pytest.raises(BookmarkError, match="nothing was deleted"):
            files.delete_bookmark(directory, path)
    assert outside.exists()


def test_only_changed_bookmarks_are_read(tmp_path: Path) -> None:
    first = files.write_bookmark(tmp_path, ARTICLE).path
    second = files.write_bookmark(tmp_path, replace(ARTICLE, id="0123456789ab", entry="b")).path
    bookmarks, missing = files.read_changed_bookmarks(tmp_path, {})
    assert [bookmark.path for bookmark in bookmarks] == sorted([first, second])
    assert missing == []
    known = fingerprints(bookmarks)
    assert files.read_changed_bookmarks(tmp_path, known) == ([], [])
    first.write_text(to_markdown_file(replace(ARTICLE, title="Edited by hand")))
    second.unlink()
    (changed,), missing = files.read_changed_bookmarks(tmp_path, known)
    assert changed.article.title == "Edited by hand"
    assert missing == [second.name]


def test_missing_folder_has_no_bookmarks(tmp_path: Path) -> None:
    known = {"a.md": Fingerprint(1, 2, 3)}
    assert files.read_changed_bookmarks(tmp_path / "none", known) == ([], ["a.md"])


def test_folder_that_cannot_be_listed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bookmarks").write_text("a file")
    with pytest.raises(BookmarkError, match="cannot read bookmarks: not a directory"):
        files.read_changed_bookmarks(tmp_path / "bookmarks", {})


def test_other_files_are_ignored(tmp_path: Path) -> None:
    for name in (".hidden.md", "notes.txt", "a.md~", ".a.md.tmp"):
        (tmp_path / name).write_text("Words.")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / ".git").mkdir()
    assert files.read_changed_bookmarks(tmp_path, {}) == ([], [])


def test_any_markdown_file_is_a_bookmark(tmp_path: Path) -> None:
    (tmp_path / "2022-05-18-added-by-git.md").write_text(
        "---\ntitle: Added by git\ncategories: a name\n---\n\nWords.\n"
    )
    os.utime(tmp_path / "2022-05-18-added-by-git.md", (1654070400, 1654070400))
    article = only_bookmark(tmp_path).article
    assert article.title == "Added by git"
    assert article.source == "bookmarks"
    assert article.entry == "2022-05-18-added-by-git"
    assert article.id == article_id("bookmarks", "2022-05-18-added-by-git")
    assert [category.slug for category in article.categories] == ["a name"]
    assert "Words." in article.body
    assert article.is_bookmarked
    assert article.bookmarked_at == datetime(2022, 6, 1, 8, tzinfo=UTC)


def test_draft_added_by_hand_is_a_bookmark(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A draft\ndraft: true\n---\nWords.\n")
    assert only_bookmark(tmp_path).article.title == "A draft"


def test_bookmark_without_time_has_modification_time_of_file(tmp_path: Path) -> None:
    path = files.write_bookmark(tmp_path, replace(ARTICLE, bookmarked_at=None)).path
    os.utime(path, (1654070400, 1654070400))
    assert only_bookmark(tmp_path).article.bookmarked_at == datetime(2022, 6, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("mtime", [-(10**10), 10**10])
def test_bookmark_file_with_absurd_time_is_read(tmp_path: Path, mtime: int) -> None:
    path = files.write_bookmark(tmp_path, replace(ARTICLE, bookmarked_at=None)).path
    os.utime(path, (mtime, mtime))
    assert only_bookmark(tmp_path).article.title == ARTICLE.title


def test_charset_declared_in_body_is_ignored(tmp_path: Path) -> None:
    body = '<html><head><meta charset="iso-2022-jp"></head><body>中文</body></html>'
    files.write_bookmark(tmp_path, replace(ARTICLE, body=body, format=BodyFormat.HTML))
    assert only_bookmark(tmp_path).article.body == body


def test_crlf_line_ends_are_read(tmp_path: Path) -> None:
    path = files.write_bookmark(tmp_path, replace(ARTICLE, body="one\n\ntwo")).path
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert only_bookmark(tmp_path).article == replace(ARTICLE, body="one\n\ntwo")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not text"),
        (b'---\ntitle: "never closed\nsource: s\nentry: e\n---\nWords.\n', "invalid YAML"),
        (
            b"---\ntitle: x\nsource: s\nentry: e\nformat: pdf\n---\nWords.\n",
            "“format” must be one of",
        ),
    ],
)
def test_faulty_file_is_reported_and_not_changed(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "bad [x].md"
    path.write_bytes(data)
    bookmark = only_bookmark(tmp_path)
    assert bookmark.is_faulty
    assert bookmark.article.title == "bad [x].md"
    assert reason in bookmark.article.body
    assert reason in bookmark.warning
    assert bookmark.article.source == "bookmarks"
    assert bookmark.article.is_bookmarked
    assert bookmark.article.format is BodyFormat.TEXT
    assert ("Words." in bookmark.article.body) == (b"Words." in data)
    assert path.read_bytes() == data
    assert files.read_changed_bookmarks(tmp_path, fingerprints([bookmark])) == ([], [])


def test_repaired_file_is_read_as_its_article(tmp_path: Path) -> None:
    path = files.write_bookmark(tmp_path, ARTICLE).path
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"\nentry', b"\nentry"))
    faulty = only_bookmark(tmp_path)
    assert faulty.is_faulty
    assert faulty.article.id != ARTICLE.id
    path.write_bytes(data)
    (repaired,), missing = files.read_changed_bookmarks(tmp_path, fingerprints([faulty]))
    assert repaired.article == ARTICLE
    assert missing == []


def test_unreadable_file_is_faulty_and_read_again(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("/etc/hostname")
    (tmp_path / "odd\n\x1b.md").symlink_to("nowhere")
    bookmarks, _ = files.read_changed_bookmarks(tmp_path, {})
    assert [bookmark.is_faulty for bookmark in bookmarks] == [True, True, True]
    assert {bookmark.article.title for bookmark in bookmarks} == {
        "pipe.md",
        "link.md",
        "odd\\x0a\\x1b.md",
    }
    reread, missing = files.read_changed_bookmarks(tmp_path, fingerprints(bookmarks))
    assert len(reread) == 3
    assert missing == []


def test_bookmarks_folder_can_be_moved(tmp_path: Path) -> None:
    files.write_bookmark(tmp_path / "old", ARTICLE)
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    assert only_bookmark(tmp_path / "new").article == ARTICLE
