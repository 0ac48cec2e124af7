"""The names of posts: their stems, places, categories by folder, and how they are shown."""

from __future__ import annotations

import pytest

from finews_tui.sources.folders.file_names import (
    Place,
    folder_of,
    is_post_name,
    place_of,
    post_name,
    shown,
    stem,
    visible,
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
def test_posts_are_known_by_their_suffix(name: str, is_post: bool) -> None:
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
def test_a_stem_is_the_name_without_its_suffix(name: str, expected: str) -> None:
    assert stem(name) == expected


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("_posts/a.md", Place("", "_posts", "", "a.md")),
        ("old_post/a.md", Place("", "old_post", "", "a.md")),
        ("zh/_posts/2022/05/a.md", Place("zh", "_posts", "2022/05", "a.md")),
        ("x/y/_drafts/a.md", Place("x/y", "_drafts", "", "a.md")),
        ("a.md", None),
        ("posts/a.md", None),
        ("a/_posts", None),
    ],
)
def test_the_place_of_a_post_is_told_by_its_posts_folder(path: str, place: Place | None) -> None:
    assert place_of(path) == place


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
def test_the_folder_of_a_post_is_what_people_named(path: str, folder: str) -> None:
    assert folder_of(path) == folder


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
def test_an_index_is_called_as_its_folder(path: str, name: str) -> None:
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
def test_unfit_characters_become_visible(path: str, expected: str) -> None:
    assert visible(path) == expected


def test_two_names_never_look_alike() -> None:
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
    assert len({visible(name) for name in names}) == len(names)


def test_a_long_name_keeps_its_ends_in_a_message() -> None:
    text = shown("first" + "-" * 4000 + "last.md")
    assert text.startswith("first-")
    assert text.endswith("-last.md")
    assert len(text) < 200
