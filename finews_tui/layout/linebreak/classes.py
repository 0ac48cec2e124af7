"""Line breaking classes (UAX #14) and cell widths, encoded in one byte."""

from __future__ import annotations

import unicodedata
from functools import cache

from finews_tui.layout.cells import get_character_cell_size

# One letter per class, so that regular expressions can match classes.
# Additional classes: OW is OP of East Asian width, QI and QF are opening and closing curly
# quotes, PW and PF full-width signs after and before a number, MD is the middle dot of Chinese
# names, GC a combining mark of class GL, PP a letter that starts a grapheme (prepend), WS a space
# of another width (BA).
CLASSES = {
    "BK": "k", "CR": "r", "LF": "l", "NL": "n", "SP": "s", "ZW": "z", "WJ": "w", "ZWJ": "j",
    "CM": "m", "GL": "g", "OP": "o", "OW": "O", "CL": "c", "CP": "p", "QU": "q", "QI": "I",
    "QF": "F", "EX": "x", "IS": "d", "SY": "y", "IN": "e", "NS": "N", "BA": "b", "BB": "B",
    "B2": "D", "HY": "H", "NU": "0", "PR": "P", "PF": "L", "PO": "R", "PW": "W", "AL": "a",
    "HL": "h", "ID": "i", "EB": "E", "EM": "M", "RI": "f", "JL": "1", "JV": "2", "JT": "3",
    "H2": "4", "H3": "5", "CB": "C", "MD": "t",
    "GC": "G", "PP": "A", "WS": "S",
}  # fmt: skip

# Classes by general category; exceptions are below.
_BY_CATEGORY = {
    "Mn": "CM", "Me": "CM", "Mc": "CM", "Cc": "CM", "Cf": "CM", "Nd": "NU", "Ps": "OP",
    "Pe": "CL", "Pi": "QU", "Pf": "QU", "Sc": "PR", "Zs": "BA",
}  # fmt: skip

