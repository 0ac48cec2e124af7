"""Details of an article: why it is read or not, its source, and when that is synced next."""

from __future__ import annotations

from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.model.url_redaction import redact_url
from finews_tui.ui.painting.source_descriptions import next_sync_text, relative_time


def article_status(library: Library, article: Article) -> list[tuple[str, str]]:
    """Return state and source of an article as names and values. Call it in a thread."""
    details = [(tr("State"), _read_state(library, article))]
    try:
        state = library.sources.state(article.source)
    except NotFoundError:
        return [*details, (tr("From"), tr("a source that is followed no more"))]
    now = library.stores.clock()
    synced = tr(
        "{last}; next {time}",
        last=relative_time(state.last_sync, now),
        time=next_sync_text(state, library.config.sync, now),
    )
    details += [(tr("From"), redact_url(state.source.location)), (tr("Synced"), synced)]
    return [*details, *([(tr("Trouble"), state.last_error)] if state.last_error else [])]


def _read_state(library: Library, article: Article) -> str:
    mark = library.state.read_mark(article)
    if mark is True:
        return tr("read: you were on its page, or marked it")
    if mark is False:
        return tr("unread: you marked it so")
    if article.is_read:
        days = library.config.sync.unread_horizon_days
        return tr("read: it was older than {days} days when it came", days=days)
    return tr("unread: nobody has read it yet")
