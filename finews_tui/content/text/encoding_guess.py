"""Guess the encoding of bytes from the frequency of the decoded characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

# The most frequent characters cover half to three quarters of a text. Text that is decoded with
# another encoding consists of rare characters, because most characters are rare.
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十"
    "民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯"
    "月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变"
    "四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼"
    "书非则听白却界达光放强即难且权思王象完设式色路记南品住告类求据程北边死张该交规万取格望觉术领共确传师观清今切院让"
    "识候带导争运股涨跌银证券价盘融央企降准息率亿元集团财增长收盈亏额购车房产业务"
)
_TRADITIONAL = (
    "這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話內給門兒東聲"
    "員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽卻達強難權設類據邊張該規萬覺術領確傳師觀讓識帶導爭運"
    "漲銀證價盤億購車樓億財團額華臺灣灣網聞圖館廣業雖曾係嗎讀寫買賣議黨線選導遊樂親歲雙樹單轉換聯檢壓環護層約終級續級"
)
_KANJI = (
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選"
    "立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小"
    "七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百点教報済書府活原先"
    "共得解名交資株価銀行天春今朝雨晴風読新聞記事語文字化変換東駅電車"
)
_HANGUL = (
    "이다는을의에가고하은로를지서한기도사인자리어시대정원수있해전일부나라그것으들과와보주제상장성구만년월오아경공국조스"
    "선여된했며니까면않없때위방동산업신중진교관계문화발표회통영화학비용개무분유내외모두세소미재생각말했습니다우안연결과"
)
_HIRAGANA_AND_KATAKANA = "".join(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FD))))
_PUNCTUATION = frozenset(
    "，。、；：？！“”‘’（）《》〈〉「」『』【】…—·～　％￥•–«»€£©®°§\xa0\xad０１２３４５６７８９"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Codec with its name for messages, and the characters that are frequent in its texts."""

    codec: str
    name: str
    frequent: frozenset[str]


_HAN = frozenset(_SIMPLIFIED + _TRADITIONAL)
_KANA = frozenset(_HIRAGANA_AND_KATAKANA + _KANJI)
_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйОПСНВ")

_EAST_ASIAN = (
    _Candidate("gb18030", "GB18030", _HAN),
    _Candidate("big5hkscs", "Big5", _HAN),
    _Candidate("cp932", "Shift_JIS", _KANA),
    _Candidate("euc-jp", "EUC-JP", _KANA),
    _Candidate("cp949", "EUC-KR", frozenset(_HANGUL)),
)
_OTHER_SCRIPTS = (
    _Candidate("cp1251", "Windows-1251", _CYRILLIC),
    _Candidate("koi8-r", "KOI8-R", _CYRILLIC),
    _Candidate("cp1253", "Windows-1253", frozenset("αοιετσνηυρπκμλςάέίόήύώδγ")),
    _Candidate("cp1255", "Windows-1255", frozenset("יוהלאמרתשנבדכעחפקםןט")),
    _Candidate("cp1256", "Windows-1256", frozenset("اليمونترتبعدسفهقكحةجأشى")),
    _Candidate("cp874", "Windows-874", frozenset("านรกอเงมยลวดทสตะปบคหแจพชขใไโ่้ีิ์ัำุู็ืึ")),
)
# Encodings of Latin letters, in which single letters occur between ASCII ones.
_LATIN = (
    _Candidate("cp1252", "Windows-1252", frozenset("éèàùâêîôûëïüçöäßñáíóúãõåøæÉÀÖÄÜœ¿¡ÅØ")),
    _Candidate("cp1250", "Windows-1250", frozenset("ąćęłńóśźżÓŁŚŻáčďéěíňřšťúůýžČŘŠŽőűăâîşţľ")),
    _Candidate("cp1254", "Windows-1254", frozenset("ığşİŞĞçöüÇÖÜâ")),
)
_NAMES = {candidate.codec: candidate for candidate in (*_EAST_ASIAN, *_OTHER_SCRIPTS, *_LATIN)}

