"""Output streams: results on standard output, messages on standard error."""

from __future__ import annotations

import os
import sys

from finews_tui.errors import FinewsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, TextIO

BATCH_SIZE = 500
"""Number of articles read and printed at a time, to bound memory use."""


class OutputError(FinewsError):
    """Writing to standard output failed, usually because the disk is full."""

    code = "output"
    exit_status = 3


def guard_descriptors() -> None:
    """Open /dev/null for closed standard streams.

    Otherwise a database could get their descriptors, and be overwritten by messages.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def prepare_streams() -> None:
    """Write unencodable characters as `\\u964d` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            # typeshed declares TextIO, which lacks reconfigure; these streams have it.
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def write(text: str) -> None:
    """Print a result; do nothing if standard output is closed.

    Raises:
        BrokenPipeError: The reader closed the pipe.
        OutputError: Writing failed.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _output_error(error) from error


def write_bytes(data: bytes) -> None:
    """Print bytes, independent of the encoding of standard output.

    Raises:
        BrokenPipeError: The reader closed the pipe.
        OutputError: Writing failed.
    """
    if sys.stdout is None:
        return
    flush()
    try:
        sys.stdout.buffer.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _output_error(error) from error


def flush() -> None:
    """Flush standard output.

    Raises:
        BrokenPipeError: The reader closed the pipe.
        OutputError: Writing failed.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _output_error(error) from error


def discard_output() -> None:
    """Discard buffered output, which Python would fail to flush at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)


def print_lines(*lines: str) -> None:
    """Print lines to standard output."""
    write("".join(f"{sanitize_line(line)}\n" for line in lines))


def print_columns(*fields: str) -> None:
    """Print fields on one line, separated by tabs."""
    write("\t".join(sanitize_line(field) for field in fields) + "\n")


def report(*lines: str) -> None:
    """Print messages to standard error, prefixed with `finews: `; never raises."""
    if sys.stderr is None:
        return
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
        sys.stderr.write("".join(f"finews: {sanitize_line(line)}\n" for line in lines))
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def labelled(label: str, message: object) -> str:
    """Return `label: message`, with the punctuation of the language."""
    from finews_tui.i18n.catalog import tr

    return tr("{place}: {message}", place=label, message=message)


def sanitize_line(text: str) -> str:
    """Return `text` as one line without control characters."""
    # Stored text is sanitized already, so the import is rarely needed.
    if text.replace("\u3000", "").isprintable():
        return text
    from finews_tui.model.sanitize import clean_line

    return clean_line(text, limit=len(text) * 4)


def sanitize_text(text: str) -> str:
    """Return `text` of several lines without control characters."""
    from finews_tui.model.sanitize import clean_text

    return clean_text(text)


def write_json(objects: Iterable[Mapping[str, Any]]) -> None:
    """Print a JSON array, one object per line; ASCII only if the stream is not Unicode."""
    import json

    encode = json.JSONEncoder(ensure_ascii=not _is_unicode(sys.stdout)).encode
    separator = "["
    for record in objects:
        write(f"{separator}\n{encode(_sanitize(record))}")
        separator = ","
    write("[]\n" if separator == "[" else "\n]\n")


def _sanitize(value: Any) -> Any:
    if isinstance(value, str):
        return sanitize_text(value)
    if isinstance(value, dict):
        return {key: _sanitize(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sanitize(item) for item in value]
    return value


def _is_unicode(stream: TextIO | None) -> bool:
    return stream is None or stream.encoding.lower().replace("_", "-").startswith("utf")


def _output_error(error: OSError) -> OutputError:
    from finews_tui.i18n.catalog import tr
    from finews_tui.i18n.system_errors import describe_os_error

    reason = describe_os_error(error)
    return OutputError(tr("cannot write to standard output: {reason}", reason=reason))
