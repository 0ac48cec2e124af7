"""Rendering of articles as pages, for terminals with 16 colours."""

from __future__ import annotations

from collections.abc import Callable

from rich.color import ColorSystem
from rich.style import Style

from finews_tui.cli.terminal import supports_colours, supports_styles, terminal_width
from finews_tui.i18n.catalog import tr
from finews_tui.layout.article_header import article_header, page_document
from finews_tui.layout.page import LayoutOptions, TextRun
from finews_tui.layout.page_layout import lay_out
from finews_tui.layout.table_parts import split_wide_tables
from finews_tui.library.library import Library
from finews_tui.model.article import Article
from finews_tui.model.text_style import TextStyle

_NAMED_STYLES = {
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
    "table-total": "bold",
    "table-order": "bold",
    "table-unit": "dim",
    "figure-red": "red",
    "figure-green": "green",
    "link": "blue underline",
    "image": "dim italic",
    "caption": "dim",
    "rule": "dim",
    "details": "bold",
    "mark": "reverse",
}
_TEXT_STYLES = {
    TextStyle.STRONG: Style(bold=True),
    TextStyle.EMPHASIS: Style(italic=True),
    TextStyle.CODE: Style.parse("cyan"),
    TextStyle.STRIKE: Style(strike=True),
    TextStyle.UNDERLINE: Style(underline=True),
    TextStyle.MARK: Style(reverse=True),
    TextStyle.SMALL: Style(dim=True),
    TextStyle.KEYBOARD: Style(bold=True),
}


def style_names() -> frozenset[str]:
    """Return the names of styles that differ from plain text."""
    return frozenset(_NAMED_STYLES)


def render_article(library: Library, article: Article) -> str:
    """Return an article as a page, as wide as the terminal."""
    document = library.articles.document(article)
    ui = library.config.ui
    options = LayoutOptions(ui.measure, ui.indent, ui.ambiguous_width, gains=ui.gains)
    text_label = tr("Full text") if article.is_full else ""
    header = article_header(article, document, library.config.sources, text_label)
    page = lay_out(page_document(article, document), terminal_width(), options, header)
    render = _run_renderer()
    lines = (
        "".join(render(run) for run in runs).rstrip()
        for runs in split_wide_tables(page, ui.ambiguous_width)
    )
    return "".join(f"{line}\n" for line in lines)


class _StyledRenderer:
    """Renderer of text runs with escape sequences; caches each combination of styles."""

    def __init__(self, *, has_colours: bool) -> None:
        self._has_colours = has_colours
        self._cache: dict[tuple[str, TextStyle, bool], Style] = {}

    def render(self, run: TextRun) -> str:
        """Return the text of a run with the escape sequences of its style."""
        key = (run.style_name, run.style, run.link is not None)
        if key not in self._cache:
            self._cache[key] = self._style(*key)
        return self._cache[key].render(run.text, color_system=ColorSystem.STANDARD)

    def _style(self, style_name: str, text_style: TextStyle, is_link: bool) -> Style:
        style = Style.parse(_NAMED_STYLES.get(style_name, "none"))
        for flag, addition in _TEXT_STYLES.items():
            if text_style & flag:
                style += addition
        if is_link and style_name != "image":
            style += Style.parse(_NAMED_STYLES["link"])
        return style if self._has_colours else style.without_color


def _run_renderer() -> Callable[[TextRun], str]:
    if not supports_styles():
        return lambda run: run.text
    return _StyledRenderer(has_colours=supports_colours()).render
