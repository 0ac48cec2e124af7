"""The configuration: read from `config.toml`, checked, with file, line and key in every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from finews_tui.config import schema as rules
from finews_tui.config import validation as check
from finews_tui.config.toml_errors import describe_toml_error
from finews_tui.config.toml_positions import find_positions, line_of
from finews_tui.errors import ConfigError
from finews_tui.i18n.catalog import tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.model.source import Source, SourceKind
from finews_tui.system.paths import home_relative


@dataclass(frozen=True, slots=True)
class UiConfig:
    """`[ui]`: how the screen looks and behaves."""

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


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """`[sync]`: `every_min` 0 is never, `unread_horizon_days` and `keep_days` 0 switch them off."""

    on_start: bool = True
    every_min: int = 30
    deadline_s: float = 30.0
    unread_horizon_days: int = 30
    include_drafts: bool = False
    keep_days: int = 0


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """`[search]`: with `fold_variants` simplified and traditional Chinese find each other."""

    fold_variants: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """All of `config.toml`; `keys` are keys by the action's name, `macros` actions by theirs."""

    ui: UiConfig = UiConfig()
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    macros: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sync: SyncConfig = SyncConfig()
    search: SearchConfig = SearchConfig()
    sources: tuple[Source, ...] = ()


class _Mistakes(ValueError):
    """The mistakes of a text: line, key and message of each, in the order of the lines."""

    def __init__(self, found: list[tuple[int, str]]) -> None:
        super().__init__(found[0][1])
        self.found = found


def load(path: Path) -> Config:
    """The configuration in `path`; a missing file is all defaults.

    Raises:
        ConfigError: the first mistake in it, or it cannot be read.
    """
    text = read_text(path)
    return Config() if text is None else parse(text, path)


def parse(text: str, path: Path) -> Config:
    """The configuration that `text` is; `path` is for the messages.

    Raises:
        ConfigError: the first mistake in it.
    """
    try:
        return _parsed(text)
    except _Mistakes as issues:
        line, message = issues.found[0]
        raise ConfigError(f"{home_relative(path)}:{line}: {message}") from None


def find_issues(path: Path) -> list[str]:
    """Every mistake in `path`, one line each; broken TOML is one.

    Raises:
        ConfigError: it cannot be read.
    """
    try:
        _parsed(read_text(path) or "")
    except _Mistakes as issues:
        return [f"{home_relative(path)}:{line}: {message}" for line, message in issues.found]
    return []


def error_at(path: Path, key: tuple[str, ...], message: str) -> ConfigError:
    """The error of a key that only its user can judge, such as an unknown theme or action."""
    line = line_of(find_positions(read_text(path) or ""), key)
    return ConfigError(f"{home_relative(path)}:{line}: {'.'.join(key)}: {message}")


def read_text(path: Path) -> str | None:
    """The text of `path`; None if there is no such file.

    Raises:
        ConfigError: it cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = describe_os_error(error)
        raise ConfigError(
            tr("{path}: cannot be read: {reason}", path=home_relative(path), reason=reason)
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            tr("{path}:{line}: is not UTF-8; save it as UTF-8", path=home_relative(path), line=line)
        ) from None


def to_toml(config: Config) -> str:
    """All of the configuration as TOML, defaults too."""
    lines = ["[ui]", *_assignments(asdict(config.ui))]
    lines += ["", "[keys]", *_quoted(config.keys)]
    lines += ["", "[macros]", *_quoted(config.macros)]
    lines += ["", "[sync]", *_assignments(asdict(config.sync))]
    lines += ["", "[search]", *_assignments(asdict(config.search))]
    for source in config.sources:
        lines += ["", source_text(source).rstrip()]
    return "\n".join(lines) + "\n"


def source_text(source: Source) -> str:
    """`[[source]]` with what is not as a source has it anyway."""
    plain = asdict(Source(name="", kind=source.kind, location=""))
    values = asdict(source)
    given = {k: v for k, v in values.items() if k in rules.SOURCE_NEEDS or v != plain[k]}
    return "\n".join(["[[source]]", *_assignments(given)]) + "\n"


def _assignments(values: dict[str, Any]) -> list[str]:
    return [f"{key} = {rules.format_value(value)}" for key, value in values.items()]


def _quoted(values: Mapping[str, Any]) -> list[str]:
    return [
        f"{rules.format_value(key)} = {rules.format_value(value)}" for key, value in values.items()
    ]


def _parsed(text: str) -> Config:
    # Read where there is a file only, for every start pays for it.
    import tomllib

    try:
        document = tomllib.loads(text)
    except ValueError as error:
        # TOMLDecodeError, and what int() says of thousands of digits.
        raise _Mistakes([describe_toml_error(str(error), text)]) from None
    except RecursionError:
        raise _Mistakes([(1, tr("not TOML that can be read: too deep"))]) from None
    faults: list[check.ConfigIssue] = []
    for table in document:
        if table not in check.TABLES:
            message = check.unknown(table, check.TABLES, tr("unknown table"))
            faults.append(check.ConfigIssue((table,), rules.format_key(table), message))
    ui = check.check_table("ui", document.get("ui", {}), rules.UI_RULES, faults)
    sync = check.check_table("sync", document.get("sync", {}), rules.SYNC_RULES, faults)
    search = check.check_table("search", document.get("search", {}), rules.SEARCH_RULES, faults)
    keys = check.check_keys(document.get("keys", {}), faults)
    macros = check.check_macros(document.get("macros", {}), faults)
    sources = check.check_sources(document.get("source", []), faults)
    if faults:
        found = find_positions(text)
        lines = [
            (line_of(found, f.path), tr("{place}: {message}", place=f.label, message=f.message))
            for f in faults
        ]
        raise _Mistakes(sorted(lines, key=lambda mistake: mistake[0]))
    return Config(
        ui=UiConfig(**ui),
        keys=MappingProxyType(keys),
        macros=MappingProxyType(macros),
        sync=SyncConfig(**sync),
        search=SearchConfig(**search),
        sources=tuple(Source(**{**s, "kind": SourceKind(s["kind"])}) for s in sources),
    )
