"""Chinese and English output is not mixed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from finews_tui.cli.parser import command_parser
from finews_tui.cli.registry import command_names
from finews_tui.config.validation import TABLES
from finews_tui.i18n.catalog import CHINESE, ENGLISH, LANGUAGE_VARIABLE
from tests.chinese import find_chinese, find_english
from tests.cli.sample_home import COPPER, FERRY, RunFinews

SAMPLES = ("降准", "央行", "铜", "茅台")


def _all_commands() -> Iterator[tuple[str, ...]]:
    for verb in command_names():
        yield (verb,)
        for action in command_parser(verb)._actions:
            if isinstance(action, argparse._SubParsersAction):
                yield from ((verb, below) for below in action.choices)


VERBS = [(), *_all_commands()]


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch, finews: RunFinews) -> RunFinews:
    """Run finews in a Chinese locale."""
    monkeypatch.delenv(LANGUAGE_VARIABLE, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    return finews


def _without_examples(page: str) -> str:
    return page.partition("示例：")[0].partition("examples:")[0]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_help_is_chinese(verb: tuple[str, ...], empty_home: Path, chinese: RunFinews) -> None:
    ended = chinese(*verb, "--help")
    assert ended.status == 0
    page = _without_examples(ended.out)
    assert find_english(page, "read|unread", "bash|zsh|fish", *map(" ".join, VERBS)) == []
    assert find_chinese(page)
    assert max(map(cell_len, page.splitlines())) <= 80


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_help_is_english(verb: tuple[str, ...], empty_home: Path, finews: RunFinews) -> None:
    page = _without_examples(finews(*verb, "--help").out)
    assert find_chinese(page, *SAMPLES) == []
    assert find_english(page)


def test_help_columns_are_aligned(empty_home: Path, chinese: RunFinews) -> None:
    lines = chinese("mark", "--help").out.splitlines()
    texts = ("文章编号", "显示帮助", "标记符合此查询")
    columns = {
        cell_len(line[: line.index(text)]) for line in lines for text in texts if text in line
    }
    assert len(columns) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["sho"], 2, "未知命令“sho”；你是不是想用 `finews show`？"),
        (["nonesuch"], 2, "未知命令“nonesuch”；参见 `finews --help`"),
        (["show"], 2, "缺少参数：编号"),
        (["list", "-n", "x"], 2, "无效的数字“x”：应为 0 或更大的整数"),
        (["list", "--ids", "--json"], 2, "不能与参数 --ids 同时使用"),
        (["list", "--nonesuch"], 2, "无法识别的参数"),
        (["mark", "maybe", "3fa9"], 2, "无效的值 'maybe'"),
        (["mark", "read"], 2, "需要指定编号或 --query"),
        (["list", "is:unred"], 2, "“is:”的值“unred”无效"),
        (["list", "date:someday"], 2, "无效的日期“someday”"),
        (["list", "("], 2, "查询第 1 个字符（“(”）有误：括号未闭合"),
        (["show", "ffffffff"], 1, "未找到文章"),
        (["show", "zz"], 1, "文章编号无效"),
        (["sync", "nonesuch"], 1, "没有这个来源"),
        (["remove", "nonesuch"], 1, "没有这个来源"),
        (["add", "/nonesuch/folder"], 2, "也没有这个文件或目录"),
        (["import", "/nonesuch.opml"], 2, "没有这个文件或目录"),
        (["bookmark", "import", "/nonesuch.jsonl"], 1, "未找到文件"),
        (["queries", "remove", "nonesuch"], 1, "没有这个查询"),
        (["list", "is:fog"], 2, "请用 is:unread、is:read 或 is:bookmarked"),
        ([], 2, "标准输入不是终端"),
    ],
)
def test_errors_are_chinese(
    arguments: list[str], status: int, message: str, home: Path, chinese: RunFinews
) -> None:
    ended = chinese(*arguments)
    assert message in ended.err
    assert find_english(ended.err.removeprefix("finews: ")) == []
    assert ended.status == status


@pytest.mark.parametrize(
    "arguments",
    [
        ["sync"],
        ["sync", "--force"],
        ["stats"],
        ["doctor"],
        ["mark", "read", FERRY],
        ["mark", "unread", "--query", "copper"],
        ["bookmark", "add", FERRY],
        ["bookmark", "remove", COPPER],
        ["queries", "add", "ferries", "ferry"],
        ["config", "check"],
        ["remove", "town"],
    ],
    ids=" ".join,
)
def test_results_are_chinese(arguments: list[str], home: Path, chinese: RunFinews) -> None:
    ended = chinese(*arguments)
    texts = (
        str(home),
        "The night ferry to Aland runs again",
        "Copper: a quiet week [/nope] in the warehouses",
    )
    assert find_english(ended.out + ended.err, *texts) == []
    if arguments[0] != "queries":
        assert find_chinese(ended.out)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[ui]\nmeasur = 72\n", "未知的键；是否想写 measure？"),
        ("[ui]\nmeasure = 'x'\n", "应为从 20 到 200 的整数"),
        ("[ui\n", "TOML 无效"),
        ("[nonesuch]\n", "未知的表"),
    ],
)
def test_config_errors_are_chinese(text: str, message: str, home: Path, chinese: RunFinews) -> None:
    (home / "config/finews/config.toml").write_text(text)
    ended = chinese("list", "ferry")
    assert ended.status == 2
    assert message in ended.err
    # Python's own message about the syntax is quoted.
    quoted = "expected ']' at the end of a table declaration"
    assert find_english(ended.err.removeprefix("finews: "), ", ".join(TABLES), quoted) == []


@pytest.mark.parametrize(
    ("locale", "setting", "language"),
    [
        ("C.UTF-8", "zh", CHINESE),
        ("zh_CN.UTF-8", "en", ENGLISH),
        ("zh_CN.UTF-8", "auto", CHINESE),
        ("en_GB.UTF-8", "auto", ENGLISH),
    ],
)
def test_configured_language_overrides_the_locale(
    locale: str,
    setting: str,
    language: str,
    home: Path,
    finews: RunFinews,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(LANGUAGE_VARIABLE, raising=False)
    monkeypatch.setenv("LANG", locale)
    with (home / "config/finews/config.toml").open("a") as file:
        file.write(f'[ui]\nlanguage = "{setting}"\n')
    assert bool(find_chinese(finews("list", "--help").out, *SAMPLES)) == (language == CHINESE)


def test_machine_readable_output_does_not_depend_on_language(
    home: Path, finews: RunFinews, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = (["list"], ["list", "--json"], ["search", "ferry"], ["sources"], ["config", "show"])
    english = [finews(*arguments).out for arguments in commands]
    monkeypatch.setenv(LANGUAGE_VARIABLE, CHINESE)
    assert [finews(*arguments).out for arguments in commands] == english
