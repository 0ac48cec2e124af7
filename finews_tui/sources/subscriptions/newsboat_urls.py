"""newsboat's `urls` file: feeds with tags and titles, and query feeds."""

from __future__ import annotations

import re

from finews_tui.content.text.decoding import decode_text
from finews_tui.i18n.catalog import tr
from finews_tui.sources.subscriptions.records import (
    ListedFeed,
    ListedQuery,
    Subscriptions,
    feed_location,
    label,
)

# newsboat's own words: blanks part them, double quotes hold them together, a backslash in quotes
# takes the next character as it is, # begins a comment outside quotes.
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|([^\s"#]\S*)|(#.*)|\s+', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
# The date that newsboat sets behind a link: of mail (RSS 2.0), or of ISO 8601 (Atom, Dublin Core).
_DATE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*|\d{1,2} [A-Z][a-z]{2} \d{4}.*|\d{4}-\d\d-\d\dT.*"
)
_MADE_UP = re.compile(rf"(https?://\S*?)(?:{_DATE.pattern})")
_LONGEST_GUID = 4096
COMMANDS = ("exec:", "filter:", "|")


def read(data: bytes) -> Subscriptions:
    """What a `urls` file lists; `exec:` and `filter:` lines are told of and never run.

    The first tag of a feed becomes its group. The same address twice is one feed.
    """
    text = decode_text(data).text
    feeds: dict[str, ListedFeed] = {}
    queries: list[ListedQuery] = []
    refused: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = _words(line)
        if not words:
            continue
        address = words[0]
        if address.startswith("query:"):
            _, name, expression = [*address.split(":", 2), "", ""][:3]
            queries.append(ListedQuery(label(name), expression, number))
        elif address.startswith(COMMANDS):
            refused.append(
                tr(
                    "line {number}: refused, runs a command: {address}; "
                    "what it prints, `finews add -` follows",
                    number=number,
                    address=label(address),
                )
            )
        elif location := feed_location(address):
            _take(feeds, location, words[1:])
        else:
            shown = label(address)
            refused.append(
                tr(
                    "line {number}: refused, not an address on the web: {shown}",
                    number=number,
                    shown=shown,
                )
            )
    return Subscriptions(tuple(feeds.values()), tuple(queries), tuple(refused))


def entry_guid(guid: str, link: str, title: str) -> str:
    """The guid that a feed gave an item, from what newsboat calls it; "" where it gave none.

    newsboat 2.21 makes up for a missing one by the link with the date as written behind it, by the
    link, or by the title (`RssParser::get_guid`).
    """
    if link:
        is_made_up = guid.startswith(link) and _DATE.fullmatch(guid, len(link)) is not None
    else:
        is_made_up = guid == title
    return "" if is_made_up else guid


def made_up_link(guid: str) -> str:
    """The link in a guid that newsboat made up of link and date; "" where it is none."""
    made_up = _MADE_UP.fullmatch(guid[:_LONGEST_GUID])
    return made_up[1] if made_up is not None else ""


def _take(feeds: dict[str, ListedFeed], location: str, words: list[str]) -> None:
    title = next((label(word[1:]) for word in words if word.startswith("~")), "")
    is_hidden = any(word.startswith("!") for word in words)
    tags = [label(word) for word in words if not word.startswith(("~", "!"))]
    known = feeds.get(location)
    if known is not None:
        tags = [*filter(None, (known.group, *known.tags)), *tags]
        title, is_hidden = known.title or title, known.hidden or is_hidden
    tags = list(dict.fromkeys(filter(None, tags)))
    group = tags[0] if tags else ""
    feeds[location] = ListedFeed(location, title, group, tuple(tags[1:]), is_hidden)


def _words(line: str) -> list[str]:
    words = []
    for found in _WORD.finditer(line):
        if found[3] is not None:
            break
        if found[1] is not None:
            words.append(_ESCAPE.sub(r"\1", found[1]))
        elif found[2] is not None:
            words.append(found[2])
    return words
