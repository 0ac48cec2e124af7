"""Import of tags and query feeds from a subscription list as saved queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.library.user_state import UserState
from finews_tui.sources.subscriptions.newsboat_filters import tag_query, translate_filter
from finews_tui.sources.subscriptions.records import ImportedFeed, NewsboatQuery

_MIN_FEEDS = 2
"""Tags of fewer feeds are skipped: they would only rename a feed."""


def import_saved_queries(
    stores: Stores,
    listed: Sequence[NewsboatQuery],
    feeds: Sequence[ImportedFeed],
    refused: list[str],
) -> tuple[str, ...]:
    """Save query feeds and tags of a list as queries; return the names of new ones.

    A tag becomes a query if several feeds have it, unless it is the group of all of them. A line is
    appended to `refused` for other tags, unsupported queries and existing names.
    """
    state = UserState(stores)
    saved = {query.name: query.text for query in state.saved_queries()}
    added: list[str] = []
    for name, text in [*_from_query_feeds(listed, feeds, refused), *_from_tags(feeds, refused)]:
        if name not in saved:
            state.save_query(name, text)
            saved[name] = text
            added.append(name)
        elif saved[name] != text:
            refused.append(
                tr("query “{name}” skipped: a query with this name already exists", name=name)
            )
    return tuple(added)


def _from_query_feeds(
    listed: Sequence[NewsboatQuery], feeds: Sequence[ImportedFeed], refused: list[str]
) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for query in listed:
        text = translate_filter(query.expression, tuple(feeds))
        if text and query.name:
            if query.name not in seen:
                yield query.name, text
            seen.add(query.name)
        else:
            description = f"{query.name}: {query.expression}"[:200]
            refused.append(
                tr(
                    "line {line}: unsupported query skipped: {query}",
                    line=query.line,
                    query=description,
                )
            )


def _from_tags(feeds: Sequence[ImportedFeed], refused: list[str]) -> Iterator[tuple[str, str]]:
    tags = dict.fromkeys(tag for feed in feeds for tag in feed.tags)
    for tag in tags:
        tagged = [feed for feed in feeds if tag in feed.tags]
        if all(feed.group == tag for feed in tagged):
            continue
        names = tr(", ").join(feed.name for feed in tagged)[:200]
        if len(tagged) < _MIN_FEEDS:
            refused.append(
                tr("{source}: tag “{tag}” skipped; no other feed has it", source=names, tag=tag)
            )
        elif text := tag_query(tag, tuple(feeds)):
            yield tag, text
        else:
            refused.append(tr("{source}: tag “{tag}” skipped", source=names, tag=tag))
