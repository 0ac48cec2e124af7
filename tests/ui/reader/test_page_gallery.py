"""Snapshots of page elements at several widths.

Docstrings describe the expected image.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from finews_tui.layout.page import LayoutOptions
from tests.ui.reader.gallery import HEIGHTS, PageApp

Compare = Callable[..., bool]

widths = pytest.mark.parametrize("width", [60, 84, 120])
two_widths = pytest.mark.parametrize("width", [60, 84])


def matches_snapshot(
    compare: Compare,
    name: str,
    width: int,
    theme: str = "dark",
    *,
    layout_options: LayoutOptions | None = None,
) -> bool:
    """Compare the page at a width with its snapshot."""
    app = PageApp(name, theme, layout_options=layout_options)
    return compare(app, terminal_size=(width, HEIGHTS[width]))


@widths
def test_chinese_prose(snap_compare: Compare, width: int) -> None:
    """Header with bold title, dim metadata, author, symbols and rule.

    Paragraphs are indented by two characters. No line starts with a closing mark or ends with an
    opening one; `，` and `。` may hang in the two cells at the right. `……`, `——`, `-1.66亿元`,
    `￥35.5` and `30℃` are not broken.
    """
    assert matches_snapshot(snap_compare, "chinese", width)


@widths
def test_english_prose(snap_compare: Compare, width: int) -> None:
    """Left-aligned paragraphs separated by an empty line.

    Headings have two empty lines above and one below. `state-of-the-art` breaks only after a
    hyphen. The column is centred at 120 cells.
    """
    assert matches_snapshot(snap_compare, "english", width)


@widths
def test_han_and_latin_mixed(snap_compare: Compare, width: int) -> None:
    """Latin words within Chinese text are not broken.

    The URL breaks only after `/`, `?` or `&`. Code has its own background. `——` and quotation marks
    follow the line break rules.
    """
    assert matches_snapshot(snap_compare, "mixed", width)


@widths
def test_headings(snap_compare: Compare, width: int) -> None:
    """Heading levels: level 1 is underlined with a rule of its length.

    Levels 1 to 3 have two empty lines above, the others one and none below. The long heading is
    wrapped into balanced lines.
    """
    assert matches_snapshot(snap_compare, "headings", width)


@widths
def test_lists(snap_compare: Compare, width: int) -> None:
    """Lists with blue markers and hanging indent.

    Bullets differ by depth (three kinds), `8.` to `11.` are right-aligned, task boxes are ticked or
    empty. Items of the last list are separated by empty lines and contain code.
    """
    assert matches_snapshot(snap_compare, "lists", width)


@widths
def test_quotes(snap_compare: Compare, width: int) -> None:
    """Quotations with a continuous bar, nested ones with a second bar.

    A quotation contains a list. The text is dimmer than the text around it.
    """
    assert matches_snapshot(snap_compare, "quotes", width)


@two_widths
def test_callouts(snap_compare: Compare, width: int) -> None:
    """Titled boxes, warnings marked `!`; a callout without a title is named after its kind.

    A box contains a list. Text before and after the boxes has no bar.
    """
    assert matches_snapshot(snap_compare, "callouts", width)


@two_widths
def test_verse(snap_compare: Compare, width: int) -> None:
    """Verse keeps its line breaks and the indents of single lines.

    The Chinese verse has no indent on its first line only.
    """
    assert matches_snapshot(snap_compare, "verse", width)


@widths
def test_code(snap_compare: Compare, width: int) -> None:
    """Code blocks with their own background and syntax highlighting.

    Long lines are cut at `›` instead of wrapped. Added and removed lines of the diff have two
    colours.
    """
    assert matches_snapshot(snap_compare, "code", width)


@widths
def test_tables(snap_compare: Compare, width: int) -> None:
    """Tables with thin rules, bold headers and right-aligned numbers.

    `Containers` is centred over its two columns, the total is bold and right-aligned. Long cells
    wrap.
    """
    assert matches_snapshot(snap_compare, "table", width)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["figures-chinese", "figures-english"])
def test_tables_of_figures(snap_compare: Compare, name: str, width: int, theme: str) -> None:
    """Bold headers with a rule below, though their cells are not marked as headers.

    Figures are aligned on their decimal points, `—`, `停牌` and `N/A` at the right. Totals are
    bold, units dim. Gains and losses are red and green: red is up in Chinese, down in English. The
    last table has words only and no header.
    """
    assert snap_compare(PageApp(name, theme), terminal_size=(width, 48))


@two_widths
def test_wide_table(snap_compare: Compare, width: int) -> None:
    """The first column, a separator, the columns that fit, and `›`."""
    assert matches_snapshot(snap_compare, "wide-table", width)


def test_wide_table_scrolled(snap_compare: Compare) -> None:
    """Scrolled by two columns: the first column, `‹`, then the whole `Wed` column."""

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
    """Images as a line with icon, name and size, and the caption below.

    An image without a name shows its file name. A rule spans the measure.
    """
    assert matches_snapshot(snap_compare, "figures", width)


@widths
def test_footnotes(snap_compare: Compare, width: int) -> None:
    """Dim references in brackets; notes below a short rule, with hanging indent."""
    assert matches_snapshot(snap_compare, "footnotes", width)


@two_widths
def test_definitions_and_details(snap_compare: Compare, width: int) -> None:
    """Bold terms with indented definitions; `▾` summary with indented details."""
    assert matches_snapshot(snap_compare, "definitions", width)


@widths
def test_inline_styles(snap_compare: Compare, width: int) -> None:
    """Strong, emphasis, strikethrough, underline, highlight and small text.

    Keys and code have a background. `H₂O`, `m²` and `xₙ₊₁` use Unicode. Ruby text is small, after
    its characters. Links are blue and underlined.
    """
    assert matches_snapshot(snap_compare, "inline", width)


@two_widths
def test_scripts(snap_compare: Compare, width: int) -> None:
    """Grapheme clusters are not broken; no Japanese line starts with a small kana."""
    assert matches_snapshot(snap_compare, "scripts", width)


@widths
def test_engineering_post(snap_compare: Compare, width: int) -> None:
    """Chinese post with headings, numbered list, SQL, quotation, table and link."""
    assert matches_snapshot(snap_compare, "engineering", width)


@pytest.mark.parametrize("name", ["chinese", "code", "inline", "table"])
@pytest.mark.parametrize("theme", ["light", "contrast", "plain"])
def test_other_themes(snap_compare: Compare, name: str, theme: str) -> None:
    """Other themes: light, high contrast (white on black), and no colours.

    In the light theme, the code background is slightly darker. Without colours, styles differ by
    bold, dim, underline and reverse.
    """
    assert matches_snapshot(snap_compare, name, 84, theme)


@two_widths
def test_ambiguous_characters_of_two_cells(snap_compare: Compare, width: int) -> None:
    """Lines are shorter if the terminal draws “”, … and — in two cells."""
    assert matches_snapshot(
        snap_compare, "chinese", width, layout_options=LayoutOptions(ambiguous_width=2)
    )


def test_narrow_measure_without_indent(snap_compare: Compare) -> None:
    """Centred column of 50 cells at 120; Chinese paragraphs without indent."""
    assert matches_snapshot(
        snap_compare, "chinese", 120, layout_options=LayoutOptions(measure=50, indent=False)
    )
