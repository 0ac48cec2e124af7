"""Images in sentences, lazy images, media links, and tables that lay out."""

from __future__ import annotations

import pytest

from finews_tui.content.html.media_tags import largest_candidate
from finews_tui.content.html.parse import parse_html
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.document import document_text
from tests.content.outline import outline
from tests.layout.page_text import line_text

IMG = "<img src='http://a.b/i.png' alt='x'>"


def lines(html: str) -> list[str]:
    return outline(parse_html(html, "http://a.b/"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>The value {IMG} is positive.</p>", ["p The value [x http://a.b/i.png] is positive."]),
        (f"<p>See <a href='http://a.b/'>{IMG}</a>, {IMG}.</p>",
         ["p See <[x http://a.b/i.png] http://a.b/>, [x http://a.b/i.png]."]),
        (f"<li>Press {IMG} to go</li>", ["ul (p Press [x http://a.b/i.png] to go)"]),
        (f"Text {IMG} more", ["p Text [x http://a.b/i.png] more"]),
        (f"<p>Text. {IMG} More text.</p>", ["p Text.", "img 'x' http://a.b/i.png", "p More text."]),
        (f"<p>Text {IMG}</p>", ["p Text", "img 'x' http://a.b/i.png"]),
        (f"<p>{IMG} Text</p>", ["img 'x' http://a.b/i.png", "p Text"]),
        (f"<p>Text<br>{IMG}<br>more</p>", ["p Text", "img 'x' http://a.b/i.png", "p more"]),
        ("<p>Text <img src='http://a.b/i.png' alt='x' width=640 height=480> more</p>",
         ["p Text", "img 'x' http://a.b/i.png", "p more"]),
        ("<p>Text <img src='http://a.b/i.png' alt='x' width=90 height=48> more</p>",
         ["p Text [x http://a.b/i.png] more"]),
        ("<p>Text <img class=emoji src='http://a.b/i.png' alt='☺'> more</p>", ["p Text ☺ more"]),
        (f"<h2>The {IMG} logo</h2>", ["h2 The [x http://a.b/i.png] logo"]),
        (f"<p><b>One</b> {IMG}{IMG} two</p>", ["p *One* [x http://a.b/i.png] two"]),
        (f"<figure>{IMG}<figcaption>Pier</figcaption></figure>",
         ["img 'x' http://a.b/i.png «Pier»"]),
        (f"<p align=center>{IMG}<br>图片来源：港口</p>",
         ["img 'x' http://a.b/i.png «图片来源：港口»"]),
    ],
)  # fmt: skip
def test_image_with_text_around_it_stays_in_its_line(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


def test_image_in_a_line_is_known_to_the_page() -> None:
    document = parse_html(f"<p>The value {IMG} is positive.</p><p>{IMG}</p>")
    page = lay_out(document, 60, LayoutOptions())
    assert line_text(page.lines[0]).strip() == "The value ▣ x is positive."
    first, second = page.images
    assert (first.line, first.address, first.alt) == (0, "http://a.b/i.png", "x")
    assert first.cell == line_text(page.lines[0]).index("▣")
    assert second.cell is None
    assert "http://a.b/i.png" in [
        page.links[run.link] for run in page.lines[0].runs if run.link is not None
    ]
    assert document_text(document).startswith("The value ▣ x is positive.")


def test_image_in_a_table_is_known_to_the_page() -> None:
    html = f"<table><tr><th>a<th>b<th>c<tr><td>{IMG}<td>1<td>2</table>"
    page = lay_out(parse_html(html), 60, LayoutOptions())
    assert [image.address for image in page.images] == ["http://a.b/i.png"]


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ("<img src='/blank.gif' data-src='/real.jpg'>", "real.jpg"),
        ("<img src='data:image/gif;base64,R0lG' data-src='/real.jpg'>", "real.jpg"),
        ("<img src='/img/placeholder-16x9.png' data-original='/real.jpg'>", "real.jpg"),
        ("<img src='/loading.gif' data-lazy-src='/real.jpg'>", "real.jpg"),
        ("<img src='/static/image/common/none.gif' zoomfile='/real.jpg'>", "real.jpg"),
        ("<img src='data:image/svg+xml,x' data-srcset='/s.jpg 300w, /real.jpg 1200w'>", "real.jpg"),
        ("<img srcset='/s.jpg 1x, /real.jpg 2x'>", "real.jpg"),
        ("<picture><source srcset='/real.webp 2x, /s.webp'><img alt='x'></picture>", "real.webp"),
        ("<picture><source srcset='/other.webp'><img src='/real.jpg'></picture>", "real.jpg"),
        ("<img src='/default.jpg'>", "default.jpg"),
        ("<img src='/real.jpg' data-src='/real.jpg?w=1'>", "real.jpg"),
        ("<img class='lazy' data-src='/real.jpg'><noscript><img src='/r.jpg'></noscript>",
         "real.jpg"),
        ("<img class='lazy' src='data:,x'><noscript><img src='/real.jpg'></noscript>", "real.jpg"),
        ("<noscript><img src='/real.jpg'></noscript>", "real.jpg"),
        ("<img src='/real.jpg'><img src='/real.jpg'>", "real.jpg"),
    ],
)  # fmt: skip
def test_lazy_image_is_shown_once_at_its_best_address(html: str, address: str) -> None:
    [line] = lines(html)
    assert line.endswith(f" http://a.b/{address}")