# Exceptions in LineBreak.txt (Unicode 14) to category and width, after LB1: AI, SG and XX are
# AL, CJ is NS, SA is CM or AL.
_EXCEPTIONS = {
    "BA": "9 7C AD 58A 5BE 964-965 E5A-E5B F0B F34 F7F F85 FBE-FBF FD2 104A-104B 1361 1400 "
    "16EB-16ED 1735-1736 17D4-17D5 17D8 17DA 1804-1805 1B5A-1B5B 1B5D-1B60 1B7D-1B7E 1C3B-1C3F "
    "1C7E-1C7F 2010 2012-2013 2027 2056 2058-205B 205D-205E 2CFA-2CFC 2CFF 2D70 2E0E-2E15 2E17 "
    "2E19 2E2A-2E2D 2E30-2E31 2E33-2E34 2E3C-2E3E 2E40-2E41 2E43-2E4A 2E4C 2E4E-2E4F 2E5D "
    "A4FE-A4FF A60D A60F A6F3-A6F7 A8CE-A8CF A92E-A92F A9C7-A9C9 AA5D-AA5F AAF0-AAF1 ABEB "
    "10100-10102 1039F 103D0 10857 1091F 10A50-10A57 10AF0-10AF5 10B39-10B3F 10EAD 11047-11048 "
    "110BE-110C1 11140-11143 111C5-111C6 111C8 111DD-111DF 11238-11239 1123B-1123C 112A9 "
    "1144B-1144E 1145A-1145B 115C2-115C3 115C9-115D7 11641-11642 1173C-1173E 11944-11946 "
    "11A41-11A44 11A9A-11A9C 11AA1-11AA2 11C41-11C45 11FFF 12470-12474 16A6E-16A6F 16AF5 "
    "16B37-16B39 16B44 16E97-16E98 1BC9F 1DA87-1DA8A",
    "LF": "A",
    "BK": "B-C 2028-2029",
    "CR": "D",
    "SP": "20",
    "EX": "21 3F 5C6 61B 61D-61F 6D4 7F9 F0D-F11 F14 1802-1803 1808-1809 1944-1945 2762-2763 "
    "2CF9 2CFE 2E2E 2E53-2E54 A60E A876-A877 FE15-FE16 FE56-FE57 FF01 FF1F 115C4-115C5 11C71",
    "QU": "22 27 275B-2760 2E00-2E0B 1F676-1F678",
    "PO": "25 A2 B0 609-60B 66A 9F2-9F3 9F9 D79 2030-2037 20A7 20B6 20BB 20BE 20C0 2103 2109 "
    "A838 FDFC FE6A FF05 FFE0 11FDD-11FE0 1ECAC 1ECB0",
    "CP": "29 5D",
    "PR": "2B 5C B1 2116 2212-2213",
    "IS": "2C 2E 3A-3B 37E 589 60C-60D 7F8 2044 FE10 FE13-FE14",
    "HY": "2D",
    "SY": "2F",
    "NL": "85",
    "GL": "A0 34F 35C-362 F08 F0C F12 FD9-FDA 180E 2007 2011 202F 13430-13436 16FE4",
    "OP": "A1 BF 2E18 13258-1325A 13286 13288 13379 13437 145CE 1E95E-1E95F",
    "BB": "B4 2C8 2CC 2DF C77 C84 F01-F04 F06-F07 F09-F0A FD0-FD1 FD3 1806 1FFD A874-A875 A8FC "
    "11175 111DB 115C1 11660-1166C 119E2 11A3F 11A45 11A9E-11AA0 11C70",
    "HL": "5D0-5F2 FB1D FB1F-FB28 FB2A-FB4F",
    "AL": "600-605 6DD 70F 890-891 8E2 2061-2064 23E9-23EC 25FD-25FE 2648-2653 2693-26AB 26CE "
    "2705 2728-2757 2795-27BF 2B1B-2B55 FFE8-FFEE 110BD 110CD 18B00-18CD5 1AFF0-1AFFE 1F18E-1F19A "
    "1F3B5-1F3B6 1F3BC 1F4A0 1F4A2 1F4A4 1F4AF 1F4B1-1F4B2 1F500-1F506 1F517-1F524 1F532-1F53D",
    "NU": "66B-66C",
    "JL": "1100-115F A960-A97C",
    "JV": "1160-11A7 D7B0-D7C6",
    "JT": "11A8-11FF D7CB-D7FB",
    "NS": "17D6 203C-203D 2047-2049 3005 301C 303B-303C 3041 3043 3045 3047 3049 3063 3083 3085 "
    "3087 308E 3095-3096 309B-309E 30A0-30A1 30A3 30A5 30A7 30A9 30C3 30E3 30E5 30E7 30EE "
    "30F5-30F6 30FB-30FE 31F0-31FF A015 FE54-FE55 FF1A-FF1B FF65 FF67-FF70 FF9E-FF9F 16FE0-16FE3 "
    "1B150-1B167 1F679-1F67B",
    "ZW": "200B",
    "ZWJ": "200D",
    "B2": "2014 2E3A-2E3B",
    "IN": "2024-2026 22EF FE19 10AF6",
    "WJ": "2060 FEFF",
    "ID": "23F1-23F2 2600-2603 2618 261A-261C 261E-261F 2639-263B 2668 26BF-26C8 26CD 26CF-26D1 "
    "26D3 26D8-26D9 26DC 26DF-26E1 26F1-26F4 26F7-26F8 26FE-2704 2708-2709 2764 303F 1F000-1F0F5 "
    "1F10D-1F10F 1F16D-1F16F 1F1AD 1F321-1F37D 1F394-1F39B 1F39E-1F39F 1F3CD-1F3F7 1F43F-1F441 "
    "1F4FD-1F4FE 1F54A-1F573 1F576-1F579 1F57B-1F58F 1F591-1F594 1F597-1F5D3 1F5DC-1F5F3 1F5FA "
    "1F6C6-1F6CB 1F6CD-1F6F3 1F7D5-1F7D8 1F8B0-1F8B1 1F93B 1F946 1FA60-1FA6D",
    "EB": "261D 26F9 270A-270D 1F385 1F3C2-1F3C4 1F3C7 1F3CA-1F3CC 1F442-1F443 1F446-1F450 "
    "1F466-1F478 1F47C 1F481-1F483 1F485-1F487 1F48F 1F491 1F4AA 1F574-1F575 1F57A 1F590 "
    "1F595-1F596 1F645-1F647 1F64B-1F64F 1F6A3 1F6B4-1F6B6 1F6C0 1F6CC 1F90C 1F90F 1F918-1F91F "
    "1F926 1F930-1F939 1F93C-1F93E 1F977 1F9B5-1F9B6 1F9B8-1F9B9 1F9BB 1F9CD-1F9CF 1F9D1-1F9DD "
    "1FAC3-1FAC5 1FAF0-1FAF6",
    "CL": "3001-3002 FE11-FE12 FE50 FE52 FF0C FF0E FF61 FF64 1325B-1325D 13282 13287 13289 "
    "1337A-1337B 13438 145CF",
    "CM": "3035",
    "CB": "FFFC",
    "RI": "1F1E6-1F1FF",
    "EM": "1F3FB-1F3FF",
}

