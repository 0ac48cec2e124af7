"""Which article a file is, across moves, copies and posts that share a name."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from finews_tui.sources.folders.entry_ids import identities


def post(body: str, title: str = "A title") -> str:
    return f"---\ntitle: {title}\n---\n\n{body}\n"


def make_tree(root: Path, files: dict[str, str]) -> list[str]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return list(files)


def test_a_post_is_its_stem_and_any_other_file_its_path(tmp_path: Path) -> None:
    paths = ["_posts/2022-05-18-a.md", "old_post/y/b.html", "m/_drafts/c.md", "_posts/-2022.md"]
    assert identities(tmp_path, paths, {}) == {
        "_posts/2022-05-18-a.md": "2022-05-18-a",
        "old_post/y/b.html": "b",
        "m/_drafts/c.md": "c",
        "_posts/-2022.md": "-2022",
    }
    assert identities(tmp_path, ["a.md", "d/a.md"], {}) == {"a.md": "a.md", "d/a.md": "d/a.md"}


def test_ids_have_nothing_unfit_in_them(tmp_path: Path) -> None:
    ids = identities(tmp_path, ["a\x1b\udcff.md", "_posts/b\n.md"], {})
    assert list(ids.values()) == ["a\\x1b\\xff.md", "b\\x0a"]


def test_a_post_that_moved_keeps_its_id(tmp_path: Path) -> None:
    assert identities(tmp_path, ["old_post/a.md"], {"_posts/a.md": "a"}) == {"old_post/a.md": "a"}


def test_a_post_before_and_after_its_move_is_one_whatever_its_words(tmp_path: Path) -> None:
    paths = make_tree(tmp_path, {"old_post/a.md": post("Old words."), "_posts/a.md": post("New.")})
    assert identities(tmp_path, paths, {}) == {"_posts/a.md": "a"}
    assert identities(tmp_path, paths, {"old_post/a.md": "a"}) == {"_posts/a.md": "a"}


def test_posts_of_one_name_and_different_bodies_are_two(tmp_path: Path) -> None:
    paths = make_tree(tmp_path, {"zh/_posts/a.md": post("中文"), "en/_posts/a.md": post("English")})
    assert identities(tmp_path, paths, {}) == {"en/_posts/a.md": "a", "zh/_posts/a.md": "zh/a"}


def test_posts_of_one_name_and_equal_bodies_are_one(tmp_path: Path) -> None:
    files = {"zh/_posts/a.md": post("Same.", "Chinese"), "en/_posts/a.md": post("Same.", "English")}
    paths = make_tree(tmp_path, files)
    assert identities(tmp_path, paths, {}) == {"en/_posts/a.md": "a"}


def test_who_came_first_keeps_the_stem(tmp_path: Path) -> None:
    paths = make_tree(tmp_path, {"zh/_posts/a.md": post("中文"), "en/_posts/a.md": post("English")})
    known = {"zh/_posts/a.md": "a"}
    assert identities(tmp_path, paths, known) == {"zh/_posts/a.md": "a", "en/_posts/a.md": "en/a"}


def test_both_of_one_name_keep_their_ids_when_they_move(tmp_path: Path) -> None:
    known = {"en/_posts/a.md": "a", "zh/_posts/a.md": "zh/a"}
    moved = make_tree(
        tmp_path, {"zh/old_post/a.md": post("中文"), "en/old_post/a.md": post("English")}
    )
    expected = {"zh/old_post/a.md": "zh/a", "en/old_post/a.md": "a"}
    assert identities(tmp_path, moved, known) == expected
    alone = ["zh/old_post/a.md"]
    assert identities(tmp_path, alone, known) == {"zh/old_post/a.md": "zh/a"}


def test_one_name_twice_below_one_posts_folder(tmp_path: Path) -> None:
    files = {
        "_posts/a.md": post("One."),
        "_posts/a.html": post("Two."),
        "_posts/b/a.md": post("Three."),
        "_posts/c/a.md": post("One."),
    }
    assert identities(tmp_path, make_tree(tmp_path, files), {}) == {
        "_posts/a.html": "a",
        "_posts/a.md": "a.md",
        "_posts/b/a.md": "b/a",
    }


def test_bodies_are_compared_only_for_names_that_meet(tmp_path: Path) -> None:
    gone = ["zh/_posts/a.md", "en/_posts/b.md"]
    assert identities(tmp_path, gone, {}) == {"zh/_posts/a.md": "a", "en/_posts/b.md": "b"}


def test_a_file_that_cannot_be_compared_is_an_article_of_its_own(tmp_path: Path) -> None:
    paths = make_tree(tmp_path, {"en/_posts/a.md": post("English")})
    ids = identities(tmp_path, [*paths, "zh/_posts/a.md"], {})
    assert ids == {"en/_posts/a.md": "a", "zh/_posts/a.md": "zh/a"}


def test_an_id_that_is_taken_gives_way_to_the_path(tmp_path: Path) -> None:
    files = {
        "en/_posts/a.md": post("English"),
        "zh/_posts/a.md": post("中文"),
        "zh/_posts/a.html": post("另一篇"),
        "_drafts/x.md.md": post("A draft."),
        "x.md": post("A page."),
    }
    ids = identities(tmp_path, make_tree(tmp_path, files), {})
    assert ids["en/_posts/a.md"] == "a"
    assert ids["zh/_posts/a.html"] == "zh/a"
    assert ids["zh/_posts/a.md"] == "zh/_posts/a.md"
    assert len(set(ids.values())) == len(files)


def test_what_is_known_stays_whatever_the_rules_would_say(tmp_path: Path) -> None:
    assert identities(tmp_path, ["a.md"], {"a.md": "from-before"}) == {"a.md": "from-before"}


folders = st.sampled_from(
    [
        "",
        "_posts/",
        "old_post/",
        "_drafts/",
        "zh/_posts/",
        "zh/old_post/",
        "en/_posts/",
        "_posts/b/",
    ]
)
trees = st.dictionaries(
    st.builds(
        lambda folder, name: folder + name, folders, st.sampled_from(["a.md", "a.html", "b.md"])
    ),
    st.sampled_from(["One.", "Two."]).map(post),
    max_size=12,
)


@settings(max_examples=60)
@given(trees)
def test_ids_are_unique_and_stay_in_the_next_sync(tree: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as root:
        paths = make_tree(Path(root), tree)
        ids = identities(Path(root), paths, {})
        assert len(set(ids.values())) == len(ids)
        assert set(ids) <= set(paths)
        assert {path for path in paths if "/" not in path} <= set(ids)
        assert identities(Path(root), paths, ids) == ids
        assert identities(Path(root), paths[::-1], {}) == ids


def test_who_had_the_stem_keeps_it_though_both_files_are_new(tmp_path: Path) -> None:
    paths = make_tree(
        tmp_path, {"zh/old_post/a.md": post("中文"), "en/_posts/a.md": post("English")}
    )
    known = {"zh/_posts/a.md": "a"}
    assert identities(tmp_path, paths, known) == {"zh/old_post/a.md": "a", "en/_posts/a.md": "en/a"}


def test_a_copy_of_an_article_with_a_long_id_is_a_copy(tmp_path: Path) -> None:
    files = {"en/_posts/a.md": post("English"), "zh/_posts/a.md": post("中文")}
    paths = make_tree(tmp_path, {**files, "tw/_posts/a.md": post("中文")})
    known = {"en/_posts/a.md": "a", "zh/_posts/a.md": "zh/a"}
    assert identities(tmp_path, paths, known) == known
