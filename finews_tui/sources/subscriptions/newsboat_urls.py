"""Parse newsboat's `urls` file: feeds with tags and titles, and query feeds."""

from __future__ import annotations

import re

from finews_tui.content.text.decoding import decode_text
from finews_tui.i18n.catalog import tr
from finews_tui.sources.subscriptions.records import (
    FeedSubscription,
    NewsboatQuery,
    Subscriptions,
    clean_label,
    normalize_feed_url,
)

# Tokens are separated by spaces, or in double quotes with backslash escapes; # starts a comment
# outside quotes.
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"?|([^\s"#]\S*)|(#.*)|\s+', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# Dates that newsboat appends to links: RFC 822 (RSS 2.0) or ISO 8601 (Atom, Dublin Core).
_DATE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*|\d{1,2} [A-Z][a-z]{2} \d{4}.*|\d{4}-\d\d-\d\dT.*"
)
_GENERATED_GUID = re.compile(rf"(https?://\S*?)(?:{_DATE.pattern})")
_MAX_GUID_LENGTH = 4096
COMMANDS = ("exec:", "filter:", "|")


def parse_newsboat_urls(data: bytes) -> Subscriptions:
    """Parse a `urls` file. `exec:` and `filter:` lines are skipped, never run.

    The first tag of a feed becomes its group. Lines with the same URL are merged.
    """
    text = decode_text(data).text
    feeds: dict[str, FeedSubscription] = {}
    queries: list[NewsboatQuery] = []
    refused: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        tokens = _tokenize(line)
        if not tokens:
            continue
        address = tokens[0]
        if address.startswith("query:"):
            _, name, expression = [*address.split(":", 2), "", ""][:3]
            queries.append(NewsboatQuery(clean_label(name), expression, number))
        elif address.startswith(COMMANDS):
            refused.append(
                tr(
                    "line {number}: skipped, runs a command: {address}; "
                    "pipe its output to `finews add -` instead",
                    number=number,
                    address=clean_label(address),
                )
            )
        elif location := normalize_feed_url(address):
            _add_feed(feeds, location, tokens[1:])
        else:
            refused.append(
                tr(
                    "line {number}: skipped, not a web address: {address}",
                    number=number,
                    address=clean_label(address),
                )
            )
    return Subscriptions(tuple(feeds.values()), tuple(queries), tuple(refused))


def entry_guid(guid: str, link: str, title: str) -> str:
    """Return the feed's guid of an item from its guid in newsboat, or "" if generated.

    For an item without a guid, newsboat 2.21 generates one: the link followed by the date, the
    link, or the title (`RssParser::get_guid`).
    """
    if link:
        is_generated = guid.startswith(link) and _DATE.fullmatch(guid, len(link)) is not None
    else:
        is_generated = guid == title
    return "" if is_generated else guid


def link_from_generated_guid(guid: str) -> str:
    """Return the link in a guid that newsboat generated from link and date, or ""."""
    match = _GENERATED_GUID.fullmatch(guid[:_MAX_GUID_LENGTH])
    return match[1] if match is not None else ""


def _add_feed(feeds: dict[str, FeedSubscription], location: str, tokens: list[str]) -> None:
    title = next((clean_label(token[1:]) for token in tokens if token.startswith("~")), "")
    is_hidden = any(token.startswith("!") for token in tokens)
    tags = [clean_label(token) for token in tokens if not token.startswith(("~", "!"))]
    earlier = feeds.get(location)
    if earlier is not None:
        tags = [*filter(None, (earlier.group, *earlier.tags)), *tags]
        title, is_hidden = earlier.title or title, earlier.hidden or is_hidden
    tags = list(dict.fromkeys(filter(None, tags)))
    group = tags[0] if tags else ""
    feeds[location] = FeedSubscription(location, title, group, tuple(tags[1:]), is_hidden)


def _tokenize(line: str) -> list[str]:
    tokens = []
    for match in _TOKEN.finditer(line):
        if match[3] is not None:
            break
        if match[1] is not None:
            tokens.append(_ESCAPE.sub(r"\1", match[1]))
        elif match[2] is not None:
            tokens.append(match[2])
    return tokens
