"""No word of a body is lost, in real articles and in the fixtures of the project."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import Any

import pytest

from finews_tui.content.post import parse_post
from finews_tui.errors import FinewsError
from finews_tui.model.article import BodyFormat, Entry
from finews_tui.sources.feeds.parse import parse_feed
from tests.content.outline import DATA
from tests.content.text_loss import Exemption, lost_words
from tests.paths import PACKAGE, SHARED, TESTS

CORPUS = SHARED / "corpus"


def _without(pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern, re.MULTILINE | re.DOTALL)
    return lambda source: compiled.sub("#", source)


def _is(*tags: str) -> Callable[[Any], bool]:
    return lambda element: element.tag in tags


# What a text lacks on purpose, with the reason.
COMMENTS = Exemption("comments show nothing", _without(r"<!--.*?-->"))
CONTROLS = Exemption(
    "controls of a page are not text",
    elements=_is("button", "select", "option", "textarea", "datalist", "dialog", "canvas"),
)
FALLBACKS = Exemption(
    "the words in an embedded medium are for browsers without it",
    elements=_is("iframe", "video", "audio", "object", "embed"),
)
DRAWINGS = Exemption("drawings have a title, not a text", elements=_is("svg"))
PRONUNCIATION = Exemption("parentheses of ruby are written as such", elements=_is("rp"))
DOUBLES = Exemption(
    "a copy for the eyes only of what is said in words, or the reverse",
    elements=lambda element: element.get("aria-hidden") == "true",
)
FORMULA_SOURCES = Exemption("formulas are shown once", elements=_is("annotation", "annotation-xml"))
FOOTER = Exemption(
    "links to the site at the end of a post, and the address of the article",
    _without(r"\[返回[^\]\n]*\]\([^\n]*?\)[ \t]*[｜|/]?|<https?://[^<>\s]*>\s*\Z"),
)
CREDIT_LABEL = Exemption(
    "the credit is shown without its label", _without("(?:文章|信息)?来源[:：]")
)
NOTE_LABELS = Exemption("notes are numbered; their labels are names", _without(r"\[\^[^\]\n]+\]:?"))
TASK_BOXES = Exemption(
    "a task has a box", _without(r"(?:^[ >]*(?:[-*+]|\d+[.)])\s+|<li>)\[[xX ]\]")
)
TEMPLATE_TAGS = Exemption(
    "template tags show nothing without the site",
    _without(r"\{% comment %\}.*?\{% endcomment %\}|\{%-?\s*\w(?:[^%]|%(?!\}))*%\}|\{\{.*?\}\}"),
)
ATTRIBUTE_LISTS = Exemption(
    "attributes are not text", _without(r"^\* TOC$|\{[:.#][^{}\n]*\}|\{ ?\w+=[^{}\n]*\}")
)
CALLOUT_KINDS = Exemption(
    "the kind of a callout is its title, translated",
    _without(r"\[![\w|-]+\][+-]?|^[ >]*:::+ *\{?\.?[\w-]+\}?|^[ >]*(?:!!!|\?\?\?)\+? +\w+"),
)
EMOJI_NAMES = Exemption(
    "an emoji is shown, not its name", _without(r"(?<![\w:]):(?:[a-z][\w+-]*|[+-]1):(?![\w:])")
)
FORMULAS = Exemption(
    "a formula is shown as written, which is emphasis to the reference",
    lambda source: re.sub(
        r"\$\$[^$]+\$\$|\$[^$\n]+\$", lambda match: re.sub(r"[*_]", "#", match[0]), source
    ),
)
STARS = Exemption("the stars of a share are not emphasis", lambda text: text.replace("*ST", "#ST"))
LINE_NUMBERS = Exemption(
    "line numbers of code are not text",
    elements=lambda element: "gutter" in (element.get("class") or ""),
)


HTML = (COMMENTS, CONTROLS, FALLBACKS, DRAWINGS, PRONUNCIATION, DOUBLES, FORMULA_SOURCES)
MARKDOWN = (*HTML, FOOTER, CREDIT_LABEL, NOTE_LABELS, TASK_BOXES)
SITES = (
    *MARKDOWN,
    TEMPLATE_TAGS,
    ATTRIBUTE_LISTS,
    CALLOUT_KINDS,
    EMOJI_NAMES,
    FORMULAS,
    STARS,
    LINE_NUMBERS,
)
# Files in which the reference is wrong, with the reason.
SKIPPED = {
    "d90bda7ed14df195.html.gz": "the reference joins words between which there is an image",
    "291a8bf33ee49074.html.gz": "the reference joins the labels of buttons",
    # To be removed when images in a line are separated from adjacent words.
    "39d5c43beb60605c.html.gz": "the text of an image in a heading is joined to the next word",
    "item_content_encoded_iframe.xml": "the rest of the body is in an `iframe` that is not closed",
    "item_description_iframe.xml": "the rest of the body is in an `iframe` that is not closed",
    "item_fullitem_iframe.xml": "the rest of the body is in an `iframe` that is not closed",
    "markdown_extensions.txt": "the reference knows only CommonMark",
    "markdown_tags.txt": "the reference knows only CommonMark",
    "html.txt 57": "the reference separates words at a script, which stands within one",
    "markdown.txt 27": "the address of the link has spaces, which only finews allows",
}


def _posts(folder: str, step: int = 1) -> Iterator[tuple[str, Entry]]:
    for path in sorted((CORPUS / folder).rglob("*.md"))[::step]:
        post = parse_post(
            path.read_bytes(), path.name, zone=UTC, folder=path.parent.name, include_drafts=True
        )
        if post.entry is not None:
            yield path.name, post.entry


def _feed_entries(step: int) -> Iterator[tuple[str, Entry]]:
    paths = sorted((CORPUS / "feeds").rglob("*"))
    for path in [path for path in paths if path.suffix in (".xml", ".rss", ".atom")][::step]:
        try:
            entries = parse_feed(path.read_bytes(), url="https://feed.example/").entries
        except FinewsError:
            continue
        yield from ((f"{path.name} {entry.id}", entry) for entry in entries)


def _pages(step: int) -> Iterator[tuple[str, Entry]]:
    for path in sorted((CORPUS / "pages" / "html").glob("*.gz"))[::step]:
        html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        yield path.name, Entry(id=path.name, title="", body=html, format=BodyFormat.HTML)


@dataclass(frozen=True)
class Corpus:
    """Articles of a corpus; the default tests read one file in `step`."""

    name: str
    read: Callable[[int], Iterator[tuple[str, Entry]]]
    exemptions: tuple[Exemption, ...]
    step: int = 1


CORPORA = [
    Corpus("finews", partial(_posts, "finews"), SITES),
    Corpus("nasty", partial(_posts, "nasty"), SITES),
    Corpus("18f", partial(_posts, "archives/18f"), SITES, 30),
    Corpus("pingcap", partial(_posts, "archives/pingcap-blog-cn"), SITES, 50),
    Corpus("rust-blog", partial(_posts, "archives/rust-blog"), SITES, 40),
    Corpus("feeds", _feed_entries, HTML, 40),
    Corpus("pages", _pages, HTML, 12),
]


def _losses(
    entries: Iterable[tuple[str, Entry]], exemptions: tuple[Exemption, ...]
) -> dict[str, list[str]]:
    losses = {}
    for name, entry in entries:
        loss = lost_words(entry.body, entry.format, exemptions, title=entry.title, link=entry.link)
        if loss.lost and not any(name.startswith(skipped) for skipped in SKIPPED):
            losses[name] = list(loss.lost.elements())[:40]
    return losses


def _fixtures() -> Iterator[tuple[str, Entry]]:
    """Yield the project's own posts, pages and articles of the guide."""
    for path in sorted(DATA.glob("*.txt")):
        for number, case in enumerate(path.read_text("utf-8").split("@@")[1:]):
            source = case.partition("\n")[2].partition("\n@=\n")[0]
            name = f"{path.name} {number}"
            body_format = BodyFormat.HTML if path.name.startswith("html") else BodyFormat.MARKDOWN
            yield name, Entry(id=name, title="", body=source, format=body_format)
    for path in sorted([*(TESTS / "data" / "pages").iterdir(), *(PACKAGE / "guide").rglob("*.md")]):
        entry = parse_post(path.read_bytes(), path.name, zone=UTC).entry
        assert entry is not None
        yield path.name, entry


@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus")
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_no_word_of_some_real_articles_is_lost(corpus: Corpus) -> None:
    assert _losses(corpus.read(corpus.step), corpus.exemptions) == {}


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus")
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_no_word_of_any_real_article_is_lost(corpus: Corpus) -> None:
    assert _losses(corpus.read(1), corpus.exemptions) == {}


def test_no_word_of_own_fixtures_is_lost() -> None:
    assert _losses(_fixtures(), SITES) == {}


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("<p>$500<sup>29</sup> million</p>", []),
        ("<p>10<sup>30</sup> H<sub>2</sub>O x<sub>max,i</sub></p>", []),
        ("<p style='display: none'>hidden</p><script>code</script><p>shown</p>", []),
        ("<p>one</p><select><option>two</select>", ["two"]),
    ],
)
def test_loss_is_counted_in_words(body: str, lost: list[str]) -> None:
    assert list(lost_words(body, BodyFormat.HTML).lost) == lost
