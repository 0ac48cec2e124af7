"""Loading config.toml: values, defaults, errors with position."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.config import schema
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

FULL = """\
# my settings
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
    path.write_text(FULL)
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


@pytest.mark.parametrize("text", ["", FULL])
def test_to_toml_has_every_key_and_parses_back(text: str, path: Path) -> None:
    config = parse(text, path)
    text = to_toml(config)
    assert parse(text, path) == config
    for field in (*fields(UiConfig), *fields(SyncConfig)):
        assert f"\n{field.name} = " in text


def test_windows_files_are_loaded(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert load(path) == parse(FULL, path)


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        (UiConfig, schema.UI_RULES),
        (SyncConfig, schema.SYNC_RULES),
        (Source, schema.SOURCE_RULES),
    ],
)
def test_every_field_has_rule(kind: type, rules: dict[str, schema.ValueRule]) -> None:
    assert [field.name for field in fields(kind)] == list(rules)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            '\n\n[ui]\n# wide\nmeasure = "wide"',
            5,
            'ui.measure: expected a whole number from 20 to 200, got "wide"',
        ),
        ("[ui]\nmeasure = 19", 2, "ui.measure: expected a whole number from 20 to 200, got 19"),
        ("[ui]\nmeasure = 72.0", 2, "ui.measure: expected a whole number from 20 to 200, got 72"),
        ("[ui]\nmeasure = true", 2, "ui.measure: expected a whole number from 20 to 200, got true"),
        ("ui.measure = [1]", 1, "ui.measure: expected a whole number from 20 to 200, got a list"),
        ("\nui = {measure = {}}", 2, "ui.measure: expected a whole number from 20 to 200, got a"),
        (
            "[ui]\nmeasure = 0x" + "F" * 5000,
            2,
            "ui.measure: expected a whole number from 20 to 200",
        ),
        ("[ui]\nindent = 1", 2, "ui.indent: expected true or false, got 1"),
        ("[ui]\nambiguous_width = 3", 2, "ui.ambiguous_width: expected 1 or 2, got 3"),
        ("[ui]\nambiguous_width = true", 2, "ui.ambiguous_width: expected 1 or 2, got true"),
        ('[ui]\ndate = "long"', 2, 'ui.date: expected "relative" or "absolute", got "long"'),
        (
            '[ui]\nkeymap = "vi"',
            2,
            'ui.keymap: expected "default", "vim", "newsboat" or "less", got "vi"',
        ),
        ('[ui]\ntheme = ""', 2, 'ui.theme: expected a theme name or "auto", got ""'),
        (
            '[ui]\ntheme = "\\u001b"',
            2,
            'ui.theme: expected a theme name or "auto", got "\\U',
        ),
        ("[ui]\nmark_read_after_s = nan", 2, "ui.mark_read_after_s: expected a number of seconds"),
        ("[ui]\nmark_read_after_s = -1", 2, "ui.mark_read_after_s: expected a number of seconds"),
        ("[sync]\ndeadline_s = 0", 2, "sync.deadline_s: expected a number of seconds from 1 to"),
        ("[sync]\nkeep_days = 1979-05-27", 2, "sync.keep_days: expected a whole number from 0 to"),
        ("[ui]\nmesure = 72", 2, "ui.mesure: unknown key; did you mean measure?"),
        (
            '[ui]\n"\\u001b" = 72',
            2,
            'ui."\\U0000001b": unknown key; expected one of theme, language',
        ),
        ("[sync]\nx = 1", 2, "sync.x: unknown key; expected one of on_start, every_min"),
        ("\n[sources]", 2, "sources: unknown table; did you mean source?"),
        (
            "theme = 'x'",
            1,
            "theme: unknown table; expected one of ui, keys, macros, sync, search, source",
        ),
        ("ui = 1", 1, "ui: expected a table, got 1"),
        ("[[ui]]", 1, "ui: expected a table, got a list"),
        ("keys = 'B'", 1, 'keys: expected a table, got "B"'),
        ("[keys]\na.b = 1", 2, 'keys.a.b: expected a quoted key such as "B" or "ctrl+b", got 1'),
        ('[keys]\nx = "B"\n"a.b" = ""', 3, "keys.a.b: expected a quoted key"),
        ("[source]\nname = 'a'", 1, "source: expected [[source]] tables"),
        ("source = [1]", 1, "source: expected a table, got 1"),
        (SOURCE + "\n" + SOURCE, 7, 'source "a": name: already used by another source'),
        (
            SOURCE + SOURCE.replace('"a"', '"A"'),
            6,
            'source "A": name: already used by another source',
        ),
        (
            SOURCE + "every_mins = 3",
            5,
            'source "a": every_mins: unknown key; did you mean every_min',
        ),
        (SOURCE + "every_min = -3", 5, 'source "a": every_min: expected a whole number from 0'),
        (SOURCE + 'title = "a\\nb"', 5, 'source "a": title: expected a single line of text'),
        (SOURCE.replace('"feed"', '"rss"'), 3, 'source "a": kind: expected "feed" or "directory"'),
        ('\n[[source]]\nkind = "feed"', 2, "source: name: missing; expected a short name"),
        ("a = 1\na = 2", 2, "invalid TOML: cannot overwrite a value"),
        ("[ui]\n\nmeasure = wide\n", 3, "invalid TOML: invalid value"),
        ('[ui]\n\n\ntheme = "a\n', 4, "invalid TOML: illegal character"),
        ('\n\nx = """', 3, "invalid TOML: unterminated string"),
        ("x = " + "9" * 5000, 1, "invalid TOML: exceeds the limit"),
        ("x = " + "[" * 5000, 1, "invalid TOML: nested too deeply"),
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
    assert [issue.split(":")[1] for issue in find_issues(path)] == ["2", "4", "5", "5", "6"]
    path.write_text(FULL)
    assert find_issues(path) == []


