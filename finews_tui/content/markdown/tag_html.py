"""HTML for template tags with visible content: images, links, media, boxes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote

from finews_tui.content.html.callouts import KINDS, canonical_kind
from finews_tui.content.markdown.tag_arguments import Arguments, parse_arguments, parse_words


@dataclass(frozen=True, slots=True)
class TagHtml:
    """Replacement of a tag. A block gets a line of its own; `closing` replaces the end tag."""

    html: str
    is_block: bool = True
    closing: str | None = None


RenderText = Callable[[str], str]
"""Render the inline Markdown of a caption as HTML."""

_IMAGE_NAME = re.compile(r"(?i)\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|ico)(?:[?#]\S*)?\Z")
_URL = re.compile(r"(?:https?:)?//[^\s,]+")
_URL_START = re.compile(r"^(?:https?:)?//(?:www\.)?")
_IMAGE_INCLUDE = re.compile(r"(?i)figure|image|img|picture|photo|screenshot")
_NUMBER = re.compile(r"\d+(?:px|%|em)?|auto")
_TWO_TITLES = re.compile(r"""["']([^"']+)["']\s+["']([^"']+)["']""")
_OPTION = re.compile(r"(?:lang|from|to):")
_MEDIA = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "youtuber": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
    "gist": "https://gist.github.com/{}",
    "tweet": "https://x.com/i/status/{}",
    "twitter": "https://x.com/i/status/{}",
    "x": "https://x.com/i/status/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "jsfiddle": "https://jsfiddle.net/{}",
    "asciinema": "https://asciinema.org/a/{}",
    "codepen": "https://codepen.io/{}",
    "spotify": "https://open.spotify.com/{}",
    "soundcloud": "https://soundcloud.com/{}",
    "tiktok": "https://www.tiktok.com/{}",
}
_INCLUDED_MEDIA = ("youtube", "vimeo", "bilibili", "gist", "tweet", "twitter", "instagram")
_MEDIA_ID = re.compile(r"[\w./@=-]{2,200}")
_FILES = ("video", "audio", "iframe", "mp3", "mp4", "pdf", "file", "embed", "oembed")
_BOXES = frozenset((
    "note", "notice", "admonition", "alert", "callout", "hint", "message", "box", "panel", "tip",
    "warning", "info", "important", "danger", "caution", "success", "error", "bug", "example",
    "question", "aside",
))  # fmt: skip
_DETAILS = frozenset((
    "details", "detail", "expand", "folding", "fold", "collapse", "spoiler", "hidetoggle",
    "toggle", "accordion",
))  # fmt: skip
_QUOTES = ("blockquote", "pullquote", "quote", "cq", "centerquote", "epigraph")
_TABS = ("tab", "tabitem", "tab-item")
_NO_TITLES = frozenset(("true", "false", "no-icon", "simple", "modern", "flat", "disabled"))
_INLINE = ("label", "emp", "kbd", "u", "mark", "key")


def tag_html(
    name: str, arguments: str, render: RenderText, *, is_shortcode: bool, is_paired: bool
) -> TagHtml | None:
    """Return the HTML of a tag, or None if it shows nothing.

    `is_shortcode`: of Hugo. `is_paired`: there is an end tag.
    """
    name = name.lower()
    if name in _PLAIN_TAGS and not is_shortcode:
        return _PLAIN_TAGS[name](arguments, render)
    named = parse_arguments(arguments)
    if name in ("include", "include_cached", "include_relative", "render", "partial"):
        return _include(named, render)
    if name in _MEDIA or name in _FILES:
        return _media(name, named)
    if is_paired:
        return _paired(name, named, render)
    if name in ("image", "img", "figure", "picture", "fig", "responsive_image", "photo"):
        return _keyed_image(named, render, is_known=True)
    if name in ("link", "button", "btn", "a"):
        return _keyed_link(named)
    if name in _INLINE:
        return TagHtml(escape(named.word(0)), is_block=False)
    return None


def image_html(
    source: str, alt: str, render: RenderText, caption: str = "", link: str = "", size: str = ""
) -> TagHtml:
    """Return an image, in a figure if it has a caption."""
    image = f'<img src="{escape(source)}" alt="{escape(unescape(alt))}"{size}>'
    if link:
        image = f'<a href="{escape(link)}">{image}</a>'
    if not caption:
        # In Markdown, a line that is just a tag would start an HTML block.
        return TagHtml(f"<span>{image}</span>", is_block=False)
    return TagHtml(f"<figure>{image}<figcaption>{render(caption)}</figcaption></figure>")


def link_html(words: str, address: str, *, is_block: bool = False) -> TagHtml:
    """Return a link."""
    html = f'<a href="{escape(address)}">{escape(words)}</a>'
    return TagHtml(f"<p>{html}</p>" if is_block else html, is_block)


def _size(width: str, height: str) -> str:
    sizes = (("width", width.removesuffix("px")), ("height", height.removesuffix("px")))
    return "".join(f' {name}="{value}"' for name, value in sizes if value.isdecimal())


def _hexo_image(arguments: str, render: RenderText) -> TagHtml | None:
    """`[class …] path [width] [height] [title [alt]]`."""
    parsed = parse_words(arguments)
    if parse_arguments(arguments).first("src", "url", "path"):
        return _keyed_image(parse_arguments(arguments), render, is_known=True)
    words = list(parsed.words)
    start = next(
        (n for n, word in enumerate(words) if _IMAGE_NAME.search(word) or _URL.match(word)), None
    )
    if start is None:
        start = next((n for n, word in enumerate(words) if "/" in word), 0)
    if start >= len(words):
        return None
    source, *rest = words[start:]
    if rest and rest[0] == "--alt":
        return image_html(source, " ".join(rest[1:]).partition(" --")[0], render)
    sizes: list[str] = []
    while rest and len(sizes) < 2 and _NUMBER.fullmatch(rest[0]):
        sizes.append(rest.pop(0))
    sizes += [""] * (2 - len(sizes))
    title, alt = _title_and_alt(rest, is_quoted=arguments.rstrip()[-1:] in ("'", '"'))
    caption = title if alt and alt != title else ""
    return image_html(source, alt or title, render, caption, size=_size(*sizes))


def _title_and_alt(words: list[str], *, is_quoted: bool) -> tuple[str, str]:
    """Return the title and alternative text, quoted separately or together."""
    inner = _TWO_TITLES.match(words[0]) if len(words) == 1 else None
    if inner is not None:
        return inner[1], inner[2]
    if len(words) == 2 and is_quoted:
        return words[0], words[1]
    return " ".join(words), ""


def _jekyll_image(arguments: str, render: RenderText) -> TagHtml | None:
    """`"path" "alternative text"`; the text may contain bare quotation marks."""
    named = parse_arguments(arguments)
    if named.named:
        return _keyed_image(named, render, is_known=True)
    words = parse_words(arguments)
    if not words.words:
        return None
    if not _IMAGE_NAME.search(words.words[0]):
        return _hexo_image(arguments, render)
    rest = words.text.split(words.words[0], 1)[-1].lstrip("\"'").strip()
    return image_html(words.words[0], _unquoted(rest), render)


def _image_with_class(arguments: str, render: RenderText) -> TagHtml | None:
    words = parse_words(arguments)
    return image_html(words.word(0), words.word(2), render) if words.words else None


def _unquoted(text: str) -> str:
    is_quoted = len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]
    return text[1:-1].strip() if is_quoted else text


def _keyed_image(named: Arguments, render: RenderText, *, is_known: bool) -> TagHtml | None:
    source = named.first(
        "src", "url", "path", "image_path", "file", "image", "img", "image_url", "filename", "link"
    )
    words = [word for word in named.words if not word.endswith((".html", ".liquid"))]
    if not source and is_known:
        source = next((word for word in words if _IMAGE_NAME.search(word) or "/" in word), "")
        words = [word for word in words if word != source]
    if not source or not (is_known or _IMAGE_NAME.search(source)):
        return None
    title, caption = named.first("title"), named.first("caption", "description", "desc", "text")
    alt = named.first("alt", "alt_text")
    if not (title or caption or alt) and words and is_known:
        alt = words[-1]
    parts = [part for part in (title, caption, named.first("attr", "credit")) if part]
    caption = " — ".join(dict.fromkeys(parts))
    if not alt and len(parts) == 1:
        alt, caption = caption, caption if re.search(r"[\[<*_`]", caption) else ""
        alt = "" if caption else alt
    link = named.first("link", "href") if source != named.first("link") else ""
    size = _size(named.first("width"), named.first("height"))
    return image_html(source, alt, render, caption, link, size)


def _include(named: Arguments, render: RenderText) -> TagHtml | None:
    """Return the HTML of an include by its name and arguments: image, video, box or text."""
    path = named.word(0).lower()
    name = path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]
    media = next((key for key in _INCLUDED_MEDIA if key in path), "")
    if not media and "video" in name:
        media = named.first("provider", "host", "type").lower() or "video"
    if media:
        return _media(media, Arguments(named.text, named.words[1:], named.named))
    image = _keyed_image(
        Arguments(named.text, named.words[1:], named.named),
        render,
        is_known=_IMAGE_INCLUDE.search(name) is not None,
    )
    if image is not None:
        return image
    text = named.first("content", "text", "quote", "message", "body", "caption")
    if not text:
        return None
    kinds = (canonical_kind(word) for word in re.split(r"[\W_]+", name))
    kind = _kind(named) or next((kind for kind in kinds if kind in KINDS), "")
    if "quote" in named.named or name.endswith("quote"):
        author = named.first("author", "cite", "source", "by")
        footer = f"<p>— {escape(author)}</p>" if author else ""
        return TagHtml(f"<blockquote><p>{render(text)}</p>{footer}</blockquote>")
    if kind:
        start = _callout_start(kind, named.first("title", "heading"))
        return TagHtml(f"{start}<p>{render(text)}</p></div>")
    return TagHtml(f"<p>{render(text)}</p>")


def _media(name: str, named: Arguments) -> TagHtml | None:
    """Return a link to a video, post or file."""
    title = named.first("title", "caption", "label", "name", "alt")
    source = named.first(
        "id", "url", "src", "href", "link", "path", "file", "youtube_id", "video_id", "vid", "bvid"
    )
    words = list(named.words)
    if not source and words:
        source = words.pop(0)
        if name == "gist" and words and "/" not in source:
            source = f"{source}/{words.pop(0)}"
        elif name in ("tweet", "twitter", "x") and words:
            source = words.pop(0)
    if named.first("user") and name in ("tweet", "twitter", "x"):
        address = f"https://x.com/{quote(named.first('user'))}/status/{quote(source)}"
    elif _URL.match(source) or (name in _FILES and source):
        address = source
    elif name in _MEDIA and _MEDIA_ID.fullmatch(source) and not source.startswith("page."):
        address = _MEDIA[name].format(quote(source, safe="/@=?"))
    else:
        return None
    # Other words are options, such as `false` or a width.
    title = title or next((word for word in words if " " in word or not word.isascii()), "")
    return link_html(title or _URL_START.sub("", address), address, is_block=True)


def _keyed_link(named: Arguments) -> TagHtml | None:
    address = named.first("href", "url", "link", "to") or named.word(0)
    words = named.first("text", "title", "content", "label", "name") or named.word(1)
    return link_html(words or address, address) if address else None


def _hexo_link(arguments: str, render: RenderText) -> TagHtml | None:
    """`words URL [external] [title]`; Jekyll's `link` has a path only."""
    parsed = parse_words(arguments)
    start = next((n for n, word in enumerate(parsed.words) if _URL.match(word)), None)
    if start is None:
        if len(parsed.words) < 2:
            return None
        start = next((n for n, word in enumerate(parsed.words) if n and "/" in word), 1)
    words = " ".join(parsed.words[:start]) or parsed.words[start]
    return link_html(words, parsed.words[start])


