""" "Nội dung giao ước": what an edition says, as plain values. Pure: no rows, no clock.

What was sent to the parties is kept as canonical JSON; its SHA-256 is what everybody agrees to
and signs.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sangkien.agreements.enums import (
    Denominator,
    PledgeKind,
    PracticeBase,
    TargetBase,
    TargetKind,
)
from sangkien.agreements.errors import Incomplete, InvalidTarget
from sangkien.agreements.rules import ALL_PERCENT, COUNTED, Measure, ensure_sensible
from sangkien.core import numbers, text
from sangkien.core.errors import DomainError, ManyErrors

MOST_PARTIES, MOST_ARTICLES, MOST_MOVEMENTS, MOST_PLEDGES = 40, 30, 20, 60
TITLE_LENGTH, NAME_LENGTH, PERSON_LENGTH, LINE_LENGTH, PROSE_LENGTH = 250, 200, 120, 300, 4000
REASON_LENGTH = 2000
EVERYBODY = 0  # the place of a pledge that all parties give together
LARGEST = Decimal(10) ** 12
HELD = {
    PledgeKind.INITIATIVES: TargetKind.COUNT,
    PledgeKind.COVERAGE: TargetKind.COVERAGE,
    PledgeKind.RATE: TargetKind.RATE,
    PledgeKind.EACH: TargetKind.EACH,
    PledgeKind.MODELS: TargetKind.EACH,
    PledgeKind.COUNT: TargetKind.NUMBER,
    PledgeKind.PERCENT: TargetKind.PERCENT,
    PledgeKind.RANGE: TargetKind.RANGE,
    PledgeKind.DONE_BY: TargetKind.DONE_BY,
}
NUMBERED = frozenset(PledgeKind) - {PledgeKind.DONE_BY}


@dataclass(frozen=True, kw_only=True)
class Article:
    """ "Điều"."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Movement:
    """ "Phong trào thi đua": one row of the first table of the register."""

    name: str
    goal: str = ""
    launched: str = ""
    reviewed: str = ""


