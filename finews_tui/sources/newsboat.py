"""newsboat's `urls` file: feeds with tags and titles, and query feeds."""

from __future__ import annotations

import re

from finews_tui.sources.charsets import decoded
from finews_tui.sources.listed import (
    ListedFeed,
    ListedQuery,
    Subscriptions,
    feed_location,
    label,
)
from finews_tui.sources.newsboat_query import translated

# newsboat's own words: blanks part them, double quotes hold them together, a backslash in quotes
# takes the next character as it is, # begins a comment outside quotes.
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|([^\s"#]\S*)|(#.*)|\s+', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_COMMANDS = ("exec:", "filter:", "|")


def read(data: bytes) -> Subscriptions:
    """What a `urls` file lists; `exec:` and `filter:` lines are told of and never run.

    The first tag of a feed becomes its group. A query feed becomes a saved query where it can be
    said in the query language. The same address twice is one feed.
    """
    text, _ = decoded(data)
    feeds: dict[str, ListedFeed] = {}
    later: list[tuple[int, str]] = []
    refused: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = _words(line)
        if not words:
            continue
        address = words[0]
        if address.startswith("query:"):
            later.append((number, address))
        elif address.startswith(_COMMANDS):
            refused.append(f"line {number}: refused, runs a command: {label(address)}")
        elif location := feed_location(address):
            _take(feeds, location, words[1:])
        else:
            shown = label(address)
            refused.append(f"line {number}: refused, not an address on the web: {shown}")
    queries = _queries(later, tuple(feeds.values()), refused)
    return Subscriptions(tuple(feeds.values()), queries, tuple(refused))


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


def _queries(
    lines: list[tuple[int, str]], feeds: tuple[ListedFeed, ...], refused: list[str]
) -> tuple[ListedQuery, ...]:
    queries: dict[str, ListedQuery] = {}
    for number, line in lines:
        _, name, expression = [*line.split(":", 2), "", ""][:3]
        text = translated(expression, feeds)
        if text and label(name):
            queries.setdefault(label(name), ListedQuery(label(name), text))
        else:
            refused.append(f"line {number}: query not taken over: {label(line)}")
    return tuple(queries.values())


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
