"""What the sources view says of a source: when, how often, what is wrong, and the mend."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from finews_tui.config.loader import SyncConfig
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.source import SourceKind, SourceState
from finews_tui.model.sync_outcome import SyncStatus
from finews_tui.ui.commands.keymap import Keymap

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_WEEK, _MONTH, _YEAR = 7 * _DAY, 30 * _DAY, 365 * _DAY
_ADDRESS = re.compile(r"^[a-z]+://\S+?(?:: |：| )", re.IGNORECASE)
_MEND = re.compile("[;；]")
_PLACE = re.compile("^.*(?:: |：)")
_PASSING = frozenset(
    ("timeout", "connect", "dns", "truncated", "packing", "http", "busy", "fetch", "partial")
)
_ELSEWHERE = frozenset(
    ("missing", "status", "forbidden", "redirect", "address", "feed", "tls", "too-large")
)


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago something was: `5 min ago`."""
    if moment is None:
        return tr("never")
    seconds = (now - moment).total_seconds()
    return tr("now") if seconds < _MINUTE else tr("{time} ago", time=_length(seconds))


def following(state: SourceState, sync: SyncConfig, now: datetime) -> str:
    """When a source is asked next by itself: `in 25 min`."""
    if state.status == SyncStatus.GONE:
        return tr("not again")
    own = state.source.every_min
    if own == 0 or (own is None and not sync.every_min):
        return tr("at start") if sync.on_start and own != 0 else tr("by hand")
    times = [moment for moment in (state.next_sync, state.backoff_until) if moment is not None]
    if state.last_sync is not None:
        times.append(state.last_sync + timedelta(minutes=own or sync.every_min))
    seconds = (max(times) - now).total_seconds() if times else 0
    return tr("soon") if seconds < _MINUTE else tr("in {time}", time=_length(seconds))


def pace(a_day: float | None) -> str:
    """How often a source publishes: `3 a day`, `every 2 weeks`."""
    if a_day is None:
        return ""
    if a_day > 0.75:
        return ntr("{count} a day", "{count} a day", round(a_day))
    seconds = _DAY / a_day
    days, weeks, months = (round(seconds / unit) for unit in (_DAY, _WEEK, _MONTH))
    if days < 12:
        return ntr("every day", "every {count} days", days)
    if weeks < 8:
        return ntr("every week", "every {count} weeks", weeks)
    if months < 12:
        return ntr("every month", "every {count} months", months)
    return ntr("every year", "every {count} years", round(seconds / _YEAR))


def _length(seconds: float) -> str:
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


def kind(state: SourceState) -> str:
    """Feed or folder."""
    return tr("feed") if state.source.kind is SourceKind.FEED else tr("folder")


def trouble(state: SourceState) -> str:
    """What is wrong with a source in a few words, without its address; empty where nothing is."""
    text = _MEND.split(state.last_error, maxsplit=1)[0]
    if state.source.kind is SourceKind.DIRECTORY:
        return _PLACE.sub("", text).strip()
    return _ADDRESS.sub("", text).strip()


def mend(state: SourceState, sync: SyncConfig, keymap: Keymap, now: datetime) -> str:
    """What its user can do about a source that fails; empty where nothing is wrong."""
    if not state.last_error:
        return ""
    edit, ask = keymap.first("sources.edit"), keymap.first("source.sync")
    force, remove = keymap.first("sources.force"), keymap.first("sources.remove")
    if state.error_code == "gone":
        return tr(
            "{force} asks again all the same; {edit} gives it another address; "
            "{remove} removes it, bookmarks stay",
            force=force,
            edit=edit,
            remove=remove,
        )
    if state.error_code == "auth":
        return tr("{edit} changes its address to https://name:password@host/…", edit=edit)
    if state.source.kind is SourceKind.DIRECTORY:
        return tr(
            "put the folder back, and {sync} reads it; {edit} says where it lies",
            sync=ask,
            edit=edit,
        )
    if state.error_code in _ELSEWHERE:
        site = keymap.first("sources.site")
        return tr(
            "{site} opens its site, to see whether it moved; {edit} changes its address",
            site=site,
            edit=edit,
        )
    when = following(state, sync, now)
    if state.error_code in _PASSING:
        return tr(
            "this may pass: it is asked again {when}; {sync} asks at once", when=when, sync=ask
        )
    return tr("{sync} asks again; {edit} changes its address", sync=ask, edit=edit)


def about(state: SourceState) -> str:
    """What else is to be known of a source: its name, its group, its settings."""
    source = state.source
    parts = [kind(state), source.name]
    if source.group:
        parts.append(source.group)
    if source.every_min:
        parts.append(ntr("every minute", "every {count} min", source.every_min))
    elif source.every_min == 0:
        parts.append(tr("asked by hand only"))
    if source.full_text:
        parts.append(tr("full text"))
    if source.hidden:
        parts.append(tr("hidden in the tree"))
    return " · ".join(parts)


def well(state: SourceState, now: datetime) -> str:
    """How a source is that does not fail."""
    if state.last_sync is None:
        return tr("never synced")
    if state.backoff_until is not None and state.backoff_until > now:
        rest = _length((state.backoff_until - now).total_seconds())
        return tr("rests for {time}: its server asks for it", time=rest)
    if state.warnings:
        count = len(state.warnings)
        return ntr(
            "{count} warning: {first}",
            "{count} warnings, the first: {first}",
            count,
            first=state.warnings[0],
        )
    return tr("all is well")
