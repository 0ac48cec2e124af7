"""Reading time, and layout time of hostile documents."""

from __future__ import annotations

import pytest

from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out, reading_minutes
from finews_tui.model.document import Cell, Code, Document, Paragraph, Span, Table
from finews_tui.model.text_style import TextStyle
from tests.cpu_time import cpu_limit


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("短", 1),
        ("字" * 400, 1),
        ("字" * 1000, 2),
        ("字" * 1100, 3),
        ("word " * 230, 1),
        ("well-known don't U.S. " * 230, 3),
        ("字" * 400 + " word" * 230, 2),
        ("。，" * 5000, 1),
        ("사과" * 400, 2),
    ],
)
def test_reading_minutes(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes


def one_paragraph(text: str) -> Document:
    return Document((Paragraph((Span(text),)),))


HOSTILE = {
    "no spaces": one_paragraph("a" * 300_000),
    "closing marks": one_paragraph("！" * 100_000),
    "opening marks": one_paragraph("（" * 100_000),
    "quotes": one_paragraph("“”’" * 50_000),
    "digits": one_paragraph("字" + "1," * 100_000),
    "URL": one_paragraph("http://a.example/" + "b" * 300_000),
    "separators of an email address": one_paragraph("a@" * 100_000),
    "spaces": one_paragraph(" " * 300_000 + "a" + " " * 100_000),
    "marks on one letter": one_paragraph("a" + "\u0301" * 200_000),
    "joiners": one_paragraph("\u200d" * 200_000),
    "line breaks": one_paragraph("a\n" * 40_000),
    "spans": Document(
        (Paragraph(tuple(Span("字", TextStyle(number % 4)) for number in range(30_000))),)
    ),
    "a line of code": Document((Code("x" * 300_000, "python"),)),
    "spanning cells": Document(
        (Table(((Cell((Span("x"),), column_span=10**6, row_span=10**6),) * 20,) * 1000),)
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_laid_out_in_time(name: str) -> None:
    # Each takes well under a second. A step that looks back over the text would take minutes.
    with cpu_limit(10):
        assert lay_out(HOSTILE[name], 84, LayoutOptions()).lines
