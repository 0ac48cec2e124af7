"""The language that the configuration sets, read before the configuration is validated."""

from __future__ import annotations

from pathlib import Path


def configured_language(path: Path) -> str:
    """Return `[ui] language` of the file at `path`; `auto` if it is missing or unreadable.

    Messages about errors in the file are in this language, so it is read from invalid files too.
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
