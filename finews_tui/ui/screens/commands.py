"""Commands of the pane layout, of all screens, and of the app."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.choices import (
    command_line_filter,
    complete_step,
    help_choices,
    palette_choices,
)
from finews_tui.ui.commands.command import AnyCommand, Call, Command, Context
from finews_tui.ui.commands.macros import Step
from finews_tui.ui.pane_layout import PaneLayout
from finews_tui.ui.reader.page_view import PageView
from finews_tui.ui.screens.base import BaseScreen
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.services.settings import Setting, parse_setting, suggested_settings
from finews_tui.ui.sources.screen import SourcesScreen
from finews_tui.ui.tree.nodes import TreeNode, node_choice
from finews_tui.ui.widgets.row_view import RowView

Scrollable = RowView | PageView

_SCROLLABLE = (RowView, PageView)

# Undo


async def _undo(screen: BaseScreen, call: Call) -> None:
    if not await screen.session.changes.undo():
        screen.show_message(tr("Nothing to undo"))


async def _redo(screen: BaseScreen, call: Call) -> None:
    if not await screen.session.changes.redo():
        screen.show_message(tr("Nothing to redo"))


# Settings and themes


def _change_setting(app: FinewsApp, call: Call) -> None:
    if not call.argument:
        _open_palette(app, call)
        return
    try:
        setting = parse_setting(call.argument)
    except UsageError as error:
        app.show_message(str(error))
        return
    app.settings.set(setting)
    app.show_message(tr("Set {setting}", setting=setting.text))


def _choose_theme(app: FinewsApp, call: Call) -> None:
    from finews_tui.ui.dialogs.picker import Choice, Picker

    if call.argument:
        app.set_theme(call.argument)
        return
    names = app.theme_names
    choices = [Choice(name, name, names=(name,)) for name in names]

    def preview(name: object) -> None:
        if isinstance(name, str):
            app.preview_theme(name)

    def apply(name: str | None) -> None:
        if name is None:
            app.preview_theme("")
        else:
            app.set_theme(name)

    picker = Picker[str](
        tr("Themes"),
        choices,
        tr("Enter: apply   Esc: cancel"),
        start=names.index(app.shown_theme) if app.shown_theme in names else None,
        on_highlight=preview,
    )
    app.push_screen(picker, apply)


# Help, palette and the `:` line


def _open_help(screen: BaseScreen, call: Call) -> None:
    from finews_tui.ui.dialogs.picker import Picker

    choices = help_choices(screen.dispatcher.keymap, screen.key_context)

    async def run(command: AnyCommand | None) -> None:
        if command is not None:
            await call.dispatch(command, Call())

    title = tr("Keyboard shortcuts")
    screen.app.push_screen(Picker[AnyCommand](title, choices, _run_footer()), run)


def _open_palette(app: FinewsApp, call: Call) -> None:
    """Open a picker for commands, themes, settings and categories."""
    from finews_tui.ui.dialogs.picker import Choice, Picker

    themes = [(tr("Theme: {name}", name=name), name) for name in app.theme_names]
    settings = [
        (tr("Setting: {setting}", setting=setting.text), setting)
        for setting in suggested_settings(app.settings.ui)
    ]
    choices = [
        *palette_choices(app.dispatcher.keymap),
        *(Choice(text, name, names=(text,)) for text, name in themes),
        *(Choice(text, setting, names=(text,)) for text, setting in settings),
        *(
            Choice(*node_choice(node, tr("Go to {label}", label=node.label)))
            for node in app.main_screen.tree_pane.source_tree.all_categories()
        ),
    ]

    async def choose(value: AnyCommand | TreeNode | Setting | str | None) -> None:
        if isinstance(value, str):
            app.set_theme(value)
            return
        app.preview_theme("")
        if isinstance(value, TreeNode):
            app.go_to_scope(value.query)
        elif isinstance(value, Setting):
            app.settings.set(value)
        elif value is not None:
            await call.dispatch(value, Call())

    def preview(value: object) -> None:
        app.preview_theme(value if isinstance(value, str) else "")

    picker = Picker[AnyCommand | TreeNode | Setting | str](
        tr("Command palette"), choices, _run_footer(), on_highlight=preview
    )
    app.push_screen(picker, choose)


def _open_command_line(app: FinewsApp, call: Call) -> None:
    from finews_tui.ui.dialogs.picker import Picker

    filter_choices = command_line_filter(app.dispatcher.keymap, _suggestions(app))

    async def run(step: Step | None) -> None:
        if step is not None:
            await call.dispatch(step.command, step.call)

    picker = Picker[Step](
        tr("Run command"),
        filter_choices(""),
        tr("Enter: run   Tab: complete   Esc: close"),
        filter_choices=filter_choices,
        complete=complete_step,
    )
    app.push_screen(picker, run)


def _suggestions(app: FinewsApp) -> dict[str, Sequence[str]]:
    """Return likely command arguments, by argument kind."""
    tree = app.main_screen.tree_pane
    categories = tree.source_tree.all_categories()
    return {
        "place": [node.label for node in categories],
        "source": sorted({node.source for node in categories if node.source}),
        "date": ["today", "yesterday"],
        "theme": app.theme_names,
        "setting": [setting.text for setting in suggested_settings(app.settings.ui)],
        "query": [saved.text for saved in tree.counts.saved],
    }


def _run_footer() -> str:
    return tr("Enter: run   Esc: close")


# Leaving


async def _go_back(screen: BaseScreen, call: Call) -> None:
    """Go one step back, or quit from the top level."""
    if isinstance(screen, SourcesScreen):
        screen.step_back()
    elif isinstance(screen, MainScreen):
        await _go_back_from_panes(screen)


async def _go_back_from_panes(screen: MainScreen) -> None:
    panes = screen.panes
    if screen.reader.is_find_open:
        screen.reader.close_find()
    elif panes.is_zoomed:
        panes.zoom(False)
    elif panes.pane is Context.READER:
        panes.focus_pane(Context.LIST)
    elif screen.articles.is_search_open:
        await screen.articles.end_search()
    elif panes.pane is Context.LIST and panes.came_from_tree:
        panes.focus_pane(Context.TREE)
    elif isinstance(screen.app, FinewsApp):
        screen.app.leave_screen()


MOVE_COMMANDS: tuple[AnyCommand, ...] = (
    Command[Scrollable](
        "move.down",
        _SCROLLABLE,
        mark("Move down"),
        lambda view, call: view.move_down(call.repeat),
        ("j",),
        ("down",),
        takes_count=True,
    ),
    Command[Scrollable](
        "move.up",
        _SCROLLABLE,
        mark("Move up"),
        lambda view, call: view.move_up(call.repeat),
        ("k",),
        ("up",),
        takes_count=True,
    ),
    Command[Scrollable](
        "move.half_down",
        _SCROLLABLE,
        mark("Move half a page down"),
        lambda view, call: view.move_half_down(call.repeat),
        ("ctrl+d",),
        takes_count=True,
    ),
    Command[Scrollable](
        "move.half_up",
        _SCROLLABLE,
        mark("Move half a page up"),
        lambda view, call: view.move_half_up(call.repeat),
        ("ctrl+u",),
        takes_count=True,
    ),
    Command[Scrollable](
        "move.page_down",
        _SCROLLABLE,
        mark("Move one page down"),
        lambda view, call: view.move_page_down(call.repeat),
        (),
        ("pagedown",),
        takes_count=True,
    ),
    Command[Scrollable](
        "move.page_up",
        _SCROLLABLE,
        mark("Move one page up"),
        lambda view, call: view.move_page_up(call.repeat),
        (),
        ("pageup",),
        takes_count=True,
    ),
    Command[Scrollable](
        "move.top",
        _SCROLLABLE,
        mark("Go to top"),
        lambda view, call: view.move_top(call.count),
        ("g",),
        ("home",),
        takes_count=True,
    ),
    Command[Scrollable](
        "move.bottom",
        _SCROLLABLE,
        mark("Go to end"),
        lambda view, call: view.move_bottom(call.count),
        ("G",),
        ("end",),
        takes_count=True,
    ),
)
UNDO_COMMANDS: tuple[AnyCommand, ...] = (
    Command("undo", BaseScreen, mark("Undo"), _undo, ("u",)),
    Command("redo", BaseScreen, mark("Redo"), _redo, ("ctrl+r",)),
)
PANE_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "pane.next",
        PaneLayout,
        mark("Next pane"),
        lambda panes, call: panes.focus_neighbour(1),
        ("tab",),
    ),
    Command(
        "pane.previous",
        PaneLayout,
        mark("Previous pane"),
        lambda panes, call: panes.focus_neighbour(-1),
        ("shift+tab",),
    ),
    Command(
        "pane.tree",
        PaneLayout,
        mark("Focus tree"),
        lambda panes, call: panes.focus_pane(Context.TREE),
        ("1",),
    ),
    Command(
        "pane.list",
        PaneLayout,
        mark("Focus list"),
        lambda panes, call: panes.focus_pane(Context.LIST),
        ("2",),
    ),
    Command(
        "pane.reader",
        PaneLayout,
        mark("Focus reader"),
        lambda panes, call: panes.focus_pane(Context.READER),
        ("3",),
    ),
    Command(
        "pane.wider",
        PaneLayout,
        mark("Widen pane"),
        lambda panes, call: panes.widen(call.repeat),
        ("ctrl+right",),
        takes_count=True,
    ),
    Command(
        "pane.narrower",
        PaneLayout,
        mark("Narrow pane"),
        lambda panes, call: panes.widen(-call.repeat),
        ("ctrl+left",),
        takes_count=True,
    ),
    Command(
        "reader.zoom",
        PaneLayout,
        mark("Toggle full-screen reader"),
        lambda panes, call: panes.toggle_zoom(),
        ("z",),
    ),
)
APP_COMMANDS: tuple[AnyCommand, ...] = (
    Command("setting.set", FinewsApp, mark("Change setting"), _change_setting, argument="setting"),
    Command("theme.choose", FinewsApp, mark("Select theme"), _choose_theme, argument="theme"),
    Command("help", BaseScreen, mark("Help"), _open_help, ("?",), hint=mark("help")),
    Command("guide", FinewsApp, mark("Open guide"), lambda app, call: app.open_guide()),
    Command("action.run", FinewsApp, mark("Run command"), _open_command_line, (":",)),
    Command("quit.back", BaseScreen, mark("Go back (quit from the top level)"), _go_back, ("q",)),
    Command("palette", FinewsApp, mark("Open command palette"), _open_palette, ("ctrl+p",)),
    Command(
        "app.suspend",
        FinewsApp,
        mark("Suspend"),
        lambda app, call: app.action_suspend_process(),
        ("ctrl+z",),
    ),
    Command("app.quit", FinewsApp, mark("Quit"), lambda app, call: app.quit(), ("ctrl+q",)),
)
