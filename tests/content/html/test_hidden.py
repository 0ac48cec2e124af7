"""Hidden text and boilerplate are left out and recorded; articles are always shown."""

from __future__ import annotations

from time import process_time

import pytest

from finews_tui.content.html.hidden import is_tracker
from finews_tui.content.html.parse import parse_html
from finews_tui.model.document import HiddenKind, document_text

LONG = "The harbour is open again after the storm of last week. " * 12


def words(html: str) -> str:
    return document_text(parse_html(html))


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NONE !important",
        "visibility:hidden",
        "mso-hide:all",
        "max-height:0;overflow:hidden",
        "max-height: 0px",
        "font-size:0",
        "color:#fff;font-size:1px;line-height:1px",
        "opacity:0",
        "opacity: 0.0;",
        "height:0;width:0;overflow:hidden",
        "overflow:hidden;height:0px",
        "position:absolute;clip:rect(0,0,0,0)",
        "position:absolute;clip: rect(1px 1px 1px 1px)",
        "position:absolute;left:-9999px",
    ],
)
@pytest.mark.parametrize("tag", ["div", "span", "p"])
def test_text_with_hiding_style_is_left_out(tag: str, style: str) -> None:
    document = parse_html(f"<{tag} style='{style}'>Preview line</{tag}><p>Ships sail.</p>")
    assert document_text(document) == "Ships sail."
    assert [(hidden.kind, hidden.text) for hidden in document.hidden] == [
        (HiddenKind.INVISIBLE, "Preview line")
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<div style='font-size:1em'>Ships</div>",
        "<div style='font-size:1rem;opacity:0.9;max-height:0.5em'>Ships</div>",
        "<div style='font-size:100%;fill-opacity:0'>Ships</div>",
        "<div style='font-size:10px;line-height:0'>Ships</div>",
        "<td style='font-size:0'><p style='font-size:9px'>Ships</p></td>",
        "<div style='font-size:0'><span style='font-size:16px'>Ships</span></div>",
        "<div style='opacity:0;transform:translateY(20px)'>Ships</div>",
        "<div style='opacity:0;transition:opacity .5s'>Ships</div>",
        f"<div style='opacity:0'>Ships {LONG}</div>",
        f"<div style='max-height:0;overflow:hidden'>Ships {LONG}</div>",
        "<div style='font-size:0'><img src='http://a.b/c.png' alt='Ships'></div>",
        "<img style='opacity:0' class='lazy' src='http://a.b/c.png' alt='Ships'>",
        "<a style='mso-hide:all;padding:1em' href='http://a.b/'>Ships</a>",
        "<div style='mso-hide:all'><a href='http://a.b/'>Ships</a></div>",
        "<div hidden='until-found'>Ships</div>",
        f"<div style='visibility:hidden;opacity:0' id='js_content'><p>Ships</p><p>{LONG}</p></div>",
        f"<div style='display:none'><p>Ships</p><p>{LONG}</p></div><p>Subscribe to read on</p>",
        "<div style='display:none'>Ships</div>",
        "<p aria-hidden='true'>Ships</p>",
    ],
)
def test_text_of_the_article_is_never_hidden(html: str) -> None:
    assert "Ships" in words(html)


@pytest.mark.parametrize(
    "name",
    ["sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "u-visually-hidden",
     "screenreader-only", "show-for-sr", "is-sr-only", "a b sr-only c", "assistive-text",
     "element-invisible", "hidden-visually"],
)  # fmt: skip
def test_text_for_screen_readers_is_left_out(name: str) -> None:
    document = parse_html(
        f"<p>Go <a href='http://a.b/'>there<span class='{name}'> (opens a window)</span></a>.</p>"
    )
    assert document_text(document) == "Go there."
    assert document.hidden[0].kind is HiddenKind.SCREEN_READER


@pytest.mark.parametrize(
    "html",
    [
        "<p><span aria-hidden='true'>12 %</span><span class='sr-only'>twelve percent</span></p>",
        "<p><span class='sr-only'>twelve percent</span> <span aria-hidden='true'>12 %</span></p>",
    ],
)
def test_visible_version_of_a_text_is_shown(html: str) -> None:
    assert words(html) == "12 %"


