"""Extract the article from a web page, without navigation and boilerplate."""

from __future__ import annotations

import re
from enum import StrEnum
from importlib.util import find_spec
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from finews_tui.content.article_tree import page_title, prepare_page, tidy_article
from finews_tui.content.html.limits import reduce_to_limits, strip_tags
from finews_tui.content.html.sanitize import sanitize_body
from finews_tui.content.image_captions import ImageDetails, find_image_details
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.article import BodyFormat
from finews_tui.model.sanitize import clean_text

# trafilatura's default, 250, is made for English: below it the whole page is returned.
_MIN_TEXT_LENGTH = 60
# Pages with less text only have a notice, or are built by scripts.
_MAX_STUB_LENGTH = 600
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,200})", re.IGNORECASE)
_BOT_CHECK = re.compile(
    r"just a moment|checking your browser|verify (?:that )?you are (?:a )?human|captcha"
    r"|are you a robot|attention required|access denied|人机验证|安全验证|访问验证|滑动验证",
    re.IGNORECASE,
)
# schema.org: the article is for subscribers only.
_NOT_FREE = re.compile(r"isAccessibleForFree[\"']?\s{0,9}[:=]\s{0,9}[\"']?false", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,7})|(\d{1,7}));?")
_LIST_TAGS = {"ul": "ul", "ol": "ol", "dl": "dl"}
_DEFINITION_TAGS = {"dt": "dt", "dd": "dd"}
_STYLE_TAGS = {"#b": "strong", "#i": "em", "#u": "u", "#t": "code", "#sub": "sub", "#sup": "sup"}
_ATTRIBUTES = {"ref": {"target": "href"}, "graphic": {"src": "src", "alt": "alt", "title": "title"}}
_OTHER_TAGS = {
    "item": "li",
    "quote": "blockquote",
    "lb": "br",
    "row": "tr",
    "graphic": "img",
    "ref": "a",
}


def can_extract_articles() -> bool:
    """Return whether the optional text extraction package is installed."""
    return find_spec("trafilatura") is not None


def extract_article(html: str, url: str) -> str:
    """Return the text of a page as sanitized HTML with absolute URLs, or "".

    Takes 0.1 s, over 1 s for the first page because trafilatura is slow to import. Call this in a
    worker process: trafilatura may raise anything on broken pages.
    """
    # Imported lazily; lxml ships no type information.
    from lxml.etree import tostring  # type: ignore[import-untyped]
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config
    from trafilatura.utils import load_html

    html = _reduce(html)
    settings = use_config()
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_MIN_TEXT_LENGTH)
    tree = load_html(html) if html else None
    if tree is None:
        return ""
    prepare_page(tree)
    title = page_title(tree)
    document: Any = None
    for is_precise in (True, False):
        document = bare_extraction(
            tree,
            favor_precision=is_precise,
            include_comments=False,
            include_formatting=True,
            include_images=True,
            include_links=True,
            include_tables=True,
            config=settings,
        )
        if document is not None and document.body is not None and _has_text(document.body):
            break
    if document is None or document.body is None:
        return ""
    body = document.body
    base = _base_url(html, url)
    for element in list(body.iter()):
        _to_html(element, base)
    details = find_image_details(html, base)
    for image in list(body.iter("img")):
        _add_details(image, details.get(image.get("src")))
    tidy_article(body, title)
    body.tag = "div"
    text: str = tostring(body, encoding="unicode", method="html")
    return sanitize_body(text, BodyFormat.HTML) if _has_text(body) else ""


class PageProblem(StrEnum):
    """Reason why a page has no text."""

    TOO_COMPLEX = "too complex"
    BOT_CHECK = "bot check"
    SUBSCRIPTION = "subscription"
    SCRIPTS = "scripts"
    NO_TEXT = "no text"


