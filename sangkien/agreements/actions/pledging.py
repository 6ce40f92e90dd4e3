"""What is promised becomes a target."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import contents
from sangkien.agreements.actions.targets import ensure_counted, set_target
from sangkien.agreements.contents import EVERYBODY, Content
from sangkien.agreements.enums import AgreementKind, TargetOrigin
from sangkien.agreements.errors import Incomplete
from sangkien.agreements.measures import Span
from sangkien.agreements.models import Agreement, Edition, Party, PledgeTarget
from sangkien.agreements.permissions import recorded_at
from sangkien.agreements.places import When, is_counted_in, subject_of
from sangkien.agreements.queries.pacts import parties_of
from sangkien.agreements.rules import Measure, key_of
from sangkien.core.errors import DomainError
from sangkien.units.models import Cluster, Unit

VIETNAMESE = "vi"


@dataclass(frozen=True, kw_only=True)
class Held:
    """A pledge that a target can hold."""

    number: int
    holder: Unit | Cluster
    when: When
    measure: Measure


def countable(row: Agreement, content: Content, parties: Sequence[Party]) -> Iterator[Held]:
    """Every number that somebody of the union promises.

    What all promise together is kept for the cluster of the agreement, else for the unit that
    drafts it. Outside of a programme it counts from the first to the last day of the agreement, and
    so it does where an old agreement names a period of other days: the number that was assigned for
    that period stays.
    """
    holders: dict[int, Unit | Cluster | None] = {
        party.place: party.cluster or party.unit for party in parties
    }
    holders[EVERYBODY] = row.cluster or row.unit
    own = Span(since=row.starts_on, until=row.ends_on)
    when = row.period if row.period is not None and is_counted_in(row.period, own) else own
    for number, pledge in enumerate(content.pledges, start=1):
        holder, measure = holders.get(pledge.party), contents.target_measure(pledge)
        if holder is not None and measure is not None:
            yield Held(number=number, holder=holder, when=when, measure=measure)


def ensure_countable(row: Agreement, content: Content, parties: Sequence[Party]) -> None:
    """Refuse before it is sent what could not be kept when it is signed."""
    taken: dict[tuple[object, ...], int] = {}
    for one in countable(row, content, parties):
        subject = key_of(subject_of(one.when, one.measure))
        key = (type(one.holder), one.holder.pk, one.measure.kind, subject)
        if key in taken:
            raise Incomplete(
                _("Chỉ tiêu %(n)d trùng loại với chỉ tiêu %(other)d của cùng một bên.")
                % {"n": one.number, "other": taken[key]}
            )
        taken[key] = one.number
        try:
            if row.period is not None:
                ensure_counted(row.period, recorded_at(one.holder))
        except DomainError as refusal:
            words = {"n": one.number, "words": str(refusal)}
            raise Incomplete(_("Chỉ tiêu %(n)d: %(words)s") % words) from None


def keep(row: Agreement, edition: Edition, *, by: Actor, at: dt.datetime) -> int:
    """ "Chỉ tiêu từ giao ước", with the last signature. The signatures give the right to it, the
    rules of targets stay. What they have come to refuse since it was sent stays text.
    """
    signed = Actor(user_id=by.user_id, name=by.name, is_system=True)
    made = []
    for one in countable(row, edition.words, parties_of(row)):
        try:
            with transaction.atomic():
                target = set_target(
                    one.when,
                    one.holder,
                    measure=one.measure,
                    origin=_origin(row, one.holder),
                    by=signed,
                    at=at,
                    note=_note(row, edition, at=at),
                )
        except DomainError:
            continue
        made.append(PledgeTarget(edition=edition, number=one.number, target=target))
    PledgeTarget.objects.bulk_create(made)
    return len(made)


def _origin(row: Agreement, holder: Unit | Cluster) -> TargetOrigin:
    """Assigned between levels; what the unit above promises itself, and all others, is self-set."""
    is_given = row.kind == AgreementKind.LEVELS and holder != row.unit
    return TargetOrigin.ASSIGNED if is_given else TargetOrigin.SELF_SET


def _note(row: Agreement, edition: Edition, *, at: dt.datetime) -> str:
    with translation.override(VIETNAMESE):
        words = _("%(title)s, phụ lục %(n)d") if edition.is_annex else _("%(title)s")
        return words % {"title": row.title, "n": edition.number - 1}
