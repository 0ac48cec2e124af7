"""Sanitizing of a hundred hostile strings on pages and in headers."""

from __future__ import annotations

from datetime import UTC

import pytest

from finews_tui.content.body import parse_body
from finews_tui.content.post import parse_post
from finews_tui.layout.article_header import article_header
from finews_tui.layout.page import LayoutOptions, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import Article, BodyFormat, Category
from tests.layout.linebreak.test_opportunities import STANDARD, standard_cases
from tests.layout.nasty_text import NASTY, forbidden_characters
from tests.layout.page_text import copied_text, find_too_wide_lines, line_text

MARKDOWN = """\
# {0}

A word {0} and a [link {0}](https://harbour.example/{0}) and `code {0}`.

> - {0}

```{0}
{0}
```

![{0}](https://harbour.example/a.png)

| {0} | b |
| --- | --- |
| {0} | {0} |

Note[^n]

[^n]: {0}
"""
HTML = (
    "<h2>{0}</h2><p>{0} <a href='https://harbour.example/{0}' title='{0}'>{0}</a> <sup>{0}</sup>"
    "<ruby>港<rt>{0}</rt></ruby></p><pre><code class='language-{0}'>{0}</code></pre>"
    "<img alt='{0}' src='https://harbour.example/{0}.png'><details><summary>{0}</summary>{0}"
    "</details><dl><dt>{0}<dd>{0}</dl><table><caption>{0}</caption><tr><td>{0}</table>"
)


def page_of_post(text: str, width: int) -> Page:
    """Return the page of a post file with `text` in its body and front matter."""
    raw = (
        f'---\ntitle: "{text}"\nauthor: "{text}"\ntags: ["{text}"]\n---\n\n{MARKDOWN.format(text)}'
    )
    entry = parse_post(raw.encode("utf-8", "surrogatepass"), "2024-01-01-x.md", zone=UTC).entry
    assert entry is not None
    article = Article(
        1, "0" * 12, "s", entry.id, entry.title, entry.body, entry.format, author=entry.author,
        tags=entry.tags, link=entry.link, categories=(Category("c", entry.author),),
    )  # fmt: skip
    document = parse_body(entry.body, entry.format, entry.link)
    return lay_out(
        document,
        width,
        LayoutOptions(details=True),
        article_header(article, document, (), zone=UTC),
    )


def faults_of(page: Page) -> list[str]:
    whole = "\n".join(map(line_text, page.lines))
    labels = "\n".join([*page.links, *(image.alt for image in page.images)])
    outline = "\n".join(heading.text for heading in page.outline)
    return [
        fault
        for text in (whole, copied_text(page).replace("\t", " "), labels, outline)
        for fault in forbidden_characters(text)
    ] + find_too_wide_lines(page)


def test_hostile_strings_are_numerous_and_mostly_forbidden() -> None:
    assert len(set(NASTY)) >= 100
    assert sum(bool(forbidden_characters(text)) for text in NASTY) > 85


@pytest.mark.parametrize("text", NASTY, ids=[f"nasty{number}" for number in range(len(NASTY))])
def test_hostile_string_is_sanitized_in_every_field(text: str) -> None:
    for width in (24, 80):
        page = page_of_post(text, width)
        assert faults_of(page) == []
        assert "fog" in copied_text(page)
    html = parse_body(HTML.format(text), BodyFormat.HTML, "https://harbour.example/")
    page = lay_out(html, 60, LayoutOptions())
    assert faults_of(page) == []
    assert "fog" in copied_text(page)


@pytest.mark.skipif(not STANDARD.exists(), reason="no Unicode test file")
def test_strings_of_line_breaking_standard_are_laid_out_without_faults() -> None:
    texts = [text for text, _ in standard_cases()]
    for start in range(0, len(texts), 500):
        body = "<p>".join(text.replace("<", "&lt;") for text in texts[start : start + 500])
        page = lay_out(parse_body(body, BodyFormat.HTML), 40, LayoutOptions())
        # U+200B is allowed: it separates words in Khmer and Thai, which have no spaces.
        assert [fault for fault in faults_of(page) if "U+200B" not in fault] == []
