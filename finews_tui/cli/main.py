"""The command line as a whole: arguments in, exit status out, no traceback ever."""

from __future__ import annotations

from finews_tui.cli.output import streams as output
from finews_tui.errors import FinewsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Do what the arguments ask; returns the exit status."""
    output.guard_descriptors()
    if "_ARGCOMPLETE" in environ:
        from finews_tui.cli.completion import complete

        _settle_language()
        return complete()
    output.prepare_streams()
    try:
        if not _is_listed(arguments, environ):
            return _run(arguments)
        output.flush()
    except BrokenPipeError:
        # Whoever read has read enough (`| head`).
        output.drop_output()
    except output.OutputError as error:
        output.drop_output()
        output.tell(str(error))
        return error.exit_status
    return 0


def _is_listed(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether it was a plain list, which is printed before the rest of finews is imported."""
    if not arguments or arguments[0] != "list":
        return False
    from finews_tui.cli.fast_list import listed

    return listed(arguments[1:], environ)


def _run(arguments: Sequence[str]) -> int:
    from finews_tui.cli import exit_status as ending

    ending.heed_signals()
    _settle_language()
    try:
        status = _guarded(arguments)
        output.flush()
    except KeyboardInterrupt:
        return ending.INTERRUPTED
    except ending.Stopped as stopped:
        return stopped.status
    finally:
        ending.heed_no_more()
    return status


def _settle_language() -> None:
    """Speak as the configuration asks, from the first message on."""
    from finews_tui.i18n.catalog import set_language
    from finews_tui.i18n.preference import configured_language
    from finews_tui.system.paths import user_paths

    set_language(configured_language(user_paths().config_file))


def _guarded(arguments: Sequence[str]) -> int:
    try:
        return _dispatch(arguments)
    except SystemExit as left:
        # Only --help leaves so: mistakes are raised as errors.
        return left.code if isinstance(left.code, int) else 0
    except (BrokenPipeError, output.OutputError):
        raise
    except FinewsError as error:
        output.tell(str(error))
        return error.exit_status
    except Exception as error:
        from finews_tui.cli.unexpected_errors import line_about

        output.tell(line_about(error))
        return 1


def _dispatch(arguments: Sequence[str]) -> int:
    from finews_tui.cli.parser import parsed, screen_parser, verb_parser

    if arguments and not arguments[0].startswith("-"):
        asked = parsed(verb_parser(arguments[0]), arguments[1:])
        return int(asked.run(asked))
    asked = parsed(screen_parser(), arguments)
    if asked.version:
        from finews_tui import __version__

        output.say(f"finews {__version__}")
        return 0
    from finews_tui.cli.open_ui import open_screen

    return open_screen(asked.query)
