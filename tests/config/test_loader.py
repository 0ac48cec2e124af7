"""Loading config.toml, and all its errors."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.config import schema as config_rules
from finews_tui.config.loader import (
    Config,
    SyncConfig,
    UiConfig,
    error_at,
    find_issues,
    load,
    parse,
    to_toml,
)
from finews_tui.errors import ConfigError
from finews_tui.model.source import Source, SourceKind

WHOLE = """\
# what I like
[ui]
theme = "paper"
measure = 72
indent = false
ambiguous_width = 2
date = "absolute"
mark_read_after_s = 3

[keys]
"article.bookmark" = "B"
list.next = "ctrl+n"

[sync]
on_start = false
every_min = 0
deadline_s = 12.5
unread_horizon_days = 0
include_drafts = true
keep_days = 400

[[source]]
name = "daily.news"
kind = "directory"
location = "~/news"
title = "Daily \\"News\\""
group = "Papers"

[[source]]
name = "财经"
kind = "feed"
location = "https://example.org/feed"
every_min = 60
full_text = true
hidden = true
"""
SOURCE = '[[source]]\nname = "a"\nkind = "feed"\nlocation = "https://example.org"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_missing_file_means_defaults(path: Path) -> None:
    config = load(path)
    assert config == Config()
    assert config.ui == UiConfig(
        theme="auto",
        language="auto",
        layout="auto",
        measure=84,
        indent=True,
        ambiguous_width=1,
        date="relative",
        mark_read_after_s=1.5,
        keymap="default",
    )
    assert config.sync == SyncConfig(
        on_start=True,
        every_min=30,
        deadline_s=30,
        unread_horizon_days=30,
        include_drafts=False,
        keep_days=0,
    )
    assert not path.exists()


def test_all_keys_are_loaded(path: Path) -> None:
    path.write_text(WHOLE)
    config = load(path)
    assert config.ui == UiConfig(
        theme="paper",
        measure=72,
        indent=False,
        ambiguous_width=2,
        date="absolute",
        mark_read_after_s=3,
    )
    assert config.keys == {"article.bookmark": "B", "list.next": "ctrl+n"}
    assert config.sync == SyncConfig(False, 0, 12.5, 0, True, 400)
    assert config.sources == (
        Source("daily.news", SourceKind.DIRECTORY, "~/news", 'Daily "News"', "Papers"),
        Source(
            "财经",
            SourceKind.FEED,
            "https://example.org/feed",
            every_min=60,
            full_text=True,
            hidden=True,
        ),
    )


@pytest.mark.parametrize("text", ["", WHOLE])
def test_to_toml_has_every_key_and_parses_back(text: str, path: Path) -> None:
    config = parse(text, path)
    printed = to_toml(config)
    assert parse(printed, path) == config
    for field in (*fields(UiConfig), *fields(SyncConfig)):
        assert f"\n{field.name} = " in printed


def test_windows_files_are_loaded(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert load(path) == parse(WHOLE, path)


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        (UiConfig, config_rules.UI_RULES),
        (SyncConfig, config_rules.SYNC_RULES),
        (Source, config_rules.SOURCE_RULES),
    ],
)
def test_every_field_has_a_rule(kind: type, rules: dict[str, config_rules.ValueRule]) -> None:
    assert [field.name for field in fields(kind)] == list(rules)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            '\n\n[ui]\n# wide\nmeasure = "wide"',
            5,
            'ui.measure: must be a whole number from 20 to 200, not "wide"',
        ),
        ("[ui]\nmeasure = 19", 2, "ui.measure: must be a whole number from 20 to 200, not 19"),
        ("[ui]\nmeasure = 72.0", 2, "ui.measure: must be a whole number from 20 to 200, not 72"),
        ("[ui]\nmeasure = true", 2, "ui.measure: must be a whole number from 20 to 200, not true"),
        ("ui.measure = [1]", 1, "ui.measure: must be a whole number from 20 to 200, not a list"),
        ("\nui = {measure = {}}", 2, "ui.measure: must be a whole number from 20 to 200, not a"),
        ("[ui]\nmeasure = 0x" + "F" * 5000, 2, "ui.measure: must be a whole number from 20 to 200"),
        ("[ui]\nindent = 1", 2, "ui.indent: must be true or false, not 1"),
        ("[ui]\nambiguous_width = 3", 2, "ui.ambiguous_width: must be 1 or 2, not 3"),
        ("[ui]\nambiguous_width = true", 2, "ui.ambiguous_width: must be 1 or 2, not true"),
        ('[ui]\ndate = "long"', 2, 'ui.date: must be "relative" or "absolute", not "long"'),
        (
            '[ui]\nkeymap = "vi"',
            2,
            'ui.keymap: must be "default", "vim", "newsboat" or "less", not "vi"',
        ),
        ('[ui]\ntheme = ""', 2, 'ui.theme: must be the name of a theme, or "auto", not ""'),
        (
            '[ui]\ntheme = "\\u001b"',
            2,
            'ui.theme: must be the name of a theme, or "auto", not "\\U',
        ),
        ("[ui]\nmark_read_after_s = nan", 2, "ui.mark_read_after_s: must be a number of seconds"),
        ("[ui]\nmark_read_after_s = -1", 2, "ui.mark_read_after_s: must be a number of seconds"),
        ("[sync]\ndeadline_s = 0", 2, "sync.deadline_s: must be a number of seconds from 1 to"),
        ("[sync]\nkeep_days = 1979-05-27", 2, "sync.keep_days: must be a whole number from 0 to"),
        ("[ui]\nmesure = 72", 2, "ui.mesure: unknown key; did you mean measure?"),
        ('[ui]\n"\\u001b" = 72', 2, 'ui."\\U0000001b": unknown key; there are theme, language'),
        ("[sync]\nx = 1", 2, "sync.x: unknown key; there are on_start, every_min"),
        ("\n[sources]", 2, "sources: unknown table; did you mean source?"),
        (
            "theme = 'x'",
            1,
            "theme: unknown table; there are ui, keys, macros, sync, search, source",
        ),
        ("ui = 1", 1, "ui: must be a table, not 1"),
        ("[[ui]]", 1, "ui: must be a table, not a list"),
        ("keys = 'B'", 1, 'keys: must be a table, not "B"'),
        ("[keys]\na.b = 1", 2, 'keys.a.b: must be a key in quotes, such as "B" or "ctrl+b", not 1'),
        ('[keys]\nx = "B"\n"a.b" = ""', 3, "keys.a.b: must be a key in quotes"),
        ("[source]\nname = 'a'", 1, "source: must be written as [[source]]"),
        ("source = [1]", 1, "source: must be a table, not 1"),
        (SOURCE + "\n" + SOURCE, 7, 'source "a": name: is the name of an earlier source too'),
        (SOURCE + SOURCE.replace('"a"', '"A"'), 6, 'source "A": name: is the name of an earlier'),
        (
            SOURCE + "every_mins = 3",
            5,
            'source "a": every_mins: unknown key; did you mean every_min',
        ),
        (SOURCE + "every_min = -3", 5, 'source "a": every_min: must be a whole number from 0'),
        (SOURCE + 'title = "a\\nb"', 5, 'source "a": title: must be a text of one line'),
        (SOURCE.replace('"feed"', '"rss"'), 3, 'source "a": kind: must be "feed" or "directory"'),
        ('\n[[source]]\nkind = "feed"', 2, "source: name: is missing; it must be a short name"),
        ("a = 1\na = 2", 2, "not TOML: cannot overwrite a value"),
        ("[ui]\n\nmeasure = wide\n", 3, "not TOML: invalid value"),
        ('[ui]\n\n\ntheme = "a\n', 4, "not TOML: illegal character"),
        ('\n\nx = """', 3, "not TOML: unterminated string"),
        ("x = " + "9" * 5000, 1, "not TOML: exceeds the limit"),
        ("x = " + "[" * 5000, 1, "not TOML that can be read: too deep"),
    ],
)
def test_error_is_one_line_with_position(text: str, line: int, message: str, path: Path) -> None:
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load(path)
    assert str(error.value).startswith(f"{path}:{line}: {message}")
    assert str(error.value).isprintable()
    assert str(error.value) in find_issues(path)


