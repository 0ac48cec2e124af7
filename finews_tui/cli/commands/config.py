"""`finews config`: where it is, what it says, whether it is right; `finews completion`."""

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
from finews_tui.cli.output.json_records import shown_location
from finews_tui.cli.parser import Parser
from finews_tui.config.loader import error_at, find_issues, load, to_toml
from finews_tui.errors import ConfigError, UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.system.paths import home_relative, user_paths

_EDITORS = ("sensible-editor", "nano", "vim", "vi")


def config_arguments(parser: Parser) -> None:
    """What `finews config` takes."""
    parser.describe(
        tr("The configuration, which you write by hand: `config.toml`."),
        "finews config show",
        "EDITOR=vim finews config edit",
        "finews config check",
    )
    verbs = parser.verbs(
        {
            "path": tr("print where the file is"),
            "show": tr("print all of it, defaults too"),
            "check": tr("say every mistake in it"),
            "edit": tr("open it in the editor, then check it"),
        }
    )
    verbs["path"].describe(tr("Print where config.toml is."), "finews config path")
    verbs["path"].set_defaults(run=_path)
    verbs["show"].describe(
        tr("Print all that is configured, defaults too; no credentials."), "finews config show"
    )
    verbs["show"].set_defaults(run=_show)
    verbs["check"].describe(
        tr("Say every mistake in config.toml, with its line; exit status 2 if there is one."),
        "finews config check",
    )
    verbs["check"].set_defaults(run=_check)
    verbs["edit"].describe(
        tr("Open config.toml in the editor that VISUAL or EDITOR names, then check it."),
        "finews config edit",
    )
    verbs["edit"].set_defaults(run=_edit)


def _path(_: Namespace) -> int:
    output.say(str(user_paths().config_file))
    return OK


def _show(_: Namespace) -> int:
    config = load(user_paths().config_file)
    sources = tuple(replace(one, location=shown_location(one)) for one in config.sources)
    output.write(output.lines_of(to_toml(replace(config, sources=sources))))
    return OK


def _check(_: Namespace) -> int:
    path = user_paths().config_file
    found = find_issues(path) or _mistakes_of_the_screen(path)
    output.tell(*found)
    if found:
        return USAGE
    is_there = path.exists()
    judged = tr("{file}: right") if is_there else tr("{file}: not there: all is as by default")
    output.say(judged.format(file=home_relative(path)))
    return OK


def _mistakes_of_the_screen(path: Path) -> list[str]:
    """What only the screen can judge: names of themes, actions and keys."""
    from finews_tui.ui.commands.keymap import build_keymap
    from finews_tui.ui.theming.theme_registry import Wardrobe

    config = load(path)
    wardrobe = Wardrobe(user_paths().themes_directory, {})
    found = wardrobe.mistakes()
    if config.ui.theme not in wardrobe.names():
        message = tr(
            "there is no theme `{name}`; there are {names}",
            name=config.ui.theme,
            names=tr(", ").join(wardrobe.names()),
        )
        found.append(str(error_at(path, ("ui", "theme"), message)))
    try:
        build_keymap(
            config.ui.keymap,
            config.keys,
            config.macros,
            lambda key, text: error_at(path, key, text),
        )
    except ConfigError as error:
        found.append(str(error))
    return found


def _edit(asked: Namespace) -> int:
    path = user_paths().config_file
    _make(path)
    for command in _editors():
        try:
            status = subprocess.run([*command, str(path)], check=False).returncode
        except OSError:
            continue
        if status:
            raise ConfigError(
                tr(
                    "{command}: ended with status {status}; nothing was checked",
                    command=command[0],
                    status=status,
                )
            )
        return _check(asked)
    raise UsageError(tr("config: no editor was found; set EDITOR to one"))


def _editors() -> Iterator[list[str]]:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        try:
            words = shlex.split(named)
        except ValueError:
            raise UsageError(
                tr("config: EDITOR is no command line: {named}", named=named)
            ) from None
        if words:
            yield words
        return
    for name in _EDITORS:
        if shutil.which(name):
            yield [name]


def _make(path: Path) -> None:
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
                "{path}: cannot be written ({reason})",
                path=home_relative(path),
                reason=describe_os_error(error),
            )
        ) from error


def completion_arguments(parser: Parser) -> None:
    """What `finews completion` takes."""
    parser.describe(
        tr("Print the script by which a shell completes verbs, options, sources, queries and IDs."),
        'eval "$(finews completion bash)"       # in ~/.bashrc',
        'eval "$(finews completion zsh)"        # in ~/.zshrc, after compinit',
        "finews completion fish | source        # in ~/.config/fish/config.fish",
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="bash|zsh|fish")
    parser.set_defaults(run=_completion)


def _completion(asked: Namespace) -> int:
    from argcomplete.shell_integration import shellcode

    output.write(shellcode(["finews"], shell=asked.shell).rstrip("\n") + "\n")
    return OK
