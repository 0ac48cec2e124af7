"""Commands and queries in the guide and the README are valid."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from finews_tui.cli.parser import command_parser, main_parser, parse_arguments
from finews_tui.cli.registry import command_names
from finews_tui.config.loader import parse as parse_config
from finews_tui.errors import UsageError
from finews_tui.query.query import parse
from finews_tui.system.paths import guide_directory
from tests.paths import ROOT

README = ROOT / "README.md"
FILES = [*sorted(guide_directory().glob("*/*.md")), README]
# `finews` at the start of a line or after a pipe, `&&`, `$(` or an SSH host.
COMMAND = re.compile(r"(?:^ *|\| |&& |\$\(|server )(xargs )?finews( [^`\n|>&]+)?", re.MULTILINE)


def commands(path: Path) -> list[list[str]]:
    """Return the arguments of each `finews` in shell blocks; `xargs` adds one."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [
        shlex.split(match[2] or "", comments=True) + ["0000"] * bool(match[1])
        for match in COMMAND.finditer("\n".join(blocks))
    ]


def mentions(path: Path) -> list[list[str]]:
    """Return the arguments of each `finews` in inline code; commands may be incomplete."""
    spans = re.findall(r"`finews ([^`\n]+)`", path.read_text(encoding="utf-8"))
    return [shlex.split(span) for span in spans]


def parse_command(arguments: list[str]) -> None:
    """Parse arguments and the query in them."""
    has_command = bool(arguments) and not arguments[0].startswith("-")
    parser = command_parser(arguments[0]) if has_command else main_parser()
    parsed = parse_arguments(parser, arguments[has_command:])
    query = getattr(parsed, "query", None) or ""
    assert parse(query if isinstance(query, str) else " ".join(query)).error is None, arguments


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_commands_parse(path: Path) -> None:
    for arguments in commands(path):
        parse_command(arguments)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_mentioned_commands_parse(path: Path) -> None:
    for arguments in mentions(path):
        try:
            parse_command([argument for argument in arguments if argument != "--help"])
        except UsageError as error:
            if not re.search("arguments are required|expected one argument", str(error)):
                raise


def test_guide_documents_every_command() -> None:
    documented = {words[0] for path in FILES for words in commands(path) + mentions(path) if words}
    assert set(command_names()) <= documented


def test_readme_links_exist() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    files = [link for link in links if "://" not in link]
    assert any(link.endswith(".svg") for link in files)
    assert [link for link in files if not (README.parent / link).is_file()] == []


def test_readme_config_is_valid() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert parse_config(block, Path("config.toml")).ui.measure == 72


def test_readme_python_runs(tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.md").write_text(
        "# The bridge\n\n桥下的水涨了。央行降准。\n", encoding="utf-8"
    )
    configuration = tmp_path / "config" / "finews" / "config.toml"
    configuration.parent.mkdir(parents=True)
    configuration.write_text(
        f'[[source]]\nname = "news"\nkind = "directory"\nlocation = "{folder}"\n', encoding="utf-8"
    )
    places = ("CONFIG", "CACHE", "DATA", "STATE")
    homes = {f"XDG_{place}_HOME": str(tmp_path / place.lower()) for place in places}
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **homes, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stderr == ""
    assert run.stdout.splitlines()[0] == "news ok 1"
