"""The headings of an article, to jump to one."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.i18n.catalog import tr
from finews_tui.layout.page import OutlineEntry
from finews_tui.ui.dialogs.picker import Choice, Picker


class OutlinePicker(Picker[OutlineEntry]):
    """Gives back the heading that was chosen; the cursor begins on the one being read."""

    def __init__(self, headings: Sequence[OutlineEntry], here: int) -> None:
        highest = min(heading.level for heading in headings)
        choices = [
            Choice("  " * (heading.level - highest) + heading.text, heading, names=(heading.text,))
            for heading in headings
        ]
        super().__init__(tr("Headings"), choices, tr("Enter goes there   Esc closes"), here)
