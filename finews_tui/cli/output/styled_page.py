"""An article as the page sets it, with weights and colours for a terminal of sixteen."""

from __future__ import annotations

from collections.abc import Callable

from rich.color import ColorSystem
from rich.style import Style

from finews_tui.cli.terminal import columns, has_colours, has_weights
from finews_tui.i18n.catalog import tr
from finews_tui.layout.article_header import article_header
from finews_tui.layout.page import LayoutOptions, TextRun
from finews_tui.layout.page_layout import lay_out
from finews_tui.layout.table_parts import split_wide_tables
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.model.text_style import TextStyle

_LOOKS = {
    "title": "bold",
    "meta": "dim",
    "note": "dim",
    "heading1": "bold",
    "heading2": "bold",
    "heading3": "bold",
    "heading4": "bold",
    "heading5": "bold",
    "heading6": "bold",
    "quote": "italic",
    "quote-bar": "dim",
    "list-marker": "blue",
    "code": "cyan",
    "code-keyword": "magenta",
    "code-string": "green",
    "code-number": "yellow",
    "code-comment": "dim italic",
    "code-name": "blue",
    "code-operator": "cyan",
    "table-rule": "dim",
    "table-head": "bold",
    "link": "blue underline",
    "image": "dim italic",
    "caption": "dim",
    "rule": "dim",
    "details": "bold",
    "mark": "reverse",
}
_WEIGHTS = {
    TextStyle.STRONG: Style(bold=True),
    TextStyle.EMPHASIS: Style(italic=True),
    TextStyle.CODE: Style.parse("cyan"),
    TextStyle.STRIKE: Style(strike=True),
    TextStyle.UNDERLINE: Style(underline=True),
    TextStyle.MARK: Style(reverse=True),
    TextStyle.SMALL: Style(dim=True),
    TextStyle.KEYBOARD: Style(bold=True),
}


def roles() -> frozenset[str]:
    """The roles that are more than text here."""
    return frozenset(_LOOKS)


def painted(library: Library, article: Article) -> str:
    """The page of an article at the terminal's width."""
    document = library.articles.document(article)
    ui = library.config.ui
    options = LayoutOptions(ui.measure, ui.indent, ui.ambiguous_width)
    seen = tr("Full text") if article.is_full else ""
    head = article_header(article, document, library.config.sources, seen)
    page = lay_out(document, columns(), options, head)
    paint = _painter()
    parts = split_wide_tables(page, ui.ambiguous_width)
    lines = ("".join(paint(run) for run in runs).rstrip() for runs in parts)
    return "".join(f"{line}\n" for line in lines)


class _Painter:
    """Paints pieces; the codes of each look are made once."""

    def __init__(self, *, is_coloured: bool) -> None:
        self._system = ColorSystem.STANDARD
        self._is_coloured = is_coloured
        self._made: dict[tuple[str, TextStyle, bool], Style] = {}

    def paint(self, run: TextRun) -> str:
        """The text of a piece with the codes of its look."""
        key = (run.style_name, run.style, run.link is not None)
        if key not in self._made:
            self._made[key] = self._look(*key)
        return self._made[key].render(run.text, color_system=self._system)

    def _look(self, style_name: str, style: TextStyle, is_link: bool) -> Style:
        look = Style.parse(_LOOKS.get(style_name, "none"))
        for weight, added in _WEIGHTS.items():
            if style & weight:
                look += added
        if is_link and style_name != "image":
            look += Style.parse(_LOOKS["link"])
        return look if self._is_coloured else look.without_color


def _painter() -> Callable[[TextRun], str]:
    return _Painter(is_coloured=has_colours()).paint if has_weights() else lambda run: run.text