def _button(arguments: str, render: RenderText) -> TagHtml | None:
    """`URL, words, icon, title`."""
    parts = [part.strip() for part in parse_words(arguments).text.split(",")]
    if len(parts) < 2:
        return _hexo_link(arguments, render)
    address, words = parts[0], parts[1]
    if _URL.match(words):
        address, words = words, address
    return link_html(_unquoted(words) or address, address)


def _post_link(arguments: str, render: RenderText) -> TagHtml | None:
    parsed = parse_words(arguments)
    if not parsed.words:
        return None
    slug, *words = parsed.words
    if words and words[-1] in ("true", "false"):
        words.pop()
    return link_html(" ".join(words) or slug, "#")


def _asset_link(arguments: str, render: RenderText) -> TagHtml | None:
    parsed = parse_words(arguments)
    if not parsed.words:
        return None
    address, *words = parsed.words
    if words and words[-1] in ("true", "false"):
        words.pop()
    return link_html(" ".join(words) or address, address)


def _label(arguments: str, render: RenderText) -> TagHtml | None:
    text = parse_words(arguments).text
    return TagHtml(escape(_unquoted(text.partition("@")[2] or text)), is_block=False)


def _include_code(arguments: str, render: RenderText) -> TagHtml | None:
    words = [word for word in parse_words(arguments).words if _OPTION.match(word) is None]
    return link_html(" ".join(words), words[-1], is_block=True) if words else None


