"""Test suites of other feed parsers: their assertions hold, or differ for a documented reason."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
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
SLOWEST_S = 1.0

# Where a file of the podcastparser suite says it lies; a relative link needs the web for a base.
LOCAL, BASE = "file://tests/data/", "http://suite.test/data/"

REASONS: dict[str, str] = {
    "id as written": "an id is never resolved: another address of the feed must not make it new",
    "no mail": "an author is a name; the mail address beside it is left out",
    "normal form": "the host of a link is written in small letters",
    "guid is no address": "a guid that is no address is no link, whatever isPermaLink says",
    "web only": "a link is an http or https address",
    "embedded": "an embedded frame is told of as a link to it",
    "noise": "bytes that are no text are replaced",
    "invisible": "soft hyphens and other invisible characters are taken out of titles",
    "angle brackets": "&lang; and &rang; are U+27E8 and U+27E9 in HTML of today",
    "comment": "an unclosed comment ends where browsers end it",
    "its own order": "podcastparser turns serial podcasts round; the publisher's order stays",
    "its own limit": "podcastparser was asked for one item",
    "its own choice": "podcastparser leaves out items without a file or a title",
    "its own title": "podcastparser names a feed without a title by its file",
    "no text": "markup without any text has no text",
    "another item": "another item stands at this place, for podcastparser left one out",
    "lesser text": "of description and summary the one that is the content is kept",
}
DIFFERENCES: dict[tuple[str, str], str] = {
    ("http_entry_id_base_content_location.xml", "id"): "id as written",
    ("http_entry_id_base_docuri.xml", "id"): "id as written",
    ("chapters.rss", "id"): "id as written",
    ("duration.rss", "id"): "id as written",
    ("itunes_duration.rss", "id"): "id as written",
    ("itunes_episode_image.rss", "id"): "id as written",
    ("itunes_no_xmlns.rss", "id"): "id as written",
    ("itunes_subtitle.rss", "id"): "id as written",
    ("itunes_xmlns.rss", "id"): "id as written",
    ("media_episode_thumbnail.rss", "id"): "id as written",
    ("media_episode_thumbnail_group.rss", "id"): "id as written",
    ("chapters.rss", "link"): "guid is no address",
    ("duration.rss", "link"): "guid is no address",
    ("itunes_duration.rss", "link"): "guid is no address",
    ("itunes_episode_image.rss", "link"): "guid is no address",
    ("itunes_no_xmlns.rss", "link"): "guid is no address",
    ("itunes_subtitle.rss", "link"): "guid is no address",
    ("itunes_xmlns.rss", "link"): "guid is no address",
    ("media_episode_thumbnail.rss", "link"): "guid is no address",
    ("media_episode_thumbnail_group.rss", "link"): "guid is no address",
    ("entry_author_map_author.xml", "author"): "no mail",
    ("item_image_link_conflict.xml", "link"): "normal form",
    ("image_and_audio.rss", "link"): "web only",
    ("entry_summary_embed.xml", "summary"): "embedded",
    ("entry_summary_iframe.xml", "summary"): "embedded",
    ("item_description_embed.xml", "summary"): "embedded",
    ("item_description_iframe.xml", "summary"): "embedded",
    ("item_content_encoded_embed.xml", "summary"): "embedded",
    ("item_content_encoded_iframe.xml", "summary"): "embedded",
    ("bozo_linenoise.xml", "summary"): "noise",
    ("shy.xml", "feed title"): "invisible",
    ("lang.xml", "feed title"): "angle brackets",
    ("rang.xml", "feed title"): "angle brackets",
    ("xml_malicious_comment.xml", "feed title"): "comment",
    ("xml_unclosed_comment.xml", "feed title"): "comment",
    ("item_description_not_a_doctype.xml", "summary"): "no text",
    ("item_content_encoded_script_nested_cdata.xml", "content"): "no text",
    ("item_description_and_summary.xml", "content"): "lesser text",
    ("itunes_type_serial.rss", "id"): "its own order",
    ("itunes_type_serial.rss", "title"): "its own order",
    ("itunes_type_serial.rss", "published"): "its own order",
    ("max_episodes.rss", "count"): "its own limit",
    ("no_enclosure.rss", "count"): "its own choice",
    ("no_enclosure.rss", "title"): "another item",
    ("no_enclosure.rss", "id"): "another item",
    ("no_title_multi_enclosure.rss", "count"): "its own choice",
    ("no_url.rss", "count"): "its own choice",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a suite asserts of a file."""

    file: str
    field: str
    expected: Any
    found: Any
    holds: bool

    @property
    def key(self) -> tuple[str, str]:
        return Path(self.file).name, self.field


