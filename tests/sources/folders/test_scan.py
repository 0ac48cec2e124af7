"""What a walk finds in trees of every kind, and what it says of the rest."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from finews_tui.sources.folders.scan import Finds, walk


def make_files(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Words.\n")


def found(root: Path, *, include_drafts: bool = False) -> list[str]:
    return sorted(walk(str(root), include_drafts=include_drafts).paths)


def warnings(root: Path) -> list[str]:
    return walk(str(root), include_drafts=False).warnings


def test_a_plain_folder_gives_all_files_of_the_right_suffix(tmp_path: Path) -> None:
    make_files(tmp_path, "README.md", "a/b.MD", "a/c.html", "a/d/e.txt", "f.markdown", "g.htm")
    make_files(tmp_path, "x.png", "x.md~", "#x.md#", ".#x.md", "x.md.swp", ".hidden.md")
    make_files(tmp_path, ".git/x.md", "_site/x.md", "a/node_modules/x.md", "vendor/gem/x.md")
    assert found(tmp_path) == [
        "README.md",
        "a/b.MD",
        "a/c.html",
        "a/d/e.txt",
        "f.markdown",
        "g.htm",
    ]
    assert warnings(tmp_path) == []


@pytest.mark.parametrize("posts_folder", ["_posts", "old_post"])
def test_a_posts_folder_anywhere_leaves_out_all_other_files(
    tmp_path: Path, posts_folder: str
) -> None:
    make_files(tmp_path, "index.html", "category/a.html", "zzz/late.md", f"m/{posts_folder}/y/a.md")
    assert found(tmp_path) == [f"m/{posts_folder}/y/a.md"]


def test_posts_old_posts_and_hexo_folders_are_read_together(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/a.md", "old_post/b.md", "source/_posts/c.md", "source/about.md")
    assert found(tmp_path) == ["_posts/a.md", "old_post/b.md", "source/_posts/c.md"]


def test_drafts_are_read_on_request(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/a.md", "_drafts/b.md", "about.md")
    assert found(tmp_path) == ["_posts/a.md"]
    assert found(tmp_path, include_drafts=True) == ["_drafts/b.md", "_posts/a.md"]


def test_drafts_alone_do_not_make_a_site_of_posts(tmp_path: Path) -> None:
    make_files(tmp_path, "_drafts/b.md", "about.md")
    assert found(tmp_path) == ["about.md"]
    assert found(tmp_path, include_drafts=True) == ["_drafts/b.md", "about.md"]


@pytest.mark.parametrize(
    "config", ["hugo.toml", "config.yaml", "zola.toml", "config/_default/hugo.toml"]
)
def test_a_site_of_hugo_or_zola_is_its_content(tmp_path: Path, config: str) -> None:
    make_files(
        tmp_path, config, "content/_index.md", "content/post/a.md", "README.md", "themes/x.md"
    )
    assert found(tmp_path) == ["content/_index.md", "content/post/a.md"]


def test_content_without_a_generator_is_a_folder_like_any_other(tmp_path: Path) -> None:
    make_files(tmp_path, "content/a.md", "b.md")
    assert found(tmp_path) == ["b.md", "content/a.md"]


def test_stamps_are_what_the_system_says_of_each_file(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "b/c.md")
    finds = walk(str(tmp_path), include_drafts=False)
    for index, path in enumerate(finds.paths):
        status = (tmp_path / path).stat()
        expected = [status.st_mtime_ns, status.st_size, status.st_ino]
        assert finds.stamps[index * 3 : index * 3 + 3] == expected


def test_two_hundred_folders_deep_is_no_trouble(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 200)
    make_files(tmp_path, f"{deep}/deep.md")
    assert found(tmp_path) == [f"{deep}/deep.md"]


def test_a_path_too_long_for_the_system_is_a_warning(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md")
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("p" * 250, dir_fd=handle)
        inner = os.open("p" * 250, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    assert found(tmp_path) == ["a.md"]
    (warning,) = warnings(tmp_path)
    assert "too long" in warning
    assert len(warning) < 250


def test_names_that_are_not_utf8_are_found(tmp_path: Path) -> None:
    name = b"bad-\xff\xfe\n.md"
    (tmp_path / os.fsdecode(name)).write_text("Words.")
    assert found(tmp_path) == [os.fsdecode(name)]


def links_of(root: Path) -> Finds:
    outside = root.parent / "outside"
    make_files(outside, "secret.md", "dir/x.md")
    return walk(str(root), include_drafts=False)


def test_links_out_of_the_tree_and_to_nowhere_are_warnings(tmp_path: Path) -> None:
    root = tmp_path / "root"
    make_files(root, "a.md")
    for name, target in {
        "out.md": "../outside/secret.md",
        "out-dir": "../outside/dir",
        "beside": "../root-twin",
        "self.md": "self.md",
        "dangling.md": "nowhere.md",
        "dangling.png": "nowhere.png",
        "zero.md": "/dev/zero",
        "environment.md": "/proc/self/environ",
    }.items():
        (root / name).symlink_to(target)
    make_files(tmp_path / "root-twin", "twin.md")
    finds = links_of(root)
    assert finds.paths == ["a.md"]
    named = sorted(warning.partition(":")[0] for warning in finds.warnings)
    assert named == [
        *("beside", "dangling.md", "environment.md", "out-dir", "out.md", "self.md", "zero.md"),
    ]


def test_links_within_the_tree_are_left_out_quietly(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "sub/b.md", "sub/deep/c.md")
    (tmp_path / "link.md").symlink_to("sub/b.md")
    (tmp_path / "sub-link").symlink_to("sub")
    (tmp_path / "sub/here").symlink_to(".")
    (tmp_path / "sub/deep/up").symlink_to("../..")
    (tmp_path / ".hidden-link.md").symlink_to("/etc/hostname")
    assert found(tmp_path) == ["a.md", "sub/b.md", "sub/deep/c.md"]
    assert warnings(tmp_path) == []


def test_a_link_within_the_tree_to_what_is_not_read_is_a_warning(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/a.md", "notes/b.md", ".store/c.md")
    (tmp_path / "_posts/b.md").symlink_to("../notes/b.md")
    (tmp_path / "_posts/notes").symlink_to("../notes")
    (tmp_path / "_posts/c.md").symlink_to("../.store/c.md")
    assert found(tmp_path) == ["_posts/a.md"]
    assert sorted(warnings(tmp_path)) == [
        "_posts/b.md: left out, a link to notes/b.md, which is not read",
        "_posts/c.md: left out, a link to .store/c.md, which is not read",
        "_posts/notes: left out, a link to notes, which is not read",
    ]


def test_a_root_that_is_a_link_is_walked(tmp_path: Path) -> None:
    make_files(tmp_path / "real", "a.md")
    (tmp_path / "real/b.md").symlink_to("a.md")
    (tmp_path / "link").symlink_to("real")
    assert found(tmp_path / "link") == ["a.md"]
    assert warnings(tmp_path / "link") == []


def test_pipes_and_sockets_are_warnings_where_they_have_a_posts_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.md").symlink_to("pipe.md")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
    assert found(tmp_path) == []
    assert sorted(warnings(tmp_path)) == [
        "link.md: left out, a link to neither a file nor a folder",
        "pipe.md: left out, neither a file nor a folder",
        "socket.md: left out, neither a file nor a folder",
    ]


def test_what_is_wrong_beside_the_posts_is_no_news(tmp_path: Path) -> None:
    make_files(tmp_path, "_posts/a.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "gone.md").symlink_to("nowhere")
    assert warnings(tmp_path) == []


def test_a_folder_that_cannot_be_listed_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_files(tmp_path, "open/a.md", "shut\n/b.md", "gone/c.md")
    real_open = os.open

    def guarded(path: str, flags: int) -> int:
        if "shut" in path:
            raise PermissionError(13, "Permission denied")
        if "gone" in path:
            raise FileNotFoundError(2, "No such file or directory")
        return real_open(path, flags)

    monkeypatch.setattr(os, "open", guarded)
    finds = walk(str(tmp_path), include_drafts=False)
    assert finds.paths == ["open/a.md"]
    assert finds.warnings == ["shut\\x0a/: permission denied"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folders_without_rights_are_warnings(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md", "none/b.md", "names-only/c.md")
    (tmp_path / "none").chmod(0)
    (tmp_path / "names-only").chmod(0o444)
    try:
        finds = walk(str(tmp_path), include_drafts=False)
    finally:
        (tmp_path / "none").chmod(0o755)
        (tmp_path / "names-only").chmod(0o755)
    assert finds.paths == ["a.md"]
    assert sorted(finds.warnings) == [
        "names-only/c.md: permission denied",
        "none/: permission denied",
    ]


def test_a_root_that_is_gone_or_no_folder_raises(tmp_path: Path) -> None:
    make_files(tmp_path, "a.md")
    with pytest.raises(FileNotFoundError):
        walk(str(tmp_path / "gone"), include_drafts=False)
    with pytest.raises(NotADirectoryError):
        walk(str(tmp_path / "a.md"), include_drafts=False)
