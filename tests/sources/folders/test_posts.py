"""Folders of posts: scan, time zone, parsed files."""

from __future__ import annotations

import hashlib
import os
import pickle
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from finews_tui.errors import DirectoryError
from finews_tui.model.article import Entry
from finews_tui.model.post_file import PostFile
from finews_tui.sources.folders import safe_read
from finews_tui.sources.folders.entry_ids import assign_entry_ids
from finews_tui.sources.folders.posts import (
    FolderScan,
    limit_warnings,
    newest_first,
    read_post_file,
    scan_folder,
)
from tests.paths import SHARED

POST = "---\ntitle: A title\ndate: 2022-05-18 15:29:52 +0800\n---\n\nWords.\n"
CORPUS = SHARED / "corpus" / "finews"


def write(path: Path, text: str | bytes = POST) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def scan(root: Path) -> FolderScan:
    return scan_folder(root, include_drafts=False)


def read(root: Path, path: str, entry_id: str = "id") -> tuple[PostFile, Entry | None]:
    (file,) = (file for file in scan(root).files if file.path == path)
    return read_post_file(root, file._replace(entry_id=entry_id), UTC, include_drafts=False)


def test_scan_lists_newest_names_first(tmp_path: Path) -> None:
    for name in ("2022-05-18-a", "2022-06-01-b", "2021-12-01-init", "-202205262391921712"):
        write(tmp_path / "_posts" / f"{name}.md")
    for day, name in enumerate(("zebra", "about")):
        os.utime(write(tmp_path / "_posts" / "sub" / f"{name}.md"), (day, day))
    assert [file.path for file in scan(tmp_path).files] == [
        "_posts/-202205262391921712.md",
        "_posts/2022-06-01-b.md",
        "_posts/2022-05-18-a.md",
        "_posts/2021-12-01-init.md",
        "_posts/sub/about.md",
        "_posts/sub/zebra.md",
    ]


def test_scanned_file_has_fingerprint(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md")
    os.utime(path, ns=(1, 1_234_567_890_123_456_789))
    (file,) = scan(tmp_path).files
    assert file.path == "a.md"
    assert file.fingerprint.mtime_ns == 1_234_567_890_123_456_789
    assert file.fingerprint.size == len(POST)
    assert file.fingerprint.inode == path.stat().st_ino


def test_scan_and_posts_can_be_pickled(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    result = scan(tmp_path)
    assert pickle.loads(pickle.dumps(result)) == result
    assert pickle.loads(pickle.dumps(result.files)) == result.files
    post = read(tmp_path, "a.md")
    assert pickle.loads(pickle.dumps(post)) == post


def test_digest_changes_with_any_file(tmp_path: Path) -> None:
    path = write(tmp_path / "_posts/a.md")
    first = scan(tmp_path).digest
    assert scan(tmp_path).digest == first
    os.utime(path, ns=(1, 1))
    touched = scan(tmp_path).digest
    write(tmp_path / "_posts/b.md")
    added = scan(tmp_path).digest
    write(tmp_path / "_config.yml", "timezone: Asia/Shanghai\n")
    assert len({first, touched, added, scan(tmp_path).digest}) == 4


def test_scan_does_not_change_folder(tmp_path: Path) -> None:
    write(tmp_path / "_posts/a.md")
    write(tmp_path / "_posts/b.md", b"\xff\xfe\x00")
    before = {path: path.stat() for path in tmp_path.rglob("*")}
    for file in scan(tmp_path).files:
        read(tmp_path, file.path)
    after = {path: path.stat() for path in tmp_path.rglob("*")}
    assert before.keys() == after.keys()
    for path, status in after.items():
        assert status.st_mtime_ns == before[path].st_mtime_ns
        assert status.st_ino == before[path].st_ino


@pytest.mark.parametrize(
    ("config", "zone"),
    [
        ("theme: x\ntimezone: Asia/Shanghai\nurl: y\n", "Asia/Shanghai"),
        ("timezone: 'Asia/Shanghai' # here\r\n", "Asia/Shanghai"),
        ('\ufefftimezone: "Europe/Berlin"\n', "Europe/Berlin"),
        ("timezone:Asia/Shanghai\n", "Asia/Shanghai"),
        ("timezone: ''\n", "UTC"),
        ("timezone:\nurl: x\n", "UTC"),
        ("# timezone: Asia/Shanghai\n  timezone: Asia/Tokyo\n", "UTC"),
        ("url: x\n", "UTC"),
        ("", "UTC"),
    ],
)
def test_time_zone_from_configuration(tmp_path: Path, config: str, zone: str) -> None:
    write(tmp_path / "_config.yml", config)
    assert scan(tmp_path).zone_name == zone
    assert scan(tmp_path).warnings == ()


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Asia", "\x1b"]
)
def test_invalid_time_zone_gives_warning(tmp_path: Path, zone: str) -> None:
    write(tmp_path / "_config.yml", f"timezone: {zone}\n")
    result = scan(tmp_path)
    assert result.zone_name == "UTC"
    (warning,) = result.warnings
    assert warning.startswith("_config.yml: unknown time zone ")
    assert warning.isprintable()


def test_configuration_that_is_not_a_file_gives_warning(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "_config.yml")
    (warning,) = scan(tmp_path).warnings
    assert warning.startswith("_config.yml: not a regular file; skipped")


def test_missing_folder_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match="no such file or directory") as caught:
        scan(tmp_path / "gone\nfolder")
    assert "\n" not in str(caught.value)
    write(tmp_path / "a.md")
    with pytest.raises(DirectoryError, match="not a directory"):
        scan(tmp_path / "a.md")


