"""Begin a programme as an earlier one was."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.journal.actions.recording import record
from sangkien.programmes import queries
from sangkien.programmes.actions.authorising import ensure_manages
from sangkien.programmes.actions.drafting import Content, draft_programme
from sangkien.programmes.errors import InvalidProgramme
from sangkien.programmes.events import ProgrammeCopied
from sangkien.programmes.models import Programme, Ruleset
from sangkien.units.models import Unit


@transaction.atomic
def copy_programme(
    source: Programme, owner: Unit, *, title: str, by: Actor, at: dt.datetime
) -> Programme:
    """ "Dùng lại chương trình trước": what it says, its form, conditions, review and audience.

    Times, base documents and targets belong to one year, so they are set anew.
    """
    ensure_manages(source.owner, by)
    content = Content(
        title=title,
        slogan=source.slogan,
        summary=source.summary,
        kinds=source.accepted_kinds if source.kinds else (),
        fields=[field.name for field in queries.fields(source)],
    )
    copy = draft_programme(owner, content=content, by=by, at=at)
    if copy == source:
        raise InvalidProgramme(_("Hãy đặt tên khác với bản dự thảo được dùng lại."), field="title")
    if copy.rulesets.exists():  # the same form sent twice
        return copy
    _copy_rules(source, copy, by=by, at=at)
    if owner.pk == source.owner_id:
        copy.audience = source.audience
        copy.save(update_fields=["audience"])
    event = ProgrammeCopied(programme_id=copy.pk, unit_id=owner.pk, source_id=source.pk)
    record(event, by=by, at=at)
    return copy


def _copy_rules(source: Programme, copy: Programme, *, by: Actor, at: dt.datetime) -> None:
    """The version that was written last is the first one of the copy."""
    last = source.rulesets.order_by("-number").first()
    Ruleset.objects.create(
        programme=copy,
        number=1,
        steps=last.steps if last else [],
        questions=last.questions if last else [],
        exclusions=last.exclusions if last else [],
        needs_recognition=last.needs_recognition if last else False,
        takes_trials=last.takes_trials if last else True,
        drafted_by_id=by.user_id,
        drafted_at=at,
    )
