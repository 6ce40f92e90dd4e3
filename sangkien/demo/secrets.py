"""An initiative that its author keeps as a trade secret: it waits in the queue of the CĐCS that can be
signed in to, and those above see what leaves the unit.
"""

import datetime as dt

from django.conf import settings

from sangkien.demo.blocks.live import UNIT
from sangkien.demo.logins import AUTHOR
from sangkien.demo.setting import Setting
from sangkien.initiatives.actions import sealing
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.units.queries import actor_for

HOURS_LATER = dt.timedelta(hours=1)


def is_built() -> bool:
    """Without a key nothing can be closed: then there is nothing to build."""
    return not settings.SEALING_KEYS or Initiative.objects.exclude(sealed="").exists()


def build(setting: Setting) -> None:
    waiting = Initiative.objects.filter(unit__code=UNIT, state=State.SUBMITTED)
    others = waiting.exclude(author__member_code=AUTHOR.member_code).select_related("author")
    # One with photos, if there is any: they are closed as well.
    found = others.filter(evidence__isnull=False).order_by("pk").first()
    chosen = found or others.order_by("pk").first()
    if chosen is not None:
        at = min(chosen.changed_at + HOURS_LATER, setting.now)
        sealing.keep_secret(chosen, by=actor_for(chosen.author, at=at), at=at)
