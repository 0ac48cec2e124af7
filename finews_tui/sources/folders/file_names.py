"""What the names of files in a folder of posts say, and a form of them that is fit to be shown."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from finews_tui.i18n.catalog import tr

SUFFIXES = (".md", ".markdown", ".html", ".htm", ".txt")
POSTS_FOLDERS = ("_posts", "old_post", "_drafts")
"""Jekyll's folders, the one whose copy of a post is read first."""
DRAFTS_FOLDER = "_drafts"
LEFT_OUT = frozenset({"_site", "node_modules", "vendor"})
SHOWN_CHARACTERS = 160

# C0, DEL, C1, line separators, bidi and zero-width controls, fillers, tags, noncharacters and what
# stands for bytes that are not UTF-8. A fixed list, not str.isprintable: what `visible` gives is
# part of an article's identity, and Python's Unicode tables change.
_UNFIT = (
    "\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f"
    + "".join(
        chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000)
    )
)
_UNFIT_ONLY = re.compile(f"[{_UNFIT}]")
_TO_ESCAPE = re.compile(f"[{_UNFIT}]|\\\\[xuU]")
_ESCAPED = re.compile(f"[{_UNFIT}\\\\]")


class Place(NamedTuple):
    """Where a post lies: `parent` holds the posts folder `folder`, `inner` lies in that."""

    parent: str
    folder: str
    inner: str
    name: str


def is_post_name(name: str) -> bool:
    """Whether a file of this name is read: its suffix in any case, and not hidden."""
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def stem(name: str) -> str:
    """`name` without the suffix that made it a post."""
    return name.rpartition(".")[0] if name.lower().endswith(SUFFIXES) else name


def place_of(path: str) -> Place | None:
    """Where a file below a posts folder lies; None for any other file."""
    parts = path.split("/")
    for index, part in enumerate(parts[:-1]):
        if part in POSTS_FOLDERS:
            inner = "/".join(parts[index + 1 : -1])
            return Place("/".join(parts[:index]), part, inner, parts[-1])
    return None


def post_name(path: str) -> str:
    """The name that says what a post is: its own, or its folder's for an `index.md` of Hugo's."""
    parts = path.split("/")
    if _has_folder_of_its_own(parts):
        return visible(f"{parts[-2]}.{parts[-1].rpartition('.')[2]}")
    return visible(parts[-1])


def _has_folder_of_its_own(parts: list[str]) -> bool:
    if len(parts) < 2 or stem(parts[-1]).lower() != "index":
        return False
    return parts[-2] not in (*POSTS_FOLDERS, "content", "source")


def folder_of(path: str) -> str:
    """The folder that stands for a category where a post names none, less the generators' own."""
    parts = path.split("/")[:-1]
    place = place_of(path)
    if place:
        parent = [] if place.parent == "source" else place.parent.split("/")
        inner = [part for part in place.inner.split("/") if not part.isdecimal()]
        parts = [part for part in (*parent, *inner) if part]
    elif _has_folder_of_its_own(path.split("/")):
        del parts[-1]
    if parts[:1] == ["content"]:
        del parts[0]
    return visible("/".join(parts))


def visible(path: str) -> str:
    r"""`path` with what is unfit for a line as `\x1b`, `\u202e` or (a byte) `\xff`; one to one."""
    return _ESCAPED.sub(_escape, path) if _TO_ESCAPE.search(path) else path


def fit(text: str) -> str:
    """An identity from outside without the characters that `visible` escapes."""
    return _UNFIT_ONLY.sub("", text)


def shown(path: str) -> str:
    """`path` for a message: visible, one line, its middle left out where it is long."""
    text = visible(path)
    if len(text) <= SHOWN_CHARACTERS:
        return text
    half = SHOWN_CHARACTERS // 2
    return f"{text[:half]}…{text[-half:]}"


def words_of(error: OSError) -> str:
    """What the system says of a failure, in plain words without names."""
    return tr(os.strerror(error.errno)).lower() if error.errno else tr("cannot be read")


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
