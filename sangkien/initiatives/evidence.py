"""Reading the evidence beside initiatives. Whoever sees the initiative sees its evidence, that of
a trade secret whoever may read it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from sangkien.core import codes, periods
from sangkien.core.errors import NotFound
from sangkien.files.enums import FileState
from sangkien.initiatives import secrecy
from sangkien.initiatives.enums import PHOTOS, EvidenceKind
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.programmes.questions import GivenFile

# Of each initiative in a list, with the files, in two queries for the whole list.
EXHIBITED = Prefetch(
    "evidence",
    Evidence.objects.select_related("file").order_by("position", "pk"),
    to_attr="evidence_shown",
)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The photos that stand side by side: the latest of each kind."""

    before: Evidence | None = None
    after: Evidence | None = None

    def __bool__(self) -> bool:
        return self.before is not None or self.after is not None


def shown(initiative: Initiative) -> list[Evidence]:
    """Of one initiative, in the order of adding; the caller's query found it visible. The files
    that answer a question of the programme stand with their question (`given`). Of a trade secret
    only where it is open to the reader.
    """
    if initiative.is_closed:
        return []
    return [secrecy.open_evidence(row) for row in standing(initiative)]


def standing(initiative: Initiative) -> list[Evidence]:
    """The same for actions, as it lies there, closed or not."""
    rows = Evidence.objects.filter(initiative=initiative).exclude(kind=EvidenceKind.ANSWER)
    return list(rows.select_related("file").order_by("position", "pk"))


def given(initiative: Initiative) -> list[Evidence]:
    """The files that answer the questions of the programme, with those that were replaced, in the
    order of adding; no query where a list has read them (EXHIBITED), or nothing is stored yet.
    """
    read: Sequence[Evidence] | None = getattr(initiative, "evidence_shown", None)
    if read is not None:
        return [row for row in read if row.is_answer]
    if initiative._state.adding:
        return []
    rows = Evidence.objects.filter(initiative=initiative, kind=EvidenceKind.ANSWER)
    found = list(rows.select_related("file").order_by("position", "pk"))
    return found if initiative.is_closed else [secrecy.open_evidence(row) for row in found]


def given_files(rows: Iterable[Evidence]) -> Mapping[str, GivenFile]:
    """By the key of its question, the one that counts, as the rules look at it."""
    return {row.question: _given(row) for row in rows if row.replaced_at is None}


def _given(row: Evidence) -> GivenFile:
    words = _("%(name)s, gửi %(when)s") % {
        "name": row.file.original_name,
        "when": periods.instant_words(row.added_at),
    }
    return GivenFile(words=words, kind=row.file.kind, is_infected=row.file.is_infected)


def get(initiative: Initiative, pk: int) -> Evidence:
    """One of this very initiative, else NotFound; of a trade secret as in `shown`."""
    rows = Evidence.objects.filter(initiative=initiative, pk=pk).select_related("file")
    return secrecy.open_evidence(_found(rows.none() if initiative.is_closed else rows))


def _found(rows: QuerySet[Evidence]) -> Evidence:
    evidence = rows.first()
    if evidence is None:
        raise NotFound(_("Không tìm thấy minh chứng này."))
    return evidence


def pair(rows: Sequence[Evidence]) -> Pair:
    """Of these, the ones to be set side by side."""
    latest = {row.kind_enum: row for row in rows if not row.file.is_infected}
    return Pair(before=latest.get(EvidenceKind.BEFORE), after=latest.get(EvidenceKind.AFTER))


def public_photos(initiative: Initiative) -> list[Evidence]:
    """What everybody may see of an initiative that is public itself."""
    return list(_public().filter(initiative=initiative).order_by("position", "pk"))


def every_public_photo() -> QuerySet[Evidence]:
    """Of all initiatives, those that everybody may see; the caller narrows it."""
    return _public()


def get_public_photo(code: str, pk: int) -> Evidence:
    """One that everybody may see, else NotFound."""
    rows = _public().filter(initiative__code=codes.canonical(code), pk=pk)
    return _found(rows)


def _public() -> QuerySet[Evidence]:
    public = Initiative.objects.public().filter(sealed="").values("pk")
    rows = Evidence.objects.filter(initiative__in=public, published_at__isnull=False)
    rows = rows.filter(kind__in=sorted(PHOTOS), file__state=FileState.CLEAN)
    return rows.select_related("file")


def kinds_held(rows: Iterable[Evidence]) -> list[EvidenceKind]:
    """What takes up room: all but those that the virus scanner had deleted."""
    return [row.kind_enum for row in rows if not row.file.is_infected]
