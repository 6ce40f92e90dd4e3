"""Numbers as Vietnamese people write them, and fractions that are rounded in one place."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

# A group cannot begin with 0: "0,250" is a quarter, not 250.
_GROUPED_DOT = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_GROUPED_COMMA = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_GROUPED_SPACE = re.compile(r"[1-9]\d{0,2}( \d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+([.,]\d+)?")
_CURRENCY = re.compile(r"\s*(đồng|dong|vnđ|vnd|đ|₫)\s*$")
_UNITS = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3}
_UNIT_WORDS = {
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti"), "tỷ"),
    **dict.fromkeys(("triệu", "trieu", "tr"), "triệu"),
    **dict.fromkeys(("nghìn", "nghin", "ngàn", "ngan", "k"), "nghìn"),
}
_PART = re.compile(rf"([0-9][0-9., ]*?)\s*({'|'.join(sorted(_UNIT_WORDS, key=len, reverse=True))})")
_LEFT_OVER = re.compile(r"[0-9]{1,3}")
_HALF = ("rưỡi", "ruoi")
MAX_DIGITS = 18
LEAST_THOUSAND = 1_000


def parse_decimal(text: str) -> Decimal | None:
    """ "1.234,5", "1234,5", "1,234.5" and "1 234" as people type them; None when it is no number.

    One separator followed by exactly three digits groups thousands ("1.234" is 1234), as it does
    everywhere in Việt Nam. A sign, an exponent, "NaN" or more than 18 digits are refused.
    """
    raw = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    if not raw.isascii() or sum(c.isdigit() for c in raw) > MAX_DIGITS:
        return None
    if _GROUPED_DOT.fullmatch(raw):
        raw = raw.replace(".", "").replace(",", ".")
    elif _GROUPED_SPACE.fullmatch(raw):
        raw = raw.replace(" ", "").replace(",", ".")
    elif _GROUPED_COMMA.fullmatch(raw):
        raw = raw.replace(",", "")
    elif _PLAIN.fullmatch(raw):
        raw = raw.replace(",", ".")
    else:
        return None
    try:
        return Decimal(raw)
    except InvalidOperation:  # pragma: no cover - the patterns admit only decimals
        return None


def parse_vnd(text: str) -> int | None:
    """Whole đồng from "12.500.000 đ", "12 triệu", "1,5 tỷ", "1 tỷ 200 triệu", "1tr5" or "500k";
    None when it is no amount.

    Fractions of a đồng do not exist: "1.234,5" is 1,235 (half up).
    """
    raw = " ".join(text.lower().split())
    plain = _CURRENCY.sub("", raw)
    value = parse_decimal(plain)
    if value is None:
        value = _parse_units(plain)
    return None if value is None else int(value.quantize(Decimal(1), ROUND_HALF_UP))


def lacks_unit(text: str) -> bool:
    """Whether an amount may mean anything: "12.5" is hardly twelve and a half đồng."""
    value = parse_decimal(text)
    return value is not None and value < LEAST_THOUSAND and value != value.to_integral_value()


def _parse_units(raw: str) -> Decimal | None:
    """ "1 tỷ 200 triệu": parts whose units get smaller; "1tr5" and "1 triệu rưỡi" are 1,5 triệu."""
    total, least, rest = Decimal(0), 0, raw
    while found := _PART.match(rest):
        amount = parse_decimal(found[1])
        unit = _UNITS[_UNIT_WORDS[found[2]]]
        if amount is None or (least and (unit >= least or amount * unit >= least)):
            return None
        total, least, rest = total + amount * unit, unit, rest[found.end() :].strip()
    if not rest or not least:
        return total if least else None
    if rest in _HALF:
        return total + Decimal(least) / 2
    return total + Decimal(f"0.{rest}") * least if _LEFT_OVER.fullmatch(rest) else None


def ratio_percent(part: int, whole: int, *, places: int = 1, truncate: bool = False) -> Decimal:
    """`part / whole` in percent, half up by default.

    696,948 of 1,000,000 is 69.7 (published both as 69.6, cut, and 69.7): the fraction is exact
    and only its display is rounded. `whole` must not be 0.
    """
    exact = Fraction(part * 100, whole)
    scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    rounding = ROUND_DOWN if truncate else ROUND_HALF_UP
    return scaled.quantize(Decimal(1).scaleb(-places), rounding)


NBSP = "\u00a0"
COMPLETE = 100


def percent_words(part: int, whole: int) -> str:
    """696948 of 1000000 -> "69,7 %": half up; what is not complete never reads "100 %".

    9,999 of 10,000 is 99,9 %. `whole` must not be 0.
    """
    ratio = ratio_percent(part, whole)
    if part < whole and ratio >= COMPLETE:
        ratio = ratio_percent(part, whole, truncate=True)
    if part * 100 % whole == 0:
        ratio = ratio.quantize(Decimal(1))
    return f"{decimal_comma(ratio)}{NBSP}%"


_FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_STEPS = ("", " nghìn", " triệu")
BILLIONS = 3  # groups of three figures below "tỷ"


def spoken(value: int) -> str:
    """12500000 -> "mười hai triệu năm trăm nghìn": as it is written out on paper beside a sum.

    For up to 18 figures, as many as are ever read.
    """
    if value == 0:
        return _FIGURES[0]
    groups: list[int] = []
    while value:
        value, group = divmod(value, 1_000)
        groups.append(group)
    words = []
    for place in reversed(range(len(groups))):
        is_first = place == len(groups) - 1
        if groups[place]:
            words.append(_group_spoken(groups[place], is_first=is_first) + _STEPS[place % 3])
        if place == BILLIONS:  # everything above nine figures is counted in "tỷ"
            words[-1] += " tỷ"
    return " ".join(words)


def _group_spoken(group: int, *, is_first: bool) -> str:
    """105 -> "một trăm linh năm"; inside a longer number 5 is "không trăm linh năm"."""
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    words = [] if is_first and not hundreds else [f"{_FIGURES[hundreds]} trăm"]
    if tens:
        words.append("mười" if tens == 1 else f"{_FIGURES[tens]} mươi")
    elif units and words:
        words.append("linh")
    if units:
        words.append(_unit_spoken(tens, units))
    return " ".join(words)


def _unit_spoken(tens: int, units: int) -> str:
    """After "mươi" one is "mốt", after any ten five is "lăm"."""
    if units == 1 and tens > 1:
        return "mốt"
    return "lăm" if units == 5 and tens else _FIGURES[units]  # noqa: PLR2004 - the figure five


def thousands(value: int) -> str:
    """696948 -> "696.948"."""
    return f"{value:,}".replace(",", ".")


def decimal_comma(value: Decimal) -> str:
    """Decimal("1234.50") -> "1.234,50"."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def written(value: Decimal) -> str:
    """What an officer would write: Decimal("850.00") -> "850", Decimal("1085.50") -> "1.085,5"."""
    words = decimal_comma(value)
    return words.rstrip("0").rstrip(",") if "," in words else words
