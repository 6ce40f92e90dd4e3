"""Reading notices."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.notices.models import Notice

PAGE = 30


@dataclass(frozen=True, kw_only=True)
class Page:
    """The newest first; `following` is the number below which the next page begins, or None."""

    rows: list[Notice]
    following: int | None


def notices_of(actor: Actor, *, before: int | None = None, limit: int = PAGE) -> Page:
    rows = Notice.objects.of(actor.user_id).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    return Page(rows=found[:limit], following=found[limit - 1].pk if len(found) > limit else None)


def unread_of(actor: Actor, *, limit: int) -> list[Notice]:
    """The newest ones that were not read."""
    return list(Notice.objects.of(actor.user_id).unread().order_by("-pk")[:limit])


def get_notice(pk: int, *, actor: Actor) -> Notice:
    notice = Notice.objects.of(actor.user_id).filter(pk=pk).first()
    if notice is None:
        raise NotFound(_("Không tìm thấy thông báo này."))
    return notice
