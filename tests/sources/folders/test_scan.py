"""Scans of folder trees: posts, links, special files, warnings."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from finews_tui.sources.folders.scan import ScanResult, scan_tree


def make_files(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Words.\n")


def scanned_paths(root: Path, *, include_drafts: bool = False) -> list[str]:
    return sorted(scan_tree(str(root), include_drafts=include_drafts).paths)


def warnings(root: Path) -> list[str]:
    return scan_tree(str(root), include_drafts=False).warnings


def test_scan_result_files_by_suffix(tmp_path: Path) -> None:
    make_files(tmp_path, "README.md", "a/b.MD", "a/c.html", "a/d/e.txt", "f.markdown", "g.htm")
    make_files(tmp_path, "x.png", "x.md~", "#x.md#", ".#x.md", "x.md.swp", ".hidden.md")
    make_files(tmp_path, ".git/x.md", "_site/x.md", "a/node_modules/x.md", "vendor/gem/x.md")
    assert scanned_paths(tmp_path) == [
        "README.md",
        "a/b.MD",
        "a/c.html",
        "a/d/e.txt",
        "f.markdown",
        "g.htm",
    ]
    assert warnings(tmp_path) == []


@pytest.mark.parametrize("posts_folder", ["_posts", "old_post"])
def test_posts_folder_excludes_other_files(tmp_path: Path, posts_folder: str) -> None:
    make_files(tmp_path, "index.html", "category/a.html", "zzz/late.md", f"m/{posts_folder}/y/a.md")
    assert scanned_paths(tmp_path) == [f"m/{posts_folder}/y/a.md"]


def test_all_posts_folders_are_scanned(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/a.md", "old_post/b.md", "source/_posts/c.md", "source/about.md")
    assert scanned_paths(tmp_path) == ["_posts/a.md", "old_post/b.md", "source/_posts/c.md"]


def test_drafts_are_scanned_if_included(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/a.md", "_drafts/b.md", "about.md")
    assert scanned_paths(tmp_path) == ["_posts/a.md"]
    assert scanned_paths(tmp_path, include_drafts=True) == ["_drafts/b.md", "_posts/a.md"]


def test_drafts_folder_alone_excludes_nothing(tmp_path: Path) -> None:
    make_files(tmp_path, "_drafts/b.md", "about.md")
    assert scanned_paths(tmp_path) == ["about.md"]
    assert scanned_paths(tmp_path, include_drafts=True) == ["_drafts/b.md", "about.md"]


@pytest.mark.parametrize(
    "config", ["hugo.toml", "config.yaml", "zola.toml", "config/_default/hugo.toml"]
)
def test_hugo_and_zola_sites_are_scanned_in_content_only(tmp_path: Path, config: str) -> None:
    make_files(
        tmp_path, config, "content/_index.md", "content/post/a.md", "README.md", "themes/x.md"
    )
    assert scanned_paths(tmp_path) == ["content/_index.md", "content/post/a.md"]


def test_content_folder_without_generator_excludes_nothing(tmp_path: Path) -> None:
    make_files(tmp_path, "content/a.md", "b.md")
    assert scanned_paths(tmp_path) == ["b.md", "content/a.md"]


def test_stamps_match_file_status(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "b/c.md")
    result = scan_tree(str(tmp_path), include_drafts=False)
    for index, path in enumerate(result.paths):
        status = (tmp_path / path).stat()
        expected = [status.st_mtime_ns, status.st_size, status.st_ino]
        assert result.stamps[index * 3 : index * 3 + 3] == expected


def test_deep_tree_is_scanned(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 200)
    make_files(tmp_path, f"{deep}/deep.md")
    assert scanned_paths(tmp_path) == [f"{deep}/deep.md"]


def test_path_too_long_gives_warning(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md")
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("p" * 250, dir_fd=handle)
        inner = os.open("p" * 250, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    assert scanned_paths(tmp_path) == ["a.md"]
    (warning,) = warnings(tmp_path)
    assert "too long" in warning
    assert len(warning) < 250


def test_names_that_are_not_utf8_are_scanned(tmp_path: Path) -> None:
    name = b"bad-\xff\xfe\n.md"
    (tmp_path / os.fsdecode(name)).write_text("Words.")
    assert scanned_paths(tmp_path) == [os.fsdecode(name)]


def scan_with_outside_files(root: Path) -> ScanResult:
    outside = root.parent / "outside"
    make_files(outside, "secret.md", "dir/x.md")
    return scan_tree(str(root), include_drafts=False)


def test_links_out_of_tree_and_broken_links_give_warnings(tmp_path: Path) -> None:
    root = tmp_path / "root"
    make_files(root, "a.md")
    for name, target in {
        "out.md": "../outside/secret.md",
        "out-dir": "../outside/dir",
        "sibling": "../root-sibling",
        "self.md": "self.md",
        "dangling.md": "nowhere.md",
        "dangling.png": "nowhere.png",
        "zero.md": "/dev/zero",
        "environment.md": "/proc/self/environ",
    }.items():
        (root / name).symlink_to(target)
    make_files(tmp_path / "root-sibling", "b.md")
    result = scan_with_outside_files(root)
    assert result.paths == ["a.md"]
    names = sorted(warning.partition(":")[0] for warning in result.warnings)
    assert names == [
        *("dangling.md", "environment.md", "out-dir", "out.md", "self.md", "sibling", "zero.md"),
    ]


def test_links_to_scanned_files_give_no_warning(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "sub/b.md", "sub/deep/c.md")
    (tmp_path / "link.md").symlink_to("sub/b.md")
    (tmp_path / "sub-link").symlink_to("sub")
    (tmp_path / "sub/here").symlink_to(".")
    (tmp_path / "sub/deep/up").symlink_to("../..")
    (tmp_path / ".hidden-link.md").symlink_to("/etc/hostname")
    assert scanned_paths(tmp_path) == ["a.md", "sub/b.md", "sub/deep/c.md"]
    assert warnings(tmp_path) == []


def test_link_to_skipped_file_gives_warning(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/a.md", "notes/b.md", ".store/c.md")
    (tmp_path / "_posts/b.md").symlink_to("../notes/b.md")
    (tmp_path / "_posts/notes").symlink_to("../notes")
    (tmp_path / "_posts/c.md").symlink_to("../.store/c.md")
    assert scanned_paths(tmp_path) == ["_posts/a.md"]
    assert sorted(warnings(tmp_path)) == [
        "_posts/b.md: symbolic link to notes/b.md, which is not scanned; skipped",
        "_posts/c.md: symbolic link to .store/c.md, which is not scanned; skipped",
        "_posts/notes: symbolic link to notes, which is not scanned; skipped",
    ]


def test_root_may_be_a_link(tmp_path: Path) -> None:
    make_files(tmp_path / "real", "a.md")
    (tmp_path / "real/b.md").symlink_to("a.md")
    (tmp_path / "link").symlink_to("real")
    assert scanned_paths(tmp_path / "link") == ["a.md"]
    assert warnings(tmp_path / "link") == []


def test_special_files_named_like_posts_give_warnings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.md").symlink_to("pipe.md")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
    assert scanned_paths(tmp_path) == []
    assert sorted(warnings(tmp_path)) == [
        "link.md: symbolic link to a special file; skipped",
        "pipe.md: not a regular file; skipped",
        "socket.md: not a regular file; skipped",
    ]


def test_no_warnings_outside_of_posts_folders(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/a.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "gone.md").symlink_to("nowhere")
    assert warnings(tmp_path) == []


def test_folder_that_cannot_be_listed_gives_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_files(tmp_path, "open/a.md", "denied\n/b.md", "gone/c.md")
    real_open = os.open

    def failing_open(path: str, flags: int) -> int:
        if "denied" in path:
            raise PermissionError(13, "Permission denied")
        if "gone" in path:
            raise FileNotFoundError(2, "No such file or directory")
        return real_open(path, flags)

    monkeypatch.setattr(os, "open", failing_open)
    result = scan_tree(str(tmp_path), include_drafts=False)
    assert result.paths == ["open/a.md"]
    assert result.warnings == ["denied\\x0a/: permission denied"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_folder_without_permission_gives_warning(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "none/b.md", "names-only/c.md")
    (tmp_path / "none").chmod(0)
    (tmp_path / "names-only").chmod(0o444)
    try:
        result = scan_tree(str(tmp_path), include_drafts=False)
    finally:
        (tmp_path / "none").chmod(0o755)
        (tmp_path / "names-only").chmod(0o755)
    assert result.paths == ["a.md"]
    assert sorted(result.warnings) == [
        "names-only/c.md: permission denied",
        "none/: permission denied",
    ]


def test_missing_root_raises(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md")
    with pytest.raises(FileNotFoundError):
        scan_tree(str(tmp_path / "gone"), include_drafts=False)
    with pytest.raises(NotADirectoryError):
        scan_tree(str(tmp_path / "a.md"), include_drafts=False)


DATED = b"---\ntitle: T\ndate: 2024-01-02\n---\nWords.\n"


def test_leaf_bundle_is_one_article(tmp_path: Path) -> None:
    make_files(
        tmp_path,
        "hugo.toml",
        "content/post/one/index.md",
        "content/post/one/note.md",
        "content/post/one/page.html",
        "content/post/one/parts/index.md",
        "content/post/two/index.zh-cn.md",
        "content/post/two/index.md",
        "content/post/two/part.txt",
        "content/post/three.md",
        "content/docs/_index.md",
        "content/docs/page.md",
        "content/docs/more/page.md",
        "content/index.md",
        "content/about.md",
    )
    assert scanned_paths(tmp_path) == [
        "content/about.md",
        "content/docs/_index.md",
        "content/docs/more/page.md",
        "content/docs/page.md",
        "content/index.md",
        "content/post/one/index.md",
        "content/post/three.md",
        "content/post/two/index.md",
        "content/post/two/index.zh-cn.md",
    ]
    inner = [path.removeprefix("content/post/") for path in scanned_paths(tmp_path)[5:]]
    assert scanned_paths(tmp_path / "content" / "post") == inner


@pytest.mark.parametrize(
    ("front_matter", "is_bundle"),
    [
        (DATED, True),
        (b"\xef\xbb\xbf---\r\nDate: 2024-01-02\r\n---\r\n", True),
        (b"+++\ntitle = 'T'\ndate = 2024-01-02\n+++\n", True),
        (b"---\ntags: [a]\npublishDate: 2024-01-02\n---\n", True),
        (b"---\ntitle: T\n---\ndate: 2024-01-02\n", False),
        (b"# A section\n\ndate: 2024-01-02\n", False),
        (b"", False),
    ],
)
def test_folder_outside_of_sites_is_leaf_bundle_if_its_index_has_a_date(
    tmp_path: Path, front_matter: bytes, is_bundle: bool
) -> None:
    make_files(tmp_path, "posts/one/index.md", "posts/one/note.md", "index.md", "other.md")
    (tmp_path / "posts" / "one" / "index.md").write_bytes(front_matter)
    (tmp_path / "index.md").write_bytes(DATED)
    others = [] if is_bundle else ["posts/one/note.md"]
    assert scanned_paths(tmp_path) == ["index.md", "other.md", "posts/one/index.md", *others]


def test_folders_of_posts_have_no_leaf_bundles(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/one/index.md", "_posts/one/note.md")
    (tmp_path / "_posts" / "one" / "index.md").write_bytes(DATED)
    assert scanned_paths(tmp_path) == ["_posts/one/index.md", "_posts/one/note.md"]


def test_stamps_of_leaf_bundle_match_file_status(tmp_path: Path) -> None:
    make_files(tmp_path, "hugo.toml", "content/a/index.md", "content/a/b.md", "content/c.md")
    (tmp_path / "content" / "a" / "index.md").write_bytes(DATED)
    result = scan_tree(str(tmp_path), include_drafts=False)
    sizes = dict(zip(result.paths, result.stamps[1::3], strict=True))
    assert sizes == {
        path: (tmp_path / path).stat().st_size for path in ("content/a/index.md", "content/c.md")
    }
