"""Notices that blog software adds to feeds: "The post … appeared first on …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finews_tui.model.document import Block, Paragraph, spans_text

_LINK = "@"
_MAX_LENGTH = 600
_LAST_BLOCKS = 3
# The translations of WordPress, with a placeholder for each link.
_LINKED_NOTICE = re.compile(
    r"(?:The (?:post|article|entry|story) @ (?:appeared first|first appeared|was first published)"
    r" on @"
    r"|Der Beitrag @ (?:erschien zuerst|ist zuerst erschienen|erschien (?:als )?erstes) auf @"
    r"|L[’']article @ est apparu en premier sur @"
    r"|(?:La entrada|El post|El artículo) @ (?:se publicó|apareció|aparece) primero en @"
    r"|L[’']articolo @ (?:proviene da|sembra essere il primo su) @"
    r"|O (?:post|conteúdo) @ (?:apareceu|aparece) primeiro (?:em|no?) @"
    r"|Het bericht @ verscheen eerst op @"
    r"|(?:Artykuł|Wpis) @ pochodzi z serwisu @"
    r"|(?:Сообщение|Запись) @ (?:появились сначала|впервые появилась|сначала появилась) на @"
    r"|投稿 ?@ ?は ?@ ?に最初に表示されました"
    r"|(?:文章|帖子|这篇文章|日志)? ?@ ?(?:最先|首先|最早)(?:出现|发布|出現|發佈)[在於于] ?@"
    r")[.。]?"
)
_PLAIN_NOTICE = re.compile(r"The post .{1,300} (?:appeared first|first appeared) on [^.]{1,100}\.?")


def feed_notice(blocks: Sequence[Block]) -> Paragraph | None:
    """Return the notice among the last blocks of a document, or None."""
    for block in reversed(blocks[-_LAST_BLOCKS:]):
        if isinstance(block, Paragraph) and _is_notice(block):
            return block
    return None


def _is_notice(paragraph: Paragraph) -> bool:
    text = spans_text(paragraph.spans)
    if len(text) > _MAX_LENGTH:
        return False
    parts: list[str] = []
    previous: int | None = None
    for span in paragraph.spans:
        if span.link is None:
            parts.append(span.text)
        elif span.link != previous:
            parts.append(_LINK)
        previous = span.link
    if _LINKED_NOTICE.fullmatch("".join(parts).strip()) is not None:
        return True
    return _LINK not in parts and _PLAIN_NOTICE.fullmatch(text.strip()) is not None
