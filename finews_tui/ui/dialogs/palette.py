"""The palette: every action, place, theme and setting by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finews_tui.i18n.catalog import tr
from finews_tui.ui.commands.command import Action
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.dialogs.category_picker import place_choice
from finews_tui.ui.dialogs.picker import Choice, Picker
from finews_tui.ui.services.settings import Setting
from finews_tui.ui.tree.nodes import Branch


class Palette(Picker[Action | Branch | Setting | str]):
    """Gives back the action, the place, the setting or the theme's name that was chosen."""

    def __init__(
        self,
        keymap: Keymap,
        places: Sequence[Branch],
        themes: Sequence[str],
        settings: Sequence[Setting],
        preview: Callable[[str], None],
    ) -> None:
        super().__init__(
            tr("Do, or go to"),
            [*_actions(keymap), *_themes(themes), *_settings(settings), *_places(places)],
            tr("Enter does it   Esc closes"),
        )
        self._preview = preview

    def stand_on(self, value: object) -> None:
        self._preview(value if isinstance(value, str) else "")


def _actions(keymap: Keymap) -> list[Choice]:
    return [
        Choice(action.name, action, note=keymap.shown(action), names=(action.name, action.id))
        for action in keymap.actions
        if not action.id.startswith(("move.", "palette", "action."))
    ]


def _themes(themes: Sequence[str]) -> list[Choice]:
    texts = [tr("Theme: {name}", name=name) for name in themes]
    return [Choice(text, name, names=(text,)) for text, name in zip(texts, themes, strict=True)]


def _settings(settings: Sequence[Setting]) -> list[Choice]:
    texts = [tr("Setting: {setting}", setting=setting.text) for setting in settings]
    return [
        Choice(text, setting, names=(text,)) for text, setting in zip(texts, settings, strict=True)
    ]


def _places(places: Sequence[Branch]) -> list[Choice]:
    return [place_choice(branch, tr("Go to {label}", label=branch.label)) for branch in places]
