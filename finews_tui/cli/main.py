"""Command line: run a command and return its exit status, without tracebacks."""

from __future__ import annotations

from finews_tui.cli.output import streams as output
from finews_tui.errors import FinewsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a command and return its exit status."""
    output.guard_descriptors()
    if "_ARGCOMPLETE" in environ:
        from finews_tui.cli.completion import complete

        _set_language()
        return complete()
    output.prepare_streams()
    try:
        if not _is_fast_list(arguments, environ):
            return _run(arguments)
        output.flush()
    except BrokenPipeError:
        # The reader closed the pipe, as in `| head`.
        output.discard_output()
    except output.OutputError as error:
        output.discard_output()
        output.report(str(error))
        return error.exit_status
    return 0


def _is_fast_list(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Try to print a plain list without importing the library."""
    if not arguments or arguments[0] != "list":
        return False
    from finews_tui.cli.fast_list import print_fast_list

    return print_fast_list(arguments[1:], environ)


def _run(arguments: Sequence[str]) -> int:
    from finews_tui.cli import exit_status

    exit_status.handle_signals()
    _set_language()
    try:
        status = _run_reporting_errors(arguments)
        output.flush()
    except KeyboardInterrupt:
        return exit_status.INTERRUPTED
    except exit_status.SignalExit as signal_exit:
        return signal_exit.status
    finally:
        exit_status.ignore_signals()
    return status


def _set_language() -> None:
    """Set the configured language before the first message."""
    from finews_tui.i18n.catalog import set_language
    from finews_tui.i18n.preference import configured_language
    from finews_tui.system.paths import user_paths

    set_language(configured_language(user_paths().config_file))


def _run_reporting_errors(arguments: Sequence[str]) -> int:
    try:
        return _dispatch(arguments)
    except SystemExit as system_exit:
        # Only --help raises it: invalid arguments raise UsageError.
        return system_exit.code if isinstance(system_exit.code, int) else 0
    except (BrokenPipeError, output.OutputError):
        raise
    except FinewsError as error:
        output.report(str(error))
        return error.exit_status
    except Exception as error:
        from finews_tui.cli.unexpected_errors import log_unexpected_error

        output.report(log_unexpected_error(error))
        return 1


def _dispatch(arguments: Sequence[str]) -> int:
    from finews_tui.cli.parser import command_parser, main_parser, parse_arguments

    if arguments and not arguments[0].startswith("-"):
        parsed = parse_arguments(command_parser(arguments[0]), arguments[1:])
        return int(parsed.run(parsed))
    parsed = main_parser().parse_args(arguments)
    if parsed.version:
        from finews_tui import __version__

        output.print_lines(f"finews {__version__}")
        return 0
    from finews_tui.cli.open_ui import open_screen

    return open_screen(parsed.query)
