"""Leaf bundles of Hugo: a folder whose `index.md` is an article and whose other files belong to it.

https://gohugo.io/content-management/page-bundles/
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from finews_tui.errors import DirectoryError
from finews_tui.sources.folders.safe_read import read_bytes

GENERATOR_CONFIGS = (
    "config.toml", "config.yaml", "config.yml", "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json",
    "zola.toml", "config/_default",
)  # fmt: skip
_MAX_PARENTS = 5
# The article, also in another language: `index.md`, `index.zh-cn.md`.
_INDEX = re.compile(r"index(?:\.[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)?\.(?:md|markdown|html?)")
_MAIN_INDEX = re.compile(r"index\.(?:md|markdown|html?)")
_FRONT_MATTER_DATE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n(?:(?!---|\+\+\+)[^\n]*\n){0,200}?"
    rb"[ \t]*[\"']?(?:date|publishdate|published)[\"']?[ \t]*[:=]",
    re.IGNORECASE,
)
_FRONT_MATTER_BYTES = 16_384


def is_generator_root(root: str) -> bool:
    """Return whether `root` is a Hugo or Zola site with articles in `content/`."""
    has_config = any(os.path.lexists(f"{root}/{name}") for name in GENERATOR_CONFIGS)
    return has_config and Path(root, "content").is_dir()


def is_in_generator_site(root: str) -> bool:
    """Return whether `root` is a Hugo or Zola site, or a folder in its `content/`."""
    path = Path(root)
    if is_generator_root(root):
        return True
    parents = list(path.parents)[:_MAX_PARENTS]
    return any(
        child.name == "content" and is_generator_root(str(parent))
        for child, parent in zip((path, *parents), parents, strict=False)
    )


def article_names(root: str, prefix: str, names: list[str], *, is_site: bool) -> list[str] | None:
    """Return the articles in a folder, or None if it is not a leaf bundle.

    Outside of a site (`is_site`), `index.md` has to have a date: documentation has pages next to
    the `index.md` of a section.
    """
    indexes = [name for name in names if _INDEX.fullmatch(name)]
    main = next((name for name in indexes if _MAIN_INDEX.fullmatch(name)), "")
    if not main or prefix in ("", "content/") or any(name.startswith("_index.") for name in names):
        return None
    return indexes if is_site or _has_date(root, prefix + main) else None


def _has_date(root: str, path: str) -> bool:
    try:
        data, _ = read_bytes(Path(root), path)
    except DirectoryError:
        return False
    return _FRONT_MATTER_DATE.match(data[:_FRONT_MATTER_BYTES]) is not None
