"""Find elements that a web page does not show, and boilerplate around an article.

Most rules limit the length of a hidden text, because pages also hide whole articles: to fade them
in, or until their heading is clicked.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import Attributes, class_names
from finews_tui.model.document import HiddenKind

MAX_HINT_LENGTH = 300
"""Maximum length of text hidden by an unusual style, such as the preview line of a newsletter."""
MAX_BOILERPLATE_LENGTH = 1000
"""Maximum length of share buttons and similar boilerplate."""
MAX_SYMBOL_LENGTH = 32

_HIDING_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)")
# Styles of preview lines, which animations start with, too.
_ZERO = r"\s*:\s*0*(?:\.0+)?(?:px|pt|em|rem|%|vh)?\s*(?:!|;|$)"
_HINT_STYLE = re.compile(
    rf"(?i)(?:^|[;\s\"])(?:mso-hide\s*:\s*all|(?:max-height|opacity|font-size){_ZERO}"
    r"|font-size\s*:\s*1(?:px|pt)\s*(?:!|;|$)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]"
    r"|(?:left|text-indent|top)\s*:\s*-\d{4,}(?:px|em)"
    rf"|height{_ZERO}.{{0,200}}overflow\s*:\s*hidden"
    rf"|overflow\s*:\s*hidden\s*;(?:.{{0,200}}[;\s])?height{_ZERO})"
)
_ANIMATED = re.compile(r"(?i)transform|transition|animation|will-change|filter")
_FONT_SIZE = re.compile(r"(?i)font-size")

_SCREEN_READER_CLASS = re.compile(
    r"(?i)(?:^|\s)(?:is-|u-)?(?:sr-only(?:-focusable)?|screen-?reader(?:s|-text|-only)?|show-for-sr"
    r"|visually-?hidden(?:-focusable)?|hidden-visually|visuallyhidden|hide-visually|assistive-text"
    r"|element-invisible|a11y-hidden|accessibility-hidden|elementor-screen-only|offscreen"
    r"|accessible-hide|reader-only|at-only)(?:\s|$)"
)
_BOILERPLATE_CLASS = re.compile(
    r"(?i)(?:^|\s)(?:(mw-editsection)|"
    r"(?:sharedaddy|sd-sharing\S*|jp-sharing\S*|feedflare|addtoany_\S+|a2a_kit|addthis_\S+|shariff"
    r"|(?:social|post|entry|article|page|content)-?(?:share|sharing)(?:-?(?:buttons?|links?|icons?|bar|box|list))?"
    r"|share-?(?:buttons?|links?|icons?|bar|box|bottons|this|post|article)|sharing-(?:buttons?|links?|icons?)"
    r"|social-(?:buttons?|links?|icons?|media-(?:share|buttons?|icons?))"
    r"|heateor\S+|essb_links|simplesocialbuttons|swp_social_panel|mashsb-\S+|sociable|sfsi_\S+|ssba\S*"
    r"|dpsp-\S+|wabtn_container|bdsharebuttonbox|bdshare\S*|jiathis_\S+|jp-relatedposts"
    r"|subscription-widget(?:-wrap)?(?:-editor)?|share-dialog|tweet-?(?:button|this))(?:\s|$))"
)  # fmt: skip
_LINE_NUMBERS = re.compile(
    r"(?:^|\s)(?:gutter|linenos?|lineno|rouge-gutter|blob-num|line-numbers-rows)(?:\s|$)"
)
_PERMALINK_CLASS = re.compile(
    r"(?i)(?:^|\s)(?:\S*(?:header|heading|hash|anchor|perma|direct|section|self)-?_?"
    r"(?:link|anchor|mark|icon)\S*|anchor|anchorjs-link|permalink|bookmark|md-anchor|zola-anchor)(?:\s|$)"
)
_PERMALINK_TEXT = re.compile(
    r"(?i)[¶#§∞⚓☍⛓◊🔗\s\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff\xa0]*"
    r"|\[?(?:link|anchor|permalink|permanent link|direct link|headerlink)\]?"
)
_TRACKER = re.compile(
    r"(?i)//(?:[\w.-]{1,253}\.)?(?:feeds\.feedburner\.com/~|feedproxy\.google\.com/~|feedsportal\.com/"
    r"|pixel\.wp\.com/|stats\.wordpress\.com/|stats\.wp\.com/|(?:www\.)?google-analytics\.com/"
    r"|[\w-]+\.doubleclick\.net/|b\.scorecardresearch\.com/|pixel\.quantserve\.com/"
    r"|sb\.scorecardresearch\.com/|hm\.baidu\.com/|da\.feedsportal|pi\.feedsportal"
    r"|(?:pixel|beacon|analytics|counter)\.[\w.-]{1,253}+/)"
    r"|//medium\.com/_/stat\?|^[^/?]*+//[^/?]++/(?:[^?]*/)?(?:open|pixel|beacon|track(?:ing)?|spacer|blank|1x1)"
    r"\.(?:gif|php|aspx?)(?:\?|$)|republication-tracker-tool"
)
_ICON_CLASS = re.compile(r"(?i)icon|emoji|(?:^|\s)fa[srb]?(?:\s|-)|katex|mathjax|mjx")


def hiding(tag: str, node: LexborNode, attributes: Attributes) -> HiddenKind | None:
    """Return why an element is not shown, or None."""
    style = attributes.get("style")
    if style:
        if _HIDING_STYLE.search(style) is not None:
            return HiddenKind.INVISIBLE
        is_hint = tag not in ("img", "body") and _HINT_STYLE.search(style) is not None
        if is_hint and _is_hint(tag, node, style):
            return HiddenKind.INVISIBLE
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return HiddenKind.INVISIBLE
    if attributes.get("aria-hidden") == "true" and not _is_shown_instead(node):
        return HiddenKind.INVISIBLE
    classes = class_names(attributes)
    return _hidden_by_class(node, classes) if classes else None


def _hidden_by_class(node: LexborNode, classes: str) -> HiddenKind | None:
    if _LINE_NUMBERS.search(classes) is not None:
        return HiddenKind.LINE_NUMBERS
    boilerplate = _BOILERPLATE_CLASS.search(classes)
    if boilerplate is not None and _length(node) <= MAX_BOILERPLATE_LENGTH:
        return HiddenKind.EDIT_LINK if boilerplate[1] else HiddenKind.SHARING
    if _SCREEN_READER_CLASS.search(classes) is None or node.css_first("table, math") is not None:
        return None
    return HiddenKind.SCREEN_READER if _length(node) <= MAX_HINT_LENGTH else None


def _is_hint(tag: str, node: LexborNode, style: str) -> bool:
    """Return whether a style such as `opacity: 0` hides a text, not a part of the layout."""
    if _length(node) > MAX_HINT_LENGTH:
        return False
    if "opacity" in style and _ANIMATED.search(style) is not None:
        return False
    if node.css_first("img, video, iframe, picture, table table, pre") is not None:
        return False
    if "mso-hide" in style and (tag == "a" or node.css_first("a") is not None):
        return False  # the version of a button for programs other than Outlook
    return not any(
        _FONT_SIZE.search(child.attributes.get("style") or "")
        for child in node.css("[style]")
        if child.mem_id != node.mem_id
    )


def _length(node: LexborNode) -> int:
    return len(node.text())


def _is_shown_instead(node: LexborNode) -> bool:
    """Return whether a text is visible because a neighbour repeats it for screen readers."""
    for other in (_neighbour(node, "prev"), _neighbour(node, "next")):
        classes = class_names(other.attributes) if other is not None else ""
        if classes and _SCREEN_READER_CLASS.search(classes) is not None:
            return _ICON_CLASS.search(class_names(node.attributes)) is None
    return False


def _neighbour(node: LexborNode, name: str) -> LexborNode | None:
    """Return the element before or after a node, if only white space is between them."""
    other: LexborNode | None = getattr(node, name)
    while other is not None and other.tag == "-text" and not (other.text_content or "").strip():
        other = getattr(other, name)
    return other if other is not None and (other.tag or "-")[0] not in "-!" else None


def is_permalink(node: LexborNode, href: str, classes: str, *, in_heading: bool) -> bool:
    """Return whether a link is the sign of a heading, such as `#` or `¶`."""
    is_named = _PERMALINK_CLASS.search(classes) is not None
    if not (is_named or in_heading) or "#" not in href:
        return False
    text = node.text()
    return (
        len(text) <= MAX_SYMBOL_LENGTH
        and _PERMALINK_TEXT.fullmatch(text.strip()) is not None
        and node.css_first("img") is None
    )


def is_worth_listing(kind: HiddenKind, node: LexborNode, attributes: Attributes) -> bool:
    """Return whether details list a hidden text: not line numbers, icons or formulas."""
    if kind is HiddenKind.LINE_NUMBERS or node.tag in ("svg", "i"):
        return False
    return _ICON_CLASS.search(class_names(attributes)) is None


def is_tracker(url: str, width: int | None, height: int | None) -> bool:
    """Return whether an image only counts readers."""
    return width in (0, 1) or height in (0, 1) or (bool(url) and _TRACKER.search(url) is not None)
