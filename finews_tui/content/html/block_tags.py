"""Handlers of block elements: paragraphs, headings, quotes, code, figures."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from finews_tui.content.html.anchors import MAX_NAME_LENGTH
from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    StartTagHandler,
    class_names,
    is_caption,
    is_credit,
)
from finews_tui.content.html.callouts import open_callout_part
from finews_tui.content.html.containers import (
    DetailsContainer,
    FigureContainer,
    ItemContainer,
    ListContainer,
    NoteContainer,
    QuoteContainer,
)
from finews_tui.content.html.note_tags import close_note, note_label
from finews_tui.content.html.table_tags import align_of
from finews_tui.model.document import Align, Code, Heading, HorizontalRule, Spans
from finews_tui.model.sanitize import clean_line
from finews_tui.model.text_style import TextStyle

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)([A-Za-z0-9+#_.-]{1,32})"
    r"|(?:^|\s)(?:highlight|sourceCode|codehilite)\s+([a-z0-9+#_-]{1,32})(?:\s|$)"
)
_NON_LANGUAGES = ("highlight", "highlighter-rouge", "text", "plaintext", "plain", "none")


def open_paragraph(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open a paragraph, which may be a heading, a caption or the credit line."""
    builder.end_paragraph()
    builder.symbols_before_paragraph = len(builder.symbols)
    if isinstance(builder.containers[-1], ItemContainer):
        _make_list_loose(builder)
    if not attributes:
        return _close_paragraph
    classes = class_names(attributes)
    if "em_media" in classes:
        return _close_credit
    if "caption" in classes:
        return _close_caption
    label = note_label(builder, node, attributes)
    if label and builder.push(NoteContainer(label)):
        return close_note
    if (callout_end := open_callout_part(builder, attributes)) is not None:
        return callout_end
    align = align_of(attributes)
    if align is None or align is builder.align:
        return _close_paragraph
    builder.saved_state.append(builder.align)
    builder.align = align
    return _close_aligned


def _make_list_loose(builder: DocumentBuilder) -> None:
    """Mark a list as loose (CommonMark): its items contain paragraphs."""
    parent = builder.containers[-2]
    if isinstance(parent, ListContainer):
        parent.tight = False


def _close_paragraph(builder: DocumentBuilder) -> None:
    if builder.line_depth or builder.preformatted is not None:
        builder.end_paragraph()
        return
    builder.release_images()
    paragraphs = builder.spans.take_paragraphs()
    if len(paragraphs) == 1:
        spans = paragraphs[0]
        if is_credit(spans):
            builder.add_credit(spans)
            return
        if builder.align is Align.CENTRE and is_caption(spans):
            builder.add_caption(spans)
            return
    builder.add_paragraphs(paragraphs, may_be_heading=True)


def _close_aligned(builder: DocumentBuilder) -> None:
    _close_paragraph(builder)
    _restore_align(builder)


def _restore_align(builder: DocumentBuilder) -> None:
    align = builder.saved_state.pop()
    assert isinstance(align, Align)
    builder.align = align


def _close_credit(builder: DocumentBuilder) -> None:
    builder.add_credit(builder.spans.take_line())


def _close_caption(builder: DocumentBuilder) -> None:
    builder.add_caption(builder.spans.take_line())


