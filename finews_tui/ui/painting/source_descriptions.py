"""Descriptions of a source: sync times, publishing rate, errors and remedies."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from finews_tui.config.loader import SyncConfig
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.source import SourceKind, SourceState
from finews_tui.model.sync_outcome import SyncStatus

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_WEEK, _MONTH, _YEAR = 7 * _DAY, 30 * _DAY, 365 * _DAY
_URL = re.compile(r"^[a-z]+://\S+?(?:: |：| )", re.IGNORECASE)
_ADVICE = re.compile("[;；]")
_PATH = re.compile("^.*(?:: |：)")
_TEMPORARY = frozenset(
    ("timeout", "connect", "dns", "truncated", "packing", "http", "busy", "fetch", "partial")
)
_MAYBE_MOVED = frozenset(
    ("missing", "status", "forbidden", "redirect", "address", "feed", "tls", "too-large")
)


def relative_time(moment: datetime | None, now: datetime) -> str:
    """Format a past time relative to now: `5 min ago`."""
    if moment is None:
        return tr("never")
    seconds = (now - moment).total_seconds()
    return tr("just now") if seconds < _MINUTE else tr("{time} ago", time=_duration(seconds))


def next_sync_text(state: SourceState, sync: SyncConfig, now: datetime) -> str:
    """Format the time until the next sync: `in 25 min`."""
    if state.status == SyncStatus.GONE:
        return tr("stopped")
    interval = state.source.every_min
    if interval == 0 or (interval is None and not sync.every_min):
        return tr("at startup") if sync.on_start and interval != 0 else tr("manual")
    times = [moment for moment in (state.next_sync, state.backoff_until) if moment is not None]
    if state.last_sync is not None:
        times.append(state.last_sync + timedelta(minutes=interval or sync.every_min))
    seconds = (max(times) - now).total_seconds() if times else 0
    return tr("soon") if seconds < _MINUTE else tr("in {time}", time=_duration(seconds))


def publishing_rate(per_day: float | None) -> str:
    """Format a publishing rate: `3 a day`, `every 2 weeks`; "" if unknown."""
    if per_day is None:
        return ""
    if per_day > 0.75:
        return ntr("{count} a day", "{count} a day", round(per_day))
    seconds = _DAY / per_day
    days, weeks, months = (round(seconds / unit) for unit in (_DAY, _WEEK, _MONTH))
    if days < 12:
        return ntr("every day", "every {count} days", days)
    if weeks < 8:
        return ntr("every week", "every {count} weeks", weeks)
    if months < 12:
        return ntr("every month", "every {count} months", months)
    return ntr("every year", "every {count} years", round(seconds / _YEAR))


def _duration(seconds: float) -> str:
    if seconds >= _YEAR:
        return ntr("{count} year", "{count} years", int(seconds // _YEAR))
    if seconds >= 2 * _MONTH:
        return ntr("{count} month", "{count} months", int(seconds // _MONTH))
    if seconds >= 2 * _WEEK:
        return ntr("{count} week", "{count} weeks", int(seconds // _WEEK))
    if seconds >= 2 * _DAY:
        return ntr("{count} day", "{count} days", int(seconds // _DAY))
    if seconds >= _HOUR:
        return tr("{count} h", count=int(seconds // _HOUR))
    return tr("{count} min", count=int(seconds // _MINUTE))


def kind_text(state: SourceState) -> str:
    """Return "feed" or "folder"."""
    return tr("feed") if state.source.kind is SourceKind.FEED else tr("folder")


def short_error(state: SourceState) -> str:
    """Return the last error without URL or advice; "" if there is none."""
    text = _ADVICE.split(state.last_error, maxsplit=1)[0]
    if state.source.kind is SourceKind.DIRECTORY:
        return _PATH.sub("", text).strip()
    return _URL.sub("", text).strip()


def remedy(
    state: SourceState, sync: SyncConfig, key_text: Callable[[str], str], now: datetime
) -> str:
    """Return how to fix a failing source; "" if it has no error."""
    if not state.last_error:
        return ""
    edit, retry = key_text("sources.edit"), key_text("source.sync")
    force, remove = key_text("sources.force"), key_text("sources.remove")
    if state.error_code == "gone":
        return tr(
            "Press {force} to retry anyway, {edit} to change the address, or {remove} to remove "
            "the source. Bookmarks are kept.",
            force=force,
            edit=edit,
            remove=remove,
        )
    if state.error_code == "auth":
        return tr("Press {edit} and change the address to https://name:password@host/…", edit=edit)
    if state.source.kind is SourceKind.DIRECTORY:
        return tr(
            "Restore the folder and press {sync} to sync it, or press {edit} to change its path",
            sync=retry,
            edit=edit,
        )
    if state.error_code in _MAYBE_MOVED:
        site = key_text("sources.site")
        return tr(
            "Press {site} to see if the website has moved, or {edit} to change the address",
            site=site,
            edit=edit,
        )
    when = next_sync_text(state, sync, now)
    if state.error_code in _TEMPORARY:
        return tr(
            "Probably temporary. Next sync: {when}; press {sync} to retry now",
            when=when,
            sync=retry,
        )
    return tr("Press {sync} to retry, or {edit} to change the address", sync=retry, edit=edit)


def summary(state: SourceState) -> str:
    """Return kind, name, group and settings of a source."""
    source = state.source
    parts = [kind_text(state), source.name]
    if source.group:
        parts.append(source.group)
    if source.every_min:
        parts.append(ntr("every minute", "every {count} min", source.every_min))
    elif source.every_min == 0:
        parts.append(tr("manual sync only"))
    if source.full_text:
        parts.append(tr("full text"))
    if source.hidden:
        parts.append(tr("hidden from the tree"))
    return " · ".join(parts)


def health(state: SourceState, now: datetime) -> str:
    """Return the status of a source without errors."""
    if state.last_sync is None:
        return tr("never synced")
    if state.backoff_until is not None and state.backoff_until > now:
        duration = _duration((state.backoff_until - now).total_seconds())
        return tr("paused for {time} at the server’s request", time=duration)
    if state.warnings:
        count = len(state.warnings)
        return ntr(
            "{count} warning: {first}",
            "{count} warnings; first: {first}",
            count,
            first=state.warnings[0],
        )
    return tr("OK")
