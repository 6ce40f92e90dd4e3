"""Verification codes and numbers of issued papers."""

import datetime as dt
import hashlib
import ipaddress
import json
import re
import secrets
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import codes, text
from sangkien.papers.errors import InvalidNumber

LENGTH = 24  # of 32 letters and digits each: 120 random bits
GROUP = 4
EIGHT = 8

NUMBER_LENGTH = 60
KEY_LENGTH = 130  # of a number without a symbol, its usual one and the id of a double from before
HOUR = dt.timedelta(hours=1)
# Looked up in an hour. Offices share an address; who guesses would need 2**119 tries.
MOST_PER_ADDRESS = 200
HOUSEHOLD = 64  # bits of an IPv6 network
LAST_WITH_ZERO = 2  # month; decree 30/2020/NĐ-CP
THREE, FOUR = 3, 4  # columns of signatures
WIDE_ENOUGH = 36  # letters; a column with more of them breaks its lines
_SAID = re.compile(r"^số\s*[:.]?\s*(?=[0-9])", re.IGNORECASE)
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"  # Latin ones: others only look like them
_OWN = re.compile(
    rf"(?P<number>[0-9]{{1,6}}) ?(?P<letter>[{_LETTER}]?)"
    rf"( ?/ ?(?P<symbol>[0-9{_LETTER}]+( ?[-./&] ?[0-9{_LETTER}]+)*))?"
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_DOUBLE = re.compile(r" \([0-9]+\)$")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the network of a household, which has 2**64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False))
        found = found.ipv4_mapped
    return str(found)


def new_code() -> str:
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(LENGTH))


def canonical(typed: str) -> str:
    """What people type back, with or without groups; empty when it cannot be a code."""
    return codes.canonical_of(typed, length=LENGTH)


