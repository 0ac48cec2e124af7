"""Takes the tags of site generators (Liquid, kramdown, Hugo) out of Markdown, less its code."""

from __future__ import annotations

import re
from bisect import bisect_left

_TAG_LIMIT = 1000
"""Characters of one template tag; what is longer is text."""

_SIGNS = ("{%", "{{", "{:")
# What matters while reading: code, which is left alone, and the beginnings of tags.
_PIECE = re.compile(
    r"""(?mx)
    (?P<fence>^[ ]{0,3}(?P<ticks>`{3,}|~{3,})[^\n]*$)
    | (?P<span>(?<!`)(?P<tick>`{1,2})(?!`)[^\n]{1,500}?(?<!`)(?P=tick)(?!`))
    | (?P<contents>^[ ]{0,3}(?:[*+-]|\d{1,3}\.)[ ][^\n]*\n\{:\s*toc[^}\n]{0,100}\}[ \t]*$)
    | (?P<sign>\{[%{:])
    """
)
_NAME = re.compile(r"(?:\{%-?|\{\{[<%])\s*(/?\s*\w*)\s*([\w+#.-]*)")
_ATTRIBUTES = re.compile(
    r"""\{:(?:\s*(?:[.#][\w-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s}"']+)|toc|no_?toc)){1,16}\s*\}"""
)
_RAW_TAG = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_LINK_ENDS = (")", " ")

# What shows its inside in another way, and where that ends.
_ENDS = {
    "raw": re.compile(r"\{%-?\s*endraw\s*-?%\}"),
    "comment": re.compile(r"\{%-?\s*endcomment\s*-?%\}"),
    "code": re.compile(r"\{%-?\s*end(?:highlight|codeblock)\s*-?%\}|\{\{<\s*/\s*highlight\s*>\}\}"),
}
_PAIRED = {"raw": "raw", "comment": "comment", "highlight": "code", "codeblock": "code"}


def strip_template_tags(text: str) -> str:
    """Markdown as a site generator would hand it to its Markdown reader, less what it would put in.

    `{% raw %}` shows its inside, `{% highlight x %}` becomes a fence, other tags, outputs,
    attribute lists and shortcodes go; what stands between a pair of them stays.
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    return _Reading(text).result()


class _Reading:
    """One pass over a text; each kind of end is looked for once, so that it stays linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[str, list[tuple[int, int]]] = {}

    def result(self) -> str:
        kept: list[str] = []
        at = 0
        while (piece := _PIECE.search(self._text, at)) is not None:
            kept.append(self._text[at : piece.start()])
            shown, at = self._shown(piece)
            kept.append(shown)
        kept.append(self._text[at:])
        return "".join(kept)

    def _shown(self, piece: re.Match[str]) -> tuple[str, int]:
        """What stands for a piece in the result, and where reading goes on."""
        start, end = piece.span()
        if piece["fence"]:
            end = _fence_end(piece["ticks"], self._text, end)
            return _RAW_TAG.sub("", self._text[start:end]), end
        if piece["span"]:
            return _RAW_TAG.sub("", piece["span"]), end
        if piece["contents"]:
            return "", end
        return self._shown_tag(piece["sign"], start)

    def _shown_tag(self, sign: str, start: int) -> tuple[str, int]:
        text = self._text
        if sign == "{:":
            attributes = _ATTRIBUTES.match(text, start)
            return ("", attributes.end()) if attributes else (sign, start + 2)
        close = text.find("%}" if sign == "{%" else "}}", start + 2, start + _TAG_LIMIT)
        if close < 0:
            return sign, start + 2
        end = close + 2
        named = _NAME.match(text, start, end)
        kind = _PAIRED.get(named[1]) if named else None
        inside = self._end_of(kind, end) if kind else None
        if named is not None and kind and inside:
            code = text[end : inside[0]]
            shown = {"raw": code, "comment": ""}.get(kind)
            return (_fenced(code, named[2]) if shown is None else shown), inside[1]
        if text.endswith("](", 0, start) and text[end : end + 1] in _LINK_ENDS:
            return "#", end  # a link to nowhere keeps its text
        return "", end

    def _end_of(self, kind: str, start: int) -> tuple[int, int] | None:
        if kind not in self._ends:
            self._ends[kind] = [end.span() for end in _ENDS[kind].finditer(self._text)]
        ends = self._ends[kind]
        place = bisect_left(ends, (start, 0))
        return ends[place] if place < len(ends) else None


def _fence_end(ticks: str, text: str, start: int) -> int:
    close = re.compile(rf"(?m)^[ ]{{0,3}}{re.escape(ticks)}[`~]*[ \t]*$").search(text, start)
    return close.end() if close else len(text)


def _fenced(code: str, language: str) -> str:
    code = _RAW_TAG.sub("", code).strip("\n")
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"\n{fence}{language.strip('-')}\n{code}\n{fence}\n"
