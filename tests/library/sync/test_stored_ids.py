"""Ids of stored articles never change, and no article of a feed is lost or overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finews_tui.library.changes.read_marks import mark_read
from finews_tui.library.library import Library
from finews_tui.library.sync.stored_ids import entry_groups, possible_ids, with_stored_ids
from finews_tui.model.article import BodyFormat, Entry
from finews_tui.model.timestamps import unix_seconds
from finews_tui.query.query import Query
from finews_tui.sources.feeds.identity import base_id, normalize_address, with_distinct_ids
from finews_tui.store.article_writes import StoredIdentity
from finews_tui.store.prepared_entry import prepare_entry
from finews_tui.system.paths import Paths
from tests.library.json_feed import JsonFeedFile, sync_feed
from tests.library.post_folder import open_library

START = datetime(2026, 3, 1, tzinfo=UTC)


def entry(name: str, guid: str = "", link: str = "", days: int = 0) -> Entry:
    published = START + timedelta(days=days)
    return Entry(guid or link, name, "", BodyFormat.TEXT, link=link, published=published)


@dataclass
class Reader:
    """A cache of one source: identities by id, and the ids that were marked as read."""

    stored: dict[str, StoredIdentity] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)

    def sync(self, entries: Sequence[Entry]) -> list[str]:
        """Sync a document; return the ids of its articles in its order."""
        prepared = [prepare_entry("wire", one) for one in with_distinct_ids(entries)]
        ids: dict[str, str] = {}
        for indexes in entry_groups(prepared):
            group = [prepared[index] for index in indexes]
            base = normalize_address(base_id(group[0].entry.id))
            stored = [
                known
                for known in self.stored.values()
                if normalize_address(base_id(known.entry)) == base
            ]
            stored.sort(key=lambda known: (base_id(known.entry) != known.entry, known.entry))
            assert not stored or possible_ids(group)
            for one in with_stored_ids("wire", group, stored, self.marked):
                ids[one.entry.title] = one.entry.id
                published = one.entry.published
                seconds = unix_seconds(published) if published else None
                self.stored[one.entry.id] = StoredIdentity(
                    one.entry.id, one.entry.title, one.entry.link, seconds
                )
        return [ids[one.entry.title] for one in prepared]


@dataclass(frozen=True)
class Change:
    """What happens between two syncs: the articles that leave, come and are edited."""

    leaving: frozenset[int]
    new: tuple[int, ...]
    edited: frozenset[int]
    order: int


CHANGES = st.lists(
    st.builds(
        Change,
        st.frozensets(st.integers(0, 30), max_size=5),
        st.lists(st.integers(0, 3), max_size=4).map(tuple),
        st.frozensets(st.integers(0, 30), max_size=4),
        st.integers(0, 1 << 30),
    ),
    min_size=1,
    max_size=6,
)


def make_article(kind: int, number: int) -> Entry:
    """Make the article `number` of a kind: constant guid, own guid, own link, one link for all."""
    link = f"https://h.test/{number}"
    match kind:
        case 0:
            return entry(f"Fog {number}", "0", link, number)
        case 1:
            return entry(f"Fog {number}", f"guid-{number}", link, number)
        case 2:
            return entry(f"Fog {number}", "", link, number)
    return entry(f"Fog {number}", "", "https://h.test/list", number)


def edit(article: Entry, version: int) -> Entry:
    """Change what does not identify the article."""
    if article.link == "https://h.test/list":
        return article
    if article.id.startswith("https:") or version % 2:
        return replace(article, title=f"{article.title} edited {version}")
    return replace(article, link=f"{article.link}-{version}")


def shuffled(articles: Sequence[int], order: int) -> list[int]:
    rest, result = list(articles), []
    while rest:
        order, index = divmod(order, len(rest))
        result.append(rest.pop(index))
    return result


@given(CHANGES)
@settings(deadline=None)
def test_ids_are_stable_and_no_article_is_lost(changes: list[Change]) -> None:
    reader = Reader()
    # Two articles show that the link is that of a list page.
    articles = [make_article(3, number) for number in range(2)]
    ids = dict(enumerate(reader.sync(articles)))
    present = list(ids)
    for version, change in enumerate(changes):
        for number in change.edited.intersection(present):
            articles[number] = edit(articles[number], version)
        present = [number for number in present if number not in change.leaving]
        for kind in change.new:
            present.append(len(articles))
            articles.append(make_article(kind, len(articles)))
        for order in (change.order, change.order // 7):
            numbers = shuffled(present, order)
            found = reader.sync([articles[number] for number in numbers])
            assert len(set(found)) == len(numbers)
            for number, entry_id in zip(numbers, found, strict=True):
                assert ids.setdefault(number, entry_id) == entry_id
        assert len(reader.stored) == len(ids)


@given(CHANGES.map(lambda changes: changes[-1]), st.integers(0, 1 << 30))
@settings(deadline=None)
def test_ids_are_the_same_on_every_machine(change: Change, order: int) -> None:
    articles = [make_article(kind, number) for number, kind in enumerate(change.new)]
    numbers = shuffled(range(len(articles)), order)
    here = Reader().sync(articles)
    there = Reader().sync([articles[number] for number in numbers])
    assert [here[number] for number in numbers] == there


def names(cases: Sequence[tuple[str, Entry, Entry]]) -> list[str]:
    return [case[0] for case in cases]


EDITS = [
    ("title", entry("Fog", "7", "/a"), entry("Fog lifts", "7", "/a", 1)),
    ("link", entry("Fog", "7", "/a"), entry("Fog", "7", "/b", 1)),
    (
        "title without guid",
        entry("Fog", "", "http://h.test/a"),
        entry("Tide", "", "http://h.test/a"),
    ),
    ("both, with the date", entry("Fog", "7", "/a"), entry("Tide", "7", "/b")),
    ("title and new link", entry("Fog", "7"), entry("Tide", "7", "/b", 2)),
    ("title without link", entry("Fog", "7"), entry("Tide", "7", "", 2)),
    ("scheme", entry("Fog", "http://h.test/a", "/a"), entry("Fog", "https://h.test/a", "/a")),
    ("www.", entry("Fog", "http://h.test/a", "/a"), entry("Fog", "http://www.h.test/a", "/a")),
    ("slash", entry("Fog", "http://h.test/a/", "/a"), entry("Fog", "http://h.test/a", "/a")),
    ("scheme of link", entry("Fog", "", "http://h.test/a"), entry("Fog", "", "https://h.test/a")),
    (
        "all of these",
        entry("Fog", "http://www.h.test/a/", "http://www.h.test/a/"),
        entry("Fog", "https://h.test/a", "https://h.test/a"),
    ),
]


@pytest.mark.parametrize(
    ("before", "after"), [case[1:] for case in EDITS], ids=[e[0] for e in EDITS]
)
def test_edit_is_the_same_article(before: Entry, after: Entry) -> None:
    reader = Reader()
    assert reader.sync([before]) == reader.sync([after]) == reader.sync([before]) == [before.id]


NEW = [
    ("later", entry("Fog", "0", "/a"), entry("Tide", "0", "/b", 1)),
    ("undated", entry("Fog", "0", "/a"), replace(entry("Tide", "0", "/b"), published=None)),
    ("after undated", replace(entry("Fog", "0", "/a"), published=None), entry("Tide", "0", "/b")),
    (
        "later, with scheme",
        entry("Fog", "http://h.test/", "http://h.test/a"),
        entry("Tide", "https://h.test/", "https://h.test/b", 1),
    ),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in NEW], ids=names(NEW))
def test_new_article_under_an_old_guid_does_not_overwrite_it(before: Entry, after: Entry) -> None:
    reader = Reader()
    (first,) = reader.sync([before])
    (second,) = reader.sync([after])
    assert first == before.id
    assert second != first
    assert reader.sync([after]) == [second]
    assert reader.sync([after, before]) == [second, first]
    assert len(reader.stored) == 2


def test_stored_article_keeps_the_id_although_another_is_earlier() -> None:
    early, late = entry("Fog", "0", "/a"), entry("Tide", "0", "/b", 1)
    reader = Reader({"0": StoredIdentity("0", "Tide", "/b", unix_seconds(START))})
    ids = reader.sync([early, late])
    assert ids[1] == "0"
    assert ids[0] != "0"
    assert reader.sync([late, early]) == ["0", ids[0]]


def test_known_shared_guid_tells_nothing() -> None:
    reader = Reader()
    reader.sync([entry("Fog", "0", "/a"), entry("Tide", "0", "/b", 1)])
    (third,) = reader.sync([entry("Fog", "0", "/c", 2)])
    assert len(reader.stored) == 3
    assert reader.sync([entry("Fog", "0", "/c", 2)]) == [third]


def test_known_list_page_tells_nothing() -> None:
    reader = Reader()
    reader.sync([entry("Fog", "", "http://h.test/list"), entry("Tide", "", "http://h.test/list")])
    reader.sync([entry("Rain", "", "http://h.test/list")])
    assert sorted(known.title for known in reader.stored.values()) == ["Fog", "Rain", "Tide"]


def test_duplicates_of_an_earlier_version_keep_their_ids() -> None:
    reader = Reader()
    for scheme in ("http", "https"):
        address = f"{scheme}://h.test/a"
        reader.stored[address] = StoredIdentity(address, "Fog", address, unix_seconds(START))
    for scheme in ("http", "https"):
        address = f"{scheme}://h.test/a"
        assert reader.sync([entry("Fog", address, address)]) == [address]
    assert len(reader.stored) == 2


@pytest.mark.parametrize("guid", ["https://h.test/a", "http://www.h.test/a/"])
def test_read_mark_survives_loss_of_the_cache_and_change_of_the_guid(guid: str) -> None:
    reader = Reader(marked={"http://h.test/a"})
    assert reader.sync([entry("Fog", guid, "/a")]) == ["http://h.test/a"]


def test_read_mark_of_second_article_survives_loss_of_the_cache() -> None:
    reader = Reader()
    reader.sync([entry("Fog", "0", "/a")])
    (second,) = reader.sync([entry("Tide", "0", "/b", 1)])
    assert Reader(marked={second}).sync([entry("Tide", "0", "/b", 1)]) == [second]


@pytest.mark.parametrize(("guid", "link"), [("0", "http://h.test/{}"), ("", "http://h.test/list")])
def test_thousands_of_articles_with_one_id_take_linear_time(guid: str, link: str) -> None:
    articles = [entry(f"Fog {n}", guid, link.format(n), n) for n in range(3000)]
    reader = Reader()
    ids = reader.sync(articles)
    start = process_time()
    assert reader.sync(articles[::-1]) == ids[::-1]
    assert process_time() - start < 5


@pytest.fixture
def feed(tmp_path: Path) -> JsonFeedFile:
    return JsonFeedFile(tmp_path / "feed.json")


def titles(library: Library) -> dict[str, tuple[str, bool]]:
    """Title and read state of all articles by entry id."""
    articles = library.articles.get_many(library.articles.listing(Query()))
    return {article.entry: (article.title, article.is_read) for article in articles}


def test_sync_keeps_marks_when_guids_change_to_https(library: Library, feed: JsonFeedFile) -> None:
    feed.write(**{f"http://h.test/{n}": {"title": f"Fog {n}"} for n in "abc"})
    feed.follow(library, unread_horizon_days=0)
    assert sync_feed(library).new == 3
    mark_read(library.stores, library.articles.listing(Query())[:2], is_read=True)
    before = titles(library)
    assert sorted(is_read for _, is_read in before.values()) == [False, True, True]
    feed.write(**{f"https://www.h.test/{n}/": {"title": f"Fog {n}"} for n in "abc"})
    outcome = sync_feed(library, force=True)
    assert (outcome.new, titles(library)) == (0, before)


def test_sync_adds_a_new_article_under_an_old_id(library: Library, feed: JsonFeedFile) -> None:
    first = {"title": "Fog", "url": "https://h.test/a"}
    second = {"title": "Tide", "url": "https://h.test/b", "date_published": "2026-03-10T08:00:00Z"}
    feed.write(now=first)
    feed.follow(library, unread_horizon_days=0)
    sync_feed(library)
    feed.write(now=second)
    assert sync_feed(library, force=True).new == 1
    assert sync_feed(library, force=True).new == 0
    assert {title for title, _ in titles(library).values()} == {"Fog", "Tide"}
    assert titles(library)["now"][0] == "Fog"


def test_second_article_keeps_its_identity_without_the_cache(
    paths: Paths, feed: JsonFeedFile
) -> None:
    second = {"title": "Tide", "url": "https://h.test/b", "date_published": "2026-03-10T08:00:00Z"}
    with closing(open_library(paths)) as library:
        feed.write(now={"title": "Fog", "url": "https://h.test/a"})
        feed.follow(library, unread_horizon_days=0)
        sync_feed(library)
        mark_read(library.stores, library.articles.listing(Query()), is_read=True)
        feed.write(now=second)
        sync_feed(library)
        before = titles(library)
    for file in paths.cache_directory.glob("cache.db*"):
        file.unlink()
    with closing(open_library(paths)) as library:
        sync_feed(library, force=True)
        assert titles(library) == {
            entry: state for entry, state in before.items() if state[0] == "Tide"
        }
        assert list(titles(library).values()) == [("Tide", False)]
