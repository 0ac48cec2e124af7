"""Contributor documentation, hooks and CI match the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.paths import PACKAGE, ROOT

_FILE = re.compile(r"`((?:[a-z_0-9]+/)+[a-z_0-9]+\.py)`")
_PAGES = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.name)
def test_files_named_in_documentation_exist(page: Path) -> None:
    names = set(_FILE.findall(page.read_text(encoding="utf-8")))
    assert names
    missing = {
        name for name in names if not (PACKAGE / name).exists() and not (ROOT / name).exists()
    }
    assert not missing


def test_make_targets_in_documentation_exist() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (*_PAGES, ROOT / "README.md"))
    targets = set(re.findall(r"`make ([a-z-]+)", text))
    (declared,) = re.findall(r"^\.PHONY: (.*)$", _MAKEFILE, re.MULTILINE)
    assert len(targets) > 10
    assert targets <= set(declared.split())


def test_hooks_and_public_ci_run_a_part_of_make_check() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    commands = [hook["entry"] for repo in hooks["repos"] for hook in repo["hooks"]]
    for job in workflow["jobs"].values():
        commands += [step["run"] for step in job["steps"] if "run" in step]
    assert {repo["repo"] for repo in hooks["repos"]} == {"local"}
    (prerequisites,) = re.findall(r"^check: (.*)$", _MAKEFILE, re.MULTILINE)
    allowed = {"check", *prerequisites.split()}
    assert {re.match(r"make ([a-z-]+)", command)[1] for command in commands} <= allowed  # type: ignore[index]
