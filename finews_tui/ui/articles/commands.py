"""Commands for the list and the articles in it."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from functools import partial

from finews_tui.i18n.catalog import mark, ntr, tr
from finews_tui.model.article import Article
from finews_tui.query.ast import Sort
from finews_tui.query.fields import LIKE
from finews_tui.ui.articles import targets
from finews_tui.ui.articles.histogram import days_spanned
from finews_tui.ui.articles.pane import ArticlesPane
from finews_tui.ui.articles.targets import ActionTarget
from finews_tui.ui.commands.command import AnyCommand, Call, Command, Context
from finews_tui.ui.navigation_history import Visit
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.painting.periods import TimeRange, day_of, same_days
from finews_tui.ui.reader.loader import article_markdown
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.tree.saved_queries import edit_saved_query, save_query
from finews_tui.ui.workers import start

# What a command acts on


def _take_target(screen: MainScreen) -> ActionTarget:
    """Return the target of a command, and clear the selection.

    The target is the whole scope in the tree, else the selected rows or the current article.
    """
    node = screen.tree_pane.node
    articles = screen.articles.list
    if screen.panes.pane is Context.TREE and node is not None:
        target = ActionTarget(scope=node.query)
    else:
        number = articles.number
        target = ActionTarget(articles.selected or ([] if number is None else [number]))
    articles.clear_selection()
    return target


async def _current_article(screen: MainScreen, number: int) -> Article:
    opened = screen.reader.opened
    if opened is not None and opened.article.number == number:
        return opened.article
    return await asyncio.to_thread(screen.session.library.articles.get, number)


# State


def _toggle_read(screen: MainScreen, call: Call) -> None:
    target, library = _take_target(screen), screen.session.library
    number = target.single
    if number is None:
        screen.session.changes.start(lambda: targets.toggle_read(library, target))
        return
    headline = screen.articles.list.headline(number)
    is_read = headline is None or not headline.is_read
    screen.reader.stop_read_timer()
    screen.articles.list.update_state([number], is_read=is_read)
    screen.session.changes.start(lambda: library.mark_read([number], is_read))


def _toggle_bookmark(screen: MainScreen, call: Call) -> None:
    target, library = _take_target(screen), screen.session.library
    number = target.single
    if number is None:
        screen.session.changes.start(lambda: targets.toggle_bookmarks(library, target))
        return
    headline = screen.articles.list.headline(number)
    is_bookmarked = headline is None or not headline.is_bookmarked
    screen.articles.list.update_state([number], is_bookmarked=is_bookmarked)
    screen.session.changes.start(lambda: library.set_bookmark(number, is_bookmarked))


def _mark_all_read(screen: MainScreen, call: Call) -> None:
    query, library = screen.articles.list_query.query, screen.session.library
    screen.session.changes.start(lambda: library.mark_query_read(query, True))


# Links and texts


def _open_in_browser(screen: MainScreen, call: Call) -> None:
    start(screen, partial(_open_links, screen, _take_target(screen)), group="articles")


async def _open_links(screen: MainScreen, target: ActionTarget) -> None:
    library, external = screen.session.library, screen.session.external
    if target.single is not None:
        article = await _current_article(screen, target.single)
        if article.page_link:
            screen.show_url(article.page_link)
            external.open_links([article.page_link])
        else:
            screen.show_message(tr("This article has no link"))
    elif not target.is_empty:
        links = await asyncio.to_thread(targets.article_links, library, target, targets.MAX_PAGES)
        external.open_links(links)
        screen.show_message(ntr("Opened {count} page", "Opened {count} pages", len(links)))


def _copy_link(screen: MainScreen, call: Call) -> None:
    start(screen, partial(_copy_links, screen, _take_target(screen)), group="articles")


async def _copy_links(screen: MainScreen, target: ActionTarget) -> None:
    library, external = screen.session.library, screen.session.external
    if target.single is not None:
        link = (await _current_article(screen, target.single)).page_link
        if link:
            external.copy(link)
        screen.show_message(
            tr("Copied: {link}", link=link) if link else tr("This article has no link to copy")
        )
    elif not target.is_empty:
        links = await asyncio.to_thread(targets.article_links, library, target)
        external.copy("\n".join(links))
        screen.show_message(ntr("Copied {count} link", "Copied {count} links", len(links)))


def _copy_text(screen: MainScreen, call: Call) -> None:
    start(screen, partial(_copy_markdown, screen, _take_target(screen)), group="articles")


async def _copy_markdown(screen: MainScreen, target: ActionTarget) -> None:
    library = screen.session.library
    if target.is_empty:
        return
    if target.single is not None:
        article = await _current_article(screen, target.single)
        text = await asyncio.to_thread(article_markdown, library, article)
    else:
        text = await asyncio.to_thread(targets.articles_markdown, library, target)
    screen.session.external.copy(text)
    screen.show_message(tr("Copied {count} characters as Markdown", count=grouped(len(text))))


def _export(screen: MainScreen, call: Call) -> None:
    if not call.argument:
        screen.show_message(
            tr("Usage: :article.export FILE. Exports the selected articles, or the current one.")
        )
        return
    start(
        screen,
        partial(_write_file, screen, _take_target(screen), call.argument),
        group="articles",
    )


async def _write_file(screen: MainScreen, target: ActionTarget, file_name: str) -> None:
    library = screen.session.library
    count = await asyncio.to_thread(targets.export_articles, library, target, file_name)
    screen.show_message(
        ntr(
            "Exported {count} article to {file}",
            "Exported {count} articles to {file}",
            count,
            file=file_name,
        )
    )


# Moving


def _next_article(screen: MainScreen, call: Call) -> None:
    screen.articles.move_by(call.repeat)


def _previous_article(screen: MainScreen, call: Call) -> None:
    screen.articles.move_by(-call.repeat)


def _next_unread(screen: MainScreen, call: Call) -> None:
    _step_match_or_unread(screen, 1)


def _previous_unread(screen: MainScreen, call: Call) -> None:
    _step_match_or_unread(screen, -1)


def _step_match_or_unread(screen: MainScreen, step: int) -> None:
    if screen.steps_through_matches:
        screen.reader.step_match(step)
    else:
        go_to_unread(screen, step)


def go_to_unread(screen: MainScreen, step: int, *, read_on: bool = False) -> None:
    """Go to the next or previous unread article.

    With `read_on`, go to the next article if all are read.
    """
    start(
        screen,
        partial(_go_to_unread, screen, step, read_on),
        group="unread",
        exclusive=True,
    )


async def _go_to_unread(screen: MainScreen, step: int, read_on: bool) -> None:
    number = await screen.articles.find_unread(step, or_next=read_on)
    if number is None:
        screen.show_message(tr("End of the list") if read_on else tr("No more unread articles"))
    elif screen.articles.list.go_to(number):
        screen.articles.post_position()
        screen.reader.show(number)
        if read_on:
            screen.mark_entered(number)


# The listing


def _toggle_unread_only(screen: MainScreen, call: Call) -> None:
    screen.articles.toggle_unread_only()


def _toggle_order(screen: MainScreen, call: Call) -> None:
    screen.articles.toggle_order()


async def _search(screen: MainScreen, call: Call) -> None:
    if call.argument:
        await screen.articles.search_for(call.argument)
    else:
        screen.panes.focus_pane(Context.LIST)
        await screen.articles.open_search()


def _save_query(screen: MainScreen, call: Call) -> None:
    """Save the query of the list, or edit the saved query at the cursor of the tree."""
    node, query = screen.tree_pane.node, screen.articles.list_query
    saved = screen.tree_pane.counts.saved
    if node is not None and node.is_saved_query and query.search.is_empty:
        edit_saved_query(screen.app, screen.session, saved, node.label)
    elif query.query.error is not None or query.query.is_empty:
        screen.show_message(tr("Nothing to save yet: search, or select a source first"))
    else:
        save_query(screen.app, screen.session, query.query.text, saved)


async def _find_related(screen: MainScreen, call: Call) -> None:
    """List articles related to the current one; ending the search returns to it."""
    number = screen.articles.number
    headline = screen.articles.list.headline(number) if number is not None else None
    if headline is not None:
        screen.history.add(Visit(headline.number, screen.articles.list_query))
        await screen.articles.search_related(headline.number, f"{LIKE}:{headline.id}")


# Time


def _go_to_date(screen: MainScreen, call: Call) -> None:
    """Go to a date, or open the date dialog if there is no argument."""
    from finews_tui.ui.dialogs.date_input import DateInput, parse_time_range

    listing = screen.articles.list.listing
    now, newest = datetime.now(UTC).astimezone(listing.zone), listing.newest

    def go_to(time_range: TimeRange | None) -> None:
        if time_range is not None and (problem := screen.articles.go_to_time(time_range)):
            screen.show_message(problem)

    if not call.argument:
        screen.app.push_screen(DateInput(now, newest), go_to)
    elif (time_range := parse_time_range(call.argument, now, newest)) is not None:
        go_to(time_range)
    else:
        screen.show_message(tr("Invalid date “{text}”", text=call.argument))


def _earlier_day(screen: MainScreen, call: Call) -> None:
    _step_day(screen, -1)


def _later_day(screen: MainScreen, call: Call) -> None:
    _step_day(screen, 1)


def _step_day(screen: MainScreen, step: int) -> None:
    articles = screen.articles.list
    listing = articles.listing
    if listing.sort is Sort.RELEVANCE:
        screen.show_message(tr("Cannot step through days while sorting by relevance"))
        return
    index = listing.step_period(articles.cursor, step) if len(listing) else None
    if index is None:
        screen.show_message(tr("No later articles") if step > 0 else tr("No earlier articles"))
    else:
        articles.move(index)


async def _same_day(screen: MainScreen, call: Call) -> None:
    days = _same_days(screen.articles)
    if len(days) < 2:
        screen.show_message(tr("No other year or month in this list includes this day"))
    else:
        await screen.articles.search_for(" OR ".join(f"date:{day}" for day in days))


def _same_days(pane: ArticlesPane) -> list[date]:
    """Return the same day in each year or month that the list spans."""
    listing, number = pane.list.listing, pane.number
    day = day_of(number, listing.zone) if number is not None else None
    span = days_spanned(listing)
    return same_days(day, *span) if day is not None and span is not None else []


LIST_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "list.in",
        ArticlesPane,
        mark("Open article"),
        lambda pane, call: pane.open_article(),
        ("l",),
        ("right", "enter"),
        mark("read"),
    ),
    Command(
        "list.out",
        ArticlesPane,
        mark("Go back to the tree"),
        lambda pane, call: pane.leave(),
        ("h",),
        ("left", "escape"),
    ),
    Command(
        "list.pick",
        ArticlesPane,
        mark("Select row"),
        lambda pane, call: pane.list.toggle_selected(call.repeat),
        ("v",),
        takes_count=True,
    ),
    Command(
        "list.pick_range",
        ArticlesPane,
        mark("Select a range"),
        lambda pane, call: pane.list.toggle_range(),
        ("V",),
    ),
    Command(
        "list.pick_above",
        ArticlesPane,
        mark("Select everything above"),
        lambda pane, call: pane.list.select_above(),
        ("M",),
    ),
)
MOVING_COMMANDS: tuple[AnyCommand, ...] = (
    Command("unread.next", MainScreen, mark("Next unread article or match"), _next_unread, ("n",)),
    Command(
        "unread.previous",
        MainScreen,
        mark("Previous unread article or match"),
        _previous_unread,
        ("N",),
    ),
    Command(
        "article.next", MainScreen, mark("Next article"), _next_article, ("J",), takes_count=True
    ),
    Command(
        "article.previous",
        MainScreen,
        mark("Previous article"),
        _previous_article,
        ("K",),
        takes_count=True,
    ),
)
ARTICLE_COMMANDS: tuple[AnyCommand, ...] = (
    Command("article.read", MainScreen, mark("Mark as read or unread"), _toggle_read, ("m",)),
    Command(
        "article.bookmark",
        MainScreen,
        mark("Toggle bookmark"),
        _toggle_bookmark,
        ("b",),
        hint=mark("bookmark"),
    ),
    Command(
        "article.browser",
        MainScreen,
        mark("Open in browser"),
        _open_in_browser,
        ("o",),
        hint=mark("browser"),
    ),
    Command("article.copy_link", MainScreen, mark("Copy link"), _copy_link, ("y",)),
    Command("article.copy_text", MainScreen, mark("Copy as Markdown"), _copy_text, ("Y",)),
    Command(
        "article.export",
        MainScreen,
        mark("Export as JSON Lines"),
        _export,
        argument="file",
    ),
)
LISTING_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "listing.read", MainScreen, mark("Mark all in the list as read"), _mark_all_read, ("A",)
    ),
    Command(
        "listing.unread_only",
        MainScreen,
        mark("Toggle unread articles only"),
        _toggle_unread_only,
        ("U",),
    ),
    Command(
        "listing.search",
        MainScreen,
        mark("Search"),
        _search,
        ("/",),
        hint=mark("search"),
        argument="query",
    ),
    Command(
        "listing.order", MainScreen, mark("Sort newest or oldest first"), _toggle_order, ("s",)
    ),
    Command("listing.date", MainScreen, mark("Go to date"), _go_to_date, ("d",), argument="date"),
    Command("listing.day_before", MainScreen, mark("Go to the previous day"), _earlier_day, ("{",)),
    Command("listing.day_after", MainScreen, mark("Go to the next day"), _later_day, ("}",)),
    Command("listing.same_day", MainScreen, mark("On this day in other years"), _same_day),
    Command("listing.related", MainScreen, mark("Find related articles"), _find_related, ("=",)),
    Command("query.save", MainScreen, mark("Save or edit query"), _save_query, ("S",)),
)
NEW_ARTICLES_COMMANDS: tuple[AnyCommand, ...] = (
    Command(
        "news.show",
        MainScreen,
        mark("Show new articles"),
        lambda screen, call: screen.articles.show_new_articles(),
        (".",),
    ),
)
