"""Paths of finews files. XDG variables override the defaults."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

PRIVATE_DIRECTORY_MODE = 0o700
PRIVATE_FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Paths:
    """Files and directories of a user. They may not exist."""

    config_directory: Path
    cache_directory: Path
    data_directory: Path
    log_directory: Path

    @property
    def config_file(self) -> Path:
        return self.config_directory / "config.toml"

    @property
    def cache_database(self) -> Path:
        return self.cache_directory / "cache.db"

    @property
    def state_database(self) -> Path:
        return self.data_directory / "state.db"

    @property
    def bookmarks_directory(self) -> Path:
        return self.data_directory / "bookmarks"

    @property
    def log_file(self) -> Path:
        return self.log_directory / "finews.log"

    @property
    def themes_directory(self) -> Path:
        return self.config_directory / "themes"


def user_paths() -> Paths:
    """Return the paths of the current user, from platformdirs."""
    directories = platformdirs.PlatformDirs("finews", appauthor=False)
    return Paths(
        config_directory=Path(directories.user_config_dir),
        cache_directory=Path(directories.user_cache_dir),
        data_directory=Path(directories.user_data_dir),
        log_directory=Path(directories.user_log_dir),
    )


def make_private_directory(path: Path) -> None:
    """Create a directory and its parents, private to the user regardless of the umask.

    Raises:
        OSError: Cannot create the directory.
    """
    if path.is_dir():
        return
    make_private_directory(path.parent)
    path.mkdir(mode=PRIVATE_DIRECTORY_MODE, exist_ok=True)
    path.chmod(PRIVATE_DIRECTORY_MODE)


def styles_directory() -> Path:
    """Return the style sheets directory: in the package, or next to it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "styles"
    return inside if inside.is_dir() else package.parent / "styles"


def guide_directory() -> Path:
    """Return the directory of the guide, with a folder per language (`en`, `zh`)."""
    return Path(__file__).parent.parent / "guide"


def home_relative(path: Path) -> str:
    """Format a path for messages, with `~` for the home directory."""
    text = str(path)
    try:
        home = str(Path.home())
    except RuntimeError:
        return text
    return "~" + text[len(home) :] if home != "/" and text.startswith(home + os.sep) else text