def test_find_issues_returns_all_in_file_order(path: Path) -> None:
    path.write_text('[sync]\nx = 1\n[ui]\nmeasure = 1\n[[source]]\nname = "a b"\n')
    assert [mistake.split(":")[1] for mistake in find_issues(path)] == ["2", "4", "5", "5", "6"]
    path.write_text(WHOLE)
    assert find_issues(path) == []


def test_keys_inside_strings_are_ignored(path: Path) -> None:
    path.write_text('[ui]\ntheme = """\\\n[sync]\nmeasure = 3 \\\n"""\nmeasure = 3\n')
    assert [mistake.split(":")[1] for mistake in find_issues(path)] == ["2", "6"]


@pytest.mark.parametrize(
    ("name", "is_good"),
    [
        ("a", True),
        ("finews-2.old_x", True),
        ("财经", True),
        ("Überblick", True),
        ("", False),
        ("a b", False),
        ("a/b", False),
        ('a"b', False),
        ("-a", False),
        (".a", False),
        ("a\x1b", False),
        ("a\u202eb", False),
        ("a:b", False),
        ("U\u0308ber", False),
        ("a" * 65, False),
    ],
)
def test_is_source_name(name: str, is_good: bool) -> None:
    assert config_rules.is_source_name(name) is is_good


def test_file_that_is_not_utf8(path: Path) -> None:
    path.write_bytes(b"[ui]\ntheme = '\xff'\n")
    with pytest.raises(ConfigError, match=r":2: is not UTF-8; save it as UTF-8$"):
        load(path)


def test_unreadable_file(path: Path) -> None:
    path.mkdir()
    with pytest.raises(ConfigError, match=r"config\.toml: cannot be read: Is a directory$"):
        load(path)


def test_messages_abbreviate_the_home_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "config.toml").write_text("x = 1")
    with pytest.raises(ConfigError, match=r"^~/config\.toml:1: x: unknown table"):
        load(tmp_path / "config.toml")


@pytest.mark.parametrize("written", ['"article.bookmark"', "article.bookmark"])
def test_error_at_has_position(written: str, path: Path) -> None:
    path.write_text(f"\n[keys]\n{written} = 'B'\n")
    error = error_at(path, ("keys", "article.bookmark"), "there is no such action")
    assert str(error) == f"{path}:3: keys.article.bookmark: there is no such action"


@given(st.text())
def test_any_text_loads_or_fails_with_one_line(text: str) -> None:
    message = ""
    try:
        parse(text, Path("config.toml"))
    except ConfigError as error:
        message = str(error)
    assert "\n" not in message


def test_loading_does_not_import_tomlkit(path: Path) -> None:
    path.write_text(WHOLE)
    code = (
        "import sys; from pathlib import Path; from finews_tui.config.loader import load;"
        f"load(Path({os.fspath(path)!r})); print('tomlkit' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