@pytest.mark.parametrize(
    ("source_set", "url"),
    [
        ("a.jpg 1x, b.jpg 2x", "b.jpg"),
        ("a.jpg 800w, b.jpg 400w", "a.jpg"),
        ("a.jpg", "a.jpg"),
        ("a.jpg,b.jpg 2x", "a.jpg,b.jpg"),
        ("a.jpg 1.5x,b.jpg 3x", "b.jpg"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_largest_candidate(source_set: str, url: str) -> None:
    assert largest_candidate(source_set) == url


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<iframe src='https://www.youtube.com/embed/abcDEF12345?rel=0'></iframe>",
         "p <YouTube (iframe) https://www.youtube.com/watch?v=abcDEF12345>"),
        ("<iframe src='//www.youtube-nocookie.com/embed/abcDEF12345' title='Pier'></iframe>",
         "p <Pier https://www.youtube.com/watch?v=abcDEF12345>"),
        ("<iframe src='https://player.vimeo.com/video/1'></iframe>",
         "p <Vimeo (iframe) https://player.vimeo.com/video/1>"),
        ("<iframe data-src='https://player.bilibili.com/player.html?bvid=1'></iframe>",
         "p <Bilibili (iframe) https://player.bilibili.com/player.html?bvid=1>"),
        ("<video src='/storm-2024.mp4'></video>",
         "p <storm-2024.mp4 (video) http://a.b/storm-2024.mp4>"),
        ("<audio><source src='/harbour%20news.mp3'></audio>",
         "p <harbour news.mp3 (audio) http://a.b/harbour%20news.mp3>"),
        ("<video src='/x/1' aria-label='The storm'></video>", "p <The storm http://a.b/x/1>"),
        ("<object data='/map.pdf' type='application/pdf'></object>",
         "p <map.pdf (object) http://a.b/map.pdf>"),
        ("<object data='/map.pdf'><p>The map</p></object>", "p The map"),
        ("<object><embed src='https://www.youtube.com/v/abcDEF12345'></object>",
         "p <YouTube (embed) https://www.youtube.com/watch?v=abcDEF12345>"),
    ],
)  # fmt: skip
def test_media_have_a_readable_name(html: str, expected: str) -> None:
    assert lines(html) == [expected]


@pytest.mark.parametrize(
    "html",
    [
        f"<table role=presentation><tr><td>{IMG}<td><p>One</p><tr><td>a<td>b</table>",
        f"<table><tr><td>{IMG}<td><p>One</p><p>Two</p></table>",
        "<table role='none'><tr><td>One</td><td>Two</td></tr><tr><td>3<td>4</table>",
        "<table><tr><td><p>One</p><p>Two</p><td><p>Three</p><p>Four</p><tr><td>a<td>b</table>".replace(
            "<tr><td>a<td>b", "<tr><td><p>a</p><p>b</p><td><p>c</p><p>d</p>"
        ),
        f"<table><tr><td>{IMG}<td>{IMG}<tr><td>{IMG}<td>{IMG}</table>",
        "<table><tr><td>only</table>",
    ],
)
def test_layout_table_is_laid_out_as_blocks(html: str) -> None:
    assert not any(line.startswith("table") for line in lines(html))


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>a<td>b<tr><td>1<td>2</table>",
        "<table><tr><th>a<th>b</table>",
        "<table><tr><th>Year<th>Note<tr><td>2024<td><p>One</p><p>Two</p></table>",
        "<table><tr><td>2024<td><p>One</p><p>Two</p><tr><td>2025<td>Three</table>",
        f"<table><tr><td>{IMG}<td>1<td>2<td>3<tr><td>{IMG}<td>1<td>2<td>3</table>",
        "<table role=grid><tr><td>a<td>b<tr><td>1<td>2</table>",
        "<table><tr><td><p>a</p><td><p>b</p><tr><td><p>1</p><td><p>2</p></table>",
    ],
)
def test_table_of_data_stays_a_table(html: str) -> None:
    [line] = lines(html)
    assert line.startswith("table")


def test_foot_of_a_table_is_last() -> None:
    html = (
        "<table><thead><tr><th>a<th>b</thead><tfoot><tr><td>sum<td>3</tfoot>"
        "<tbody><tr><td>x<td>1<tr><td>y<td>2</tbody></table>"
    )
    assert lines(html) == ["table 1 (a ; b / x ; 1 / y ; 2 / sum ; 3)"]


def test_code_in_a_cell_keeps_its_lines() -> None:
    html = "<table><tr><th>a<th>b<tr><td>x<td><pre>one\ntwo</pre></table>"
    assert lines(html) == ["table 1 (a ; b / x ; `one`⏎`two`)"]
