"""Sources edited, moved, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from finews_tui.config.editor import RemovedSource, detach_source, restore_source, update_sources
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import already_followed, feed_address, followed_source
from finews_tui.model.source import GROUP_SEPARATOR, Source, SourceKind, in_group
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store.source_metadata import SourceRemoval, set_source_removals, source_removals
from finews_tui.store.sources import reset_sync_state


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
    """Write the fields in which `source` differs from the followed one of its name.

    If its address changes, the next sync behaves like the first one; articles and marks stay.

    Raises:
        UsageError: a field is invalid, or the address is followed already.
        NotFoundError: no followed source has this name.
        ConfigError: the configuration cannot be changed.
    """
    before = stores.source(source.name)
    if source.location != before.location:
        source = replace(source, location=_location(stores, source))
    label = tr("Edited {source}", source=source.label)
    return _write(stores, label, [before], [source])


def _location(stores: Stores, source: Source) -> str:
    """Return the location of an edited source in normal form.

    Raises:
        UsageError: it is no address, or is followed already.
    """
    is_directory = source.kind is SourceKind.DIRECTORY
    location = source.location if is_directory else feed_address(source.location)
    other = followed_source(stores, location)
    if other is not None and other.name != source.name:
        raise already_followed(location, other.label)
    return location


def move_sources(stores: Stores, names: Sequence[str], group: str) -> SourceChange:
    """Move sources to a group, or to none if `group` is empty.

    Raises:
        UsageError: the name of the group is invalid.
        NotFoundError: one of the sources is not followed.
        ConfigError: the configuration cannot be changed.
    """
    before = [stores.source(name) for name in names]
    subject = (
        before[0].label
        if len(before) == 1
        else ntr("{count} source", "{count} sources", len(before))
    )
    if group:
        label = tr("Moved {source} to {group}", source=subject, group=group)
    else:
        label = tr("Ungrouped {source}", source=subject)
    return _write(stores, label, before, [replace(source, group=group) for source in before])


def rename_group(stores: Stores, old: str, new: str) -> SourceChange:
    """Rename a group; with an empty name it is dissolved, and groups in it move to the top.

    Raises:
        UsageError: the name of the group is invalid.
        ConfigError: the configuration cannot be changed.
    """
    before = [source for source in stores.config.sources if in_group(source.group, old)]
    after = [replace(source, group=_renamed(source.group, old, new)) for source in before]
    if new:
        label = tr("Renamed group {old} to {new}", old=old, new=new)
    else:
        label = tr("Removed group {old}", old=old)
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
                reset_sync_state(cache, name)
    undo = (SourceEdit(old=new, new=old) for old, new in zip(before, after, strict=True))
    return SourceChange(label, tuple(undo))


def unfollow(stores: Stores, name: str) -> SourceChange:
    """Unfollow a source. Its articles are hidden, and deleted after `REMOVAL_GRACE_PERIOD`.

    Raises:
        NotFoundError: no followed source has this name.
        ConfigError: the configuration cannot be changed.
    """
    source = stores.source(name)
    now = unix_seconds(stores.clock())
    # Stored first: a crash in between leaves a record that has no effect on a followed source.
    with stores.cache.writing() as cache:
        removals = source_removals(cache)
        removals[name] = SourceRemoval(now, source.location)
        set_source_removals(cache, removals)
    stores.config, block = detach_source(stores.paths.config_file, name)
    return SourceChange(tr("Removed {source}", source=source.label), name=name, block=block)


def removal_of(source: Source) -> SourceChange:
    """Return the undo of adding a source."""
    return SourceChange(tr("Added {source}", source=source.label), name=source.name)
