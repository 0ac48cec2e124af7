"""Words of an article's body that are missing from its text, by an independent parser.

The reference is the text that lxml finds in the body; Markdown is rendered to HTML before. Each
Chinese character and each run of letters or digits is a word, so that `$500<sup>29</sup>` read as
`$50029` is two lost words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import lxml.html  # type: ignore[import-untyped]
from lxml.etree import ParserError  # type: ignore[import-untyped]
from markdown_it import MarkdownIt

from finews_tui.content.body import parse_body
from finews_tui.model.article import BodyFormat
from finews_tui.model.document import Document, document_text
from finews_tui.model.sanitize import clean_text

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_]+")
# Characters that represent digits and letters: `10³⁰` has the words of `10^30`.
_SCRIPTS = re.compile("[⁰¹²³⁴-⁹ᵃ-ᶻᴬ-ᵂⁱⁿᴿ⁺⁻⁼⁽⁾]+|[₀-₉₊₋₌₍₎ₐ-ₜᵢ-ᵥⱼ]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOT_TEXT = ("script", "style", "template", "noscript", "title", "head")
_LINES = (
    "br", "p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd",
    "figcaption", "summary", "caption", "blockquote", "table", "ul", "ol", "sup", "sub", "rt", "rp",
    "hr",
)  # fmt: skip
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class Loss:
    """Words of a body that its text does not have, out of how many."""

    words: int
    lost: Counter[str]


@dataclass(frozen=True, slots=True)
class Exemption:
    """Words that a text may lack, and why.

    `source` removes them from the body, `elements` from the elements of its HTML.
    """

    reason: str
    source: Callable[[str], str] | None = None
    elements: Callable[[Any], bool] | None = None


def lost_words(
    body: str,
    body_format: BodyFormat,
    exemptions: tuple[Exemption, ...] = (),
    *,
    title: str = "",
    link: str = "",
) -> Loss:
    """Compare a body with the text of its document."""
    shown, source = shown_text(parse_body(body, body_format, link)), body
    for exemption in exemptions:
        body = exemption.source(body) if exemption.source is not None else body
    html = str(_MARKDOWN.render(body)) if body_format is BodyFormat.MARKDOWN else body
    if body_format is BodyFormat.TEXT:
        html = escape(body)
    wanted = words(_reference(clean_text(html), exemptions))
    lost = wanted - words(f"{shown}\n{title}")
    if lost:  # perhaps hidden, which a key shows
        shown += shown_text(parse_body(source, body_format, link, show_hidden=True))
        lost = wanted - words(f"{shown}\n{title}")
    return Loss(sum(wanted.values()), lost)


def shown_text(document: Document) -> str:
    """Return the text of a document with the parts that the page shows in its header."""
    parts = (document_text(document), document.digest, document.credit, document.link)
    return "\n".join(parts)


def words(text: str) -> Counter[str]:
    """Count the words of a text."""
    plain = _SCRIPTS.sub(lambda match: f" {unicodedata.normalize('NFKC', match[0])} ", text)
    return Counter(_WORD.findall(plain.replace("\xad", "")))


def _reference(html: str, exemptions: tuple[Exemption, ...]) -> str:
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (ParserError, ValueError):
        return ""
    checks = [item.elements for item in exemptions if item.elements is not None]
    for element in list(root.iter()):
        if element.getparent() is not None and (
            _is_hidden(element) or any(check(element) for check in checks)
        ):
            element.drop_tree()
    for element in root.iter(*_LINES):
        # lxml refuses the control characters that references stand for.
        element.tail = f"\n{clean_text(element.tail or '')}"
        element.text = f"\n{clean_text(element.text or '')}"
    return str(root.text_content())


def _is_hidden(element: Any) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _NOT_TEXT
        or _HIDDEN_STYLE.search(element.get("style") or "") is not None
        or element.get("hidden") is not None
    )
