"""What an award asks and gives: its JSON, checked and frozen. Amounts are whole VND, shares whole percent."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from sangkien.commendation.enums import MoneyKind
from sangkien.commendation.errors import InvalidAward

MOST_ROUTES, MOST_CONDITIONS, MOST_DOCUMENTS = 8, 12, 20
MOST_WORDS = 500
MOST_CODE, MOST_PERCENT = 40, 100
MOST_VND = 10_000_000_000_000
MOST_COEFFICIENT = 100
COMPLETENESS_DAYS = 5  # working days in which the receiving office says what is missing


class ConditionKind(StrEnum):
    """What a condition looks at; `Condition` says which values each one uses."""

    LEADS = "leads"  # first in its cluster or block by valid initiatives
    ABOVE_TARGET = "above_target"  # more than its own target, in percent
    VALID_AT_LEAST = "valid_at_least"  # valid initiatives in the round's window
    RECOGNISED_AT_LEAST = "recognised_at_least"  # recognised ones
    BENEFIT_AT_LEAST = "benefit_at_least"  # verified amount in VND over `years`
    SCORE_AT_LEAST = "score_at_least"  # points of the published card of the year
    RANK_AT_MOST = "rank_at_most"  # place in the cluster by the published cards
    HELD_NOW = "held_now"  # award `code` of the year of the round itself
    HELD_BEFORE = "held_before"  # award `code` in one of the last `years`
    CONSECUTIVE = "consecutive"  # award `code` in each of the last `years`
    ONCE_ONLY = "once_only"  # never held this one
    MONTHS_ACTIVE = "months_active"  # the unit has stood so many months
    STATEMENT = "statement"  # confirmed in words by whoever nominates


NEEDS_CODE = (ConditionKind.HELD_NOW, ConditionKind.HELD_BEFORE, ConditionKind.CONSECUTIVE)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """`least` is a number, percent, amount or place, as `kind` says; `words` is how the rule says it."""

    kind: ConditionKind
    words: str
    least: int = 0
    years: int = 1
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Route:
    """ "Một trong các điều kiện": all of `conditions` together are enough."""

    name: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True)
class Quota:
    """`most` in a round, `per_proposer` of each nominating unit, `percent` of those who could receive it
    (rounded down); None is no limit. `percent_of` is the code of the award whose holders of the year the
    share is taken of, "" of the candidates.
    """

    most: int | None = None
    per_proposer: int | None = None
    percent: int | None = None
    percent_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Vote:
    """What a council needs; `of` is a value of `councils.enums.Denominator`."""

    numerator: int = 1
    denominator: int = 2
    is_strict: bool = True
    of: str = "all"
    is_secret: bool = True


@dataclass(frozen=True, kw_only=True)
class Money:
    """`coefficient` as written ("0.3"), times the base salary of the day of the decision."""

    kind: MoneyKind = MoneyKind.NONE
    coefficient: Decimal = Decimal(0)
    amount_vnd: int = 0


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """ "Thành phần hồ sơ". `from_system` are those that the program writes itself."""

    key: str
    name: str
    is_required: bool = True
    from_system: bool = False


@dataclass(frozen=True, kw_only=True)
class Terms:
    """`always` holds beside whichever route. `wording` is the sentence of the certificate; `ties` says
    who goes first among equals, in order.
    """

    always: tuple[Condition, ...] = ()
    routes: tuple[Route, ...] = ()
    quota: Quota = Quota()
    vote: Vote | None = None
    money: Money = Money()
    documents: tuple[DocumentLine, ...] = ()
    wording: str = ""
    ties: tuple[str, ...] = ()


def read(content: Mapping[str, Any]) -> Terms:
    """Raises `InvalidAward`, in Vietnamese."""
    try:
        terms = Terms(
            always=_conditions(content.get("always", [])),
            routes=tuple(_route(row) for row in _rows(content.get("routes", []), MOST_ROUTES)),
            quota=_quota(dict(content.get("quota") or {})),
            vote=_vote(content["vote"]) if content.get("vote") else None,
            money=_money(content.get("money") or {}),
            documents=tuple(
                _document(row) for row in _rows(content.get("documents", []), MOST_DOCUMENTS)
            ),
            wording=_words(content.get("wording", ""), most=MOST_WORDS),
            ties=tuple(str(one) for one in _rows(content.get("ties", []), MOST_CONDITIONS)),
        )
    except (KeyError, TypeError, AttributeError):
        raise InvalidAward(_("Quy định của hình thức khen không đúng cấu trúc.")) from None
    keys = [line.key for line in terms.documents]
    if len(set(keys)) != len(keys):
        raise InvalidAward(_("Hai thành phần hồ sơ không được trùng mã."))
    return terms


def builds_on(terms: Terms) -> frozenset[str]:
    """The codes of the awards that the holder has before: they stand beside this one."""
    parts = (terms.always, *(route.conditions for route in terms.routes))
    asked = {one.code for part in parts for one in part if one.kind in NEEDS_CODE}
    return frozenset(asked | {terms.quota.percent_of}) - {""}


def dump(terms: Terms) -> dict[str, Any]:
    """The content that `read` gives the same terms for."""
    vote = terms.vote
    return {
        "always": [_dump_condition(one) for one in terms.always],
        "routes": [
            {"name": one.name, "conditions": [_dump_condition(row) for row in one.conditions]}
            for one in terms.routes
        ],
        "quota": {k: v for k, v in vars(terms.quota).items() if v not in (None, "")},
        "vote": vars(vote) if vote else None,
        "money": {
            "kind": terms.money.kind.value,
            "coefficient": str(terms.money.coefficient),
            "amount_vnd": terms.money.amount_vnd,
        },
        "documents": [vars(one) for one in terms.documents],
        "wording": terms.wording,
        "ties": list(terms.ties),
    }


def digest(content: Any) -> str:
    """The same content, the same hash, however its keys are ordered."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _rows(value: Any, most: int) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise InvalidAward(_("Quy định của hình thức khen không đúng cấu trúc."))
    return value


