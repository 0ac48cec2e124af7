"""Main screen: composes tree, articles and reader, and routes their messages."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from finews_tui.config.loader import UiConfig
from finews_tui.errors import FinewsError, NotFoundError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.query.ast import Field
from finews_tui.query.query import EMPTY, Query, parse
from finews_tui.ui import pane_sizes, saved_position
from finews_tui.ui.articles.list_query import ListQuery
from finews_tui.ui.articles.pane import ArticlesPane
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.dispatcher import Dispatcher
from finews_tui.ui.commands.hints import find_hints, mode_hints
from finews_tui.ui.error_boundary import report_error
from finews_tui.ui.messages import counts_text
from finews_tui.ui.navigation_history import NavigationHistory, Visit
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.pane_layout import PaneArrangement, PaneLayout
from finews_tui.ui.reader.loader import import_layout
from finews_tui.ui.reader.modes import ReaderMode
from finews_tui.ui.reader.pane import ReaderPane
from finews_tui.ui.saved_position import SavedPosition
from finews_tui.ui.screens.base import BaseScreen
from finews_tui.ui.services.session import Session
from finews_tui.ui.tree.nodes import LibraryCounts, TreeNode
from finews_tui.ui.tree.pane import TreePane
from finews_tui.ui.widgets.key_bar import Hint
from finews_tui.ui.widgets.welcome_bar import WelcomeBar

_SCOPE_DELAY_S = 0.1
_IDLE_S = 0.3
_LAYOUT_WIDTHS = ((110, "wide"), (70, "medium"), (40, "narrow"))
_LAYOUTS = ("tiny", *(name for _, name in _LAYOUT_WIDTHS))


class MainScreen(BaseScreen, inherit_bindings=False):
    """Three panes over one library.

    Starts with a `query`, with `new_sources`, or at the saved position. `is_first` shows the
    welcome bar.
    """

    @dataclass
    class UnreadCounted(Message):
        """The unread articles have been counted."""

        count: int

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,super+c", "screen.copy_text", "Copy selection"),
    ]

    def __init__(
        self,
        session: Session,
        dispatcher: Dispatcher,
        *,
        query: str = "",
        new_sources: Sequence[str] = (),
        is_first: bool = False,
    ) -> None:
        super().__init__(session, dispatcher)
        self.tree_pane = TreePane(session)
        self.articles = ArticlesPane(session)
        self.reader = ReaderPane(session)
        self.panes = PaneLayout(
            {
                Context.TREE: self.tree_pane,
                Context.LIST: self.articles,
                Context.READER: self.reader,
            },
            {
                Context.TREE: self.tree_pane.source_tree,
                Context.LIST: self.articles.list,
                Context.READER: self.reader.page,
            },
        )
        self.panes.sizes = pane_sizes.deserialize(session.screen_state.get(pane_sizes.SETTING))
        self.history = NavigationHistory()
        self._start_query = query
        self._new_sources = list(new_sources)
        self._is_first = is_first
        self._start_pane = Context.LIST

    @property
    def key_context(self) -> Context:
        return self.panes.pane

    def compose(self) -> ComposeResult:
        yield self.status
        if self._is_first:
            yield WelcomeBar(self.session.key_text("source.add"), "⏎")
        yield self.panes
        yield self.key_bar

    # Starting

    def on_mount(self) -> None:
        """Show the first rows first; the rest is prepared after they are painted."""
        self.session.settings.changed.subscribe(self, self._arrange)
        self._show_name()
        try:
            self._show_first()
        except FinewsError as error:
            report_error(self, error)
        self.call_after_refresh(self._show_rest)

    def _show_name(self) -> None:
        key_text, is_guide = self.session.key_text, self.session.is_guide
        idle_text = tr("{key} help", key=key_text("help"))
        if is_guide and not self._is_first:
            idle_text = tr("{key} to add your own sources", key=key_text("source.add"))
        self.status.show_name(tr("finews guide") if is_guide else "finews", idle_text)

    def _show_first(self) -> None:
        """Show the query of the command line, new sources, or the saved position."""
        self.panes.focus_pane(Context.LIST)
        if self._start_query:
            self.articles.show_first(ListQuery(search=parse(self._start_query)), None)
        elif self._new_sources:
            query = _query_for(self._new_sources)
            self.tree_pane.select(query.scope)
            self.articles.show_first(query, None)
        else:
            self._restore_position()

    @work(group="open", exit_on_error=False)
    async def _show_rest(self) -> None:
        """Prepare everything that the first rows do not need."""
        if not self.is_attached:
            return  # the user has already quit
        await self.mount(Static(tr("Terminal too small (minimum 40 x 10)"), id="too-small"))
        for pane in (self.tree_pane, self.articles, self.reader):
            await pane.prepare()
        if self._start_pane is not Context.LIST:
            self.panes.focus_pane(self._start_pane)
        if self._start_query:
            await self.articles.open_on_query(self._start_query)
        self.tree_pane.load_counts()
        sync, config = self.session.sync, self.session.library.config
        if self._new_sources:
            sync.start(self._new_sources)
        elif config.sync.on_start and not self.session.is_guide:
            sync.start(manual=False)
        if not self.session.is_guide:
            sync.schedule()
        if not self.reader.is_visible:
            self.set_timer(_IDLE_S, self._import_layout)

    @work(group="imports", exit_on_error=False)
    async def _import_layout(self) -> None:
        await asyncio.to_thread(import_layout)

    def show_new_sources(self, names: Sequence[str]) -> None:
        """List sources that were just added, and sync them."""
        self.articles.show(_query_for(names))
        self.tree_pane.select(_query_for(names).scope)
        self.tree_pane.load_counts()
        self.session.sync.schedule()
        self.session.sync.start(names)

    # The saved position

    def _restore_position(self) -> None:
        state = self.session.library.state
        position = saved_position.deserialize(state.setting(saved_position.SETTING))
        scope = parse(position.query)
        self.tree_pane.restore(position)
        self._start_pane = Context(position.pane)
        query = ListQuery(
            EMPTY if scope.error is not None else scope,
            unread_only=position.is_unread_only,
            oldest_first=position.is_oldest_first,
        )
        self.tree_pane.select(query.scope)
        self.articles.show_first(query, self._number_of(position.article))

    def _number_of(self, article_id: str) -> int | None:
        try:
            return self.session.library.articles.number(article_id) if article_id else None
        except NotFoundError:
            return None

    def save_position(self) -> None:
        """Store the position for the next start."""
        number, tree = self.articles.number, self.tree_pane.source_tree
        headline = self.articles.list.headline(number) if number is not None else None
        position = SavedPosition(
            query=self.articles.list_query.scope.text,
            article=headline.id if headline is not None else "",
            pane=self.panes.pane.value,
            is_unread_only=self.articles.list_query.unread_only,
            is_oldest_first=self.articles.list_query.oldest_first,
            folded=tuple(sorted(tree.folded)),
            opened=tuple(sorted(tree.opened)),
            tree_order=tree.order,
            is_tree_unread_only=tree.unread_only,
        )
        state = self.session.library.state
        state.set_setting(saved_position.SETTING, saved_position.serialize(position))
        if (reading_position := self.reader.position_to_store) is not None:
            state.set_position(*reading_position)

    # The arrangement of the panes

    def on_resize(self, event: events.Resize) -> None:
        self._arrange(self.session.settings.ui, event.size.width)

    def _arrange(self, ui: UiConfig, width: int | None = None) -> None:
        width = self.size.width if width is None else width
        layout = ui.layout
        if layout == "auto" or width < _LAYOUT_WIDTHS[-1][0]:
            fitting = (name for min_width, name in _LAYOUT_WIDTHS if width >= min_width)
            layout = next(fitting, "tiny")
        for name in _LAYOUTS:
            self.set_class(name == layout, f"-{name}")
        is_below = ui.reader == "below"
        self.set_class(is_below, "-below")
        self.set_class(not ui.tree, "-no-tree")
        self.panes.set_arrangement(PaneArrangement(layout, is_below, ui.tree))

    @on(PaneLayout.SizesChanged)
    def _store_sizes(self, event: PaneLayout.SizesChanged) -> None:
        self.session.screen_state.store(pane_sizes.SETTING, pane_sizes.serialize(event.sizes))

    @on(PaneLayout.PaneFocused)
    @on(ReaderPane.FindClosed)
    @on(ReaderPane.ModeChanged)
    def _update_hints(self) -> None:
        self.dispatcher.sequence.reset()
        self.show_key_hints()

    def key_hints(self) -> list[Hint]:
        mode = self.reader.mode
        if mode is not ReaderMode.READING:
            return mode_hints(mode)
        is_busy = self.dispatcher.sequence.is_pending or isinstance(self.focused, Input)
        if self.steps_through_matches and not is_busy:
            return find_hints(self.dispatcher.keymap)
        return super().key_hints()

    @property
    def steps_through_matches(self) -> bool:
        """Whether `n` and `N` step through matches on the page instead of unread articles."""
        in_reader = self.panes.pane is Context.READER
        return self.reader.is_find_open or (in_reader and self.reader.has_search_matches)

    # From the tree

    @on(TreePane.ScopeSelected)
    def _show_selected_scope(self, event: TreePane.ScopeSelected) -> None:
        self.show_scope(event.node, delay_s=_SCOPE_DELAY_S)

    def show_scope(self, node: TreeNode, *, delay_s: float = 0.0) -> None:
        """List a node of the tree, and end a search of another scope."""
        self.articles.close_search()
        query = replace(self.articles.list_query, scope=node.query, search=EMPTY)
        self._show_scope_label()
        self.articles.show(query, delay_s=delay_s)

    def go_to_scope(self, scope: Query) -> bool:
        """Select a scope by its query and list it. Returns False if it does not exist."""
        node = self.tree_pane.select(scope)
        if node is not None:
            self.show_scope(node)
        return node is not None

    @on(ArticlesPane.Left)
    def _focus_tree(self) -> None:
        self.panes.focus_pane(Context.TREE)

    @on(TreePane.Entered)
    @on(ArticlesPane.Focused)
    @on(ReaderPane.Left)
    def _focus_list(self) -> None:
        self.panes.focus_pane(Context.LIST)

    @on(TreePane.CountsLoaded)
    def _show_counts(self, event: TreePane.CountsLoaded) -> None:
        if not event.has_scope:
            self.articles.show(replace(self.articles.list_query, scope=EMPTY))
        self.articles.name_sources()
        self._show_scope_label()
        self._show_failing(event.counts)
        self.post_message(self.UnreadCounted(event.counts.unread))
        if not self.session.news.has_checked:
            self.session.news.check()

    def _show_scope_label(self) -> None:
        node = self.tree_pane.node
        if node is not None:
            status = replace(
                self.session.status.current, scope=node.label, counts=counts_text(node)
            )
            self.session.status.show(status)
            self.articles.set_scope_label(node.label)

    def _show_failing(self, counts: LibraryCounts) -> None:
        failing = sum(bool(state.last_error) for state in counts.sources)
        texts: tuple[str, ...] = ()
        if failing:
            key = self.session.key_text("sources.show")
            text = ntr("{count} source failing", "{count} sources failing", failing)
            full = f"✗ {text} · " + tr("{key} for details", key=key)
            texts = (full, f"✗ {text} · {key}", f"✗ {text}", f"✗ {failing} {key}")
        self.session.status.show(replace(self.session.status.current, failing=texts))

    # From the list

    @on(ArticlesPane.ScopeChanged)
    def _select_scope(self, event: ArticlesPane.ScopeChanged) -> None:
        self.tree_pane.select(event.scope)
        self._show_scope_label()

    @on(ArticlesPane.ListingShown)
    def _show_highlighted(self) -> None:
        self.reader.set_search(self.articles.list.words, is_search=self.articles.is_search)
        self.articles.post_position()
        self.reader.show(self.articles.number)

    @on(ArticlesPane.ArticleHighlighted)
    def _show_article(self, event: ArticlesPane.ArticleHighlighted) -> None:
        self.reader.show(event.number)

    @on(ArticlesPane.ArticleOpened)
    def _read_article(self, event: ArticlesPane.ArticleOpened) -> None:
        self.panes.focus_pane(Context.READER)
        self.reader.show(event.number, 0.0)
        # The article is shown before its read mark is written.
        self.call_after_refresh(self.mark_entered, event.number)

    @on(ArticlesPane.PositionChanged)
    def _show_position(self, event: ArticlesPane.PositionChanged) -> None:
        self.key_bar.show_position(event.text)

    @on(ArticlesPane.NewArticles)
    def _show_new_articles(self, event: ArticlesPane.NewArticles) -> None:
        key = self.session.key_text("news.show")
        text = tr("{new} new · {key} to show", new=grouped(event.count), key=key)
        news = text if event.count else ""
        self.session.status.show(replace(self.session.status.current, news=news))

    # From the reader

    @on(ReaderPane.ArticleRead)
    def _mark_read(self, event: ReaderPane.ArticleRead) -> None:
        self.mark_entered(event.number)

    def mark_entered(self, number: int) -> None:
        """Mark an opened article as read, and add it to the history."""
        headline = self.articles.list.headline(number)
        if headline is None or not headline.is_read:
            self.articles.list.update_state([number], is_read=True)
            library = self.session.library
            self.session.changes.start(lambda: library.mark_read([number], True), automatic=True)
        self.history.add(Visit(number, self.articles.list_query))
        self.reader.prefetch_images()

    @on(ReaderPane.TextCopied)
    def _copy(self, event: ReaderPane.TextCopied) -> None:
        self.session.external.copy(event.text)
        count = len(event.text)
        notice = ntr("Copied {count} character", "Copied {count} characters", count)
        self.show_message(event.notice or notice)

    @on(ReaderPane.LinkFollowed)
    def _follow_link(self, event: ReaderPane.LinkFollowed) -> None:
        self.follow_link(event.url)

    @work(exclusive=True, group="links", exit_on_error=False)
    async def follow_link(self, url: str) -> None:
        """Go to the article of a URL, or open the URL in the browser if there is none."""
        from finews_tui.ui.reader.link_resolver import find_article

        self.show_url(url)
        number = await asyncio.to_thread(find_article, self.session.library, url)
        if number is None:
            self.session.external.open_links([url])
            return
        current = self.reader.shown_article
        if current is not None and current.number == number:
            self.reader.page.jump_to_anchor(url.partition("#")[2])
            return
        query = self.articles.list_query
        if current is not None:
            self.history.add(Visit(current.number, query))
        if self.articles.list.listing.find(number) is None:
            query = ListQuery(oldest_first=query.oldest_first)
        visit = Visit(number, query)
        self.history.add(visit)
        await self.go_to_visit(visit)

    async def go_to_visit(self, visit: Visit) -> None:
        """Show an article in the list it was read in."""
        self.panes.focus_pane(Context.READER)
        if visit.query == self.articles.list_query and self.articles.list.go_to(visit.number):
            self.reader.show(visit.number)
            self.articles.post_position()
            return
        query = visit.query.without_read_filter
        self.tree_pane.select(query.scope)
        self._show_scope_label()
        await self.articles.show_visited(query, visit.number)


def _query_for(sources: Sequence[str]) -> ListQuery:
    """Return the query for one source, or for all if there are several."""
    return ListQuery(Query(Field("source", sources[0]))) if len(sources) == 1 else ListQuery()
