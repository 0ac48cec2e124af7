"""Formulas: MathML as a line of text, TeX as it is written, and each formula only once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    class_names,
    no_op,
)
from finews_tui.content.html.sanitize import MATH_CLASS
from finews_tui.model.sanitize import clean_line
from finews_tui.model.super_sub_script import script_parts
from finews_tui.model.text_style import TextStyle

_MAX_LENGTH = 4096
# Elements in elements; deeper ones are read as plain text.
_MAX_DEPTH = 40
_FORMULA_CLASS = re.compile(
    r"(?:^|\s)(?:katex|mwe-math-element|MathJax(?:_\w+)?|mjx-chtml|MJXc-\w+)(?:\s|$)"
)
# Function application, invisible times, separator and plus.
_INVISIBLE = re.compile("[\u2061-\u2064\u200b]")
# A number or a letter, with scripts, or text in brackets.
_ATOM = re.compile(r"(?:[\d.,]*|.)[\u0300-\u036f\u20d7⁰-₟¹²³ᵃ-ᶻ′]*|\([^()]*\)|\[[^\[\]]*\]")
_PRODUCT = re.compile(r"[\w.]*")
_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u4e00-\u9fff]{2}")
_FRACTIONS = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖",
    "3/5": "⅗", "4/5": "⅘", "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_TOKENS = ("mi", "mn", "mo", "mtext", "ms", "-text")
_LARGE_OPERATOR = re.compile("[∑∏∐∫-∳⋀-⋃]|lim|max|min|sup|inf")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "∼": "\u0303", "¯": "\u0304",
    "‾": "\u0304", "ˉ": "\u0304", "_": "\u0304", "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307",
    ".": "\u0307", "¨": "\u0308",
}  # fmt: skip
_TEX_WRAPPER = re.compile(r"\{\\(?:display|text)style\s(.*)\}", re.DOTALL)


def open_formula(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add a MathML formula as text, in its own paragraph if it is displayed as a block."""
    _add(builder, formula_text(node), is_block=attributes.get("display") == "block")
    return None


