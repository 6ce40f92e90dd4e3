"""Reading agreements, their editions, and who still has to answer or sign."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES
from sangkien.agreements import steps
from sangkien.agreements.contents import Signer
from sangkien.agreements.enums import AgreementState, EditionState, Verdict
from sangkien.agreements.models import (
    Agreement,
    Edition,
    Opinion,
    Party,
    PledgeTarget,
    Signature,
    Target,
)
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.core.periods import start_of
from sangkien.files.models import StoredFile
from sangkien.programmes.models import Period
from sangkien.programmes.queries import published
from sangkien.units.models import Cluster, Grant, Unit

PAGE = 20
MOST_WAITING = 50
MOST_CHOICES = 60
MOST_SUGGESTED = 200


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Agreement]
    following: int | None


def agreements_page(
    actor: Actor, states: Sequence[AgreementState], *, before: int | None = None, limit: int = PAGE
) -> Page:
    """Those that the actor may read, the newest first, with their parties; two queries."""
    rows = Agreement.objects.visible_to(actor).filter(state__in=states)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    listed = Prefetch("parties", Party.objects.order_by("place"))
    found = list(rows.select_related("unit").prefetch_related(listed).order_by("-pk")[: limit + 1])
    shown = found[:limit]
    return Page(rows=shown, following=shown[-1].pk if len(found) > limit else None)


def get_agreement(pk: int, *, actor: Actor) -> Agreement:
    found = (
        Agreement.objects.visible_to(actor)
        .filter(pk=pk)
        .select_related("unit__parent", "cluster", "period__programme", "period__unit")
        .first()
    )
    if found is None:
        raise NotFound(_("Không tìm thấy giao ước này."))
    return found


def parties_of(agreement: Agreement) -> list[Party]:
    rows = Party.objects.filter(agreement=agreement).select_related(
        "unit", "cluster", "agreement__unit"
    )
    return list(rows.order_by("place"))


def editions_of(agreement: Agreement, *, sent: bool, drafts: bool) -> list[Edition]:
    """Signed ones, in their order; `sent` and `drafts` say whether those that were sent, and those
    that nobody was sent yet, are among them. Annexes that were given up are not.
    """
    rows = Edition.objects.filter(agreement=agreement).select_related("paper")
    rows = rows.exclude(state=EditionState.WITHDRAWN, number__gt=1)
    if not sent:
        rows = rows.filter(state=EditionState.SIGNED)
    elif not drafts:
        rows = rows.filter(round__gt=0)
    return list(rows.order_by("number"))


def open_edition(agreement: Agreement) -> Edition | None:
    """The one that is being drafted, discussed or signed."""
    return Edition.objects.filter(agreement=agreement, state__in=steps.OPEN).first()


def opinions_of(edition: Edition) -> list[Opinion]:
    """Everything said in every round, the newest first."""
    rows = Opinion.objects.filter(edition=edition).select_related("party", "said_by")
    return list(rows.order_by("-pk"))


def verdicts_of(edition: Edition) -> dict[int, Verdict]:
    """Who agreed in the present round, by party."""
    rows = Opinion.objects.filter(edition=edition, round=edition.round).exclude(
        verdict=Verdict.COMMENT
    )
    return {pk: Verdict(verdict) for pk, verdict in rows.values_list("party_id", "verdict")}


def signatures_of(editions: Iterable[Edition]) -> list[Signature]:
    rows = Signature.objects.filter(edition__in=list(editions))
    return list(rows.select_related("signed_by", "file", "party").order_by("pk"))


def superior_of(party: Party) -> str:
    """What stands above its name on a paper."""
    parent = party.unit.parent if party.unit is not None else None
    return parent.name if parent is not None else ""


def get_signed_paper(agreement: Agreement, pk: int) -> Signature:
    rows = Signature.objects.filter(edition__agreement=agreement, pk=pk, file__isnull=False)
    found = rows.select_related("file").first()
    if found is None:
        raise NotFound(_("Không tìm thấy bản đã ký này."))
    return found


def last_certified(edition: Edition) -> StoredFile | None:
    """The latest PDF with certificate signatures, for the next one to be put on."""
    rows = Signature.objects.filter(edition=edition, certificate__isnull=False)
    last = rows.select_related("file").order_by("-pk").first()
    return last.file if last else None


def targets_made(edition: Edition) -> dict[int, Target]:
    """The target that each pledge became, by its row."""
    rows = PledgeTarget.objects.filter(edition=edition).select_related(
        "target__period__programme", "target__unit", "target__cluster"
    )
    return {row.number: row.target for row in rows}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for an officer: open editions to answer, settled ones to sign."""

    to_answer: list[Edition]
    to_sign: list[Edition]


