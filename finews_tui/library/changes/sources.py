"""Editing, moving, adding and removing sources, with undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from finews_tui.config.editor import RemovedSource, detach_source, restore_source, update_sources
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import already_added_error, feed_address, source_at
from finews_tui.model.source import GROUP_SEPARATOR, Source, SourceKind, in_group
from finews_tui.model.timestamps import unix_seconds
from finews_tui.store.source_metadata import SourceRemoval, set_source_removals, source_removals
from finews_tui.store.sources import reset_sync_state


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """Sets the fields that differ between `old` and `new`."""

    old: Source
    new: Source

    def applied_to(self, source: Source) -> Source:
        """Return `source` with these fields set; other fields are unchanged."""
        changed = {
            field.name: getattr(self.new, field.name)
            for field in fields(Source)
            if getattr(self.new, field.name) != getattr(self.old, field.name)
        }
        return replace(source, **changed)


@dataclass(frozen=True, slots=True)
class SourceChange:
    """Edits sources, or adds or removes the source `name`.

    The source is added if `block` has its lines of the configuration, and removed otherwise.
    """

    label: str
    edits: tuple[SourceEdit, ...] = ()
    name: str = ""
    block: RemovedSource | None = None

    @property
    def count(self) -> int:
        """Number of sources changed."""
        return sum(edit.old != edit.new for edit in self.edits) + bool(self.name)

    def apply(self, stores: Stores) -> SourceChange:
        """Edit, add or remove sources.

        Raises:
            NotFoundError: an edited source was removed.
            UsageError: another source has the name of the added one.
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
    """Write the changed fields of `source` to the configuration.

    If its address changes, the next sync behaves like the first one; articles and marks stay.

    Raises:
        UsageError: a field is invalid, or another source has this address.
        NotFoundError: no source has this name.
        ConfigError: the configuration cannot be changed.
    """
    before = stores.source(source.name)
    if source.location != before.location:
        source = replace(source, location=_location(stores, source))
    label = tr("Edited {source}", source=source.label)
    return _write(stores, label, [before], [source])


def _location(stores: Stores, source: Source) -> str:
    """Return the normalized location of an edited source.

    Raises:
        UsageError: it is not an address, or another source has it.
    """
    is_directory = source.kind is SourceKind.DIRECTORY
    location = source.location if is_directory else feed_address(source.location)
    other = source_at(stores, location)
    if other is not None and other.name != source.name:
        raise already_added_error(location, other.label)
    return location


def move_sources(stores: Stores, names: Sequence[str], group: str) -> SourceChange:
    """Move sources to a group, or out of their groups if `group` is empty.

    Raises:
        UsageError: the name of the group is invalid.
        NotFoundError: one of the sources does not exist.
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
    """Rename a group, or remove it if `new` is empty; subgroups become top-level.

    Raises:
        UsageError: the name of the group is invalid.
        ConfigError: the configuration cannot be changed.
    """
    before = [source for source in stores.config.sources if in_group(source.group, old)]
    after = [replace(source, group=_renamed_group(source.group, old, new)) for source in before]
    if new:
        label = tr("Renamed group {old} to {new}", old=old, new=new)
    else:
        label = tr("Removed group {old}", old=old)
    return _write(stores, label, before, after)


def _renamed_group(group: str, old: str, new: str) -> str:
    return (new + group[len(old) :]).strip(GROUP_SEPARATOR)


def _write(
    stores: Stores, label: str, before: Sequence[Source], after: Sequence[Source]
) -> SourceChange:
    """Write changed sources to the configuration; return the change that undoes it."""
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    if changed:
        stores.config = update_sources(stores.paths.config_file, changed)
    relocated = [
        new.name for old, new in zip(before, after, strict=True) if old.location != new.location
    ]
    if relocated:
        with stores.cache.writing() as cache:
            for name in relocated:
                reset_sync_state(cache, name)
    edits = (SourceEdit(old=new, new=old) for old, new in zip(before, after, strict=True))
    return SourceChange(label, tuple(edits))


def unfollow(stores: Stores, name: str) -> SourceChange:
    """Remove a source; its articles are deleted after `REMOVAL_GRACE_PERIOD`.

    Raises:
        NotFoundError: no source has this name.
        ConfigError: the configuration cannot be changed.
    """
    source = stores.source(name)
    now = unix_seconds(stores.clock())
    # Stored first: after a crash, the record has no effect on a source that is still configured.
    with stores.cache.writing() as cache:
        removals = source_removals(cache)
        removals[name] = SourceRemoval(now, source.location)
        set_source_removals(cache, removals)
    stores.config, block = detach_source(stores.paths.config_file, name)
    return SourceChange(tr("Removed {source}", source=source.label), name=name, block=block)


def removal_of(source: Source) -> SourceChange:
    """Return the change that undoes adding a source."""
    return SourceChange(tr("Added {source}", source=source.label), name=source.name)
