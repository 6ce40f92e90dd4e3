"""Reading single members, transfers, and people who may stand twice in the register."""

import datetime as dt

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.units.enums import TransferState
from sangkien.units.models import Departure, Grant, Lookalike, Membership, Transfer, Unit
from sangkien.units.queries.people import PAGE, signed_in_by

MOST_TRANSFERS = 100


def get_member(unit: Unit, pk: int) -> Membership:
    """One membership of the unit itself, ended ones included."""
    found = Membership.objects.filter(unit=unit, pk=pk).select_related("user", "unit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy người này ở đơn vị."))
    return found


def known_person(actor: Actor, login: str, *, on: dt.date) -> User | None:
    """The person with exactly this code or phone number, among those who belong to the units whose
    members the actor manages, or left them and belong nowhere now. People of other units are not
    found: nobody takes a former member back whom another unit looks after.
    """
    known = Membership.objects.filter(signed_in_by(login), user__is_active=True)
    standing = known.filter(Q(until_on=None) | Q(until_on__gte=on))
    reach = within(actor, Permission.MEMBER_MANAGE, field="unit__path")
    rows = standing if standing.exists() else known
    found = rows.filter(reach).select_related("user").order_by("pk").first()
    return found.user if found else None


def roles_of_member(membership: Membership, *, on: dt.date) -> list[Grant]:
    """The roles in the unit and below it that end when the person leaves."""
    standing = Grant.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), user=membership.user_id, revoked_at=None
    )
    below = standing.filter(paths.subtree(membership.unit.path, field="unit__path"))
    rows = below.select_related("unit", "given_at")
    return list(rows.order_by("unit__path", "role", "pk"))


def memberships_of(user: User) -> list[Membership]:
    """Every unit that a person belongs or belonged to, the latest first."""
    rows = Membership.objects.filter(user=user).select_related("unit")
    return list(rows.order_by("-since_on", "-pk"))


def departure_of(membership: Membership) -> Departure | None:
    """Why the membership ended, when it did."""
    rows = Departure.objects.filter(membership=membership, undone_at=None)
    return rows.select_related("membership__unit", "membership__user", "decided_by").first()


def open_transfer(membership: Membership, *, on: dt.date) -> Transfer | None:
    """Where the person is about to move, while nobody has answered."""
    rows = Transfer.objects.filter(
        user=membership.user_id,
        from_unit=membership.unit_id,
        state=TransferState.SENT,
        expires_on__gte=on,
    )
    return rows.select_related("to_unit").first()


def transfers_to(unit: Unit, *, on: dt.date) -> list[Transfer]:
    """Who waits to be taken in by the unit, the first to expire first."""
    rows = Transfer.objects.filter(to_unit=unit, state=TransferState.SENT, expires_on__gte=on)
    rows = rows.select_related("user", "from_unit", "sent_by")
    return list(rows.order_by("expires_on", "pk")[:MOST_TRANSFERS])


def transfers_from(unit: Unit) -> list[Transfer]:
    """What the unit sent, the latest first."""
    rows = Transfer.objects.filter(from_unit=unit).select_related("user", "to_unit")
    return list(rows.order_by("-pk")[:MOST_TRANSFERS])


def get_transfer(unit: Unit, pk: int) -> Transfer:
    """A transfer that begins or ends at the unit."""
    rows = Transfer.objects.filter(Q(from_unit=unit) | Q(to_unit=unit), pk=pk)
    found = rows.select_related("user", "from_unit", "to_unit", "sent_by", "decided_by").first()
    if found is None:
        raise NotFound(_("Không tìm thấy lần chuyển sinh hoạt này."))
    return found


def left_page(
    unit: Unit, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Membership], int | None]:
    """Those with a last day in the unit, the latest first, keyset by membership."""
    rows = Membership.objects.filter(unit=unit, until_on__isnull=False)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("user").order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def lookalikes_page(
    actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Lookalike], int | None]:
    """Pairs that wait for a decision of the actor, the latest first, keyset by pair."""
    rows = Lookalike.objects.visible_to(actor).undecided()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("first", "second").order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def get_lookalike(pk: int, *, actor: Actor) -> Lookalike:
    """One pair within the actor's reach, or NotFound."""
    rows = Lookalike.objects.visible_to(actor).select_related("first", "second", "decided_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy cặp này trong các đơn vị bạn phụ trách."))
    return found


def standing_memberships(user_ids: list[int], *, on: dt.date) -> dict[int, list[Membership]]:
    """Where people belong on a day, by person, in one query."""
    rows = Membership.objects.filter(user__in=user_ids).in_force_on(on).select_related("unit")
    found: dict[int, list[Membership]] = {pk: [] for pk in user_ids}
    for row in rows.order_by("since_on", "pk"):
        found[row.user_id].append(row)
    return found


def in_two_units(actor: Actor, *, on: dt.date, limit: int = PAGE) -> list[Membership]:
    """Memberships of people who belong to more than one unit on a day, side by side."""
    reach = within(actor, Permission.PERSON_JOIN, field="unit__path")
    rows = Membership.objects.filter(reach).in_force_on(on)
    doubled = rows.values("user").annotate(units=Count("unit", distinct=True)).filter(units__gt=1)
    people = list(doubled.order_by("-user").values_list("user", flat=True)[:limit])
    found = rows.filter(user__in=people).select_related("user", "unit")
    return list(found.order_by("-user", "since_on", "pk"))
