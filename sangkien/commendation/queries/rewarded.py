"""Whether the same holder was rewarded already for the same time by the same unit."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.commendation.enums import AwardState, DecisionState, HolderKind, Outcome
from sangkien.commendation.models import Award, AwardDecision, Conferral, Dossier, Round
from sangkien.commendation.models.dossier import ENDED
from sangkien.commendation.rules.terms import builds_on
from sangkien.units.models import Unit

MOST_TOLD = 5


def _same_time(round_: Round, *, prefix: str) -> Q:
    same = Q(**{f"{prefix}": round_.pk})
    if round_.period_id is not None:
        same |= Q(**{f"{prefix}__period": round_.period_id})
    return same


def _held_by(unit: Unit, user: User | None) -> Q:
    """Of a person wherever they worked; of a collective the unit itself."""
    if user is not None:
        return Q(user=user)
    return Q(unit=unit, user=None, holder_kind=HolderKind.COLLECTIVE)


def conferred(round_: Round, award: Award, *, unit: Unit, user: User | None) -> QuerySet[Conferral]:
    """Awards in force of the same deciding unit for this round or its phase, but for those that this
    one is built on.
    """
    rows = conferred_in(round_, award.unit_id).filter(_held_by(unit, user))
    return rows.exclude(award__code__in=_below(award))


def _below(award: Award) -> set[str]:
    """The codes of the awards that it is built on, and those that these are built on: a short chain."""
    found: set[str] = set()
    fresh = set(builds_on(award.read))
    while fresh:
        found |= fresh
        rows = Award.objects.filter(
            unit=award.unit_id, code__in=sorted(fresh), state=AwardState.IN_FORCE
        )
        fresh = {code for one in rows for code in builds_on(one.read)} - found
    return found


def conferred_in(round_: Round, unit_id: int) -> QuerySet[Conferral]:
    """Given by this unit for the same time, or signed and about to be released."""
    given = Q(conferred_at__isnull=False) | Q(decision__state=DecisionState.SIGNED)
    rows = Conferral.objects.filter(given, award__unit=unit_id, revoked_at=None, skipped_reason="")
    return rows.filter(_same_time(round_, prefix="decision__round"))


def twice_rewarded(
    round_: Round, unit_id: int, lines: Sequence[Conferral]
) -> tuple[Conferral, Conferral] | None:
    """The first line with the other award for the same achievement, of the same list or given before;
    one query for them, and the chain of each award once.
    """
    below: dict[int, set[str]] = {}
    known: dict[tuple[str, int], list[Conferral]] = defaultdict(list)
    for earlier in conferred_in(round_, unit_id).select_related("award"):
        known[_holder(earlier)].append(earlier)
    for line in lines:
        if line.dossier_id is None or line.award is None:
            continue
        for other in known[_holder(line)]:
            if other.dossier_id != line.dossier_id and not _is_chain(line, other, below):
                return line, other
        known[_holder(line)].append(line)
    return None


def refusal_of(decision: AwardDecision, lines: Sequence[Conferral]) -> str:
    """Why a decision is not signed as it stands: an achievement in it is rewarded twice. "" without."""
    if decision.round is None:
        return ""
    found = twice_rewarded(decision.round, decision.unit_id, lines)
    if found is None:
        return ""
    line, other = found
    why = _(
        "Thành tích này đã được khen: %(title)s (%(label)s). Một thành tích không khen hai lần."
    )
    said = why % {"title": other.title, "label": other.label or other.authority}
    return _("“%(name)s”: %(why)s") % {"name": line.holder_name, "why": said}


def _holder(row: Conferral) -> tuple[str, int]:
    """A person who is known by name alone is like nobody else."""
    if row.user_id is not None:
        return "user", row.user_id
    is_unit = row.holder_kind == HolderKind.COLLECTIVE
    return ("unit", row.unit_id) if is_unit else ("line", row.pk)


def _is_chain(line: Conferral, other: Conferral, below: dict[int, set[str]]) -> bool:
    """Whether one of the two is asked for by the terms of the other."""
    upper, lower = line.award, other.award
    if upper is None or lower is None:
        return False
    for one in (upper, lower):
        if one.pk not in below:
            below[one.pk] = _below(one)
    return lower.code in below[upper.pk] or upper.code in below[lower.pk]


def is_listed(dossier: Dossier) -> bool:
    """Whether a draft or a decision names it."""
    return Conferral.objects.filter(dossier=dossier, skipped_reason="").exists()


def passed_by(dossier: Dossier) -> int | None:
    """Who last said that it passed, or is worth more; None for a council."""
    said = dossier.steps.filter(outcome__in=(Outcome.PASSED, Outcome.HIGHER))
    last = said.filter(decided_by__isnull=False).order_by("-position").first()
    return last.decided_by_id if last is not None else None


def warnings_of(dossier: Dossier) -> list[str]:
    """What whoever judges should look at: other dossiers and other awards for the same time."""
    holder = _held_by(dossier.unit, dossier.user)
    others = Dossier.objects.filter(holder, award__unit=dossier.award.unit_id)
    others = others.filter(_same_time(dossier.round, prefix="round")).exclude(pk=dossier.pk)
    waiting = others.exclude(state__in=ENDED).select_related("award", "round")
    found = [
        _("Cũng đang được đề nghị “%(award)s” trong %(round)s: một thành tích không khen hai lần.")
        % {"award": row.award.name, "round": row.round.title}
        for row in waiting.order_by("pk")[:MOST_TOLD]
    ]
    year = dossier.round.until_on.year
    given = Conferral.objects.in_force().filter(holder, year=year).exclude(dossier=dossier.pk)
    return found + [
        _("Năm %(year)d đã được khen: %(title)s (%(label)s).")
        % {"year": year, "title": row.title, "label": row.label or row.authority}
        for row in given.order_by("pk")[:MOST_TOLD]
    ]
