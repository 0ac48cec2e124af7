"""What may stand in the configuration: its tables, keys and values, checked one by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from finews_tui.config_lines import KeyPath
from finews_tui.language import later, tr

LONGEST_NAME = 64
LONGEST_TEXT = 1000
_LONGEST_SHOWN = 40
_LARGEST_SHOWN = 10**12
_NAME_MARKS = "-_."


class Rule(NamedTuple):
    """What is allowed, as a message and what fills it in, and a reader: the value or None."""

    message: str
    read: Callable[[Any], Any]
    values: Mapping[str, object] = MappingProxyType({})

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return tr(self.message, **self.values)


class Fault(NamedTuple):
    """A mistake at a key: `label` names the key for people."""

    path: KeyPath
    label: str
    message: str


def toml(value: Any) -> str:
    """A string, number, flag or list as TOML writes it."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str):
        return str(value)
    return '"' + "".join(_escaped(character) for character in value) + '"'


def bare(key: str) -> str:
    """A key as a message names it: in quotes unless it is a plain word."""
    return key if is_source_name(key) else toml(key[:_LONGEST_SHOWN])


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def _whole(lowest: int, highest: int) -> Rule:
    def read(value: Any) -> int | None:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return value if is_whole and lowest <= value <= highest else None

    bounds = {"lowest": lowest, "highest": highest}
    return Rule(later("a whole number from {lowest} to {highest}"), read, bounds)


def _seconds(lowest: int, highest: int) -> Rule:
    def read(value: Any) -> float | None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(value) if is_number and lowest <= value <= highest else None

    bounds = {"lowest": lowest, "highest": highest}
    return Rule(later("a number of seconds from {lowest} to {highest}"), read, bounds)


def _choice(*choices: str | int) -> Rule:
    shown = [toml(choice) for choice in choices]
    *others, last = shown
    allowed = later("{others} or {last}") if others else later("{last}, the only one so far")
    values = {"others": ", ".join(others), "last": last}

    def read(value: Any) -> str | int | None:
        return next((choice for choice in choices if _is_same(choice, value)), None)

    return Rule(allowed, read, values)


def _is_same(choice: str | int, value: Any) -> bool:
    return type(choice) is type(value) and choice == value


def _text(allowed: str, *, may_be_empty: bool = False) -> Rule:
    def read(value: Any) -> str | None:
        is_text = isinstance(value, str) and len(value) <= LONGEST_TEXT and value.isprintable()
        return value if is_text and (may_be_empty or value) else None

    return Rule(allowed, read)


_FLAG = Rule(later("true or false"), lambda value: value if isinstance(value, bool) else None)
_NAME = Rule(
    later("a short name of letters, digits, - _ and . ({most} at most), without spaces"),
    lambda value: value if isinstance(value, str) and is_source_name(value) else None,
    {"most": LONGEST_NAME},
)
_MINUTES_IN_A_YEAR = 525_600
_DAYS_IN_A_CENTURY = 36_525

UI_RULES = {
    "theme": _text(later('the name of a theme, or "auto"')),
    "language": _choice("auto", "en", "zh"),
    "layout": _choice("auto", "wide", "medium", "narrow"),
    "measure": _whole(20, 200),
    "indent": _FLAG,
    "ambiguous_width": _choice(1, 2),
    "date": _choice("relative", "absolute"),
    "mark_read_after_s": _seconds(0, 3600),
    "keymap": _choice("default", "vim", "newsboat", "less"),
    "pictures": _choice("ask", "auto"),
}
SYNC_RULES = {
    "on_start": _FLAG,
    "every_min": _whole(0, _MINUTES_IN_A_YEAR),
    "deadline_s": _seconds(1, 3600),
    "unread_horizon_days": _whole(0, _DAYS_IN_A_CENTURY),
    "include_drafts": _FLAG,
    "keep_days": _whole(0, _DAYS_IN_A_CENTURY),
}
SOURCE_RULES = {
    "name": _NAME,
    "kind": _choice("feed", "directory"),
    "location": _text(later("an address or a path")),
    "title": _text(later("a text of one line"), may_be_empty=True),
    "group": _text(later("a text of one line"), may_be_empty=True),
    "every_min": _whole(0, _MINUTES_IN_A_YEAR),
    "full_text": _FLAG,
    "hidden": _FLAG,
}
SOURCE_NEEDS = ("name", "kind", "location")
KEY_RULE = _text(later('a key in quotes, such as "B" or "ctrl+b"'))
_MOST_STEPS = 50
STEPS_RULE = Rule(
    later('a list of actions, such as ["article.bookmark", "unread.next"]'),
    lambda value: tuple(value) if _are_steps(value) else None,
)
TABLES = ("ui", "keys", "macros", "sync", "source")


