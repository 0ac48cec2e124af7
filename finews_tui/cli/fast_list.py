"""`finews list -n N` in a pipe, at once: the call that scripts and prompts make all the time."""

from __future__ import annotations

import os
import sys

from finews_tui import __version__
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.article_rows import plain_rows
from finews_tui.store.fast_list import glance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_USUAL_COUNT = "50"
_MOST = 500
_HOMES = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
}


def listed(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Print the list that the arguments after `list` ask for, if it is as plain as can be."""
    asked = _asked(arguments)
    if asked is None or sys.platform != "linux" or (sys.stdout and sys.stdout.isatty()):
        return False
    places = [_place(name, home, environ) for name, home in _HOMES.items()]
    if "" in places:
        return False
    config, cache, data = places
    count, are_ids, is_oldest = asked
    rows = glance(
        f"{cache}/cache.db",
        f"{data}/state.db",
        f"{data}/bookmarks",
        config_mark(f"{config}/config.toml"),
        count=count,
        is_oldest=is_oldest,
    )
    if not rows:
        return False
    output.write("".join(f"{row.id}\n" for row in rows) if are_ids else plain_rows(rows, {}))
    return True


def config_mark(path: str) -> str:
    """What tells one state of `config.toml`, as one version of finews judges it, from another."""
    try:
        status = os.stat(path)  # noqa: PTH116  # pathlib takes as long as all of the list
    except FileNotFoundError:
        return f"{__version__} none"
    except OSError:
        return ""
    return f"{__version__} {status.st_mtime_ns} {status.st_size} {status.st_ino}"


def _asked(arguments: Sequence[str]) -> tuple[int, bool, bool] | None:
    """How many, IDs alone, oldest first; None for what only the whole parser understands."""
    count = _USUAL_COUNT
    flags = {"--ids": False, "--oldest": False}
    rest = iter(arguments)
    for argument in rest:
        if argument == "-n":
            count = next(rest, "")
        elif argument in flags:
            flags[argument] = True
        else:
            return None
    if not (count.isascii() and count.isdigit() and len(count) <= len(str(_MOST))):
        return None
    number = int(count)
    return (number, flags["--ids"], flags["--oldest"]) if 0 < number <= _MOST else None


def _place(name: str, home: str, environ: Mapping[str, str]) -> str:
    """The directory that platformdirs gives on Linux; "" where that needs a closer look."""
    given = environ.get(name, "")
    if not given.strip():
        user_home = environ.get("HOME", "")
        given = f"{user_home}/{home}" if user_home else ""
    return f"{given}/finews" if given.startswith("/") and given == given.strip() else ""
