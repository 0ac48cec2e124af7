"""Pages of each construct at real widths; each docstring says what the picture must show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from finews_tui.layout.page import LayoutOptions
from tests.ui.reader.gallery import HEIGHTS, PageApp

Compare = Callable[..., bool]

widths = pytest.mark.parametrize("width", [60, 84, 120])
two_widths = pytest.mark.parametrize("width", [60, 84])


def matches_picture(
    compare: Compare,
    name: str,
    width: int,
    theme: str = "dark",
    *,
    layout_options: LayoutOptions | None = None,
) -> bool:
    """Compare the page at a width with its picture."""
    app = PageApp(name, theme, layout_options=layout_options)
    return compare(app, terminal_size=(width, HEIGHTS[width]))


@widths
def test_chinese_prose(snap_compare: Compare, width: int) -> None:
    """Bold title, dim facts, author and symbols, a thin rule; paragraphs indented by two
    characters; no line opens with a closing mark or ends with an opening one; `，` and `。` may
    hang in the two cells at the right; `……`, `——`, `-1.66亿元`, `￥35.5` and `30℃` stay whole."""
    assert matches_picture(snap_compare, "chinese", width)


@widths
def test_english_prose(snap_compare: Compare, width: int) -> None:
    """Paragraphs flush left with an empty line between, two above a heading and one below;
    `state-of-the-art` breaks behind a hyphen only; at 120 the column stands in the middle."""
    assert matches_picture(snap_compare, "english", width)


@widths
def test_han_and_latin_mixed(snap_compare: Compare, width: int) -> None:
    """Latin words whole among Chinese; the address broken behind `/`, `?` or `&` only; code on its
    own ground; `——` and quotation marks at neither wrong end."""
    assert matches_picture(snap_compare, "mixed", width)


@widths
def test_headings(snap_compare: Compare, width: int) -> None:
    """The first level under a rule as long as itself, two empty lines above the first three, one
    above the smaller ones, which stand close to their text; the long one broken evenly."""
    assert matches_picture(snap_compare, "headings", width)


@widths
def test_lists(snap_compare: Compare, width: int) -> None:
    """Marks in blue, text hung behind them; three kinds of bullets by depth; `8.` to `11.` aligned
    at the right; boxes ticked or empty; air between the items of the last list, code inside it."""
    assert matches_picture(snap_compare, "lists", width)


@widths
def test_quotes(snap_compare: Compare, width: int) -> None:
    """An unbroken bar beside all of the quotation, a second one beside the one inside it, a list
    in it; the text softer than that around."""
    assert matches_picture(snap_compare, "quotes", width)


@widths
def test_code(snap_compare: Compare, width: int) -> None:
    """Listings on a ground of their own, keywords, strings, numbers and comments in colours; long
    lines not wrapped but cut at `›`; added and removed lines of the diff in two colours."""
    assert matches_picture(snap_compare, "code", width)


@widths
def test_tables(snap_compare: Compare, width: int) -> None:
    """Thin rules above, below the bold head and at the end; numbers to the right; `Containers` in
    the middle over its two columns, the sum at their right end; long cells folded."""
    assert matches_picture(snap_compare, "table", width)


@two_widths
def test_wide_table(snap_compare: Compare, width: int) -> None:
    """The first column, a bar, as many of the others as there is room for, and `›`."""
    assert matches_picture(snap_compare, "wide-table", width)


def test_wide_table_scrolled(snap_compare: Compare) -> None:
    """Two columns on: the first one stays, `‹` behind it, `Wed` is the next one, whole."""

    async def run(pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert isinstance(pilot.app, PageApp)
        for _ in range(2):
            pilot.app.page.scroll_sideways(8)
        await pilot.pause()

    app = PageApp("wide-table")
    assert snap_compare(app, run_before=run, terminal_size=(84, 20))


@widths
def test_figures(snap_compare: Compare, width: int) -> None:
    """A picture is one line with its sign, name and size, the caption below; one without a name has
    that of its file; a rule across the measure."""
    assert matches_picture(snap_compare, "figures", width)


@widths
def test_footnotes(snap_compare: Compare, width: int) -> None:
    """Marks in brackets, dim; the notes at the end under a short rule, each hung behind its own."""
    assert matches_picture(snap_compare, "footnotes", width)


@two_widths
def test_definitions_and_details(snap_compare: Compare, width: int) -> None:
    """Terms bold, their meanings inset; a summary behind `▾`, what it opens inset below."""
    assert matches_picture(snap_compare, "definitions", width)


@widths
def test_inline_styles(snap_compare: Compare, width: int) -> None:
    """Strong, stressed, struck, underlined, marked, small; keys and code on their ground; `H₂O`,
    `m²`, `xₙ₊₁`; readings small behind their characters; links blue and underlined."""
    assert matches_picture(snap_compare, "inline", width)


@two_widths
def test_scripts(snap_compare: Compare, width: int) -> None:
    """No emoji, flag or letter with marks is broken; no Japanese line opens with a small kana."""
    assert matches_picture(snap_compare, "scripts", width)


@widths
def test_engineering_post(snap_compare: Compare, width: int) -> None:
    """All of it together in Chinese: headings, numbered list, SQL in colours, a quotation, a table
    with numbers at the right, a link."""
    assert matches_picture(snap_compare, "engineering", width)


@pytest.mark.parametrize("name", ["chinese", "code", "inline", "table"])
@pytest.mark.parametrize("theme", ["light", "contrast", "plain"])
def test_other_themes(snap_compare: Compare, name: str, theme: str) -> None:
    """On paper all of it dark on light, code on a ground a little darker; in high contrast white
    on black; without colours bold, dim, underline and reverse tell the same things apart."""
    assert matches_picture(snap_compare, name, 84, theme)


@two_widths
def test_ambiguous_characters_of_two_cells(snap_compare: Compare, width: int) -> None:
    """Where the terminal draws “”, … and — in two cells, lines are shorter by as much."""
    assert matches_picture(
        snap_compare, "chinese", width, layout_options=LayoutOptions(ambiguous_width=2)
    )


def test_narrow_measure_without_indent(snap_compare: Compare) -> None:
    """A column of 50 cells in the middle of 120; Chinese paragraphs not indented."""
    assert matches_picture(
        snap_compare, "chinese", 120, layout_options=LayoutOptions(measure=50, indent=False)
    )