_MIN_SCORE = 0.35
_MIN_SCORE_ALONE = 0.15
_SURE_SCORE = 0.5
_MIN_CHARACTERS = 2
_MIN_LATIN_CHARACTERS = 3
_BROKEN = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff\uff61-\uff9f]")
_OUTSIDE_ASCII = re.compile("[^\x00-\x7f]")
# A single non-ASCII character of Windows-1252 between ASCII characters.
_ISOLATED_HIGH_BYTE = re.compile(
    rb"(?<![\x80-\xff])[\x80\x82-\x8c\x8e\x91-\x9c\x9e-\xff](?![\x80-\xff])"
)
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_UTF_8_SEQUENCES = re.compile(
    rb"[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
    rb"|([\xc2-\xdf][\x80-\xbf])"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """Guessed codec, its name for messages, and how much of the text is frequent (up to 1).

    `high_bytes` is the amount of evidence: the number of bytes outside ASCII.
    """

    codec: str
    name: str
    score: float
    high_bytes: int = 0


def is_mostly_utf8(sample: bytes) -> bool:
    """Return whether `sample` is UTF-8 with a few broken bytes.

    Long sequences hardly occur in other encodings by chance. Those of two bytes do, so they count
    only if the text is not Chinese, Japanese or Korean in another encoding.
    """
    long_bytes = short_bytes = 0
    for match in _UTF_8_SEQUENCES.finditer(sample):
        size = match.end() - match.start()
        if match[1] is None:
            long_bytes += size
        else:
            short_bytes += size
    broken_bytes = _count_high_bytes(sample) - long_bytes - short_bytes
    if long_bytes:
        return long_bytes + short_bytes / 2 >= broken_bytes * 1.5
    if short_bytes < broken_bytes * 2:
        return False
    guess = guess_east_asian(sample)
    return guess is None or guess.score < _SURE_SCORE


def score(sample: bytes, codec: str) -> float:
    """Return the share of frequent characters in `sample` minus that of broken ones, at least 0."""
    candidate = _NAMES.get(codec)
    return _score(sample, candidate) if candidate is not None else 0.0


def guess_east_asian(sample: bytes) -> Guess | None:
    """Return the encoding of Chinese, Japanese or Korean text, or None."""
    scores = sorted(
        ((_score(sample, codec), codec) for codec in _EAST_ASIAN), key=lambda row: -row[0]
    )
    (best, candidate), (second, _) = scores[:2]
    # A title may have few frequent characters; in the other encodings it is then broken.
    is_enough = best >= _MIN_SCORE or (best >= _MIN_SCORE_ALONE and second < 0)
    if not is_enough:
        return None
    return Guess(candidate.codec, candidate.name, best, _count_high_bytes(sample))


def guess_other(sample: bytes) -> Guess | None:
    """Return the encoding of text that is not Chinese, Japanese or Korean, or None."""
    is_latin = _is_latin(sample)
    candidates = _LATIN if is_latin else _OTHER_SCRIPTS
    # A single `£` is not evidence for a Polish Ł.
    minimum = _MIN_LATIN_CHARACTERS if is_latin else 1
    scores = [(_score(sample, codec, minimum), codec) for codec in candidates]
    # max returns the first of equal candidates.
    best, candidate = max(scores, key=lambda row: row[0])
    if not is_latin and best < _SURE_SCORE:
        return None
    return Guess(candidate.codec, candidate.name, best, _count_high_bytes(sample))


def _count_high_bytes(sample: bytes) -> int:
    return sum(map(len, _HIGH_BYTES.findall(sample)))


def _is_latin(sample: bytes) -> bool:
    """Return whether most non-ASCII bytes are single or in short runs, like accented letters."""
    runs = _HIGH_BYTES.findall(sample)
    isolated = len(_ISOLATED_HIGH_BYTE.findall(sample))
    if isolated > len(runs) * 0.6:
        return True
    letters = len(_ASCII_LETTER.findall(sample))
    short_runs = sum(len(run) <= 3 for run in runs)
    return short_runs >= len(runs) * 0.9 and letters >= 1.5 * sum(map(len, runs))


def _score(sample: bytes, candidate: _Candidate, min_characters: int = _MIN_CHARACTERS) -> float:
    text = sample.decode(candidate.codec, "replace")
    counted = [char for char in _OUTSIDE_ASCII.findall(text) if char not in _PUNCTUATION]
    if len(counted) < min_characters:
        return 0.0
    good = sum(character in candidate.frequent for character in counted)
    broken = len(_BROKEN.findall(text))
    if candidate not in _EAST_ASIAN:
        # A capital letter inside a word.
        broken += sum(first.islower() and second.isupper() for first, second in pairwise(text))
    return (good - 2 * broken) / len(counted)
