"""Which initiative an address means, for whom. Whoever may not act on it finds nothing."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sangkien.core.errors import NotFound
from sangkien.initiatives import permissions, queries, waiting
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


def own(request: WorkRequest, code: str) -> "Initiative":
    """Written by the reader, or entered by the reader for somebody."""
    initiative = queries.get_initiative(code, actor=request.actor)
    if not permissions.is_own(request.actor, initiative):
        raise NotFound(_("Không tìm thấy sáng kiến này."))
    return initiative


def shared(request: WorkRequest, code: str) -> "Initiative":
    """In which the reader has a share as a co-author."""
    initiative = queries.with_authors(queries.get_initiative(code, actor=request.actor))
    if all(row.user_id != request.actor.user_id for row in initiative.coauthors.all()):
        raise NotFound(_("Không tìm thấy sáng kiến này."))
    return initiative


def reviewed(request: WorkRequest, code: str) -> "Initiative":
    """At one of whose steps the reader has an office, or which sleeps in a unit below it."""
    initiative = queries.get_initiative(code, actor=request.actor)
    if not permissions.is_reviewer(request.actor, initiative) and not permissions.watches(
        request.actor, waiting.overdue_of(initiative)
    ):
        raise NotFound(_("Không tìm thấy sáng kiến này."))
    return initiative
