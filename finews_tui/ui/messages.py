"""What the screen says about itself: titles, counts, hints, and what to do in an empty pane."""

from __future__ import annotations

from collections.abc import Iterable

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.query.ast import ArticleState, HasState, Sort
from finews_tui.ui.articles.listing import Wish
from finews_tui.ui.commands.command import Action, Pane, actions_in
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.reader.modes import Mode
from finews_tui.ui.tree.nodes import Branch
from finews_tui.ui.widgets.key_bar import Hint

_MOVE = ("move.down", "move.up")


def hints(keymap: Keymap, pane: Pane, *, is_finding: bool, is_typing: bool) -> list[Hint]:
    """The keys to tell of in a pane; while a find is open, those that go through its hits."""
    if is_typing:
        if pane is Pane.READER:
            return [("⏎", tr("to the page")), ("Esc", tr("end"))]
        return [
            *(("⏎", tr("to the list")), ("→", tr("complete")), ("Tab", tr("here or everywhere"))),
            *(("↑", tr("earlier searches")), ("Esc", tr("end"))),
        ]
    if is_finding:
        back = f"{keymap.first('unread.next')} {keymap.first('unread.previous')}"
        return [(back, tr("next, previous hit")), ("Esc", tr("end"))]
    told = [("/".join(keymap.first(name) for name in _MOVE), tr("move"))]
    own = [action for action in actions_in(pane) if action.hint]
    own += [action for action in actions_in(Pane.SCREEN) if action.hint]
    seen: set[str] = set()
    for action in own:
        key = "⏎" if action.id == "list.in" else keymap.first(action.id)
        if key not in seen:
            seen.add(key)
            told.append((key, tr(action.hint)))
    told.insert(2, (keymap.first("read.on"), tr("read on")))
    return told


def hints_of_mode(mode: Mode) -> list[Hint]:
    """The keys of the page while they are for something else than reading."""
    if mode is Mode.LINKS:
        return [
            (tr("letters"), tr("open")), ("Tab", tr("the next link")), ("⏎", tr("open it")),
            ("Esc", tr("end")),
        ]  # fmt: skip
    moves = [("h/j/k/l w b", tr("move"))]
    if mode is Mode.CARET:
        return [
            *moves, ("v", tr("select")), ("V", tr("paragraphs")), ("⏎", tr("open the link")),
            ("y", tr("copy the link")), ("Esc", tr("end")),
        ]  # fmt: skip
    return [*moves, ("y", tr("copy")), ("o", tr("other end")), ("Esc", tr("select nothing"))]


def ways_on(begun: str, ways: Iterable[tuple[str, Action]]) -> list[Hint]:
    """What may be pressed after what was begun."""
    told = [(begun, "…")]
    told += [(keys, action.name) for keys, action in ways]
    return [*told, ("Esc", tr("gives it up"))]


def source_hints(keymap: Keymap, *, is_typing: bool) -> list[Hint]:
    """The keys to tell of in the sources view."""
    if is_typing:
        return [("⏎", tr("to the sources")), ("Esc", tr("end"))]
    told = [("/".join(keymap.first(name) for name in _MOVE), tr("move"))]
    for action in actions_in(Pane.SOURCES):
        if action.hint:
            key = "⏎" if action.id == "sources.enter" else keymap.first(action.id)
            told.append(("Esc" if action.id == "sources.out" else key, tr(action.hint)))
    told.insert(2, (keymap.first("source.sync"), tr("sync")))
    told.insert(3, (keymap.first("source.add"), tr("add")))
    return [*told, (keymap.first("help"), tr("help"))]


def counts_text(branch: Branch | None) -> str:
    """What the status line tells of a place: `128 unread`, else how many articles it has."""
    if branch is None:
        return ""
    if branch.unread:
        return tr("{count:,} unread", count=branch.unread)
    if branch.total:
        return ntr("{count} article", "{count} articles", branch.total)
    return ""


def list_title(day: str, wish: Wish) -> str:
    """The day that is in sight, and how the list differs from what it mostly is."""
    parts = [day or tr("Articles")]
    if wish.is_unread_only:
        parts.append(tr("unread only"))
    if wish.query.sort is Sort.RELEVANCE:
        parts.append(tr("best first"))
    elif wish.is_oldest_first:
        parts.append(tr("oldest first"))
    return " · ".join(parts)


def position_text(index: int, shown: int, count: int, picked: int = 0) -> str:
    """Where the cursor is in a list: `12 / 1,024`, and how many rows are picked."""
    if not shown:
        return tr("no articles")
    place = f"{grouped(index + 1)} / {grouped(max(shown, count))}"
    if not picked:
        return place
    return ntr("{count} picked", "{count} picked", picked) + f" · {place}"


def found_text(count: int) -> str:
    """How many a search found."""
    return tr("{count:,} found", count=count) if count else tr("nothing found")


def empty_list(wish: Wish, keymap: Keymap, place: str, *, is_syncing: bool) -> str:
    """What to do where the list has no row."""
    if not wish.typed.is_empty:
        return tr("Nothing found in {place}.\n\nEsc ends the search.", place=place)
    if is_syncing:
        return tr("The first sync is running.\nIts news will stand here as they come.")
    if wish.is_unread_only:
        key = keymap.first("listing.unread_only")
        return tr("Nothing unread here.\n\n{key} shows what is read too.", key=key)
    if wish.place.root == HasState(ArticleState.UNREAD):
        key = keymap.first("pane.tree")
        return tr("Nothing unread here.\n\n{key} leads back to the tree.", key=key)
    if wish.place.root == HasState(ArticleState.BOOKMARKED):
        key = keymap.first("article.bookmark")
        return tr("No bookmarks yet.\n\n{key} keeps an article,\nas a file of its own.", key=key)
    return tr(
        "No articles here yet.\n\n{sync} syncs this source,\n{add} adds another.",
        sync=keymap.first("source.sync"),
        add=keymap.first("source.add"),
    )
