"""Why an article is read or not, where it comes from, and when its source is asked again."""

from __future__ import annotations

from finews_tui.errors import NotFoundError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.model.url_redaction import redact_url
from finews_tui.ui.painting.source_descriptions import ago, following


def whereabouts(library: Library, article: Article) -> list[tuple[str, str]]:
    """What the details of an article tell of its state and its source, each with its name.

    To be called in a thread.
    """
    told = [(tr("State"), _state(library, article))]
    try:
        state = library.sources.state(article.source)
    except NotFoundError:
        return [*told, (tr("From"), tr("a source that is followed no more"))]
    now = library.stores.clock()
    synced = tr(
        "{last}; next {time}",
        last=ago(state.last_sync, now),
        time=following(state, library.config.sync, now),
    )
    told += [(tr("From"), redact_url(state.source.location)), (tr("Synced"), synced)]
    return [*told, *([(tr("Trouble"), state.last_error)] if state.last_error else [])]


def _state(library: Library, article: Article) -> str:
    mark = library.state.read_mark(article)
    if mark is True:
        return tr("read: you were on its page, or marked it")
    if mark is False:
        return tr("unread: you marked it so")
    if article.is_read:
        days = library.config.sync.unread_horizon_days
        return tr("read: it was older than {days} days when it came", days=days)
    return tr("unread: nobody has read it yet")
