"""Reading who of a unit can sign in already, and who still needs a code."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.accounts.queries import without_secret
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.units.models import Grant, Membership, Unit
from sangkien.units.queries.people import signed_in_by

PART = 300  # people on one sheet: 25 pages, and as much as anybody cuts at once


@dataclass(frozen=True, kw_only=True)
class ActivationState:
    """`waiting` people have no secret yet; they fit on so many sheets."""

    members: int
    waiting: int

    @property
    def parts(self) -> int:
        return -(-self.waiting // PART)


def activation_state(unit: Unit, *, on: dt.date) -> ActivationState:
    return ActivationState(
        members=Membership.objects.filter(unit=unit).in_force_on(on).count(),
        waiting=_waiting(unit, on=on).count(),
    )


def activation_part(unit: Unit, *, part: int, on: dt.date) -> list[User]:
    """The people of one sheet, by given name: active members of the unit itself without a secret.

    Officers, and members of a unit elsewhere as well, are left out: their codes are made one by
    one, by whoever may give their role and looks after both units.
    """
    first = (part - 1) * PART
    return list(_waiting(unit, on=on).order_by("name_sort", "pk")[first : first + PART])


def _waiting(unit: Unit, *, on: dt.date) -> QuerySet[User]:
    memberships = Membership.objects.filter(user=OuterRef("pk")).in_force_on(on)
    elsewhere = memberships.exclude(paths.subtree(unit.path, field="unit__path"))
    offices = Grant.objects.filter(user=OuterRef("pk"), revoked_at=None).filter(
        Q(until_on=None) | Q(until_on__gte=on)
    )
    return User.objects.filter(
        without_secret(),
        Exists(memberships.filter(unit=unit)),
        ~Exists(elsewhere),
        ~Exists(offices),
        is_active=True,
    )


def get_activatable(unit: Unit, pk: int, *, on: dt.date) -> Membership:
    """One member of the unit itself, or NotFound."""
    rows = Membership.objects.filter(unit=unit, pk=pk).in_force_on(on)
    found = rows.select_related("user", "unit").first()
    if found is None or not found.user.is_active:
        raise NotFound(_("Không tìm thấy người này trong đơn vị."))
    return found


def any_membership(login: str, *, on: dt.date) -> Membership | None:
    """Where somebody belongs, by member code or phone number; for the operator's command."""
    rows = Membership.objects.filter(signed_in_by(login)).in_force_on(on)
    return rows.filter(user__is_active=True).select_related("user", "unit").order_by("pk").first()
