"""Reading what units submit in writing, and what they have not submitted yet."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation.enums import DossierState
from sangkien.commendation.models import Dossier, Round, Submission
from sangkien.commendation.queries.dossiers import MOST_LISTED, RELATED
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.core.language import in_vietnamese
from sangkien.units.models import Unit

LISTED = (DossierState.SENT, DossierState.COMPLETE, DossierState.PASSED)  # still asked for
PAGE = 30
_SHOWN = ("round__unit", "unit__level", "paper", "prepared_by", "signed_by")


def get_submission(pk: int, *, actor: Actor) -> Submission:
    rows = Submission.objects.visible_to(actor).select_related(*_SHOWN)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy tờ trình này."))
    return found


def submissions_page(
    round_: Round, *, actor: Actor, before: int | None = None
) -> tuple[list[Submission], int | None]:
    """The newest first, drafts of one's own unit too; and where the next page begins."""
    rows = Submission.objects.visible_to(actor).filter(round=round_).select_related(*_SHOWN)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.defer("paper__data").order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def draft_of(round_: Round, unit: Unit) -> Submission | None:
    rows = Submission.objects.filter(round=round_, unit=unit, signed_at=None)
    return rows.select_related(*_SHOWN).first()


@in_vietnamese()
def addressee(round_: Round, unit: Unit) -> str:
    """ "Kính gửi": who holds the round; who holds it submits to its own council."""
    if unit.pk == round_.unit_id:
        return _("Hội đồng thi đua, khen thưởng")
    return round_.unit.name


def foreseen(round_: Round, unit: Unit) -> Submission:
    """What the unit would submit now; not kept."""
    return Submission(round=round_, unit=unit, addressed_to=addressee(round_, unit))


def not_submitted(round_: Round, unit: Unit) -> list[Dossier]:
    """Sent dossiers of a unit and those below it that no submission in force lists; two queries."""
    branch = paths.subtree(unit.path, field="proposer__path")
    return _in_order(_waiting(round_, unit).filter(branch, round=round_))


def dossiers_of(submission: Submission) -> list[Dossier]:
    """Those that it lists; of a draft only those that are still asked for and not submitted meanwhile."""
    rows = Dossier.objects.filter(pk__in=submission.dossiers)
    if submission.is_draft:
        rows &= _waiting(submission.round, submission.unit)
    return _in_order(rows)


def _waiting(round_: Round, unit: Unit) -> QuerySet[Dossier]:
    """Whatever is asked for and no submission of the unit in force lists."""
    done = Submission.objects.filter(
        round=round_, unit=unit, paper__isnull=False, paper__revoked_at=None
    )
    listed = {pk for keys in done.values_list("dossiers", flat=True) for pk in keys}
    return Dossier.objects.filter(state__in=LISTED).exclude(pk__in=listed)


def _in_order(rows: QuerySet[Dossier]) -> list[Dossier]:
    found = rows.select_related(*RELATED).order_by("award__name", "holder_name", "pk")
    return list(found[:MOST_LISTED])
