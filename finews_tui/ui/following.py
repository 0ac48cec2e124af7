"""The way from an address to a source: looked at, chosen among several, shown, and followed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual.app import App

from finews_tui.errors import FinewsError
from finews_tui.library.library import Library
from finews_tui.library.looking import FOLDER, find_sources, looked_at
from finews_tui.model.source import Candidate, Source
from finews_tui.ui.dialogs.add_source import AddSource
from finews_tui.ui.dialogs.feed_picker import FeedPicker
from finews_tui.ui.dialogs.follow_source import FollowSource, Placing


async def ask_and_follow(app: App[None], library: Library, location: str = "") -> Source | None:
    """Ask until something is followed or the user gives it up; a step back keeps what was typed.

    To be called in a worker of the application.
    """

    chosen: Candidate | None = None
    is_begun = bool(location)
    while True:

        async def look(
            address: str, chosen: Candidate | None = chosen, looked_for: str = location
        ) -> Sequence[Candidate]:
            if chosen is not None and address == looked_for:
                return (await looked_at(library, chosen),)
            return await find_sources(library, address)

        answer = await app.push_screen_wait(AddSource(look, location, is_begun=is_begun))
        if answer is None:
            return None
        location, found = answer
        if len(found) > 1:
            # The one that is chosen is looked at where the address was.
            chosen = await app.push_screen_wait(FeedPicker(found))
            is_begun = chosen is not None
            continue
        source = await _placed(app, library, found[0])
        if source is not None:
            return source
        chosen, is_begun = None, False


async def _placed(app: App[None], library: Library, candidate: Candidate) -> Source | None:
    """Show what it will bring, ask for title and group, and follow it; None for a step back."""
    groups = list(dict.fromkeys(one.group for one in library.config.sources if one.group))
    placing, mistake = Placing(), ""
    while True:
        wanted = await app.push_screen_wait(FollowSource(candidate, groups, placing, mistake))
        if wanted is None:
            return None
        placing = wanted
        try:
            return await _followed(library, candidate, placing)
        except FinewsError as error:
            mistake = str(error)


async def _followed(library: Library, candidate: Candidate, placing: Placing) -> Source:
    from finews_tui.library.refollowing import followed
    from finews_tui.library.subscriptions import follow_feed
    from finews_tui.library.undoing import remember

    title, group = placing
    if candidate.kind == FOLDER:
        source = await asyncio.to_thread(
            library.add_source, candidate.url, title=title, group=group
        )
    else:
        source = await follow_feed(library, candidate, title=title, group=group, is_sure=True)
    await asyncio.to_thread(remember, library, followed(library, source))
    return source
