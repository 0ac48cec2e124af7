"""The themes, each worn while the cursor stands on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finews_tui.i18n.catalog import tr
from finews_tui.ui.dialogs.picker import Choice, Picker


class ThemePicker(Picker[str]):
    """Gives back the theme that was chosen. `preview` is told the one under the cursor."""

    def __init__(self, names: Sequence[str], worn: str, preview: Callable[[str], None]) -> None:
        choices = [Choice(name, name, names=(name,)) for name in names]
        start = names.index(worn) if worn in names else None
        foot = tr("Enter keeps it   Esc leaves it as it was")
        super().__init__(tr("Themes"), choices, foot, start)
        self._preview = preview

    def stand_on(self, value: object) -> None:
        if isinstance(value, str):
            self._preview(value)
