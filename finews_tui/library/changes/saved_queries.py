"""Saved queries made and removed, each change to be undone."""

from __future__ import annotations

from dataclasses import dataclass

from finews_tui.i18n.catalog import tr
from finews_tui.library.user_state import UserState


@dataclass(frozen=True, slots=True)
class SavedChange:
    """What happened to the query of a name; its text is None where there is none.

    `place` is where in their order it stood, and stands again when it comes back.
    """

    label: str
    name: str
    before: str | None
    after: str | None
    place: int | None = None

    @property
    def count(self) -> int:
        """How many queries it changed."""
        return int(self.before != self.after)


@dataclass(frozen=True, slots=True)
class QueriesChange:
    """What happened to all saved queries, (name, text) in their order: one was changed or moved."""

    label: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many queries it changed."""
        return int(self.before != self.after)


def change_query(library: UserState, name: str, new_name: str, text: str) -> QueriesChange:
    """Give a saved query another name or another text; it takes the place of one of that name."""
    before = _queries(library)
    others = [query for query in before if query[0] not in (name, new_name)]
    place = [query[0] for query in before if query[0] == name or query[0] != new_name].index(name)
    others.insert(place, (new_name, text))
    return _change(library, tr("{name} changed", name=new_name), before, tuple(others))


def move_query(library: UserState, name: str, step: int) -> QueriesChange:
    """Move a saved query up or down among the others."""
    before = _queries(library)
    place = [query[0] for query in before].index(name)
    after = [query for query in before if query[0] != name]
    after.insert(max(0, place + step), before[place])
    return _change(library, tr("{name} moved", name=name), before, tuple(after))


def undo_queries(library: UserState, change: QueriesChange) -> QueriesChange:
    """Take such a change back; what is returned does it again."""
    return _change(library, change.label, _queries(library), change.before)


def _queries(library: UserState) -> tuple[tuple[str, str], ...]:
    return tuple((query.name, query.text) for query in library.saved_queries())


def _change(
    library: UserState,
    label: str,
    before: tuple[tuple[str, str], ...],
    after: tuple[tuple[str, str], ...],
) -> QueriesChange:
    library.set_queries(after)
    return QueriesChange(label, before, after)


def save_query(library: UserState, name: str, text: str) -> SavedChange:
    """Save a query under a name, in the place of another that had it."""
    return _set(library, name, text, tr("{name} saved", name=name), None)


def remove_query(library: UserState, name: str) -> SavedChange:
    """Remove a saved query."""
    return _set(library, name, None, tr("{name} removed", name=name), None)


def undo_saved(library: UserState, change: SavedChange) -> SavedChange:
    """Take a change back; what is returned does it again."""
    return _set(library, change.name, change.before, change.label, change.place)


def _set(
    library: UserState, name: str, text: str | None, label: str, place: int | None
) -> SavedChange:
    before = {saved.name: saved.text for saved in library.saved_queries()}.get(name)
    place_before = library.query_place(name)
    if text is not None:
        library.save_query(name, text, place)
    elif before is not None:
        library.remove_query(name)
    return SavedChange(label, name, before, text, place if before is None else place_before)
