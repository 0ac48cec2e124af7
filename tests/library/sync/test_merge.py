"""Write plans of a sync: new, changed and unchanged entries, and read state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from finews_tui.library.sync.merge import AgeCutoff, needs_mark, plan_writes
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store.article_writes import StoredArticle
from finews_tui.store.prepared_entry import PreparedEntry, prepare_entry
from tests.store.entries import make_entry

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CUTOFF = AgeCutoff(
    read_before=unix_seconds(NOW - timedelta(days=40)),
    read_before_today=unix_seconds(NOW - timedelta(days=30)),
    discard_before=unix_seconds(NOW - timedelta(days=90)),
)


def entry(name: str, days_ago: int | None = 1) -> PreparedEntry:
    published = None if days_ago is None else NOW - timedelta(days=days_ago)
    return prepare_entry("wire", make_entry(name, published=published))


def stored(prepared: PreparedEntry, *, is_bookmarked: bool = False) -> dict[int, StoredArticle]:
    return {prepared.key: StoredArticle(1, prepared.entry_hash, False, is_bookmarked)}


@pytest.mark.parametrize(
    ("days_ago", "is_read", "read_marks"),
    [(1, False, ()), (35, True, ("a",)), (50, True, ()), (None, False, ())],
)
def test_new_article_older_than_cutoff_is_read(
    days_ago: int | None, is_read: bool, read_marks: tuple[str, ...]
) -> None:
    plan = plan_writes([entry("a", days_ago)], {}, {}, CUTOFF)
    (article,) = plan.new
    assert article.is_read is is_read
    assert plan.read_by_age == is_read
    assert plan.read_marks == read_marks


@pytest.mark.parametrize("mark", [True, False])
def test_user_mark_takes_precedence_over_age(mark: bool) -> None:
    plan = plan_writes([entry("new"), entry("old", 50)], {}, {"new": mark, "old": mark}, CUTOFF)
    assert [article.is_read for article in plan.new] == [mark, mark]
    assert (plan.read_by_age, plan.read_marks) == (0, ())


def test_expired_entry_is_discarded_and_without_cutoffs_is_unread() -> None:
    ancient = entry("ancient", 100)
    assert plan_writes([ancient], {}, {}, CUTOFF).new == ()
    (article,) = plan_writes([ancient], {}, {}, AgeCutoff(None, None)).new
    assert not article.is_read


def test_stored_article_is_written_only_if_entry_changed() -> None:
    before = entry("a")
    assert plan_writes([before], stored(before), {}, CUTOFF).changed == ()
    after = replace(before, entry_hash=b"other")
    assert plan_writes([after], stored(before), {}, CUTOFF).changed == (
        (stored(before)[before.key], after),
    )


def test_bookmark_is_never_overwritten() -> None:
    before = entry("a")
    articles = stored(before, is_bookmarked=True)
    after = replace(before, entry_hash=b"other")
    plan = plan_writes([after], articles, {}, CUTOFF)
    assert (plan.new, plan.changed) == ((), ())
    assert plan.for_bookmarks == ((articles[before.key], after),)


def test_last_of_two_entries_with_same_id_wins() -> None:
    first, last = entry("a", 50), replace(entry("a"), entry_hash=b"last")
    plan = plan_writes([first, last], {}, {}, CUTOFF)
    assert [article.prepared for article in plan.new] == [last]
    assert plan.read_by_age == 0


@pytest.mark.parametrize(
    ("days_ago", "is_read", "is_needed"),
    [
        (1, False, False),
        (1, True, True),
        (35, True, True),
        (35, False, True),
        (50, True, False),
        (50, False, True),
    ],
)
def test_read_state_needs_mark_if_cache_loss_would_lose_it(
    days_ago: int, is_read: bool, is_needed: bool
) -> None:
    assert needs_mark(entry("a", days_ago), is_read, CUTOFF) is is_needed
