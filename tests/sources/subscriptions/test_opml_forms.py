"""Outlines as other readers write them."""

from __future__ import annotations

import pytest

from finews_tui.model.source import Source, SourceKind
from finews_tui.sources.subscriptions.opml import parse_opml, write_opml
from finews_tui.sources.subscriptions.records import FeedMetadata, Subscriptions

FEED = "https://f.test/1"

FEEDS = [
    f'<outline text="A" type="rss" url="{FEED}"/>',
    f'<outline text="A" type="RSS" URL="{FEED}"/>',
    f'<outline text="A" type="atom" url="{FEED}"/>',
    f'<outline text="A" url="{FEED}"/>',
    f'<outline text="A" xmlURL="{FEED}"/>',
    f'<outline text="A" type="rss" xmlUrl="" url="{FEED}"/>',
    f'<outline text="A" type="rss" feedUrl="{FEED}" htmlUrl="https://f.test"/>',
    f'<outline text="A" type="link" xmlUrl="{FEED}"/>',
    f'<outline text="A" type="JSONFeed" xmlUrl="{FEED}"/>',
    f'<outline text="A" isComment="false" type="rss" xmlUrl="{FEED}"/>',
    f'<outline text="A" isBreakpoint="true" type="rss" xmlUrl="{FEED}"/>',
    f'<!-- <outline type="rss" xmlUrl="https://f.test/2"/> --><outline text="A" xmlUrl="{FEED}"/>',
]
SKIPPED = [
    (f'<outline text="A" isComment="true" type="rss" xmlUrl="{FEED}"/>', "commented out"),
    (f'<outline text="A" ISCOMMENT="True" xmlUrl="{FEED}"/>', "commented out"),
    (
        f'<outline text="Old" isComment="true"><outline text="A" xmlUrl="{FEED}"/></outline>',
        "commented out",
    ),
    ('<outline text="A" type="include" url="https://f.test/all.opml"/>', "a list of other feeds"),
    ('<outline text="A" type="include" url="https://f.test/all"/>', "a list of other feeds"),
    ('<outline text="A" type="link" url="https://f.test/all.opml"/>', "a list of other feeds"),
    ('<outline text="A" url="https://f.test/all.OPML?x=1"/>', "a list of other feeds"),
    ('<outline text="A" frss:opmlUrl="https://f.test/list"/>', "a list of other feeds"),
    ('<outline text="A" type="link" url="https://f.test/page"/>', "links to a page"),
    ('<outline text="A" type="rss" htmlUrl="https://f.test/"/>', "no feed address"),
    (f'<outline text="A" type="HTML+XPath" xmlUrl="{FEED}" frss:xPathItem="//li"/>', "HTML+XPath"),
    (f'<outline text="A" type="XML+XPath" xmlUrl="{FEED}"/>', "XML+XPath"),
    (f'<outline text="A" type="JSON+DotNotation" xmlUrl="{FEED}"/>', "JSON+DotNotation"),
    (f'<outline text="A" xmlUrl="{FEED}" frss:xPathItem="//li"/>', "FreshRSS"),
]
RULES = [
    "scraperRules", "rewriteRules", "urlRewriteRules", "blocklistRules", "keeplistRules",
    "blockFilterEntryRules", "keepFilterEntryRules", "frss:cssFullContent",
    "frss:filtersActionRead",
]  # fmt: skip
SILENT = ['<outline text="Note"/>', '<outline text="Folder" type="folder"/>', "<outline/>"]


def parse(body: str) -> Subscriptions:
    return parse_opml(f'<opml version="2.0"><body>{body}</body></opml>'.encode())


@pytest.mark.parametrize("body", FEEDS)
def test_feed_is_found(body: str) -> None:
    subscriptions = parse(body)
    assert [(feed.location, feed.title) for feed in subscriptions.feeds] == [(FEED, "A")]
    assert subscriptions.refused == ()


@pytest.mark.parametrize(("body", "reason"), SKIPPED)
def test_other_outline_is_reported(body: str, reason: str) -> None:
    subscriptions = parse(f'{body}<outline text="B" xmlUrl="https://f.test/b"/>')
    assert [feed.title for feed in subscriptions.feeds] == ["B"]
    (line,) = subscriptions.refused
    assert line.startswith("A: ")
    assert reason in line


@pytest.mark.parametrize("attribute", RULES)
def test_rules_of_other_readers_are_reported(attribute: str) -> None:
    subscriptions = parse(f'<outline text="A" type="rss" xmlUrl="{FEED}" {attribute}="x"/>')
    assert len(subscriptions.feeds) == 1
    assert subscriptions.refused == (f"A: rules not imported: {attribute}",)


@pytest.mark.parametrize("body", SILENT)
def test_outline_without_address_is_a_folder(body: str) -> None:
    assert parse(body) == Subscriptions()


def test_feeds_after_a_comment_are_found() -> None:
    comment = f'<outline isComment="true"><outline><outline xmlUrl="{FEED}"/></outline></outline>'
    body = f'<outline text="G">{comment}<outline text="B" xmlUrl="https://f.test/b"/></outline>'
    (feed,) = parse(body).feeds
    assert (feed.title, feed.group) == ("B", "G")


@pytest.mark.parametrize(
    ("attribute", "full_text"),
    [('crawler="true"', True), ('crawler="1"', True), ('crawler="false"', False), ("", False)],
)
def test_crawler_becomes_full_text(attribute: str, *, full_text: bool) -> None:
    (feed,) = parse(f'<outline text="A" xmlUrl="{FEED}" {attribute}/>').feeds
    assert feed.full_text is full_text


def test_website_and_description_survive_round_trip() -> None:
    about = FeedMetadata("https://f.test/home", 'Ships, tides & "more" 新闻')
    source = Source("a", SourceKind.FEED, FEED, title="A", full_text=True)
    written = write_opml([source], about={"a": about})
    assert b'htmlUrl="https://f.test/home"' in written
    (feed,) = parse_opml(written).feeds
    assert (feed.about, feed.full_text) == (about, True)


def test_hostile_metadata_is_sanitized() -> None:
    body = (
        f'<outline text="A" xmlUrl="{FEED}" htmlUrl="javascript:alert(1)" '
        f'description="a&#10;b \u202e{"x" * 5000}"/>'
    )
    (feed,) = parse(body).feeds
    assert feed.about.site == ""
    assert feed.about.description.startswith("a b x")
    assert len(feed.about.description) <= 1001


def test_written_website_has_no_secrets() -> None:
    source = Source("a", SourceKind.FEED, FEED)
    about = {"a": FeedMetadata("https://me:s3cret@f.test/?token=s3cret")}
    assert b"s3cret" not in write_opml([source], about=about)
