"""Commands for sources: managing, adding and syncing them."""

from __future__ import annotations

import asyncio
from functools import partial

from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.source import SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import AnyCommand, Call, Command
from finews_tui.ui.screens.base import BaseScreen
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.sources.editing import edit_source, move_sources, remove_source, rename_group
from finews_tui.ui.sources.screen import SourcesScreen
from finews_tui.ui.workers import start


def _edit(screen: SourcesScreen, call: Call) -> None:
    if screen.source is not None:
        edit_source(screen.app, screen.session, screen.source)
    elif screen.group:
        rename_group(screen.app, screen.session, screen.group)
    else:
        screen.show_message(tr("Choose a source or a group: it is edited here"))


def _move(screen: SourcesScreen, call: Call) -> None:
    if screen.source_names:
        move_sources(screen.app, screen.session, screen.source_names)
    else:
        screen.show_message(tr("Choose a source: it is moved from here"))


def _remove(screen: SourcesScreen, call: Call) -> None:
    if screen.source is not None:
        remove_source(screen.session, screen.source.name)
    else:
        edit = screen.session.key_text("sources.edit")
        screen.show_message(tr("Sources are removed one by one; {edit} renames a group", edit=edit))


def _force_sync(screen: SourcesScreen, call: Call) -> None:
    if screen.source_names:
        screen.start_sync(screen.source_names, force=True)


def _open_site(screen: SourcesScreen, call: Call) -> None:
    start(screen, partial(_open_site_of_source, screen), group="site")


async def _open_site_of_source(screen: SourcesScreen) -> None:
    source = screen.source
    if source is None:
        return
    url = await asyncio.to_thread(screen.session.library.sources.site, source)
    if url:
        screen.show_url(url)
        screen.session.external.open_links([url])
    elif source.kind is SourceKind.DIRECTORY:
        screen.show_message(tr("A folder has no site"))
    else:
        screen.show_message(tr("This feed names no site"))


def _sync_here(screen: BaseScreen, call: Call) -> None:
    if call.argument:
        screen.start_sync([call.argument])
    elif isinstance(screen, SourcesScreen):
        screen.start_sync(screen.source_names)
    elif isinstance(screen, MainScreen):
        screen.start_sync(screen.tree_pane.source_tree.selected_sources())


async def _manage_sources(app: FinewsApp, call: Call) -> None:
    if isinstance(app.screen, SourcesScreen):
        app.screen.close_screen(None)
    else:
        await app.open_sources()


SOURCES_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "sources.enter",
        SourcesScreen,
        mark("Its articles"),
        lambda screen, call: screen.show_articles(),
        ("l",),
        ("enter", "right"),
        mark("articles"),
    ),
    Command(
        "sources.edit",
        SourcesScreen,
        mark("Edit it, or rename the group"),
        _edit,
        ("e",),
        hint=mark("edit"),
    ),
    Command(
        "sources.move",
        SourcesScreen,
        mark("Move it to a group"),
        _move,
        ("m",),
        hint=mark("move"),
    ),
    Command(
        "sources.remove",
        SourcesScreen,
        mark("Remove it"),
        _remove,
        ("d",),
        ("delete",),
        mark("remove"),
    ),
    Command(
        "sources.force",
        SourcesScreen,
        mark("Ask it anew, also if it rests or is gone"),
        _force_sync,
        ("f",),
    ),
    Command(
        "sources.site",
        SourcesScreen,
        mark("Open its site"),
        _open_site,
        ("o",),
        hint=mark("site"),
    ),
    Command(
        "sources.find",
        SourcesScreen,
        mark("Find a source"),
        lambda screen, call: screen.open_find(),
        ("/",),
        hint=mark("find"),
    ),
    Command(
        "sources.order",
        SourcesScreen,
        mark("By groups, or trouble first"),
        lambda screen, call: screen.toggle_order(),
        ("s",),
    ),
    Command(
        "sources.out",
        SourcesScreen,
        mark("Back to the news"),
        lambda screen, call: screen.step_back(),
        ("h",),
        ("left", "escape"),
        mark("back"),
    ),
)
SYNC_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "source.sync", BaseScreen, mark("Sync this source"), _sync_here, ("r",), argument="source"
    ),
    Command(
        "sync",
        BaseScreen,
        mark("Sync all sources"),
        lambda screen, call: screen.start_sync(),
        ("R",),
    ),
    Command(
        "source.add",
        FinewsApp,
        mark("Add a source"),
        lambda app, call: app.add_source(call.argument),
        ("a",),
        argument="address",
    ),
    Command(
        "sources.show",
        FinewsApp,
        mark("Sources: how each is, and all about them"),
        _manage_sources,
        ("w",),
    ),
)
