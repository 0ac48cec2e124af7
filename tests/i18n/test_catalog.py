"""Language selection and translation of messages."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from finews_tui.i18n.catalog import (
    CHINESE,
    ENGLISH,
    LANGUAGE_VARIABLE,
    language,
    mark,
    ntr,
    set_language,
    tr,
)


@pytest.fixture(autouse=True)
def _no_language(_english: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (LANGUAGE_VARIABLE, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "zh_SG"}, CHINESE),
        ({"LANG": "zh"}, CHINESE),
        ({"LANG": "zh-Hans-CN"}, CHINESE),
        ({"LC_ALL": "zh_CN.GB18030", "LANG": "en_US"}, CHINESE),
        ({"LC_ALL": "zh_CN.utf8@pinyin"}, CHINESE),
        ({"LANG": "zh_TW.UTF-8"}, ENGLISH),
        ({"LANG": "zh_HK.UTF-8", "LANGUAGE": "zh_HK:zh_CN"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, ENGLISH),
        ({"LANG": "de_DE", "LC_MESSAGES": "", "LANGUAGE": "zh_CN:en"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh_CN"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "de"}, ENGLISH),
        ({"LANGUAGE": "zh_CN"}, CHINESE),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, ENGLISH),
        ({"LANG": "tlh_KX"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", LANGUAGE_VARIABLE: "en"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", LANGUAGE_VARIABLE: "tlh"}, CHINESE),
        ({"LC_ALL": "C", LANGUAGE_VARIABLE: "zh"}, CHINESE),
    ],
)
def test_language_from_environment(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


@pytest.mark.parametrize(
    ("configured", "locale", "expected"),
    [
        ("auto", "zh_CN.UTF-8", CHINESE),
        ("auto", "en_GB.UTF-8", ENGLISH),
        ("en", "zh_CN.UTF-8", ENGLISH),
        ("zh", "C", CHINESE),
    ],
)
def test_set_language_applies_to_child_processes(
    configured: str, locale: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    set_language(configured)
    assert language() == os.environ[LANGUAGE_VARIABLE] == expected
    set_language("zh" if expected == ENGLISH else "en")
    assert language() == expected, "the first language is final"


@pytest.mark.parametrize("locale", ["", "C", "C.UTF-8", "POSIX", "en_GB.UTF-8", "tlh_KX"])
def test_language_without_catalog_is_english(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", locale)
    assert tr("{name}: not found", name="a{b}") == "a{b}: not found"
    assert tr("no {braces} filled") == "no {braces} filled"
    assert mark("no {braces} filled") == "no {braces} filled"
    assert ntr("{count} article", "{count} articles", 1) == "1 article"
    assert ntr("{count} article", "{count} articles of {name}", 1200, name="x") == (
        "1,200 articles of x"
    )


def test_chinese_messages_are_translated_and_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert tr("{name}: removed", name="a{b}") == "a{b}：已删除"
    assert tr("a message without translation") == "a message without translation"
    assert tr("") == "", "the header of the catalog is not a message"
    assert ntr("{count} article", "{count} articles", 1) == "1 篇文章"
    assert ntr("{count} article", "{count} articles", 1200) == "1,200 篇文章"


@pytest.mark.parametrize(("locale", "is_loaded"), [("en_GB.UTF-8", False), ("zh_CN.UTF-8", True)])
def test_english_loads_no_catalog(locale: str, is_loaded: bool) -> None:
    code = (
        "import sys, finews_tui.i18n.catalog as l; l.tr('never'); print('gettext' in sys.modules)"
    )
    environment = {name: text for name, text in os.environ.items() if name != LANGUAGE_VARIABLE}
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "LC_ALL": locale},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == str(is_loaded)
