"""Fast path of `finews list -n N` in a pipe, for scripts and shell prompts."""

from __future__ import annotations

import os
import sys

from finews_tui import __version__
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.article_rows import plain_rows
from finews_tui.store.fast_list import read_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DEFAULT_COUNT = "50"
_MAX_COUNT = 500
_HOME_DIRECTORIES = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
}


def print_fast_list(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Print the list for the arguments after `list`; False if the fast path does not apply."""
    parsed = _parse(arguments)
    if parsed is None or sys.platform != "linux" or (sys.stdout and sys.stdout.isatty()):
        return False
    directories = [_directory(name, home, environ) for name, home in _HOME_DIRECTORIES.items()]
    if "" in directories:
        return False
    config, cache, data = directories
    count, ids_only, oldest_first = parsed
    rows = read_rows(
        f"{cache}/cache.db",
        f"{data}/state.db",
        f"{data}/bookmarks",
        config_state(f"{config}/config.toml"),
        count=count,
        oldest_first=oldest_first,
    )
    if not rows:
        return False
    output.write("".join(f"{row.id}\n" for row in rows) if ids_only else plain_rows(rows, {}))
    return True


def config_state(path: str) -> str:
    """Return a key that changes with `config.toml` and with the version of finews."""
    try:
        status = os.stat(path)  # noqa: PTH116  # importing pathlib takes as long as the list
    except FileNotFoundError:
        return f"{__version__} none"
    except OSError:
        return ""
    return f"{__version__} {status.st_mtime_ns} {status.st_size} {status.st_ino}"


def _parse(arguments: Sequence[str]) -> tuple[int, bool, bool] | None:
    """Return (count, IDs only, oldest first); None if other arguments are given."""
    count = _DEFAULT_COUNT
    flags = {"--ids": False, "--oldest": False}
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "-n":
            count = next(remaining, "")
        elif argument in flags:
            flags[argument] = True
        else:
            return None
    if not (count.isascii() and count.isdigit() and len(count) <= len(str(_MAX_COUNT))):
        return None
    number = int(count)
    return (number, flags["--ids"], flags["--oldest"]) if 0 < number <= _MAX_COUNT else None


def _directory(name: str, home: str, environ: Mapping[str, str]) -> str:
    """Return the directory that platformdirs would return on Linux; "" in unusual cases."""
    directory = environ.get(name, "")
    if not directory.strip():
        user_home = environ.get("HOME", "")
        directory = f"{user_home}/{home}" if user_home else ""
    is_usual = directory.startswith("/") and directory == directory.strip()
    return f"{directory}/finews" if is_usual else ""