def waiting_for(actor: Actor) -> Waiting:
    """By the units whose officer the actor is; two bounded queries, none for who is no officer."""
    answering = actor.offices(Permission.AGREEMENT_MANAGE)
    if not answering:
        return Waiting(to_answer=[], to_sign=[])
    signing = actor.offices(Permission.AGREEMENT_SIGN)
    said = Opinion.objects.filter(
        edition=OuterRef(OuterRef("pk")), party=OuterRef("pk"), round=OuterRef(OuterRef("round"))
    ).exclude(verdict=Verdict.COMMENT)
    signed = Signature.objects.filter(edition=OuterRef(OuterRef("pk")), party=OuterRef("pk"))
    mine = Party.objects.filter(agreement=OuterRef("agreement"))
    asked = mine.filter(_spoken_for(answering), ~Exists(said))
    unsigned = mine.filter(_spoken_for(signing), ~Exists(signed))
    return Waiting(
        to_answer=_waiting(EditionState.CONSULTING, asked),
        to_sign=_waiting(EditionState.AGREED, unsigned),
    )


def _spoken_for(offices: list[str]) -> Q:
    return Q(unit__path__in=offices) | Q(
        unit__closed_on__isnull=False, unit__parent__path__in=offices
    )


def _waiting(state: EditionState, parties: "object") -> list[Edition]:
    rows = Edition.objects.filter(Exists(parties), state=state)  # type: ignore[arg-type]
    return list(rows.select_related("agreement__unit").order_by("pk")[:MOST_WAITING])


def drafting_units(actor: Actor) -> list[Unit]:
    """Where the actor may begin an agreement."""
    offices = actor.offices(Permission.AGREEMENT_MANAGE)
    return list(Unit.objects.filter(path__in=offices, closed_on=None).order_by("path"))


def officers_of(unit_ids: Iterable[int], *, on: dt.date) -> frozenset[int]:
    """Everybody who may speak for one of these units on a day."""
    roles = [key for key, role in ROLES.items() if Permission.AGREEMENT_MANAGE in role.permissions]
    rows = Grant.objects.in_force_on(on).filter(unit__in=list(unit_ids), role__in=roles)
    return frozenset(rows.values_list("user_id", flat=True))


def clusters_for(unit: Unit) -> list[Cluster]:
    """Clusters and blocks that the unit set up or is a member of, the latest first."""
    rows = Cluster.objects.filter(Q(organiser=unit) | Q(memberships__unit=unit)).distinct()
    return list(rows.select_related("parent").order_by("-year", "number", "pk")[:MOST_CHOICES])


def periods_for(
    unit: Unit, *, since: dt.date | None = None, chosen: int | None = None
) -> list[Period]:
    """Periods of launched programmes in which the unit's numbers can be counted, the newest first;
    with `since` only those that had not ended on that day, and the one that is chosen already.
    """
    rows = Period.objects.filter(programme__in=published()).select_related("programme", "unit")
    rows = rows.filter(unit__path__in=[*paths.ancestors(unit.path), unit.path])
    if since is not None:
        rows = rows.filter(Q(closes_at__gt=start_of(since)) | Q(pk=chosen))
    return list(rows.order_by("-opens_at", "pk")[:MOST_CHOICES])


def current_signers(parties: Sequence[Party]) -> list[Signer]:
    """The parties as they would be printed now."""
    return [
        Signer(
            place=party.place,
            name=party.name,
            role=party.role,
            signatory=party.signatory,
            post=party.post,
            unit=party.unit_id,
            cluster=party.cluster_id,
        )
        for party in parties
    ]


def units_around(agreement: Agreement) -> list[Unit]:
    """Units to suggest as parties: those below, those of the cluster, the one above."""
    unit = agreement.unit
    known = Q(parent=unit) | Q(pk=unit.pk) | Q(pk=unit.parent_id)
    if agreement.cluster_id is not None:
        inside = Q(cluster_memberships__cluster=agreement.cluster_id)
        known |= inside | Q(cluster_memberships__cluster__parent=agreement.cluster_id)
    rows = Unit.objects.filter(known, closed_on=None).distinct()
    return list(rows.order_by("name_sort", "pk")[:MOST_SUGGESTED])