def open_division(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open a generic block, which may centre its text or be a caption."""
    builder.end_paragraph()
    builder.symbols_before_paragraph = len(builder.symbols)
    if attributes:
        classes = class_names(attributes)
        if "em_media" in classes:
            return _close_credit
        if "caption" in classes:
            return _close_caption
        label = note_label(builder, node, attributes)
        if label and builder.push(NoteContainer(label)):
            return close_note
        if (callout_end := open_callout_part(builder, attributes)) is not None:
            return callout_end
        language = _language_of(classes)
        if language:
            builder.saved_state.append(builder.language)
            builder.language = language
            return _close_language
    align = Align.CENTRE if node.tag == "center" else align_of(attributes)
    if align is None or align is builder.align:
        return DocumentBuilder.end_paragraph
    builder.saved_state.append(builder.align)
    builder.align = align
    return _close_aligned_division


def _close_aligned_division(builder: DocumentBuilder) -> None:
    builder.end_paragraph()
    _restore_align(builder)


def _close_language(builder: DocumentBuilder) -> None:
    builder.end_paragraph()
    language = builder.saved_state.pop()
    assert isinstance(language, str)
    builder.language = language


def heading_handler(level: int) -> StartTagHandler:
    """Return the handler of a heading."""

    def close_heading(builder: DocumentBuilder) -> None:
        builder.line_depth -= 1
        builder.heading_depth -= 1
        style = builder.saved_state.pop()
        assert isinstance(style, TextStyle)
        builder.style = style
        anchor = builder.saved_state.pop()
        assert isinstance(anchor, str)
        spans = _without_link_to(builder, builder.spans.take_line(), anchor)
        if spans and not builder.line_depth:
            builder.add_leaf(Heading(level, spans, anchor))

    def open_heading(
        builder: DocumentBuilder, node: LexborNode, attributes: Attributes
    ) -> EndTagHandler:
        if builder.line_depth:
            return DocumentBuilder.end_paragraph
        builder.end_paragraph()
        builder.saved_state += [_anchor_of(node, attributes), builder.style]
        builder.line_depth += 1
        builder.heading_depth += 1
        return close_heading

    return open_heading


def _anchor_of(node: LexborNode, attributes: Attributes) -> str:
    """Return the fragment of a heading: its id, or that of an anchor in it."""
    name = attributes.get("id")
    if not name and (anchor := node.css_first("a[id], a[name]")) is not None:
        name = anchor.attributes.get("id") or anchor.attributes.get("name")
    return clean_line(name or "", MAX_NAME_LENGTH)


def _without_link_to(builder: DocumentBuilder, spans: Spans, anchor: str) -> Spans:
    """Return the spans of a heading without a link to the heading itself."""
    if not anchor or all(span.link is None for span in spans):
        return spans
    own = f"#{anchor}"
    return tuple(
        replace(span, link=None) if builder.url(span.link) == own else span for span in spans
    )


def open_quote(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a block quote."""
    return _close_quote if builder.push(QuoteContainer()) else DocumentBuilder.end_paragraph


def _close_quote(builder: DocumentBuilder) -> None:
    builder.pop_to(QuoteContainer)


def open_preformatted(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open preformatted text."""
    if builder.preformatted is not None or builder.line_depth:
        return DocumentBuilder.end_paragraph
    builder.end_paragraph()
    builder.preformatted = []
    code = node.css_first("code")
    classes = " ".join((class_names(attributes), class_names(code.attributes) if code else ""))
    language = _language_of(classes) or attributes.get("lang") or builder.language
    is_text = code is None and not language and node.tag == "pre" and "highlight" not in classes
    builder.saved_state += [is_text, language]
    return _close_preformatted


def _close_preformatted(builder: DocumentBuilder) -> None:
    text = "".join(builder.preformatted or ())
    builder.preformatted = None
    language = builder.saved_state.pop()
    is_text = builder.saved_state.pop() is True
    assert isinstance(language, str)
    text = text.removeprefix("\n").rstrip()
    if text:
        language = language if re.fullmatch(r"[\w+#.-]*", language) else ""
        builder.add_leaf(Code(text, language, is_text=is_text))


def _language_of(classes: str) -> str:
    match = _LANGUAGE.search(classes)
    language = (match[1] or match[2]).lower() if match else ""
    return "" if language in _NON_LANGUAGES else language


def open_rule(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    """Add a rule, except above footnotes, which have their own."""
    if "footnote" not in class_names(attributes) and not builder.line_depth:
        builder.add(HorizontalRule())
    return None


def open_details(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open collapsed details."""
    return _close_details if builder.push(DetailsContainer()) else DocumentBuilder.end_paragraph


def _close_details(builder: DocumentBuilder) -> None:
    builder.pop_to(DetailsContainer)


def open_summary(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open the summary of details."""
    builder.end_paragraph()
    if not isinstance(builder.containers[-1], DetailsContainer):
        return DocumentBuilder.end_paragraph
    builder.line_depth += 1
    return _close_summary


def _close_summary(builder: DocumentBuilder) -> None:
    builder.line_depth -= 1
    summary = builder.spans.take_line()
    container = builder.containers[-1]
    if isinstance(container, DetailsContainer):
        container.summary = container.summary or summary


def open_figure(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open a figure: an image, a table or code with its caption."""
    builder.saved_state.append(builder.language)
    builder.language = _language_of(class_names(attributes)) or builder.language
    if builder.push(FigureContainer()):
        return _close_figure
    return _close_language


def _close_figure(builder: DocumentBuilder) -> None:
    builder.pop_to(FigureContainer)
    _close_language(builder)


def open_figure_caption(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open the caption of a figure."""
    builder.end_paragraph()
    builder.line_depth += 1
    return _close_figure_caption


def _close_figure_caption(builder: DocumentBuilder) -> None:
    builder.line_depth -= 1
    caption = builder.spans.take_line()
    container = builder.containers[-1]
    if isinstance(container, FigureContainer):
        container.caption = container.caption or caption
    else:
        builder.add_caption(caption)
