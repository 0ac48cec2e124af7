"""Replace template tags (Liquid, Hexo, Hugo) in Markdown and HTML with their content."""

from __future__ import annotations

import re
from bisect import bisect_left
from html import escape

from finews_tui.content.markdown.tag_arguments import literal_output, parse_arguments, parse_words
from finews_tui.content.markdown.tag_html import RenderText, TagHtml, tag_html

MAX_OPEN_TAGS = 16
"""Maximum depth of nested boxes; the tags of deeper ones are removed."""

_MAX_TAG_LENGTH = 4000
_MAX_PREFIX = 200
_TAG_STARTS = ("{%", "{{", "{:")
# Code (left unchanged), tables of contents, and starts of tags.
_TOKEN = re.compile(
    r"""(?mx)
    (?P<fence>^[ ]{0,3}(?P<ticks>`{3,}|~{3,})[^\n]*$)
    | (?P<span>(?<!`)(?P<tick>`{1,2})(?!`)[^\n]{1,500}?(?<!`)(?P=tick)(?!`))
    | (?P<toc>^[ ]{0,3}(?:[*+-]|\d{1,3}\.)[ ][^\n]*\n\{:\s*toc[^}\n]{0,100}\}[ \t]*$)
    | (?P<comment>\{::comment\})
    | (?P<tag>\{[%{])
    """
)
_HTML_TOKEN = re.compile(r"(?P<tag>\{[%{])")
_NAME = re.compile(r"\{(?:%-?|\{[<%])\s*(?P<close>/|end(?=\w))?(?P<name>[\w/][\w./-]*+)?\s*")
_RAW_TAG = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_ESCAPED_SHORTCODE = re.compile(r"\{\{([<%])/\*(.{0,400}?)\*/([>%])\}\}", re.DOTALL)
_END_TAG = re.compile(
    r"\{%-?\s*end(?P<liquid>\w+)[^%{}]{0,100}%\}|\{\{[<%]\s*/\s*(?P<hugo>[\w/-]+)\s*[>%]\}\}"
    r"|\{:/(?P<kramdown>comment)?\}"
)
_PREFIX = re.compile(r"[ \t]*+(?:>[ \t]*+)*+")
_BEFORE_FORMULA_GROUP = re.compile(r"(?:[\^_$]|\\[a-zA-Z]{1,20})\Z")
_FORMULA_GROUPS = re.compile(r"(?:\{\{[^{}]{0,200}\}\}|\{[^{}%]{0,200}\}){0,8}")
_CODE = ("highlight", "codeblock", "code", "prism", "mermaid")
_FORMULAS = ("katex", "math", "mathjax", "latex")
_TARGETS = ("post_url", "ref", "relref", "post_path", "asset_path", "url_for")
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}")
_LANGUAGE_OPTION = re.compile(r"lang(?:uage)?[:=]\s*[\"']?([\w+#.-]{1,30})")
_CODE_OPTION = re.compile(r"\s*(?:\w+[:=]\S*|https?://\S+.*)")
_BELOW_TEXT = re.compile(r"\S[ \t]*\n[ \t]*\Z")
# Other tags may stand between them on lines of their own.
_ABOVE_INDENTED_HTML = re.compile(
    r"(?P<line>[ \t]{0,20}+\n)"
    r"(?:[ \t]{0,20}+(?:\{\{[^{}\n]{0,200}+\}\}|\{%[^{}\n]{0,200}+%\})[ \t]{0,20}+\n){0,8}+"
    r"[ \t]{1,40}+</?[A-Za-z]"
)
_ADDRESS_STARTS = ("](", "](<", '="', "='")


def expand_template_tags(text: str, render: RenderText, *, is_html: bool = False) -> str:
    """Return a text with template tags replaced with HTML.

    Images, links, media, boxes and quotes are shown, `{% raw %}` is replaced with its content, and
    `{% highlight x %}` with code. All other tags are removed; the text between them stays.
    """
    if not any(start in text for start in _TAG_STARTS):
        return text
    return _TemplateExpander(text, render, is_html=is_html).result()


