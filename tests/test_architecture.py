"""Layers, third-party packages, import cycles, and what a command does not load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import PACKAGE

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = {
    path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in MODULES
}

# From bottom to top. A package imports from itself and from layers below its own.
LAYERS = [
    {"errors", "i18n", "model"},
    {"system"},
    {"query", "layout"},
    {"content"},
    {"config"},
    {"sources", "store"},
    {"bookmarks"},
    {"library"},
    {"ui"},
    {"cli"},
    {"__main__"},
]
# `cli` and `ui` go through `library`.
FORBIDDEN = {"cli": {"sources", "store"}, "ui": {"sources", "store"}}
# Temporary: the fast path of `finews list`, until the normal path starts as fast.
EXCEPTIONS = {
    ("finews_tui.cli.fast_list", "finews_tui.store.fast_list"),
    ("finews_tui.cli.output.article_rows", "finews_tui.store.fast_list"),
    ("finews_tui.cli.session", "finews_tui.store.fast_list"),
}
THIRD_PARTY = {
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
    "platformdirs": {"system"},
    "tomlkit": {"config"},
    "argcomplete": {"cli"},
    "pygments": {"layout"},
    "rich": {"cli", "ui", "layout"},
}


def _package(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _layer(package: str) -> int:
    return next((n for n, packages in enumerate(LAYERS) if package in packages), -1)


def _imports(path: Path) -> Iterator[str]:
    """Everything a module imports, inside functions and for type checking too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner in NAMES.values() else module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_imports_go_down(path: Path) -> None:
    package = _package(NAMES[path])
    for imported in _imports(path):
        if not imported.startswith("finews_tui"):
            continue
        other = _package(imported)
        if other != package:
            assert _layer(other) < _layer(package), f"{NAMES[path]} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_user_interfaces_import_neither_sources_nor_store(path: Path) -> None:
    name = NAMES[path]
    for imported in _imports(path):
        if imported.startswith("finews_tui.") and (name, imported) not in EXCEPTIONS:
            forbidden = FORBIDDEN.get(_package(name), set())
            assert _package(imported) not in forbidden, f"{name} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_third_party_package_is_imported_in_its_layer(path: Path) -> None:
    package = _package(NAMES[path])
    for imported in _imports(path):
        allowed = THIRD_PARTY.get(imported.split(".")[0])
        if allowed is not None:
            assert package in allowed, f"{NAMES[path]} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_no_private_name_of_an_imported_module_is_replaced(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    replaced = [
        f"{target.value.id}.{target.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id in modules
        and target.attr.startswith("_")
    ]
    # Restored at once: textual-image asks the terminal while it is imported.
    assert set(replaced) <= {"sys.__stdout__"}


def test_model_and_query_need_only_the_standard_library() -> None:
    for package in ("model", "query"):
        for path in (PACKAGE / package).glob("*.py"):
            names = {name.split(".")[0] for name in _imports(path)} - {"finews_tui"}
            assert names <= sys.stdlib_module_names, path


def test_no_import_cycles() -> None:
    graph = {
        name: {imported for imported in _imports(path) if imported in NAMES.values()} - {name}
        for path, name in NAMES.items()
    }
    while leaves := {name for name, imported in graph.items() if not imported & graph.keys()}:
        graph = {name: imported for name, imported in graph.items() if name not in leaves}
    assert not graph, f"cycle among {sorted(graph)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: NAMES[path])
def test_module_has_one_line_summary(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith('"""')
    assert first.rstrip('"').endswith(".")


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.name == "__init__.py"], ids=lambda path: NAMES[path]
)
def test_packages_export_nothing(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body[1:]
    names = [node.targets[0] for node in body if isinstance(node, ast.Assign)]
    assert len(names) == len(body)
    assert all(isinstance(name, ast.Name) and name.id == "__version__" for name in names)


def test_library_loads_no_screen_and_no_network() -> None:
    code = (
        "import sys, finews_tui.library.library, finews_tui.library.changes.bookmarks\n"
        "print(sorted({'textual', 'httpx', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
