"""JSON records of articles, sources and sync outcomes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from finews_tui.model.article import Article
from finews_tui.model.enclosure import enclosure_records
from finews_tui.model.source import Source, SourceState
from finews_tui.model.sync_outcome import SyncOutcome


def article_record(article: Article) -> dict[str, Any]:
    """Return the record of an article; times are ISO 8601 or null."""
    return {
        "id": article.id,
        "source": article.source,
        "entry": article.entry,
        "categories": [{"slug": slug, "name": name} for slug, name in article.categories],
        "tags": list(article.tags),
        "title": article.title,
        "author": article.author,
        "credit": article.credit,
        "link": article.link,
        "published": _isoformat(article.published),
        "updated": _isoformat(article.updated),
        "summary": article.summary,
        "read": article.is_read,
        "bookmarked": article.is_bookmarked,
        "symbols": list(article.symbols),
        "story": article.story or None,
        "first_seen": _isoformat(article.first_seen),
        "enclosures": enclosure_records(article.enclosures),
    }


def bookmark_record(article: Article) -> dict[str, Any]:
    """Return the record of a bookmark: an article and the time it was bookmarked."""
    return {**article_record(article), "bookmarked_at": _isoformat(article.bookmarked_at)}


def source_record(state: SourceState) -> dict[str, Any]:
    """Return the record of a source and its state."""
    return {
        "name": state.source.name,
        "kind": str(state.source.kind),
        "title": state.source.title,
        "group": state.source.group,
        "location": public_location(state.source),
        "articles": state.articles,
        "unread": state.unread,
        "last_sync": _isoformat(state.last_sync),
        "last_error": state.last_error or None,
        "error_code": state.error_code or None,
        "failures": state.failures,
        "next_sync": _isoformat(state.next_sync),
        "warnings": list(state.warnings),
    }


def outcome_record(outcome: SyncOutcome) -> dict[str, Any]:
    """Return the record of the sync outcome of one source."""
    error = {"code": outcome.error_code, "message": outcome.error}
    return {
        "name": outcome.source,
        "status": str(outcome.status),
        "new": outcome.new,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "warnings": list(outcome.warnings),
        "error": error if outcome.error else None,
        "retry_at": _isoformat(outcome.retry_at),
        "dropped": outcome.pruned,
    }


def public_location(source: Source) -> str:
    """Return the location of a source, without credentials and tokens in a URL."""
    if "://" not in source.location:
        return source.location
    from finews_tui.model.url_redaction import strip_url_secrets

    return strip_url_secrets(source.location)


def _isoformat(time: datetime | None) -> str | None:
    return time.isoformat() if time else None
