"""App that shows a text from `tests/data/pages` as a page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult

from finews_tui.content.body import parse_body
from finews_tui.layout.page import ArticleHeader, LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import BodyFormat
from finews_tui.ui.reader.page_view import PageView
from finews_tui.ui.theming import themes
from finews_tui.ui.theming.palettes import DARK_BASE
from tests.paths import TESTS

TEXTS = TESTS / "data" / "pages"
HEIGHTS = {60: 46, 84: 40, 120: 34}

_CHINESE = ArticleHeader(
    "渡口一年发船近一万二千班，港务局称晴天比雾天更缺船",
    ("港口晚报", "finews", "2024-05-17 15:29", "2 min"),
    ("作者：林可",),
    ("北口港务", "东霍尔姆渡轮", "鲱鱼控股"),
)
_ENGLISH = ArticleHeader(
    "The pencil and the ledger", ("Harbour Notes", "2024-03-20 09:30", "1 min")
)
_HEADERS = {"chinese": _CHINESE, "english": _ENGLISH}


class PageApp(App[None]):
    """A page of the gallery, as in the full-screen reader."""

    CSS: ClassVar[str] = """
        PageView { height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: scroll;
                     scrollbar-size-vertical: 1; background: $finews-ground; }
    """

    def __init__(
        self, name: str, theme: str = "dark", *, layout_options: LayoutOptions | None = None
    ) -> None:
        super().__init__(ansi_color=True if theme == "plain" else None)
        self.register_theme(themes.make_theme(theme))
        self.theme = themes.textual_name(theme)
        self._page_name = name
        self._options = layout_options or LayoutOptions()
        self.page = PageView(id="reader")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(DARK_BASE)

    def compose(self) -> ComposeResult:
        yield self.page

    def on_mount(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        path = next(TEXTS.glob(f"{self._page_name}.*"))
        kind = BodyFormat.HTML if path.suffix == ".html" else BodyFormat.MARKDOWN
        document = parse_body(path.read_text(encoding="utf-8"), kind, "")
        header = _HEADERS.get(self._page_name)
        self.page.show(lay_out(document, self.page.text_width, self._options, header), 0)
        self.page.focus()
