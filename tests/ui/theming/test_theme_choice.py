"""Theme picker and initial theme."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from tests.ui.driver import settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)


async def test_theme_picker_previews_and_stores_theme(make_app: MakeApp, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.run("theme.choose")
        await pilot.pause()
        await pilot.press(*"nord")
        await pilot.pause()
        assert app.theme == "finews-nord"
        await pilot.press("escape")
        await settle(pilot)
        assert app.theme == "finews-dark"
        await driver.run("theme.choose")
        await pilot.pause()
        await pilot.press(*"sepia", "enter")
        await settle(pilot)
        assert app.theme == "finews-sepia"
    assert library.state.setting("screen.theme") == "sepia"


async def test_palette_previews_themes(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"theme: light")
        await pilot.pause()
        assert app.theme == "finews-light"
        await pilot.press("escape")
        await settle(pilot)
        assert app.theme == "finews-dark"


def test_configured_theme_replaces_missing_selected_theme(
    make_app: MakeApp, library: Library
) -> None:
    library.state.set_setting("screen.theme", "mine")
    assert make_app().theme == "finews-dark"


def test_light_terminal_background_selects_light_theme(make_app: MakeApp) -> None:
    assert make_app(is_light=True).theme == "finews-light"
