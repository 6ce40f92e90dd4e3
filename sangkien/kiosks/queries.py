"""Reading kiosks."""

import datetime as dt
import hashlib

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.kiosks.models import Kiosk
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import open_to
from sangkien.units.models import Membership, Unit

SHOWN = 50
LONGEST_TOKEN = 100


def digest(token: str) -> str:
    """What is kept of a token; it is long and random, so that one round is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def live(token: str, *, at: dt.datetime) -> Kiosk | None:
    """The kiosk of the tablet that holds this token, while it is one and its unit stands."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    found = Kiosk.objects.live_at(at).filter(token_digest=digest(token))
    kiosk = found.select_related("unit", "programme__owner").first()
    return kiosk if kiosk and kiosk.unit.stands_on(local_day(at)) else None


def kiosks_of(unit: Unit) -> list[Kiosk]:
    """The newest of the unit itself, ended ones included."""
    rows = Kiosk.objects.filter(unit=unit).select_related("programme", "opened_by")
    return list(rows.order_by("-pk")[:SHOWN])


def get_kiosk(unit: Unit, pk: int, *, actor: Actor) -> Kiosk:
    """One of the unit itself, for those who run kiosks there."""
    found = Kiosk.objects.filter(unit=unit, pk=pk).select_related("unit", "programme").first()
    if found is None or not actor.can(Permission.KIOSK_MANAGE, at=unit.path):
        raise NotFound(_("Không tìm thấy máy này."))
    return found


def programmes_for(unit: Unit, *, at: dt.datetime) -> list[Programme]:
    """The programmes for which a kiosk can be opened: those that receive initiatives now."""
    return open_to(unit, at=at)


def belongs(user: User, kiosk: Kiosk, *, on: dt.date) -> bool:
    """Whether the person is a member of the kiosk's unit or of one below it."""
    reach = paths.subtree(kiosk.unit.path, field="unit__path")
    return Membership.objects.filter(reach, user=user).in_force_on(on).exists()