# Tailoring for Chinese (GB/T 15834, CLREQ): full-width digits are digits. A line must not start
# with a wave or full-width dash between numbers, or with the dot in a transliterated name.
# Full-width signs stay with their numbers. Curly quotes are opening or closing.
_TAILORED = {
    "NU": "FF10-FF19",
    "NS": "FF5E FF0D",
    "MD": "B7",
    "PW": "B0 2030-2033 2103 2109 FE6A FF05 FFE0",
    "PF": "A5 FE69 FF04 FFE1 FFE5-FFE6",
    "QI": "2018 201C",
    "QF": "2019 201D",
    "WS": "1680 2000-2006 2008-200A 205F 3000",
    "CM": "E33 EB3 FF9E-FF9F",
    "GC": "34F 35C-362 F08 F0C F12 FD9-FDA 13430-13436 16FE4",
    "PP": "600-605 6DD 70F 890-891 8E2 D4E 110BD 110CD 111C2-111C3 1193F 11941 11A3A 11A84-11A89 "
    "11D46",
}

_RESERVED_EMOJI = range(0x1F000, 0x1FB00)
_LAST_IDEOGRAPH = 0x3FFFD

# The code of a character is 4 * class index + width; width 3 means ambiguous.
_AMBIGUOUS = 3
_WIDTHS = 4
_NAMES = tuple(CLASSES)


def class_name(character: str) -> str:
    """Return the line breaking class of a character, a key of `CLASSES`."""
    codepoint = ord(character)
    name = _exceptions().get(codepoint)
    if name is None or unicodedata.category(character) == "Cn":
        name = _derived_class(character, codepoint)
    if unicodedata.east_asian_width(character) in "FWH":
        return {"OP": "OW", "CP": "CL"}.get(name, name)
    return name


def encode(text: str) -> bytes:
    """Encode text as one byte per character, for `break_classes` and `code_widths`."""
    return text.translate(_codes()).encode("latin-1")


def break_classes(codes: bytes) -> bytes:
    """Return the line breaking classes of encoded text, as their letters."""
    return codes.translate(_class_letters())


def code_widths(codes: bytes, ambiguous_width: int) -> bytes:
    """Return the width of each character of encoded text, ignoring graphemes."""
    return codes.translate(_cell_counts(ambiguous_width))


class _Codes(dict[int, int]):
    """Codes by code point, computed on first use."""

    def __missing__(self, codepoint: int) -> int:
        character = chr(codepoint)
        width = get_character_cell_size(character)
        if width == 1 and unicodedata.east_asian_width(character) == "A":
            width = _AMBIGUOUS
        code = self[codepoint] = _NAMES.index(class_name(character)) * _WIDTHS + width
        return code


@cache
def _codes() -> _Codes:
    return _Codes()


@cache
def _class_letters() -> bytes:
    letters = [CLASSES[name] for name in _NAMES for _ in range(_WIDTHS)]
    return "".join(letters).encode().ljust(256, b"?")


@cache
def _cell_counts(ambiguous_width: int) -> bytes:
    cells = (0, 1, 2, 2 if ambiguous_width == 2 else 1)
    return bytes(cells[code % _WIDTHS] for code in range(256))


@cache
def _exceptions() -> dict[int, str]:
    names: dict[int, str] = {}
    for table in (_EXCEPTIONS, _TAILORED):
        for name, ranges in table.items():
            for item in ranges.split():
                first, _, last = item.partition("-")
                for codepoint in range(int(first, 16), int(last or first, 16) + 1):
                    names[codepoint] = name
    return names


def _derived_class(character: str, codepoint: int) -> str:
    category = unicodedata.category(character)
    if category == "Cn" and codepoint in _RESERVED_EMOJI:
        return "EB"
    if category == "Cn" and codepoint > _LAST_IDEOGRAPH:
        return "AL"
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if 0xAC00 <= codepoint <= 0xD7A3:
        return "H3" if (codepoint - 0xAC00) % 28 else "H2"
    return "ID" if unicodedata.east_asian_width(character) in "FWH" else "AL"
