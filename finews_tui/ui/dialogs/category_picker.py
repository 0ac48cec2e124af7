"""Jump to a category by a few letters of its name, its slug, its pinyin or its initials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finews_tui.i18n.catalog import tr
from finews_tui.ui.dialogs.picker import Choice, Picker
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.tree.nodes import Branch, names_of


class CategoryPicker(Picker[Branch]):
    """Gives back the place that was chosen; those that were chosen most before stand first.

    `used` tells by a place's key how often it was.
    """

    def __init__(self, places: Sequence[Branch], used: Mapping[str, int]) -> None:
        first = sorted(places, key=lambda branch: (-used.get(branch.key, 0), -branch.total))
        super().__init__(
            tr("Go to a category"),
            [place_choice(branch, branch.label) for branch in first],
            tr("Enter goes there   Esc closes"),
        )


def place_choice(branch: Branch, label: str) -> Choice:
    """A place as a row of a picker: how many articles, and how many of them unread."""
    total = grouped(branch.total)
    if branch.unread:
        total = tr("{unread} unread of {total}", unread=grouped(branch.unread), total=total)
    return Choice(label, branch, note=total, names=(label, *names_of(branch)))