def open_rendered_formula(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add a formula that a page has in several forms: rendered, as MathML and as TeX.

    MathJax keeps the source after the rendered formula, KaTeX and Wikipedia within.
    """
    if _is_before_source(node):
        return None
    math = node.css_first("math")
    if math is None and (source := attributes.get("data-mathml")) and len(source) <= 16 * 1024:
        math = LexborHTMLParser(source).css_first("math")
    if math is not None:
        _add(builder, formula_text(math), is_block=math.attributes.get("display") == "block")
        return None
    image = node.css_first("img[alt]")
    if image is not None:
        _add(builder, _tex(image.attributes.get("alt")), is_block=False)
        return None
    _add(builder, node.text(), is_block=False)
    return None


def is_rendered_formula(attributes: Attributes) -> bool:
    """Return whether an element is a formula rendered by KaTeX, MathJax or MediaWiki."""
    return "class" in attributes and _FORMULA_CLASS.search(class_names(attributes)) is not None


def open_script(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add the TeX source in a script, as MathJax 2 has it; skip all other scripts."""
    kind = (attributes.get("type") or "").lower()
    if kind.startswith(("math/tex", "math/asciimath")):
        _add(builder, node.text(), is_block="mode=display" in kind)
    return None


def open_source(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add TeX that is the text of an element, in its own paragraph if it is displayed as one."""
    if "display" not in class_names(attributes):
        return no_op
    _add(builder, node.text(), is_block=True)
    return None


def _add(builder: DocumentBuilder, text: str, *, is_block: bool) -> None:
    text = clean_line(text, _MAX_LENGTH)
    if is_block and text and builder.preformatted is None:
        builder.end_paragraph()
        builder.text(text)
        builder.end_paragraph()
    else:
        builder.text(text)


def _is_before_source(node: LexborNode) -> bool:
    """Return whether the source of a formula that MathJax rendered follows."""
    sibling = node.next
    for _ in range(4):
        if sibling is None:
            return False
        if sibling.tag == "script":
            return (sibling.attributes.get("type") or "").lower().startswith("math/")
        attributes = sibling.attributes
        if sibling.tag == "span" and MATH_CLASS in class_names(attributes):
            return True
        is_text = sibling.tag == "-text" and not (sibling.text_content or "").strip()
        if not is_text and not is_rendered_formula(attributes):
            return False
        sibling = sibling.next
    return False


def formula_text(math: LexborNode) -> str:
    """Return a MathML formula as a line of text, else its TeX source."""
    text = _text(math, 0).strip()
    has_structure = any(child.tag not in ("-text", "annotation") for child in _children(math))
    if text and has_structure:
        return text
    source = math.css_first("annotation")
    tex = _tex(math.attributes.get("alttext") or (source.text() if source is not None else ""))
    return tex or text or math.text()


def _tex(text: str | None) -> str:
    """Return TeX without the wrapper that MediaWiki adds."""
    text = (text or "").strip()
    match = _TEX_WRAPPER.fullmatch(text)
    return match[1].strip() if match else text


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _elements(node: LexborNode) -> list[LexborNode]:
    return [child for child in _children(node) if (child.tag or "-")[0] not in "-!"]


def _text(node: LexborNode, depth: int) -> str:
    """Return an element as text."""
    tag = node.tag or ""
    if depth > _MAX_DEPTH or tag in _TOKENS:
        return _token(node, tag)
    if tag in ("annotation", "annotation-xml", "mphantom", "none", "mprescripts"):
        return ""
    if tag == "mspace":
        return " "
    children = _elements(node)
    if tag == "semantics":
        return _text(children[0], depth + 1) if children else ""
    if tag == "msqrt":
        return "√" + _atom(_row(node, depth), children)
    if tag == "mtable":
        return "; ".join(_text(row, depth + 1) for row in children)
    if tag in ("mtr", "mlabeledtr"):
        return ", ".join(_row(cell, depth + 1) for cell in children[tag == "mlabeledtr" :])
    if tag == "mfenced":
        return _fenced(node, [_text(child, depth + 1) for child in children])
    if tag == "mmultiscripts":
        return _multiscripts(children, depth)
    build = _BUILDERS.get(tag)
    if build is None or len(children) < 2:
        return _row(node, depth)
    texts = [_text(child, depth + 1) for child in children]
    if tag == "mfrac":
        numerator = texts[0] if _PRODUCT.fullmatch(texts[0]) else _atom(texts[0], children[:1])
        return f"{numerator}/{_atom(texts[1], children[1:2])}"
    if tag not in ("munder", "munderover"):
        texts[0] = _atom(texts[0], children[:1])
    return build(texts)


def _token(node: LexborNode, tag: str) -> str:
    text = node.text_content if tag == "-text" else node.text()
    text = " ".join((text or "").split(" ")).replace("\n", " ").replace("\t", " ")
    if tag == "mtext":
        return text.replace("\xa0", " ")
    text = " ".join(text.split())
    return _INVISIBLE.sub("", text) if not text.isascii() else text


def _row(node: LexborNode, depth: int) -> str:
    """Return the children of an element one after the other."""
    parts: list[str] = []
    last = ""
    children = [child for child in _children(node) if (child.tag or "!")[0] != "!"]
    for index, child in enumerate(children):
        text = _text(child, depth + 1)
        if not text:
            continue
        if _is_fraction(child):
            following = children[index + 1] if index + 1 < len(children) else None
            if last.isdigit():  # a mixed number
                text = _FRACTIONS.get(text, f" {text}")
            elif last.isalnum() or last == ")" or _is_factor(following):
                text = f"({text})"
        if parts and _needs_space(parts[-1], text, child):
            parts.append(" ")
        parts.append(text)
        last = text[-1]
    return "".join(parts)


def _is_fraction(node: LexborNode) -> bool:
    for _ in range(4):
        if node.tag == "mfrac":
            return True
        children = _elements(node)
        if node.tag not in ("mrow", "mstyle") or len(children) != 1:
            return False
        node = children[0]
    return False


def _is_factor(node: LexborNode | None) -> bool:
    """Return whether a factor follows a fraction, such as `x` in `½ x`."""
    while node is not None and node.tag == "mo" and not _token(node, "mo"):
        node = node.next
    if node is None or node.tag in ("mo", "mtext", "mspace"):
        return node is not None and node.tag == "mo" and _token(node, "mo") == "("
    return (node.tag or "-")[0] != "-"


def _needs_space(before: str, text: str, node: LexborNode) -> bool:
    """Return whether two parts would be read as one without a space."""
    if before[-1:] == " " or text[:1] == " ":
        return False
    if node.tag != "mo" and _LARGE_OPERATOR.match(before):
        return True
    if not before[-1:].isalnum() or not (text[:1].isalnum() or text[:1] in "√∛∜"):
        return False
    both_digits = before[-1].isdecimal() and text[0].isdecimal()
    return both_digits or bool(_WORD.search(before[-2:]) or _WORD.match(text))


def _atom(text: str, nodes: list[LexborNode]) -> str:
    """Return text in parentheses unless it is a number, a name or already in brackets.

    `nodes` are the elements that the text comes from.
    """
    is_token = len(nodes) == 1 and nodes[0].tag in _TOKENS
    return text if is_token or _ATOM.fullmatch(text) else f"({text})"


def _raised(text: str, style: TextStyle) -> str:
    text = text.strip()
    if not text or text[0] in "′″‴'∗*†°∘":
        return text
    sign = "^" if style is TextStyle.SUPERSCRIPT else "_"
    (raised,) = script_parts([text], style)
    return raised if raised != text and raised[0] != "[" else f"{sign}{{{text}}}"


def _root(texts: list[str]) -> str:
    base, index = texts[0], texts[1].strip()
    sign = _ROOTS.get(index)
    if sign is None:
        raised = _raised(index, TextStyle.SUPERSCRIPT)
        sign = f"√[{index}]" if raised[0] == "^" else f"{raised}√"
    return sign + base


def _superscript(texts: list[str]) -> str:
    return texts[0] + _raised(texts[1], TextStyle.SUPERSCRIPT)


def _subscript(texts: list[str]) -> str:
    return texts[0] + _raised(texts[1], TextStyle.SUBSCRIPT)


def _both_scripts(texts: list[str]) -> str:
    above = _raised(texts[2], TextStyle.SUPERSCRIPT) if len(texts) > 2 else ""
    return _subscript(texts) + above


def _over(texts: list[str]) -> str:
    base, above = texts[0], texts[1].strip()
    if above in _ACCENTS and len(base) == 1:
        return base + _ACCENTS[above]
    if above in _ACCENTS or not above.strip("⏞⏟⎴⎵︷︸"):
        return base
    return _superscript(texts)


def _under(texts: list[str]) -> str:
    below = texts[1].strip()
    return texts[0] if not below.strip("_¯⏞⏟⎴⎵︷︸") else _subscript(texts)


def _fenced(node: LexborNode, texts: list[str]) -> str:
    attributes = node.attributes
    start, end = attributes.get("open", "("), attributes.get("close", ")")
    separator = (attributes.get("separators", ",") or "").strip()[:1]
    return f"{start or ''}{separator.join(texts)}{end or ''}"


def _multiscripts(children: list[LexborNode], depth: int) -> str:
    """Return a base with scripts after and before it, such as `¹⁴C`."""
    parts = {True: "", False: ""}
    is_before = False
    position = 0
    for child in children[1:]:
        if child.tag == "mprescripts":
            is_before, position = True, 0
            continue
        style = TextStyle.SUPERSCRIPT if position % 2 else TextStyle.SUBSCRIPT
        parts[is_before] += _raised(_text(child, depth + 1), style)
        position += 1
    base = _text(children[0], depth + 1) if children else ""
    return f"{parts[True]}{base}{parts[False]}"


_BUILDERS = {
    "mfrac": "".join,
    "mroot": _root,
    "msup": _superscript,
    "msub": _subscript,
    "msubsup": _both_scripts,
    "munderover": _both_scripts,
    "mover": _over,
    "munder": _under,
}
