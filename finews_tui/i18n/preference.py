"""Configured language, read before the configuration is validated."""

from __future__ import annotations

from pathlib import Path


def configured_language(path: Path) -> str:
    """Return `[ui] language` from the file at `path`; `auto` if missing or unreadable.

    Also works for invalid configurations: errors are reported in this language.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return "auto"
    if b"language" not in data:
        return "auto"
    import tomllib

    try:
        language = tomllib.loads(data.decode("utf-8-sig"))["ui"]["language"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return "auto"
    return language if isinstance(language, str) else "auto"