def _paired(name: str, named: Arguments, render: RenderText) -> TagHtml | None:
    """Return the start and end of a box, a quote or folded text."""
    if name in _QUOTES:
        return _blockquote(named, render)
    if name in _DETAILS:
        title = _title(named)
        return TagHtml(f"<details><summary>{render(title)}</summary>", closing="</details>")
    if name in _BOXES:
        own = canonical_kind(name)
        kind = _kind(named) or (own if own in KINDS else "note")
        return TagHtml(_callout_start(kind, _title(named)), closing="</div>")
    if name in _TABS and (title := _title(named) or named.word(0)):
        return TagHtml(f"<p><strong>{escape(title)}</strong></p>", closing="")
    if name in ("figure", "img", "image"):
        image = _keyed_image(named, render, is_known=True)
        if image is not None:
            return TagHtml(image.html, closing="")
        caption = named.first("caption", "title")
        if caption:
            html = f"<figcaption>{render(caption)}</figcaption></figure>"
            return TagHtml("<figure>", closing=html)
    if name in ("link", "button", "btn", "a") and (address := named.first("href", "url", "link")):
        return TagHtml(f'<a href="{escape(address)}">', is_block=False, closing="</a>")
    return None


def _kind(named: Arguments) -> str:
    names = [named.first(key) for key in ("type", "style", "kind", "class", "color")]
    names += named.words[:2]
    return next((kind for name in names if (kind := canonical_kind(name)) in KINDS), "")


