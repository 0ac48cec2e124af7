"""Remove template tags (Liquid, kramdown, Hugo) from Markdown."""

from __future__ import annotations

import re
from bisect import bisect_left

_MAX_TAG_LENGTH = 1000
_TAG_STARTS = ("{%", "{{", "{:")
# Code (left unchanged), tables of contents, and starts of tags.
_TOKEN = re.compile(
    r"""(?mx)
    (?P<fence>^[ ]{0,3}(?P<ticks>`{3,}|~{3,})[^\n]*$)
    | (?P<span>(?<!`)(?P<tick>`{1,2})(?!`)[^\n]{1,500}?(?<!`)(?P=tick)(?!`))
    | (?P<toc>^[ ]{0,3}(?:[*+-]|\d{1,3}\.)[ ][^\n]*\n\{:\s*toc[^}\n]{0,100}\}[ \t]*$)
    | (?P<tag>\{[%{])
    """
)
_NAME = re.compile(r"(?:\{%-?|\{\{[<%])\s*(/?\s*\w*)\s*([\w+#.-]*)")
_RAW_TAG = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_LINK_ENDS = (")", " ")

# End tags of tags with special content.
_END_TAGS = {
    "raw": re.compile(r"\{%-?\s*endraw\s*-?%\}"),
    "comment": re.compile(r"\{%-?\s*endcomment\s*-?%\}"),
    "code": re.compile(r"\{%-?\s*end(?:highlight|codeblock)\s*-?%\}|\{\{<\s*/\s*highlight\s*>\}\}"),
}
_PAIRED_TAGS = {"raw": "raw", "comment": "comment", "highlight": "code", "codeblock": "code"}


def strip_template_tags(text: str) -> str:
    """Return Markdown without template tags.

    `{% raw %}` is replaced with its content, `{% highlight x %}` with a code fence. Other tags,
    outputs, attribute lists and shortcodes are removed; the text between them stays.
    """
    if not any(start in text for start in _TAG_STARTS):
        return text
    return _TemplateStripper(text).result()


class _TemplateStripper:
    """Single pass over a text. Linear: each kind of end tag is searched once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end_tags: dict[str, list[tuple[int, int]]] = {}

    def result(self) -> str:
        parts: list[str] = []
        position = 0
        while (token := _TOKEN.search(self._text, position)) is not None:
            parts.append(self._text[position : token.start()])
            replacement, position = self._replace(token)
            parts.append(replacement)
        parts.append(self._text[position:])
        return "".join(parts)

    def _replace(self, token: re.Match[str]) -> tuple[str, int]:
        """Return the replacement of a token and the position after it."""
        start, end = token.span()
        if token["fence"]:
            end = _fence_end(token["ticks"], self._text, end)
            return _RAW_TAG.sub("", self._text[start:end]), end
        if token["span"]:
            return _RAW_TAG.sub("", token["span"]), end
        if token["toc"]:
            return "", end
        return self._replace_tag(token["tag"], start)

    def _replace_tag(self, tag_start: str, start: int) -> tuple[str, int]:
        text = self._text
        tag_end = "%}" if tag_start == "{%" else "}}"
        close = text.find(tag_end, start + 2, start + _MAX_TAG_LENGTH)
        if close < 0:
            return tag_start, start + 2
        end = close + 2
        name = _NAME.match(text, start, end)
        kind = _PAIRED_TAGS.get(name[1]) if name else None
        end_tag = self._find_end_tag(kind, end) if kind else None
        if name is not None and kind and end_tag:
            content = text[end : end_tag[0]]
            replacement = {"raw": content, "comment": ""}.get(kind)
            if replacement is None:
                replacement = _as_fence(content, name[2])
            return replacement, end_tag[1]
        if text.endswith("](", 0, start) and text[end : end + 1] in _LINK_ENDS:
            return "#", end  # a link without a target keeps its text
        return "", end

    def _find_end_tag(self, kind: str, start: int) -> tuple[int, int] | None:
        if kind not in self._end_tags:
            self._end_tags[kind] = [tag.span() for tag in _END_TAGS[kind].finditer(self._text)]
        end_tags = self._end_tags[kind]
        index = bisect_left(end_tags, (start, 0))
        return end_tags[index] if index < len(end_tags) else None


def _fence_end(ticks: str, text: str, start: int) -> int:
    close = re.compile(rf"(?m)^[ ]{{0,3}}{re.escape(ticks)}[`~]*[ \t]*$").search(text, start)
    return close.end() if close else len(text)


def _as_fence(code: str, language: str) -> str:
    code = _RAW_TAG.sub("", code).strip("\n")
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"\n{fence}{language.strip('-')}\n{code}\n{fence}\n"
