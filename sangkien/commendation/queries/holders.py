"""Whom an officer means when nominating: a member by name, code or telephone, a unit by name or code."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.errors import InvalidDossier, SeveralFound
from sangkien.commendation.models import Award
from sangkien.core import paths
from sangkien.units.models import Membership, Unit
from sangkien.units.queries import (
    MOST_NAMED,
    below_named,
    find_by_code,
    member_of,
    members_named,
)


def holder_of(
    proposer: Unit, award: Award, *, login: str, code: str, which: str = "", on: dt.date
) -> tuple[Unit, User | None]:
    """The unit and, where the award is for persons, the person; of the branch of the proposer. `which` is
    the key that was chosen among several of one name.
    """
    if award.holder_kind == HolderKind.COLLECTIVE:
        return _collective(proposer, code, which, on=on), None
    if not login:
        raise InvalidDossier(
            _("Hình thức này khen cá nhân: hãy ghi họ tên hoặc mã đoàn viên."), field="login"
        )
    user = member_of(proposer, login, on=on)
    if user is None:
        found = _chosen(proposer, login, which, on=on)
        return found.unit, found.user
    here = Membership.objects.filter(paths.subtree(proposer.path, field="unit__path"), user=user)
    row = here.in_force_on(on).select_related("unit").order_by("-unit__path").first()
    return (row.unit if row is not None else proposer), user


PERSON = "cn-"


def rewarded_at_once(
    decider: Unit, award: Award, *, login: str, code: str, which: str = "", on: dt.date
) -> tuple[Unit, User | None]:
    """The same for a line that is written by hand: a person may have no account, then only the unit is
    looked for. Below the unit that decides; a typed unit narrows down whom a name means.
    """
    if login and award.holder_kind == HolderKind.COLLECTIVE:
        raise InvalidDossier(
            _("Hình thức này khen tập thể: hãy để trống ô cá nhân."), field="login"
        )
    if not login:
        return _collective(decider, code, which, on=on), None
    if which.startswith(PERSON) and which.removeprefix(PERSON).isdecimal():
        below = Membership.objects.filter(paths.subtree(decider.path, field="unit__path"))
        rows = below.in_force_on(on).select_related("unit", "user")
        row = rows.filter(pk=int(which.removeprefix(PERSON)[:18])).first()
        # The name may have been typed anew beside an earlier choice.
        if row is not None and row in members_named(row.unit, login, on=on):
            return row.unit, row.user
    place = _collective(decider, code, which, on=on)
    return holder_of(place, award, login=login, code="", on=on)


def _chosen(proposer: Unit, typed: str, which: str, *, on: dt.date) -> Membership:
    found = members_named(proposer, typed, on=on)
    if not found:
        raise InvalidDossier(
            _("Không thấy đoàn viên có họ tên, mã hoặc số điện thoại này trong đơn vị."),
            field="login",
        )
    named = {
        f"{PERSON}{one.pk}": (one.user.full_name, one.user.member_code or "", one.unit.name)
        for one in found
    }
    return found[_place(named, which, field="login")]


def _collective(proposer: Unit, typed: str, which: str, *, on: dt.date) -> Unit:
    if not typed:
        return proposer
    unit = find_by_code(typed)
    if unit is not None and paths.contains(proposer.path, unit.path):
        return unit
    found = below_named(proposer, typed, on=on, limit=MOST_NAMED)
    if not found:
        raise InvalidDossier(
            _("Không thấy đơn vị có tên hoặc mã này trong phạm vi của bạn."), field="code"
        )
    named = {
        f"tt-{one.pk}": (one.name, one.code, one.parent.name if one.parent else "") for one in found
    }
    return found[_place(named, which, field="code")]


def _place(named: Mapping[str, Sequence[str]], which: str, *, field: str) -> int:
    """The only one of this name, or the one of them that was chosen."""
    if which in named:
        return list(named).index(which)
    if len(named) == 1:
        return 0
    said = _("Có %(n)d tên khớp: chọn đúng một ở mục dưới.") % {"n": len(named)}
    if len(named) == MOST_NAMED:
        said = _("Có nhiều tên khớp: chọn ở mục dưới, hoặc ghi đủ họ tên hay mã.")
    choices = [(key, " · ".join(filter(None, words))) for key, words in named.items()]
    raise SeveralFound(said, field=field, choices=choices)
