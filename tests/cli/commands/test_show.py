"""`finews show` in a pipe: text, Markdown, HTML and JSON."""

from __future__ import annotations

import pytest

from tests.cli.sample_home import ARTICLE_FIELDS, COPPER, FERRY, RAIN, RunFinews

FERRY_TEXT = """\
The ferry Nordstern left the quay at dawn, for the first time since the ice came.
Two hundred passengers were on board, says the harbour master.
• coffee
• rye bread
"""
RAIN_TEXT = "山城气象台说，雨还会再下三天。\n河边的茶馆照常开门，茶客不少。\n"


@pytest.mark.parametrize("form", [[], ["--text"]])
def test_text_has_one_paragraph_per_line(finews: RunFinews, form: list[str]) -> None:
    ended = finews("show", FERRY, *form)
    assert ended.out == FERRY_TEXT
    assert ended.status == 0


def test_articles_are_separated_by_an_empty_line(finews: RunFinews) -> None:
    assert finews("show", RAIN, FERRY).out == f"{RAIN_TEXT}\n{FERRY_TEXT}"


def test_markdown_body_is_printed_unchanged(finews: RunFinews) -> None:
    text = finews("show", "--markdown", FERRY).out
    assert text.startswith("The ferry *Nordstern* left the quay at **dawn**, for")
    assert "[harbour master](https://harbour.example/)" in text


def test_html_body_is_converted_to_markdown(finews: RunFinews) -> None:
    assert finews("show", "--markdown", RAIN).out == (
        "山城气象台说，雨还会再下三天。\n\n"
        "河边的茶馆照常开门，[茶客](<https://tea.example/a(b)>)不少。\n"
    )


def test_markdown_body_is_converted_to_html(finews: RunFinews) -> None:
    assert finews("show", "--html", FERRY).out == (
        "<p>The ferry <em>Nordstern</em> left the quay at <strong>dawn</strong>, "
        "for the first time since the ice came.</p>\n"
        '<p>Two hundred passengers were on board, says the <a href="https://harbour.example/">'
        "harbour master</a>.</p>\n"
        "<ul>\n<li>coffee</li>\n<li>rye bread</li>\n</ul>\n"
    )


def test_html_body_is_printed_unchanged(finews: RunFinews) -> None:
    assert finews("show", "--html", RAIN).out.startswith("<p>山城气象台说，雨还会再下三天。</p>")


def test_json_has_body_format_and_text(finews: RunFinews) -> None:
    (article,) = finews("show", "--json", FERRY).json()
    assert list(article) == [*ARTICLE_FIELDS, "body", "format", "text", "full_text"]
    assert article["format"] == "markdown"
    assert article["text"] == FERRY_TEXT.rstrip("\n")
    assert article["body"].startswith("The ferry *Nordstern*")


def test_unique_id_prefix_is_accepted(finews: RunFinews) -> None:
    assert finews("show", FERRY[:4].upper()).out == FERRY_TEXT


def test_found_articles_are_shown_if_others_are_missing(finews: RunFinews) -> None:
    ended = finews("show", "00000000", RAIN)
    assert ended.status == 1
    assert ended.out == RAIN_TEXT
    assert ended.err.startswith("finews: 00000000: ")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("article_id", ["", "abc", "nothex", "0" * 13, "\x1b]0;x\x07"])
def test_missing_id_is_rejected(finews: RunFinews, article_id: str) -> None:
    ended = finews("show", article_id)
    assert ended.status == 1
    assert ended.out == ""
    assert "\x1b" not in ended.err
    assert ended.err.count("\n") == 1


def test_formats_are_exclusive(finews: RunFinews) -> None:
    assert finews("show", "--json", "--text", COPPER).status == 2
