"""Lines that a program broke at a width are joined; those of authors stay."""

from __future__ import annotations

import pytest

from finews_tui.content.text.plain_text import parse_plain_text
from finews_tui.model.document import document_text

WRAPPED = (
    "The harbour is open again after the storm of last week, and the first\n"
    "ships have left for the islands, which had been cut off for eleven days\n"
    "while the strike went on."
)


def lines(text: str) -> list[str]:
    return document_text(parse_plain_text(text)).split("\n")


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED,
        WRAPPED.replace("\n", "\n  "),
        WRAPPED.replace("\n", "\r\n"),
        "We show that $x < y$ for all ships, and\n"
        "  that harbours are open in the new model\n  of the storm.",
        "The harbour is open again after the storm of last week, and the ships\nhave left.",
        "The harbour is open again after the storm of last week, and the ships sail\n"
        "Moor said. The first ones had been cut off for eleven days in the islands\n"
        "while the strike went on, and all of them are now back in the old harbour.",
        "Der Hafen ist nach dem Sturm der letzten Woche wieder offen, und die\n"
        "ersten Schiffe sind zu den Inseln ausgelaufen, die elf Tage lang nicht\n"
        "zu erreichen waren.",
        "Порт снова открыт после шторма на прошлой неделе, и первые суда вышли\n"
        "к островам, которые были отрезаны одиннадцать дней.",
    ],
)
def test_hard_wrapped_paragraph_is_one_line(text: str) -> None:
    assert len(lines(text)) == 1


def test_paragraphs_stay_apart() -> None:
    assert len(lines(f"{WRAPPED}\n\n{WRAPPED}\n\nComments: 12 pages")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate:\n"
        "Rough winds do shake the darling buds of May,\n"
        "And summer’s lease hath all too short a date:",
        "- The harbour is open again after the storm of last week, and ships\n"
        "- The islands had been cut off for eleven days, and the strike is on",
        "1. The harbour is open again after the storm of last week, and ships\n"
        "2. The islands had been cut off for eleven days, and the strike is on",
        "00:00 Intro of the talk on the harbour\n01:00 the storm of last week in detail",
        "Ann Moor\nHarbour Road 12\nOld Town",
        "first line\nsecond line\nthird line",
        "name: Ann Moor of the old harbour town\nport: the old pier in the north of it",
        "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。",
        "https://harbour.example/a/very/long/address/of/a/page/of/the/port\n"
        "https://harbour.example/a/very/long/address/of/a/page/of/the/pier",
        "The harbour is open again after the storm of last week, and the ships\n"
        "    have left for the islands\n  and the rest stays in the port",
        "A short one\nThe harbour is open again after the storm of last week, and the ships",
        "x" * 300 + "\n" + "the second line " * 20,
    ],
)
def test_line_breaks_of_the_author_stay(text: str) -> None:
    assert lines(text) == [line.strip() for line in text.split("\n")]
