"""Changes to the sources in `config.toml`; everything else in it stays as its user wrote it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from finews_tui.config import validation as check
from finews_tui.config.loader import Config, parse, read_text, source_text
from finews_tui.config.toml_positions import find_positions
from finews_tui.errors import ConfigError, NotFoundError, UsageError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.model.source import Source
from finews_tui.system.atomic_files import lock_directory, write_atomically
from finews_tui.system.paths import home_relative, make_private_directory


@dataclass(frozen=True, slots=True)
class RemovedSource:
    """Lines of a `[[source]]` removed from the file, and their former position.

    They stood `gap` lines below the end of the source `follows`, or below the start of the file
    if it was the first one (`follows` is empty).
    """

    lines: tuple[str, ...]
    follows: str
    gap: int


HEAD = mark(
    "# The settings of finews. What is not here has its default: `finews config show` prints all.\n"
    "# finews itself changes nothing here but the [[source]] tables.\n"
)
"""What a new file begins with."""


_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def _alone(
    change: Callable[Concatenate[Path, _Given], _Result],
) -> Callable[Concatenate[Path, _Given], _Result]:
    """A change of the file during which nobody else changes it, for else one of two were lost."""

    @wraps(change)
    def changed(path: Path, /, *given: _Given.args, **named: _Given.kwargs) -> _Result:
        with lock_directory(path.resolve().parent):
            return change(path, *given, **named)

    return changed


def add_source(path: Path, source: Source) -> Config:
    """Write a `[[source]]` after the last one; a new file is made for the first.

    Raises:
        UsageError: such a source cannot be, or its name is taken.
        ConfigError: the file has a mistake, or cannot be read or written.
    """
    return add_sources(path, [source])


@_alone
def add_sources(path: Path, sources: Sequence[Source]) -> Config:
    """Write several as `add_source` does, all of them or none.

    Raises:
        UsageError: one of them cannot be, or its name is taken.
        ConfigError: the file has a mistake, or cannot be read or written.
    """
    text = read_text(path)
    text = tr(HEAD) if text is None else text
    config = parse(text, path)
    taken = {other.name.casefold() for other in config.sources}
    for source in sources:
        _refuse_bad(source)
        if source.name.casefold() in taken:
            raise UsageError(
                tr(
                    'there is a source "{name}" already; give this one another --name',
                    name=source.name,
                )
            )
        taken.add(source.name.casefold())
    lines = text.split("\n")
    if lines[-1]:
        lines.append("")
    blocks = _blocks(text)
    at = blocks[-1][1] if blocks else len(lines) - 1
    newline = "\r" if text.count("\r\n") * 2 > text.count("\n") else ""
    written = "\n".join(source_text(source) for source in sources)
    block = [line + newline for line in written.split("\n")[:-1]]
    before = [] if at == 0 or not lines[at - 1].strip() else [newline]
    after = [] if at >= len(lines) - 1 or not lines[at].strip() else [newline]
    lines[at:at] = [*before, *block, *after]
    wanted = replace(config, sources=(*config.sources, *sources))
    return _write(path, "\n".join(lines), wanted)


def update_source(path: Path, source: Source) -> Config:
    """Write what changed of the source of that name; the keys that did not stay as they are.

    Raises:
        UsageError: such a source cannot be.
        NotFoundError: there is none of that name.
        ConfigError: the file has a mistake, or cannot be read or written.
    """
    return update_sources(path, [source])


@_alone
def update_sources(path: Path, sources: Sequence[Source]) -> Config:
    """Write what changed of several as `update_source` does, of all of them or none.

    Raises:
        UsageError: such a source cannot be.
        NotFoundError: there is none of a name.
        ConfigError: the file has a mistake, or cannot be read or written.
    """
    text = read_text(path) or ""
    config = parse(text, path)
    places_by_name = {source.name: number for number, source in enumerate(config.sources)}
    wanted = list(config.sources)
    for source in sources:
        _refuse_bad(source)
        if source.name not in places_by_name:
            raise _no_such(source.name)
        wanted[places_by_name[source.name]] = source
    lines = text.split("\n")
    # From the last to the first, so that the lines of those above stay where they are.
    for number in sorted({places_by_name[source.name] for source in sources}, reverse=True):
        start, end = _block(text, number, config, path)
        block = "\n".join(lines[start:end]) + "\n"
        updated = _updated(block, config.sources[number], wanted[number])
        lines[start:end] = updated.split("\n")[:-1]
    return _write(path, "\n".join(lines), replace(config, sources=tuple(wanted)))


def remove_source(path: Path, name: str) -> Config:
    """Take the source of that name out of the file.

    Raises:
        NotFoundError: there is none of that name.
        ConfigError: the file has a mistake, or cannot be read or written.
    """
    return detach_source(path, name)[0]


@_alone
def detach_source(path: Path, name: str) -> tuple[Config, RemovedSource]:
    """Take the source of that name out of the file; what is returned too puts it back.

    Raises:
        NotFoundError: there is none of that name.
        ConfigError: the file has a mistake, or cannot be read or written.
    """
    text, config, number = _found(path, name)
    start, end = _block(text, number, config, path)
    lines = text.split("\n")
    if end < len(lines) and not lines[end].strip() and (start == 0 or not lines[start - 1].strip()):
        end += 1
    follows = config.sources[number - 1].name if number else ""
    above = _block(text, number - 1, config, path)[1] if number else 0
    taken = RemovedSource(tuple(lines[start:end]), follows, start - above)
    del lines[start:end]
    sources = config.sources[:number] + config.sources[number + 1 :]
    return _write(path, "\n".join(lines), replace(config, sources=sources)), taken


@_alone
def restore_source(path: Path, taken: RemovedSource) -> Config:
    """Put a source back where it stood, or after the last one where that place is no more.

    Raises:
        UsageError: its name is taken.
        ConfigError: the file has a mistake, or cannot be read or written.
    """
    text = read_text(path)
    text = tr(HEAD) if text is None else text
    config = parse(text, path)
    (source,) = parse("\n".join(taken.lines) + "\n", path).sources
    names = [other.name for other in config.sources]
    if source.name in names:
        raise UsageError(tr("there is a source {name} already", name=source.name))
    blocks = [_block(text, number, config, path) for number in range(len(names))]
    number = names.index(taken.follows) + 1 if taken.follows in names else 0
    if taken.follows and not number:
        number = len(names)
    lines = text.split("\n")
    at = (blocks[number - 1][1] if number else 0) + taken.gap
    at = min(at, blocks[number][0] if number < len(names) else len(lines))
    lines[at:at] = taken.lines
    sources = (*config.sources[:number], source, *config.sources[number:])
    return _write(path, "\n".join(lines), replace(config, sources=sources))


def _refuse_bad(source: Source) -> None:
    """A source that could not be read back is not written."""
    faults: list[check.ConfigIssue] = []
    values = {key: value for key, value in asdict(source).items() if value is not None}
    check.check_sources([{**values, "kind": str(source.kind)}], faults)
    if faults:
        raise UsageError(tr("{place}: {message}", place=faults[0].label, message=faults[0].message))


def _found(path: Path, name: str) -> tuple[str, Config, int]:
    text = read_text(path) or ""
    config = parse(text, path)
    for number, source in enumerate(config.sources):
        if source.name == name:
            return text, config, number
    raise _no_such(name)


def _no_such(name: str) -> NotFoundError:
    return NotFoundError(tr('there is no source "{name}"; `finews sources` lists them', name=name))


def _blocks(text: str) -> list[tuple[int, int]]:
    """The lines of each `[[source]]`: from its header to past its last key.

    Comments and blank lines after the last key belong to what follows.
    """
    lines = text.split("\n")
    headers = [place for place in find_positions(text) if place.is_header]
    starts = [*(header.line for header in headers), len(lines)]
    blocks = []
    for header, end in zip(headers, starts[1:], strict=True):
        if header.path[0] != "source":
            continue
        while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
            end -= 1
        blocks.append((header.line, end))
    return blocks


def _block(text: str, number: int, config: Config, path: Path) -> tuple[int, int]:
    blocks = _blocks(text)
    if len(blocks) != len(config.sources):
        raise _not_changed(path)
    return blocks[number]


def _updated(block: str, old: Source, new: Source) -> str:
    # Only a change of a source needs it: reading, adding and removing do without.
    import tomlkit

    document = tomlkit.parse(block)
    table = document["source"][0]
    plain = asdict(Source(name="", kind=new.kind, location=""))
    before, after = asdict(old), asdict(new)
    for key, value in after.items():
        if value == before[key]:
            continue
        if value == plain[key]:
            table.remove(key)
        else:
            table[key] = str(value) if key == "kind" else value
    changed = tomlkit.dumps(document)
    return "\r\n".join(changed.splitlines()) + "\r\n" if "\r\n" in block else changed


def _write(path: Path, text: str, wanted: Config) -> Config:
    """Write `text` if it says what is wanted and nothing else has changed."""
    try:
        is_right = parse(text, path) == wanted
    except ConfigError:
        is_right = False
    if not is_right:
        raise _not_changed(path)
    # A file that is a link, as users of a repository of settings have it, stays one.
    target = path.resolve()
    try:
        make_private_directory(target.parent)
        write_atomically(target, text.encode())
    except OSError as error:
        reason = describe_os_error(error)
        raise ConfigError(
            tr("{path}: cannot be written: {reason}", path=home_relative(path), reason=reason)
        ) from error
    return wanted


def _not_changed(path: Path) -> ConfigError:
    return ConfigError(
        tr(
            "{path}: its sources are written in a way that finews does not change; write each as "
            "a [[source]] table of its own",
            path=home_relative(path),
        )
    )
