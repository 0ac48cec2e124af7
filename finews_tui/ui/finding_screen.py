"""Time as an axis: days before and after, the histogram, the same day of other years."""

from __future__ import annotations

from datetime import date

from textual import on

from finews_tui.i18n.catalog import tr
from finews_tui.query.ast import Sort
from finews_tui.query.fields import LIKE
from finews_tui.ui.articles.histogram import days_of
from finews_tui.ui.articles.timeline import Timeline
from finews_tui.ui.painting.periods import day_of, same_days
from finews_tui.ui.searching_screen import SearchingScreen


class FindingScreen(SearchingScreen, inherit_bindings=False):
    """Goes through a listing by days, and from an article to others."""

    @on(Timeline.MomentChosen)
    def _go_to_moment(self, event: Timeline.MomentChosen) -> None:
        listing = self.article_list.listing
        index = listing.nearest(event.number - 1)
        if listing.sort is Sort.OLDEST and index and index >= len(listing):
            index = len(listing) - 1
        self.article_list.move(index)

    def action_step_day(self, step: int) -> None:
        listing = self.article_list.listing
        if listing.sort is Sort.RELEVANCE:
            self.status.notice(tr("Best hits first have no days to go through"))
            return
        index = listing.step_period(self.article_list.cursor, step) if len(listing) else None
        if index is None:
            self.status.notice(tr("Nothing later here") if step > 0 else tr("Nothing earlier here"))
        else:
            self.article_list.move(index)

    def action_related(self) -> None:
        """What is like the article under the cursor, everywhere; the way back leads to it."""
        number = self.article_list.number
        headline = self.article_list.headline(number) if number is not None else None
        if headline is not None:
            self.remember_visit(headline.number)
            self.search_like(headline.number, f"{LIKE}:{headline.id}")

    def action_same_day(self) -> None:
        days = self._same_days()
        if len(days) < 2:
            self.status.notice(tr("No other year or month in this list has that day"))
            return
        self.search_for(" OR ".join(f"date:{day}" for day in days))

    def _same_days(self) -> list[date]:
        """The day of the article under the cursor, in each year or month that the list spans."""
        listing, number = self.article_list.listing, self.article_list.number
        day = day_of(number, listing.zone) if number is not None else None
        span = days_of(listing)
        return same_days(day, *span) if day is not None and span is not None else []