def test_keys_inside_strings_are_ignored(path: Path) -> None:
    path.write_text('[ui]\ntheme = """\\\n[sync]\nmeasure = 3 \\\n"""\nmeasure = 3\n')
    assert [issue.split(":")[1] for issue in find_issues(path)] == ["2", "6"]


@pytest.mark.parametrize(
    ("name", "is_valid"),
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
def test_is_source_name(name: str, is_valid: bool) -> None:
    assert schema.is_source_name(name) is is_valid


def test_error_if_file_is_not_utf8(path: Path) -> None:
    path.write_bytes(b"[ui]\ntheme = '\xff'\n")
    with pytest.raises(ConfigError, match=r":2: invalid UTF-8; save the file as UTF-8$"):
        load(path)


def test_error_if_file_is_unreadable(path: Path) -> None:
    path.mkdir()
    with pytest.raises(ConfigError, match=r"config\.toml: cannot read file: Is a directory$"):
        load(path)


def test_messages_abbreviate_home_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "config.toml").write_text("x = 1")
    with pytest.raises(ConfigError, match=r"^~/config\.toml:1: x: unknown table"):
        load(tmp_path / "config.toml")


@pytest.mark.parametrize("key", ['"article.bookmark"', "article.bookmark"])
def test_error_at_has_position(key: str, path: Path) -> None:
    path.write_text(f"\n[keys]\n{key} = 'B'\n")
    error = error_at(path, ("keys", "article.bookmark"), "unknown action")
    assert str(error) == f"{path}:3: keys.article.bookmark: unknown action"


@given(st.text())
def test_any_text_loads_or_fails_with_one_line(text: str) -> None:
    message = ""
    try:
        parse(text, Path("config.toml"))
    except ConfigError as error:
        message = str(error)
    assert "\n" not in message


def test_loading_does_not_import_tomlkit(path: Path) -> None:
    path.write_text(FULL)
    code = (
        "import sys; from pathlib import Path; from finews_tui.config.loader import load;"
        f"load(Path({os.fspath(path)!r})); print('tomlkit' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
