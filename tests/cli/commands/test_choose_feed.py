"""Selection of a feed, with and without a terminal."""

from __future__ import annotations

import pytest

from finews_tui.cli.commands.choose_feed import choose_feed
from finews_tui.errors import UsageError
from finews_tui.model.feed_candidate import FeedCandidate

POSTS = FeedCandidate("https://harbour.example/feed.xml", "Harbour posts", "RSS")
TALK = FeedCandidate("https://harbour.example/talk.xml", "", "Atom")


def test_single_feed_is_selected_without_prompt(capsys: pytest.CaptureFixture[str]) -> None:
    assert choose_feed([POSTS]) is POSTS
    assert capsys.readouterr() == ("", "")


def test_several_feeds_are_listed_without_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="with one of these addresses"):
        choose_feed([POSTS, TALK])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "finews: https://harbour.example/feed.xml  Harbour posts (RSS)\n"
        "finews: https://harbour.example/talk.xml (Atom)\n"
    )


@pytest.mark.parametrize(("answer", "selected"), [("2\n", TALK), (" 1 \n", POSTS), ("２\n", TALK)])
def test_number_selects_feed(
    monkeypatch: pytest.MonkeyPatch, answer: str, selected: FeedCandidate
) -> None:
    _set_answer(monkeypatch, answer)
    assert choose_feed([POSTS, TALK]) is selected


@pytest.mark.parametrize("answer", ["", "\n", "0\n", "3\n", "²\n", "harbour\n"])
def test_invalid_answer_selects_no_feed(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    _set_answer(monkeypatch, answer)
    with pytest.raises(UsageError, match="nothing added"):
        choose_feed([POSTS, TALK])


def _set_answer(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("finews_tui.cli.commands.choose_feed.is_terminal", lambda _: True)
    monkeypatch.setattr("sys.stdin.readline", lambda: answer, raising=False)
