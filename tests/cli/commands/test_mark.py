"""`finews mark`."""

from __future__ import annotations

import pytest

from finews_tui.cli.session import open_library
from tests.cli.sample_home import COPPER, FERRY, RAIN, RunFinews


def unread_ids(finews: RunFinews) -> list[str]:
    return finews("list", "--ids", "is:unread").out.splitlines()


def test_mark_by_ids(finews: RunFinews) -> None:
    assert finews("mark", "read", RAIN, FERRY[:6]).out == "Marked 2 articles as read\n"
    assert unread_ids(finews) == [COPPER]
    assert finews("mark", "unread", RAIN).out == "Marked 1 article as unread\n"
    assert unread_ids(finews) == [RAIN, COPPER]


def test_mark_by_query(finews: RunFinews) -> None:
    assert finews("mark", "read", "--query", "category:metals").out == "Marked 2 articles as read\n"
    assert unread_ids(finews) == [FERRY]


def test_mark_can_be_undone_on_the_screen(finews: RunFinews) -> None:
    finews("mark", "read", "--query", "category:metals")
    finews("mark", "read", FERRY)
    with open_library() as library:
        for count in (1, 2):
            undone = library.undo()
            assert undone is not None
            assert undone.count == count
    assert len(unread_ids(finews)) == 3


def test_mark_continues_after_missing_id(finews: RunFinews) -> None:
    ended = finews("mark", "read", "00000000", RAIN)
    assert (ended.status, ended.out) == (1, "Marked 1 article as read\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", RAIN, "--query", "ferry"],
        ["seen", RAIN],
        ["read", "--query", "is:nothing"],
        [],
    ],
)
def test_mark_rejects_invalid_arguments(finews: RunFinews, arguments: list[str]) -> None:
    ended = finews("mark", *arguments)
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert len(unread_ids(finews)) == 3
