"""Test suites of other feed parsers, with documented differences."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from finews_tui.content.dates.parse import parse_date
from finews_tui.errors import FeedError
from finews_tui.model.article import Entry
from finews_tui.sources.feeds.parse import Feed, parse_feed
from tests.cpu_time import cpu_limit
from tests.paths import SHARED

FEEDS = SHARED / "corpus" / "feeds"
MAX_SECONDS = 1.0

# Location of the files in the podcastparser suite; relative links need an http base.
LOCAL, BASE = "file://tests/data/", "http://suite.test/data/"

REASONS: dict[str, str] = {
    "unresolved id": "ids are not resolved: a different feed URL would make all articles new",
    "no email": "author names have no email address",
    "normalized": "host names are in lower case",
    "guid is not a URL": "a guid that is not a URL is not a link, even with isPermaLink",
    "web only": "links are http or https URLs",
    "embedded": "embedded frames become links",
    "invalid bytes": "invalid bytes are replaced",
    "invisible characters": "invisible characters are removed from titles",
    "angle brackets": "&lang; and &rang; are U+27E8 and U+27E9 in HTML 5",
    "comment": "an unclosed comment ends as in browsers",
    "item order": "podcastparser reverses serial podcasts",
    "item limit": "podcastparser was limited to one item",
    "dropped items": "podcastparser drops items without enclosure or title",
    "title from file": "podcastparser names a feed without a title after its file",
    "no text": "markup without text has no text",
    "item index": "items have other indexes, because podcastparser dropped one",
}
DIFFERENCES: dict[tuple[str, str], str] = {
    ("http_entry_id_base_content_location.xml", "id"): "unresolved id",
    ("http_entry_id_base_docuri.xml", "id"): "unresolved id",
    ("chapters.rss", "id"): "unresolved id",
    ("duration.rss", "id"): "unresolved id",
    ("itunes_duration.rss", "id"): "unresolved id",
    ("itunes_episode_image.rss", "id"): "unresolved id",
    ("itunes_no_xmlns.rss", "id"): "unresolved id",
    ("itunes_subtitle.rss", "id"): "unresolved id",
    ("itunes_xmlns.rss", "id"): "unresolved id",
    ("media_episode_thumbnail.rss", "id"): "unresolved id",
    ("media_episode_thumbnail_group.rss", "id"): "unresolved id",
    ("chapters.rss", "link"): "guid is not a URL",
    ("duration.rss", "link"): "guid is not a URL",
    ("itunes_duration.rss", "link"): "guid is not a URL",
    ("itunes_episode_image.rss", "link"): "guid is not a URL",
    ("itunes_no_xmlns.rss", "link"): "guid is not a URL",
    ("itunes_subtitle.rss", "link"): "guid is not a URL",
    ("itunes_xmlns.rss", "link"): "guid is not a URL",
    ("media_episode_thumbnail.rss", "link"): "guid is not a URL",
    ("media_episode_thumbnail_group.rss", "link"): "guid is not a URL",
    ("entry_author_map_author.xml", "author"): "no email",
    ("item_image_link_conflict.xml", "link"): "normalized",
    ("image_and_audio.rss", "link"): "web only",
    ("entry_summary_embed.xml", "summary"): "embedded",
    ("entry_summary_iframe.xml", "summary"): "embedded",
    ("item_description_embed.xml", "summary"): "embedded",
    ("item_description_iframe.xml", "summary"): "embedded",
    ("item_content_encoded_embed.xml", "summary"): "embedded",
    ("item_content_encoded_iframe.xml", "summary"): "embedded",
    ("bozo_linenoise.xml", "summary"): "invalid bytes",
    ("shy.xml", "feed title"): "invisible characters",
    ("lang.xml", "feed title"): "angle brackets",
    ("rang.xml", "feed title"): "angle brackets",
    ("xml_malicious_comment.xml", "feed title"): "comment",
    ("xml_unclosed_comment.xml", "feed title"): "comment",
    ("item_description_not_a_doctype.xml", "summary"): "no text",
    ("item_content_encoded_script_nested_cdata.xml", "content"): "no text",
    ("itunes_type_serial.rss", "id"): "item order",
    ("itunes_type_serial.rss", "title"): "item order",
    ("itunes_type_serial.rss", "published"): "item order",
    ("max_episodes.rss", "count"): "item limit",
    ("no_enclosure.rss", "count"): "dropped items",
    ("no_enclosure.rss", "title"): "item index",
    ("no_enclosure.rss", "id"): "item index",
    ("no_title_multi_enclosure.rss", "count"): "dropped items",
    ("no_url.rss", "count"): "dropped items",
}


# Differences that feedparser-rs alone has.
FAST_PARSER_DIFFERENCES = {
    ("item_content_encoded_embed.xml", "summary"),
    ("item_content_encoded_iframe.xml", "summary"),
    ("item_content_encoded_script_nested_cdata.xml", "content"),
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """Assertion of a test suite about a file."""

    file: str
    field: str
    expected: Any
    actual: Any
    holds: bool

    @property
    def key(self) -> tuple[str, str]:
        return Path(self.file).name, self.field


def cases(suite: str) -> list[dict[str, Any]]:
    path = FEEDS / f"{suite}.jsonl"
    if not path.exists():
        pytest.skip("the corpus of feeds is missing")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def parse_case(case: dict[str, Any]) -> Feed | None:
    """Parse the feed of a case within a second; None if it is rejected."""
    headers = case.get("headers") or {}
    url = headers.get("content-location") or f"http://127.0.0.1:8097/{case['file']}"
    if case["suite"] == "podcastparser":
        url = BASE + "feed.rss"
    data = (FEEDS / case["file"]).read_bytes()
    with cpu_limit(MAX_SECONDS, case["file"]), suppress(FeedError):
        return parse_feed(data, url=url, content_type=headers.get("content-type", ""))
    return None


def strip_markup(text: str) -> str:
    """Return text without markup and white space: the suites compare HTML."""
    text_only = re.sub(r"<[^>]*>", "", text)
    return "".join(html.unescape(text_only).split())


def has_same_text(text: str, expected: str) -> bool:
    return "".join(text.split()) in (strip_markup(expected), "".join(expected.split()))


def item_assertions(file: str, entry: Entry | None, item: dict[str, Any]) -> list[Assertion]:
    assertions = []
    for field in ("title", "link", "id", "author", "published", "updated", "summary", "content"):
        if field not in item:
            continue
        expected = item[field]
        if entry is None:
            assertions.append(Assertion(file, field, expected, None, holds=False))
            continue
        if field in ("published", "updated"):
            actual: Any = getattr(entry, field) or entry.published
            holds = bool(actual) and actual.astimezone(UTC).isoformat()[:19] + "Z" == expected
        elif field in ("summary", "content"):
            expected_text = expected[0]["value"] if isinstance(expected, list) else expected
            actual = f"{entry.summary}\n{entry.text}"
            actual_text = "".join(actual.split())
            holds = (
                strip_markup(expected_text) in actual_text
                or "".join(expected_text.split()) in actual_text
            )
        elif field == "title":
            actual = entry.title
            holds = has_same_text(actual, expected)
        else:
            actual = getattr(entry, field)
            holds = actual == str(expected).replace(LOCAL, BASE)
        assertions.append(Assertion(file, field, expected, actual, holds=holds))
    return assertions


def case_assertions(case: dict[str, Any]) -> list[Assertion]:
    file, feed = case["file"], parse_case(case)
    entries = feed.entries if feed else ()
    assertions = []
    if case["n_items"] is not None:
        count = case["n_items"]
        assertions.append(
            Assertion(file, "count", count, len(entries), holds=count == len(entries))
        )
    title = case["feed"].get("title")
    # podcastparser names a feed without a title after its file.
    if title is not None and title != Path(file).stem:
        actual = feed.title if feed else None
        assertions.append(
            Assertion(file, "feed title", title, actual, holds=has_same_text(actual or "", title))
        )
    for index, item in enumerate(case["items"]):
        index = item.get("index", index)
        entry = entries[index] if index < len(entries) else None
        assertions += item_assertions(file, entry, item)
    return assertions


@cache
def suite_assertions(suite: str, parser: str) -> tuple[Assertion, ...]:
    """Return the assertions of a suite with `parser`, as set by the fixture."""
    return tuple(assertion for case in cases(suite) for assertion in case_assertions(case))


@pytest.mark.parametrize(("suite", "min_count"), [("feedparser", 1150), ("podcastparser", 200)])
def test_suite_assertions_hold_or_have_documented_difference(
    suite: str, min_count: int, parser: str
) -> None:
    assertions = suite_assertions(suite, parser)
    assert len(assertions) >= min_count
    failed = [assertion for assertion in assertions if not assertion.holds]
    assert [assertion for assertion in failed if assertion.key not in DIFFERENCES] == []
    by_reason = Counter(DIFFERENCES[assertion.key] for assertion in failed)
    assert sum(by_reason.values()) < len(assertions) / 7


def test_documented_differences_are_current(parser: str) -> None:
    """All documented differences still exist."""
    assertions = [
        *suite_assertions("feedparser", parser),
        *suite_assertions("podcastparser", parser),
    ]
    expected = set(DIFFERENCES)
    if parser == "feedparser":
        expected -= FAST_PARSER_DIFFERENCES
    assert {assertion.key for assertion in assertions if not assertion.holds} == expected
    assert set(DIFFERENCES.values()) <= set(REASONS)


@pytest.mark.parametrize("suite", ["newsboat/test/data", "lemon24-reader/tests/data"])
def test_feeds_of_other_readers_are_parsed(suite: str) -> None:
    folder = FEEDS / suite
    if not folder.exists():
        pytest.skip("the corpus of feeds is missing")
    counts = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".xml", ".atom", ".rss", ".json") or "unknown" in path.name:
            continue
        if path.stat().st_size:
            url = f"http://suite.test/{path.name}"
            counts[path.name] = len(parse_feed(path.read_bytes(), url=url).entries)
    assert len(counts) >= 9
    assert {name for name, count in counts.items() if not count} <= {
        "empty.atom",
        "empty.rss",
        "10.json",
    }


@pytest.mark.slow
def test_no_suite_file_raises_or_is_slow() -> None:
    """All files, whatever their names, are parsed or rejected."""
    if not FEEDS.exists():
        pytest.skip("the corpus of feeds is missing")
    files = [path for path in FEEDS.rglob("*") if path.is_file() and path.parent != FEEDS]
    assert len(files) > 2000
    for path in files:
        with cpu_limit(MAX_SECONDS, path.name), suppress(FeedError):
            parse_feed(path.read_bytes(), url=f"http://suite.test/{path.name}")


def test_suite_dates_are_parsed() -> None:
    path = FEEDS / "dates.json"
    if not path.exists():
        pytest.skip("the corpus of dates is missing")
    # feedparser rejects dates with an unreadable zone; here they keep their day.
    read_despite_zone = {"2013-01-28T11:30:00-06:00Textra", "2013-01-28T09:00:00+00:xx"}
    failed = []
    for case in json.loads(path.read_text("utf-8")):
        date = parse_date(case["input"], UTC)
        if case["input"] in read_despite_zone:
            assert date is not None
            continue
        actual = date and date.astimezone(UTC).isoformat()[:19] + "Z"
        if actual != case.get("utc", actual) or (case.get("must_parse") and not date):
            failed.append((case["input"], case.get("utc"), actual))
    assert failed == []
