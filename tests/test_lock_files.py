"""Lock files in `requirements/` match pyproject.toml and each other."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
RUN, DEV, FAST, RELEASE = LOCKS = tuple(
    ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev", "fast", "release")
)
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
GROUPS = {
    name: [line for line in group if type(line) is str]
    for name, group in PYPROJECT["dependency-groups"].items()
}
RUNTIME_REQUIREMENTS = [
    *PYPROJECT["build-system"]["requires"],
    *PYPROJECT["project"]["dependencies"],
    *EXTRAS["full-text"],
    *EXTRAS["pictures"],
]


def locked_entries(lock: Path) -> dict[str, str]:
    """Return the pinned requirements of a lock file, with hashes, by project name."""
    lines = re.sub(r" *#.*", "", lock.read_text("utf-8")).replace("\\\n", "").splitlines()
    return {line.split("==")[0]: line for line in lines if line.strip()}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_has_only_pinned_versions_with_hashes(lock: Path) -> None:
    for line in locked_entries(lock).values():
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; [^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+ *", line)


def test_development_lock_contains_runtime_lock() -> None:
    runtime = locked_entries(RUN)
    development = locked_entries(DEV)
    assert {name: development.get(name) for name in runtime} == runtime


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        (RUN, RUNTIME_REQUIREMENTS),
        (DEV, GROUPS["build"] + GROUPS["dev"]),
        (FAST, EXTRAS["fast"]),
        (RELEASE, GROUPS["build"] + GROUPS["release"]),
    ],
    ids=["run", "dev", "fast", "release"],
)
def test_locked_versions_are_allowed_by_pyproject(lock: Path, requirements: list[str]) -> None:
    entries = locked_entries(lock)
    for requirement in map(Requirement, requirements):
        locked = Requirement(entries[canonicalize_name(requirement.name)].split("--hash")[0])
        (pin,) = locked.specifier
        assert pin.version in requirement.specifier, f"{requirement}: run `make lock`"
