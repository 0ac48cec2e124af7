"""Load `config.toml`; errors include file, line and key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from finews_tui.config import schema
from finews_tui.config.toml_positions import find_positions, line_of
from finews_tui.config.validation import (
    TABLES,
    ConfigIssue,
    check_keys,
    check_macros,
    check_sources,
    check_table,
    unknown_name,
)
from finews_tui.errors import ConfigError
from finews_tui.i18n.catalog import tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.model.source import Source, SourceKind
from finews_tui.system.paths import home_relative

# A string, compiled by `re` on first use: not needed for valid files.
_TOML_ERROR_POSITION = r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)$"


@dataclass(frozen=True, slots=True)
class UiConfig:
    """`[ui]`: appearance and behaviour of the terminal interface."""

    theme: str = "auto"
    language: str = "auto"
    layout: str = "auto"
    measure: int = 84
    indent: bool = True
    ambiguous_width: int = 1
    date: str = "relative"
    mark_read_after_s: float = 1.5
    reader: str = "beside"
    tree: bool = True
    rows: int = 1
    columns: str = "mark date category"
    title: bool = False
    notices: str = "off"
    keymap: str = "default"
    pictures: str = "ask"
    gains: str = "auto"


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """`[sync]`; 0 disables `every_min`, `unread_horizon_days` and `keep_days`."""

    on_start: bool = True
    every_min: int = 30
    deadline_s: float = 30.0
    unread_horizon_days: int = 30
    include_drafts: bool = False
    keep_days: int = 0


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """`[search]`; `fold_variants` lets simplified and traditional Chinese match."""

    fold_variants: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """Whole `config.toml`; `keys` maps commands to keys, `macros` names to commands."""

    ui: UiConfig = UiConfig()
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    macros: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sync: SyncConfig = SyncConfig()
    search: SearchConfig = SearchConfig()
    sources: tuple[Source, ...] = ()


class _InvalidConfigError(ValueError):
    """All issues of a text as (line, message), sorted by line; lines start at 1."""

    def __init__(self, issues: list[tuple[int, str]]) -> None:
        super().__init__(issues[0][1])
        self.issues = issues


def load(path: Path) -> Config:
    """Load the configuration at `path`; defaults if the file is missing.

    Raises:
        ConfigError: The file is invalid (first issue), or cannot be read.
    """
    text = read_text(path)
    return Config() if text is None else parse(text, path)


def parse(text: str, path: Path) -> Config:
    """Parse the text of a configuration; `path` is used in messages.

    Raises:
        ConfigError: The text is invalid (first issue).
    """
    try:
        return _parse(text)
    except _InvalidConfigError as error:
        line, message = error.issues[0]
        raise ConfigError(f"{home_relative(path)}:{line}: {message}") from None


def find_issues(path: Path) -> list[str]:
    """Return all issues of the file, one line each; a syntax error is a single issue.

    Raises:
        ConfigError: The file cannot be read.
    """
    try:
        _parse(read_text(path) or "")
    except _InvalidConfigError as error:
        return [f"{home_relative(path)}:{line}: {message}" for line, message in error.issues]
    return []


def error_at(path: Path, key: tuple[str, ...], message: str) -> ConfigError:
    """Return an error for a key that is checked by its consumer, such as `theme`."""
    line = line_of(find_positions(read_text(path) or ""), key)
    return ConfigError(f"{home_relative(path)}:{line}: {'.'.join(key)}: {message}")


def read_text(path: Path) -> str | None:
    """Return the text of a file; None if it does not exist.

    Raises:
        ConfigError: The file cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = describe_os_error(error)
        raise ConfigError(
            tr("{path}: cannot read file: {reason}", path=home_relative(path), reason=reason)
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            tr(
                "{path}:{line}: invalid UTF-8; save the file as UTF-8",
                path=home_relative(path),
                line=line,
            )
        ) from None


def to_toml(config: Config) -> str:
    """Format the whole configuration as TOML, including defaults."""
    lines = ["[ui]", *_format_keys(asdict(config.ui))]
    lines += ["", "[keys]", *_format_quoted_keys(config.keys)]
    lines += ["", "[macros]", *_format_quoted_keys(config.macros)]
    lines += ["", "[sync]", *_format_keys(asdict(config.sync))]
    lines += ["", "[search]", *_format_keys(asdict(config.search))]
    for source in config.sources:
        lines += ["", format_source(source).rstrip()]
    return "\n".join(lines) + "\n"


def format_source(source: Source) -> str:
    """Format a `[[source]]`; keys with default values are omitted."""
    defaults = asdict(Source(name="", kind=source.kind, location=""))
    values = {
        key: value
        for key, value in asdict(source).items()
        if key in schema.REQUIRED_SOURCE_KEYS or value != defaults[key]
    }
    return "\n".join(["[[source]]", *_format_keys(values)]) + "\n"


def _format_keys(values: dict[str, Any]) -> list[str]:
    return [f"{key} = {schema.format_value(value)}" for key, value in values.items()]


def _format_quoted_keys(values: Mapping[str, Any]) -> list[str]:
    return [
        f"{schema.format_value(key)} = {schema.format_value(value)}"
        for key, value in values.items()
    ]


def _parse(text: str) -> Config:
    # Imported lazily: not needed if the file is missing.
    import tomllib

    try:
        document = tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, and int() for thousands of digits
        raise _InvalidConfigError([_syntax_issue(str(error), text)]) from None
    except RecursionError:
        raise _InvalidConfigError([(1, tr("invalid TOML: nested too deeply"))]) from None
    issues: list[ConfigIssue] = []
    for table in document:
        if table not in TABLES:
            message = unknown_name(table, TABLES, tr("unknown table"))
            issues.append(ConfigIssue((table,), schema.format_key(table), message))
    ui = check_table("ui", document.get("ui", {}), schema.UI_RULES, issues)
    sync = check_table("sync", document.get("sync", {}), schema.SYNC_RULES, issues)
    search = check_table("search", document.get("search", {}), schema.SEARCH_RULES, issues)
    keys = check_keys(document.get("keys", {}), issues)
    macros = check_macros(document.get("macros", {}), issues)
    sources = check_sources(document.get("source", []), issues)
    if issues:
        positions = find_positions(text)
        lines = [
            (
                line_of(positions, issue.path),
                tr("{place}: {message}", place=issue.label, message=issue.message),
            )
            for issue in issues
        ]
        raise _InvalidConfigError(sorted(lines, key=lambda issue: issue[0]))
    return Config(
        ui=UiConfig(**ui),
        keys=MappingProxyType(keys),
        macros=MappingProxyType(macros),
        sync=SyncConfig(**sync),
        search=SearchConfig(**search),
        sources=tuple(
            Source(**{**source, "kind": SourceKind(source["kind"])}) for source in sources
        ),
    )


def _syntax_issue(message: str, text: str) -> tuple[int, str]:
    """Split a message of tomllib into line number and reason."""
    position = re.search(_TOML_ERROR_POSITION, message)
    has_line = position is not None and position[1]
    line = int(position[1]) if position and has_line else text.rstrip().count("\n") + 1
    reason = message[: position.start()] if position else message
    return line, tr("invalid TOML: {reason}", reason=reason[:1].lower() + reason[1:])
