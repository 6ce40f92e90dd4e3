"""Whom an officer means when nominating: a member by code or telephone, a unit by code."""

import datetime as dt

from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.errors import InvalidDossier
from sangkien.commendation.models import Award
from sangkien.core import paths
from sangkien.units.models import Membership, Unit
from sangkien.units.queries import find_by_code, member_of


def holder_of(
    proposer: Unit, award: Award, *, login: str, code: str, on: dt.date
) -> tuple[Unit, User | None]:
    """The unit and, where the award is for persons, the person; of the branch of the proposer."""
    if award.holder_kind == HolderKind.COLLECTIVE:
        return _collective(proposer, code), None
    if not login:
        raise InvalidDossier(_("Hình thức này khen cá nhân: hãy ghi mã đoàn viên."), field="login")
    user = member_of(proposer, login, on=on)
    if user is None:
        raise InvalidDossier(
            _("Không thấy đoàn viên có mã hoặc số điện thoại này trong đơn vị."), field="login"
        )
    here = Membership.objects.filter(paths.subtree(proposer.path, field="unit__path"), user=user)
    found = here.in_force_on(on).select_related("unit").order_by("-unit__path").first()
    return (found.unit if found is not None else proposer), user


def _collective(proposer: Unit, code: str) -> Unit:
    if not code:
        return proposer
    unit = find_by_code(code)
    if unit is None or not paths.contains(proposer.path, unit.path):
        raise InvalidDossier(_("Không thấy đơn vị có mã này trong phạm vi của bạn."), field="code")
    return unit
