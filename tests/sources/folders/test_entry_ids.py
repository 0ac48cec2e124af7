"""Entry ids for moves, copies and posts with equal names."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from finews_tui.sources.folders.entry_ids import assign_entry_ids


def post(body: str, title: str = "A title") -> str:
    return f"---\ntitle: {title}\n---\n\n{body}\n"


def make_tree(root: Path, files: dict[str, str]) -> list[str]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return list(files)


def test_id_of_post_is_stem_and_of_other_file_its_path(tmp_path: Path) -> None:
    paths = ["_posts/2022-05-18-a.md", "old_post/y/b.html", "m/_drafts/c.md", "_posts/-2022.md"]
    assert assign_entry_ids(tmp_path, paths, {}) == {
        "_posts/2022-05-18-a.md": "2022-05-18-a",
        "old_post/y/b.html": "b",
        "m/_drafts/c.md": "c",
        "_posts/-2022.md": "-2022",
    }
    assert assign_entry_ids(tmp_path, ["a.md", "d/a.md"], {}) == {
        "a.md": "a.md",
        "d/a.md": "d/a.md",
    }


def test_ids_are_escaped(tmp_path: Path) -> None:
    ids = assign_entry_ids(tmp_path, ["a\x1b\udcff.md", "_posts/b\n.md"], {})
    assert list(ids.values()) == ["a\\x1b\\xff.md", "b\\x0a"]


def test_moved_post_keeps_its_id(tmp_path: Path) -> None:
    assert assign_entry_ids(tmp_path, ["old_post/a.md"], {"_posts/a.md": "a"}) == {
        "old_post/a.md": "a"
    }


def test_moved_and_edited_post_is_one_article(tmp_path: Path) -> None:
    paths = make_tree(tmp_path, {"old_post/a.md": post("Old words."), "_posts/a.md": post("New.")})
    assert assign_entry_ids(tmp_path, paths, {}) == {"_posts/a.md": "a"}
    assert assign_entry_ids(tmp_path, paths, {"old_post/a.md": "a"}) == {"_posts/a.md": "a"}


def test_equal_names_with_different_bodies_are_two_articles(tmp_path: Path) -> None:
    paths = make_tree(tmp_path, {"zh/_posts/a.md": post("中文"), "en/_posts/a.md": post("English")})
    assert assign_entry_ids(tmp_path, paths, {}) == {
        "en/_posts/a.md": "a",
        "zh/_posts/a.md": "zh/a",
    }


def test_equal_names_with_equal_bodies_are_one_article(tmp_path: Path) -> None:
    files = {"zh/_posts/a.md": post("Same.", "Chinese"), "en/_posts/a.md": post("Same.", "English")}
    paths = make_tree(tmp_path, files)
    assert assign_entry_ids(tmp_path, paths, {}) == {"en/_posts/a.md": "a"}


def test_known_post_keeps_short_id(tmp_path: Path) -> None:
    paths = make_tree(tmp_path, {"zh/_posts/a.md": post("中文"), "en/_posts/a.md": post("English")})
    known = {"zh/_posts/a.md": "a"}
    assert assign_entry_ids(tmp_path, paths, known) == {
        "zh/_posts/a.md": "a",
        "en/_posts/a.md": "en/a",
    }


def test_posts_of_equal_names_keep_ids_when_moved(tmp_path: Path) -> None:
    known = {"en/_posts/a.md": "a", "zh/_posts/a.md": "zh/a"}
    moved = make_tree(
        tmp_path, {"zh/old_post/a.md": post("中文"), "en/old_post/a.md": post("English")}
    )
    expected = {"zh/old_post/a.md": "zh/a", "en/old_post/a.md": "a"}
    assert assign_entry_ids(tmp_path, moved, known) == expected
    single = ["zh/old_post/a.md"]
    assert assign_entry_ids(tmp_path, single, known) == {"zh/old_post/a.md": "zh/a"}


def test_equal_names_in_one_posts_folder(tmp_path: Path) -> None:
    files = {
        "_posts/a.md": post("One."),
        "_posts/a.html": post("Two."),
        "_posts/b/a.md": post("Three."),
        "_posts/c/a.md": post("One."),
    }
    assert assign_entry_ids(tmp_path, make_tree(tmp_path, files), {}) == {
        "_posts/a.html": "a",
        "_posts/a.md": "a.md",
        "_posts/b/a.md": "b/a",
    }


def test_bodies_are_read_only_for_equal_names(tmp_path: Path) -> None:
    missing = ["zh/_posts/a.md", "en/_posts/b.md"]
    assert assign_entry_ids(tmp_path, missing, {}) == {"zh/_posts/a.md": "a", "en/_posts/b.md": "b"}


def test_unreadable_file_is_a_separate_article(tmp_path: Path) -> None:
    paths = make_tree(tmp_path, {"en/_posts/a.md": post("English")})
    ids = assign_entry_ids(tmp_path, [*paths, "zh/_posts/a.md"], {})
    assert ids == {"en/_posts/a.md": "a", "zh/_posts/a.md": "zh/a"}


def test_id_falls_back_to_path_if_taken(tmp_path: Path) -> None:
    files = {
        "en/_posts/a.md": post("English"),
        "zh/_posts/a.md": post("中文"),
        "zh/_posts/a.html": post("另一篇"),
        "_drafts/x.md.md": post("A draft."),
        "x.md": post("A page."),
    }
    ids = assign_entry_ids(tmp_path, make_tree(tmp_path, files), {})
    assert ids["en/_posts/a.md"] == "a"
    assert ids["zh/_posts/a.html"] == "zh/a"
    assert ids["zh/_posts/a.md"] == "zh/_posts/a.md"
    assert len(set(ids.values())) == len(files)


def test_known_ids_do_not_change(tmp_path: Path) -> None:
    assert assign_entry_ids(tmp_path, ["a.md"], {"a.md": "from-before"}) == {"a.md": "from-before"}


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
def test_ids_are_unique_and_stable(tree: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as root:
        paths = make_tree(Path(root), tree)
        ids = assign_entry_ids(Path(root), paths, {})
        assert len(set(ids.values())) == len(ids)
        assert set(ids) <= set(paths)
        assert {path for path in paths if "/" not in path} <= set(ids)
        assert assign_entry_ids(Path(root), paths, ids) == ids
        assert assign_entry_ids(Path(root), paths[::-1], {}) == ids


def test_moved_post_keeps_short_id_if_new_post_has_same_name(tmp_path: Path) -> None:
    paths = make_tree(
        tmp_path, {"zh/old_post/a.md": post("中文"), "en/_posts/a.md": post("English")}
    )
    known = {"zh/_posts/a.md": "a"}
    assert assign_entry_ids(tmp_path, paths, known) == {
        "zh/old_post/a.md": "a",
        "en/_posts/a.md": "en/a",
    }


def test_copy_of_article_with_long_id_has_no_id(tmp_path: Path) -> None:
    files = {"en/_posts/a.md": post("English"), "zh/_posts/a.md": post("中文")}
    paths = make_tree(tmp_path, {**files, "tw/_posts/a.md": post("中文")})
    known = {"en/_posts/a.md": "a", "zh/_posts/a.md": "zh/a"}
    assert assign_entry_ids(tmp_path, paths, known) == known