def display(code: str) -> str:
    """In groups of four, to be read from paper."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def grouped(digest: str) -> str:
    """A hash in groups of eight, to be compared by eye; breaks on narrow screens."""
    return " ".join(digest[at : at + EIGHT] for at in range(0, len(digest), EIGHT))


def label(number: int, symbol: str) -> str:
    """ "07/QĐ-LĐLĐ": numbers below ten have a zero before them (decree 30/2020/NĐ-CP)."""
    return f"{number:02d}/{symbol}"


def series(symbol: str) -> str:
    """A symbol as registers compare it: whatever spaces it has, in capital letters."""
    return "".join(text.nfc(symbol).split()).upper()


def symbol_of(label: str, usual: str) -> str:
    """Of a number that somebody wrote; one without a symbol has the `usual` one."""
    return label.partition("/")[2].strip() or usual


def own_number(typed: str) -> str:
    """ "Số tự nhập" as it is printed: "Số: 045 / QĐ–LĐLĐ" gives "045/QĐ-LĐLĐ". Empty stays empty.

    Raises `InvalidNumber`: digits, perhaps a letter, perhaps a symbol (decree 30/2020/NĐ-CP).
    """
    words = _DASHES.sub("-", _unsaid(typed))
    if not words:
        return ""
    found = _OWN.fullmatch(words)
    if found is None or not int(found["number"]):
        raise InvalidNumber(
            _("Hãy ghi số, có thể kèm một chữ cái và ký hiệu, ví dụ 45, 45a hoặc 045/QĐ-LĐLĐ."),
            field="own_number",
        )
    symbol = "".join((found["symbol"] or "").split())
    return found["number"] + found["letter"] + (f"/{symbol}" if symbol else "")


def _unsaid(label: str) -> str:
    """Without the word "Số" before it."""
    return _SAID.sub("", text.clean_line(label))


def key(label: str, symbol: str) -> str:
    """What two numbers of a register must not share: "1/qđ-lđlđ", "Số 1/QĐ-LĐLĐ", and "1" where that symbol
    is usual, are "01/QĐ-LĐLĐ" written otherwise; so are "045a" and "45A".
    """
    number, _slash, own = _unsaid(label).partition("/")
    found = re.fullmatch("0*([0-9].*)", series(number))
    return f"{found[1] if found else series(number)}/{series(own.strip() or symbol)}"


def former_key(label: str, kept: str) -> str:
    """What a paper was sealed with whose key was put right since (migration 0004)."""
    number, _slash, own = label.partition("/")
    number = series(number)
    if number.isdecimal():
        number = str(int(number))
    return f"{number}/{series(own.strip() or symbol_in(kept))}"


def is_key_of(label: str, kept: str) -> bool:
    return _DOUBLE.sub("", kept) == key(label, symbol_in(kept))


def is_double(kept: str) -> bool:
    """Another paper had the number before numbers were kept by symbol: its id stands behind it."""
    return _DOUBLE.search(kept) is not None


def symbol_in(kept: str) -> str:
    return _DOUBLE.sub("", kept).partition("/")[2]


def number_in(kept: str) -> int | None:
    """None where a letter goes with it."""
    number = kept.partition("/")[0]
    return int(number) if number.isdecimal() else None


def digest(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


# Of an issued paper, what stays whoever asks to be forgotten; the code keeps digests from being guessed.
FRAME = (
    *("kind", "unit_id", "year", "number", "label", "key", "signer_name", "signer_post"),
    *("code", "template", "digest", "issued_by_id"),
)
SAID = ("title", "holder", "data", "code")


def seal(paper: object, **former: str) -> str:
    """`former` are values that it had when it was sealed."""
    day = getattr(paper, "issued_on")  # noqa: B009 - beside the others
    return _sealed(paper, FRAME, issued_on=f"{day:%Y-%m-%d}", **former)


def content(paper: object) -> str:
    return _sealed(paper, SAID)


def turn(paper: object, reason: str) -> str:
    """SHA-256 of why a paper was revoked or restored."""
    return _sealed(paper, ("code",), reason=text.clean_prose(reason))


def _sealed(paper: object, names: Sequence[str], **more: str) -> str:
    """Words as the database keeps them, whether the row comes from there or goes there."""
    values = {name: getattr(paper, name) for name in names}
    plain = {
        name: text.clean_line(one) if isinstance(one, str) else one for name, one in values.items()
    }
    said = json.dumps(plain | more, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def address(base_url: str, code: str) -> str:
    """What the QR code holds: the page of verification under the public address."""
    return f"{base_url}/xac-minh/{code}/"


def printable(words: str) -> str:
    """Without the signs that XML, and some databases, cannot hold."""
    return _NOT_XML.sub("", words)


def listed(value: Any) -> Any:
    """Plain values as JSON gives them back: lists, never tuples, of printable words."""
    if isinstance(value, dict):
        return {key: listed(one) for key, one in value.items()}
    if isinstance(value, str):
        return printable(value)
    return [listed(one) for one in value] if isinstance(value, list | tuple) else value


def shares(
    header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> list[int]:
    """How columns share the line: as they say themselves, else by the words in them.

    Raises ValueError when a row has more or fewer cells than the header.
    """
    if any(len(row) != len(header) for row in rows) or (widths and len(widths) != len(header)):
        raise ValueError(header)
    if widths:
        return list(widths)
    columns = zip(*(header, *rows), strict=True)
    return [WIDE_ENOUGH // 6 + min(max(map(len, cells)), WIDE_ENOUGH) for cells in columns]


def number_words(label: str) -> str:
    """With room for what is not known yet: "........", "....../CV-LĐLĐ"."""
    if not label:
        return "........"
    return f"......{label}" if label.startswith("/") else label


def day_of(kept: Sequence[int]) -> dt.date:
    """Days stand in the values of papers as [day, month, year]."""
    day, month, year = kept
    return dt.date(year, month, day)


def day_words(day: dt.date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026": days below 10 and the first two months have a zero."""
    if day is None:
        return "ngày ..... tháng ..... năm ........"
    month = f"{day.month:02d}" if day.month <= LAST_WITH_ZERO else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def paragraphs(words: str) -> list[str]:
    return [line for line in words.split("\n") if line.strip()]


def ground_lines(grounds: Sequence[str]) -> tuple[str, ...]:
    """ "Căn cứ ...": each ends with a semicolon, the last one with a full stop."""
    last = len(grounds) - 1
    bare = (words.rstrip(" ;.") for words in grounds)
    return tuple(words + ("." if at == last else ";") for at, words in enumerate(bare))


def authority(signs_for: str, post: str, issuer: str) -> str:
    """ "Thẩm quyền ban hành" above a decision: the body in whose name it is signed, or the post;
    "TM. BAN CHẤP HÀNH" gives "BAN CHẤP HÀNH CÔNG ĐOÀN ...".
    """
    sign, _dot, body = signs_for.upper().partition(".")
    is_known = sign.strip() in {"TM", "KT"} and body.strip()
    return f"{body.strip() if is_known else post.upper()} {issuer.upper()}"


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """Each ends with a semicolon, the last one with a full stop."""
    last = len(recipients) - 1
    ends = ["." if at == last else ";" for at in range(len(recipients))]
    pairs = zip(recipients, ends, strict=True)
    return [words if words.endswith((";", ".")) else words + end for words, end in pairs]


def signature_columns(count: int) -> int:
    """Two in a row, three where there are three or more than four."""
    return 3 if count == THREE or count > FOUR else min(count, 2)
