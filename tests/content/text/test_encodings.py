"""Encodings of texts in many languages: declared, mislabelled, undeclared, and broken."""

from __future__ import annotations

import pytest

from finews_tui.content.text.decoding import decode_text

TEXTS = {
    "gb18030": [
        "港口周一恢复通航，等候的船只陆续进港。", "本市新开三条公交线路，方便居民出行。",
        "公司预计全年收入增长一成，利润持平。", "专家说，今年的雨水比往年多。",
        "图书馆从下月起延长开放时间", "这条路明天开始修，请大家绕行。",
    ],
    "big5": [
        "港口週一恢復通航，等候的船隻陸續進港。", "本市新開三條公車路線，方便居民出行。",
        "公司預計全年收入增長一成，利潤持平。", "專家說，今年的雨水比往年多。",
        "圖書館從下月起延長開放時間", "這條路明天開始修，請大家繞行。",
    ],
    "cp932": [
        "港は月曜日に再開し、待っていた船が次々と入港した。",
        "図書館の開館時間が来月から延びます。",
        "専門家によると、今年は雨が多いという。", "この道は明日から工事のため通れません。",
        "新しいカメラの使い方をまとめました", "電車が遅れています",
    ],
    "euc-jp": [
        "港は月曜日に再開し、待っていた船が次々と入港した。",
        "図書館の開館時間が来月から延びます。",
        "専門家によると、今年は雨が多いという。",
    ],
    "cp949": [
        "항구는 월요일에 다시 열렸고 기다리던 배들이 들어왔다.",
        "도서관은 다음 달부터 문을 더 오래 연다.",
        "전문가들은 올해 비가 많이 왔다고 말했다.", "이 길은 내일부터 공사로 다닐 수 없습니다.",
        "새 카메라 사용 방법을 정리했습니다", "기차가 늦어지고 있습니다",
    ],
    "cp1251": [
        "Порт снова открылся в понедельник, и корабли вошли в гавань.",
        "Библиотека будет работать дольше.", "Поезд опаздывает на час",
    ],
    "koi8-r": ["Порт снова открылся в понедельник, и корабли вошли в гавань."],
    "cp1252": [
        "Le port a rouvert lundi, et les navires ont été guidés à quai.",
        "Der Hafen öffnete am Montag, für größere Schiffe später.",
        "It’s open again – “at last”, said the crew…",
    ],
    "cp1250": ["Port otwarto w poniedziałek, a statki wpłynęły później, choć była mgła."],
    "cp1254": ["Liman pazartesi günü açıldı ve bekleyen gemiler sırayla içeri girdi, şükür."],
    "cp1253": ["Το λιμάνι άνοιξε ξανά τη Δευτέρα και τα πλοία μπήκαν."],
    "cp1255": ["הנמל נפתח מחדש ביום שני והאוניות נכנסו"],
    "cp1256": ["أعيد فتح الميناء يوم الاثنين ودخلت السفن"],
    "cp874": ["ท่าเรือเปิดอีกครั้งในวันจันทร์และเรือก็เข้ามา"],
}  # fmt: skip
CASES = [(codec, text) for codec, texts in TEXTS.items() for text in texts]
EAST_ASIAN = [row for row in CASES if row[0] in ("gb18030", "big5", "cp932", "cp949")]


def document(text: str, codec: str, label: str = "") -> bytes:
    declaration = f"<?xml version='1.0' encoding='{label}'?>" if label else ""
    return f"{declaration}<rss><title>{text}</title></rss>".encode(codec)


@pytest.mark.parametrize("label", ["", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize(("codec", "text"), CASES)
def test_text_in_undeclared_encoding_is_read(codec: str, text: str, label: str) -> None:
    decoded = decode_text(document(text, codec, label))
    assert text in decoded.text
    assert decoded.guessed_encoding or codec == "cp1252"


@pytest.mark.parametrize("label", ["gb2312", "big5", "shift_jis", "euc-kr", "windows-1252"])
@pytest.mark.parametrize(("codec", "text"), EAST_ASIAN)
def test_contradicted_label_is_ignored(codec: str, text: str, label: str) -> None:
    assert text * 3 in decode_text(document(text * 3, codec, label)).text


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("gb18030", "gb2312"), ("gb18030", "GBK"), ("big5", "big5"), ("cp932", "Shift_JIS"),
        ("cp949", "euc-kr"), ("cp949", "ks_c_5601-1987"), ("euc-jp", "euc-jp"),
        ("cp1251", "windows-1251"), ("koi8-r", "koi8-r"), ("cp1250", "windows-1250"),
        ("cp1254", "iso-8859-9"), ("cp1253", "windows-1253"), ("cp1252", "iso-8859-1"),
    ],
)  # fmt: skip
def test_right_label_needs_no_warning(codec: str, label: str) -> None:
    for text in TEXTS[codec]:
        decoded = decode_text(document(text, codec, label))
        assert text in decoded.text
        assert (decoded.warning, decoded.guessed_encoding) == ("", "")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        *(("等待的船进港了", "gb2312"), ("鑫淼焱", "gbk"), ("囧", "gb18030")),
        *(("鱻鱻", "big5"), ("鱻", "big5"), ("ｶﾒﾗ", "shift_jis"), ("뷁", "euc-kr")),
    ],
)
def test_rare_characters_are_read_as_declared(text: str, label: str) -> None:
    codec = {"shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}.get(label, label)
    assert text in decode_text(document(text, codec, label)).text


SENTENCE = "港口周一恢复通航，等候的船只陆续进港，居民说终于可以买到鱼了。"


@pytest.mark.parametrize("label", ["", "utf-8", "gbk", "iso-8859-1", "big5"])
@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_utf8_with_a_cut_character_stays_utf8(label: str, cut: int) -> None:
    data = bytearray(SENTENCE.encode())
    del data[cut]
    start = f"<?xml version='1.0' encoding='{label}'?>".encode() if label else b""
    decoded = decode_text(start + bytes(data) + b" end")
    assert decoded.text.count("\ufffd") <= 2
    assert SENTENCE[25:] in decoded.text
    assert "UTF-8" in decoded.warning


@pytest.mark.parametrize(
    "text",
    ["Le café était fermé, déjà à midi", "Порт снова открылся", "Το λιμάνι άνοιξε",
     "한국어 문장입니다", "今日は雨です、傘を持って", "It’s “open” again – at last…"],
)  # fmt: skip
@pytest.mark.parametrize("junk", [b"\xe9", b"\x92", b"\xff", b"\xb5\xc4"])
def test_broken_bytes_in_utf8_of_any_language_are_replaced(text: str, junk: bytes) -> None:
    decoded = decode_text(f"<p>{text} {text}</p>".encode() + junk + b" end")
    assert decoded.text.startswith(f"<p>{text} {text}</p>")
    assert "UTF-8" in decoded.warning


@pytest.mark.parametrize(
    ("codec", "label"), [("gb18030", "gbk"), ("big5", "big5"), ("cp932", "shift_jis")]
)
def test_declared_encoding_is_used_despite_a_broken_byte(codec: str, label: str) -> None:
    text = "。".join(TEXTS[codec] * 3)
    data = document(text, codec, label).replace(b"</title>", b"\x85</title>")
    decoded = decode_text(data)
    assert text in decoded.text
    assert decoded.warning
