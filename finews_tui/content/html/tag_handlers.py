"""Start tag handlers by element name."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from finews_tui.content.html import (
    block_tags,
    formulas,
    inline_tags,
    list_tags,
    media_tags,
    table_tags,
)
from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    StartTagHandler,
    no_op,
)
from finews_tui.content.html.css import apply_style, is_code_block
from finews_tui.content.html.hidden import hiding, is_worth_listing
from finews_tui.model.text_style import TextStyle

# Elements without readable content.
_SKIPPED = (
    "style template head title meta link base textarea select option button datalist canvas "
    "map area source track param rp colgroup col dialog wbr frame frameset"
)
_STYLES = {
    "b strong": TextStyle.STRONG,
    "i em cite var dfn": TextStyle.EMPHASIS,
    "u ins": TextStyle.UNDERLINE,
    "s del strike": TextStyle.STRIKE,
    "code samp tt": TextStyle.CODE,
    "kbd": TextStyle.KEYBOARD,
    "sup": TextStyle.SUPERSCRIPT,
    "sub": TextStyle.SUBSCRIPT,
    "mark": TextStyle.MARK,
    "small": TextStyle.SMALL,
}
_DIVISIONS = (
    "div section article main header footer nav aside center address fieldset legend form hgroup "
    "body html search marquee noframes noembed"
)


def _skip(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler | None:
    return None


START_TAG_HANDLERS: dict[str, StartTagHandler] = {
    **dict.fromkeys(_SKIPPED.split(), _skip),
    **{tag: inline_tags.styled(style) for tags, style in _STYLES.items() for tag in tags.split()},
    **dict.fromkeys(_DIVISIONS.split(), block_tags.open_division),
    **{f"h{level}": block_tags.heading_handler(level) for level in range(1, 7)},
    "p": block_tags.open_paragraph,
    "a": inline_tags.open_anchor,
    "span": inline_tags.open_span,
    "br": inline_tags.open_break,
    "img": media_tags.open_image,
    "image": media_tags.open_image,
    **dict.fromkeys(("iframe", "video", "audio", "embed"), media_tags.open_media),
    "object": media_tags.open_object,
    "ruby": inline_tags.open_ruby,
    "rt": inline_tags.open_ruby_text,
    "q": inline_tags.open_quotation,
    "svg": inline_tags.open_drawing,
    "math": formulas.open_formula,
    "script": formulas.open_script,
    "mjx-container": formulas.open_rendered_formula,
    "input": inline_tags.open_input,
    **dict.fromkeys(("progress", "meter"), inline_tags.open_progress),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), list_tags.open_list),
    "li": list_tags.open_item,
    "dl": list_tags.open_definition_list,
    "dt": list_tags.open_term,
    "dd": list_tags.open_definition,
    "blockquote": block_tags.open_quote,
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), block_tags.open_preformatted),
    "hr": block_tags.open_rule,
    "details": block_tags.open_details,
    "summary": block_tags.open_summary,
    "figure": block_tags.open_figure,
    "figcaption": block_tags.open_figure_caption,
    "table": table_tags.open_table,
    "thead": table_tags.open_table_head,
    "tfoot": table_tags.open_table_foot,
    "noscript": media_tags.open_noscript,
    "tr": table_tags.open_row,
    **dict.fromkeys(("td", "th"), table_tags.open_cell),
    "caption": table_tags.open_caption,
}


def open_element(builder: DocumentBuilder, node: LexborNode, tag: str) -> EndTagHandler | None:
    """Handle a start tag. Return the end tag handler, or None to skip the element."""
    handler = START_TAG_HANDLERS.get(tag)
    attributes = node.attributes
    if attributes and (kind := hiding(tag, node, attributes)) is not None:
        text = node.text() if is_worth_listing(kind, node, attributes) else ""
        if builder.hide(kind, text):
            return None
    style = attributes.get("style") if attributes else None
    if style and is_code_block(tag, style):
        handler = block_tags.open_preformatted
    end_handler = handler(builder, node, attributes) if handler is not None else no_op
    if style and end_handler is not None:
        end_handler = apply_style(builder, node, tag, style, end_handler)
    # The handler ends the paragraph before the element.
    if attributes and builder.targets:
        builder.add_anchors(attributes, tag)
    return end_handler
