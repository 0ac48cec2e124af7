"""Dialog flow to add sources: look up, select, preview, add."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual.app import App

from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.library.subscribe.lookup import FOLDER, LIST, ensure_preview, find_sources
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.source import Source
from finews_tui.ui.dialogs.add_source import AddSource
from finews_tui.ui.dialogs.follow_source import FollowSource, SourceDetails
from finews_tui.ui.dialogs.picker import Choice, Picker
from finews_tui.ui.error_boundary import report_error

_MAX_REJECTED_LINES = 6
_WARNING_S = 12.0


async def add_sources(app: App[None], library: Library, location: str = "") -> tuple[Source, ...]:
    """Ask for a location and add its source. Going back restores the typed text.

    Returns the new sources: several if a subscription list was imported, none if the user
    cancelled. Must be called in a worker of the app.
    """
    selected: FeedCandidate | None = None
    start_now = bool(location)
    while True:

        async def look_up(
            url: str, selected: FeedCandidate | None = selected, selected_at: str = location
        ) -> Sequence[FeedCandidate]:
            if selected is not None and url == selected_at:
                return (await ensure_preview(library.stores, selected),)
            return await find_sources(library.stores, url)

        answer = await app.push_screen_wait(AddSource(look_up, location, start_now=start_now))
        if answer is None:
            return ()
        location, candidates = answer
        if candidates[0].kind == LIST:
            return await _import_list(app, library, candidates[0].url)
        if len(candidates) > 1:
            # The preview of the selected feed is loaded in the dialog with the location.
            selected = await app.push_screen_wait(_feed_picker(candidates))
            start_now = selected is not None
            continue
        source = await _follow(app, library, candidates[0])
        if source is not None:
            return (source,)
        selected, start_now = None, False


def _feed_picker(candidates: Sequence[FeedCandidate]) -> Picker[FeedCandidate]:
    choices = [
        Choice(feed.title or feed.url, feed, note=feed.kind, names=(feed.title, feed.url))
        for feed in candidates
    ]
    return Picker(tr("Select feed"), choices, tr("Enter: preview   Esc: back"))


async def _import_list(app: App[None], library: Library, location: str) -> tuple[Source, ...]:
    """Import a subscription list, and show rejected lines."""
    from finews_tui.library.subscribe.import_file import import_subscription_file

    try:
        imported = await asyncio.to_thread(import_subscription_file, library.stores, location)
    except FinewsError as error:
        report_error(app, error)
        return ()
    if imported.refused:
        lines = list(imported.refused[:_MAX_REJECTED_LINES])
        if len(imported.refused) > _MAX_REJECTED_LINES:
            lines.append(tr("… and more. Run `finews import` to see all of them."))
        app.notify("\n".join(lines), severity="warning", markup=False, timeout=_WARNING_S)
    if not imported.added:
        app.notify(tr("No new sources in this list"), markup=False)
    return imported.added


async def _follow(app: App[None], library: Library, candidate: FeedCandidate) -> Source | None:
    """Preview a source, ask for title and group, and add it. Returns None to go back."""
    from finews_tui.library.subscribe.new_source import already_added_error, source_at

    groups = list(dict.fromkeys(source.group for source in library.config.sources if source.group))
    existing = source_at(library.stores, candidate.url)
    error = str(already_added_error(candidate.url, existing.name)) if existing else ""
    details = SourceDetails()
    while True:
        answer = await app.push_screen_wait(FollowSource(candidate, groups, details, error))
        if answer is None:
            return None
        details = answer
        try:
            return await _add(library, candidate, details)
        except FinewsError as failure:
            error = str(failure)


async def _add(library: Library, candidate: FeedCandidate, details: SourceDetails) -> Source:
    from finews_tui.library.changes.sources import removal_of
    from finews_tui.library.subscribe.follow import follow_feed

    title, group = details
    if candidate.kind == FOLDER:
        source = await asyncio.to_thread(
            library.sources.add_directory, candidate.url, title=title, group=group
        )
    else:
        source = await follow_feed(
            library.stores, candidate, title=title, group=group, is_verified=True
        )
    await asyncio.to_thread(library.record, removal_of(source))
    return source
