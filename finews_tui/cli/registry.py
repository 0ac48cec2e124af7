"""The verbs of the command line: where each is built, and what it does in a few words."""

from __future__ import annotations

from finews_tui.i18n.catalog import later, tr

GROUPS = {
    later("Sources"): {
        "add": ("sources", later("follow a feed or a folder of posts")),
        "remove": ("sources", later("follow a source no more")),
        "sources": ("sources", later("list what is followed")),
        "sync": ("sync", later("bring in what is new")),
        "import": ("import_export", later("take over subscriptions from another reader")),
        "export": ("import_export", later("print the feeds followed as OPML")),
    },
    later("Articles"): {
        "list": ("list_search", later("list articles, newest first")),
        "search": ("list_search", later("list what words find, best first")),
        "show": ("show", later("print articles whole")),
        "read": ("read", later("read through articles in plain lines")),
        "open": ("open", later("open articles in the browser")),
        "mark": ("mark", later("mark articles read or unread")),
        "bookmark": ("bookmark", later("keep articles, and export or import what is kept")),
    },
    later("Around"): {
        "queries": ("queries", later("saved queries")),
        "config": ("config", later("the configuration: path, show, check, edit")),
        "stats": ("doctor", later("figures about all that is kept")),
        "doctor": ("doctor", later("what is wrong here, and the mend")),
        "completion": ("config", later("Tab completion for bash, zsh and fish")),
    },
}
"""Group → command → its module in `finews_tui.cli.commands`, and a line for the overview."""


def module_of(verb: str) -> str:
    """The name of the module that builds a verb, or ""."""
    return next((verbs[verb][0] for verbs in GROUPS.values() if verb in verbs), "")


def names() -> list[str]:
    """All verbs in the order of the overview."""
    return [verb for verbs in GROUPS.values() for verb in verbs]


def overview() -> str:
    """What `finews --help` prints."""
    lines = [
        tr(
            "finews reads news in a terminal.\n\n"
            "  finews              open the screen (the guide, while nothing is followed)\n"
            "  finews -q QUERY     open it on what a query finds\n"
            "  finews VERB …       do one thing here"
        )
    ]
    for group, verbs in GROUPS.items():
        lines += ["", tr(group)]
        lines += [f"  {verb:<12}{tr(line)}" for verb, (_, line) in verbs.items()]
    lines += [
        "",
        tr("`finews VERB --help` explains a verb, with examples. `finews --version` tells which."),
    ]
    return "\n".join(lines) + "\n"
