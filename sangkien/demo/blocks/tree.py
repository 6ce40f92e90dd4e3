"""The upper tree of the union as it stood before 01/07/2025, and as it stands since."""

import datetime as dt
import uuid
from dataclasses import replace

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM
from sangkien.demo.crews import SYSTEM, Roll
from sangkien.demo.logins import NATIONAL
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.units.actions import loading
from sangkien.units.actions.reorganising import carrying
from sangkien.units.enums import ActKind
from sangkien.units.models import Unit
from sangkien.units.plans import END, Document, Plan
from sangkien.units.queries import actor_for

BEGINS_AT = dt.datetime(2020, 1, 2, 8, 0, tzinfo=VIETNAM)
REORGANISED_AT = dt.datetime(2025, 7, 1, 8, 0, tzinfo=VIETNAM)
REORGANISED_ON = dt.date(2025, 7, 1)
PROVINCES = ("L63-89", "L63-91", "L63-93", "L34-22")
DOCUMENT = "Kết thúc hoạt động công đoàn cấp huyện từ 01/7/2025"


def is_loaded() -> bool:
    return User.objects.filter(member_code=NATIONAL.member_code).exists()


def load(setting: Setting) -> None:
    """Everything that stood in 2020, and the national officer who gives the first roles."""
    standing = [
        replace(row, until_on=None)
        for row in loading.read_rows()
        if row.from_on is None or row.from_on <= BEGINS_AT.date()
    ]
    loading.load_tree(standing, by=SYSTEM, at=BEGINS_AT)
    roll = Roll("TLD", setting.draw("tree"))
    roll.officer(
        unit("TLD"), RoleKey.NATIONAL_OFFICER, granted_by=None, at=BEGINS_AT, login=NATIONAL
    )


def is_reorganised() -> bool:
    return Unit.objects.filter(code="L34-91").exists()


def reorganise(setting: Setting) -> None:
    """The districts and their CĐCS end, the provinces of today begin."""
    for code in PROVINCES:
        _close_below(unit(code))
    loading.load_tree(loading.read_rows(), by=SYSTEM, at=REORGANISED_AT)


def _close_below(province: Unit) -> None:
    first = officer_of(province.code, RoleKey.PROVINCIAL_OFFICER)
    officer = actor_for(first, at=REORGANISED_AT)
    below = Unit.objects.filter(parent=province, closed_on=None).order_by("path")
    plan = Plan(
        kind=ActKind.DISSOLVE,
        effective_on=REORGANISED_ON,
        document=Document(note=DOCUMENT),
        unit_ids=tuple(below.values_list("pk", flat=True)),
        otherwise=END,
    )
    carrying.decide(plan, request_key=uuid.uuid4(), by=officer, at=REORGANISED_AT)
