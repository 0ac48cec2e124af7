"""Formulas become one line of text with the same meaning, shown once."""

from __future__ import annotations

import pytest

from finews_tui.content.html.parse import parse_html
from finews_tui.content.html.sanitize import sanitize_body
from finews_tui.content.markdown.parse import parse_markdown
from finews_tui.model.article import BodyFormat
from finews_tui.model.document import document_text

HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
SQUARE = "<msup><mi>c</mi><mn>2</mn></msup>"


def text_of(html: str) -> str:
    return document_text(parse_html(html))


@pytest.mark.parametrize(
    ("math", "text"),
    [
        (HALF, "1/2"),
        (f"{HALF}<mi>x</mi>", "(1/2)x"),
        (f"<mn>2</mn>{HALF}", "2½"),
        ("<mn>2</mn><mfrac><mn>3</mn><mn>17</mn></mfrac>", "2 3/17"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "(a+b)/c"),
        ("<mfrac><mi>x</mi><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>", "x/(2a)"),
        ("<mfrac><mtext>net debt</mtext><mi>EBITDA</mi></mfrac>", "net debt/EBITDA"),
        (f"<mi>E</mi><mo>=</mo><mi>m</mi>{SQUARE}", "E=mc²"),
        ("<msub><mi>x</mi><mi>i</mi></msub>", "xᵢ"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x₁²"),
        ("<msup><mi>x</mi><mrow><mi>a</mi><mo>,</mo><mi>b</mi></mrow></msup>", "x^{a,b}"),
        ("<msup><mrow><mn>2</mn><mi>a</mi></mrow><mn>3</mn></msup>", "(2a)³"),
        ("<msqrt><mi>y</mi></msqrt>", "√y"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a+b)"),
        ("<mroot><mn>27</mn><mn>3</mn></mroot>", "∛27"),
        ("<mroot><mi>x</mi><mi>n</mi></mroot>", "ⁿ√x"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x\u0304"),
        ("<munder><mi>lim</mi><mrow><mi>n</mi><mo>→</mo><mi>∞</mi></mrow></munder><mi>a</mi>",
         "lim_{n→∞} a"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
         "<mi>i</mi>", "∑ᵢ₌₁ⁿ i"),
        ("<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0"
         "</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo>)</mo>", "(1, 0; 0, 1)"),
        ("<mfenced open='['><mi>a</mi><mi>b</mi></mfenced>", "[a,b)"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><none/><mn>14</mn></mmultiscripts>", "¹⁴C"),
        ("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>", "sin x"),
        ("<mn>3</mn><mo>&#x2062;</mo><mn>4</mn>", "3 4"),
        ("<mi>x</mi><mphantom><mn>9</mn></mphantom>", "x"),
        ("<mrow><mstyle><mrow><mn>1</mn></mrow></mstyle></mrow>", "1"),
        (f"<semantics><mrow>{SQUARE}</mrow><annotation>c^2</annotation></semantics>", "c²"),
        ("<semantics><annotation>\\alpha_1</annotation></semantics>", "\\alpha_1"),
        ("x + y", "x + y"),
        ("<mi>收益率</mi><mo>=</mo><mfrac><mi>收益</mi><mi>本金</mi></mfrac>", "收益率=收益/本金"),
    ],
)  # fmt: skip
def test_mathml_is_text(math: str, text: str) -> None:
    assert text_of(f"<p>so <math>{math}</math>.</p>") == f"so {text}."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a <math alttext='x^2'></math>", "a x^2"),
        ("<math display=block><mi>a</mi></math>b", "a\nb"),
        ("<pre>a <math><mi>b</mi></math></pre>", "a b"),
        (
            "A <span class=katex><span class=katex-mathml><math><semantics><mrow>"
            f"{SQUARE}</mrow><annotation>c^2</annotation></semantics></math></span>"
            "<span class=katex-html aria-hidden=true>c2</span></span> b",
            "A c² b",
        ),
        ("A <span class=katex><span class=katex-html aria-hidden=true>cd</span></span>", "A cd"),
        (
            "A <span class=MathJax_Preview>E</span><span class=MathJax><nobr>E</nobr></span>"
            "<script type='math/tex'>E_1</script> b",
            "A E_1 b",
        ),
        ("A <mjx-container><mjx-math aria-hidden=true>q</mjx-math><mjx-assistive-mml><math><mi>q"
         "</mi></math></mjx-assistive-mml></mjx-container> b", "A q b"),
        ("A <span class=MathJax data-mathml='<math><mi>w</mi></math>'>v</span> b", "A w b"),
        (
            "A <span class=mwe-math-element><span style='display:none'><math alttext='{"
            "\\displaystyle x}'></math></span><img alt='{\\displaystyle x}' aria-hidden=true>"
            "</span> b",
            "A x b",
        ),
        ("A <span class='math-tex'>\\(x_1\\)</span> b", "A \\(x_1\\) b"),
        ("A <script>code</script> b", "A b"),
        ("A <script type='text/x-mathjax-config'>code</script> b", "A b"),
        ("Costs {a} $5 and $10, \\(x_1*y\\) $$z^2$$", "Costs {a} $5 and $10, \\(x_1*y\\) $$z^2$$"),
    ],
)  # fmt: skip
def test_formula_is_shown_once(html: str, text: str) -> None:
    assert text_of(f"<div>{html}</div>") == text


@pytest.mark.parametrize("body_format", [BodyFormat.HTML, BodyFormat.MARKDOWN])
@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("E=mc^2", "E=mc^2"),
        ("a_1 < b_2 * c_3 *d", "a_1 < b_2 * c_3 *d"),
        ("\\frac{1}{2} & [x](y) {{ w }}", "\\frac{1}{2} & [x](y) {{ w }}"),
        ("<b onclick=alert(1)>x</b>", "<b onclick=alert(1)>x</b>"),
        ('"><img src=x onerror=alert(1)>', '"><img src=x onerror=alert(1)>'),
    ],
)
def test_tex_in_scripts_is_shown_as_text(tex: str, text: str, body_format: BodyFormat) -> None:
    body = sanitize_body(f"It is <script type='math/tex'>{tex}</script>, so.", body_format)
    assert "<script" not in body
    assert "<img" not in body
    parse = parse_html if body_format is BodyFormat.HTML else parse_markdown
    assert document_text(parse(body)) == f"It is {text}, so."