def is_source_name(name: str) -> bool:
    """Whether `name` may be a source's: a slug that a shell and a query take without quotes."""
    return (
        0 < len(name) <= LONGEST_NAME
        and name[0].isalnum()
        and all(character.isalnum() or character in _NAME_MARKS for character in name)
        and unicodedata.is_normalized("NFC", name)
    )


def _are_steps(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) <= _MOST_STEPS
        and all(isinstance(step, str) and step.strip() and step.isprintable() for step in value)
    )


def check_table(
    table: str, values: Any, rules: Mapping[str, Rule], faults: list[Fault]
) -> dict[str, Any]:
    """The good values of `[table]`; what is not good goes to `faults`."""
    return _checked((table,), f"{table}.", values, rules, faults)


def check_keys(values: Any, faults: list[Fault]) -> dict[str, Any]:
    """The keys of `[keys]`, by action; `article.bookmark` need not be in quotes."""
    if not isinstance(values, dict):
        faults.append(Fault(("keys",), "keys", _no_table(values)))
        return {}
    good: dict[str, Any] = {}
    for path, value in _flat((), values):
        action = ".".join(path)
        found = KEY_RULE.read(value)
        if found is None:
            faults.append(Fault(("keys", *path), f"keys.{action}", _refusal(KEY_RULE, value)))
        good[action] = found
    return good


def check_macros(values: Any, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """The actions of each of `[macros]`, by its name."""
    if not isinstance(values, dict):
        faults.append(Fault(("macros",), "macros", _no_table(values)))
        return {}
    good: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        steps = STEPS_RULE.read(value)
        label = f"macros.{bare(name)}"
        if not is_source_name(name):
            faults.append(Fault(("macros", name), label, _refusal(_NAME, name)))
        elif steps is None:
            faults.append(Fault(("macros", name), label, _refusal(STEPS_RULE, value)))
        else:
            good[name] = steps
    return good


def check_sources(values: Any, faults: list[Fault]) -> list[dict[str, Any]]:
    """The values of each `[[source]]`."""
    if not isinstance(values, list):
        faults.append(Fault(("source",), "source", tr("must be written as [[source]]")))
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
                faults.append(Fault(path, f"{label}: {key}", message))
        folded = str(found.get("name", number)).casefold()
        if folded in names:
            message = tr("is the name of an earlier source too; each needs its own")
            faults.append(Fault((*path, "name"), f"{label}: name", message))
        names.add(folded)
        good.append(found)
    return good


def unknown(name: str, known: tuple[str, ...], what: str) -> str:
    """`unknown key; did you mean measure?`, where `what` is the first half."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    if near:
        return tr("{what}; did you mean {near}?", what=what, near=near[0])
    return tr("{what}; there are {known}", what=what, known=", ".join(known))


def _checked(
    path: KeyPath,
    label: str,
    values: Any,
    rules: Mapping[str, Rule],
    faults: list[Fault],
) -> dict[str, Any]:
    if not isinstance(values, dict):
        name = label.rstrip(".: ")
        faults.append(Fault(path, name, _no_table(values)))
        return {}
    good: dict[str, Any] = {}
    for key, value in values.items():
        rule = rules.get(key)
        found = rule.read(value) if rule else None
        if rule is None:
            message = unknown(key, tuple(rules), tr("unknown key"))
            faults.append(Fault((*path, key), label + bare(key), message))
        elif found is None:
            faults.append(Fault((*path, key), label + key, _refusal(rule, value)))
        else:
            good[key] = found
    return good


def _flat(path: tuple[str, ...], values: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat((*path, key), value)
        else:
            yield (*path, key), value


def _refusal(rule: Rule, value: Any) -> str:
    return tr("must be {allowed}, not {value}", allowed=rule.allowed, value=_shown(value))


def _no_table(value: Any) -> str:
    return tr("must be a table, not {value}", value=_shown(value))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return tr("a table")
    if isinstance(value, list):
        return tr("a list")
    if isinstance(value, int | float) and abs(value) > _LARGEST_SHOWN:
        return tr("a number so large")
    if isinstance(value, str) and len(value) > _LONGEST_SHOWN:
        return toml(value[: _LONGEST_SHOWN - 1] + "…")
    return toml(value)
