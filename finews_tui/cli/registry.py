"""Registry of commands: module and one-line summary of each."""

from __future__ import annotations

from finews_tui.i18n.catalog import mark, tr

COMMAND_GROUPS = {
    mark("Sources"): {
        "add": ("sources", mark("add a feed or a folder of posts")),
        "remove": ("sources", mark("unfollow a source")),
        "sources": ("sources", mark("list your sources")),
        "sync": ("sync", mark("fetch new articles")),
        "import": ("import_export", mark("import subscriptions from another reader")),
        "export": ("import_export", mark("print your feeds as OPML")),
    },
    mark("Articles"): {
        "list": ("list_search", mark("list articles, newest first")),
        "search": ("list_search", mark("search articles, best match first")),
        "show": ("show", mark("print whole articles")),
        "read": ("read", mark("read articles one by one as plain text")),
        "open": ("open", mark("open articles in the browser")),
        "mark": ("mark", mark("mark articles as read or unread")),
        "bookmark": ("bookmark", mark("add, remove, list, export and import bookmarks")),
    },
    mark("Other"): {
        "queries": ("queries", mark("list, add, remove and export saved queries")),
        "config": ("config", mark("show, check or edit the configuration")),
        "stats": ("doctor", mark("show statistics")),
        "doctor": ("doctor", mark("diagnose problems and suggest fixes")),
        "completion": ("config", mark("print a completion script for bash, zsh or fish")),
    },
}
"""Module in `finews_tui.cli.commands` and summary of each command, by group and name."""


def command_module(name: str) -> str:
    """Return the module name of a command; "" if there is no such command."""
    return next((commands[name][0] for commands in COMMAND_GROUPS.values() if name in commands), "")


def command_names() -> list[str]:
    """Return all command names, in the order of the overview."""
    return [name for commands in COMMAND_GROUPS.values() for name in commands]


def overview_text() -> str:
    """Return the text of `finews --help`."""
    lines = [
        tr(
            "Read news from feeds and folders of posts in the terminal.\n\n"
            "  finews              start finews (with the guide, if you have no sources yet)\n"
            "  finews -q QUERY     start finews with a search\n"
            "  finews COMMAND …    run a command"
        )
    ]
    for group, commands in COMMAND_GROUPS.items():
        lines += ["", tr(group)]
        lines += [f"  {name:<12}{tr(line)}" for name, (_, line) in commands.items()]
    lines += [
        "",
        tr("examples:"),
        "  finews add https://news.example/",
        "  finews list is:unread newer:2d",
        "  finews -q 'copper OR nickel'",
        "",
        tr(
            "Run `finews COMMAND --help` for details and more examples.\n"
            "Run `finews --version` for the version."
        ),
    ]
    return "\n".join(lines) + "\n"