def _title(named: Arguments) -> str:
    if title := named.first("title", "heading", "summary", "header", "name", "caption"):
        return title
    words = [
        word
        for index, word in enumerate(named.words)
        if word.lower() not in _NO_TITLES and not (index < 2 and canonical_kind(word) in KINDS)
    ]
    text = " ".join(words)
    # A single word in ASCII is an option: the name of an icon or colour.
    return "" if re.fullmatch(r"[a-z0-9_#.-]*", text) else text


def _callout_start(kind: str, title: str) -> str:
    html = f'<div data-callout="{escape(kind)}">'
    return html + (f'<p class="callout-title">{escape(title)}</p>' if title else "")


def _blockquote(named: Arguments, render: RenderText) -> TagHtml:
    """`author[, source] [URL] [title of the source]`, or `author=… source=…`."""
    author = named.first("author", "by", "cite", "name")
    source = named.first("source", "title", "book")
    address = named.first("link", "url", "href")
    if not named.named and named.text not in ("left", "right", "center"):
        url = _URL.search(named.text)
        before, address, after = named.text, "", ""
        if url is not None:
            before, address = named.text[: url.start()], url[0]
            after = named.text[url.end() :].strip()
        author, _, source = (_unquoted(part.strip()) for part in before.strip().partition(","))
        source = ", ".join(part for part in (source, after) if part)
    words = escape(source or (_URL_START.sub("", address) if address else ""))
    if address and words:
        words = f'<a href="{escape(address)}">{words}</a>'
    footer = ", ".join(part for part in (escape(author), words) if part)
    end = f"<p>— {footer}</p></blockquote>" if footer else "</blockquote>"
    return TagHtml("<blockquote>", closing=end)


_PLAIN_TAGS: dict[str, Callable[[str, RenderText], TagHtml | None]] = {
    "asset_img": _hexo_image,
    "img": _hexo_image,
    "imgcap": _hexo_image,
    "fi": _hexo_image,
    "fullimage": _hexo_image,
    "picture": _hexo_image,
    "image": _jekyll_image,
    "image_with_class": _image_with_class,
    "link": _hexo_link,
    "button": _button,
    "btn": _button,
    "post_link": _post_link,
    "asset_link": _asset_link,
    "label": _label,
    "include_code": _include_code,
}
