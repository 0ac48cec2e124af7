"""Prose in `pre` is wrapped with its quote marks; code, tables and diffs stay as they are."""

from __future__ import annotations

import pytest

from finews_tui.content.html.parse import parse_html
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.document import document_text
from tests.layout.page_text import line_text

LONG = "The harbour is open again after the storm of last week, and the ships sail at noon."


def lines_of(html: str, width: int = 50) -> list[str]:
    page = lay_out(parse_html(html), width, LayoutOptions())
    return [line_text(line).rstrip() for line in page.lines]


def is_wide(html: str) -> bool:
    return bool(lay_out(parse_html(html), 50, LayoutOptions()).wide_block_widths)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (LONG, " "),
        (f"Hello,\n\n{LONG}\n\nAnn", " "),
        (f"> {LONG}", " ▎ "),
        (f">> {LONG}", " ▎ ▎ "),
        (f"> > {LONG}", " ▎ ▎ "),
        (f">{LONG}", " ▎ "),
        (f"    {LONG}", "     "),
        (f">   {LONG}", " ▎   "),
        (f"On Tue, Nov 3, Ann wrote:\n> {LONG}\nYes.", " ▎ "),
    ],
)
def test_long_prose_is_wrapped_with_its_lead(text: str, lead: str) -> None:
    lines = lines_of(f"<pre>{text.replace('>', '&gt;')}</pre>")
    start = next(number for number, line in enumerate(lines) if "The harbour" in line)
    assert lines[start].startswith(lead + "The harbour")
    assert lines[start + 1].startswith(lead)
    assert not lines[start + 1].startswith(lead + " ")
    assert max(map(len, lines)) <= 50


def test_chinese_letter_is_wrapped() -> None:
    assert not is_wide("<pre>" + "港口在上周的风暴之后重新开放，船只将在中午启航，" * 4 + "</pre>")


@pytest.mark.parametrize(
    "html",
    [
        f"<pre><code>{LONG}</code></pre>",
        f"<pre class='language-text'><code>{LONG}</code></pre>",
        f"<pre lang='python'>{LONG}</pre>",
        f"<pre>diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-{LONG}\n+{LONG}</pre>",
        "<pre>int main(int argc, char **argv) { return open_the_harbour(argc, argv, 0); }</pre>",
        "<pre>for (ship = first; ship != last; ship = next(ship)) sail(ship, harbour);\n}</pre>",
        "<pre>name          tons    captain       port            built   flag      state\n"
        "Sea Gull      1200    Moor          Old pier        1987    NL        good</pre>",
        "<pre>+--------+--------+--------+--------+--------+--------+--------+\n"
        "| one    | two    | three  | four   | five   | six    | seven  |</pre>",
        "<pre>$ finews list --ids | xargs -n1 finews show --json | jq '.[].title' > titles</pre>",
        "<pre>https://harbour.example/a/very/long/address/that/does/not/fit/into/one/line</pre>",
        "<pre>2026-11-03 10:00:01.123 [main-1] 0x7f3a9c00 GET /api/v1/ships/12?x=1 200 12ms</pre>",
    ],
)
def test_code_tables_and_diffs_stay_as_they_are(html: str) -> None:
    assert is_wide(html)


def test_offsets_follow_the_text() -> None:
    html = f"<pre>&gt; {LONG}\n\nShort line\n{LONG}</pre><p>After.</p>"
    document = parse_html(html)
    page = lay_out(document, 50, LayoutOptions())
    last = page.lines[-1]
    assert line_text(last).strip() == "After."
    assert document_text(document)[last.offset :].startswith("After.")
