"""Remove boilerplate from archive posts: digests, footers and the final URL."""

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
_MAX_FOOTER_LINES = 12

_CREDIT_AT_END = re.compile(r"[（(][^（）()]{1,40}[）)]\s*$")
_NON_WORD_CHARACTERS = re.compile(r"[\W_]+")
# A digest repeats words from the first blocks.
_DIGEST_SOURCE_BLOCKS = 6
_MIN_DIGEST_LENGTH = 6
_MAX_DIGEST_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class BodyWithoutFooter:
    """Body without its footer, and the article URL from the footer, or ""."""

    body: str
    link: str = ""


def strip_footers(body: str) -> BodyWithoutFooter:
    """Remove site links and a `<http://…>` line from the end of Markdown."""
    body = body.rstrip()
    link = ""
    for _ in range(_MAX_FOOTER_LINES):
        start = body.rfind("\n") + 1
        line = body[start:].strip()
        lone_link = _LONE_LINK.fullmatch(line)
        if lone_link is not None:
            if link and lone_link[1]:
                break
            link = normalize_url(lone_link[1]) or link
        elif _FOOTER.fullmatch(line) is None:
            break
        body = body[:start].rstrip()
        if not body:
            break
    return BodyWithoutFooter(body, link)


def extract_digest(document: Document) -> Document:
    """Move the first quote to the digest if the text repeats its words."""
    blocks = document.blocks
    if len(blocks) < 2 or not isinstance(blocks[0], Quote):
        return document
    digest = " ".join(block_texts(blocks[0].blocks)).strip()
    text_blocks = blocks[1 : 1 + _DIGEST_SOURCE_BLOCKS]
    if len(digest) > _MAX_DIGEST_LENGTH or not _repeats(text_blocks, digest):
        return document
    return replace(document, blocks=blocks[1:], digest=digest)


def _repeats(blocks: tuple[Block, ...], digest: str) -> bool:
    words = _word_characters(_CREDIT_AT_END.sub("", digest))
    if len(words) < _MIN_DIGEST_LENGTH:
        return False
    text = "".join(
        _word_characters(spans_text(block.spans))
        for block in blocks
        if isinstance(block, Paragraph | Heading)
    )
    # The end may differ: the digest can stop in the middle of a sentence.
    return words[: max(_MIN_DIGEST_LENGTH, len(words) * 9 // 10)] in text


def _word_characters(text: str) -> str:
    return _NON_WORD_CHARACTERS.sub("", text)
