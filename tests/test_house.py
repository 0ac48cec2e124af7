"""The house of the code: layers, wings, circles, first lines; and what a list does not load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "finews_tui"
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = {
    path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in MODULES
}

# From the ground up; a wing may import from those on lower floors, and from itself.
FLOORS = [
    {"language"},
    {"", "errors", "paths", "files", "refusals", "browser", "clipboard", "notices", "model"},
    {"content"},
    {"logs", "store", "sources", "page", "config"},
    {"bookmarks"},
    {"library"},
    {"ui"},
    {"cli"},
    {"__main__"},
]
# Where one wing is several rooms at the top.
WING_OF = {
    "config_check": "config",
    "config_edit": "config",
    "config_language": "config",
    "config_lines": "config",
    "config_rules": "config",
    "theme_files": "config",
    "config_toml": "config",
    "bookmark_forms": "bookmarks",
}
# Wings on one floor do not meet, but for these.
NEIGHBOURS = {
    ("errors", "paths"),
    ("files", "paths"),
    ("files", "errors"),
    ("browser", "errors"),
}
OUTSIDE = {
    "textual": {"ui"},
    "sqlite3": {"store"},
    "httpx": {"sources"},
    "feedparser": {"sources"},
    "feedparser_rs": {"sources"},
    "frontmatter": {"content"},
    "yaml": {"content"},
    "selectolax": {"content"},
    "trafilatura": {"content"},
    "lxml": {"content"},
    "PIL": {"content"},
    "textual_image": {"ui"},
    "pypinyin": {"content"},
    "markdown_it": {"content"},
    "mdit_py_plugins": {"content"},
    "platformdirs": {"paths"},
    "tomlkit": {"config"},
    "argcomplete": {"cli"},
    "pygments": {"page"},
    "rich": {"cli", "ui", "page"},
}


def _wing(module: str) -> str:
    part = module.split(".")[1] if "." in module else ""
    return WING_OF.get(part, part)


def _floor(wing: str) -> int:
    return next(number for number, wings in enumerate(FLOORS) if wing in wings)


def _imports(path: Path) -> Iterator[str]:
    """What a module imports, in functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner in NAMES.values() else module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_imports_run_down(path: Path) -> None:
    wing = _wing(NAMES[path])
    for imported in _imports(path):
        if not imported.startswith("finews_tui"):
            continue
        other = _wing(imported)
        if other == wing:
            continue
        is_below = _floor(other) < _floor(wing)
        assert is_below or (wing, other) in NEIGHBOURS, f"{NAMES[path]} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_a_third_party_name_lives_in_one_wing(path: Path) -> None:
    wing = _wing(NAMES[path])
    for imported in _imports(path):
        allowed = OUTSIDE.get(imported.split(".")[0])
        if allowed is not None:
            assert wing in allowed, f"{NAMES[path]} imports {imported}"


def test_the_model_needs_the_standard_library_alone() -> None:
    for path in (PACKAGE / "model").glob("*.py"):
        outside = {name.split(".")[0] for name in _imports(path)} - {"finews_tui"}
        assert outside <= sys.stdlib_module_names, path


def test_there_are_no_circles() -> None:
    graph = {
        name: {imported for imported in _imports(path) if imported in NAMES.values()} - {name}
        for path, name in NAMES.items()
    }
    while free := {name for name, imported in graph.items() if not imported & graph.keys()}:
        graph = {name: imported for name, imported in graph.items() if name not in free}
    assert not graph, f"a circle among {sorted(graph)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_a_module_says_in_one_line_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = text.split("\n", 1)[0]
    assert first.startswith('"""')
    assert first.rstrip('"').endswith((".", "?", "!"))
    assert len(text.split("\n")) <= 301, "more than 300 lines: does it have one job?"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.name == "__init__.py"], ids=lambda path: NAMES[path]
)
def test_packages_export_nothing(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body[1:]
    names = [node.targets[0] for node in body if isinstance(node, ast.Assign)]
    assert len(names) == len(body)
    assert all(isinstance(name, ast.Name) and name.id == "__version__" for name in names)


def test_the_library_works_without_screen_and_network() -> None:
    code = (
        "import sys, finews_tui.library.library, finews_tui.library.changes.bookmarks\n"
        "print(sorted({'textual', 'httpx', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
