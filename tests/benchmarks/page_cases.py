"""Benchmarks of page layout, compared to the wrapping of Textual and rich."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.console import Console
from rich.text import Text
from textual.content import Content

from finews_tui.content.body import parse_body
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import BodyFormat
from tests.benchmarks.generated_posts import long_text
from tests.benchmarks.results import Row, interleave
from tests.benchmarks.workspace import Workspace

_WIDTH = 84
_SIZES = {"1 KB": 1_000, "100 KB": 100_000, "1 MB": 1_000_000}
_SLOW = 500_000


def page(workspace: Workspace) -> list[Row]:
    """Layout of Chinese paragraphs, with and without parsing the HTML."""
    rows = []
    for name, size in _SIZES.items():
        if workspace.quick and size > _SLOW:
            continue
        rows += _rows_of(name, long_text(size), workspace.rounds(3 if size > _SLOW else 9))
    return rows


def _rows_of(name: str, paragraphs: list[str], rounds: int) -> list[Row]:
    text = "\n".join(paragraphs)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    document = parse_body(body, BodyFormat.HTML)
    content, rich_text, console = Content(text), Text(text), Console(width=_WIDTH)
    options = LayoutOptions()
    works = (
        _timed(lambda: lay_out(document, _WIDTH, options)),
        _timed(lambda: lay_out(parse_body(body, BodyFormat.HTML), _WIDTH, options)),
        _timed(lambda: content.wrap(_WIDTH)),
        _timed(lambda: rich_text.wrap(console, _WIDTH)),
    )
    interleave(1, *works)
    laid_out, whole, wrapped, by_rich = interleave(rounds, *works)
    case = f"page of {name}, laid out"
    return [
        Row(case, laid_out, "Content.wrap", wrapped, 1.0),
        Row(case, laid_out, "rich wrap", by_rich),
        Row(f"page of {name}, parsed and laid out", whole, "Content.wrap", wrapped),
    ]


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return measure
