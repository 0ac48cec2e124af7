"""newsboat's urls file: feeds, tags, titles, queries and filters."""

from __future__ import annotations

import pytest

from finews_tui.query.query import parse
from finews_tui.sources.subscriptions.newsboat_filters import translate_filter
from finews_tui.sources.subscriptions.newsboat_urls import (
    entry_guid,
    link_from_generated_guid,
    parse_newsboat_urls,
)
from finews_tui.sources.subscriptions.records import FeedSubscription, ImportedFeed, NewsboatQuery

FEEDS = (
    ImportedFeed("bell", "The Bell", "https://f.test/1", "boats", ("boats",)),
    ImportedFeed("fog", "Fog daily", "https://f.test/2", "fog", ("fog", "mist", "all")),
    ImportedFeed("ice", "Ice", "https://f.test/3", "", ("all",)),
)


def test_parse_newsboat_urls_tokens() -> None:
    text = r"""
# my feeds
https://f.test/1 boats "two words" "~The \"Bell\"" ! # the best
  https://f.test/2	fog   ~Fog
https://f.test/3
"https://f.test/4" ~"half
"""
    assert parse_newsboat_urls(text.encode()).feeds == (
        FeedSubscription("https://f.test/1", 'The "Bell"', "boats", ("two words",), hidden=True),
        FeedSubscription("https://f.test/2", "Fog", "fog"),
        FeedSubscription("https://f.test/3"),
        FeedSubscription("https://f.test/4", '"half'),
    )


def test_repeated_url_is_one_feed_with_all_tags() -> None:
    text = b"https://f.test/1 a b\nhttps://f.test/1 b c ~Title !\n"
    assert parse_newsboat_urls(text).feeds == (
        FeedSubscription("https://f.test/1", "Title", "a", ("b", "c"), hidden=True),
    )


def test_feed_scheme_is_converted_to_http() -> None:
    subscriptions = parse_newsboat_urls(b"feed://f.test/1\nfeed:https://f.test/2\n")
    assert [feed.location for feed in subscriptions.feeds] == [
        "http://f.test/1",
        "https://f.test/2",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('"exec:rm -rf ~" tag', "runs a command"),
        ('"filter:~/f.sh:https://f.test/1"', "runs a command"),
        ("|touch pwned", "runs a command"),
        ("file:///etc/passwd", "not a web address"),
        ("gopher://f.test/", "not a web address"),
    ],
)
def test_skipped_line_is_reported_with_line_number(line: str, reason: str) -> None:
    subscriptions = parse_newsboat_urls(f"\n{line}\nhttps://f.test/1\n".encode())
    assert [feed.location for feed in subscriptions.feeds] == ["https://f.test/1"]
    (message,) = subscriptions.refused
    assert message.startswith("line 2: ")
    assert reason in message


def test_query_feeds_are_parsed() -> None:
    text = (
        b'"query:Fresh fog:unread = \\"yes\\" and tags # \\"fog\\""\nhttps://f.test/2 fog\nquery:\n'
    )
    assert parse_newsboat_urls(text).queries == (
        NewsboatQuery("Fresh fog", 'unread = "yes" and tags # "fog"', 1),
        NewsboatQuery("", "", 3),
    )


@pytest.mark.parametrize(
    ("guid", "link", "expected"),
    [
        ("tag:one", "https://f.test/1", "tag:one"),
        ("https://f.test/1", "https://f.test/1", "https://f.test/1"),
        ("https://f.test/1Wed, 18 May 2022 08:29:52 GMT", "https://f.test/1", ""),
        ("https://f.test/118 May 2022 08:29", "https://f.test/1", ""),
        ("https://f.test/12022-05-18T08:29:52Z", "https://f.test/1", ""),
        ("https://f.test/1#part", "https://f.test/1", "https://f.test/1#part"),
        (
            "https://f.test/2022-05-18T08:29:52Z",
            "https://f.test/x",
            "https://f.test/2022-05-18T08:29:52Z",
        ),
        ("Title", "", ""),
        ("other", "", "other"),
    ],
)
def test_entry_guid(guid: str, link: str, expected: str) -> None:
    assert entry_guid(guid, link, "Title") == expected


def test_link_from_generated_guid() -> None:
    guid = "https://f.test/1?a=2Wed, 18 May 2022 08:29:52 GMT"
    assert link_from_generated_guid(guid) == "https://f.test/1?a=2"
    assert link_from_generated_guid("https://f.test/1") == ""


@pytest.mark.parametrize(
    ("expression", "query"),
    [
        ('unread = "yes"', "is:unread"),
        ('unread == "no"', "is:read"),
        ('unread != "yes"', "-is:unread"),
        ('flags # "s"', "is:bookmarked"),
        ('flags != ""', "is:bookmarked"),
        ('tags # "boats"', "group:boats"),
        ('tags !# "boats"', "-group:boats"),
        ('tags # "mist"', "source:fog"),
        ('tags # "all"', "source:fog OR source:ice"),
        ('feedtitle =~ "bell"', "source:bell"),
        ('feedtitle = "Ice"', "source:ice"),
        ('rssurl !~ "f.test/3"', "-source:ice"),
        ('title =~ "ferry"', "title:ferry*"),
        ('title =~ "slow ferry"', 'title:"slow ferry"'),
        ('title !~ "ferry"', "-title:ferry*"),
        ('title =~ "(ferry|ship)"', "title:ferry* OR title:ship*"),
        ('title =~ ".*ferry.*"', "title:ferry*"),
        ('content =~ "雾"', "text:雾"),
        ('author =~ "Lin"', "author:Lin"),
        ('link =~ "harbour"', "link:harbour"),
        ("age <= 3", "newer:4d"),
        ("age < 3", "newer:3d"),
        ("age > 7", "older:8d"),
        ("age between 0:10", "newer:11d"),
        ("age between 3:10", "newer:11d older:3d"),
        (
            'unread = "yes" and (title =~ "a" or title =~ "b") and age < 2',
            "is:unread (title:a* OR title:b*) newer:2d",
        ),
        ('unread = "yes" or flags # "x" and age < 2', "is:unread OR (is:bookmarked newer:2d)"),
    ],
)
def test_translate_filter(expression: str, query: str) -> None:
    text = translate_filter(expression, FEEDS)
    assert text == query
    assert parse(text).text == text


@pytest.mark.parametrize(
    "expression",
    [
        *("", "unread", 'unread = "maybe"', 'title =~ "[a-z]+"', 'title =~ ""', 'title = "x"'),
        *('feedtitle =~ "x"', 'unread_count > "0"', 'tags # "other"', 'tags # ""'),
        *("age < x", "age between 3", 'unread = "yes" and', '(unread = "yes"', 'unread = "yes")'),
        *('title =~ "a|"', 'title =~ "…"', "(" * 500, 'unread = "yes" ' + "x" * 5000, "= = ="),
        'unread = "yes" xor age < 3',
    ],
)
def test_translate_filter_returns_empty_for_unsupported_expression(expression: str) -> None:
    assert translate_filter(expression, FEEDS) == ""
