"""Front matter: formats, invalid input and hostile YAML."""

from __future__ import annotations

import threading
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finews_tui.content.front_matter.parse import split_front_matter
from tests.cpu_time import cpu_limit


@pytest.mark.parametrize(
    ("text", "fields", "body"),
    [
        ('---\ntitle: "Noon"\ndate: 2022-05-18 15:29:52 +0800\ncategories: em news\n---\nText\n',
         {"title": "Noon", "date": "2022-05-18 15:29:52 +0800", "categories": "em news"}, "Text\n"),
        ("\n\n---\ntitle: After an empty line\n---\nText", {"title": "After an empty line"},
         "Text"),
        ("---\ntitle: Dots\n...\nText", {"title": "Dots"}, "Text"),
        ("---  \ntitle: Spaces\n---  \nText", {"title": "Spaces"}, "Text"),
        ("---\ntags:\n  - one\n  - two\n---\n", {"tags": ["one", "two"]}, ""),
        ("---\n---\nText", {}, "Text"),
        ("---\n# nothing\n---\nText", {}, "Text"),
        ("+++\ntitle = \"Toml\"\ndate = 2026-03-02\n[extra]\nteam = 1\n+++\nText",
         {"title": "Toml", "date": date(2026, 3, 2), "extra": {"team": 1}}, "Text"),
        ('{"title": "Json", "tags": ["a"]}\n\nText', {"title": "Json", "tags": ["a"]}, "Text"),
        ("title: No fence\ndate: 2018-06-29\ntags:\n  - a\n---\n\nText",
         {"title": "No fence", "date": date(2018, 6, 29), "tags": ["a"]}, "\nText"),
        ("Title: Headers: of Pelican\nDate: 2026-04-21 10:09\nTags: one, two\n\nText",
         {"title": "Headers: of Pelican", "date": "2026-04-21 10:09", "tags": "one, two"}, "Text"),
        ("---\nTitle: Case\n---\nText", {"title": "Case"}, "Text"),
        ("---\ntitle: First\ntitle: Second\n---\n", {"title": "Second"}, ""),
        ("---\ntitle: 2024\n---\n", {"title": "2024"}, ""),
        ("---\ntitle: no\n---\n", {"title": "no"}, ""),
        ("---\ntitle: 1.10\n---\n", {"title": "1.10"}, ""),
        ("---\ntitle: 2024-05-05\n---\n", {"title": "2024-05-05"}, ""),
        ("---\ntitle: [a, b]\n---\n", {"title": "[a, b]"}, ""),
        ("---\ntitle: ~\n---\n", {"title": None}, ""),
        ("---\ntitle: \"\"\ndate:  +0800\n---\n", {"title": "", "date": "+0800"}, ""),
        ("---\ntitle: >\n  folded\n  title\n---\n", {"title": "folded title\n"}, ""),
        ("---\ndate: 2021-12-08T12:27:37\ntitle: [x]\n---\n",
         {"date": datetime(2021, 12, 8, 12, 27, 37), "title": "[x]"}, ""),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_split_front_matter_reads_format(text: str, fields: dict[str, object], body: str) -> None:
    front = split_front_matter(text)
    assert front.fields == fields
    assert front.body == body
    assert front.warning == ""


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('---\ntitle: "He said "go" and went"\ncategories: news\n---\n',
         {"title": 'He said "go" and went', "categories": "news"}),
        ('---\ntitle: ""Quoted""\n---\n', {"title": '"Quoted"'}),
        ('---\ntitle: "The "best" #1 of all"\n---\n', {"title": 'The "best" #1 of all'}),
        ('---\ntitle: "Ends in \\"\ndate: 2022-01-01\n---\n', {"title": "Ends in \\"}),
        ('---\ntitle: "A path C:\\qux"\n---\n', {"title": "A path C:\\qux"}),
        ("---\ntitle: [转]一篇旧文\ntags: \n  - 随笔\n---\n",
         {"title": "[转]一篇旧文", "tags": ["随笔"]}),
        ("---\ntitle: Lizards: a history\nlayout: post\n---\n",
         {"title": "Lizards: a history", "layout": "post"}),
        ("---\ntitle: Bad day\ndate: 2024-13-45\n---\n",
         {"title": "Bad day", "date": "2024-13-45"}),
        ('---\ntitle: "never closed\n---\n', {"title": '"never closed'}),
        ("---\ntitle: x\n\tdate: y\n---\n", {"title": "x date: y"}),
        ("---\n<<<<<<< HEAD\ntitle: Ours\n=======\ntitle: Theirs\n>>>>>>> other\nweight: 5\n---\n",
         {"title": "Ours", "weight": 5}),
        ('---\ntitle: "Escaped \\"quote\\""\ndate: 2024-13-45\n---\n',
         {"title": 'Escaped "quote"', "date": "2024-13-45"}),
        ("---\ntitle: Whole\nn: !!int junk\n---\n", {"title": "Whole", "n": "!!int junk"}),
        ('---\ntitle: Stamp\nd: !!timestamp "junk"\n---\n',
         {"title": "Stamp", "d": '!!timestamp "junk"'}),
        ("+++\ntitle = \"Broken\"\nx = = 1\n+++\n", {"title": "Broken", "x": "= 1"}),
        ("---\ntitle: No end\ndate: 2022-01-01\n\nText without a closing line.\n",
         {"title": "No end", "date": "2022-01-01"}),
    ],
)  # fmt: skip
def test_invalid_front_matter_is_read_with_warning(text: str, fields: dict[str, object]) -> None:
    front = split_front_matter(text)
    assert {key: front.fields.get(key) for key in fields} == fields
    assert front.warning