def extract_article_or_problem(html: str, url: str) -> tuple[str, PageProblem | None]:
    """Return the text of a page like `extract_article`, or the reason for its absence."""
    text = extract_article(html, url)
    problem = find_problem(html) if len(text) < _MAX_STUB_LENGTH else None
    if problem is PageProblem.BOT_CHECK:
        return "", problem
    return text, None if text else problem


def find_problem(html: str) -> PageProblem:
    """Return the reason why no text can be extracted from a page."""
    reduced = _reduce(html)
    if not reduced and html.strip():
        return PageProblem.TOO_COMPLEX
    words = " ".join(strip_tags(reduced))
    title = _TITLE.search(html)
    if len(words) < _MAX_STUB_LENGTH and _BOT_CHECK.search(f"{title[1] if title else ''} {words}"):
        return PageProblem.BOT_CHECK
    if _NOT_FREE.search(html) is not None:
        return PageProblem.SUBSCRIPTION
    if len(words) < _MAX_STUB_LENGTH and "<script" in html.lower():
        return PageProblem.SCRIPTS
    return PageProblem.NO_TEXT


def _reduce(html: str) -> str:
    """Return the part of a page that is parsed; "" if that would take too long."""
    return reduce_to_limits(_REFERENCE.sub(_remove_control_reference, clean_text(html))) or ""


def _remove_control_reference(reference: re.Match[str]) -> str:
    """Return a character reference, or "" if XML forbids it and lxml would fail."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_control = number < 32 and number not in (9, 10, 13)
    return "" if is_control or 0xD800 <= number < 0xE000 else reference[0]


def _has_text(body: Any) -> bool:
    return any(text.strip() for text in body.itertext())


def _base_url(html: str, url: str) -> str:
    """Return the base URL of a page for its relative URLs."""
    if "<base" not in html:
        return url
    element = LexborHTMLParser(html).css_first("base[href]")
    return normalize_url((element.attributes.get("href") if element else "") or "", url) or url


def _add_details(image: Any, details: ImageDetails | None) -> None:
    """Restore the size and caption of an image, which trafilatura drops."""
    if details is None:
        return
    if details.width and details.height:
        image.set("width", str(details.width))
        image.set("height", str(details.height))
    if details.caption:
        figure = image.makeelement("figure")
        figure.tail, image.tail = image.tail, None
        image.getparent().replace(image, figure)
        figure.append(image)
        caption = image.makeelement("figcaption")
        caption.text = details.caption
        figure.append(caption)


def _to_html(element: Any, base: str) -> None:
    """Convert a TEI element, as returned by trafilatura, to HTML."""
    tag, rend = element.tag, element.get("rend", "")
    attributes = {
        name: value
        for old, name in _ATTRIBUTES.get(tag, {}).items()
        if (value := element.get(old)) is not None
    }
    for name in ("href", "src"):
        if name in attributes:
            attributes[name] = normalize_url(attributes[name], base)
    match tag:
        case "head":
            element.tag = rend if rend in ("h1", "h2", "h3", "h4", "h5", "h6") else "h3"
        case "list":
            element.tag = _LIST_TAGS.get(rend, "ul")
        case "item":
            element.tag = _DEFINITION_TAGS.get(rend.partition("-")[0], "li")
        case "hi":
            element.tag = _STYLE_TAGS.get(rend, "em")
        case "cell":
            element.tag = "th" if element.get("role") == "head" else "td"
            attributes = {
                name: element.get(name) for name in ("colspan", "rowspan") if element.get(name)
            }
        case "code":
            element.tag, attributes = _code_tag(element)
        case _:
            element.tag = _OTHER_TAGS.get(tag, tag)
    element.attrib.clear()
    element.attrib.update(attributes)


def _code_tag(element: Any) -> tuple[str, dict[str, str]]:
    """Return tag and attributes of code; the `code` inside `pre` has the class."""
    is_block = len(element) or "\n" in (element.text or "")
    if not is_block or element.getparent().tag == "pre":
        language = element.get("class")
        return "code", {"class": language} if language else {}
    return "pre", {}
