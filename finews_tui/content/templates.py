"""Takes the tags of site generators (Liquid, kramdown, Hugo) out of Markdown, less its code."""

from __future__ import annotations

import re

_TAG_LIMIT = 1000
"""Characters of one template tag; what is longer is text."""

# What matters while reading: code, which is left alone, and the tags.
_PIECE = re.compile(
    r"""(?mx)
    (?P<fence>^[ ]{0,3}(?P<ticks>`{3,}|~{3,})[^\n]*$)
    | (?P<span>(?<!`)(?P<tick>`{1,2})(?!`)[^\n]{1,500}?(?<!`)(?P=tick)(?!`))
    | \{%-?\s*(?P<name>\w*)\s*(?P<first>[\w+\#.-]*)(?:[^%]|%(?!\})){0,1000}?%\}
    | \{\{<\s*(?P<shortcode>/?\s*highlight)\s*(?P<language>[\w+\#.-]*)[^\n{}]{0,200}>\}\}
    | (?P<output>\{\{(?:[^{}]|\{[^{}]{0,200}\}){0,1000}?\}\})
    | (?P<contents>^[ ]{0,3}(?:[*+-]|\d{1,3}\.)[ ][^\n]*\n\{:\s*toc[^}\n]{0,100}\}[ \t]*$)
    | (?P<attributes>
        \{:(?:\s*(?:[.\#][\w-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s}"']+)|toc|no_?toc)){1,16}\s*\})
    """
)
_TEMPLATE_SIGNS = ("{%", "{{", "{:")
_END_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_RAW_TAG = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_END_COMMENT = re.compile(r"\{%-?\s*endcomment\s*-?%\}")
_END_CODE = re.compile(r"\{%-?\s*end(?:highlight|codeblock)\s*-?%\}|\{\{<\s*/\s*highlight\s*>\}\}")
_CODE_TAGS = ("highlight", "codeblock")


def without_templates(text: str) -> str:
    """Markdown as a site generator would hand it to its Markdown reader, less what it would put in.

    `{% raw %}` shows its inside, `{% highlight x %}` becomes a fence, other tags, outputs,
    attribute lists and shortcodes go; what stands between a pair of them stays.
    """
    if not any(sign in text for sign in _TEMPLATE_SIGNS):
        return text
    kept: list[str] = []
    at = 0
    while (piece := _PIECE.search(text, at)) is not None:
        kept.append(text[at : piece.start()])
        shown, at = _shown(piece, text)
        kept.append(shown)
    kept.append(text[at:])
    return "".join(kept)


def _shown(piece: re.Match[str], text: str) -> tuple[str, int]:
    """What stands for a piece in the result, and where reading goes on."""
    end = piece.end()
    if piece["fence"]:
        end = _fence_end(piece["ticks"], text, end)
        return _RAW_TAG.sub("", text[piece.start() : end]), end
    if piece["span"]:
        return _RAW_TAG.sub("", piece["span"]), end
    name = piece["name"] or (piece["shortcode"] or "").replace(" ", "")
    if name == "raw" and (close := _END_RAW.search(text, end)):
        return text[end : close.start()], close.end()
    if name == "comment" and (close := _END_COMMENT.search(text, end)):
        return "", close.end()
    if name in _CODE_TAGS and (close := _END_CODE.search(text, end)):
        code = _RAW_TAG.sub("", text[end : close.start()]).strip("\n")
        language = (piece["first"] or piece["language"] or "").strip("-")
        return _fenced(code, language), close.end()
    return "", end


def _fence_end(ticks: str, text: str, start: int) -> int:
    close = re.compile(rf"(?m)^[ ]{{0,3}}{re.escape(ticks)}[`~]*[ \t]*$").search(text, start)
    return close.end() if close else len(text)


def _fenced(code: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"\n{fence}{language}\n{code}\n{fence}\n"
