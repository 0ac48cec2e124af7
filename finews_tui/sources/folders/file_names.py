"""File names of posts: suffixes, posts folders, categories, escaping."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from finews_tui.i18n.catalog import tr

SUFFIXES = (".md", ".markdown", ".html", ".htm", ".txt")
POSTS_FOLDERS = ("_posts", "old_post", "_drafts")
"""Jekyll's folders of posts, by precedence if several contain a copy of a post."""
DRAFTS_FOLDER = "_drafts"
SKIPPED_FOLDERS = frozenset({"_site", "node_modules", "vendor"})
MAX_DISPLAY_LENGTH = 160

# C0, DEL, C1, line separators, bidi and zero-width controls, fillers, tags, noncharacters, and the
# surrogates that represent invalid UTF-8. A fixed list instead of str.isprintable: escaped
# paths are part of entry ids, and Python's Unicode tables change.
_UNPRINTABLE = (
    "\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f"
    + "".join(
        chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000)
    )
)
_UNPRINTABLE_CHARACTER = re.compile(f"[{_UNPRINTABLE}]")
# Backslashes are only escaped if they could be mistaken for an escape sequence.
_NEEDS_ESCAPING = re.compile(f"[{_UNPRINTABLE}]|\\\\[xuU]")
_ESCAPED_CHARACTER = re.compile(f"[{_UNPRINTABLE}\\\\]")


class PostPath(NamedTuple):
    """Path of a post: parent, posts folder, path in the posts folder, name."""

    parent: str
    folder: str
    inner: str
    name: str


def is_post_name(name: str) -> bool:
    """Return whether a file name has the suffix of a post and is not hidden."""
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def post_stem(name: str) -> str:
    """Return `name` without the suffix of a post."""
    return name.rpartition(".")[0] if name.lower().endswith(SUFFIXES) else name


def parse_post_path(path: str) -> PostPath | None:
    """Parse the path of a file in a posts folder; None for any other file."""
    parts = path.split("/")
    for index, part in enumerate(parts[:-1]):
        if part in POSTS_FOLDERS:
            inner = "/".join(parts[index + 1 : -1])
            return PostPath("/".join(parts[:index]), part, inner, parts[-1])
    return None


def post_name(path: str) -> str:
    """Return the file name of a post, or the name of its page bundle (Hugo)."""
    parts = path.split("/")
    if _is_page_bundle(parts):
        return escape_path(f"{parts[-2]}.{parts[-1].rpartition('.')[2]}")
    return escape_path(parts[-1])


def _is_page_bundle(parts: list[str]) -> bool:
    """Return whether a path is the index of a Hugo page bundle."""
    if len(parts) < 2 or post_stem(parts[-1]).lower() != "index":
        return False
    return parts[-2] not in (*POSTS_FOLDERS, "content", "source")


def folder_category(path: str) -> str:
    """Return the default category of a post: its folder, without standard folders."""
    parts = path.split("/")[:-1]
    post_path = parse_post_path(path)
    if post_path:
        parent = [] if post_path.parent == "source" else post_path.parent.split("/")
        inner = [part for part in post_path.inner.split("/") if not part.isdecimal()]
        parts = [part for part in (*parent, *inner) if part]
    elif _is_page_bundle(path.split("/")):
        del parts[-1]
    if parts[:1] == ["content"]:
        del parts[0]
    return escape_path("/".join(parts))


def escape_path(path: str) -> str:
    r"""Escape unprintable characters and invalid bytes: `\x1b`, `\u202e`, `\xff`.

    The result is unique for each path.
    """
    return _ESCAPED_CHARACTER.sub(_escape, path) if _NEEDS_ESCAPING.search(path) else path


def strip_unprintable(text: str) -> str:
    """Remove the characters that `escape_path` escapes."""
    return _UNPRINTABLE_CHARACTER.sub("", text)


def display_path(path: str) -> str:
    """Return `path` for messages: escaped, and shortened in the middle if long."""
    text = escape_path(path)
    if len(text) <= MAX_DISPLAY_LENGTH:
        return text
    half = MAX_DISPLAY_LENGTH // 2
    return f"{text[:half]}…{text[-half:]}"


def os_error_phrase(error: OSError) -> str:
    """Return the translated message of an `OSError` in lower case."""
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
