"""File names of posts: stems, paths, default categories, escaping."""

from __future__ import annotations

import pytest

from finews_tui.sources.folders.file_names import (
    PostPath,
    display_path,
    escape_path,
    folder_category,
    is_post_name,
    parse_post_path,
    post_name,
    post_stem,
)


@pytest.mark.parametrize(
    ("name", "is_post"),
    [
        ("a.md", True),
        ("UPPER.MD", True),
        ("a.markdown", True),
        ("a.Html", True),
        ("a.htm", True),
        ("a.txt", True),
        ("~.md", True),
        (".hidden.md", False),
        (".#lock.md", False),
        ("#lock.md#", False),
        ("backup.md~", False),
        ("a.md.swp", False),
        ("a.exe", False),
        ("md", False),
    ],
)
def test_is_post_name(name: str, is_post: bool) -> None:
    assert is_post_name(name) is is_post


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2022-05-18-NW2022.md", "2022-05-18-NW2022"),
        ("-202205262391921712.md", "-202205262391921712"),
        ("a.b.MARKDOWN", "a.b"),
        ("no-suffix", "no-suffix"),
        ("a.tar", "a.tar"),
    ],
)
def test_post_stem(name: str, expected: str) -> None:
    assert post_stem(name) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_posts/a.md", PostPath("", "_posts", "", "a.md")),
        ("old_post/a.md", PostPath("", "old_post", "", "a.md")),
        ("zh/_posts/2022/05/a.md", PostPath("zh", "_posts", "2022/05", "a.md")),
        ("x/y/_drafts/a.md", PostPath("x/y", "_drafts", "", "a.md")),
        ("a.md", None),
        ("posts/a.md", None),
        ("a/_posts", None),
    ],
)
def test_parse_post_path(path: str, expected: PostPath | None) -> None:
    assert parse_post_path(path) == expected


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("a.md", ""),
        ("_posts/a.md", ""),
        ("_posts/em001/a.md", "em001"),
        ("_posts/2022/05/a.md", ""),
        ("zh/_posts/a.md", "zh"),
        ("zh/_posts/tech/a.md", "zh/tech"),
        ("source/_posts/a.md", ""),
        ("content/a.md", ""),
        ("content/post/a.md", "post"),
        ("notes/2021/a.md", "notes/2021"),
        ("content/post/2022-05-18-a/index.md", "post"),
        ("content/index.md", ""),
        ("about/index.html", ""),
        ("bad\udcff\n/a.md", "bad\\xff\\x0a"),
    ],
)
def test_folder_category(path: str, folder: str) -> None:
    assert folder_category(path) == folder


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/b.md", "b.md"),
        ("content/post/2022-05-18-a/index.md", "2022-05-18-a.md"),
        ("about/INDEX.Html", "about.Html"),
        ("content/index.md", "index.md"),
        ("_posts/index.md", "index.md"),
        ("index.md", "index.md"),
        ("post/_index.md", "_index.md"),
        ("a/b\n.md", "b\\x0a.md"),
    ],
)
def test_post_name_of_page_bundle(path: str, name: str) -> None:
    assert post_name(path) == name


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("新闻/家庭👨‍👩‍👧 ﷽.md", "新闻/家庭👨‍👩‍👧 ﷽.md"),
        ("back\\slash.md", "back\\slash.md"),
        ("new\nline\ttab.md", "new\\x0aline\\x09tab.md"),
        ("esc\x1b]0;x\x07", "esc\\x1b]0;x\\x07"),
        ("c1\x9b31m", "c1\\u009b31m"),
        ("byte\udc9b", "byte\\x9b"),
        ("\u202egpj", "\\u202egpj"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("line\u2028end", "line\\u2028end"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("non\U0001ffff", "non\\U0001ffff"),
        ("looks\\x1blike", "looks\\\\x1blike"),
    ],
)
def test_escape_path(path: str, expected: str) -> None:
    assert escape_path(path) == expected


def test_escaped_paths_are_unique() -> None:
    names = [
        "\x1b",
        "\\x1b",
        "\\\\x1b",
        "\x9b",
        "\udc9b",
        "\\u009b",
        "\\x9b",
        "\\\x1b",
        "a\x00",
        "a",
    ]
    assert len({escape_path(name) for name in names}) == len(names)


def test_display_path_shortens_the_middle() -> None:
    text = display_path("first" + "-" * 4000 + "last.md")
    assert text.startswith("first-")
    assert text.endswith("-last.md")
    assert len(text) < 200