@pytest.mark.parametrize(
    "text",
    [
        "Just words.",
        "Text first.\n\n---\n\ntitle: not front matter\n\n---\n",
        "Note: this line has a colon.\n\nMore text.",
        "title: but prose follows at once\nwith no fields, and no end.\n\nMore.",
        "---\n\nA rule opens this text.\n\n---\n\nMore of it.\n",
        "{% raw %}",
        '{ "not json',
        "",
    ],
)
def test_text_without_front_matter_is_all_body(text: str) -> None:
    front = split_front_matter(text)
    assert front.fields == {}
    assert front.body.strip() == text.strip()


BOMBS = {
    "flow": "x: " + "[" * 60_000 + "]" * 60_000,
    "open": "x: " + "{a: " * 60_000,
    "dashes": "- " * 60_000 + "x",
    "questions": "? " * 60_000 + "x",
    "colons": "x: " + "a: " * 20_000,
    "medium": "x: " + "[" * 600 + "]" * 600,
    "dash lines": "x:\n" + "".join(" " * level + "-\n" for level in range(350)),
    "map lines": "".join(" " * level + f"k{level}:\n" for level in range(340)),
    "aliases": "a: &a [x]\n" + "b: [" + "*a, " * 500 + "]",
    "merges": "m0: &m0 {k: v}\n" + "".join(
        f"m{i}: &m{i}\n  <<: [" + ",".join([f"*m{i - 1}"] * 9) + "]\n" for i in range(1, 10)
    ),
    "digits": "n: " + "9" * 6000,
    "spaces": "a: x" + " " * 60_000 + "y",
    "lines": "\n".join(f"k{i}: v{i}" for i in range(80_000)),
    "quotes": 'a: "' + "\\" * 60_000,
    "percent": "%YAML " * 9000,
    "tags": "x: " + "!!a " * 9000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_yaml_bomb_is_parsed_in_time_on_small_stack(name: str) -> None:
    """Parse in a thread with a small stack, such as the 128 KB of musl."""
    results: list[object] = []
    text = f"---\ntitle: Still here\n{BOMBS[name]}\n---\n\nBody\n"

    def split() -> None:
        results.append(split_front_matter(text))

    default_stack_size = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=split)
        with cpu_limit(3):
            thread.start()
            thread.join()
    finally:
        threading.stack_size(default_stack_size)
    assert results
    front = split_front_matter(text)
    assert front.fields["title"] == "Still here"
    assert "Body" in front.body


@given(st.text(st.sampled_from("ab :-[]{}\"'\n\\&*<|>!%#@`,?~1.+=")))
@settings(max_examples=300)
def test_split_front_matter_never_raises(text: str) -> None:
    split_front_matter(text)
    split_front_matter(f"---\n{text}\n---\n")
    split_front_matter(f"+++\n{text}\n+++\n")
    split_front_matter("{" + text)
