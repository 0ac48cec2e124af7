"""Sources edited, moved, removed and added, each change to be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import timedelta

from finews_tui.config.editor import detach_source, restore_source, update_sources
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.changes.source_change import SourceChange
from finews_tui.library.library import Library
from finews_tui.library.plain_text import kept_text
from finews_tui.library.subscribe.new_source import feed_address
from finews_tui.model.source import GROUP_SEPARATOR, Source, SourceKind, in_group
from finews_tui.model.timestamps import unix_seconds
from finews_tui.model.url_redaction import redact_url
from finews_tui.store import source_metadata as source_notes
from finews_tui.store import sources as source_rows

KEPT_AFTER_REMOVAL = timedelta(days=7)
"""So long the articles of a source that was removed on the screen can be brought back."""

_FORGOTTEN_AT_ONCE = 500


def edit_source(library: Library, source: Source) -> SourceChange:
    """Write what is other in `source` than in the one followed by its name.

    At another address it is asked as if for the first time, and keeps its articles and marks.

    Raises:
        UsageError: such a source cannot be, or its address is followed already.
        NotFoundError: none is followed by that name.
        ConfigError: the configuration cannot be changed.
    """
    before = library.source(source.name).source
    if source.location != before.location:
        source = replace(source, location=_location(library, source))
    label = tr("{source} edited", source=source.label)
    return _write(library, label, [before], [source])


def _location(library: Library, source: Source) -> str:
    if source.kind is SourceKind.DIRECTORY:
        return source.location
    address = feed_address(source.location)
    for other in library.config.sources:
        if other.location == address and other.name != source.name:
            shown = redact_url(address)
            raise UsageError(
                tr("{address}: is followed already, as {source}", address=shown, source=other.label)
            )
    return address


def move_sources(library: Library, names: Sequence[str], group: str) -> SourceChange:
    """Put sources into a group, or into none where `group` is empty.

    Raises:
        UsageError: a group cannot be named so.
        NotFoundError: one of them is not followed.
        ConfigError: the configuration cannot be changed.
    """
    before = [library.source(name).source for name in names]
    what = (
        before[0].label
        if len(before) == 1
        else ntr("{count} source", "{count} sources", len(before))
    )
    where = group or tr("no group")
    label = tr("{source} moved to {group}", source=what, group=where)
    return _write(library, label, before, [replace(one, group=group) for one in before])


def rename_group(library: Library, old: str, new: str) -> SourceChange:
    """Give a group another name, with the groups in it; with an empty one its sources leave it.

    Raises:
        UsageError: a group cannot be named so.
        ConfigError: the configuration cannot be changed.
    """
    before = [one for one in library.config.sources if in_group(one.group, old)]
    after = [replace(one, group=_renamed(one.group, old, new)) for one in before]
    label = tr("{old} is {new}", old=old, new=new or tr("no group"))
    return _write(library, label, before, after)


def _renamed(group: str, old: str, new: str) -> str:
    return (new + group[len(old) :]).strip(GROUP_SEPARATOR)


def _write(
    library: Library, label: str, before: Sequence[Source], after: Sequence[Source]
) -> SourceChange:
    """Write the sources that changed."""
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    if changed:
        library.config = update_sources(library.paths.config_file, changed)
    moved = [
        new.name for old, new in zip(before, after, strict=True) if old.location != new.location
    ]
    if moved:
        with library.stores.cache.writing() as cache:
            for name in moved:
                source_rows.forget_sync(cache, name)
    return SourceChange(label, tuple(before), tuple(after))


def unfollow(library: Library, name: str) -> SourceChange:
    """Follow a source no more. Its articles are listed no longer, but kept for some days.

    Raises:
        NotFoundError: none is followed by that name.
        ConfigError: the configuration cannot be changed.
    """
    source = library.source(name).source
    now = unix_seconds(library.stores.clock())
    # Noted first: a crash before the next line leaves a note without any effect.
    with library.stores.cache.writing() as cache:
        noted = source_notes.removed(cache)
        noted[name] = source_notes.Removed(now, source.location)
        source_notes.keep_removed(cache, noted)
    library.config, taken = detach_source(library.paths.config_file, name)
    label = tr("{source} removed", source=source.label)
    return SourceChange(label, name=name, taken=taken)


def followed(library: Library, source: Source) -> SourceChange:
    """The change that the adding of a source was: to be undone."""
    return SourceChange(tr("{source} added", source=source.label), name=source.name, is_back=True)


def undo_change(library: Library, change: SourceChange) -> SourceChange:
    """Take a change back; what is returned does it again.

    What else was changed of a source since stays.

    Raises:
        NotFoundError: an edited source is followed no more.
        UsageError: another source has the name of the one to be put back.
        ConfigError: the configuration cannot be changed.
    """
    if change.name and change.is_back:
        return replace(unfollow(library, change.name), label=change.label)
    if change.taken is not None:
        library.config = restore_source(library.paths.config_file, change.taken)
        return replace(change, is_back=True)
    present = [library.source(source.name).source for source in change.after]
    back = [
        _with_differences(now, old=new, new=old)
        for now, old, new in zip(present, change.before, change.after, strict=True)
    ]
    return _write(library, change.label, present, back)


def _with_differences(source: Source, *, old: Source, new: Source) -> Source:
    """`source` with those fields of `new` in which it is not as `old`."""
    changed = {
        field.name: getattr(new, field.name)
        for field in fields(Source)
        if getattr(new, field.name) != getattr(old, field.name)
    }
    return replace(source, **changed)


def forget_removed(library: Library) -> int:
    """Let go of the articles of sources that were removed some days ago; returns how many sources.

    One that was taken out of the configuration by hand counts as removed from when this first saw
    it. A few articles at a time, so that nobody waits for the database.

    Raises:
        StoreError: the cache cannot be written.
    """
    stores = library.stores
    with stores.cache.reading() as cache:
        noted = source_notes.removed(cache)
        unnoted = set(source_rows.unfollowed(cache, library.config.sources).values()) - set(noted)
    if not noted and not unnoted:
        return 0
    now = unix_seconds(stores.clock())
    followed_names = {source.name for source in library.config.sources}
    oldest = unix_seconds(stores.clock() - KEPT_AFTER_REMOVAL)
    over = [name for name, one in noted.items() if one.at < oldest and name not in followed_names]
    for name in over:
        is_more = True
        while is_more:
            with stores.cache.writing() as cache:
                is_more = source_rows.forget_articles(cache, name, kept_text, _FORGOTTEN_AT_ONCE)
    with stores.cache.writing() as cache:
        by_hand = {name: source_notes.Removed(now, "") for name in unnoted}
        noted = by_hand | source_notes.removed(cache)
        gone = followed_names.union(over)
        source_notes.keep_removed(cache, {n: one for n, one in noted.items() if n not in gone})
    return len(over)
