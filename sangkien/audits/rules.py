"""How a sample is drawn, so that anybody can draw it again, and what its findings amount to. Pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.audits.enums import SizeBy
from sangkien.audits.errors import InvalidAudit
from sangkien.core import codes, text

MOST_DRAWN = 500  # initiatives in one sample
MOST_READ = 5_000  # codes that a sample is drawn from
LEAST_CHECKED = 5  # below that a factor says nothing
HUNDRED = 100
REASON_LENGTH = 1_000
LONGEST_DAYS = 366


def seed_of(audit_id: int, drawn_at: dt.datetime) -> str:
    """The digest of the number of the audit and the instant: nobody chooses it."""
    return hashlib.sha256(seed_text(audit_id, drawn_at).encode()).hexdigest()


def seed_text(audit_id: int, drawn_at: dt.datetime) -> str:
    """ "12:2026-11-22T01:02:03.000004+00:00"."""
    return f"{audit_id}:{drawn_at.astimezone(dt.UTC).isoformat(timespec='microseconds')}"


def first_code(seed: str) -> str:
    """Where in the order of the codes reading begins, when there are more than MOST_READ.

    Codes are random, so that a stretch of them from a random place is a random part of them all.
    """
    number = int.from_bytes(hashlib.sha256(f"{seed}:start".encode()).digest(), "big")
    letters = ""
    for _place in range(codes.LENGTH):
        number, rest = divmod(number, len(codes.ALPHABET))
        letters += codes.ALPHABET[rest]
    return letters


def key_of(seed: str, code: str) -> str:
    """The lot of one initiative."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def sample(read: Iterable[str], *, seed: str, size: int) -> list[str]:
    """Those with the smallest lots, in the order of the lots."""
    lots = sorted((key_of(seed, code), code) for code in set(read))
    return [code for _lot, code in lots[:size]]


def size_of(by: SizeBy, value: int, *, population: int) -> int:
    """How many are drawn, rounded up and never more than there are; or InvalidAudit at `value`."""
    if by == SizeBy.PERCENT and not 1 <= value <= HUNDRED:
        raise InvalidAudit(_("Hãy ghi từ 1 đến 100 phần trăm."), field="value")
    wanted = -(-population * value // HUNDRED) if by == SizeBy.PERCENT else value
    if wanted < 1 and population:
        raise InvalidAudit(_("Hãy ghi ít nhất 1 sáng kiến."), field="value")
    if min(wanted, population) > MOST_DRAWN:
        raise InvalidAudit(
            _("Mỗi đợt rút nhiều nhất %(most)s sáng kiến. Hãy giảm mẫu hoặc chia theo đơn vị.")
            % {"most": MOST_DRAWN},
            field="value",
        )
    return min(wanted, population)


def digest(values: Collection[object]) -> str:
    """SHA-256 over the canonical form of a list of plain values."""
    canonical = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def clean_reason(typed: str, *, field: str, missing: str) -> str:
    """Words that say why; or InvalidAudit at the field."""
    clean = text.clean_prose(typed)
    if not text.has_words(clean):
        raise InvalidAudit(missing, field=field)
    if len(clean) > REASON_LENGTH or text.has_refused_characters(clean):
        raise InvalidAudit(
            _("Dài nhất %(most)s ký tự và chỉ gồm chữ, số, dấu câu.") % {"most": REASON_LENGTH},
            field=field,
        )
    return clean


@dataclass(frozen=True, kw_only=True)
class Factor:
    """ "Hệ số hậu kiểm": what passed of what was checked in finished audits, until when."""

    passed: int
    checked: int
    as_of: dt.datetime

    @property
    def value(self) -> Fraction | None:
        """Exact; None while too few were checked."""
        return Fraction(self.passed, self.checked) if self.is_enough else None

    @property
    def is_enough(self) -> bool:
        return self.checked >= LEAST_CHECKED
