"""The lines of a draft: who receives what, for what, with how much money."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.commendation.actions.deciding_base import (
    ensure_decides,
    ensure_not_decider,
    ensure_not_own,
    next_position,
    next_version,
)
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.errors import InvalidDecision
from sangkien.commendation.models import Award, AwardDecision, Conferral, Dossier
from sangkien.commendation.queries.salaries import salary_on
from sangkien.commendation.rules.money import amount_of
from sangkien.core import paths, text
from sangkien.recognition.rules import checked_line
from sangkien.units.models import Membership, Unit
from sangkien.units.queries import member_of

ABOUT, NAME, ACHIEVEMENT = 300, 250, 500
MOST_VND = 10_000_000_000
BY_HAND = "Mức do đơn vị quyết định"  # stored, so never in the language of whoever did it


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as typed. `login` finds a member of `unit` or below it; `name` is how the holder is
    printed, as registered where it is empty. `amount_vnd` None: by the terms of the award.
    """

    award: Award
    unit: Unit
    user: User | None = None
    login: str = ""
    name: str = ""
    about: str = ""
    achievement: str
    amount_vnd: int | None = None


def line_of(decision: AwardDecision, dossier: Dossier, position: int) -> Conferral:
    """What a dossier that passed becomes."""
    return Conferral(
        decision=decision,
        position=position,
        award=dossier.award,
        dossier=dossier,
        form=dossier.award.form,
        title=title_of(dossier.award),
        holder_kind=dossier.holder_kind,
        unit=dossier.unit,
        user_id=dossier.user_id,
        holder_name=dossier.holder_name,
        holder_about=about_of(dossier.holder_kind, dossier.unit),
        achievement=dossier.summary,
        authority=decision.unit.name[:200],
    )


def title_of(award: Award) -> str:
    """As it is printed: in the catalogue "(tập thể)" tells two of one name apart."""
    return award.name.removesuffix(" (tập thể)").removesuffix(" (cá nhân)")


def about_of(kind: str, unit: Unit) -> str:
    """A person is of a unit, a unit of the one above it."""
    if kind == HolderKind.PERSON:
        return unit.name[:ABOUT]
    return unit.parent.name[:ABOUT] if unit.parent else ""


def fill_money(decision: AwardDecision, lines: Iterable[Conferral]) -> None:
    """Day, year and amount of each line by the day of the decision; what was set by hand stays."""
    base = salary_on(decision.decided_on)
    for line in lines:
        line.decided_on = decision.decided_on
        line.year = decision.round.until_on.year if decision.round else decision.decided_on.year
        if line.award is not None and line.amount_words != BY_HAND:
            money = line.award.read.money
            line.amount_vnd, line.amount_words = amount_of(
                money,
                base.vnd if base else None,
                since_on=base.since_on if base else None,
                is_verified=base is None or base.is_verified,
            )


@transaction.atomic
def add(
    decision: AwardDecision, line: Line, *, seen: int, by: Actor, at: dt.datetime
) -> AwardDecision:
    """ "Thêm người, tập thể được khen" to a decision without a round."""
    ensure_decides(by, decision.unit)
    if not decision.is_spot:
        raise InvalidDecision(_("Quyết định theo đợt chỉ gồm các hồ sơ đã đạt."))
    award = line.award
    if award.unit_id != decision.unit_id or not award.holds_on(decision.decided_on):
        raise InvalidDecision(_("Hãy chọn hình thức khen đang áp dụng của đơn vị."), field="award")
    holder, name = _holder(line, on=decision.decided_on)
    row = Conferral(
        decision=decision,
        award=award,
        form=award.form,
        title=title_of(award),
        holder_kind=award.holder_kind,
        unit=line.unit,
        user=holder,
        holder_name=name,
        authority=decision.unit.name[:200],
        **_said(line),
    )
    ensure_not_own(row, by=by)
    ensure_not_decider(decision.unit, [row])
    next_version(decision, seen=seen, by=by, at=at)
    _ensure_new(row)
    row.position = next_position(decision)
    fill_money(decision, [row])
    row.save(force_insert=True)
    return decision


