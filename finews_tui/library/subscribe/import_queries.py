"""Tags and query feeds of another reader's list, kept as saved queries where they can be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.library.user_state import UserState
from finews_tui.sources.subscriptions.newsboat_filters import query_of_tag, translated
from finews_tui.sources.subscriptions.records import ListedQuery, NamedFeed

_FEWEST = 2
"""Feeds that a tag must have to be more than another name for one of them."""


def import_saved_queries(
    stores: Stores,
    listed: Sequence[ListedQuery],
    feeds: Sequence[NamedFeed],
    refused: list[str],
) -> tuple[str, ...]:
    """Save what a list's query feeds and further tags find; returns the names of the new queries.

    A tag is a group where it is the group of all its feeds; a query, where several feeds have it;
    else it is told of in `refused`, as are queries that cannot be said and names that are taken.
    """
    state = UserState(stores)
    saved = {query.name: query.text for query in state.saved_queries()}
    added: list[str] = []
    for name, text in [*_of_queries(listed, feeds, refused), *_of_tags(feeds, refused)]:
        if name not in saved:
            state.save_query(name, text)
            saved[name] = text
            added.append(name)
        elif saved[name] != text:
            refused.append(
                tr("query {name}: there is another of that name, which stays", name=name)
            )
    return tuple(added)


def _of_queries(
    listed: Sequence[ListedQuery], feeds: Sequence[NamedFeed], refused: list[str]
) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for query in listed:
        text = translated(query.expression, tuple(feeds))
        if text and query.name:
            if query.name not in seen:
                yield query.name, text
            seen.add(query.name)
        else:
            shown = f"{query.name}: {query.expression}"[:200]
            refused.append(
                tr("line {line}: query not taken over: {query}", line=query.line, query=shown)
            )


def _of_tags(feeds: Sequence[NamedFeed], refused: list[str]) -> Iterator[tuple[str, str]]:
    tags = dict.fromkeys(tag for feed in feeds for tag in feed.tags)
    for tag in tags:
        chosen = [feed for feed in feeds if tag in feed.tags]
        if all(feed.group == tag for feed in chosen):
            continue
        names = tr(", ").join(feed.name for feed in chosen)[:200]
        if len(chosen) < _FEWEST:
            refused.append(
                tr("{source}: tag left out, no other feed has it: {tag}", source=names, tag=tag)
            )
        elif text := query_of_tag(tag, tuple(feeds)):
            yield tag, text
        else:
            refused.append(tr("{source}: tag left out: {tag}", source=names, tag=tag))
