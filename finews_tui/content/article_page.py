"""The text of an article's page: what stands there between menus, advertisements and comments."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from finews_tui.content.html.limits import is_within_limits
from finews_tui.content.html.sanitize import sanitize_body
from finews_tui.content.image_captions import ImageDetails, find_image_details
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.article import BodyFormat
from finews_tui.model.sanitize import clean_text

# trafilatura's own 250 are those of English: it takes the whole page where a text has fewer.
_LEAST_CHARACTERS = 60
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,7})|(\d{1,7}));?")
_LISTS = {"ul": "ul", "ol": "ol", "dl": "dl"}
_TERMS = {"dt": "dt", "dd": "dd"}
_LOOKS = {"#b": "strong", "#i": "em", "#u": "u", "#t": "code", "#sub": "sub", "#sup": "sup"}
_ATTRIBUTES = {"ref": {"target": "href"}, "graphic": {"src": "src", "alt": "alt", "title": "title"}}
_PLAIN = {
    "item": "li",
    "quote": "blockquote",
    "lb": "br",
    "row": "tr",
    "graphic": "img",
    "ref": "a",
}


def is_available() -> bool:
    """Whether what finds the text of a page is installed; it is an extra of finews."""
    return find_spec("trafilatura") is not None


def extract_article(html: str, url: str) -> str:
    """The text of a page as clean HTML, its addresses absolute; "" where none is found.

    Takes a tenth of a second, and more than a second for the first page: trafilatura is large.
    What it raises on broken pages is not known; it belongs into a process of its own.
    """
    from lxml.etree import tostring  # type: ignore[import-untyped]
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    html = _REFERENCE.sub(_unless_control, clean_text(html))
    if not is_within_limits(html):
        return ""
    settings = use_config()
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_LEAST_CHARACTERS)
    found: Any = bare_extraction(
        html,
        include_comments=False,
        include_formatting=True,
        include_images=True,
        include_links=True,
        include_tables=True,
        config=settings,
    )
    if found is None or found.body is None:
        return ""
    body = found.body
    base = _base_of(html, url)
    for element in list(body.iter()):
        _to_html(element, base)
    told = find_image_details(html, base)
    for image in list(body.iter("img")):
        _complete(image, told.get(image.get("src")))
    # The title of the article stands above it already.
    if len(body) and body[0].tag == "h1" and not (body[0].tail or "").strip():
        body.remove(body[0])
    body.tag = "div"
    text: str = tostring(body, encoding="unicode", method="html")
    return sanitize_body(text, BodyFormat.HTML) if _has_text(body) else ""


def _unless_control(reference: re.Match[str]) -> str:
    """A character reference, but for those to what no XML may hold: it would cost the page."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_control = number < 32 and number not in (9, 10, 13)
    return "" if is_control or 0xD800 <= number < 0xE000 else reference[0]


def _has_text(body: Any) -> bool:
    return any(piece.strip() for piece in body.itertext())


def _base_of(html: str, url: str) -> str:
    """What the relative addresses of a page are relative to."""
    if "<base" not in html:
        return url
    element = LexborHTMLParser(html).css_first("base[href]")
    return normalize_url((element.attributes.get("href") if element else "") or "", url) or url


def _complete(image: Any, told: ImageDetails | None) -> None:
    """Give a picture its size and its caption back, which trafilatura leaves out."""
    if told is None:
        return
    if told.width and told.height:
        image.set("width", str(told.width))
        image.set("height", str(told.height))
    if told.caption:
        figure = image.makeelement("figure")
        figure.tail, image.tail = image.tail, None
        image.getparent().replace(image, figure)
        figure.append(image)
        caption = image.makeelement("figcaption")
        caption.text = told.caption
        figure.append(caption)


def _to_html(element: Any, base: str) -> None:
    """Rename an element of TEI, trafilatura's own form, to that of HTML which it came from."""
    tag, rend = element.tag, element.get("rend", "")
    kept = {
        name: value
        for old, name in _ATTRIBUTES.get(tag, {}).items()
        if (value := element.get(old)) is not None
    }
    for name in ("href", "src"):
        if name in kept:
            kept[name] = normalize_url(kept[name], base)
    match tag:
        case "head":
            element.tag = rend if rend in ("h1", "h2", "h3", "h4", "h5", "h6") else "h3"
        case "list":
            element.tag = _LISTS.get(rend, "ul")
        case "item":
            element.tag = _TERMS.get(rend.partition("-")[0], "li")
        case "hi":
            element.tag = _LOOKS.get(rend, "em")
        case "cell":
            element.tag = "th" if element.get("role") == "head" else "td"
            kept = {name: element.get(name) for name in ("colspan", "rowspan") if element.get(name)}
        case "code":
            element.tag, kept = _code(element)
        case _:
            element.tag = _PLAIN.get(tag, tag)
    element.attrib.clear()
    element.attrib.update(kept)


def _code(element: Any) -> tuple[str, dict[str, str]]:
    """Code of several lines keeps them; the language stands in the class of the inner element."""
    is_block = len(element) or "\n" in (element.text or "")
    if not is_block or element.getparent().tag == "pre":
        language = element.get("class")
        return "code", {"class": language} if language else {}
    return "pre", {}
