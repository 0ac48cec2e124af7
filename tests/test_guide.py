"""The built-in guide: complete, bilingual, and consistent with keys and settings."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path

import pytest

from finews_tui.config import loader as config
from finews_tui.model.source import Source
from finews_tui.query.query import parse
from finews_tui.system.paths import guide_directory
from finews_tui.ui.commands.key_names import format_key
from finews_tui.ui.commands.registry import REGISTRY

FIELDS = ["title", "date", "categories", "tags", "author"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
ADDRESS = re.compile(r"\b([a-z][a-z0-9+.-]*)://(\S)", re.IGNORECASE)

FILES = sorted(guide_directory().glob("*/*.md"))


def head_of(path: Path) -> dict[str, str]:
    """Return the front matter of an article, in the order of the file."""
    _, head, _ = path.read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in head.splitlines())


def body_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def date_of(path: Path) -> datetime:
    return datetime.strptime(head_of(path)["date"], "%Y-%m-%d %H:%M:%S %z")


def is_chinese(path: Path) -> bool:
    return path.parent.name == "zh"


def whole_text() -> str:
    return "\n".join(body_of(path) for path in FILES)


def test_there_are_articles_in_both_languages() -> None:
    chinese = [path for path in FILES if is_chinese(path)]
    assert len(chinese) >= 8
    assert len(FILES) - len(chinese) >= 12


def test_guide_directory_has_only_articles() -> None:
    assert sorted(path.name for path in guide_directory().iterdir()) == ["en", "zh"]
    assert sorted(guide_directory().glob("*/*")) == FILES
    for path in FILES:
        assert bool(CHINESE.search(head_of(path)["title"])) == is_chinese(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_front_matter_is_complete(path: Path) -> None:
    head = head_of(path)
    assert list(head) == FIELDS
    assert all(value.strip() == value and value for value in head.values())
    assert head["author"] == "finews"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z-]+\.md", path.name)
    assert path.name.startswith(head["date"][:10])


@pytest.mark.parametrize("key", ["title", "date"])
def test_titles_and_dates_are_unique(key: str) -> None:
    values = [head_of(path)[key] for path in FILES]
    assert sorted(set(values)) == sorted(values)


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Welcome to finews"), ("zh", "欢迎使用 finews")]
)
def test_tutorial_starts_with_welcome_in_each_language(language: str, title: str) -> None:
    newest = max((path for path in FILES if path.parent.name == language), key=date_of)
    assert head_of(newest)["title"] == title


def test_each_category_has_one_name_and_one_language() -> None:
    names: dict[str, set[str]] = {}
    for path in FILES:
        head = head_of(path)
        names.setdefault(head["categories"], set()).add(head["tags"])
        assert bool(CHINESE.search(head["tags"])) == is_chinese(path), path.name
    assert len(names) >= 12
    assert all(len(tags) == 1 for tags in names.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_text_has_no_machine_paths_or_controls(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    assert all(character.isprintable() or character == "\n" for character in text)
    assert not re.search(r"/(home|root|Users|tmp|work)/", text)
    for scheme, first in ADDRESS.findall(text):
        assert scheme.lower() in ("http", "https"), f"{scheme}://{first}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if is_chinese(path)], ids=lambda path: path.stem
)
def test_chinese_prose_has_chinese_punctuation(path: Path) -> None:
    prose = re.sub(r"`[^`]*`|<[^>]*>", "", FENCE.sub("", body_of(path)))
    assert not re.search(r"[\u4e00-\u9fff][,;!?]|[\u4e00-\u9fff]\.(?:\s|$)", prose)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_quotes_and_apostrophes_of_prose_are_typographic(path: Path) -> None:
    prose = re.sub(r"`[^`]*`|<[^>]*>", "", FENCE.sub("", body_of(path)))
    assert '"' not in prose
    assert "'" not in prose


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_queries_in_commands_are_valid(path: Path) -> None:
    for query in re.findall(
        r"finews (?:list|search|-q|mark \w+ --query)[^'\n]*'([^']+)'", body_of(path)
    ):
        assert parse(query).error is None, query


def test_queries_in_code_blocks_are_valid() -> None:
    blocks = [
        line
        for path in FILES
        if head_of(path)["categories"] in ("search", "搜索")
        for language, block in FENCE.findall(body_of(path))
        if not language
        for line in block.splitlines()
    ]
    assert len(blocks) >= 6
    assert [line for line in blocks if parse(line).error] == []


CONSTRUCTS = {
    **{f"heading of level {level}": rf"^{'#' * level} \S" for level in range(1, 7)},
    "nested list": r"^- .*\n(?:  - .*\n)+    - ",
    "numbered list": r"^1\. .*\n2\. ",
    "numbered list in a numbered list": r"^   1\. ",
    "list that starts at another number": r"^7\. ",
    "item with a second paragraph": r"^- .*\n\n  \S",
    "code in an item": r"^- .*\n\n  ```",
    "task done": r"^- \[x\] ",
    "task open": r"^- \[ \] ",
    "rule": r"\n\n---\n\n",
    "table with right-aligned numbers": r"^\| :?-+ .*\| -+: \|",
    "table with a centred column": r"\| :-+: \|",
    "wide table": r"^(?:\|[^|\n]+){11}\|$",
    "Python": r"^```python$",
    "shell": r"^```sh$",
    "SQL": r"^```sql$",
    "TOML": r"^```toml$",
    "JSON": r"^```json$",
    "code without a language": r"^```\n",
    "quote": r"^> \S",
    "quote in a quote": r"^> > ",
    "link": r"(?<!!)\[[^\]!]+\]\(https://",
    "bare address": r"<https://\S+>",
    "image": r"^!\[[^\]]+\]\(https://example\.com/",
    "image in a link": r"^\[!\[",
    "figure": r"<figure>\n<img [^>]*>\n<figcaption>",
    "footnote": r"\[\^\w+\](?!:)",
    "text of a footnote": r"^\[\^\w+\]: ",
    "definition": r"^: \S",
    "emphasis": r"(?<!\*)\*\w[^*\n]*\w\*(?!\*)",
    "bold": r"(?<!\*)\*\*\w[^*\n]*\w\*\*(?!\*)",
    "struck out": r"~~.+~~",
    "marked": r"<mark>",
    "key": r"<kbd>",
    "superscript": r"<sup>",
    "subscript": r"<sub>",
    "ruby": r"<ruby>.<rt>",
    "details": r"<details>\n<summary>",
    "line break": r"<br>",
    "Chinese with many punctuation marks": r"…….*》.*？”",
    "Chinese and Latin in one line": r"[\u4e00-\u9fff] ?[A-Za-z]{3,} ?[\u4e00-\u9fff]",
}


@pytest.mark.parametrize("pattern", CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_guide_shows_every_kind_of_block(pattern: str) -> None:
    assert re.search(pattern, whole_text(), re.MULTILINE)


def test_guide_has_long_prose_in_each_language() -> None:
    unbroken = [body_of(path) for path in FILES if not re.search(r"^[#|`>-]", body_of(path), re.M)]
    assert any(len(body.split()) > 500 for body in unbroken)
    assert any(len(CHINESE.findall(body)) > 600 for body in unbroken)


def article(slug: str) -> str:
    """Return the body of the article with this slug."""
    (path,) = (path for path in FILES if path.stem[len("2026-01-01-") :] == slug)
    return body_of(path)


@pytest.mark.parametrize("slug", ["every-key", "anjian-yilan"])
def test_key_overview_has_every_key(slug: str) -> None:
    documented = set(re.findall(r"`([^`]+)`", article(slug)))
    names = {"⏎": "Enter"}
    keys = {
        format_key(key)
        for command in REGISTRY.commands
        for key in (*command.keys, *command.fixed_keys)
    }
    assert {names.get(key, key) for key in keys} <= documented


@pytest.mark.parametrize("slug", ["configuration", "peizhi"])
def test_configuration_article_lists_every_command(slug: str) -> None:
    (names,) = (block.split() for _, block in FENCE.findall(article(slug)) if "list.in" in block)
    assert names == [command.id for command in REGISTRY.commands]


@pytest.mark.parametrize("slug", ["configuration", "peizhi"])
def test_every_setting_is_documented_with_its_default(slug: str) -> None:
    blocks = [block for language, block in FENCE.findall(article(slug)) if language == "toml"]
    documented_tables = ("[ui]", "[sync]", "[search]")
    documented = tomllib.loads(
        "".join(block for block in blocks if block.startswith(documented_tables))
    )
    assert documented == {
        "ui": asdict(config.UiConfig()),
        "sync": asdict(config.SyncConfig()),
        "search": asdict(config.SearchConfig()),
    }
    assert {field.name for field in fields(Source)} <= set(re.findall(r"\w+", article(slug)))


def test_config_examples_are_valid() -> None:
    blocks = [
        block
        for path in FILES
        for language, block in FENCE.findall(body_of(path))
        if language == "toml"
    ]
    assert len(blocks) >= 8
    for block in blocks:
        config.parse(block, Path("config.toml"))
