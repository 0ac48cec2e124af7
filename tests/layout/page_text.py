"""Hypothesis strategies for mixed scripts, and checks of page lines."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st
from rich.cells import cell_len

from finews_tui.layout.page import Line, Page
from finews_tui.model.document import Document, document_text

CLOSING = frozenset("，。；：！？、）》」』】〕〉”’…％℃)]},.;:!?")
OPENING = frozenset("（《「『【〔〈“‘￥([{")
BREAKING_SPACES = " \u3000\u2009"
NOT_TEXT = frozenset(("margin", "quote-bar", "list-marker"))

WORDS = st.sampled_from(
    ["市场", "回暖", "的", "了", "制造业投资", "增长", "居里", "公司", "上半年", "价格", "数据显示",
     "かな", "カタカナ", "サービス", "한국어", "서울", "ไทย", "नमस्ते", "क्षि", "שלום", "Привет",
     "reader", "A", "Sunoco", "well-known", "don’t", "U.S.", "state-of-the-art", "and/or",
     "https://news.example.org/a/2022/05/18/story-of-a-town.html?from=list&page=2#top",
     "someone@mail.example.org", "internationalisation", "x" * 45]
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["5月17日", "1117%-1233%", "11,910,000美元", "-1.66亿元", "￥35.5", "$1,200", "30℃", "12.5％",
     "3.14", "2022", "7", "１２３", "No.5", "5～10℃", "(3)%"]
)  # fmt: skip
PUNCTUATION = st.sampled_from(
    ["，", "。", "；", "：", "！", "？", "、", "……", "——", "·", "％", "℃", ",", ".", "!", "?", "/",
     "-", "…", "”", "’", "）", "》", "」", ")", "]"]
)  # fmt: skip
BRACKETS = st.sampled_from(
    [
        "“{}”",
        "‘{}’",
        "（{}）",
        "《{}》",
        "「{}」",
        "『{}』",
        "【{}】",
        "〔{}〕",
        "〈{}〉",
        "({})",
        "[{}]",
    ]
)
SPACES = st.sampled_from([" ", " ", "  ", "\u3000", "\u00a0", "\u2009"])
GRAPHEMES = st.sampled_from(
    ["👨\u200d👩\u200d👧", "🇨🇳", "🇨🇳🇺🇸", "👍🏽", "❤️", "1️⃣", "e\u0301", "Z\u0351\u0352\u0353",
     "か\u3099", "ｶﾞ", "\u0600٣", "\u1100\u1161\u11a8", "😀"]
)  # fmt: skip
TOKENS = st.one_of(
    WORDS, WORDS, NUMBERS, PUNCTUATION, SPACES, GRAPHEMES,
    st.builds(lambda form, word: form.format(word), BRACKETS, st.one_of(WORDS, NUMBERS)),
)  # fmt: skip
MIXED = st.lists(TOKENS, min_size=1, max_size=60).map("".join)


def line_text(line: Line) -> str:
    """Return a line as displayed."""
    return "".join(run.text for run in line.runs)


def body_text(line: Line) -> str:
    """Return a line without margins, bars and list markers."""
    return "".join(run.text for run in line.runs if run.style_name not in NOT_TEXT).strip(
        BREAKING_SPACES
    )


def copied_text(page: Page) -> str:
    """Return the text copied by a selection of the whole page."""
    return "".join(line.copy_text + ("" if line.joins_next else "\n") for line in page.lines)


def nonblank_lines(text: str) -> list[str]:
    """Return the lines of a text that are not blank, stripped."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def find_faults(page: Page, document: Document) -> list[str]:
    """Return layout errors: width, kinsoku, split graphemes, lost or reordered text."""
    faults = [fault for line, following in _neighbours(page) for fault in _faults(line, following)]
    return faults + find_too_wide_lines(page) + find_text_faults(page, document)


def find_too_wide_lines(page: Page) -> list[str]:
    """Return errors for lines that are too wide as a whole or run by run."""
    faults = []
    for line in page.lines:
        runs = sum(cell_len(run.text) for run in line.runs)
        cells = cell_len(line_text(line))
        if line.wide_block is None and max(cells, runs) > page.width:
            faults.append(f"{cells} cells: {line_text(line)!r}")
        if cells != runs:
            faults.append(f"splits a character between runs: {line_text(line)!r}")
    return faults


def find_text_faults(page: Page, document: Document) -> list[str]:
    """Return errors if the page does not have the document's text in its order."""
    faults = []
    offsets = [line.offset for line in page.lines]
    if offsets != sorted(offsets):
        faults.append("offsets decrease")
    copies, texts = nonblank_lines(copied_text(page)), nonblank_lines(document_text(document))
    if copies != texts:
        first = next((pair for pair in zip(copies, texts, strict=False) if pair[0] != pair[1]), "")
        faults.append(
            f"copied text differs from document text: {first or (copies[-1:], texts[-1:])}"
        )
    return faults


def _neighbours(page: Page) -> list[tuple[Line, Line]]:
    """Return pairs of adjacent lines of a paragraph, except in tables and images."""
    return [
        (line, following)
        for line, following in zip(page.lines, page.lines[1:], strict=False)
        if line.joins_next and line.wide_block is None and body_text(line) and body_text(following)
        if not any(run.style_name.startswith(("table", "image", "rule")) for run in line.runs)
    ]


def _faults(line: Line, following: Line) -> list[str]:
    end, start = body_text(line)[-1], body_text(following)[0]
    faults = []
    if end in OPENING:
        faults.append(f"ends with an opening mark: {line_text(line)!r}")
    if start in CLOSING:
        faults.append(
            f"starts with a closing mark: {line_text(following)!r} after {line_text(line)!r}"
        )
    copied_start = following.copy_text[:1]
    if unicodedata.category(copied_start or "a").startswith("M") or copied_start in (
        "\u200d", "\ufe0f", "\U0001f3fd", "ﾞ"
    ):  # fmt: skip
        faults.append(f"splits a character: {line_text(following)!r}")
    flags = [character for character in line.copy_text if "\U0001f1e6" <= character <= "\U0001f1ff"]
    if line.copy_text.endswith("\u200d") or len(flags) % 2:
        faults.append(f"splits a character: {line_text(line)!r}")
    if end + start in ("……", "——"):
        faults.append(f"splits {end + start}")
    return faults


def page_lines(page: Page) -> list[str]:
    """Return the lines of a page as displayed, without trailing spaces."""
    return [line_text(line).rstrip() for line in page.lines]


def styled_parts(line: Line) -> list[tuple[str, str]]:
    """Return the runs of a line as (style name, text), without margins."""
    return [(run.style_name, run.text) for run in line.runs if run.style_name != "margin"]
