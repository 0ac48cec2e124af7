"""Edit the sources in `config.toml`; preserves comments and formatting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from finews_tui.config.loader import Config, format_source, parse, read_text
from finews_tui.config.toml_positions import find_positions
from finews_tui.config.validation import ConfigIssue, check_sources
from finews_tui.errors import ConfigError, NotFoundError, UsageError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.model.source import Source
from finews_tui.system.atomic_files import lock_directory, write_atomically
from finews_tui.system.paths import home_relative, make_private_directory

NEW_FILE_TEXT = mark(
    "# finews configuration. To see all keys and defaults, run `finews config show`.\n"
    "# finews itself only edits the [[source]] tables.\n"
)


@dataclass(frozen=True, slots=True)
class RemovedSource:
    """Lines of a `[[source]]` removed from the file, and their former position.

    The position is `gap` lines after the end of the source `follows`, or after the start of the
    file if it was the first source (`follows` is empty).
    """

    lines: tuple[str, ...]
    follows: str
    gap: int


_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def _locked(
    edit: Callable[Concatenate[Path, _Arguments], _Result],
) -> Callable[Concatenate[Path, _Arguments], _Result]:
    """Run with an exclusive lock on the config directory to avoid lost updates."""

    @wraps(edit)
    def locked_edit(path: Path, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        with lock_directory(path.resolve().parent):
            return edit(path, *args, **kwargs)

    return locked_edit


def add_source(path: Path, source: Source) -> Config:
    """Add a `[[source]]` after the last one; creates the file if needed.

    Raises:
        UsageError: The source is invalid, or its name is taken.
        ConfigError: The file is invalid, or cannot be read or written.
    """
    return add_sources(path, [source])


@_locked
def add_sources(path: Path, sources: Sequence[Source]) -> Config:
    """Add several sources like `add_source`, all or none.

    Raises:
        UsageError: A source is invalid, or its name is taken.
        ConfigError: The file is invalid, or cannot be read or written.
    """
    text = read_text(path)
    text = tr(NEW_FILE_TEXT) if text is None else text
    config = parse(text, path)
    taken_names = {other.name.casefold() for other in config.sources}
    for source in sources:
        _require_valid(source)
        if source.name.casefold() in taken_names:
            raise UsageError(
                tr(
                    'source "{name}" already exists; choose another name with --name',
                    name=source.name,
                )
            )
        taken_names.add(source.name.casefold())
    lines = text.split("\n")
    if lines[-1]:
        lines.append("")
    ranges = _source_ranges(text)
    position = ranges[-1][1] if ranges else len(lines) - 1
    line_ending = "\r" if text.count("\r\n") * 2 > text.count("\n") else ""
    new_text = "\n".join(format_source(source) for source in sources)
    new_lines = [line + line_ending for line in new_text.split("\n")[:-1]]
    before = [] if position == 0 or not lines[position - 1].strip() else [line_ending]
    is_last = position >= len(lines) - 1
    after = [] if is_last or not lines[position].strip() else [line_ending]
    lines[position:position] = [*before, *new_lines, *after]
    expected = replace(config, sources=(*config.sources, *sources))
    return _write(path, "\n".join(lines), expected)


def update_source(path: Path, source: Source) -> Config:
    """Write the changed keys of the source with this name.

    Raises:
        UsageError: The source is invalid.
        NotFoundError: The source does not exist.
        ConfigError: The file is invalid, or cannot be read or written.
    """
    return update_sources(path, [source])


@_locked
def update_sources(path: Path, sources: Sequence[Source]) -> Config:
    """Update several sources like `update_source`, all or none.

    Raises:
        UsageError: A source is invalid.
        NotFoundError: A source does not exist.
        ConfigError: The file is invalid, or cannot be read or written.
    """
    text = read_text(path) or ""
    config = parse(text, path)
    index_by_name = {source.name: index for index, source in enumerate(config.sources)}
    updated = list(config.sources)
    for source in sources:
        _require_valid(source)
        if source.name not in index_by_name:
            raise _not_found(source.name)
        updated[index_by_name[source.name]] = source
    lines = text.split("\n")
    # From the last to the first, so that the line numbers of earlier sources stay valid.
    for index in sorted({index_by_name[source.name] for source in sources}, reverse=True):
        start, end = _source_range(text, index, config, path)
        block = "\n".join(lines[start:end]) + "\n"
        new_block = _update_block(block, config.sources[index], updated[index])
        lines[start:end] = new_block.split("\n")[:-1]
    return _write(path, "\n".join(lines), replace(config, sources=tuple(updated)))


def remove_source(path: Path, name: str) -> Config:
    """Remove the source with this name from the file.

    Raises:
        NotFoundError: The source does not exist.
        ConfigError: The file is invalid, or cannot be read or written.
    """
    return detach_source(path, name)[0]


@_locked
def detach_source(path: Path, name: str) -> tuple[Config, RemovedSource]:
    """Remove a source. Returns a record for `restore_source` as well.

    Raises:
        NotFoundError: The source does not exist.
        ConfigError: The file is invalid, or cannot be read or written.
    """
    text = read_text(path) or ""
    config = parse(text, path)
    names = [source.name for source in config.sources]
    if name not in names:
        raise _not_found(name)
    index = names.index(name)
    start, end = _source_range(text, index, config, path)
    lines = text.split("\n")
    is_blank_before = start == 0 or not lines[start - 1].strip()
    if end < len(lines) and not lines[end].strip() and is_blank_before:
        end += 1
    follows = names[index - 1] if index else ""
    previous_end = _source_range(text, index - 1, config, path)[1] if index else 0
    removed = RemovedSource(tuple(lines[start:end]), follows, start - previous_end)
    del lines[start:end]
    sources = config.sources[:index] + config.sources[index + 1 :]
    return _write(path, "\n".join(lines), replace(config, sources=sources)), removed


@_locked
def restore_source(path: Path, removed: RemovedSource) -> Config:
    """Restore a removed source at its former position, else after the last source.

    Raises:
        UsageError: Its name is taken.
        ConfigError: The file is invalid, or cannot be read or written.
    """
    text = read_text(path)
    text = tr(NEW_FILE_TEXT) if text is None else text
    config = parse(text, path)
    (source,) = parse("\n".join(removed.lines) + "\n", path).sources
    names = [other.name for other in config.sources]
    if source.name in names:
        raise UsageError(tr('source "{name}" already exists', name=source.name))
    ranges = [_source_range(text, index, config, path) for index in range(len(names))]
    index = names.index(removed.follows) + 1 if removed.follows in names else 0
    if removed.follows and not index:
        index = len(names)
    lines = text.split("\n")
    position = (ranges[index - 1][1] if index else 0) + removed.gap
    position = min(position, ranges[index][0] if index < len(names) else len(lines))
    lines[position:position] = removed.lines
    sources = (*config.sources[:index], source, *config.sources[index:])
    return _write(path, "\n".join(lines), replace(config, sources=sources))


def _require_valid(source: Source) -> None:
    """Raise UsageError if the source does not conform to the schema."""
    issues: list[ConfigIssue] = []
    values = {key: value for key, value in asdict(source).items() if value is not None}
    check_sources([{**values, "kind": str(source.kind)}], issues)
    if issues:
        raise UsageError(tr("{place}: {message}", place=issues[0].label, message=issues[0].message))


def _not_found(name: str) -> NotFoundError:
    return NotFoundError(
        tr('source "{name}" not found; run `finews sources` to list all sources', name=name)
    )


def _source_ranges(text: str) -> list[tuple[int, int]]:
    """Return the line range (start, end) of each `[[source]]`.

    Comments and blank lines after the last key belong to the next table.
    """
    lines = text.split("\n")
    headers = [position for position in find_positions(text) if position.is_header]
    starts = [*(header.line for header in headers), len(lines)]
    ranges = []
    for header, end in zip(headers, starts[1:], strict=True):
        if header.path[0] != "source":
            continue
        while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
            end -= 1
        ranges.append((header.line, end))
    return ranges


def _source_range(text: str, index: int, config: Config, path: Path) -> tuple[int, int]:
    ranges = _source_ranges(text)
    if len(ranges) != len(config.sources):
        raise _unsupported_form(path)
    return ranges[index]


def _update_block(block: str, old: Source, new: Source) -> str:
    # Imported lazily: only needed for updates.
    import tomlkit

    document = tomlkit.parse(block)
    table = document["source"][0]
    defaults = asdict(Source(name="", kind=new.kind, location=""))
    old_values = asdict(old)
    for key, value in asdict(new).items():
        if value == old_values[key]:
            continue
        if value == defaults[key]:
            table.remove(key)
        else:
            table[key] = str(value) if key == "kind" else value
    updated = tomlkit.dumps(document)
    return "\r\n".join(updated.splitlines()) + "\r\n" if "\r\n" in block else updated


def _write(path: Path, text: str, expected: Config) -> Config:
    """Write `text` after checking that it parses to the expected configuration."""
    try:
        is_expected = parse(text, path) == expected
    except ConfigError:
        is_expected = False
    if not is_expected:
        raise _unsupported_form(path)
    # Preserve symbolic links, as used in dotfile repositories.
    target = path.resolve()
    try:
        make_private_directory(target.parent)
        write_atomically(target, text.encode())
    except OSError as error:
        reason = describe_os_error(error)
        raise ConfigError(
            tr("{path}: cannot write file: {reason}", path=home_relative(path), reason=reason)
        ) from error
    return expected


def _unsupported_form(path: Path) -> ConfigError:
    return ConfigError(
        tr(
            "{path}: cannot edit sources in this format; write each as a separate [[source]] table",
            path=home_relative(path),
        )
    )
