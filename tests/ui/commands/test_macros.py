"""Macros: parsing and errors."""

from __future__ import annotations

import pytest

from finews_tui.errors import ConfigError
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.key_sequences import KeySequenceParser, Matched
from finews_tui.ui.commands.macros import Step, parse_step
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.commands.keymaps import command, make_keymap


def test_macro_becomes_command_with_keys() -> None:
    macros = {"keep": ["article.bookmark", "listing.search fog newer:3d"]}
    keymap = make_keymap({"macro.keep": "x"}, macros=macros)
    result = KeySequenceParser(keymap).press(Context.READER, "x")
    assert isinstance(result, Matched)
    assert result.command.name == "keep: Toggle bookmark, Search fog newer:3d"
    step = parse_step(macros["keep"][1], REGISTRY)
    assert step == Step(command("listing.search"), "fog newer:3d")


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (
            "article.bokmark",
            "macros.keep: unknown command `article.bokmark`; did you mean `article.",
        ),
        ("qqqqq", "unknown command `qqqqq`"),
        ("help me", "`help me`: help does not take an argument"),
    ],
)
def test_invalid_macro_step_raises_error(step: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_keymap(macros={"keep": ["undo", step]})
    assert message in str(caught.value)