def _words(value: Any, *, most: int = 300) -> str:
    words = str(value).strip()
    if len(words) > most:
        raise InvalidAward(_("Có chỗ dài quá %(n)d ký tự.") % {"n": most})
    return words


def _count(value: Any, *, most: int = MOST_VND) -> int:
    """From 0 on; never of a float."""
    if isinstance(value, bool | float):
        raise InvalidAward(_("Hãy ghi số nguyên từ 0 trở lên."))
    try:
        number = int(value)
    except ValueError:
        raise InvalidAward(_("Hãy ghi số nguyên từ 0 trở lên.")) from None
    if not 0 <= number <= most:
        raise InvalidAward(_("Hãy ghi số nguyên từ 0 trở lên."))
    return number


def _conditions(value: Any) -> tuple[Condition, ...]:
    return tuple(_condition(row) for row in _rows(value, MOST_CONDITIONS))


def _condition(row: Mapping[str, Any]) -> Condition:
    try:
        kind = ConditionKind(str(row["kind"]))
    except ValueError:
        raise InvalidAward(_("Quy định của hình thức khen không đúng cấu trúc.")) from None
    words = _words(row["words"])
    if not words:
        raise InvalidAward(_("Hãy ghi lời của điều kiện."))
    years = _count(row.get("years", 1), most=30)
    code = _words(row.get("code", ""), most=MOST_CODE)
    if kind in NEEDS_CODE and not (code and years):
        raise InvalidAward(
            _("Điều kiện “%(words)s” cần hình thức khen và số năm.") % {"words": words}
        )
    return Condition(
        kind=kind, words=words, least=_count(row.get("least", 0)), years=max(years, 1), code=code
    )


def _route(row: Mapping[str, Any]) -> Route:
    conditions = _conditions(row["conditions"])
    if not conditions:
        raise InvalidAward(_("Mỗi trường hợp cần ít nhất một điều kiện."))
    return Route(name=_words(row["name"]), conditions=conditions)


def _quota(row: Mapping[str, Any]) -> Quota:
    of = _words(row.get("percent_of", ""), most=MOST_CODE)
    limits = {key: _count(value) for key, value in row.items() if key != "percent_of"}
    if limits.get("percent", 0) > MOST_PERCENT:
        raise InvalidAward(_("Tỷ lệ nhiều nhất 100 %."), field="percent")
    return Quota(**limits, percent_of=of)


def _vote(row: Mapping[str, Any]) -> Vote:
    vote = Vote(
        numerator=_count(row["numerator"], most=100),
        denominator=_count(row["denominator"], most=100),
        is_strict=bool(row.get("is_strict", False)),
        of=str(row.get("of", "all")),
        is_secret=bool(row.get("is_secret", True)),
    )
    if not 1 <= vote.numerator <= vote.denominator or vote.of not in {
        "all",
        "present",
        "asked",
        "valid",
    }:
        raise InvalidAward(_("Tỷ lệ phiếu phải từ trên 0 đến 100 %."))
    return vote


def _money(row: Mapping[str, Any]) -> Money:
    try:
        kind = MoneyKind(str(row.get("kind", "none")))
        coefficient = Decimal(str(row.get("coefficient") or "0"))
    except (ValueError, InvalidOperation):
        raise InvalidAward(_("Mức tiền thưởng không đúng.")) from None
    if not coefficient.is_finite() or not 0 <= coefficient <= MOST_COEFFICIENT:
        raise InvalidAward(_("Hệ số tiền thưởng từ 0 đến 100."))
    money = Money(kind=kind, coefficient=coefficient, amount_vnd=_count(row.get("amount_vnd", 0)))
    if (kind == MoneyKind.COEFFICIENT and not coefficient) or (
        kind == MoneyKind.AMOUNT and not money.amount_vnd
    ):
        raise InvalidAward(_("Hãy ghi hệ số hoặc số tiền thưởng."))
    return money


def _document(row: Mapping[str, Any]) -> DocumentLine:
    return DocumentLine(
        key=_words(row["key"], most=30),
        name=_words(row["name"]),
        is_required=bool(row.get("is_required", True)),
        from_system=bool(row.get("from_system", False)),
    )


def _dump_condition(one: Condition) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": one.kind.value, "words": one.words, "least": one.least}
    if one.years != 1:
        row["years"] = one.years
    return row | ({"code": one.code} if one.code else {})
