"""Colours code by its language: lines of text with roles, through pygments."""

from __future__ import annotations

from functools import cache, lru_cache

# Larger code, and lines on which a lexer's expressions could run away, stay plain.
MAX_CHARACTERS = 100_000
MAX_LINE = 2_000

_ROLES = (
    ("Comment", "code-comment"),
    ("Literal.String", "code-string"),
    ("Literal.Number", "code-number"),
    ("Keyword", "code-keyword"),
    ("Operator.Word", "code-keyword"),
    ("Operator", "code-operator"),
    ("Name.Builtin", "code-name"),
    ("Name.Function", "code-name"),
    ("Name.Class", "code-name"),
    ("Name.Decorator", "code-name"),
    ("Name.Tag", "code-name"),
    ("Name.Attribute", "code-name"),
    ("Generic.Inserted", "code-string"),
    ("Generic.Deleted", "code-number"),
    ("Generic.Heading", "code-name"),
    ("Generic.Subheading", "code-name"),
    ("Generic.Prompt", "code-comment"),
)

StyledLines = tuple[tuple[tuple[str, str], ...], ...]


def highlight_code(text: str, language: str) -> StyledLines:
    """The lines of code as (text, role) runs; plain where the language is not known."""
    if (
        not language
        or len(text) > MAX_CHARACTERS
        or max(map(len, text.split("\n"))) > MAX_LINE
        or (alias := language.strip().lower()) not in _aliases()
    ):
        return tuple(((line, "code"),) for line in text.split("\n"))
    return _lexed(text, alias)


@cache
def _aliases() -> frozenset[str]:
    """The names of the languages that pygments itself brings: a look for plug-ins costs 10 ms."""
    from pygments.lexers import get_all_lexers

    return frozenset(
        alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases
    )


# A page is set again at each width: the last few listings are not lexed anew.
@lru_cache(maxsize=16)
def _lexed(text: str, alias: str) -> StyledLines:
    from pygments.lexers import get_lexer_by_name

    # Some lexers know a line only by its end.
    lexer = get_lexer_by_name(alias, stripnl=False, ensurenl=True)
    lines: list[list[tuple[str, str]]] = [[]]
    for kind, value in lexer.get_tokens(text + "\n"):
        style_name = _role(str(kind))
        first, *others = value.split("\n")
        if first:
            lines[-1].append((first, style_name))
        for part in others:
            lines.append([(part, style_name)] if part else [])
    if not lines[-1]:
        del lines[-1]
    if "".join(run for line in lines for run, _ in line) != text.replace("\n", ""):
        return tuple(((line, "code"),) for line in text.split("\n"))
    return tuple(map(tuple, lines))


@cache
def _role(kind: str) -> str:
    name = kind.removeprefix("Token.")
    return next((style_name for start, style_name in _ROLES if name.startswith(start)), "code")
