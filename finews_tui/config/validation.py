"""What may stand in the configuration: its tables, keys and values, checked one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from finews_tui.config.schema import (
    KEY_RULE,
    LARGEST_SHOWN,
    LONGEST_SHOWN,
    NAME_RULE,
    SOURCE_NEEDS,
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
    """A mistake at a key: `label` names the key for people."""

    path: KeyPath
    label: str
    message: str


def check_table(
    table: str, values: Any, rules: Mapping[str, ValueRule], faults: list[ConfigIssue]
) -> dict[str, Any]:
    """The good values of `[table]`; what is not good goes to `faults`."""
    return _checked((table,), f"{table}.", values, rules, faults)


def check_keys(values: Any, faults: list[ConfigIssue]) -> dict[str, Any]:
    """The keys of `[keys]`, by action; `article.bookmark` need not be in quotes."""
    if not isinstance(values, dict):
        faults.append(ConfigIssue(("keys",), "keys", _no_table(values)))
        return {}
    good: dict[str, Any] = {}
    for path, value in _flat((), values):
        action = ".".join(path)
        found = KEY_RULE.read(value)
        if found is None:
            faults.append(ConfigIssue(("keys", *path), f"keys.{action}", _refusal(KEY_RULE, value)))
        good[action] = found
    return good


def check_macros(values: Any, faults: list[ConfigIssue]) -> dict[str, tuple[str, ...]]:
    """The actions of each of `[macros]`, by its name."""
    if not isinstance(values, dict):
        faults.append(ConfigIssue(("macros",), "macros", _no_table(values)))
        return {}
    good: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        steps = STEPS_RULE.read(value)
        label = f"macros.{format_key(name)}"
        if not is_source_name(name):
            faults.append(ConfigIssue(("macros", name), label, _refusal(NAME_RULE, name)))
        elif steps is None:
            faults.append(ConfigIssue(("macros", name), label, _refusal(STEPS_RULE, value)))
        else:
            good[name] = steps
    return good


def check_sources(values: Any, faults: list[ConfigIssue]) -> list[dict[str, Any]]:
    """The values of each `[[source]]`."""
    if not isinstance(values, list):
        faults.append(ConfigIssue(("source",), "source", tr("must be written as [[source]]")))
        return []
    good = []
    names: set[str] = set()
    for number, source in enumerate(values):
        name = source.get("name") if isinstance(source, dict) else None
        label = f'source "{name}"' if isinstance(name, str) and is_source_name(name) else "source"
        path = ("source", number)
        found = _checked(path, f"{label}: ", source, SOURCE_RULES, faults)
        for key in SOURCE_NEEDS:
            if isinstance(source, dict) and key not in source:
                message = tr("is missing; it must be {allowed}", allowed=SOURCE_RULES[key].allowed)
                faults.append(ConfigIssue(path, f"{label}: {key}", message))
        folded = str(found.get("name", number)).casefold()
        if folded in names:
            message = tr("is the name of an earlier source too; each needs its own")
            faults.append(ConfigIssue((*path, "name"), f"{label}: name", message))
        names.add(folded)
        good.append(found)
    return good


def unknown(name: str, known: tuple[str, ...], what: str) -> str:
    """`unknown key; did you mean measure?`, where `what` is the first half."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    if near:
        return tr("{what}; did you mean {near}?", what=what, near=near[0])
    return tr("{what}; there are {known}", what=what, known=tr(", ").join(known))


def _checked(
    path: KeyPath,
    label: str,
    values: Any,
    rules: Mapping[str, ValueRule],
    faults: list[ConfigIssue],
) -> dict[str, Any]:
    if not isinstance(values, dict):
        name = label.rstrip(".: ")
        faults.append(ConfigIssue(path, name, _no_table(values)))
        return {}
    good: dict[str, Any] = {}
    for key, value in values.items():
        rule = rules.get(key)
        found = rule.read(value) if rule else None
        if rule is None:
            message = unknown(key, tuple(rules), tr("unknown key"))
            faults.append(ConfigIssue((*path, key), label + format_key(key), message))
        elif found is None:
            faults.append(ConfigIssue((*path, key), label + key, _refusal(rule, value)))
        else:
            good[key] = found
    return good


def _flat(path: tuple[str, ...], values: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat((*path, key), value)
        else:
            yield (*path, key), value


def _refusal(rule: ValueRule, value: Any) -> str:
    return tr("must be {allowed}, not {value}", allowed=rule.allowed, value=_shown(value))


def _no_table(value: Any) -> str:
    return tr("must be a table, not {value}", value=_shown(value))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return tr("a table")
    if isinstance(value, list):
        return tr("a list")
    if isinstance(value, int | float) and abs(value) > LARGEST_SHOWN:
        return tr("a number so large")
    if isinstance(value, str) and len(value) > LONGEST_SHOWN:
        return format_value(value[: LONGEST_SHOWN - 1] + "…")
    return format_value(value)