@dataclass(frozen=True, kw_only=True)
class Pledge:
    """ "Chỉ tiêu đăng ký": one row of the second table. `party` is the place of who promises,
    EVERYBODY for all together; `most` is the upper end of a range; `of` names the denominator of
    a percentage.

    Of EACH and MODELS `value` is what every CĐCS has at least: initiatives where `base` says which
    ones count, else what the words say. Of models `base` is RECOGNISED, or none for registered ones.
    """

    party: int
    text: str
    kind: PledgeKind
    value: Decimal | None = None
    most: Decimal | None = None
    measure: str = ""
    base: TargetBase | None = None
    denominator: Denominator | None = None
    of: str = ""
    due_on: dt.date | None = None
    counted: str = ""

    @property
    def target_kind(self) -> TargetKind:
        """As what it is kept among the targets."""
        return HELD[self.kind]

    @property
    def words(self) -> str:
        """The number as people read it: "850", "100 %", "8.000–11.000"."""
        if self.kind == PledgeKind.DONE_BY:
            return _("có")
        if self.value is None:
            return ""
        number = numbers.written(self.value)
        if self.target_kind == TargetKind.EACH:
            number = _("mỗi CĐCS ít nhất %(least)s") % {"least": number}
        elif self.kind == PledgeKind.RANGE and self.most is not None:
            number = f"{number}–{numbers.written(self.most)}"
        elif self.kind in {PledgeKind.COVERAGE, PledgeKind.PERCENT}:
            number = f"{number} %"
        return number

    @property
    def unit_words(self) -> str:
        """What the number counts, empty where only the words of the row tell."""
        if self.measure or self.of:
            return self.measure or self.of
        if self.kind == PledgeKind.MODELS:
            return _("mô hình")
        return _("sáng kiến") if self.kind == PledgeKind.EACH and self.base else ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """`amends` is what an annex changes, empty for the agreement itself."""

    amends: str = ""
    grounds: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    movements: tuple[Movement, ...] = ()
    pledges: tuple[Pledge, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signer:
    """A party as it is printed. `holder` is what its numbers are kept for: "unit" or "cluster"
    with its key, empty for those outside of the union.
    """

    place: int
    name: str
    role: str
    signatory: str
    post: str
    unit: int | None = None
    cluster: int | None = None


def dump(content: Content) -> dict[str, Any]:
    """Plain values for the database."""
    values = asdict(content)
    values["pledges"] = [_plain(pledge) for pledge in content.pledges]
    return {key: list(rows) if isinstance(rows, tuple) else rows for key, rows in values.items()}


def _plain(pledge: Pledge) -> dict[str, Any]:
    values = asdict(pledge)
    for name in ("value", "most"):
        values[name] = None if values[name] is None else f"{values[name].normalize():f}"
    values["due_on"] = pledge.due_on.isoformat() if pledge.due_on else None
    for name in ("kind", "base", "denominator"):
        values[name] = values[name].value if values[name] else None
    return values


def read(values: Mapping[str, Any]) -> Content:
    """What `dump` wrote; what stands beside it in a sent edition is left alone."""
    return Content(
        amends=values.get("amends", ""),
        grounds=tuple(values.get("grounds", ())),
        articles=tuple(Article(**row) for row in values.get("articles", ())),
        movements=tuple(Movement(**row) for row in values.get("movements", ())),
        pledges=tuple(map(_pledge, values.get("pledges", ()))),
    )


def _pledge(row: Mapping[str, Any]) -> Pledge:
    return Pledge(
        **{
            **row,
            "kind": PledgeKind(row["kind"]),
            "value": None if row["value"] is None else Decimal(row["value"]),
            "most": None if row["most"] is None else Decimal(row["most"]),
            "base": TargetBase(row["base"]) if row["base"] else None,
            "denominator": Denominator(row["denominator"]) if row["denominator"] else None,
            "due_on": dt.date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        }
    )


def cleaned(content: Content) -> Content:
    """Composed letters and single spaces everywhere: one text has one digest."""
    return read(_cleaned(dump(content)))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return text.clean_prose(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    return value


def sealed(
    content: Content, *, head: Mapping[str, Any], parties: Sequence[Signer]
) -> dict[str, Any]:
    """Everything that the parties are asked about and sign: the head, the parties, the words."""
    return {**dump(content), "head": dict(head), "parties": [asdict(one) for one in parties]}


def signers(values: Mapping[str, Any]) -> list[Signer]:
    """The parties of an edition as it was sent."""
    return [Signer(**row) for row in values.get("parties", ())]


def canonical(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form: the same on every machine and database."""
    return hashlib.sha256(canonical(values)).hexdigest()


def target_measure(pledge: Pledge) -> Measure | None:
    """The pledge as a target, or None while it has no number."""
    kind = pledge.target_kind
    value = Decimal(1) if kind == TargetKind.DONE_BY else pledge.value
    if value is None:
        return None
    if kind == TargetKind.EACH:
        return _of_each(pledge, value)
    return Measure(
        kind=kind,
        base=(pledge.base or TargetBase.SENT) if kind in COUNTED else None,
        value=value,
        denominator=pledge.denominator if kind == TargetKind.RATE else None,
        most=pledge.most if kind == TargetKind.RANGE else None,
        subject=pledge.text,
        measure=pledge.measure,
        of=pledge.of if kind == TargetKind.PERCENT else "",
        due_on=pledge.due_on,
        counted=pledge.counted,
    )


def _of_each(pledge: Pledge, least: Decimal) -> Measure:
    """Initiatives bear no name of their own, good practices are counted from their register."""
    is_model = pledge.kind == PledgeKind.MODELS
    is_recognised = pledge.base == TargetBase.RECOGNISED
    practices = PracticeBase.RECOGNISED if is_recognised else PracticeBase.REGISTERED
    base = None if is_model else pledge.base
    return Measure(
        kind=TargetKind.EACH,
        base=base,
        value=Decimal(ALL_PERCENT),
        each=least,
        subject="" if base else pledge.text,
        measure=pledge.unit_words,
        due_on=pledge.due_on,
        counted=pledge.counted,
        practices=practices if is_model else None,
    )


def ensure_complete(content: Content, parties: Sequence[Signer], *, is_annex: bool) -> None:
    """Raise what keeps the draft from being sent, all of it at once."""
    found = [*_lacking(content, is_annex=is_annex), *_parties_wrong(parties)]
    places = {EVERYBODY, *(one.place for one in parties)}
    for number, pledge in enumerate(content.pledges, start=1):
        if pledge.party not in places:
            found.append(_wrong(number, _("bên cam kết không còn trong danh sách các bên")))
    if found:
        raise found[0] if len(found) == 1 else ManyErrors(found)


def _lacking(content: Content, *, is_annex: bool) -> list[DomainError]:
    found: list[DomainError] = []
    if is_annex and not text.has_words(content.amends):
        found.append(Incomplete(_("Hãy ghi phụ lục sửa đổi, bổ sung điều gì.")))
    if not content.articles and not content.pledges:
        found.append(Incomplete(_("Bản này chưa có điều khoản, chưa có chỉ tiêu nào.")))
    return found


def _parties_wrong(parties: Sequence[Signer]) -> list[DomainError]:
    if len(parties) < 2:  # noqa: PLR2004 - it takes two
        return [Incomplete(_("Giao ước cần ít nhất hai bên."))]
    unsigned = [one.name for one in parties if not (one.signatory and one.post)]
    if unsigned:
        names = ", ".join(unsigned)
        return [Incomplete(_("Chưa ghi người ký, chức vụ của: %(names)s.") % {"names": names})]
    return []


def ensure_sensible_pledge(pledge: Pledge, number: int) -> None:
    """Raise when the row of a table cannot be counted."""
    if pledge.kind in NUMBERED and pledge.value is None:
        raise _wrong(number, _("chưa có con số"))
    _ensure_range(pledge, number)
    if pledge.kind == PledgeKind.PERCENT and not text.has_words(pledge.of):
        raise _wrong(number, _("hãy ghi tỷ lệ % của đối tượng nào"))
    if pledge.kind == PledgeKind.DONE_BY and pledge.due_on is None:
        raise _wrong(number, _("hãy ghi hạn"))
    if pledge.kind == PledgeKind.MODELS and pledge.base not in {None, TargetBase.RECOGNISED}:
        raise _wrong(number, _("mô hình chỉ tính “được công nhận”, hoặc để “Không áp dụng”"))
    measure = target_measure(pledge)
    if measure is not None:
        try:
            ensure_sensible(measure)
        except InvalidTarget as refusal:
            raise _wrong(number, str(refusal)) from None


def _ensure_range(pledge: Pledge, number: int) -> None:
    if any(one is not None and one > LARGEST for one in (pledge.value, pledge.most)):
        raise _wrong(number, _("con số quá lớn, hãy kiểm tra lại"))
    if pledge.kind == PledgeKind.RANGE and (
        pledge.most is None or pledge.value is None or pledge.most <= pledge.value
    ):
        raise _wrong(number, _("số đến phải lớn hơn số từ"))


def _wrong(number: int, words: str) -> Incomplete:
    return Incomplete(_("Chỉ tiêu %(n)d: %(words)s") % {"n": number, "words": words})
