"""Commands of the tree pane, and for moving between categories."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.i18n.catalog import mark, tr
from finews_tui.ui.commands.command import AnyCommand, Call, Command
from finews_tui.ui.fuzzy import best_matches
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.sources.editing import edit_source, remove_source, rename_group
from finews_tui.ui.tree import category_uses
from finews_tui.ui.tree.nodes import (
    CategoryOrder,
    NodeKind,
    TreeNode,
    category_order_text,
    node_choice,
)
from finews_tui.ui.tree.pane import TreePane
from finews_tui.ui.tree.saved_queries import edit_saved_query, move_saved_query, remove_saved_query
from finews_tui.ui.widgets.status_bar import Notice


def _expand(pane: TreePane, call: Call) -> None:
    if not pane.source_tree.expand_node():
        pane.enter()


def _next_order(pane: TreePane, call: Call) -> None:
    orders = list(CategoryOrder)
    order = orders[(orders.index(pane.source_tree.order) + 1) % len(orders)]
    pane.set_order(order)
    pane.post_message(Notice(category_order_text(order)))


def _toggle_unread_only(pane: TreePane, call: Call) -> None:
    unread_only = not pane.source_tree.unread_only
    pane.set_unread_only(unread_only)
    text = (
        tr("Showing only sources with unread articles")
        if unread_only
        else tr("Showing all sources")
    )
    pane.post_message(Notice(text))


def _toggle_notifications(pane: TreePane, call: Call) -> None:
    node, session = pane.node, pane.session
    if node is None or node.kind is not NodeKind.SAVED:
        pane.post_message(Notice(tr("Notifications are only available for saved queries")))
        return
    if not session.news.toggle(node.label):
        pane.post_message(Notice(tr("Notifications off for {name}", name=node.label)))
        return
    if session.settings.ui.notices == "off":
        text = tr(
            "Notifications on for {name}. Choose how to show them with :setting.set notices",
            name=node.label,
        )
    else:
        text = tr("Notifications on for {name}", name=node.label)
    pane.post_message(Notice(text))


def _move_query_up(pane: TreePane, call: Call) -> None:
    _move_query(pane, -1)


def _move_query_down(pane: TreePane, call: Call) -> None:
    _move_query(pane, 1)


def _move_query(pane: TreePane, step: int) -> None:
    node = pane.node
    if node is not None and node.kind is NodeKind.SAVED:
        move_saved_query(pane.session, node.label, step)
    else:
        pane.post_message(Notice(tr("Only saved queries can be moved here")))


def _remove(pane: TreePane, call: Call) -> None:
    node = pane.node
    if node is not None and node.kind is NodeKind.SAVED:
        remove_saved_query(pane.session, node.label)
    elif node is not None and node.kind is NodeKind.SOURCE:
        remove_source(pane.session, node.source)
    else:
        pane.post_message(Notice(tr("Select a source or a saved query to remove")))


def _edit(pane: TreePane, call: Call) -> None:
    node, session = pane.node, pane.session
    sources = session.library.config.sources
    name = node.source if node is not None else ""
    source = next((source for source in sources if source.name == name), None)
    if source is not None:
        edit_source(pane.app, session, source)
    elif node is not None and node.kind is NodeKind.GROUP:
        rename_group(pane.app, session, node.group)
    elif node is not None and node.kind is NodeKind.SAVED:
        edit_saved_query(pane.app, session, pane.counts.saved, node.label)
    else:
        pane.post_message(Notice(tr("Select a source, group or saved query to edit")))


# Categories


def _go_to_category(screen: MainScreen, call: Call) -> None:
    """Go to the category that best matches a name, or open the picker."""
    categories = screen.tree_pane.source_tree.all_categories()
    if not call.argument:
        _choose_category(screen, categories)
    elif matches := best_matches(call.argument, categories, lambda node: node.names):
        screen.go_to_scope(matches[0].query)
    else:
        screen.show_message(tr("No source or category matches “{name}”", name=call.argument))


def _choose_category(screen: MainScreen, categories: Sequence[TreeNode]) -> None:
    """Open the category picker, most used categories first."""
    from finews_tui.ui.dialogs.picker import Choice, Picker

    state = screen.session.screen_state
    uses = category_uses.deserialize(state.get(category_uses.SETTING))
    ordered = sorted(categories, key=lambda node: (-uses.get(node.key, 0), -node.total))
    choices = [Choice(*node_choice(node, node.label)) for node in ordered]

    def go_to(node: TreeNode | None) -> None:
        if node is not None:
            state.store(category_uses.SETTING, category_uses.with_use(uses, node.key))
            screen.go_to_scope(node.query)

    footer = tr("Enter: go   Esc: close")
    picker = Picker[TreeNode](tr("Go to category"), choices, footer)
    screen.app.push_screen(picker, go_to)


def _next_category(screen: MainScreen, call: Call) -> None:
    screen.tree_pane.source_tree.step_category(call.repeat)


def _previous_category(screen: MainScreen, call: Call) -> None:
    screen.tree_pane.source_tree.step_category(-call.repeat)


TREE_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "tree.enter",
        TreePane,
        mark("Go to the list"),
        lambda pane, call: pane.enter(),
        fixed_keys=("enter",),
        hint=mark("open"),
    ),
    Command("tree.in", TreePane, mark("Expand, or go to the list"), _expand, ("l",), ("right",)),
    Command(
        "tree.out",
        TreePane,
        mark("Collapse, or go to the parent"),
        lambda pane, call: pane.source_tree.collapse_node(),
        ("h",),
        ("left",),
    ),
    Command(
        "tree.order", TreePane, mark("Sort categories by date, name or count"), _next_order, ("O",)
    ),
    Command(
        "tree.unread_only",
        TreePane,
        mark("Toggle sources with unread articles only"),
        _toggle_unread_only,
    ),
)
SAVED_QUERY_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "query.notify",
        TreePane,
        mark("Toggle notifications for saved query"),
        _toggle_notifications,
    ),
    Command("query.up", TreePane, mark("Move saved query up"), _move_query_up, ("shift+up",)),
    Command(
        "query.down", TreePane, mark("Move saved query down"), _move_query_down, ("shift+down",)
    ),
)
EDIT_COMMANDS: tuple[AnyCommand, ...] = (
    Command("tree.remove", TreePane, mark("Remove source or saved query"), _remove, ("delete",)),
    Command("tree.edit", TreePane, mark("Edit source, group or saved query"), _edit, ("e",)),
)
CATEGORY_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "category.pick",
        MainScreen,
        mark("Go to category"),
        _go_to_category,
        ("c",),
        hint=mark("category"),
        argument="place",
    ),
    Command(
        "category.previous",
        MainScreen,
        mark("Previous category"),
        _previous_category,
        ("[",),
        takes_count=True,
    ),
    Command(
        "category.next", MainScreen, mark("Next category"), _next_category, ("]",), takes_count=True
    ),
)