def test_empty_folder_has_no_files(tmp_path: Path) -> None:
    assert scan(tmp_path) == FolderScan([], [], "UTC", ())


def test_warnings_are_limited() -> None:
    assert limit_warnings(str(number) for number in range(100))[-1] == "99"
    many = limit_warnings(str(number) for number in range(250))
    assert len(many) == 101
    assert many[-1] == "and 150 more"


def test_read_post_file_returns_entry(tmp_path: Path) -> None:
    write(tmp_path / "_posts/2022-05-18-a.md")
    file, entry = read(tmp_path, "_posts/2022-05-18-a.md", "2022-05-18-a")
    assert file.path == "_posts/2022-05-18-a.md"
    assert file.content_hash == hashlib.blake2b(POST.encode(), digest_size=16).digest()
    assert file.fingerprint == scan(tmp_path).files[0].fingerprint
    assert file.warnings == ()
    assert entry is not None
    assert entry.id == file.entry_id == "2022-05-18-a"
    assert entry.title == "A title"
    assert entry.published == datetime(2022, 5, 18, 7, 29, 52, tzinfo=UTC)


def test_time_without_zone_has_zone_of_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "---\ntitle: A\ndate: 2022-05-18 15:29:52\n---\nWords.\n")
    (scanned,) = scan(tmp_path).files
    zone = ZoneInfo("Asia/Shanghai")
    _, entry = read_post_file(tmp_path, scanned, zone, include_drafts=False)
    assert entry is not None
    assert entry.published == datetime(2022, 5, 18, 7, 29, 52, tzinfo=UTC)


def test_folder_is_default_category(tmp_path: Path) -> None:
    write(tmp_path / "_posts/em001/a.md", "---\ntitle: A\n---\nWords.\n")
    _, entry = read(tmp_path, "_posts/em001/a.md")
    assert entry is not None
    assert entry.categories == ("em001",)


def test_draft_has_hash_and_no_entry(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "---\ntitle: A\npublished: false\n---\nWords.\n")
    file, entry = read(tmp_path, "a.md")
    assert entry is None
    assert file.content_hash
    (scanned,) = scan(tmp_path).files
    _, draft = read_post_file(tmp_path, scanned, UTC, include_drafts=True)
    assert draft is not None


def test_invalid_file_gives_warning_with_its_name(tmp_path: Path) -> None:
    write(tmp_path / "bad\n.md", '---\ntitle: "never closed\n---\nWords.\n')
    file, entry = read(tmp_path, "bad\n.md")
    assert entry is not None
    assert file.warnings
    assert all(warning.startswith("bad\\x0a.md: ") for warning in file.warnings)


def scanned_file(path: str) -> PostFile:
    return PostFile(path, 1, 2, 3)


def read_changed(root: Path, path: str) -> tuple[PostFile, Entry | None]:
    return read_post_file(root, scanned_file(path), UTC, include_drafts=False)


def test_file_replaced_after_scan_gives_warning(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("/etc/hostname")
    (tmp_path / "folder.md").mkdir()
    for path, message in {
        "gone.md": "no such file or directory",
        "pipe.md": "not a regular file; skipped",
        "link.md": "too many levels of symbolic links",
        "folder.md": "not a regular file; skipped",
    }.items():
        warnings = (f"{path}: {message}",)
        assert read_changed(tmp_path, path) == (
            scanned_file(path)._replace(warnings=warnings),
            None,
        )


def test_large_file_is_skipped(tmp_path: Path) -> None:
    with (tmp_path / "sparse.md").open("wb") as file:
        file.truncate(4 * 1024**3)
    assert read_changed(tmp_path, "sparse.md")[0].warnings == (
        "sparse.md: larger than 16 MiB; skipped",
    )


def test_growing_file_is_read_up_to_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_read, "MAX_FILE_BYTES", 1024 * 1024)
    monkeypatch.setattr(os, "read", lambda _handle, size: b"x" * size)
    write(tmp_path / "a.md")
    assert read_changed(tmp_path, "a.md")[0].warnings == ("a.md: larger than 1 MiB; skipped",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_unreadable_file_gives_warning(tmp_path: Path) -> None:
    write(tmp_path / "a.md").chmod(0)
    assert read(tmp_path, "a.md")[0].warnings == ("a.md: permission denied",)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of posts is missing")
def test_archive_has_fifteen_articles() -> None:
    result = scan(CORPUS)
    assert result.zone_name == "Asia/Shanghai"
    assert result.warnings == ()
    ids = assign_entry_ids(CORPUS, result.paths, {})
    assert len(result.paths) == 16
    assert len(ids) == 15
    assert "_posts/2022-05-18-NW202205182383543817.md" in ids
    assert "old_post/2022-05-18-NW202205182383543817.md" not in ids
    assert ids["_posts/-202205262391921712.md"] == "-202205262391921712"
    zone = ZoneInfo(result.zone_name)
    for file in result.files:
        if file.path in ids:
            _, entry = read_post_file(CORPUS, file, zone, include_drafts=False)
            assert entry is not None
            assert entry.title


def test_dated_names_sort_before_others() -> None:
    files = [
        scanned_file("b/2022-01-01-x.md"),
        scanned_file("a/notes.md"),
        scanned_file("a/2023-01-01-y.md"),
    ]
    assert [file.path for file in newest_first(files)] == [
        *("a/2023-01-01-y.md", "b/2022-01-01-x.md", "a/notes.md"),
    ]
