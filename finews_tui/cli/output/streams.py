"""What a command prints: results on standard output, all else on standard error, cleaned."""

from __future__ import annotations

import os
import sys

from finews_tui.errors import FinewsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, TextIO

STEP = 500
"""Articles that are read and printed at a time, so that a long list is never held whole."""


class OutputError(FinewsError):
    """Standard output that takes no more: a full disk, mostly."""

    code = "output"
    exit_status = 3


def guard_descriptors() -> None:
    """Put /dev/null where standard streams are closed, or a database would be opened as one."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def prepare_streams() -> None:
    """Let no character be an error: what a stream cannot write is spelled `\\u964d`."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def write(text: str) -> None:
    """Print a result; a closed standard output is none of our business.

    Raises:
        BrokenPipeError: nobody reads any more.
        OutputError: it cannot be written.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written(error) from error


def write_bytes(data: bytes) -> None:
    """Print a result byte by byte, whatever the encoding of standard output.

    Raises:
        BrokenPipeError: The reader closed the pipe.
        OutputError: It cannot be written.
    """
    if sys.stdout is None:
        return
    flush()
    try:
        sys.stdout.buffer.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written(error) from error


def flush() -> None:
    """Bring out what was written.

    Raises:
        BrokenPipeError: nobody reads any more.
        OutputError: it cannot be written.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written(error) from error


def drop_output() -> None:
    """Send what is still to be written nowhere, or Python complains about it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def say(*lines: str) -> None:
    """Print lines as results."""
    write("".join(f"{one_line(line)}\n" for line in lines))


def say_columns(*fields: str) -> None:
    """Print a line of columns parted by tabs."""
    write("\t".join(one_line(field) for field in fields) + "\n")


def tell(*lines: str) -> None:
    """Print lines about the work, each after the program's name; never raises."""
    if sys.stderr is None:
        return
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
        sys.stderr.write("".join(f"finews: {one_line(line)}\n" for line in lines))
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def one_line(text: str) -> str:
    """`text` as one line without anything that a terminal would obey."""
    # The cleaner takes time to import, and what was cleaned at intake needs it rarely.
    if text.replace("\u3000", "").isprintable():
        return text
    from finews_tui.model.sanitize import clean_line

    return clean_line(text, limit=len(text) * 4)


def lines_of(text: str) -> str:
    """`text` of several lines without anything that a terminal would obey."""
    from finews_tui.model.sanitize import clean_text

    return clean_text(text)


def write_json(objects: Iterable[Mapping[str, Any]]) -> None:
    """One JSON array, one object a line; ASCII alone where the stream is not Unicode."""
    import json

    encode = json.JSONEncoder(ensure_ascii=not _is_unicode(sys.stdout)).encode
    lead = "["
    for one in objects:
        write(f"{lead}\n{encode(_cleaned(one))}")
        lead = ","
    write("[]\n" if lead == "[" else "\n]\n")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return lines_of(value)
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return value


def _is_unicode(stream: TextIO | None) -> bool:
    return stream is None or stream.encoding.lower().replace("_", "-").startswith("utf")


def _not_written(error: OSError) -> OutputError:
    from finews_tui.i18n.catalog import tr
    from finews_tui.i18n.system_errors import describe_os_error

    reason = describe_os_error(error)
    return OutputError(tr("standard output: cannot be written ({reason})", reason=reason))