def _ensure_new(row: Conferral) -> None:
    """Nobody stands twice in one list for the same award. Who is known by name alone is told from
    somebody else of that name by what stands below it.
    """
    same = Conferral.objects.filter(decision=row.decision, award=row.award)
    words = _("“%(name)s” đã có trong danh sách với hình thức khen này.")
    if row.user is not None:
        same = same.filter(user=row.user)
    else:
        same = same.filter(user=None, unit=row.unit, holder_name=row.holder_name)
    if row.user is None and row.holder_kind == HolderKind.PERSON:
        same = same.filter(holder_about=row.holder_about)
        words = _(
            "“%(name)s” đã có trong danh sách với hình thức khen này. Nếu là người khác cùng tên, hãy "
            "ghi rõ chức vụ, nơi công tác của họ."
        )
    if same.exists():
        raise InvalidDecision(words % {"name": row.holder_name})


def _holder(line: Line, *, on: dt.date) -> tuple[User | None, str]:
    """A collective is the unit itself, or a part of it that is written by name."""
    if line.award.holder_kind == HolderKind.COLLECTIVE:
        return None, text.clean_line(line.name) or line.unit.name
    found = line.user
    if found is not None and not _is_member(line.unit, found, on=on):
        raise InvalidDecision(
            _("%(name)s không còn ở %(unit)s.")
            % {"name": found.full_name, "unit": line.unit.label},
            field="login",
        )
    if found is None and line.login:
        found = member_of(line.unit, line.login, on=on)
    if line.login and found is None:
        raise InvalidDecision(
            _("Không có ai mang mã hoặc số điện thoại này ở %(unit)s.") % {"unit": line.unit.label},
            field="login",
        )
    name = text.clean_line(line.name) or (found.full_name if found else "")
    missing = _("Hãy ghi mã đoàn viên, hoặc họ tên người được khen.")
    return found, checked_line(name, most=NAME, field="name", missing=missing)


def _is_member(unit: Unit, user: User, *, on: dt.date) -> bool:
    here = Membership.objects.filter(paths.subtree(unit.path, field="unit__path"), user=user)
    return here.in_force_on(on).exists()


def _said(line: Line) -> dict[str, object]:
    """What a line says beside its holder, checked."""
    achievement = checked_line(
        line.achievement,
        most=ACHIEVEMENT,
        field="achievement",
        missing=_("Hãy ghi thành tích được khen."),
    )
    said: dict[str, object] = {
        "holder_about": text.clean_line(line.about)[:ABOUT]
        or about_of(line.award.holder_kind, line.unit),
        "achievement": achievement,
    }
    if line.amount_vnd is None:
        return said
    if not 0 <= line.amount_vnd <= MOST_VND:
        raise InvalidDecision(_("Số tiền không hợp lý, hãy xem lại."), field="amount_vnd")
    return {**said, "amount_vnd": line.amount_vnd, "amount_words": BY_HAND}


@transaction.atomic
def reword(
    decision: AwardDecision,
    position: int,
    *,
    about: str,
    achievement: str,
    seen: int,
    by: Actor,
    at: dt.datetime,
) -> AwardDecision:
    """ "Sửa chức vụ, thành tích của một dòng": how it is printed; holder and award stay."""
    ensure_decides(by, decision.unit)
    words = checked_line(
        achievement,
        most=ACHIEVEMENT,
        field="achievement",
        missing=_("Hãy ghi thành tích được khen."),
    )
    rows = Conferral.objects.filter(decision=decision, position=position)
    for row in rows:
        ensure_not_own(row, by=by)
    next_version(decision, seen=seen, by=by, at=at)
    rows.update(holder_about=text.clean_line(about)[:ABOUT], achievement=words)
    return decision
