"""Partial layout of long documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from finews_tui.content.body import parse_body
from finews_tui.layout.page import ArticleHeader, LayoutOptions, Line, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.layout.partial_layout import lay_out_part
from finews_tui.model.article import BodyFormat

HEAD = ArticleHeader("A long story", ("Harbour Notes", "2024-03-20"))
_SECTION = """
## Section {n}

The harbour of {n} boats was quiet, and the fog that came at noon stayed until the ferry left.

码头的第{n}艘船在清晨回到港口，鱼市的商贩们已经等了很久，价格比上周略低。

- ropes
- nets, and floats

| boat | men |
| --- | --- |
| {n} | 4 |

```
tide = {n}

harbour(tide)
```

> Said on the quay: {n} is enough.[^{n}]

[^{n}]: Not written down.
"""
DOCUMENT = parse_body("".join(_SECTION.format(n=n) for n in range(120)), BodyFormat.MARKDOWN)


@pytest.mark.parametrize("width", [40, 84])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.37, 0.5, 0.8])
def test_part_has_same_lines_as_whole_page(width: int, share: float) -> None:
    whole = lay_out(DOCUMENT, width, LayoutOptions(), HEAD)
    offset = int(share * whole.lines[-1].offset)
    part = lay_out_part(DOCUMENT, width, LayoutOptions(), HEAD, offset)
    whole_lines, part_lines = _comparable_lines(whole), _comparable_lines(part)
    first = next(
        index
        for index in range(len(whole_lines))
        if whole_lines[index : index + 30] == part_lines[:30]
    )
    assert whole_lines[first : first + len(part_lines)] == part_lines
    assert part.lines[0].offset <= offset <= part.lines[-1].offset
    assert (first == 0) == (share == 0)
    assert len(part.lines) < len(whole.lines) / 2


def _comparable_lines(page: Page) -> list[Line]:
    """Return the lines without the indexes of wide blocks, which differ by page."""
    return [replace(line, wide_block=None if line.wide_block is None else 0) for line in page.lines]


def test_short_document_is_one_part() -> None:
    document = parse_body("Fog at noon.\n\nA ferry left.", BodyFormat.MARKDOWN)
    assert lay_out_part(document, 60, LayoutOptions(), HEAD, 0) == lay_out(
        document, 60, LayoutOptions(), HEAD
    )


def test_offset_beyond_end_shows_last_blocks() -> None:
    part = lay_out_part(DOCUMENT, 60, LayoutOptions(), HEAD, 10**9)
    assert part.lines
    assert part.lines[-1].offset > 0