def cases(suite: str) -> list[dict[str, Any]]:
    path = FEEDS / f"{suite}.jsonl"
    if not path.exists():
        pytest.skip("the feeds of ../shared/corpus are not here")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def parsed(case: dict[str, Any]) -> Feed | None:
    """The feed of a case; None where it is refused. No file raises or takes a second."""
    headers = case.get("headers") or {}
    url = headers.get("content-location") or f"http://127.0.0.1:8097/{case['file']}"
    if case["suite"] == "podcastparser":
        url = BASE + "feed.rss"
    data = (FEEDS / case["file"]).read_bytes()
    with cpu_limit(SLOWEST_S, case["file"]), suppress(FeedError):
        return parse_feed(data, url=url, content_type=headers.get("content-type", ""))
    return None


def squeezed(text: str) -> str:
    """Text without markup and white space: suites compare HTML, finews keeps text."""
    bare = re.sub(r"<[^>]*>", "", text)
    return "".join(html.unescape(bare).split())


def says(text: str, expected: str) -> bool:
    return "".join(text.split()) in (squeezed(expected), "".join(expected.split()))


def claims_of_item(file: str, entry: Entry | None, item: dict[str, Any]) -> list[Claim]:
    claims = []
    for field in ("title", "link", "id", "author", "published", "updated", "summary", "content"):
        if field not in item:
            continue
        expected = item[field]
        if entry is None:
            claims.append(Claim(file, field, expected, None, holds=False))
            continue
        if field in ("published", "updated"):
            found: Any = getattr(entry, field) or entry.published
            holds = bool(found) and found.astimezone(UTC).isoformat()[:19] + "Z" == expected
        elif field in ("summary", "content"):
            wanted = expected[0]["value"] if isinstance(expected, list) else expected
            found = f"{entry.summary}\n{entry.text}"
            whole = "".join(found.split())
            holds = squeezed(wanted) in whole or "".join(wanted.split()) in whole
        elif field == "title":
            found = entry.title
            holds = says(found, expected)
        else:
            found = getattr(entry, field)
            holds = found == str(expected).replace(LOCAL, BASE)
        claims.append(Claim(file, field, expected, found, holds=holds))
    return claims


def claims_of(case: dict[str, Any]) -> list[Claim]:
    file, feed = case["file"], parsed(case)
    entries = feed.entries if feed else ()
    claims = []
    if case["n_items"] is not None:
        count = case["n_items"]
        claims.append(Claim(file, "count", count, len(entries), holds=count == len(entries)))
    title = case["feed"].get("title")
    # podcastparser calls a feed without a title by its file's name.
    if title is not None and title != Path(file).stem:
        found = feed.title if feed else None
        claims.append(Claim(file, "feed title", title, found, holds=says(found or "", title)))
    for place, item in enumerate(case["items"]):
        place = item.get("index", place)
        entry = entries[place] if place < len(entries) else None
        claims += claims_of_item(file, entry, item)
    return claims


@pytest.mark.parametrize(("suite", "least"), [("feedparser", 1150), ("podcastparser", 200)])
def test_suite_assertions_hold_or_have_documented_difference(suite: str, least: int) -> None:
    claims = [claim for case in cases(suite) for claim in claims_of(case)]
    assert len(claims) >= least
    wrong = [claim for claim in claims if not claim.holds]
    assert [claim for claim in wrong if claim.key not in DIFFERENCES] == []
    by_reason = Counter(DIFFERENCES[claim.key] for claim in wrong)
    assert sum(by_reason.values()) < len(claims) / 7


def test_documented_differences_are_current() -> None:
    """The table names no difference that is gone."""
    claims = [
        c for s in ("feedparser", "podcastparser") for case in cases(s) for c in claims_of(case)
    ]
    assert {claim.key for claim in claims if not claim.holds} == set(DIFFERENCES)
    assert set(DIFFERENCES.values()) <= set(REASONS)


@pytest.mark.parametrize("suite", ["newsboat/test/data", "lemon24-reader/tests/data"])
def test_feeds_of_other_readers_are_parsed(suite: str) -> None:
    folder = FEEDS / suite
    if not folder.exists():
        pytest.skip("the feeds of ../shared/corpus are not here")
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
    """Whatever it is called and whatever is in it: a feed, or a refusal."""
    if not FEEDS.exists():
        pytest.skip("the feeds of ../shared/corpus are not here")
    files = [path for path in FEEDS.rglob("*") if path.is_file() and path.parent != FEEDS]
    assert len(files) > 2000
    for path in files:
        with cpu_limit(SLOWEST_S, path.name), suppress(FeedError):
            parse_feed(path.read_bytes(), url=f"http://suite.test/{path.name}")


def test_suite_dates_are_parsed() -> None:
    path = FEEDS / "dates.json"
    if not path.exists():
        pytest.skip("the dates of ../shared/corpus are not here")
    wrong = []
    for case in json.loads(path.read_text("utf-8")):
        moment = parse_date(case["input"], UTC)
        found = moment and moment.astimezone(UTC).isoformat()[:19] + "Z"
        if found != case.get("utc", found) or (case.get("must_parse") and not moment):
            wrong.append((case["input"], case.get("utc"), found))
    assert wrong == []
