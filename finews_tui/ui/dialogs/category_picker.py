"""Jump to a category by a few letters of its name."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.ui.cells import grouped
from finews_tui.ui.dialogs.picker import Choice, Picker
from finews_tui.ui.outline import Branch


class CategoryPicker(Picker[Branch]):
    """Gives back the place that was chosen."""

    def __init__(self, places: Sequence[Branch]) -> None:
        choices = [
            Choice(
                branch.label,
                branch,
                note=grouped(branch.unread or branch.total),
                names=(branch.label, branch.key),
            )
            for branch in places
        ]
        super().__init__("Go to a category", choices, "Enter goes there   Esc closes")