def test_table_for_screen_readers_of_a_chart_is_shown() -> None:
    table = "<table><tr><td>2024<td>12<tr><td>2025<td>13</table>"
    assert "2025\t13" in words(f"<p>Chart</p><div class='visually-hidden'>{table}</div>")


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>Pier <a class='headerlink' href='#t' title='Permalink'>¶</a></h2>",
        "<h2><a class='anchor' href='#t'>#</a>Pier</h2>",
        "<h2 id=t>Pier<a class='header-anchor' href='#t' title='Permalink'>&#8203;</a></h2>",
        "<h3><a href='#t'>§</a> Pier</h3>",
        "<h2>Pier <a href='https://a.b/p#t'>🔗</a></h2>",
        "<h2>Pier<a class='hash-link' href='#t' title='Direct link to Pier'>#</a></h2>",
        "<h2><a name='t' href='#t'>⚓︎</a>Pier</h2>",
        "<h2>Pier <a class='anchor-link' href='#t'>link</a></h2>",
        "<h2>Pier <a class='zola-anchor' href='#t' aria-label='Anchor link for: pier'>∞</a></h2>",
        "<h2 id='t'><a class='header-anchor' href='#t'><span>Pier</span></a></h2>",
        "<h2 id='t'><a class='toclink' href='#t'>Pier</a></h2>",
        "<h2>Pier<span class='mw-editsection'>[<a href='/e'>edit</a>]</span></h2>",
    ],
)
def test_heading_has_no_sign_of_its_link(heading: str) -> None:
    document = parse_html(f"{heading}<p>Ships</p>")
    assert document_text(document) == "Pier\nShips"
    assert all(span.link is None for span in document.blocks[0].spans)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>See <a href='#t'>#</a></p>", "See #"),
        ("<h2>About <a href='https://a.b/'>#</a></h2>", "About #"),
        ("<h2><a href='#t'>#1</a> Pier</h2>", "#1 Pier"),
        ("<h2><a href='#t'>C#</a></h2>", "C#"),
        ("<p><a class='permalink' href='#t'>Permanent exhibition</a></p>", "Permanent exhibition"),
    ],
)
def test_other_link_keeps_its_sign(html: str, text: str) -> None:
    assert words(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><ul><li>Mail</ul></div>",
        "<div class='feedflare'><a href='http://a.b/~ff/x'><img src='http://a.b/~ff/x'></a></div>",
        "<ul class='share-buttons'><li><a href='https://a.b/s'>Share</a></ul>",
        "<div class='addtoany_share_save_container'><a href='https://a.b/s'>Share</a></div>",
        "<div class='a2a_kit a2a_kit_size_32'><a href='https://a.b/s'>Share</a></div>",
        "<div class='social-share'><a href='https://a.b/s'>微信</a></div>",
        "<div class='bdsharebuttonbox'><a href='https://a.b/s'>分享到</a></div>",
        "<div class='post-share-buttons'><a href='https://a.b/s'>Share</a></div>",
        "<div class='jp-relatedposts'><h3>Related</h3></div>",
        "<div class='heateor_sss_sharing_container'>Share</div>",
        "<div class='subscription-widget-wrap'><p>Subscribe now</p></div>",
    ],
)
def test_share_buttons_are_left_out(html: str) -> None:
    document = parse_html(f"<p>Ships</p>{html}<p>sail</p>")
    assert document_text(document) == "Ships\nsail"
    assert {hidden.kind for hidden in document.hidden} <= {HiddenKind.SHARING}


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='social-share'><p>Ships</p>{LONG * 2}</div>",
        "<div class='share-price'>Ships</div>",
        "<div class='market-share'>Ships</div>",
        "<p class='shares'>Ships</p>",
        "<div class='post-share-buttons-left'>Ships</div>",
        "<div class='anchor'>Ships</div>",
    ],
)
def test_text_with_a_similar_class_is_shown(html: str) -> None:
    assert "Ships" in words(html)


@pytest.mark.parametrize(
    "notice",
    [
        "The post {title} appeared first on {site}.",
        "The post {title} first appeared on {site}.",
        "Der Beitrag {title} erschien zuerst auf {site}.",
        "L’article {title} est apparu en premier sur {site}.",
        "La entrada {title} se publicó primero en {site}.",
        "L'articolo {title} proviene da {site}.",
        "O post {title} apareceu primeiro em {site}.",
        "Het bericht {title} verscheen eerst op {site}.",
        "Artykuł {title} pochodzi z serwisu {site}.",
        "投稿 {title} は {site} に最初に表示されました。",
        "{title}最先出现在{site}。",
        "文章 {title} 首先出现于 {site}。",
    ],
)
def test_notice_of_blog_software_is_left_out(notice: str) -> None:
    filled = notice.format(
        title="<a href='https://a.b/p'>The <b>old</b> pier</a>",
        site="<a href='https://a.b'>Port</a>",
    )
    document = parse_html(f"<p>Ships sail.</p><p>{filled}</p><img src='https://a.b/x' width=1>")
    assert document_text(document) == "Ships sail."
    assert document.hidden[-1].kind is HiddenKind.FEED_NOTICE


