"""An author takes over what somebody of the support team wrote for them."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, shown
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions.drafting import ensure_editable, ensure_known
from sangkien.initiatives.actions.moving import recorded
from sangkien.initiatives.errors import DraftChanged, WrongState
from sangkien.initiatives.events import InitiativeHelped
from sangkien.initiatives.models import Initiative


@transaction.atomic
def use_help(
    initiative: Initiative,
    *,
    changes: dict[str, object],
    seen: str,
    helper_id: int,
    by: Actor,
    at: dt.datetime,
) -> Initiative:
    """ "Dùng bản viết giúp", by the author alone.

    `seen` is `core.shown.digest` of the author's own words of `changes` as they were on the screen:
    what the author wrote since on another screen is never written over. The credit and the sending
    stay with the author; the journal keeps who wrote.
    """
    ensure_known(changes)
    ensure_editable(initiative, by)
    if initiative.is_secret:
        raise NotAllowed(_("Sáng kiến giữ bí mật kinh doanh do chính tác giả viết."))
    rows = Initiative.objects.filter(pk=initiative.pk, state=initiative.state, sealed="")
    fresh = db.locked(rows).first()
    if fresh is None:
        raise WrongState(_("Sáng kiến vừa được gửi từ nơi khác, hãy tải lại trang."))
    if shown.digest({name: getattr(fresh, name) for name in changes}) != seen:
        raise DraftChanged(_("Bản nháp vừa được sửa từ nơi khác. Hãy xem lại rồi dùng."))
    rows.update(**changes, changed_at=at)
    initiative.refresh_from_db(fields=[*changes, "changed_at"])
    recorded(initiative, partial(InitiativeHelped, helper_id=helper_id), by=by, at=at)
    return initiative
