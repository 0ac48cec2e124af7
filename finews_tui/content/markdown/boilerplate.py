"""What an archive's posts carry besides their text: digests, footers, the link at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from finews_tui.content.text.urls import normalize_url
from finews_tui.model.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Quote,
    block_texts,
    spans_text,
)

_FOOTER = re.compile(
    r"(?:\[返回[^\]\n]{0,80}\]\((?:[^()\n]|\([^()\n]{0,80}\)){0,300}\)[ \t]*[｜|/]?[ \t]*){1,8}"
)
_LONE_LINK = re.compile(r"<((?:https?://[^<>\s]{1,2000})?)>")
_FOOTER_LINES = 12
"""Lines at the end of a body that are looked at."""

_SOURCE = re.compile(r"[（(][^（）()]{1,40}[）)]\s*$")
_NOT_WORDS = re.compile(r"[\W_]+")
_DIGEST_BLOCKS = 6
_DIGEST_LIMIT = 2000
_SHORTEST_DIGEST = 6


@dataclass(frozen=True, slots=True)
class BodyWithoutFooter:
    """A body without its footers, and the article's address that stood among them."""

    body: str
    link: str = ""


def strip_footers(body: str) -> BodyWithoutFooter:
    """Takes links back to the site, and a lone `<http://…>`, off the end of Markdown."""
    body = body.rstrip()
    link = ""
    for _ in range(_FOOTER_LINES):
        start = body.rfind("\n") + 1
        line = body[start:].strip()
        lone = _LONE_LINK.fullmatch(line)
        if lone is not None:
            if link and lone[1]:
                break
            link = normalize_url(lone[1]) or link
        elif _FOOTER.fullmatch(line) is None:
            break
        body = body[:start].rstrip()
        if not body:
            break
    return BodyWithoutFooter(body, link)


def extract_digest(document: Document) -> Document:
    """Moves a quote at the start, whose words open the text, to the document's digest."""
    blocks = document.blocks
    if len(blocks) < 2 or not isinstance(blocks[0], Quote):
        return document
    digest = " ".join(block_texts(blocks[0].blocks)).strip()
    if len(digest) > _DIGEST_LIMIT or not _says(blocks[1 : 1 + _DIGEST_BLOCKS], digest):
        return document
    return replace(document, blocks=blocks[1:], digest=digest)


def _says(blocks: tuple[Block, ...], digest: str) -> bool:
    core = _words(_SOURCE.sub("", digest))
    if len(core) < _SHORTEST_DIGEST:
        return False
    text = "".join(
        _words(spans_text(block.spans))
        for block in blocks
        if isinstance(block, Paragraph | Heading)
    )
    # The digest may end in a word of its own, where the sentence goes on in the text.
    return core[: max(_SHORTEST_DIGEST, len(core) * 9 // 10)] in text


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text)
