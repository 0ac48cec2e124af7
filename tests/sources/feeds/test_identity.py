"""Which items of a feed are the same article, and the ids of those that are not."""

from __future__ import annotations

from itertools import permutations

import pytest

from finews_tui.sources.feeds.identity import base_id, id_variants, normalize_address
from tests.sources.feed_documents import atom, parse, rss

TUESDAY, WEDNESDAY = "Tue, 03 Mar 2026 08:00:00 GMT", "Wed, 04 Mar 2026 08:00:00 GMT"


def item(guid: str = "", link: str = "", title: str = "", date: str = TUESDAY) -> str:
    fields = {"guid": guid, "link": link, "title": title, "pubDate": date}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items() if value)
    return f"<item>{inner}<description>Fog over the quay.</description></item>"


def titles_and_bases(*items: str) -> list[tuple[str, str]]:
    return [(entry.title, base_id(entry.id)) for entry in parse(rss("".join(items))).entries]


SEPARATE = [
    pytest.param(item("0", "/a", "Fog"), item("0", "/b", "Tide"), id="guid with links and titles"),
    pytest.param(item("0", "/a", "Fog"), item("0", "/b", "Tide", WEDNESDAY), id="later date"),
    pytest.param(item("", "/list", "Fog"), item("", "/list", "Tide"), id="one link"),
    pytest.param(item("0", "", "Fog"), item("0", "", "Tide"), id="guid without links"),
    pytest.param(item("/list", "/list", "Fog"), item("/list", "/list", "Tide"), id="guid is link"),
    pytest.param(
        item("https://h.test/list", "http://www.h.test/list/", "Fog"),
        item("https://h.test/list", "https://h.test/list", "Tide"),
        id="guid is a variant of the link",
    ),
    pytest.param(item("0", "/a", "Fog"), item("0", "", "Tide"), id="one with link"),
    pytest.param(
        item("0", "/a", "Tides today"),
        item("0", "/b", "Tides today", WEDNESDAY),
        id="title of a daily column",
    ),
    pytest.param(item("0", "/a", "公告 一"), item("0", "/b", "公告 二"), id="Chinese titles"),
    pytest.param(item("0", "/a", "？？"), item("0", "/b", "……"), id="titles without letters"),
]

SAME = [
    pytest.param(item("7", "/a", "Fog"), item("7", "/a", "Fog"), id="repeated"),
    pytest.param(item("7", "/a", "Fog"), item("7", "/a", "Fog lifts", WEDNESDAY), id="new title"),
    pytest.param(item("7", "/a", "Fog"), item("7", "/b", "Fog"), id="two addresses"),
    pytest.param(item("", "/a", "Fog"), item("", "/a", "Fog"), id="repeated without guid"),
    pytest.param(item("", "/a", "Fog – now"), item("", "/a", "Fog - NOW"), id="spelled otherwise"),
    pytest.param(
        item("http://h.test/a", "http://h.test/a", "Fog"),
        item("https://h.test/a", "https://h.test/a", "Fog"),
        id="http and https",
    ),
    pytest.param(
        item("http://h.test/a", "/x", "Fog"), item("http://www.h.test/a", "/x", "Fog"), id="www."
    ),
    pytest.param(
        item("http://h.test/a", "/x", "Fog"), item("http://h.test/a/", "/x", "Fog"), id="slash"
    ),
    pytest.param(
        item("", "http://h.test/a", "Fog"), item("", "https://www.h.test/a/", "Fog"), id="links"
    ),
]


@pytest.mark.parametrize(("first", "second"), SEPARATE)
def test_articles_that_share_an_id_are_separate(first: str, second: str) -> None:
    entries = parse(rss(first + second)).entries
    assert len({entry.id for entry in entries}) == 2
    assert base_id(entries[0].id) == base_id(entries[1].id)
    assert sum(entry.id == base_id(entry.id) for entry in entries) == 1
    assert parse(rss(first + second)).warnings == ()


@pytest.mark.parametrize(("first", "second"), SAME)
def test_versions_of_an_article_are_one(first: str, second: str) -> None:
    feed = parse(rss(first + second))
    (entry,) = feed.entries
    assert entry.id == base_id(entry.id)
    assert feed.warnings == ("skipped 1 item with a duplicate id",)
    assert parse(rss(second + first)).entries[0].id == entry.id


def test_latest_version_counts() -> None:
    old = item("7", "/a", "Fog")
    new = item("7", "/a", "Fog lifts", WEDNESDAY)
    assert parse(rss(old + new)).entries == parse(rss(new + old)).entries
    assert parse(rss(old + new)).entries[0].title == "Fog lifts"


def test_earliest_article_has_the_id_in_any_order() -> None:
    items = [
        item("0", "/c", "Tide", WEDNESDAY),
        item("0", "/b", "Fog"),
        item("0", "/a", "Rain", WEDNESDAY),
        item("", "/d", "Snow"),
    ]
    expected = {entry.title: entry.id for entry in parse(rss("".join(items))).entries}
    assert expected["Fog"] == "0"
    for order in permutations(items):
        entries = parse(rss("".join(order))).entries
        assert {entry.title: entry.id for entry in entries} == expected


def test_order_of_the_feed_is_preserved() -> None:
    items = [item("0", f"/{n}", f"Fog {n}") for n in (3, 1, 2)] + [item("x", "/4", "Fog 4")]
    titles = [entry.title for entry in parse(rss("".join(items))).entries]
    assert titles == ["Fog 3", "Fog 1", "Fog 2", "Fog 4"]


def test_revisions_of_an_atom_entry_are_one_article() -> None:
    entry = (
        "<entry><id>tag:h.test,2026:1</id><title>{0}</title><link href='/1'/>"
        "<updated>2026-03-0{1}T08:00:00Z</updated></entry>"
    )
    feed = parse(atom(entry.format("Fog", 1) + entry.format("Fog lifts", 2)))
    assert [entry.title for entry in feed.entries] == ["Fog lifts"]


def test_derived_id_does_not_depend_on_scheme_or_style() -> None:
    first = item("0", "http://h.test/a", "Fog")
    for link in ("http://h.test/b", "https://www.h.test/b/"):
        entries = parse(rss(first + item("0", link, "Tide", WEDNESDAY))).entries
        assert entries[1].id == "0#~70852e99fcd3cc29"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://h.test/a", "https://h.test/a"),
        ("http://h.test/a", "http://www.h.test/a"),
        ("http://h.test/a", "http://h.test/a/"),
        ("HTTPS://www.h.test/a/", "http://h.test/a"),
        ("http://h.test", "https://www.h.test/"),
        ("http://h.test/?p=1", "https://h.test/?p=1"),
    ],
)
def test_variants_of_an_address_are_equal(one: str, other: str) -> None:
    assert normalize_address(one) == normalize_address(other)
    assert other in id_variants(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://h.test/a", "http://h.test/b"),
        ("http://h.test/a", "http://m.h.test/a"),
        ("http://h.test/A", "http://h.test/a"),
        ("http://h.test/a", "http://h.test/a?b"),
        ("a", "a/"),
        ("www.h.test", "h.test"),
        ("tag:h.test,2026:1", "tag:h.test,2026:1/"),
    ],
)
def test_other_ids_differ(one: str, other: str) -> None:
    assert normalize_address(one) != normalize_address(other)
    assert other not in id_variants(one)


def test_hostile_feed_with_one_guid_takes_linear_time() -> None:
    items = "".join(item("0", f"/{n}", f"Fog {n}") for n in range(3000))
    assert len(parse(rss(items)).entries) == 3000