class _TemplateExpander:
    """Single pass over a text. Linear: ends of tags and end tags are searched once."""

    def __init__(self, text: str, render: RenderText, *, is_html: bool) -> None:
        self._text = text
        self._render = render
        self._is_html = is_html
        self._end_tags: dict[str, list[tuple[int, int]]] | None = None
        self._tag_ends: dict[str, int] = {}
        # Open boxes: name, and HTML of the end tag.
        self._open: list[tuple[str, TagHtml]] = []

    def result(self) -> str:
        parts: list[str] = []
        position = 0
        tokens = _HTML_TOKEN if self._is_html else _TOKEN
        while (token := tokens.search(self._text, position)) is not None:
            parts.append(self._text[position : token.start()])
            replacement, position = self._replace(token)
            if not replacement and not self._is_html:
                position = self._end_of_empty_line(token.start(), position)
            parts.append(replacement)
        parts.append(self._text[position:])
        return "".join(parts)

    def _end_of_empty_line(self, start: int, end: int) -> int:
        """Return the position after a hidden tag, and its line if that would hide the next one.

        An empty line ends a block of HTML, and indented HTML below it would be code.
        """
        above = self._text[max(0, start - _MAX_PREFIX) : start]
        if _BELOW_TEXT.search(above) is None:
            return end
        below = _ABOVE_INDENTED_HTML.match(self._text, end)
        return below.end("line") if below else end

    def _replace(self, token: re.Match[str]) -> tuple[str, int]:
        """Return the replacement of a token and the position after it."""
        start, end = token.span()
        kind = token.lastgroup
        if kind == "tag":
            return self._replace_tag(token["tag"], start)
        if kind == "comment":
            end_tag = self._find_end_tag("comment", end)
            return "", end_tag[1] if end_tag else end
        if token["fence"]:
            end = _fence_end(token["ticks"], self._text, end)
            return _literal(self._text[start:end]), end
        return (_literal(token["span"]), end) if token["span"] else ("", end)

    def _replace_tag(self, tag_start: str, start: int) -> tuple[str, int]:
        text = self._text
        escaped = _ESCAPED_SHORTCODE.match(text, start)
        if escaped is not None:
            return escape(_literal(escaped[0]), quote=False), escaped.end()
        end = self._find_tag_end("%}" if tag_start == "{%" else "}}", start + 2)
        if end is None:
            return tag_start, start + 2
        name = _NAME.match(text, start, end - 2)
        if name is None:
            return self._output(start, end)
        if name["close"]:
            return self._close((name["name"] or "").lower(), start), end
        if not name["name"]:
            return "", end
        return self._expand(name["name"].lower(), name.end(), start, end)

    def _output(self, start: int, end: int) -> tuple[str, int]:
        """Return the literal in an output tag. Braces in formulas are left unchanged."""
        text = self._text
        if _BEFORE_FORMULA_GROUP.search(text, max(0, start - 22), start):
            groups = _FORMULA_GROUPS.match(text, start)
            end = max(end, groups.end()) if groups else end
            return text[start:end], end
        return literal_output(text[start + 2 : end - 2]) or self._missing_target(start, end), end

    def _missing_target(self, start: int, end: int) -> str:
        """Return "#" if a link would have no target, so that its text is shown."""
        text = self._text
        return "#" if text.endswith("](", 0, start) and text[end : end + 1] in (")", " ") else ""

    def _expand(self, name: str, argument_start: int, start: int, end: int) -> tuple[str, int]:
        is_shortcode = self._text.startswith("{{", start)
        arguments = self._text[argument_start : end - 2].rstrip()
        if is_shortcode:
            arguments = arguments.removesuffix(">").removesuffix("%").rstrip().removesuffix("/")
        else:
            arguments = arguments.removesuffix("-")
        end_tag = self._find_end_tag(name, end)
        if end_tag is not None and name in ("raw", "comment", *_CODE, *_FORMULAS):
            return self._verbatim(name, arguments, self._text[end : end_tag[0]]), end_tag[1]
        is_address = self._text.endswith(_ADDRESS_STARTS, max(0, start - 3), start)
        if name in _TARGETS or (name == "link" and is_address):
            target = _target(name, arguments) if is_address else ""
            return target or self._missing_target(start, end), end
        html = tag_html(
            name,
            arguments,
            self._render,
            is_shortcode=is_shortcode,
            is_paired=end_tag is not None and len(self._open) < MAX_OPEN_TAGS,
        )
        if html is None:
            return self._missing_target(start, end), end
        if html.closing is not None:
            self._open.append((name, html))
        return self._place(html.html, start, is_block=html.is_block), end

    def _close(self, name: str, start: int) -> str:
        if all(name != open_name for open_name, _ in self._open):
            return ""
        closings: list[TagHtml] = []
        open_name = ""
        while open_name != name:
            open_name, closing = self._open.pop()
            closings.append(closing)
        html = "".join(closing.closing or "" for closing in closings)
        return self._place(html, start, is_block=closings[-1].is_block)

    def _place(self, html: str, start: int, *, is_block: bool) -> str:
        """Return HTML, for a block with empty lines that end it in Markdown."""
        if self._is_html or not is_block or not html:
            return html
        line_start = self._text.rfind("\n", max(0, start - _MAX_PREFIX), start) + 1
        is_short = line_start > 0 or start <= _MAX_PREFIX
        prefix = self._text[line_start:start] if is_short else "x"
        if _PREFIX.fullmatch(prefix):
            return f"{html}\n{prefix}\n{prefix}"
        return f"\n\n{html}\n\n"

    def _verbatim(self, name: str, arguments: str, content: str) -> str:
        """Return the content of a tag that is not Markdown."""
        if name == "raw":
            return content
        if name == "comment":
            return ""
        if name in _FORMULAS:
            is_delimited = "$" in content or "\\(" in content or "\\[" in content
            mark = "$$" if "\n" in content.strip() or "display" in arguments else "$"
            return content if is_delimited else f"{mark}{content.strip()}{mark}"
        title, language = _code_title(name, arguments)
        code = _literal(content).strip("\n")
        if self._is_html:
            heading = f"<p>{escape(title)}</p>" if title else ""
            language = f' class="language-{escape(language)}"' if language else ""
            return f"{heading}<pre><code{language}>\n{escape(code)}\n</code></pre>"
        heading = f"\n\n<p>{escape(title)}</p>\n\n" if title else ""
        if code.lstrip().startswith(("```", "~~~")):
            return f"{heading}{content}"
        return heading + _as_fence(code, language)

    def _find_tag_end(self, mark: str, start: int) -> int | None:
        """Return the position after the end of a tag."""
        position = self._tag_ends.get(mark, -1)
        if position < start:
            position = self._text.find(mark, start)
            position = position if position >= 0 else len(self._text) + _MAX_TAG_LENGTH
            self._tag_ends[mark] = position
        return position + 2 if position < start + _MAX_TAG_LENGTH - 2 else None

    def _find_end_tag(self, name: str, start: int) -> tuple[int, int] | None:
        if self._end_tags is None:
            self._end_tags = {}
            for tag in _END_TAG.finditer(self._text):
                end_name = tag["liquid"] or tag["hugo"] or "comment"
                self._end_tags.setdefault(end_name.lower(), []).append(tag.span())
        end_tags = self._end_tags.get(name, [])
        index = bisect_left(end_tags, (start, 0))
        return end_tags[index] if index < len(end_tags) else None


