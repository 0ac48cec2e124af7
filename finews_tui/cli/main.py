"""The command line as a whole: arguments in, exit status out, no traceback ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finews_tui.cli import exit as ending
from finews_tui.cli import output
from finews_tui.errors import FinewsError


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Do what the arguments ask; returns the exit status."""
    ending.guard_descriptors()
    if "_ARGCOMPLETE" in environ:
        from finews_tui.cli.completion import complete

        return complete()
    output.prepare_streams()
    ending.heed_signals()
    try:
        status = _guarded(arguments)
        output.flush()
    except BrokenPipeError:
        # Whoever read has read enough (`| head`).
        output.drop_output()
        return ending.OK
    except output.OutputError as error:
        output.drop_output()
        output.tell(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        return ending.INTERRUPTED
    except ending.Stopped as stopped:
        return stopped.status
    return status


def _guarded(arguments: Sequence[str]) -> int:
    try:
        return _dispatch(arguments)
    except SystemExit as left:
        # Only --help leaves so: mistakes are raised as errors.
        return left.code if isinstance(left.code, int) else ending.OK
    except (BrokenPipeError, output.OutputError):
        raise
    except FinewsError as error:
        output.tell(str(error))
        return error.exit_status
    except Exception as error:
        from finews_tui.cli.failures import line_about

        output.tell(line_about(error))
        return ending.FAILED


def _dispatch(arguments: Sequence[str]) -> int:
    from finews_tui.cli.parser import parsed, screen_parser, verb_parser

    if arguments and not arguments[0].startswith("-"):
        asked = parsed(verb_parser(arguments[0]), arguments[1:])
        return int(asked.run(asked))
    asked = screen_parser().parse_args(arguments)
    if asked.version:
        from finews_tui import __version__

        output.say(f"finews {__version__}")
        return ending.OK
    from finews_tui.cli.screen import open_screen

    return open_screen(asked.query)
