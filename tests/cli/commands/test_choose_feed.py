"""Choice among several feeds, with and without a terminal."""

from __future__ import annotations

import pytest

from finews_tui.cli.commands.choose_feed import choose_feed
from finews_tui.errors import UsageError
from finews_tui.model.feed_candidate import FeedCandidate

POSTS = FeedCandidate("https://harbour.example/feed.xml", "Harbour posts", "RSS")
TALK = FeedCandidate("https://harbour.example/talk.xml", "", "Atom")


def test_single_feed_is_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert choose_feed([POSTS]) is POSTS
    assert capsys.readouterr() == ("", "")


def test_several_feeds_are_listed_without_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="add one of these"):
        choose_feed([POSTS, TALK])
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "finews: https://harbour.example/feed.xml  Harbour posts (RSS)\n"
        "finews: https://harbour.example/talk.xml (Atom)\n"
    )


@pytest.mark.parametrize(("typed", "chosen"), [("2\n", TALK), (" 1 \n", POSTS)])
def test_number_chooses_feed(
    monkeypatch: pytest.MonkeyPatch, typed: str, chosen: FeedCandidate
) -> None:
    ask(monkeypatch, typed)
    assert choose_feed([POSTS, TALK]) is chosen


@pytest.mark.parametrize("typed", ["", "\n", "0\n", "3\n", "²\n", "harbour\n"])
def test_other_answers_choose_nothing(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    ask(monkeypatch, typed)
    with pytest.raises(UsageError, match="nothing was added"):
        choose_feed([POSTS, TALK])


def ask(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr("finews_tui.cli.commands.choose_feed.is_terminal", lambda _: True)
    monkeypatch.setattr("sys.stdin.readline", lambda: typed, raising=False)
