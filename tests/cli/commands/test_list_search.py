"""`finews list` and `finews search`: rows, JSON, order and errors."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from tests.cli.sample_home import ARTICLE_FIELDS, COPPER, FERRY, RAIN, RunFinews


def test_list_prints_fields_newest_first(finews: RunFinews) -> None:
    ended = finews("list")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert ended.status == 0
    assert ended.err == ""
    assert rows == [
        [RAIN, "2026-03-07T09:15:00+08:00", "unread", "town", "山城连日降雨"],
        [
            COPPER,
            "2026-03-05T18:00:00+00:00",
            "unread",
            "town",
            "Copper: a quiet week [/nope] in the warehouses",
        ],
        [
            FERRY,
            "2026-03-02T06:30:00+02:00",
            "unread",
            "town",
            "The night ferry to Aland runs again",
        ],
    ]


def test_list_prints_states(finews: RunFinews) -> None:
    finews("mark", "read", FERRY)
    finews("bookmark", "add", FERRY, COPPER)
    states = {line.split("\t")[0]: line.split("\t")[2] for line in finews("list").out.splitlines()}
    assert states == {RAIN: "unread", COPPER: "unread,bookmarked", FERRY: "read,bookmarked"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], [RAIN, COPPER, FERRY]),
        (["-n", "2"], [RAIN, COPPER]),
        (["-n", "0"], [RAIN, COPPER, FERRY]),
        (["--oldest"], [FERRY, COPPER, RAIN]),
        (["--oldest", "-n", "1"], [FERRY]),
        (["sort:oldest"], [FERRY, COPPER, RAIN]),
        (["quiet", "week"], [COPPER]),
        (["quiet", "-n", "1", "week"], [COPPER]),
        (["--", "-copper", "-ferry"], [RAIN]),
        (["category:metals -copper"], [RAIN]),
        (["雨"], [RAIN]),
        (["nothingofthesort"], []),
        (["source:town", "is:bookmarked"], []),
    ],
)
def test_list_filters_by_query(
    finews: RunFinews, arguments: list[str], expected: list[str]
) -> None:
    ended = finews("list", "--ids", *arguments)
    assert ended.status == 0
    assert ended.out.splitlines() == expected


def test_list_prints_fifty_by_default(finews: RunFinews, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "(default 50)" in finews("list", "--help").out
    monkeypatch.setattr("finews_tui.cli.commands.list_search.DEFAULT_COUNT", 2)
    assert finews("list", "--ids").out.splitlines() == [RAIN, COPPER]


def test_json_has_documented_fields(finews: RunFinews) -> None:
    ended = finews("list", "--json", "ferry")
    assert ended.out.startswith("[\n{")
    assert ended.out.endswith("}\n]\n")
    (article,) = ended.json()
    assert list(article) == ARTICLE_FIELDS
    summary = article.pop("summary")
    assert summary.startswith("The ferry Nordstern left the quay at dawn")
    assert datetime.fromisoformat(article.pop("first_seen")).tzinfo is not None
    assert article == {
        "id": FERRY,
        "source": "town",
        "entry": "2026-03-02-ferry",
        "categories": [{"slug": "harbour", "name": "harbour"}],
        "tags": ["ferries", "winter"],
        "title": "The night ferry to Aland runs again",
        "author": "Ilse Brandt",
        "credit": "",
        "link": "https://news.example/ferry?a=1&b=2",
        "published": "2026-03-02T06:30:00+02:00",
        "updated": None,
        "read": False,
        "bookmarked": False,
        "symbols": [],
        "story": None,
        "enclosures": [],
    }


def test_json_has_one_object_per_line(finews: RunFinews) -> None:
    lines = finews("list", "--json").out.splitlines()
    assert lines[0] == "["
    assert lines[-1] == "]"
    assert [json.loads(line.removesuffix(","))["id"] for line in lines[1:-1]] == [
        RAIN,
        COPPER,
        FERRY,
    ]
    assert "山城连日降雨" in lines[1]


def test_empty_json_is_an_empty_array(finews: RunFinews) -> None:
    assert finews("list", "--json", "nothingofthesort").out == "[]\n"


def test_json_of_several_batches(finews: RunFinews, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finews_tui.cli.output.streams.BATCH_SIZE", 2)
    assert [article["id"] for article in finews("list", "--json").json()] == [RAIN, COPPER, FERRY]
    assert finews("list", "--ids").out.splitlines() == [RAIN, COPPER, FERRY]


def test_search_prints_matching_sentence(finews: RunFinews) -> None:
    ended = finews("search", "passengers")
    (row,) = [line.split("\t") for line in ended.out.splitlines()]
    assert row[0] == FERRY
    assert row[5].startswith("Two hundred passengers were on board")
    (article,) = finews("search", "passengers", "--json").json()
    assert list(article) == [*ARTICLE_FIELDS, "snippet"]
    assert article["snippet"] == row[5]


def test_search_prints_empty_snippet_for_title_match(finews: RunFinews) -> None:
    (line,) = finews("search", "title:warehouses").out.splitlines()
    assert len(line.split("\t")) == 6


def test_search_sorts_by_relevance_by_default(finews: RunFinews) -> None:
    best = finews("search", "quiet OR 雨 OR ferry").out.splitlines()
    assert len(best) == 3
    newest = finews("search", "quiet OR 雨 OR ferry", "sort:newest").out.splitlines()
    assert [line[:12] for line in newest] == [RAIN, COPPER, FERRY]


def test_search_without_results_exits_0(finews: RunFinews) -> None:
    assert finews("search", "nothingofthesort").status == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "is:unraed"], "character 1"),
        (["list", "copper", "date:someday"], "character 8"),
        (["search", "is:nothing"], "is:unread"),
        (["search"], "QUERY is required"),
        (["list", "-n", "-1"], "-n"),
        (["list", "-n", "many"], "“many”"),
        (["list", "--json", "--ids"], "not allowed with"),
    ],
)
def test_usage_errors_are_one_line(finews: RunFinews, arguments: list[str], message: str) -> None:
    ended = finews(*arguments)
    assert ended.status == 2
    assert ended.out == ""
    assert ended.err.startswith("finews: ")
    assert ended.err.count("\n") == 1
    assert message in ended.err


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("foo:bar", "at character 1 (“foo:bar”): Unknown field “foo:”"),
        ("copper story:1", "at character 8 (“story:1”): Unknown field “story:”"),
        ('copper "a week', 'at character 8 (“"a week”): Unclosed quote'),
        ("copper (rain", "at character 8 (“(”): Unclosed parenthesis"),
    ],
)
@pytest.mark.parametrize("verb", ["list", "search", "read"])
def test_query_error_is_one_line_with_position(
    finews: RunFinews, verb: str, query: str, error: str
) -> None:
    ended = finews(verb, query)
    assert ended.status == 2
    assert ended.out == ""
    assert ended.err.startswith(f"finews: invalid query {error}. ")
    assert ended.err.count("\n") == 1
