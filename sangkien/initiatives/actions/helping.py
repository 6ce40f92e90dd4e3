"""Somebody of the support team writes in a draft of an author who agreed to it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import ChangedMeanwhile, NotAllowed
from sangkien.initiatives import permissions
from sangkien.initiatives.actions.drafting import ensure_known
from sangkien.initiatives.actions.moving import recorded
from sangkien.initiatives.errors import WrongState
from sangkien.initiatives.events import InitiativeHelped
from sangkien.initiatives.models import Initiative


@transaction.atomic
def write_for_author(
    initiative: Initiative,
    *,
    changes: dict[str, object],
    seen: dt.datetime,
    by: Actor,
    at: dt.datetime,
) -> Initiative:
    """ "Viết giúp tác giả": the caller has made sure that the author agreed.

    `seen` is `changed_at` of the text that the helper had before them: what the author wrote since
    is never written over.

    The credit and the sending stay with the author; the journal keeps who wrote.
    """
    ensure_known(changes)
    if not permissions.can_enter_for_others(by, initiative):
        raise NotAllowed(_("Bạn không nhập thay được cho đoàn viên của đơn vị này."))
    if initiative.is_secret:
        raise NotAllowed(_("Sáng kiến giữ bí mật kinh doanh do chính tác giả viết."))
    if not initiative.is_editable:
        raise WrongState(_("Sáng kiến đã gửi nên không sửa được."))
    as_read = Initiative.objects.filter(pk=initiative.pk, state=initiative.state, sealed="")
    if initiative.changed_at != seen:
        raise ChangedMeanwhile(
            _("Tác giả vừa sửa bản nháp. Hãy xem chữ mới ở từng mục rồi lưu lại.")
        )
    if as_read.filter(changed_at=seen).update(**changes, changed_at=at) != 1:
        raise WrongState(_("Sáng kiến vừa được gửi từ nơi khác, hãy tải lại trang."))
    initiative.refresh_from_db(fields=[*changes, "changed_at"])
    recorded(initiative, InitiativeHelped, by=by, at=at)
    return initiative
