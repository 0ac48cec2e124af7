"""The verbs of the command line: where each is built, and what it does in a few words."""

from __future__ import annotations

GROUPS = {
    "Sources": {
        "add": ("sources", "follow a feed or a folder of posts"),
        "remove": ("sources", "follow a source no more"),
        "sources": ("sources", "list what is followed"),
        "sync": ("syncing", "bring in what is new"),
        "import": ("sources", "take over subscriptions from another reader"),
        "export": ("sources", "print the feeds followed as OPML"),
    },
    "Articles": {
        "list": ("listing", "list articles, newest first"),
        "search": ("listing", "list what words find, best first"),
        "show": ("showing", "read articles"),
        "open": ("opening", "open articles in the browser"),
        "mark": ("marking", "mark articles read or unread"),
        "bookmark": ("bookmarking", "keep articles, and export or import what is kept"),
    },
    "Around": {
        "queries": ("queries", "saved queries"),
        "config": ("settings", "the configuration: path, show, check, edit"),
        "stats": ("health", "figures about all that is kept"),
        "doctor": ("health", "what is wrong here, and the mend"),
        "completion": ("settings", "Tab completion for bash, zsh and fish"),
    },
}
"""Group → verb → its module in `finews_tui.cli`, and a line for the overview."""


def module_of(verb: str) -> str:
    """The name of the module that builds a verb, or ""."""
    return next((verbs[verb][0] for verbs in GROUPS.values() if verb in verbs), "")


def names() -> list[str]:
    """All verbs in the order of the overview."""
    return [verb for verbs in GROUPS.values() for verb in verbs]


def overview() -> str:
    """What `finews --help` prints."""
    lines = [
        "finews reads news in a terminal.",
        "",
        "  finews              open the screen (the guide, while nothing is followed)",
        "  finews -q QUERY     open it on what a query finds",
        "  finews VERB …       do one thing here",
    ]
    for group, verbs in GROUPS.items():
        lines += ["", group]
        lines += [f"  {verb:<12}{line}" for verb, (_, line) in verbs.items()]
    lines += [
        "",
        "`finews VERB --help` explains a verb, with examples. `finews --version` tells which.",
    ]
    return "\n".join(lines) + "\n"
