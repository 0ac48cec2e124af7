"""`finews config`: path, show, check and edit; `finews completion`."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from finews_tui.cli.exit_status import OK, USAGE
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.json_records import public_location
from finews_tui.cli.parser import CommandParser
from finews_tui.config.loader import error_at, find_issues, load, to_toml
from finews_tui.errors import ConfigError, UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.system.paths import home_relative, user_paths

_EDITORS = ("sensible-editor", "nano", "vim", "vi")


def _configure_config(parser: CommandParser) -> None:
    """Configure the parser of `finews config`."""
    parser.describe(
        tr("Show, check or edit the configuration file, config.toml."),
        "finews config show",
        "EDITOR=vim finews config edit",
        "finews config check",
    )
    subparsers = parser.add_subcommands(
        {
            "path": tr("print the path of config.toml"),
            "show": tr("print the configuration, including defaults"),
            "check": tr("check the configuration"),
            "edit": tr("edit the configuration, then check it"),
        }
    )
    subparsers["path"].describe(tr("Print the path of config.toml."), "finews config path")
    subparsers["path"].set_defaults(run=_path)
    subparsers["show"].describe(
        tr("Print the configuration, including defaults. Credentials are removed."),
        "finews config show",
    )
    subparsers["show"].set_defaults(run=_show)
    subparsers["check"].describe(
        tr(
            "Check config.toml and report all errors with their line numbers.\n\n"
            "The exit status is 2 if there are errors."
        ),
        "finews config check",
    )
    subparsers["check"].set_defaults(run=_check)
    subparsers["edit"].describe(
        tr("Open config.toml in your editor (VISUAL or EDITOR), then check it."),
        "finews config edit",
        "EDITOR=vim finews config edit",
    )
    subparsers["edit"].set_defaults(run=_edit)


def _path(_: Namespace) -> int:
    output.print_lines(str(user_paths().config_file))
    return OK


def _show(_: Namespace) -> int:
    config = load(user_paths().config_file)
    sources = tuple(replace(source, location=public_location(source)) for source in config.sources)
    output.write(output.sanitize_text(to_toml(replace(config, sources=sources))))
    return OK


def _check(_: Namespace) -> int:
    path = user_paths().config_file
    issues = find_issues(path) or _find_screen_issues(path)
    output.report(*issues)
    if issues:
        return USAGE
    file = home_relative(path)
    if path.exists():
        output.print_lines(tr("{file}: no errors", file=file))
    else:
        output.print_lines(tr("{file}: not found; using defaults", file=file))
    return OK


def _find_screen_issues(path: Path) -> list[str]:
    """Return issues in names of themes, commands and keys, which the loader does not know."""
    from finews_tui.ui.commands.keymap import build_keymap
    from finews_tui.ui.commands.registry import REGISTRY
    from finews_tui.ui.theming.theme_registry import ThemeRegistry

    config = load(path)
    themes = ThemeRegistry(user_paths().themes_directory, {})
    issues = themes.errors()
    if config.ui.theme not in themes.names():
        message = tr(
            "unknown theme `{name}`; expected one of: {names}",
            name=config.ui.theme,
            names=tr(", ").join(themes.names()),
        )
        issues.append(str(error_at(path, ("ui", "theme"), message)))
    try:
        build_keymap(
            REGISTRY,
            config.ui.keymap,
            config.keys,
            config.macros,
            lambda key, text: error_at(path, key, text),
        )
    except ConfigError as error:
        issues.append(str(error))
    return issues


def _edit(arguments: Namespace) -> int:
    path = user_paths().config_file
    _create_if_missing(path)
    for command in _editors():
        try:
            status = subprocess.run([*command, str(path)], check=False).returncode
        except OSError:
            continue
        if status:
            raise ConfigError(
                tr(
                    "{command}: exited with status {status}; configuration not checked",
                    command=command[0],
                    status=status,
                )
            )
        return _check(arguments)
    raise UsageError(tr("config: no editor found; set the environment variable EDITOR"))


def _editors() -> Iterator[list[str]]:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor:
        try:
            words = shlex.split(editor)
        except ValueError:
            raise UsageError(
                tr("config: cannot parse the editor command: {command}", command=editor)
            ) from None
        if words:
            yield words
        return
    for name in _EDITORS:
        if shutil.which(name):
            yield [name]


def _create_if_missing(path: Path) -> None:
    if path.exists():
        return
    from finews_tui.config.editor import NEW_FILE_TEXT
    from finews_tui.system.atomic_files import write_atomically
    from finews_tui.system.paths import make_private_directory

    try:
        make_private_directory(path.parent)
        write_atomically(path, tr(NEW_FILE_TEXT).encode())
    except OSError as error:
        raise ConfigError(
            tr(
                "cannot write {path}: {reason}",
                path=home_relative(path),
                reason=describe_os_error(error),
            )
        ) from error


def _configure_completion(parser: CommandParser) -> None:
    """Configure the parser of `finews completion`."""
    parser.describe(
        tr(
            "Print a completion script for bash, zsh or fish.\n\n"
            "It completes commands, options, sources, queries and article IDs."
        ),
        'eval "$(finews completion bash)"       # in ~/.bashrc',
        'eval "$(finews completion zsh)"        # in ~/.zshrc, after compinit',
        "finews completion fish | source        # in ~/.config/fish/config.fish",
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="bash|zsh|fish")
    parser.set_defaults(run=_completion)


def _completion(arguments: Namespace) -> int:
    from argcomplete.shell_integration import shellcode

    output.write(shellcode(["finews"], shell=arguments.shell).rstrip("\n") + "\n")
    return OK


COMMANDS = {"config": _configure_config, "completion": _configure_completion}
