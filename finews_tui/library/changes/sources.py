"""Sources edited, moved, removed and added, each change to be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from finews_tui.config.editor import RemovedSource, detach_source, restore_source, update_sources
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import already_followed, feed_address, followed_source
from finews_tui.model.source import GROUP_SEPARATOR, Source, SourceKind, in_group
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store import source_metadata as source_notes
from finews_tui.store import sources as source_rows


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """Sets the fields in which `new` differs from `old`."""

    old: Source
    new: Source

    def applied_to(self, source: Source) -> Source:
        """Return `source` with these fields set; what else was changed of it stays."""
        changed = {
            field.name: getattr(self.new, field.name)
            for field in fields(Source)
            if getattr(self.new, field.name) != getattr(self.old, field.name)
        }
        return replace(source, **changed)


@dataclass(frozen=True, slots=True)
class SourceChange:
    """Edits sources, or adds or removes the source `name`.

    With a `block` of lines of the configuration it is added, without one it is removed.
    """

    label: str
    edits: tuple[SourceEdit, ...] = ()
    name: str = ""
    block: RemovedSource | None = None

    @property
    def count(self) -> int:
        """How many sources it changes."""
        return sum(edit.old != edit.new for edit in self.edits) + bool(self.name)

    def apply(self, stores: Stores) -> SourceChange:
        """Edit, add or remove sources.

        Raises:
            NotFoundError: an edited source is no longer followed.
            UsageError: another source has the name of the one to be added.
            ConfigError: the configuration cannot be changed.
        """
        if self.block is not None:
            stores.config = restore_source(stores.paths.config_file, self.block)
            return replace(self, block=None)
        if self.name:
            return replace(unfollow(stores, self.name), label=self.label)
        before = [stores.source(edit.old.name) for edit in self.edits]
        after = [edit.applied_to(source) for edit, source in zip(self.edits, before, strict=True)]
        return _write(stores, self.label, before, after)


def edit_source(stores: Stores, source: Source) -> SourceChange:
    """Write what is other in `source` than in the one followed by its name.

    At another address it is asked as if for the first time, and keeps its articles and marks.

    Raises:
        UsageError: such a source cannot be, or its address is followed already.
        NotFoundError: none is followed by that name.
        ConfigError: the configuration cannot be changed.
    """
    before = stores.source(source.name)
    if source.location != before.location:
        source = replace(source, location=_location(stores, source))
    label = tr("{source} edited", source=source.label)
    return _write(stores, label, [before], [source])


def _location(stores: Stores, source: Source) -> str:
    """Return the location of an edited source, checked."""
    is_directory = source.kind is SourceKind.DIRECTORY
    location = source.location if is_directory else feed_address(source.location)
    other = followed_source(stores, location)
    if other is not None and other.name != source.name:
        raise already_followed(location, other.label)
    return location


def move_sources(stores: Stores, names: Sequence[str], group: str) -> SourceChange:
    """Put sources into a group, or into none where `group` is empty.

    Raises:
        UsageError: a group cannot be named so.
        NotFoundError: one of them is not followed.
        ConfigError: the configuration cannot be changed.
    """
    before = [stores.source(name) for name in names]
    what = (
        before[0].label
        if len(before) == 1
        else ntr("{count} source", "{count} sources", len(before))
    )
    where = group or tr("no group")
    label = tr("{source} moved to {group}", source=what, group=where)
    return _write(stores, label, before, [replace(one, group=group) for one in before])


def rename_group(stores: Stores, old: str, new: str) -> SourceChange:
    """Give a group another name, with the groups in it; with an empty one its sources leave it.

    Raises:
        UsageError: a group cannot be named so.
        ConfigError: the configuration cannot be changed.
    """
    before = [one for one in stores.config.sources if in_group(one.group, old)]
    after = [replace(one, group=_renamed(one.group, old, new)) for one in before]
    label = tr("{old} is {new}", old=old, new=new or tr("no group"))
    return _write(stores, label, before, after)


def _renamed(group: str, old: str, new: str) -> str:
    return (new + group[len(old) :]).strip(GROUP_SEPARATOR)


def _write(
    stores: Stores, label: str, before: Sequence[Source], after: Sequence[Source]
) -> SourceChange:
    """Write the sources that changed; return the undo."""
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    if changed:
        stores.config = update_sources(stores.paths.config_file, changed)
    moved = [
        new.name for old, new in zip(before, after, strict=True) if old.location != new.location
    ]
    if moved:
        with stores.cache.writing() as cache:
            for name in moved:
                source_rows.reset_sync_state(cache, name)
    undo = (SourceEdit(old=new, new=old) for old, new in zip(before, after, strict=True))
    return SourceChange(label, tuple(undo))


def unfollow(stores: Stores, name: str) -> SourceChange:
    """Unfollow a source. Its articles are hidden, and deleted after `KEPT_AFTER_REMOVAL`.

    Raises:
        NotFoundError: no followed source has this name.
        ConfigError: the configuration cannot be changed.
    """
    source = stores.source(name)
    now = unix_seconds(stores.clock())
    # Noted first: a crash before the next line leaves a note without any effect.
    with stores.cache.writing() as cache:
        noted = source_notes.source_removals(cache)
        noted[name] = source_notes.SourceRemoval(now, source.location)
        source_notes.set_source_removals(cache, noted)
    stores.config, block = detach_source(stores.paths.config_file, name)
    return SourceChange(tr("{source} removed", source=source.label), name=name, block=block)


def removal_of(source: Source) -> SourceChange:
    """Return the undo of adding a source."""
    return SourceChange(tr("{source} added", source=source.label), name=source.name)
