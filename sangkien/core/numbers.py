"""Numbers as Vietnamese people write them, and fractions that are rounded in one place."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

# A group cannot begin with 0: "0,250" is a quarter, not 250.
_GROUPED_DOT = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_GROUPED_COMMA = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_GROUPED_SPACE = re.compile(r"[1-9]\d{0,2}( \d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+([.,]\d+)?")
_SUFFIX = re.compile(r"\s*(đồng|dong|vnđ|vnd|đ|₫)\s*$", re.IGNORECASE)
MAX_DIGITS = 18


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
    """Whole đồng from "12.500.000", "12.500.000 đ" or "12500000"; None when it is no amount.

    Fractions of a đồng do not exist: "1.234,5" is 1,235 (half up).
    """
    value = parse_decimal(_SUFFIX.sub("", text))
    return None if value is None else int(value.quantize(Decimal(1), ROUND_HALF_UP))


def ratio_percent(part: int, whole: int, *, places: int = 1, truncate: bool = False) -> Decimal:
    """`part / whole` in percent, half up by default.

    696,948 of 1,000,000 is 69.7 (published both as 69.6, cut, and 69.7): the fraction is exact
    and only its display is rounded. `whole` must not be 0.
    """
    exact = Fraction(part * 100, whole)
    scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    rounding = ROUND_DOWN if truncate else ROUND_HALF_UP
    return scaled.quantize(Decimal(1).scaleb(-places), rounding)


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
