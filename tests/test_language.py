"""Messages in the reader's language: which is asked for, and what is filled in."""

from __future__ import annotations

import pytest

from finews_tui.language import ntr, tr, wanted


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ""),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN.UTF-8"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "C"),
        ({"LANG": "de_DE", "LC_MESSAGES": "", "LANGUAGE": "zh_CN:en"}, "zh_CN:en"),
    ],
)
def test_the_first_variable_that_is_set_decides(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wanted() == expected


@pytest.mark.parametrize("language", ["", "C", "C.UTF-8", "POSIX", "en_GB.UTF-8", "tlh_KX"])
def test_a_language_without_catalogue_is_english(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", language)
    assert tr("{name}: no such thing", name="a{b}") == "a{b}: no such thing"
    assert tr("no {braces} filled") == "no {braces} filled"
    assert ntr("{count} article", "{count} articles", 1) == "1 article"
    assert ntr("{count} article", "{count} articles of {name}", 1200, name="x") == (
        "1,200 articles of x"
    )
