"""Undo and redo of sequences of changes, also after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finews_tui.library.changes.bookmarks import BookmarkFileChange
from finews_tui.library.changes.change import Change, CompositeChange
from finews_tui.library.changes.read_marks import ReadStateChange
from finews_tui.library.changes.saved_queries import SavedQueryChange, remove_query, save_query
from finews_tui.library.changes.serialization import from_bytes, to_bytes
from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.store import undo_log
from finews_tui.system.paths import Paths
from tests.library.post_folder import PostFolder, open_library, sync_folder

DAYS = range(1, 7)
NAMES = ("fog", "雾", "tide")


@pytest.fixture
def filled(library: Library, folder: PostFolder) -> Library:
    """Six articles of one source."""
    for day in DAYS:
        folder.write(f"2026-03-0{day}-post.md", f"第{day}天", date=f"2026-03-0{day}")
    library.sources.add_directory(str(folder.root), name="wire")
    sync_folder(library)
    return library


def state_of(library: Library) -> object:
    """Return all data the user can change: marks, bookmark files, saved queries."""
    numbers = library.articles.listing(parse(""))
    rows = [
        (headline.number, headline.is_read, headline.is_bookmarked)
        for headline in library.articles.headlines(numbers)
    ]
    folder = library.paths.bookmarks_directory
    files = {path.name: path.read_bytes() for path in folder.glob("*")} if folder.exists() else {}
    states = [(state.source.name, state.unread) for state in library.sources.states()]
    return rows, files, library.state.saved_queries(), states, library.sources.totals()


def perform(library: Library, kind: str, index: int, is_on: bool) -> Change:
    """Perform an action of the user; return the change that undoes it."""
    number = library.articles.listing(parse(""))[index % len(DAYS)]
    name = NAMES[index % len(NAMES)]
    actions: dict[str, Callable[[], Change]] = {
        "mark": lambda: library.mark_read([number], is_on),
        "all": lambda: library.mark_query_read(parse(""), is_on),
        "some": lambda: library.mark_read(library.articles.listing(parse(""))[:index], is_on),
        "bookmark": lambda: library.set_bookmark(number, is_on),
        "several": lambda: CompositeChange(
            "several", tuple(library.set_bookmark(repeated, is_on) for repeated in (number, number))
        ),
        "query": lambda: save_query(library.stores, name, f"fog {index}"),
        "remove": lambda: remove_query(library.stores, name),
    }
    return actions[kind]()


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
def test_undo_and_redo_of_any_sequence_restore_each_state(
    filled: Library, actions: list[tuple[str, int, bool]]
) -> None:
    with filled.stores.state.writing() as state:
        undo_log.delete_undone(state)
    states = [state_of(filled)]
    for kind, index, is_on in actions:
        change = perform(filled, kind, index, is_on)
        if change.count:
            filled.record(change)
            states.append(state_of(filled))
    for before in reversed(states[:-1]):
        assert filled.undo() is not None
        assert state_of(filled) == before
    for after in states[1:]:
        assert filled.redo() is not None
        assert state_of(filled) == after
    assert filled.redo() is None
    while filled.undo() is not None:
        pass
    assert state_of(filled) == states[0]


def test_undo_survives_restart_and_loss_of_cache(filled: Library, paths: Paths) -> None:
    filled.record(filled.mark_query_read(parse(""), True))
    filled.record(filled.set_bookmark(filled.articles.listing(parse(""))[0], True))
    filled.close()
    for path in paths.cache_directory.glob("cache.db*"):
        path.unlink()
    with open_library(paths) as library:
        sync_folder(library)
        undone = library.undo()
        assert undone is not None
        assert undone.label == "Bookmarked"
        assert not library.bookmarks.all()
        undone = library.undo()
        assert undone is not None
        assert undone.count == len(DAYS)
        assert library.articles.count(parse("is:unread")) == len(DAYS)
        assert library.undo() is None


def test_undo_and_redo_have_the_same_label(filled: Library) -> None:
    change = filled.mark_query_read(parse(""), True)
    filled.record(change)
    for is_redo in (False, True, False, True):
        applied = filled.redo() if is_redo else filled.undo()
        assert applied is not None
        assert applied.label == change.label == "Marked 6 articles as read"


def test_new_change_clears_redo(filled: Library) -> None:
    filled.record(save_query(filled.stores, "fog", "fog"))
    filled.undo()
    filled.record(save_query(filled.stores, "tide", "tide"))
    assert filled.redo() is None


def test_undo_restores_removed_query_at_its_position(filled: Library) -> None:
    for name in NAMES:
        save_query(filled.stores, name, name)
    filled.record(remove_query(filled.stores, NAMES[1]))
    filled.undo()
    assert [saved.name for saved in filled.state.saved_queries()] == list(NAMES)


def test_undo_log_is_limited_in_records_and_bytes(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_log, "MAX_RECORDS", 3)
    for number in range(6):
        filled.record(save_query(filled.stores, "fog", f"fog {number}"))
    undone = 0
    while filled.undo() is not None:
        undone += 1
    assert undone <= 3
    monkeypatch.setattr(undo_log, "MAX_BYTES", 1)
    filled.record(save_query(filled.stores, "fog", "another"))
    assert filled.undo() is not None
    assert filled.state.saved_queries()[0].text == "fog 2"


def test_unreadable_undo_record_is_skipped(filled: Library) -> None:
    filled.record(save_query(filled.stores, "fog", "fog"))
    with filled.stores.state.writing() as state:
        undo_log.push_record(state, b"not a record", is_undone=False)
    undone = filled.undo()
    assert undone is not None
    assert undone.label == "Saved query “fog”"


def test_change_that_cannot_be_undone_stays_recorded(filled: Library) -> None:
    number = filled.articles.listing(parse(""))[0]
    filled.set_bookmark(number, True)
    filled.record(filled.set_bookmark(number, False))
    folder: Path = filled.paths.bookmarks_directory
    folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(Exception, match="bookmarks"):
        filled.undo()
    folder.unlink()
    assert filled.undo() is not None
    assert len(filled.bookmarks.all()) == 1


@pytest.mark.parametrize(
    "change",
    [
        ReadStateChange("Marked 3 articles as read", False, (("wire", "一"), ("posts", "b"))),
        BookmarkFileChange("Removed bookmark", 7, "a.md", b"\xff\x00", True),
        SavedQueryChange("Saved query “fog”", "fog", None, "fog", 3),
        CompositeChange(
            "2 bookmarked",
            (ReadStateChange("a", True), ReadStateChange("b", True, (("wire", "x"),))),
        ),
    ],
)
def test_serialized_change_is_restored_equal(change: Change) -> None:
    assert from_bytes(to_bytes(change)) == change
