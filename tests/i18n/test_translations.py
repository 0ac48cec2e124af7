"""Chinese catalog: complete, up to date, same placeholders, compiled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from finews_tui.i18n.catalog import CATALOG_DIRECTORY, DOMAIN
from finews_tui.ui.commands.registry import REGISTRY
from tests.paths import PACKAGE

PO = CATALOG_DIRECTORY / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po"
KEYWORDS = {"tr": None, "ntr": (1, 2), "mark": None}
# Functions and classes with user-visible text arguments.
MESSAGE_CALLS = frozenset(
    (
        *("print_lines", "report", "notify", "warn"),
        *("show_message", "show_name", "show_result", "show_scope", "show_sync"),
        *("Choice", "Notice", "PaneTitle", "Picker", "Static", "Timeline"),
        *("BookmarkFileChange", "CheckResult", "CompositeChange", "SourceChange"),
        *("HttpError", "TermError"),
    )
)
WORDS = re.compile(r"[A-Za-z]{2,}[ ,][a-z]|^[A-Z][a-z]+$")
WRONG_PUNCTUATION = (
    r"[一-鿿] *[,;:?!](?!\w)|[,;?!] *[一-鿿]",
    r"[一-鿿] [一-鿿]",
    r"[，。；：？！、] +\S",
)

Ids = str | tuple[str, ...]


def _catalog() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN", domain=DOMAIN)


CATALOG = _catalog()
MESSAGES = [message for message in CATALOG if message.id]


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def _extracted() -> set[Ids]:
    messages = extract_from_dir(PACKAGE, keywords=KEYWORDS)
    return {ids if isinstance(ids, str) else tuple(ids) for _, _, ids, *_ in messages}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYWORDS:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def _placeholders(text: str) -> set[str]:
    """Return placeholders in braces with their format specs, and `%` placeholders."""
    fields = {f"{name}{spec}" for _, name, spec, _ in Formatter().parse(text) if name}
    return fields | set(re.findall(r"%(?:\(\w+\))?[srd]", text))


def test_every_message_is_a_constant_that_is_extracted() -> None:
    known = {text for ids in _extracted() for text in ([ids] if isinstance(ids, str) else ids)}
    for place, call in _calls():
        kind = getattr(call.func, "id", "")
        for text in call.args[: 2 if kind == "ntr" else 1]:
            assert not isinstance(text, ast.JoinedStr | ast.BinOp), f"{place}: not a constant"
            if isinstance(text, ast.Constant):
                assert text.value in known, f"{place}: not extracted, is it inside an f-string?"


def _literal_texts(node: ast.expr) -> Iterator[str]:
    """Yield the literal texts an argument can evaluate to."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr():
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "·" for part in node.values
            )
        case ast.IfExp():
            yield from (*_literal_texts(node.body), *_literal_texts(node.orelse))


def test_user_messages_are_translated() -> None:
    """Literals of several words in these calls are user-visible messages."""
    problems = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if called in MESSAGE_CALLS or (called.endswith("Error") and called != "YAMLError"):
                texts = (text for argument in node.args for text in _literal_texts(argument))
                problems += [
                    f"{path.relative_to(PACKAGE)}:{node.lineno}: {text}"
                    for text in texts
                    if WORDS.search(text) and not text.startswith("finews queries add ")
                ]
    assert problems == []


def test_no_translation_at_import() -> None:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "ntr"):
                place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                assert id(node) in inside, f"{place}: translated at import; use `mark`"


def test_catalog_has_exactly_the_messages_of_the_code() -> None:
    catalogued = {
        message.id if isinstance(message.id, str) else _ids(message) for message in MESSAGES
    }
    extracted = _extracted()
    assert extracted - catalogued == set(), (
        "run `make messages`; is a message used with both `tr` and `ntr`?"
    )
    assert catalogued - extracted == set(), "run `make messages`"
    assert not CATALOG.obsolete


def test_catalog_has_titles_and_hints_of_commands() -> None:
    catalogued = {text for message in MESSAGES for text in _ids(message)}
    texts = {text for command in REGISTRY.commands for text in (command.title, command.hint)}
    assert texts - {""} <= catalogued


def test_translations_are_complete_and_have_the_same_placeholders() -> None:
    problems = []
    for message in MESSAGES:
        expected = set().union(*(_placeholders(text) for text in _ids(message)))
        for text in _strings(message):
            same_ending = text.endswith("\n") == _ids(message)[0].endswith("\n")
            if message.fuzzy or not text or _placeholders(text) != expected or not same_ending:
                problems.append((_ids(message)[0], text))
    assert problems == []


def test_chinese_messages_have_chinese_punctuation() -> None:
    """Commands in backquotes and table lines are exempt."""
    problems = []
    for message in MESSAGES:
        for text in _strings(message):
            prose = re.sub(r"`[^`]*`|^ .*$", "x", text, flags=re.MULTILINE)
            problems += [text for pattern in WRONG_PUNCTUATION if re.search(pattern, prose)]
    assert problems == []


def test_compiled_catalog_has_the_messages_of_the_source() -> None:
    """Compare contents only: the header contains the version of Babel."""
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    translations = {_ids(message): _strings(message) for message in MESSAGES}
    assert {_ids(message): _strings(message) for message in compiled if message.id} == (
        translations
    ), "run `make messages`"
    assert (compiled.charset, compiled.plural_forms) == ("utf-8", CATALOG.plural_forms)
