"""Syntax highlighting of code, line by line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from finews_tui.layout.code_highlight import MAX_CHARACTERS, MAX_LINE_LENGTH, highlight_code


def test_tokens_have_style_names() -> None:
    text = "# note\ndef area(r):\n    return 'x' + 3.14 * r"
    assert highlight_code(text, "Python") == (
        (("# note", "code-comment"),),
        (
            ("def", "code-keyword"), (" ", "code"), ("area", "code-name"), ("(", "code"),
            ("r", "code"), (")", "code"), (":", "code"),
        ),
        (
            ("    ", "code"), ("return", "code-keyword"), (" ", "code"), ("'", "code-string"),
            ("x", "code-string"), ("'", "code-string"), (" ", "code"), ("+", "code-operator"),
            (" ", "code"), ("3.14", "code-number"), (" ", "code"), ("*", "code-operator"),
            (" ", "code"), ("r", "code"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("a = 1\n\nb", ""),
        ("a = 1", "no such language"),
        ("a = 1", "../../etc"),
        ("a = 1\n" * (MAX_CHARACTERS // 6 + 1), "python"),
        ("a" * (MAX_LINE_LENGTH + 1), "python"),
        ("", "python"),
    ],
)
def test_unknown_or_large_code_stays_plain(text: str, language: str) -> None:
    lines = highlight_code(text, language)
    assert "\n".join("".join(run for run, _ in line) for line in lines) == text
    assert {style_name for line in lines for _, style_name in line} <= {"code"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("html", "<p>\n\n<b>x</b>\n"),
        ("json", '{"a":\n [1, 2]}'),
        ("bash", 'for f in *; do\n  echo "$f"\ndone'),
        ("c++", "int main() {\n\treturn 0;\n}\n\n"),
        ("console", "$ ls\nfile\n"),
        ("diff", "-a\n+b\n"),
    ],
)
def test_highlighting_keeps_all_lines(language: str, text: str) -> None:
    lines = ["".join(run for run, _ in line) for line in highlight_code(text, language)]
    assert lines == text.split("\n")
    assert any(
        style_name != "code" for line in highlight_code(text, language) for _, style_name in line
    )


def test_page_without_code_does_not_import_pygments() -> None:
    program = (
        "import sys; from finews_tui.layout.page import LayoutOptions;"
        "from finews_tui.layout.page_layout import *;"
        "from finews_tui.model.document import *;"
        "lay_out(Document((Paragraph((Span('text'),)), Code('x = 1'))), 80, LayoutOptions());"
        "sys.exit('pygments' in sys.modules or 'textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
