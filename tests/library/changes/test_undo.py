"""Undo: whatever was done in whatever order, undone, gives the state before; also tomorrow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finews_tui.library.changes.read_marks import KeptFile, Marked, Several
from finews_tui.library.changes.saved_queries import SavedChange, remove_query, save_query
from finews_tui.library.changes.serialization import Change, from_bytes, to_bytes
from finews_tui.library.changes.undo import remember, turn_back
from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.store import undo_log as changes
from finews_tui.store.user_state import Mark
from finews_tui.system.paths import Paths
from tests.library.made import Folder, open_library, synced

DAYS = range(1, 7)
NAMES = ("fog", "雾", "tide")


@pytest.fixture
def filled(library: Library, folder: Folder) -> Library:
    """Six articles of one source."""
    for day in DAYS:
        folder.write(f"2026-03-0{day}-post.md", f"第{day}天", date=f"2026-03-0{day}")
    library.add_source(str(folder.root), name="wire")
    synced(library)
    return library


def state_of(library: Library) -> object:
    """All that the user may change: marks, bookmarks with their files, saved queries in order."""
    numbers = library.listing(parse(""))
    rows = [(one.number, one.is_read, one.is_bookmarked) for one in library.headlines(numbers)]
    folder = library.paths.bookmarks_directory
    files = {path.name: path.read_bytes() for path in folder.glob("*")} if folder.exists() else {}
    states = [(one.source.name, one.unread) for one in library.sources()]
    return rows, files, library.saved_queries(), states, library.totals()


def deed(library: Library, kind: str, which: int, is_on: bool) -> Change:
    """One thing that a user may do."""
    number = library.listing(parse(""))[which % len(DAYS)]
    name = NAMES[which % len(NAMES)]
    deeds: dict[str, Callable[[], Change]] = {
        "mark": lambda: library.mark_read([number], is_on),
        "all": lambda: library.mark_query(parse(""), is_on),
        "some": lambda: library.mark_read(library.listing(parse(""))[:which], is_on),
        "bookmark": lambda: library.set_bookmark(number, is_on),
        "several": lambda: Several(
            "several", tuple(library.set_bookmark(one, is_on) for one in (number, number))
        ),
        "query": lambda: save_query(library, name, f"fog {which}"),
        "remove": lambda: remove_query(library, name),
    }
    return deeds[kind]()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("mark", "all", "some", "bookmark", "several", "query", "remove")),
            st.integers(0, 6),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_any_sequence_undone_gives_the_state_before_and_redone_the_one_after(
    filled: Library, deeds: list[tuple[str, int, bool]]
) -> None:
    with filled.stores.state.writing() as state:
        changes.forget_undone(state)
    states = [state_of(filled)]
    for kind, which, is_on in deeds:
        change = deed(filled, kind, which, is_on)
        if change.count:
            remember(filled, change)
            states.append(state_of(filled))
    for before in reversed(states[:-1]):
        assert turn_back(filled) is not None
        assert state_of(filled) == before
    for after in states[1:]:
        assert turn_back(filled, is_redo=True) is not None
        assert state_of(filled) == after
    assert turn_back(filled, is_redo=True) is None
    while turn_back(filled) is not None:
        pass
    assert state_of(filled) == states[0]


def test_a_restart_and_the_loss_of_the_cache_take_no_undo_away(
    filled: Library, paths: Paths
) -> None:
    remember(filled, filled.mark_query(parse(""), True))
    remember(filled, filled.set_bookmark(filled.listing(parse(""))[0], True))
    filled.close()
    for path in paths.cache_directory.glob("cache.db*"):
        path.unlink()
    with open_library(paths) as library:
        synced(library)
        undone = turn_back(library)
        assert undone is not None
        assert undone.label == "bookmarked"
        assert not library.bookmarks()
        undone = turn_back(library)
        assert undone is not None
        assert undone.count == len(DAYS)
        assert library.count(parse("is:unread")) == len(DAYS)
        assert turn_back(library) is None


def test_what_was_done_is_told_alike_when_it_is_undone_and_done_again(filled: Library) -> None:
    change = filled.mark_query(parse(""), True)
    remember(filled, change)
    for is_redo in (False, True, False, True):
        turned = turn_back(filled, is_redo=is_redo)
        assert turned is not None
        assert turned.label == change.label == "6 marked read"


def test_a_new_change_forgets_what_was_undone(filled: Library) -> None:
    remember(filled, save_query(filled, "fog", "fog"))
    turn_back(filled)
    remember(filled, save_query(filled, "tide", "tide"))
    assert turn_back(filled, is_redo=True) is None


def test_a_query_that_comes_back_stands_where_it_stood(filled: Library) -> None:
    for name in NAMES:
        save_query(filled, name, name)
    remember(filled, remove_query(filled, NAMES[1]))
    turn_back(filled)
    assert [saved.name for saved in filled.saved_queries()] == list(NAMES)


def test_what_is_kept_is_bounded(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST", 3)
    for number in range(6):
        remember(filled, save_query(filled, "fog", f"fog {number}"))
    undone = 0
    while turn_back(filled) is not None:
        undone += 1
    assert undone <= 3
    monkeypatch.setattr(changes, "MOST_BYTES", 1)
    remember(filled, save_query(filled, "fog", "another"))
    assert turn_back(filled) is not None
    assert filled.saved_queries()[0].text == "fog 2"


def test_a_change_of_another_version_is_passed_over(filled: Library) -> None:
    remember(filled, save_query(filled, "fog", "fog"))
    with filled.stores.state.writing() as state:
        changes.push(state, b"what is this", is_undone=False)
    undone = turn_back(filled)
    assert undone is not None
    assert undone.label == "fog saved"


def test_a_change_that_cannot_be_undone_stays(filled: Library) -> None:
    number = filled.listing(parse(""))[0]
    filled.set_bookmark(number, True)
    remember(filled, filled.set_bookmark(number, False))
    folder: Path = filled.paths.bookmarks_directory
    folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(Exception, match="bookmarks"):
        turn_back(filled)
    folder.unlink()
    assert turn_back(filled) is not None
    assert len(filled.bookmarks()) == 1


@pytest.mark.parametrize(
    "change",
    [
        Marked("3 marked read", (Mark("wire", "一", True), Mark("posts", "b", True))),
        Marked("bookmark removed", bookmark=KeptFile(7, "a.md", b"\xff\x00", False)),
        SavedChange("fog saved", "fog", None, "fog", 3),
        Several("2 bookmarked", (Marked("a"), Marked("b", (Mark("wire", "x", False),)))),
    ],
)
def test_changes_come_back_as_they_were_kept(change: Change) -> None:
    assert from_bytes(to_bytes(change)) == change
