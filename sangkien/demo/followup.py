"""Urging where most units have nothing yet: a notice, a call that nobody took, a letter that waits for
its signature. All through the real actions.
"""

import datetime as dt
from functools import partial

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.demo import review
from sangkien.demo.crews import Roll
from sangkien.demo.followup_campaign import PROVINCE, morning, period_of, urge
from sangkien.demo.organising import national_officer, officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.followup.actions import answering, contacting, letters, measuring
from sangkien.followup.enums import CallOutcome, Step
from sangkien.followup.models import Urging
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.units.queries import actor_for

SUPERIOR_UNIT = "L34-91-P1"
AT_ZERO = ("P1-02", "P1-03")
IN_LETTER = ("KCN", "P2", "X1", "X2")
NOTICED_DAYS, CALLED_DAYS, WRITTEN_DAYS = 6, 2, 1  # before today


def is_built() -> bool:
    return Urging.objects.filter(round__issuer__code=SUPERIOR_UNIT).exists()


def build(setting: Setting) -> None:
    programme = Programme.objects.get(title=review.TITLE)
    period = period_of(programme, PeriodKind.WHOLE)
    superior = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    provincial = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    urge_below = partial(urge, SUPERIOR_UNIT, period, by=superior)
    urge_below(Step.NOTICE, AT_ZERO, at=morning(setting.today, NOTICED_DAYS))
    measuring.measure(morning(setting.today, NOTICED_DAYS - 2, hour=10))
    called_at = morning(setting.today, CALLED_DAYS)
    for row in urge_below(Step.CALL, AT_ZERO[:1], at=called_at).urged:
        answering.note_call(
            row,
            outcome=CallOutcome.NO_ANSWER,
            by=actor_for(superior, at=called_at),
            at=called_at + dt.timedelta(minutes=20),
        )
        contacting.note_contact(
            row.unit,
            phone="0296 3850 118",
            whose="văn phòng, giờ hành chính",
            by=actor_for(superior, at=called_at),
            at=called_at + dt.timedelta(minutes=25),
        )
    written_at = morning(setting.today, WRITTEN_DAYS, hour=15)
    signer = Roll("DD", setting.draw("don-doc")).officer(
        unit(PROVINCE), RoleKey.PROVINCIAL_OFFICER, granted_by=national_officer(), at=written_at
    )
    _write(period, provincial, signer, at=written_at)


def _write(period: Period, provincial: User, signer: User, *, at: dt.datetime) -> None:
    """Submitted; somebody else has to sign."""
    letter = urge(PROVINCE, period, Step.LETTER, IN_LETTER, by=provincial, at=at).letter
    if letter is None:
        raise ValueError(period.name)
    changes: dict[str, object] = {"place": "An Giang", "signer_name": signer.full_name}
    letters.submit(letter, changes, seen=letter.version, by=actor_for(provincial, at=at), at=at)
