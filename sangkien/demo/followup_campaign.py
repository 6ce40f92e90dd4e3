"""Urging in the campaign of the live programme: a notice, the answers, and what came of it, played at
the time at which it is said to have been.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import start_of
from sangkien.demo.diary import Diary
from sangkien.demo.organising import officer_of, unit
from sangkien.followup import queries, texts
from sangkien.followup.actions import answering, going, measuring
from sangkien.followup.actions.urging import Done, Order, Scene
from sangkien.followup.enums import Reply, Step
from sangkien.followup.models import Urging
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.progress.actions import folding
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("6c1d4c0a-0e53-4d0b-9a52-2b1b0a7f6201")
PROVINCE = "L34-91"
IN_CAMPAIGN = ("KCN-01", "TT-01", "P2-02", "X1-01", "X2-02")
URGED_DAYS, ANSWERED_DAYS, MEASURED_DAYS = 5, 4, 3  # before today


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The campaign of the live programme, played together with what is sent in it."""

    programme: Programme
    provincial: User
    today: dt.date

    def add_to(self, diary: Diary) -> None:
        diary.add(morning(self.today, URGED_DAYS), self.begin)
        diary.add(morning(self.today, ANSWERED_DAYS), self.answer)
        diary.add(morning(self.today, MEASURED_DAYS) + dt.timedelta(hours=1), _measure)

    def begin(self, at: dt.datetime) -> None:
        _count(at)
        period = period_of(self.programme, PeriodKind.CAMPAIGN)
        urge(PROVINCE, period, Step.NOTICE, IN_CAMPAIGN, by=self.provincial, at=at)

    def answer(self, at: dt.datetime) -> None:
        replies = {
            "TT-01": (Reply.NOTED, ""),
            "X2-02": (
                Reply.NEED_HELP,
                "Đơn vị mới thành lập, đoàn viên chưa quen cách viết; xin tổ hỗ trợ về một buổi.",
            ),
        }
        for code, (reply, words) in replies.items():
            row = Urging.objects.get(unit__code=f"{PROVINCE}-{code}")
            by = actor_for(officer_of(row.unit.code, RoleKey.GRASSROOTS_OFFICER), at=at)
            answering.answer(row, reply=reply, words=words, by=by, at=at)


def _measure(at: dt.datetime) -> None:
    _count(at)
    measuring.measure(at)


def _count(at: dt.datetime) -> None:
    """As the worker does every two seconds."""
    while folding.fold(at):
        pass


def morning(today: dt.date, days_before: int, hour: int = 9) -> dt.datetime:
    return start_of(today - dt.timedelta(days=days_before)) + dt.timedelta(hours=hour)


def period_of(programme: Programme, kind: PeriodKind) -> Period:
    rows = Period.objects.select_related("programme", "unit")
    return rows.get(programme=programme, kind=kind)


def urge(
    issuer: str, period: Period, step: Step, codes: Sequence[str], *, by: User, at: dt.datetime
) -> Done:
    here = unit(issuer)
    known = Unit.objects.in_bulk([f"{PROVINCE}-{code}" for code in codes], field_name="code")
    scene = Scene(
        issuer=here,
        period=period,
        terms=queries.terms_for(here, period.programme),
        key=uuid.uuid5(NAMESPACE, f"{issuer} {period.pk} {step} {at}"),
        by=actor_for(by, at=at),
        at=at,
    )
    return going.urge(scene, [Order(step=step, text=texts.USUAL[step], units=list(known.values()))])
