"""Registry of commands: their modules, and a line about each for the overview."""

from __future__ import annotations

from finews_tui.i18n.catalog import mark, tr

COMMAND_GROUPS = {
    mark("Sources"): {
        "add": ("sources", mark("follow a feed or a folder of posts")),
        "remove": ("sources", mark("follow a source no more")),
        "sources": ("sources", mark("list what is followed")),
        "sync": ("sync", mark("bring in what is new")),
        "import": ("import_export", mark("take over subscriptions from another reader")),
        "export": ("import_export", mark("print the feeds followed as OPML")),
    },
    mark("Articles"): {
        "list": ("list_search", mark("list articles, newest first")),
        "search": ("list_search", mark("list what words find, best first")),
        "show": ("show", mark("print articles whole")),
        "read": ("read", mark("read through articles in plain lines")),
        "open": ("open", mark("open articles in the browser")),
        "mark": ("mark", mark("mark articles read or unread")),
        "bookmark": ("bookmark", mark("keep articles, and export or import what is kept")),
    },
    mark("Around"): {
        "queries": ("queries", mark("saved queries")),
        "config": ("config", mark("the configuration: path, show, check, edit")),
        "stats": ("doctor", mark("figures about all that is kept")),
        "doctor": ("doctor", mark("what is wrong here, and the mend")),
        "completion": ("config", mark("Tab completion for bash, zsh and fish")),
    },
}
"""By group and name: the module in `finews_tui.cli.commands`, and a line for the overview."""


def command_module(name: str) -> str:
    """Return the name of a command's module; "" if there is no such command."""
    return next((commands[name][0] for commands in COMMAND_GROUPS.values() if name in commands), "")


def command_names() -> list[str]:
    """Return all commands in the order of the overview."""
    return [name for commands in COMMAND_GROUPS.values() for name in commands]


def overview_text() -> str:
    """Return the text of `finews --help`."""
    lines = [
        tr(
            "finews reads news in a terminal.\n\n"
            "  finews              open the screen (the guide, while nothing is followed)\n"
            "  finews -q QUERY     open it on what a query finds\n"
            "  finews VERB …       do one thing here"
        )
    ]
    for group, commands in COMMAND_GROUPS.items():
        lines += ["", tr(group)]
        lines += [f"  {name:<12}{tr(line)}" for name, (_, line) in commands.items()]
    lines += [
        "",
        tr("`finews VERB --help` explains a verb, with examples. `finews --version` tells which."),
    ]
    return "\n".join(lines) + "\n"
