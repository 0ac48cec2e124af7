"""Links inside a document keep their words; only back references of notes are dropped."""

from __future__ import annotations

import pytest

from finews_tui.content.html.parse import parse_html
from finews_tui.model.document import Document, Footnote, document_text
from tests.content.outline import outline


def words(html: str) -> str:
    return document_text(parse_html(html))


def notes(document: Document) -> list[str]:
    return [line for line in outline(document) if line.startswith("note ")]


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("#ref-TIDE", "TIDE"),
        ("#ref-1", "Figure 1"),
        ("#r2d2", "the R2D2 part"),
        ("#reference-list", "the references"),
        ("#cite_ref-2", "Moor et al."),
        ("#fnref1", "see the note"),
        ("#footnote-ref-3", "3"),
        ("#top", "↑"),
        ("#top", "Back to top"),
        ("#ref_a", "a"),
        ("#fn-ref", "back"),
        ("#参考", "参考文献"),
    ],
)
def test_link_outside_of_a_note_keeps_its_words(href: str, text: str) -> None:
    assert (
        words(f'<p>Ships, see <a href="{href}">{text}</a>, sail.</p>')
        == f"Ships, see {text}, sail."
    )


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#fnref1">↩</a>',
        '<a href="#fnref1">↩︎</a>',
        '<a href="#fnref1">↩2</a>',
        '<a href="#r1">[↩]</a>',
        '<a href="#r1">^</a>',
        '<a href="#r1">↑</a>',
        '<a href="#r1">back</a>',
        '<a href="#r1">返回</a>',
        '<a href="#r1"></a>',
        '<a href="#r1" class="footnote-backref" title="Jump back to footnote 1">jump back</a>',
        '<a href="#r1" role="doc-backlink">Return to text</a>',
        '<a href="#r1" rev="footnote">↩</a>',
        '<a href="#r1" data-footnote-backref class="data-footnote-backref"><span>↩</span></a>',
        '<a href="#r1" class="reversefootnote">&#8617;</a>',
    ],
)
def test_back_reference_in_a_note_is_dropped(link: str) -> None:
    html = (
        "<p>Ships<sup id='r1'><a href='#fn1'>1</a></sup> sail.</p>"
        f"<div class='footnotes'><ol><li id='fn1'><p>Old ones. {link}</p></li></ol></div>"
    )
    assert notes(parse_html(html)) == ["note 1 (p Old ones.)"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#pier">the pier</a>',
        '<a href="#fnref1">the tide table</a>',
        '<a href="#b2">B 2</a>',
    ],
)
def test_other_link_in_a_note_keeps_its_words(link: str) -> None:
    html = f"<p>A<sup><a href='#fn1'>1</a></sup></p><ol><li id='fn1'>See {link}.</li></ol>"
    [note] = [block for block in parse_html(html).blocks if isinstance(block, Footnote)]
    assert "See " in words(html)
    assert link.partition(">")[2].removesuffix("</a>") in words(html)
    assert note.label == "1"


SUBSTACK = """<p>Rates<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM"
 id="footnote-anchor-1" href="#footnote-1" target="_self">1</a> rose.</p>
<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1"
 href="#footnote-anchor-1" class="footnote-number" contenteditable="false">1</a>
<div class="footnote-content"><p>Twice.</p><p>And again.</p></div></div>"""
WIKIPEDIA = """<p>Rates<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1"><span
 class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup> rose.</p>
<ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^ <a
 href="#cite_ref-a_1-0"><sup><i><b>a</b></i></sup></a> <a
 href="#cite_ref-a_1-1"><sup>b</sup></a></span>
 <span class="reference-text">Twice.</span></li></ol>"""
GITHUB = """<p>Rates<sup><a href="#user-content-fn-1-8f" id="user-content-fnref-1-8f"
 data-footnote-ref=""
 aria-describedby="footnote-label">1</a></sup> rose.</p><section data-footnotes=""
 class="footnotes">
<ol><li id="user-content-fn-1-8f"><p>Twice. <a href="#user-content-fnref-1-8f"
 data-footnote-backref=""
 aria-label="Back to reference 1"
 class="data-footnote-backref"><g-emoji>↩</g-emoji></a></p></li></ol>
</section>"""
WORDPRESS = """<p>Rates<sup data-fn="6c" class="fn"><a href="#6c" id="6c-link">1</a></sup> rose.</p>
<ol class="wp-block-footnotes"><li id="6c">Twice. <a href="#6c-link"
 aria-label="Jump to footnote reference 1">↩︎</a></li></ol>"""
GOOGLE_DOCS = """<p><span>Rates</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>
 rose.</p><hr>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Twice.</span></p></div>"""
WORD = """<p>Rates<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> rose.</p><div id="ftn1">
<p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> Twice.</p></div>"""
PANDOC = """<p>Rates<a href="#fn1" class="footnote-ref" id="fnref1"
 role="doc-noteref"><sup>1</sup></a> rose.
</p><section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Twice.<a href="#fnref1"
 class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>"""
ASIDE = """<p>Rates<sup><a href="#n1" id="b1">1</a></sup> rose.</p>
<p id="n1"><a href="#b1">1</a> Twice.</p>"""


@pytest.mark.parametrize(
    "html", [SUBSTACK, WIKIPEDIA, GITHUB, WORDPRESS, GOOGLE_DOCS, WORD, PANDOC, ASIDE]
)
def test_footnotes_of_generators(html: str) -> None:
    document = parse_html(html)
    first, *_ = outline(document)
    assert first.startswith("p Rates")
    assert "[1] rose." in first
    [note] = notes(document)
    assert note.startswith("note 1 (p Twice.")
    assert words(html).count("Twice.") == 1
