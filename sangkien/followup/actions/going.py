"""Urge many units at once: each by the step that comes next, one text for each step."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.followup import permissions, rules
from sangkien.followup.actions import letters, urging
from sangkien.followup.actions.urging import LOCK, Done, Order, Scene, Skipped
from sangkien.followup.enums import Step
from sangkien.followup.errors import InvalidUrging, NobodyToUrge
from sangkien.followup.models import Letter
from sangkien.followup.queries.done import round_urgings
from sangkien.units.models import Unit

NAMED = 3


@transaction.atomic
def urge(scene: Scene, orders: Sequence[Order]) -> Done:
    """ "Đôn đốc": all of it or nothing; the same form sent twice urges once. Who was urged by the same
    step within its pause, or told anything today by whichever level, is left out, which is said. A
    letter is prepared only: somebody else signs it.
    """
    _ensure_may(scene, [unit for order in orders for unit in order.units])
    db.exclusive(LOCK)
    earlier = _earlier(scene)
    if earlier is not None:
        return earlier
    done = Done()
    for order in orders:
        if order.step == Step.LETTER:
            letters.prepare(scene, order, done)
        else:
            urging.take(scene, order, done)
    if not done.urged and done.letter is None:
        raise NobodyToUrge(_said(done.skipped))
    return done


def _earlier(scene: Scene) -> Done | None:
    """What came of the same form before."""
    urged = round_urgings(scene.key)
    letter = Letter.objects.filter(request_key=scene.key).first()
    return Done(urged=urged, letter=letter) if urged or letter else None


def _ensure_may(scene: Scene, units: Sequence[Unit]) -> None:
    if not units:
        raise InvalidUrging(_("Hãy chọn ít nhất một đơn vị."))
    if len(units) > rules.MOST_AT_ONCE:
        raise InvalidUrging(_("Mỗi lần đôn đốc nhiều nhất 100 đơn vị."))
    if permissions.office_path(scene.by, scene.issuer) != scene.issuer.path:
        raise NotAllowed(_("Bạn không đôn đốc thay mặt đơn vị này."))
    if not all(permissions.can_urge(scene.by, unit) for unit in units):
        raise NotAllowed(_("Có đơn vị không thuộc phạm vi bạn theo dõi."))


def _said(skipped: Sequence[Skipped]) -> str:
    first = [f"{one.unit.label}: {one.why}" for one in skipped[:NAMED]]
    return _("Chưa đôn đốc được đơn vị nào. %(why)s") % {"why": "; ".join(first)}
