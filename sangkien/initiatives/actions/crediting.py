"""Credit follows a person whose two accounts became one, and loses its name when erased."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.initiatives.actions import evidence
from sangkien.initiatives.enums import ShareAnswer, State
from sangkien.initiatives.events import CreditMoved
from sangkien.initiatives.models import CoAuthor, Correction, Initiative
from sangkien.journal.actions.recording import record


@transaction.atomic
def move_credit(*, kept_id: int, closed_id: int, by: Actor, at: dt.datetime) -> int:
    """ "Chuyển ghi nhận tác giả": everything of the closed account; returns how many."""
    named = CoAuthor.objects.filter(initiative=OuterRef("pk"), user_id=closed_id)
    credited = list(
        Initiative.objects.filter(Q(author_id=closed_id) | Exists(named))
        .prefetch_related("coauthors")
        .order_by("pk")
    )
    for initiative in credited:
        _move(initiative, kept_id=kept_id, closed_id=closed_id)
        event = CreditMoved(
            initiative_id=initiative.pk,
            programme_id=initiative.programme_id,
            unit_id=initiative.unit_id,
            user_id=kept_id,
        )
        record(event, by=by, at=at)
    Initiative.objects.filter(entered_by_id=closed_id).update(entered_by_id=kept_id)
    return len(credited)


def _move(initiative: Initiative, *, kept_id: int, closed_id: int) -> None:
    """Named twice in one initiative, the person has both shares together."""
    own = [row for row in initiative.coauthors.all() if row.user_id in (kept_id, closed_id)]
    if initiative.author_id in (kept_id, closed_id):
        share = initiative.author_share_bp + sum(row.share_bp for row in own)
        CoAuthor.objects.filter(pk__in=[row.pk for row in own]).delete()
        Initiative.objects.filter(pk=initiative.pk).update(author_id=kept_id, author_share_bp=share)
        return
    first, *others = own
    share = sum(row.share_bp for row in own)
    CoAuthor.objects.filter(pk__in=[row.pk for row in others]).delete()
    CoAuthor.objects.filter(pk=first.pk).update(user_id=kept_id, share_bp=share)


@transaction.atomic
def anonymise(user_id: int, at: dt.datetime) -> None:
    """What was sent stays and counts, without the name; drafts that nobody else saw go."""
    Initiative.objects.filter(author_id=user_id, state=State.DRAFT).delete()
    _forget_in_corrections(user_id)
    evidence.forget_person(user_id)
    CoAuthor.objects.filter(user_id=user_id).update(name=ERASED_NAME)
    objected = CoAuthor.objects.filter(user_id=user_id, answer=ShareAnswer.OBJECTED)
    objected.update(objection=ERASED_NAME)


def _forget_in_corrections(user_id: int) -> None:
    """What was said before and after names all authors as plain text: none of them can be told
    apart from somebody of the same name, so all names of these go; shares stay.
    """
    named = CoAuthor.objects.filter(initiative=OuterRef("initiative"), user_id=user_id)
    rows = Correction.objects.filter(Q(initiative__author_id=user_id) | Exists(named))
    for row in rows.iterator():
        for content in (row.before, row.after):
            if content:
                content["authors"] = [[ERASED_NAME, share] for _name, share in content["authors"]]
        row.save(update_fields=["before", "after"])