@pytest.mark.parametrize("body_format", [BodyFormat.HTML, BodyFormat.MARKDOWN])
def test_displayed_tex_is_a_paragraph(body_format: BodyFormat) -> None:
    html = '<p>It is <script type="math/tex; mode=display">x^2</script> so.</p>'
    body = sanitize_body(html, body_format)
    assert text_of(body) == "It is\nx^2\nso."


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<meter value=0.6></meter>", "60%"),
        ("<meter value=0.6>60%</meter>", "60%"),
        ("<meter value=.25>25 %</meter>", "25%"),
        ("<meter min=0 max=10 value=7.5></meter>", "75%"),
        ("<meter min=20 max=40 value=25>low</meter>", "25% (low)"),
        ("<meter value=3 max=5>3 of 5 stars</meter>", "60% (3 of 5 stars)"),
        ("<meter value=12 max=10></meter>", "100%"),
        ("<meter value=-1></meter>", "0%"),
        ("<meter>two thirds</meter>", "two thirds"),
        ("<meter value=much>two thirds</meter>", "two thirds"),
        ("<meter value=1 max=0>none</meter>", "none"),
        ("<progress value=0.35></progress>", "35%"),
        ("<progress value=70 max=100>70 %</progress>", "70%"),
        ("<progress value=1 max=3></progress>", "33.3%"),
        ("<progress value=1e-1></progress>", "10%"),
        ("<progress value=nan></progress>", ""),
        ("<progress>waiting</progress>", "waiting"),
    ],
)
def test_meter_and_progress_have_their_value(element: str, text: str) -> None:
    assert text_of(f"<p>now: {element}</p>") == f"now: {text}".strip()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("10<sup>30</sup> kg", "10³⁰ kg"),
        ("10<sup>-9</sup> m, 10<sup>−9</sup>", "10⁻⁹ m, 10⁻⁹"),
        ("Na<sup>+</sup>, Ca<sup>2+</sup>, H<sub>2</sub>O", "Na⁺, Ca²⁺, H₂O"),
        ("x<sup>2<sub>1</sub></sup>", "x²¹"),
        ("x<sup><b>a</b>,<i>b</i></sup>", "x^{a,b}"),
        ("21<sup>st</sup>, M<sup>me</sup>, n<sup>o</sup>", "21ˢᵗ, Mᵐᵉ, nᵒ"),
        ("20%<sup>1</sup>, said<sup>[2]</sup>, 说<sup>①</sup>", "20%¹, said[2], 说①"),
        ("3万m<sup>2</sup>，增长<sup>注1</sup>", "3万m²，增长[注1]"),
        ("Acme<sup>®</sup> x<sup>*</sup>", "Acme® x*"),
        ("$500<sup><a href='#fn29'>[29]</a></sup> million", "$500[29] million"),
        ("so<a href='#fn1' class=footnote-ref><sup>1</sup></a>.", "so[1]."),
        ("<pre>10<sup>30</sup> so<sup><a href='#fn1'>1</a></sup></pre>", "10³⁰ so[1]"),
        ("<table><tr><th>a<td>10<sup>3</sup></table>", "a\t10³"),
        ("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>", "東京(とうきょう)"),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "漢(かん)字(じ)"),
        ("<ruby><rb>漢</rb><rb>字</rb><rt>かん</rt><rt>じ</rt></ruby>", "漢字(かんじ)"),
        ("<ruby>北京<rt>Běi</rt><rt>jīng</rt></ruby>", "北京(Běi jīng)"),
        ("<pre><ruby>漢<rt>かん</rt></ruby></pre>", "漢(かん)"),
        ("soft&shy;hyphen", "softhyphen"),
    ],
)
def test_text_keeps_scripts_notes_and_ruby(html: str, text: str) -> None:
    assert text_of(f"<div>{html}</div>") == text