def test_notice_without_links_is_left_out_at_the_end() -> None:
    assert words("<p>Ships</p><p>The post Old pier appeared first on Port News.</p>") == "Ships"


@pytest.mark.parametrize(
    "sentence",
    [
        "The post appeared first on his own blog. It was widely read.",
        "<a href='https://a.b/p'>This talk</a> first appeared on <a href='https://a.b'>Port</a>.",
        "The <a href='https://a.b'>ship</a> appeared first on the horizon.",
        "The post on tides appeared first on Monday, and then every week. Readers liked it.",
        "She appeared first on <a href='https://a.b'>stage</a> and <a href='https://a.c'>TV</a>.",
    ],
)
def test_sentence_like_a_notice_is_shown(sentence: str) -> None:
    assert parse_html(f"<p>Ships</p><p>{sentence}</p>").hidden == ()


@pytest.mark.parametrize(
    "attributes",
    [
        "src='https://feeds.feedburner.com/~r/x/~4/abc'",
        "src='http://feeds.feedburner.com/~ff/x?d=y' alt='x'",
        "src='https://pixel.wp.com/b.gif?host=a.b'",
        "src='https://medium.com/_/stat?event=post.clientViewed'",
        "src='https://a.b/c.gif' width='1' height='1'",
        "src='https://a.b/c.gif' width='0'",
        "src='https://stats.wordpress.com/b.gif?host=a.b'",
        "src='https://www.google-analytics.com/collect?v=1'",
        "src='https://a.b/track/open.php?u=1'",
        "src='https://hm.baidu.com/hm.gif?a=1'",
    ],
)
def test_tracking_image_is_left_out(attributes: str) -> None:
    document = parse_html(f"<p>Ships</p><img {attributes}>")
    assert document_text(document) == "Ships"
    assert len(document.blocks) == 1
    assert [hidden.kind for hidden in document.hidden] == [HiddenKind.TRACKER]


@pytest.mark.parametrize("attributes", ["", "width='100%'", "width='640'"])
def test_other_image_is_shown(attributes: str) -> None:
    assert len(parse_html(f"<img src='https://a.b/pixel-art.png' {attributes}>").blocks) == 1


def test_everything_hidden_can_be_shown() -> None:
    html = (
        "<div style='display:none'>One</div><h2>Two<a class='anchor' href='#t'>#</a></h2>"
        "<p class='sr-only'>Three</p><div class='sharedaddy'>Four</div>"
        "<img src='https://pixel.wp.com/b.gif' alt='Five'>"
        "<p>The post <a href='https://a.b/p'>Six</a> appeared first on <a href='https://a.b'>B</a>.</p>"
    )
    assert document_text(parse_html(html)) == "Two"
    document = parse_html(html, show_hidden=True)
    assert document.hidden == ()
    assert document_text(document).split("\n") == [
        "One", "Two#", "Three", "Four", "Five", "The post Six appeared first on B.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "https://f.test/open.gif?u=1",
        "https://f.test/a/b/pixel.php",
        "https://pixel.f.test/a.gif",
        "//counter.f.test/",
    ],
)
def test_address_of_tracker_is_recognized(url: str) -> None:
    assert is_tracker(url, None, None)


@pytest.mark.parametrize(
    "url", ["https://f.test/open-day.gif", "https://f.test/?u=/open.gif", "https://pixel.test"]
)
def test_address_of_image_is_not_a_tracker(url: str) -> None:
    assert not is_tracker(url, None, None)


@pytest.mark.parametrize("piece", ["//a", "//a/", "//pixel.", "//a.", "//open.gif"])
def test_tracker_addresses_take_linear_time(piece: str) -> None:
    start = process_time()
    for _ in range(50):
        is_tracker("http:" + piece * (8_000 // len(piece)) + "x", None, None)
    assert process_time() - start < 2
