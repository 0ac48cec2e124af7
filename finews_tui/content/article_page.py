"""Extract the article from a web page, without navigation and boilerplate."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from finews_tui.content.html.limits import reduce_to_limits
from finews_tui.content.html.sanitize import sanitize_body
from finews_tui.content.image_captions import ImageDetails, find_image_details
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.article import BodyFormat
from finews_tui.model.sanitize import clean_text

# trafilatura's default, 250, is made for English: below it the whole page is returned.
_MIN_TEXT_LENGTH = 60
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

    html = reduce_to_limits(_REFERENCE.sub(_remove_control_reference, clean_text(html))) or ""
    if not html:
        return ""
    settings = use_config()
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_MIN_TEXT_LENGTH)
    document: Any = bare_extraction(
        html,
        include_comments=False,
        include_formatting=True,
        include_images=True,
        include_links=True,
        include_tables=True,
        config=settings,
    )
    if document is None or document.body is None:
        return ""
    body = document.body
    base = _base_url(html, url)
    for element in list(body.iter()):
        _to_html(element, base)
    details = find_image_details(html, base)
    for image in list(body.iter("img")):
        _add_details(image, details.get(image.get("src")))
    # The article header already shows the title.
    if len(body) and body[0].tag == "h1" and not (body[0].tail or "").strip():
        body.remove(body[0])
    body.tag = "div"
    text: str = tostring(body, encoding="unicode", method="html")
    return sanitize_body(text, BodyFormat.HTML) if _has_text(body) else ""


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
