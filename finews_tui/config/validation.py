"""Validation of a parsed configuration: tables, keys and values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from finews_tui.config.schema import (
    KEY_RULE,
    MAX_QUOTED_LENGTH,
    MAX_QUOTED_NUMBER,
    NAME_RULE,
    REQUIRED_SOURCE_KEYS,
    SOURCE_RULES,
    STEPS_RULE,
    ValueRule,
    format_key,
    format_value,
    is_source_name,
)
from finews_tui.config.toml_positions import KeyPath
from finews_tui.i18n.catalog import tr

TABLES = ("ui", "keys", "macros", "sync", "search", "source")


class ConfigIssue(NamedTuple):
    """Invalid key or value; `label` names the key in the message."""

    path: KeyPath
    label: str
    message: str


def check_table(
    table: str, values: Any, rules: Mapping[str, ValueRule], issues: list[ConfigIssue]
) -> dict[str, Any]:
    """Return the valid values of `[table]`; append problems to `issues`."""
    return _check_values((table,), f"{table}.", values, rules, issues)


def check_keys(values: Any, issues: list[ConfigIssue]) -> dict[str, Any]:
    """Return `[keys]` by command; dotted names such as `article.bookmark` are joined."""
    if not isinstance(values, dict):
        issues.append(ConfigIssue(("keys",), "keys", _not_a_table(values)))
        return {}
    valid: dict[str, Any] = {}
    for path, value in _flatten((), values):
        command = ".".join(path)
        key = KEY_RULE.read(value)
        if key is None:
            message = _unexpected(KEY_RULE, value)
            issues.append(ConfigIssue(("keys", *path), f"keys.{command}", message))
        valid[command] = key
    return valid


def check_macros(values: Any, issues: list[ConfigIssue]) -> dict[str, tuple[str, ...]]:
    """Return the commands of `[macros]` by name."""
    if not isinstance(values, dict):
        issues.append(ConfigIssue(("macros",), "macros", _not_a_table(values)))
        return {}
    valid: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        steps = STEPS_RULE.read(value)
        path, label = ("macros", name), f"macros.{format_key(name)}"
        if not is_source_name(name):
            issues.append(ConfigIssue(path, label, _unexpected(NAME_RULE, name)))
        elif steps is None:
            issues.append(ConfigIssue(path, label, _unexpected(STEPS_RULE, value)))
        else:
            valid[name] = steps
    return valid


def check_sources(values: Any, issues: list[ConfigIssue]) -> list[dict[str, Any]]:
    """Return the valid values of each `[[source]]`."""
    if not isinstance(values, list):
        issues.append(ConfigIssue(("source",), "source", tr("expected [[source]] tables")))
        return []
    valid = []
    names: set[str] = set()
    for number, source in enumerate(values):
        name = source.get("name") if isinstance(source, dict) else None
        label = f'source "{name}"' if isinstance(name, str) and is_source_name(name) else "source"
        path = ("source", number)
        checked = _check_values(path, f"{label}: ", source, SOURCE_RULES, issues)
        for key in REQUIRED_SOURCE_KEYS:
            if isinstance(source, dict) and key not in source:
                message = tr("missing; expected {allowed}", allowed=SOURCE_RULES[key].allowed)
                issues.append(ConfigIssue(path, f"{label}: {key}", message))
        folded_name = str(checked.get("name", number)).casefold()
        if folded_name in names:
            message = tr("already used by another source; names must be unique")
            issues.append(ConfigIssue((*path, "name"), f"{label}: name", message))
        names.add(folded_name)
        valid.append(checked)
    return valid


def unknown_name(name: str, known: tuple[str, ...], problem: str) -> str:
    """Return `problem` with a suggestion: `unknown key; did you mean measure?`."""
    from difflib import get_close_matches

    suggestions = get_close_matches(name, known, n=1)
    if suggestions:
        return tr(
            "{problem}; did you mean {suggestion}?", problem=problem, suggestion=suggestions[0]
        )
    return tr("{problem}; expected one of {names}", problem=problem, names=tr(", ").join(known))


def _check_values(
    path: KeyPath,
    label: str,
    values: Any,
    rules: Mapping[str, ValueRule],
    issues: list[ConfigIssue],
) -> dict[str, Any]:
    if not isinstance(values, dict):
        issues.append(ConfigIssue(path, label.rstrip(".: "), _not_a_table(values)))
        return {}
    valid: dict[str, Any] = {}
    for key, value in values.items():
        rule = rules.get(key)
        checked = rule.read(value) if rule else None
        if rule is None:
            message = unknown_name(key, tuple(rules), tr("unknown key"))
            issues.append(ConfigIssue((*path, key), label + format_key(key), message))
        elif checked is None:
            issues.append(ConfigIssue((*path, key), label + key, _unexpected(rule, value)))
        else:
            valid[key] = checked
    return valid


def _flatten(
    path: tuple[str, ...], values: dict[str, Any]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flatten((*path, key), value)
        else:
            yield (*path, key), value


def _unexpected(rule: ValueRule, value: Any) -> str:
    return tr("expected {allowed}, got {value}", allowed=rule.allowed, value=_quote(value))


def _not_a_table(value: Any) -> str:
    return tr("expected a table, got {value}", value=_quote(value))


def _quote(value: Any) -> str:
    if isinstance(value, dict):
        return tr("a table")
    if isinstance(value, list):
        return tr("a list")
    if isinstance(value, int | float) and abs(value) > MAX_QUOTED_NUMBER:
        return tr("a very large number")
    if isinstance(value, str) and len(value) > MAX_QUOTED_LENGTH:
        return format_value(value[: MAX_QUOTED_LENGTH - 1] + "…")
    return format_value(value)
