"""Full texts of small pages: sentences stay whole, captions and titles are shown once."""

from __future__ import annotations

import pytest

from finews_tui.content.article_page import extract_article, find_problem
from finews_tui.content.html.parse import parse_html
from finews_tui.model.document import document_text
from tests.cpu_time import cpu_limit
from tests.sample_pages import CHINESE, FIRST, REST, page

URL = "https://gull.example/harbour/strike"
LONG = (
    "The ferry to the islands runs again from Monday, the company said, after the damaged engine "
    "was replaced and the crew had tested it for two days in calm and in rough water."
)


def article(content: str, title: str = "Ferry runs again") -> str:
    """Return the article of a page with `content` between two paragraphs."""
    html = (
        f"<html><head><title>{title} - The Gull</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1><p>{LONG}</p>{content}<p>{REST[0]}</p></article></body></html>"
    )
    return extract_article(html, URL)


def loose_article(content: str) -> str:
    """Return the article of a page whose text is not in paragraphs."""
    html = f"<html><body><article>{LONG}<br><br>{content}<br><br>{REST[0]}</article></body></html>"
    return extract_article(html, URL)


SENTENCES = [
    ("The <i>Morning Tide</i> wrote it first.", "The Morning Tide wrote it first."),
    ("<b>Nobody</b> was hurt, not <em>even</em> the cook.", None),
    ("It costs <a href='/fares'>12 euros</a> a day.", "It costs 12 euros a day."),
    ("The <span>captain</span> of <i><b>Gull II</b></i> agreed.", "The captain of Gull II agreed."),
    ("Type <code>ferry</code> and press <kbd>Enter</kbd>.", "Type ferry and press Enter."),
    ("It sails <time datetime='2025'>on Monday</time> at noon.", "It sails on Monday at noon."),
    ("She said <q>we are ready</q> and left.", "She said “we are ready” and left."),
    ("A <label>word</label> in <font color=red>red</font> ink.", "A word in red ink."),
    ("About <abbr title=x>km</abbr> and <cite>The Sea</cite> too.", "About km and The Sea too."),
    ("It is <del>closed</del> <ins>open</ins> to <u>all</u>.", "It is closed open to all."),
    ("<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>は開いた。", "港(みなと)は開いた。"),
    ("记者从<b>港务局</b>获悉，<i>复航</i>时间已经确定。", "记者从港务局获悉，复航时间已经确定。"),
]


@pytest.mark.parametrize(("html", "expected"), SENTENCES)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<div>{}</div>", "loose"])
def test_sentence_with_inline_elements_stays_whole(
    html: str, expected: str | None, form: str
) -> None:
    expected = expected or "Nobody was hurt, not even the cook."
    result = loose_article(html) if form == "loose" else article(form.format(html))
    lines = document_text(parse_html(result)).split("\n")
    assert expected in [line.strip() for line in lines]


def test_double_line_breaks_separate_paragraphs() -> None:
    lines = document_text(parse_html(loose_article("First <i>one</i>.<br><br>Then two."))).split(
        "\n"
    )
    assert lines[1:3] == ["First one.", "Then two."]


def test_single_line_break_stays_in_its_paragraph() -> None:
    assert "Quay 7<br>Harbour <em>town</em>" in loose_article("Quay 7<br>Harbour <i>town</i>")


CAPTION = "The ferry leaves the harbour at dawn"
DOUBLED = [
    f"<figure><img src=a.jpg alt='{CAPTION}'><figcaption>{CAPTION}</figcaption></figure>",
    f"<p><img src=a.jpg alt='{CAPTION}'></p><p>{CAPTION}</p>",
    f"<div><img src=a.jpg alt='{CAPTION}'><p>{CAPTION}.</p></div>",
    f"<div><img src=a.jpg alt='{CAPTION}'><p>{CAPTION}. Photo: Ann Lee</p></div>",
    f"<div><img src=a.jpg alt='{CAPTION}'><p>{CAPTION}</p><p>{CAPTION}</p></div>",
    f"<ul><li><img src=a.jpg alt='{CAPTION}'><p>{CAPTION}</p></li></ul><p>{CAPTION}</p>",
]


@pytest.mark.parametrize("html", DOUBLED)
def test_caption_is_shown_once(html: str) -> None:
    result = article(html)
    assert result.count(CAPTION) == 1
    assert "a.jpg" in result


