"""The language that the configuration asks for, found before the rest of it is read and judged."""

from __future__ import annotations

from pathlib import Path


def configured_language(path: Path) -> str:
    """`[ui] language` in the file at `path`; `auto` where there is none, or none that can be read.

    Messages about the command line and about the file itself are in this language, so it is taken
    from a file whose other keys are wrong.
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
