"""The parts of the screen that are plain functions: days, listings, places, letters, looks."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from finews_tui.i18n.catalog import CHINESE, LANGUAGE_VARIABLE
from finews_tui.layout.page import Line, TextRun
from finews_tui.model.category_count import CategoryCount
from finews_tui.model.source import Source, SourceKind, SourceState
from finews_tui.query.ast import Sort
from finews_tui.query.highlighting import substring_matcher
from finews_tui.query.query import EMPTY, parse
from finews_tui.ui.articles.listing import Listing, Wish, after, build_listing, with_number
from finews_tui.ui.dialogs.date_input import span_of
from finews_tui.ui.fuzzy import best
from finews_tui.ui.painting.cells import cut, fill
from finews_tui.ui.painting.page_painter import selected_text
from finews_tui.ui.painting.periods import (
    Grain,
    number_at,
    period_label,
    period_starts,
    place_in_period,
)
from finews_tui.ui.reader.find import hits
from finews_tui.ui.saved_position import Place, from_text, to_text
from finews_tui.ui.tree.nodes import Counts, Kind, branches

BEIJING = timezone(timedelta(hours=8))


def number(year: int, month: int, day: int, hour: int = 0) -> int:
    return number_at(int(datetime(year, month, day, hour, tzinfo=UTC).timestamp()))


def descending(*numbers: int) -> array[int]:
    return array("q", sorted(numbers, reverse=True))


# Days


def test_days_begin_at_midnight_of_the_zone() -> None:
    numbers = descending(
        number(2024, 3, 2, 1),
        number(2024, 3, 1, 23),
        number(2024, 3, 1, 15),
        number(2024, 2, 29, 17),
    )
    assert list(period_starts(numbers, UTC, Grain.DAY)) == [0, 1, 3]
    assert list(period_starts(numbers, BEIJING, Grain.DAY)) == [0, 2]
    assert list(period_starts(numbers, UTC, Grain.MONTH)) == [0, 3]


def test_undated_articles_are_one_period_at_the_end() -> None:
    numbers = array("q", [number(2024, 3, 2), -5, -6, -7])
    assert list(period_starts(numbers, UTC, Grain.DAY)) == [0, 1]
    rising = array("q", reversed(numbers))
    assert list(period_starts(rising, UTC, Grain.DAY, is_ascending=True)) == [0, 3]


def test_days_of_an_ascending_listing() -> None:
    numbers = array("q", [number(2024, 2, 28, 9), number(2024, 2, 28, 23), number(2024, 3, 1, 0)])
    assert list(period_starts(numbers, UTC, Grain.DAY, is_ascending=True)) == [0, 2]
    assert list(period_starts(numbers, UTC, Grain.MONTH, is_ascending=True)) == [0, 2]


def test_the_ends_of_the_calendar_are_days_too() -> None:
    numbers = array("q", [number(9999, 12, 31, 23), number(1, 1, 1, 0)])
    for zone in (UTC, BEIJING, timezone(timedelta(hours=-8))):
        for grain in (Grain.DAY, Grain.MONTH):
            assert next(iter(period_starts(numbers, zone, grain))) == 0
            rising = array("q", reversed(numbers))
            assert next(iter(period_starts(rising, zone, grain, is_ascending=True))) == 0


@pytest.mark.parametrize(
    ("day", "grain", "label"),
    [
        (date(2022, 5, 18), Grain.DAY, "Wednesday 18 May 2022"),
        (date(2024, 3, 2), Grain.DAY, "Today · Saturday 2 March 2024"),
        (date(2024, 3, 1), Grain.DAY, "Yesterday · Friday 1 March 2024"),
        (date(2022, 5, 18), Grain.MONTH, "May 2022"),
        (None, Grain.DAY, "Undated"),
    ],
)
def test_periods_are_told_in_words(day: date | None, grain: Grain, label: str) -> None:
    assert period_label(day, grain, date(2024, 3, 2)) == label


def test_the_place_in_a_period_is_a_time_or_a_day() -> None:
    moment = int(datetime(2022, 5, 18, 7, 29, tzinfo=UTC).timestamp())
    assert place_in_period(moment, Grain.DAY, BEIJING) == "15:29"
    assert place_in_period(moment, Grain.MONTH, BEIJING) == "Wed 18"


def test_chinese_tells_dates_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, CHINESE)
    day = date(2022, 5, 18)
    assert period_label(day, Grain.DAY) == "2022年5月18日 星期三"
    assert period_label(day, Grain.DAY, day) == "今天 · 2022年5月18日 星期三"
    assert period_label(day, Grain.MONTH) == "2022年5月"
    moment = int(datetime(2022, 5, 18, 7, 29, tzinfo=UTC).timestamp())
    assert place_in_period(moment, Grain.MONTH, BEIJING) == "周三 18"


# Listings


def test_lines_and_articles_of_a_listing_answer_to_each_other() -> None:
    numbers = descending(*(number(2024, 3, day, hour) for day in (1, 2, 3) for hour in (1, 2, 3)))
    listing = build_listing(numbers, Sort.NEWEST, UTC)
    assert listing.grain is Grain.DAY
    assert listing.height == 12
    assert [listing.index_on(line) for line in range(13)] == [
        *(None, 0, 1, 2),
        *(None, 3, 4, 5),
        *(None, 6, 7, 8),
        None,
    ]
    assert [listing.line_of(index) for index in range(9)] == [1, 2, 3, 5, 6, 7, 9, 10, 11]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.RELEVANCE])
def test_rows_of_two_lines_answer_to_their_articles_too(sort: Sort) -> None:
    numbers = descending(*(number(2024, 3, day, hour) for day in (1, 2, 3) for hour in (1, 2, 3)))
    listing = replace(build_listing(numbers, sort, UTC), row_height=2)
    periods = len(listing.starts)
    assert listing.height == 18 + periods
    lines = [listing.index_on(line) for line in range(listing.height + 1)]
    assert lines.count(None) == periods + 1
    for index in range(9):
        first = listing.line_of(index)
        assert lines[first : first + 2] == [index, index]


def test_sparse_listings_are_parted_by_month() -> None:
    numbers = descending(*(number(2024, month, 1) for month in range(1, 13)))
    listing = build_listing(numbers, Sort.NEWEST, UTC)
    assert listing.grain is Grain.MONTH
    assert len(listing.starts) == 12
    assert build_listing(numbers, Sort.NEWEST, UTC, Grain.DAY).grain is Grain.DAY


def test_best_first_has_no_periods() -> None:
    listing = build_listing(array("q", [5, 9, 7]), Sort.RELEVANCE, UTC)
    assert listing.height == 3
    assert listing.find(7) == 2
    assert listing.find(8) is None
    assert listing.index_on(2) == 2


def test_an_article_that_is_gone_has_a_place_still() -> None:
    newest = Listing(array("q", [90, 70, 50]), Sort.NEWEST)
    assert newest.find(70) == 1
    assert newest.find(60) is None
    assert newest.nearest(60) == 2
    oldest = Listing(array("q", [50, 70, 90]), Sort.OLDEST)
    assert oldest.find(90) == 2
    assert oldest.nearest(60) == 1


def test_what_is_read_is_kept_in_its_place() -> None:
    assert list(with_number(array("q", [90, 50]), 70, Sort.NEWEST)) == [90, 70, 50]
    assert list(with_number(array("q", [50, 90]), 70, Sort.OLDEST)) == [50, 70, 90]
    assert list(with_number(array("q", [90, 70]), 70, Sort.NEWEST)) == [90, 70]


@pytest.mark.parametrize(
    ("index", "step", "found"),
    [(0, 1, 80), (1, 1, 60), (2, 1, None), (2, -1, 60), (1, -1, 80), (0, -1, None)],
)
def test_the_next_of_some_numbers_is_beyond_the_present_one(
    index: int, step: int, found: int | None
) -> None:
    present = Listing(array("q", [90, 70, 50]), Sort.NEWEST)
    assert after([80, 60], present, index, step) == found


def test_the_first_article_of_a_date() -> None:
    numbers = descending(*(number(2024, 3, day, 12) for day in (1, 2, 3)))
    start = int(datetime(2024, 3, 2, tzinfo=UTC).timestamp())
    newest = Listing(numbers, Sort.NEWEST)
    assert newest.first_in((start, start + 86_400)) == 1
    oldest = Listing(array("q", reversed(numbers)), Sort.OLDEST)
    assert oldest.first_in((start, start + 86_400)) == 1
    assert newest.first_in((start, None)) == 0


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_a_time_without_articles_is_known_as_one(sort: Sort) -> None:
    numbers = descending(number(2024, 3, 1, 12), number(2024, 3, 3, 12))
    ordered = numbers if sort is Sort.NEWEST else array("q", reversed(numbers))
    listing = Listing(ordered, sort)
    starts = [int(datetime(2024, 3, day, tzinfo=UTC).timestamp()) for day in range(1, 6)]
    days = [(start, start + 86_400) for start in starts]
    assert [listing.has_any_in(day) for day in days] == [True, False, True, False, False]
    assert listing.newest == datetime(2024, 3, 3, 12, tzinfo=UTC)
    assert Listing(ordered, Sort.RELEVANCE).newest is None


def test_a_wish_is_one_query() -> None:
    wish = Wish(parse("source:market"), parse("fog"), is_unread_only=True, is_oldest_first=True)
    assert wish.query.text == "source:market fog is:unread sort:oldest"
    typed = Wish(EMPTY, parse("fog sort:relevance"), is_oldest_first=True)
    assert typed.query.sort is Sort.RELEVANCE


@pytest.mark.parametrize(
    ("text", "first_day"),
    [
        ("2022-05-18", date(2022, 5, 18)),
        ("5月18日", date(2023, 5, 18)),
        ("yesterday", date(2024, 3, 1)),
        ("2022-05", date(2022, 5, 1)),
    ],
)
def test_dates_are_written_as_people_write_them(text: str, first_day: date) -> None:
    span = span_of(text, datetime(2024, 3, 2, 12, tzinfo=UTC))
    assert span is not None
    assert span[0] == int(datetime.combine(first_day, datetime.min.time(), UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "first_day"),
    [
        ("5月18日", date(2022, 5, 18)),
        ("18 May", date(2022, 5, 18)),
        ("6月", date(2021, 6, 1)),
        ("2023-05-18", date(2023, 5, 18)),
        ("yesterday", date(2024, 3, 1)),
    ],
)
def test_a_date_without_its_year_is_one_that_an_old_archive_has(text: str, first_day: date) -> None:
    now, newest = datetime(2024, 3, 2, 12, tzinfo=UTC), datetime(2022, 5, 30, 14, tzinfo=UTC)
    span = span_of(text, now, newest)
    assert span is not None
    assert span[0] == int(datetime.combine(first_day, datetime.min.time(), UTC).timestamp())


@pytest.mark.parametrize("text", ["", "fog", "2022-13-40", "2022-05-18 fog", "3d"])
def test_what_is_no_date_means_none(text: str) -> None:
    assert span_of(text, datetime(2024, 3, 2, tzinfo=UTC)) is None


# The tree


def state(name: str, group: str = "", *, articles: int = 0, unread: int = 0) -> SourceState:
    source = Source(name, SourceKind.DIRECTORY, f"/{name}", group=group)
    return SourceState(source, articles, unread)


def category(source: str, slug: str, articles: int = 1) -> CategoryCount:
    return CategoryCount(1, source, slug, slug.title(), articles, 0, 1)


def test_a_source_alone_is_open_and_several_are_not() -> None:
    alone = Counts(sources=(state("a", articles=2),), categories=(category("a", "x"),) * 2)
    assert [row.label for row in branches(alone, (), ())][-3:] == ["a", "X", "X"]
    both = Counts(
        sources=(state("a", articles=2), state("b")),
        categories=(category("a", "x"), category("a", "y")),
    )
    assert [row.label for row in branches(both, (), ())][-2:] == ["a", "b"]
    opened = branches(both, (), {"source:a"})
    assert [row.label for row in opened][-4:] == ["a", "X", "Y", "b"]
    assert opened[-2].query.text == "source:a category:y"


def test_groups_fold_and_count() -> None:
    counts = Counts(sources=(state("a", "G", unread=2), state("b"), state("c", "G", unread=3)))
    rows = branches(counts, (), ())
    assert [row.label for row in rows][4:] == ["G", "a", "c", "b"]
    assert rows[4].unread == 5
    assert [row.label for row in branches(counts, {"group:G"}, ())][4:] == ["G", "b"]


def test_a_group_counts_its_hidden_sources_as_its_listing_does() -> None:
    shown, hidden, lonely = state("a", "G", unread=2), state("b", "G", unread=3), state("c", "H")
    hidden, lonely = (
        replace(one, source=replace(one.source, hidden=True)) for one in (hidden, lonely)
    )
    rows = branches(Counts(sources=(shown, hidden, lonely)), (), ())
    assert [row.label for row in rows][4:] == ["G", "a"]
    assert rows[4].unread == 5


def test_a_source_of_one_category_that_is_all_of_it_has_nothing_below() -> None:
    counts = Counts(sources=(state("a", articles=1),), categories=(category("a", "x"),))
    row = branches(counts, (), ())[-1]
    assert row.kind is Kind.SOURCE
    assert row.is_open is None


# Letters and cells


def test_letters_in_order_are_enough_and_a_beginning_is_best() -> None:
    names = ["Ferries", "Lighthouses", "Refinery"]
    assert best("fer", names, lambda name: (name,)) == ["Ferries", "Refinery"]
    assert best("fe", names, lambda name: (name,))[0] == "Ferries"
    assert best("lths", names, lambda name: (name,)) == ["Lighthouses"]
    assert best("", names, lambda name: (name,)) == names


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("鱼价上涨", 8, "鱼价上涨"),
        ("鱼价上涨", 7, "鱼价上…"),
        ("鱼价上涨", 6, "鱼价…"),
        ("鱼", 1, "…"),
        ("鱼", 0, ""),
    ],
)
def test_texts_are_cut_by_cells(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_texts_are_filled_by_cells() -> None:
    assert fill("鱼价上涨", 6) == "鱼价… "
    assert fill("鱼", 4) == "鱼  "


# The page


def line(text: str, *, joins_next: bool = False, copy_text: str | None = None) -> Line:
    runs = (TextRun("  ", "margin"), TextRun(text))
    return Line(runs, 0, text if copy_text is None else copy_text, joins_next)


def test_words_are_found_across_the_ends_of_lines() -> None:
    lines = [
        line("the har", joins_next=True),
        line("bour in"),
        line("fog", joins_next=True, copy_text="fog "),
        line("bank"),
    ]
    assert hits(lines, substring_matcher("HARBOUR")) == [((0, 6, 9), (1, 2, 6))]
    assert hits(lines, substring_matcher("fog bank")) == [((2, 2, 6), (3, 2, 6))]
    assert hits(lines, substring_matcher("infog")) == []
    assert hits(lines, substring_matcher("  ")) == []


def test_width_and_case_are_folded() -> None:
    assert len(hits([line("ＦＯＧ fog İstanbul")], substring_matcher("fog"))) == 2


def test_a_selection_copies_text_without_margins() -> None:
    lines = [
        line("the harbour", joins_next=True, copy_text="the harbour "),
        line("in fog"),
        line("bank"),
    ]
    assert selected_text(lines, 0, 0, 2, None) == "the harbour in fog\nbank"
    assert selected_text(lines, 0, 6, 1, 4) == "harbour in"
    assert selected_text(lines, 1, 5, 9, 1) == "fog\nbank"


# Places


def test_a_place_is_kept_and_nonsense_is_none() -> None:
    place = Place("source:a", "0123456789ab", "reader", True, False, ("group:G",), ("source:a",))
    assert from_text(to_text(place)) == place
    for text in ("", "[]", "{", '{"pane": "cellar", "folded": 3, "query": 7}', "null"):
        assert from_text(text) == Place()
