"""Commands for the reader and the open article."""

from __future__ import annotations

from finews_tui.i18n.catalog import mark, tr
from finews_tui.layout.page import OutlineEntry
from finews_tui.ui.articles.commands import go_to_unread
from finews_tui.ui.commands.command import AnyCommand, Call, Command, Context
from finews_tui.ui.reader.pane import ReaderPane
from finews_tui.ui.reader.table_cursor import TableFormat
from finews_tui.ui.screens.main import MainScreen

_SIDEWAYS_CELLS = 8


# Reading


def _read_on(screen: MainScreen, call: Call) -> None:
    """Scroll a page down; at the end, go to the next unread article, or the next one."""
    number, reader = screen.articles.number, screen.reader
    if number is None:
        return
    opened = reader.opened
    if not reader.is_visible:
        screen.panes.focus_pane(Context.READER)
        reader.show(number, 0.0)
    elif (
        opened is not None
        and opened.article.number == number
        and not reader.page.read_on()
        # Only part of a long article may be laid out yet.
        and not opened.is_part
    ):
        go_to_unread(screen, 1, read_on=True)
    screen.mark_entered(number)


def _toggle_full_text(screen: MainScreen, call: Call) -> None:
    if screen.articles.number is not None:
        screen.panes.focus_pane(Context.READER)
        screen.reader.toggle_full_text(screen.articles.number)


def _show_link_hints(screen: MainScreen, call: Call) -> None:
    if screen.reader.shown_article is None:
        screen.show_message(tr("Open an article first to follow its links"))
        return
    screen.panes.focus_pane(Context.READER)
    if not screen.reader.page.show_link_hints():
        screen.show_message(tr("No links on the screen"))


def _show_image(screen: MainScreen, call: Call) -> None:
    if _has_images(screen):
        screen.panes.focus_pane(Context.READER)
        screen.reader.choose_image()


def _show_all_images(screen: MainScreen, call: Call) -> None:
    if _has_images(screen):
        screen.reader.show_images(screen.reader.page.page.images)


def _has_images(screen: MainScreen) -> bool:
    if screen.reader.shown_article is not None and screen.reader.page.page.images:
        return True
    screen.show_message(tr("No images in this article"))
    return False


def _choose_heading(screen: MainScreen, call: Call) -> None:
    page = screen.reader.page
    headings = page.page.outline
    if not headings or not screen.reader.is_visible:
        screen.show_message(tr("No headings in this article"))
        return
    from finews_tui.ui.dialogs.picker import Choice, Picker

    top = page.scroll_offset.y
    passed = sum(heading.line <= top + 1 for heading in headings)
    highest = min(heading.level for heading in headings)
    choices = [
        Choice("  " * (heading.level - highest) + heading.text, heading, names=(heading.text,))
        for heading in headings
    ]

    def go_to(heading: OutlineEntry | None) -> None:
        if heading is not None:
            screen.panes.focus_pane(Context.READER)
            page.jump(heading.line)

    footer = tr("Enter: go   Esc: close")
    picker = Picker[OutlineEntry](tr("Headings"), choices, footer, start=max(0, passed - 1))
    screen.app.push_screen(picker, go_to)


# Tables


def _use_table(pane: ReaderPane, call: Call) -> None:
    if not (pane.is_visible and pane.page.start_table()):
        pane.notify_user(tr("No table on the screen"))


def _copy_table(pane: ReaderPane, table_format: TableFormat) -> None:
    if not pane.page.copy_table(table_format):
        pane.notify_user(tr("No table on the screen"))


# History


async def _go_back(screen: MainScreen, call: Call) -> None:
    in_reader = screen.panes.pane is Context.READER
    if not (in_reader and screen.reader.page.jump_back()):
        await _travel(screen, -1, tr("No earlier article in history"))


async def _go_forward(screen: MainScreen, call: Call) -> None:
    await _travel(screen, 1, tr("No later article in history"))


async def _travel(screen: MainScreen, step: int, end_message: str) -> None:
    visit = screen.history.step(step, screen.articles.number)
    if visit is None:
        screen.show_message(end_message)
    else:
        await screen.go_to_visit(visit)


READER_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "reader.out",
        ReaderPane,
        mark("Go back to the list"),
        lambda pane, call: pane.leave(),
        ("h",),
        ("left", "escape"),
        mark("back"),
    ),
    Command(
        "reader.find",
        ReaderPane,
        mark("Find in article"),
        lambda pane, call: pane.open_find(),
        ("/",),
        hint=mark("find"),
    ),
    Command(
        "reader.select",
        ReaderPane,
        mark("Select text with the keyboard"),
        lambda pane, call: pane.page.start_caret(),
        ("v",),
    ),
    Command(
        "reader.select_paragraphs",
        ReaderPane,
        mark("Select whole paragraphs"),
        lambda pane, call: pane.page.start_selecting_paragraphs(),
        ("V",),
    ),
    Command(
        "reader.table",
        ReaderPane,
        mark("Sort or copy a table"),
        _use_table,
        ("O",),
    ),
    Command(
        "reader.copy_tsv",
        ReaderPane,
        mark("Copy table as TSV"),
        lambda pane, call: _copy_table(pane, TableFormat.TSV),
    ),
    Command(
        "reader.copy_csv",
        ReaderPane,
        mark("Copy table as CSV"),
        lambda pane, call: _copy_table(pane, TableFormat.CSV),
    ),
    Command(
        "reader.left",
        ReaderPane,
        mark("Scroll code and tables left"),
        lambda pane, call: pane.page.scroll_sideways(-_SIDEWAYS_CELLS),
        ("<",),
        ("shift+left",),
    ),
    Command(
        "reader.right",
        ReaderPane,
        mark("Scroll code and tables right"),
        lambda pane, call: pane.page.scroll_sideways(_SIDEWAYS_CELLS),
        (">",),
        ("shift+right",),
    ),
)
READING_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "read.on", MainScreen, mark("Page down, then next unread article"), _read_on, ("space",)
    ),
    Command(
        "read.back",
        MainScreen,
        mark("Page up"),
        lambda screen, call: screen.reader.page.move_page_up(),
        ("shift+space", "-"),
    ),
)
OPEN_ARTICLE_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "article.links",
        MainScreen,
        mark("Follow a link using letter hints"),
        _show_link_hints,
        ("f",),
    ),
    Command(
        "article.full_text",
        MainScreen,
        mark("Toggle full text"),
        _toggle_full_text,
        ("F",),
    ),
    Command("article.picture", MainScreen, mark("Show image"), _show_image, ("i",)),
    Command("article.pictures", MainScreen, mark("Show all images"), _show_all_images, ("I",)),
    Command("article.outline", MainScreen, mark("Go to heading"), _choose_heading, ("t",)),
    Command(
        "article.details",
        MainScreen,
        mark("Toggle article details"),
        lambda screen, call: screen.reader.toggle_details(),
        ("e",),
    ),
    Command(
        "article.hidden",
        MainScreen,
        mark("Toggle hidden text"),
        lambda screen, call: screen.reader.toggle_hidden_text(),
        ("X",),
    ),
    Command("history.back", MainScreen, mark("Go back in history"), _go_back, ("H",)),
    Command("history.forward", MainScreen, mark("Go forward in history"), _go_forward, ("L",)),
)
