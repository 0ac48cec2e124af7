"""Commands to manage, add and sync sources."""

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
        screen.show_message(tr("Select a source or group to edit"))


def _move(screen: SourcesScreen, call: Call) -> None:
    if screen.source_names:
        move_sources(screen.app, screen.session, screen.source_names)
    else:
        screen.show_message(tr("Select a source to move"))


def _remove(screen: SourcesScreen, call: Call) -> None:
    if screen.source is not None:
        remove_source(screen.session, screen.source.name)
    else:
        edit = screen.session.key_text("sources.edit")
        screen.show_message(tr("Cannot remove a group; press {edit} to rename it", edit=edit))


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
        screen.show_message(tr("Folders have no website"))
    else:
        screen.show_message(tr("This feed does not link to a website"))


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
        mark("Show articles"),
        lambda screen, call: screen.show_articles(),
        ("l",),
        ("enter", "right"),
        mark("articles"),
    ),
    Command(
        "sources.edit",
        SourcesScreen,
        mark("Edit source or rename group"),
        _edit,
        ("e",),
        hint=mark("edit"),
    ),
    Command(
        "sources.move",
        SourcesScreen,
        mark("Move to group"),
        _move,
        ("m",),
        hint=mark("move"),
    ),
    Command(
        "sources.remove",
        SourcesScreen,
        mark("Remove source"),
        _remove,
        ("d",),
        ("delete",),
        mark("remove"),
    ),
    Command(
        "sources.force",
        SourcesScreen,
        mark("Retry now, ignoring rate limits"),
        _force_sync,
        ("f",),
    ),
    Command(
        "sources.site",
        SourcesScreen,
        mark("Open website"),
        _open_site,
        ("o",),
        hint=mark("site"),
    ),
    Command(
        "sources.find",
        SourcesScreen,
        mark("Find source"),
        lambda screen, call: screen.open_find(),
        ("/",),
        hint=mark("find"),
    ),
    Command(
        "sources.order",
        SourcesScreen,
        mark("Sort by group or by errors"),
        lambda screen, call: screen.toggle_order(),
        ("s",),
    ),
    Command(
        "sources.out",
        SourcesScreen,
        mark("Go back to the articles"),
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
        mark("Add source"),
        lambda app, call: app.add_source(call.argument),
        ("a",),
        argument="address",
    ),
    Command(
        "sources.show",
        FinewsApp,
        mark("Manage sources"),
        _manage_sources,
        ("w",),
    ),
)
