"""Colours of gains and losses in tables."""

from __future__ import annotations

import pytest

from finews_tui.layout.page import LayoutOptions, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.layout.table_gains import direction_of
from finews_tui.model.document import Cell, Document, Paragraph, Span, Table
from finews_tui.model.text_style import TextStyle

CHINESE = "北口港务局公布了上周各船队的票价与成交情况，详见下表。"
ENGLISH = "The harbour office published last week's fares and turnover of each fleet."


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(tuple(Cell((Span(text),)) for text in row) for row in rows))


def page_of(source: Table, intro: str = ENGLISH, gains: str = "auto") -> Page:
    document = Document((Paragraph((Span(intro),)), source))
    return lay_out(document, 84, LayoutOptions(gains=gains))


def coloured(page: Page) -> dict[str, str]:
    """Return the colour of each coloured figure."""
    return {
        run.text.strip(): run.style_name.removeprefix("figure-")
        for line in page.lines
        for run in line.runs
        if run.style_name.startswith("figure-")
    }


FLEETS = table(("船队", "票价", "涨跌幅"), ("苍鹭", "12.30", "+1.25%"), ("白鹭", "8.10", "-3.4%"))


@pytest.mark.parametrize(
    ("gains", "intro", "rise", "fall"),
    [
        ("auto", CHINESE, "red", "green"),
        ("auto", ENGLISH, "green", "red"),
        ("red", ENGLISH, "red", "green"),
        ("green", CHINESE, "green", "red"),
    ],
)
def test_colour_of_gains_follows_setting_and_language(
    gains: str, intro: str, rise: str, fall: str
) -> None:
    page = page_of(FLEETS, intro, gains)
    assert coloured(page) == {"+1.25%": rise, "-3.4%": fall}


def test_article_of_figures_with_few_characters_is_chinese() -> None:
    source = table(
        ("船队", "票价", "涨跌幅"), *(("苍鹭", f"{n}.30", f"+{n}.5%") for n in range(1, 200))
    )
    assert set(coloured(page_of(source, "票价表")).values()) == {"red"}
    english = table(("fleet", "fare", "chg"), *(("Heron", "2.30", f"+{n}%") for n in range(1, 99)))
    assert set(coloured(page_of(english, "Fares 票价")).values()) == {"green"}


def test_setting_none_leaves_figures_plain_and_the_same_text() -> None:
    plain, colours = page_of(FLEETS, gains="none"), page_of(FLEETS)
    assert coloured(plain) == {}
    texts = [["".join(run.text for run in line.runs) for line in p.lines] for p in (plain, colours)]
    assert texts[0] == texts[1]
    assert [line.copy_text for line in plain.lines] == [line.copy_text for line in colours.lines]


@pytest.mark.parametrize(
    ("text", "is_change", "direction"),
    [
        ("+1.2%", False, 1),
        ("-3.4%", False, -1),
        ("↑3.2", False, 1),
        ("3.2↓", False, -1),
        ("▲0.5%", False, 1),
        ("▼ 0.5%", False, -1),
        ("＋５％", False, 1),
        ("-238.9", True, -1),
        ("+12", False, 1),
        ("-12,345.67", False, 0),
        ("25.00", True, 0),
        ("1.2%", True, 0),
        ("(3.4%)", True, 0),
        ("+0.00%", True, 0),
        ("-5%至-3%", True, 0),
        ("—", True, 0),
        ("停牌", True, 0),
        ("-甲", True, 0),
        ("上涨+", True, 0),
        ("+" * 50_000, True, 0),
    ],
)
def test_only_signs_and_arrows_make_gains_and_losses(
    text: str, is_change: bool, direction: int
) -> None:
    assert direction_of(text, is_change=is_change) == direction


@pytest.mark.parametrize(
    "header",
    ["涨跌", "涨幅", "增减", "同比", "变动额", "Change", "chg.", "YoY", "Gain/loss", "+/-"],
)
def test_minus_is_a_loss_below_a_header_about_changes(header: str) -> None:
    page = page_of(table(("x", "y", header), ("a", "-5", "-12"), ("b", "7", "9")))
    assert coloured(page) == {"-12": "red"}


def test_minus_is_a_loss_next_to_figures_with_plus() -> None:
    page = page_of(table(("x", "y", "z"), ("a", "-5", "-12"), ("b", "7", "+9")))
    assert coloured(page) == {"-12": "red", "+9": "green"}


def test_links_and_headers_keep_their_style_and_totals_are_coloured() -> None:
    source = Table(
        (
            (Cell((Span("fleet"),)), Cell((Span("+5%"),), header=True)),
            (Cell((Span("a"),)), Cell((Span("+5%", link=0),))),
            (Cell((Span("b"),)), Cell((Span("-2%", TextStyle.STRONG),))),
            (Cell((Span("Total"),)), Cell((Span("+3%"),))),
        ),
        header_rows=1,
    )
    document = Document((Paragraph((Span(ENGLISH),)), source), ("https://example.com",))
    page = lay_out(document, 84, LayoutOptions())
    assert coloured(page) == {"-2%": "red", "+3%": "green"}
    assert "link" in {run.style_name for line in page.lines for run in line.runs}