@pytest.mark.parametrize(
    "html",
    [
        "<img src=/img/site-logo.png alt='The Gull logo'>",
        "<img src=/img/logo.svg alt=''>",
        "<img src=/icons/share-icon.png alt='Share icon'>",
        "<img src=/u/avatar-7.jpg alt='Avatar'>",
        "<img src=/track/pixel.gif width=1 height=1>",
        "<img src=/img/spacer.gif>",
        "<img src=/badge.png width=16 height=16 alt='x'>",
    ],
)
def test_icons_are_left_out(html: str) -> None:
    assert "<img" not in article(f"<p>{LONG} {html}</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<img src=new-logo.png alt='The designers show the new logo of the port authority'>",
        "<img src=chart.png alt='Logo'>",
        "<img src=dawn.jpg alt='The harbour' width=640 height=480>",
    ],
)
def test_other_images_stay(html: str) -> None:
    assert "<img" in article(f"<p>{html}</p>")


def test_description_that_repeats_the_title_is_left_out() -> None:
    images = "".join(f"<p><img src={n}.jpg alt='Ferry runs again image'></p>" for n in "abc")
    result = article(images)
    assert result.count("<img") == 3
    assert "Ferry runs again" not in result


@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_title_and_text_before_it_are_left_out(tag: str) -> None:
    content = (
        f"<p>gull.example/harbour</p><{tag}>Ferry runs again</{tag}><p>{LONG}</p><p>{REST[0]}</p>"
    )
    html = f"<html><head><title>Ferry runs again | The Gull</title></head><body><article>{content}"
    text = document_text(parse_html(extract_article(html, URL)))
    assert text.startswith("The ferry to the islands")


def test_other_heading_stays() -> None:
    assert "<h2>What was agreed</h2>" in article(f"<h2>What was agreed</h2><p>{LONG}</p>")


def test_heading_without_text_at_the_end_is_left_out() -> None:
    html = f"<html><body><article><p>{LONG}</p><p>{REST[0]}</p><h2>Comments</h2></article></body>"
    assert "Comments" not in extract_article(html, URL)


def test_formula_keeps_its_source() -> None:
    math = (
        "<math><semantics><mrow><mi>x</mi></mrow>"
        "<annotation encoding='application/x-tex'>x^2</annotation></semantics></math>"
    )
    assert "the square $x^2$ of it" in article(f"<p>Take the square {math} of it, and add one.</p>")


SCRIPTS = [
    "<script>if (a<n) s = 'it's';</script>",
    "<script>document.write('<div '+\"x=\"+'>');</script>" * 40,
    '<script>var t = "<b ' + "a='1' " * 3000 + "</script>",
    "<style>a::before { content: '<n \"' }</style>",
    "<!-- <table " + "x=1 " * 3000 + " -->",
    "<template><p title=\"it's" + " y=2" * 3000 + "</template>",
    "<script>/* " + "<div>" * 2000 + " */</script>",
    "<SCRIPT type=text/x>'" + "<i " * 3000 + "</SCRIPT >",
    "<script-x></script-x><p title='a\"b'>Quay</p>",
    '<a href="/x"">Odd quote</a>',
]


@pytest.mark.parametrize("html", SCRIPTS)
def test_odd_scripts_and_quotes_do_not_lose_the_text(html: str) -> None:
    padding = "<div><p>" + "x " * 30 + "</p></div>"
    result = article(f"{html}{padding * 1}" + "<span class=a></span>" * 1500)
    assert "The ferry to the islands" in result
    assert "content" not in result


def test_hostile_page_is_still_refused() -> None:
    assert extract_article("<div>" * 60_000 + FIRST, URL) == ""
    assert extract_article("<p " + "a=1 ".join(map(str, range(30_000))) + ">" + FIRST, URL) == ""


def test_unclosed_comments_are_read_in_linear_time() -> None:
    with cpu_limit(5):
        find_problem("<!--" * 100_000)


def test_chinese_page_with_line_breaks() -> None:
    html = page("<br><br>　　".join(CHINESE), title="罢工结束")
    text = document_text(parse_html(extract_article(html, URL)))
    assert [line.strip("　 ") for line in text.split("\n")] == list(CHINESE)
