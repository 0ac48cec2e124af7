"""Prepare the tree of a web page for text extraction, and clean up the result.

Trees are of lxml, which ships no type information.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from finews_tui.model.text_folding import alphanumeric

_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
        ),
        *(
            "font",
            "i",
            "ins",
            "kbd",
            "label",
            "mark",
            "math",
            "output",
            "q",
            "ruby",
            "s",
            "samp",
            "small",
        ),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_CONTAINERS = frozenset(("article", "main", "section", "body", "div", "center"))
# Inline elements that trafilatura drops with their text, or turns into a paragraph.
_UNWRAPPED = frozenset(("time", "label", "data", "output", "q"))
_MIN_LOOSE_TEXT = 40
_BLANK = " \t\n\r\xa0\u3000"

_TITLE_BLOCKS = 5
_MAX_LEAD_LENGTH = 200
_MAX_CAPTION_STEPS = 12
_MIN_CAPTION_LENGTH = 8
_MAX_CREDIT_LENGTH = 60
_CAPTION_CONTAINERS = frozenset(("p", "figure", "li", "ul", "ol", "div", "a"))
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "。", "！", "？", "：", "；")
_SENTENCE_END = re.compile(r"[.!?。！？]")
_ICON_WORD = re.compile(
    r"(?:^|[^a-z])(?:logo|icons?|avatar|gravatar|sprite|spacer|pixel|blank|badge)"
)
_ICON_NAME = re.compile(r"(?:\w+\W+){0,4}(?:logo|icon|avatar|图标|标志|二维码)\W*", re.IGNORECASE)
_MAX_ICON_PIXELS = 48
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def prepare_page(tree: Any) -> None:
    """Rewrite inline elements of a page so that their sentences stay whole."""
    for math in [*tree.iter("math")]:
        _replace_math(math)
    for ruby in [*tree.iter("rp")]:
        ruby.drop_tree()
    for reading in [*tree.iter("rt")]:
        reading.text, reading.tail = f"({reading.text_content()})", reading.tail
        for child in [*reading]:
            child.drop_tree()
        reading.drop_tag()
    for element in [*tree.iter(*_UNWRAPPED)]:
        _unwrap(element)
    for element in [*tree.iter(*_CONTAINERS)]:
        if _has_loose_sentence(element):
            _wrap_runs(element)
        elif element.tag == "div" and _is_paragraph(element):
            element.tag = "p"


def tidy_article(body: Any, title: str) -> None:
    """Remove icons, doubled captions, the title, and headings without text from an article."""
    for image in [*body.iter("img")]:
        if _is_icon(image):
            _drop(image)
    _drop_title(body, title)
    _join_captions(body)
    _drop_repeated_names(body, title)
    _drop_empty_end(body)


def page_title(tree: Any) -> str:
    """Return the title of a page: its only `h1`, else its `title` element."""
    headings = [text for element in tree.iter("h1") if (text := _text(element))]
    if len(headings) == 1:
        return headings[0]
    return next((_text(element) for element in tree.iter("title")), "")


def _replace_math(math: Any) -> None:
    """Replace a formula by its TeX source, if the page has it."""
    source = math.get("alttext") or next(
        (
            element.text
            for element in math.iter("annotation")
            if "tex" in (element.get("encoding") or "") and element.text
        ),
        "",
    )
    if not source or math.getparent() is None:
        return
    target = math
    while (parent := target.getparent()) is not None and "katex" in (parent.get("class") or ""):
        target = parent
    if target.getparent() is None:
        return
    delimiter = "$$" if math.get("display") == "block" else "$"
    target.tail = f"{delimiter}{source.strip()}{delimiter}{target.tail or ''}"
    target.drop_tree()


def _unwrap(element: Any) -> None:
    """Replace an element inside a sentence by its text."""
    parent = element.getparent()
    if parent is None or not _has_text_beside(element, parent):
        return
    if element.tag == "q":
        element.text = f"“{element.text or ''}"
        if len(element):
            element[-1].tail = f"{element[-1].tail or ''}”"
        else:
            element.text += "”"
    element.drop_tag()


def _has_text_beside(element: Any, parent: Any) -> bool:
    previous = element.getprevious()
    before = parent.text if previous is None else previous.tail
    is_in_text = bool((before or "").strip() or (element.tail or "").strip())
    return is_in_text or parent.tag in ("p", "li", "td", "dd", "blockquote")


def _has_loose_sentence(element: Any) -> bool:
    """Return whether a container has text and inline elements next to its blocks."""
    tags = {child.tag for child in element}
    if not tags & _INLINE and "br" not in tags:
        return False
    if element.tag in ("div", "center") and tags <= _INLINE | {"br"}:
        # trafilatura reads it as one paragraph; line breaks may separate several.
        return _has_double_break(element)
    length = len((element.text or "").strip())
    length += sum(len((child.tail or "").strip()) for child in element)
    return length >= _MIN_LOOSE_TEXT


def _is_paragraph(element: Any) -> bool:
    """Return whether a `div` next to paragraphs is one, too: trafilatura drops these."""
    parent = element.getparent()
    if parent is None or not {child.tag for child in element} <= _INLINE | {"br"}:
        return False
    text = _text(element)
    is_sentence = len(text) > 1 and text.rstrip("”’\"')）」』").endswith(_SENTENCE_ENDS)
    siblings = (element.getprevious(), element.getnext())
    return is_sentence and any(sibling is not None and sibling.tag == "p" for sibling in siblings)


def _has_double_break(element: Any) -> bool:
    return any(_is_double_break(child) for child in element)


def _is_double_break(child: Any) -> bool:
    following = child.getnext()
    is_pair = child.tag == "br" and following is not None and following.tag == "br"
    return is_pair and not (child.tail or "").strip()


def _wrap_runs(container: Any) -> None:
    """Wrap text and inline elements between the blocks of a container in paragraphs."""
    children = [*container]
    paragraph: Any = None
    text, container.text = container.text, None

    def add(node: Any, tail: str | None) -> None:
        nonlocal paragraph
        if paragraph is None:
            if node is None and not (tail or "").strip():
                return
            paragraph = container.makeelement("p")
            container.append(paragraph)
        if node is not None:
            paragraph.append(node)
            node.tail = tail
        elif len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + (tail or "")
        else:
            paragraph.text = (paragraph.text or "") + (tail or "")

    for child in children:
        container.remove(child)
    add(None, text)
    breaks = 0
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "br":
            breaks += 1
            if breaks > 1:
                paragraph = None
                add(None, tail)
            else:
                add(child, tail)
        elif child.tag in _INLINE:
            add(child, tail)
        else:
            paragraph = None
            container.append(child)
            add(None, tail)
        if child.tag != "br" or (tail or "").strip():
            breaks = 0


def _is_icon(image: Any) -> bool:
    """Return whether an image is a logo, icon or tracking pixel, by its size or both its names."""
    sizes = [int(size) for name in ("width", "height") if (size := image.get(name, "")).isdigit()]
    if sizes and max(sizes) <= _MAX_ICON_PIXELS:
        return True
    name = unquote(urlsplit(image.get("src", "")).path).rpartition("/")[2].lower()
    alt = image.get("alt", "").strip()
    return _ICON_WORD.search(name) is not None and (
        not alt or _ICON_NAME.fullmatch(alt) is not None
    )


def _drop_title(body: Any, title: str) -> None:
    """Remove the title, which the article header shows, and short text before it."""
    key = alphanumeric(title)
    if not key:
        return
    length = len((body.text or "").strip())
    for index, block in enumerate(body[:_TITLE_BLOCKS]):
        text = _text(block)
        if block.tag in _HEADINGS and _is_same_title(alphanumeric(text), key):
            images = [child for child in body[:index] if child.find(".//img") is not None]
            images += [child for child in body[:index] if child.tag == "img"]
            for child in [*body[: index + 1]]:
                if child not in images:
                    _drop(child, keep_tail=child is block)
            body.text = None
            return
        length += len(text) + len((block.tail or "").strip())
        if length > _MAX_LEAD_LENGTH:
            return


def _is_same_title(text: str, title: str) -> bool:
    """Return whether two titles are equal, except for the name of the site at the end."""
    return bool(text) and (text == title or (len(text) > 7 and title.startswith(text)))


def _join_captions(body: Any) -> None:
    """Show the caption of an image once: in its description, its figure, or a paragraph."""
    for image in [*body.iter("img")]:
        figure = image.getparent()
        caption = figure.find("figcaption") if figure.tag == "figure" else None
        name = alphanumeric(image.get("alt", ""))
        if caption is not None:
            # The caption names the image.
            name = alphanumeric(_text(caption)) or name
            image.set("alt", "")
        if len(name) >= _MIN_CAPTION_LENGTH:
            _drop_copies(image, name, has_caption=caption is not None)


def _drop_copies(image: Any, name: str, *, has_caption: bool) -> None:
    """Remove the text after an image that repeats its caption or description."""
    node: Any = image.getparent() if has_caption else image
    for _ in range(_MAX_CAPTION_STEPS):
        if tail := (node.tail or "").strip(_BLANK):
            parts = [alphanumeric(part) for part in _SENTENCE_END.split(tail)]
            if len(alphanumeric(tail)) < _MIN_CAPTION_LENGTH or not all(
                part in name for part in parts
            ):
                return
            node.tail = None
        following = node.getnext()
        if following is None:
            node = node.getparent()
            if node is None or node.tag not in _CAPTION_CONTAINERS:
                return
            continue
        key = alphanumeric(_text(following))
        if following.tag not in ("p", "figcaption") or len(key) < _MIN_CAPTION_LENGTH:
            return
        if key in name:
            _drop(following)
        elif name in key and len(key) < 2 * len(name) + _MAX_CREDIT_LENGTH and not has_caption:
            # The paragraph also names the photographer.
            image.set("alt", _text(following))
            name = key
            _drop(following)
        else:
            return


def _drop_repeated_names(body: Any, title: str) -> None:
    """Empty descriptions of images that only repeat the title or an earlier one."""
    key = alphanumeric(title)
    seen: set[str] = set()
    for image in body.iter("img"):
        name = alphanumeric(image.get("alt", ""))
        is_title = bool(key) and bool(name) and (name in key or key in name) and len(name) > 7
        if is_title or name in seen:
            image.set("alt", "")
        seen.add(name)


def _drop_empty_end(body: Any) -> None:
    """Remove headings at the end, which have no text below them."""
    while len(body) and body[-1].tag in _HEADINGS:
        rest = alphanumeric(body[-1].tail or "")
        if rest and rest != alphanumeric(_text(body[-1])):
            return
        body.remove(body[-1])


def _drop(element: Any, *, keep_tail: bool = True) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail = (element.tail or "") if keep_tail else ""
    previous = element.getprevious()
    if tail and previous is not None:
        previous.tail = (previous.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
