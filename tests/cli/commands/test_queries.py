"""`finews queries`."""

from __future__ import annotations

import pytest

from tests.cli.sample_home import RunFinews


def test_saved_queries(finews: RunFinews) -> None:
    assert finews("queries", "add", "Red metal", "copper", "OR", "铜").status == 0
    assert finews("queries", "list").out == "Red metal\tcopper OR 铜\n"
    assert finews("queries", "list", "--json").json() == [
        {"name": "Red metal", "query": "copper OR 铜"}
    ]
    assert finews("queries", "export").out == "finews queries add 'Red metal' -- 'copper OR 铜'\n"
    assert finews("queries", "add", "Red metal", "--", "-tin").status == 0
    assert finews("queries", "list").out == "Red metal\t-tin\n"
    assert finews("queries", "remove", "Red metal").status == 0
    assert finews("queries", "list").out == ""
    assert finews("queries", "remove", "Red metal").status == 1


@pytest.mark.parametrize(
    "arguments", [["add", "x", "is:nothing"], ["add", " ", "copper"], ["add", "x", ""], ["add"], []]
)
def test_queries_rejects_invalid_arguments(finews: RunFinews, arguments: list[str]) -> None:
    ended = finews("queries", *arguments)
    assert ended.status == 2
    assert ended.err.count("\n") == 1