def _target(name: str, arguments: str) -> str:
    """Return the address in a tag; "" for the page of another post."""
    path = parse_words(arguments).word(0) or parse_arguments(arguments).first("path")
    if path.startswith("#"):
        return path
    if name in ("post_url", "post_path", "ref", "relref") or path.endswith((".md", ".markdown")):
        return ""
    path = path.replace(" ", "%20").replace(")", "%29")
    return path if name == "asset_path" or path.startswith("/") or not path else f"/{path}"


def _code_title(name: str, arguments: str) -> tuple[str, str]:
    """Return the title and language of code."""
    option = _LANGUAGE_OPTION.search(arguments)
    language = option[1] if option else ""
    if name == "mermaid":
        return "", "mermaid"
    parsed = parse_arguments(arguments)
    if name == "codeblock":
        words = parse_words(arguments).words
        title = " ".join(word for word in words if _CODE_OPTION.fullmatch(word) is None)
        return title, language
    word = parsed.word(0)
    if not language and _LANGUAGE.fullmatch(word):
        language = word
    return parsed.first("title", "file", "filename"), language.strip("-")


def _literal(code: str) -> str:
    """Return code without the tags that protect template tags in it."""
    return _RAW_TAG.sub("", _ESCAPED_SHORTCODE.sub(r"{{\1\2\3}}", code))


def _fence_end(ticks: str, text: str, start: int) -> int:
    close = re.compile(rf"(?m)^[ ]{{0,3}}{re.escape(ticks)}[`~]*[ \t]*$").search(text, start)
    return close.end() if close else len(text)


def _as_fence(code: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"\n{fence}{language}\n{code}\n{fence}\n"
