"""Highlight code with Pygments as lines of (text, style name) tokens."""

from __future__ import annotations

from functools import cache, lru_cache

# Larger code is not highlighted: the regular expressions of a lexer may take very long.
MAX_CHARACTERS = 100_000
MAX_LINE_LENGTH = 2_000

_STYLE_NAMES = (
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

# GitHub's name of fenced TeX.
_OTHER_NAMES = {"math": "tex"}

StyledLines = tuple[tuple[tuple[str, str], ...], ...]


def highlight_code(text: str, language: str) -> StyledLines:
    """Return the lines of code as tokens, without styles if the language is unknown."""
    if (
        not language
        or len(text) > MAX_CHARACTERS
        or max(map(len, text.split("\n"))) > MAX_LINE_LENGTH
        or (alias := _OTHER_NAMES.get(name := language.strip().lower(), name)) not in _aliases()
    ):
        return tuple(((line, "code"),) for line in text.split("\n"))
    return _tokenize(text, alias)


@cache
def _aliases() -> frozenset[str]:
    """Return the languages built into Pygments: searching plug-ins takes 10 ms."""
    from pygments.lexers import get_all_lexers

    return frozenset(
        alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases
    )


# Cached because a page is laid out again at each width.
@lru_cache(maxsize=16)
def _tokenize(text: str, alias: str) -> StyledLines:
    from pygments.lexers import get_lexer_by_name

    # Some lexers recognize a line only with its line break.
    lexer = get_lexer_by_name(alias, stripnl=False, ensurenl=True)
    lines: list[list[tuple[str, str]]] = [[]]
    for token_type, value in lexer.get_tokens(text + "\n"):
        style_name = _style_name(str(token_type))
        first, *others = value.split("\n")
        if first:
            lines[-1].append((first, style_name))
        for part in others:
            lines.append([(part, style_name)] if part else [])
    if not lines[-1]:
        del lines[-1]
    if "".join(token for line in lines for token, _ in line) != text.replace("\n", ""):
        return tuple(((line, "code"),) for line in text.split("\n"))
    return tuple(map(tuple, lines))


@cache
def _style_name(token_type: str) -> str:
    name = token_type.removeprefix("Token.")
    return next(
        (style_name for prefix, style_name in _STYLE_NAMES if name.startswith(prefix)), "code"
    )
