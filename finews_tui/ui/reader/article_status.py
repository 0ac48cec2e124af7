"""Article details: reason for its read state, source, and next sync."""

from __future__ import annotations

from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.model.url_redaction import redact_url
from finews_tui.ui.painting.source_descriptions import next_sync_text, relative_time


def article_status(library: Library, article: Article) -> list[tuple[str, str]]:
    """Return state and source as pairs of label and value. Call in a thread."""
    details = [(tr("State"), _read_state(library, article))]
    try:
        state = library.sources.state(article.source)
    except NotFoundError:
        return [*details, (tr("Source"), tr("a source that was removed"))]
    now = library.stores.clock()
    synced = tr(
        "{last} · next: {time}",
        last=relative_time(state.last_sync, now),
        time=next_sync_text(state, library.config.sync, now),
    )
    details += [(tr("Source"), redact_url(state.source.location)), (tr("Last sync"), synced)]
    return [*details, *([(tr("Error"), state.last_error)] if state.last_error else [])]


def _read_state(library: Library, article: Article) -> str:
    mark = library.state.read_mark(article)
    if mark is True:
        return tr("read: opened or marked by you")
    if mark is False:
        return tr("unread: marked by you")
    if article.is_read:
        days = library.config.sync.unread_horizon_days
        return tr("read: older than {days} days when it was fetched", days=days)
    return tr("unread: not opened yet")
