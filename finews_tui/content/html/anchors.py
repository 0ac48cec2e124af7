"""Targets of links inside a document."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from finews_tui.content.text.urls import normalize_url
from finews_tui.model.sanitize import clean_line

MAX_NAME_LENGTH = 200
"""Characters of an anchor name."""

_FRAGMENT_LINK = re.compile(
    r"""[hH](?:ref|REF)\s{0,8}=\s{0,8}["']?([^"'\s<>#]{0,2000})#([^"'\s<>]{1,600})"""
)

_NAME = re.compile(r"""\s(?:id|name)\s{0,8}=\s{0,8}["']?([^"'\s<>]{1,200})""")


def anchor_name(fragment: str) -> str:
    """Return the name in a fragment such as `#name`; "" if it is not a valid one."""
    name = clean_line(fragment.strip().removeprefix("#"), MAX_NAME_LENGTH)
    return "" if " " in name else name


def link_targets(html: str, base: str) -> frozenset[str]:
    """Return the names in the document that its links refer to.

    These are the fragments of links like `#name`, and of links to `base` itself if an element has
    that name.
    """
    if "#" not in html:
        return frozenset()
    names: set[str] = set()
    own_names: set[str] = set()
    for url, fragment in _FRAGMENT_LINK.findall(html):
        name = anchor_name(unescape(fragment))
        if not url:
            names |= {name, unquote(name)}
        elif base and is_same_page(normalize_url(unescape(url), base), base):
            own_names |= {name, unquote(name)}
    if own_names:
        names |= own_names.intersection(unescape(name) for name in _NAME.findall(html))
    return frozenset(names - {""})


def is_same_page(url: str, base: str) -> bool:
    """Return whether two absolute URLs are the same except for scheme and fragment."""
    return _page(url) == _page(base) != ""


def _page(url: str) -> str:
    return url.partition("#")[0].partition("://")[2].rstrip("/")
