"""Change an initiative after it was confirmed: a slip at once, anything else with another review."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.core.periods import local_day
from sangkien.initiatives import permissions, rules, secrecy
from sangkien.initiatives.actions import correcting, sealing
from sangkien.initiatives.actions.moving import checked_reason, move, recorded
from sangkien.initiatives.actions.submission import content_checked, raise_all
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import DecidedMeanwhile, Incomplete, NeedsReview, NotEligible
from sangkien.initiatives.events import ChangesBegun, InitiativeAmended
from sangkien.initiatives.models import Initiative


@transaction.atomic
def amend(
    initiative: Initiative, *, changes: dict[str, object], reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Đính chính": what `rules.AMENDABLE` names, as far as it is a slip; the version stays."""
    if not set(changes) <= set(rules.AMENDABLE):
        raise ValueError(f"not amendable: {sorted(set(changes) - set(rules.AMENDABLE))}")
    if not permissions.can_amend(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập đính chính được sáng kiến hợp lệ."))
    words = checked_reason(reason)
    initiative = secrecy.whole(initiative)
    changed = {name: new for name, new in changes.items() if getattr(initiative, name) != new}
    if not changed:
        raise Incomplete(_("Chưa sửa chữ nào."), field="title")
    raise_all(_problems(initiative, changed, at=at))
    before = correcting.content_of(initiative)
    if not sealing.write(initiative, changed, at=at):
        raise DecidedMeanwhile(_("Sáng kiến vừa được xử lý ở nơi khác, hãy tải lại trang."))
    correcting.keep_amendment(initiative, before=before, note=words, at=at)
    # What an author says about the change of a trade secret is a part of it.
    told = "" if initiative.is_secret else words
    recorded(initiative, InitiativeAmended, by=by, at=at, reason=told)
    return initiative


def _problems(
    initiative: Initiative, changed: dict[str, object], *, at: dt.datetime
) -> list[DomainError]:
    """What is more than a slip, else what would not have been accepted in the first place."""
    found: list[DomainError] = [
        NeedsReview(problem, field=name)
        for name, new in changed.items()
        if (problem := rules.amendment_problem(name, getattr(initiative, name), new)) is not None
    ]
    if found:
        return found
    content = replace(content_checked(initiative), **changed)  # type: ignore[arg-type] # by name
    programme = initiative.programme
    found = rules.problems(
        content,
        kinds=[kind.value for kind in programme.accepted_kinds],
        field_ids=[field.pk for field in programme.fields_in_order],
    )
    decided_on = content.decided_on
    if decided_on is not None and decided_on > local_day(at):
        problem = _("Ngày quyết định không được ở tương lai.")
        found.append(NotEligible(problem, field="decided_on"))
    return [problem for problem in found if problem.field in changed]


@transaction.atomic
def begin_changes(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Lấy lại để sửa": the author changes what matters, sends again, and the review begins anew.

    Until then it is not valid. What a council recognised is changed only once the council let go.
    """
    if not permissions.can_amend(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập mới lấy lại để sửa được."))
    if initiative.state_enum == State.RECOGNISED:
        raise NeedsReview(
            _("Sáng kiến đã được hội đồng công nhận: hãy đề nghị hội đồng xem lại trước khi sửa.")
        )
    words = checked_reason(reason)
    begun = move(initiative, State.RETURNED, event=ChangesBegun, by=by, at=at, reason=words)
    correcting.keep_before(begun, at=at)
    return begun
