"""The way from an address to sources: looked at, chosen among several, shown, and followed."""

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
from finews_tui.ui.dialogs.feed_picker import FeedPicker
from finews_tui.ui.dialogs.follow_source import FollowSource, Placing

_LINES_TOLD = 6


async def ask_and_follow(
    app: App[None], library: Library, location: str = ""
) -> tuple[Source, ...]:
    """Ask until something is followed or the user gives it up; a step back keeps what was typed.

    Returns what is followed since: several where a list of feeds was taken over, none where the
    user gave it up. To be called in a worker of the application.
    """

    chosen: FeedCandidate | None = None
    is_begun = bool(location)
    while True:

        async def look(
            address: str, chosen: FeedCandidate | None = chosen, looked_for: str = location
        ) -> Sequence[FeedCandidate]:
            if chosen is not None and address == looked_for:
                return (await ensure_preview(library.stores, chosen),)
            return await find_sources(library.stores, address)

        answer = await app.push_screen_wait(AddSource(look, location, is_begun=is_begun))
        if answer is None:
            return ()
        location, found = answer
        if found[0].kind == LIST:
            return await _taken_over(app, library, found[0].url)
        if len(found) > 1:
            # The one that is chosen is looked at where the address was.
            chosen = await app.push_screen_wait(FeedPicker(found))
            is_begun = chosen is not None
            continue
        source = await _placed(app, library, found[0])
        if source is not None:
            return (source,)
        chosen, is_begun = None, False


async def _taken_over(app: App[None], library: Library, location: str) -> tuple[Source, ...]:
    """Take a list of feeds over, and say what of it could not be."""
    from finews_tui.library.subscribe.import_file import import_subscription_file

    try:
        taken = await asyncio.to_thread(import_subscription_file, library.stores, location)
    except FinewsError as error:
        app.notify(str(error), severity="error", markup=False, timeout=8)
        return ()
    if taken.refused:
        lines = list(taken.refused[:_LINES_TOLD])
        if len(taken.refused) > _LINES_TOLD:
            lines.append(tr("and more: `finews import` on the command line lists them all"))
        app.notify("\n".join(lines), severity="warning", markup=False, timeout=12)
    if not taken.added:
        app.notify(tr("Nothing in the list is new"), markup=False)
    return taken.added


async def _placed(app: App[None], library: Library, candidate: FeedCandidate) -> Source | None:
    """Show what it will bring, ask for title and group, and follow it; None for a step back."""
    from finews_tui.library.subscribe.new_source import already_followed, followed_source

    groups = list(dict.fromkeys(one.group for one in library.config.sources if one.group))
    source = followed_source(library.stores, candidate.url)
    mistake = str(already_followed(candidate.url, source.name)) if source else ""
    placing = Placing()
    while True:
        wanted = await app.push_screen_wait(FollowSource(candidate, groups, placing, mistake))
        if wanted is None:
            return None
        placing = wanted
        try:
            return await _followed(library, candidate, placing)
        except FinewsError as error:
            mistake = str(error)


async def _followed(library: Library, candidate: FeedCandidate, placing: Placing) -> Source:
    from finews_tui.library.changes.sources import removal_of
    from finews_tui.library.subscribe.follow import follow_feed

    title, group = placing
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
