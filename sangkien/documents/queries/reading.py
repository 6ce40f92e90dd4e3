"""Documents, templates and what a new one may be about."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.documents.enums import DocumentState, ReportKind
from sangkien.documents.models import Document, Template
from sangkien.documents.rules import contents
from sangkien.papers.enums import PaperKind
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.programmes.queries import published
from sangkien.units.models import Unit

FOLDER = Path(__file__).resolve().parents[1] / "data"
PAGE = 20
MOST_UNITS, MOST_PROGRAMMES, MOST_TEMPLATES = 60, 15, 60
WITH = ("unit__parent", "programme", "period", "snapshot", "paper", "begun_by", "signed_by")


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """ "Mẫu gợi ý" that comes with the program."""

    key: str
    name: str
    kind: PaperKind
    report_kind: str
    words: str
    content: Mapping[str, Any]

    @property
    def kind_words(self) -> str:
        return str(ReportKind(self.report_kind).label if self.report_kind else self.kind.label)


@cache
def shipped() -> dict[str, Shipped]:
    """By key, in the order of their files."""
    return {one.key: one for one in map(_shipped, sorted(FOLDER.glob("*.json")))}


def _shipped(path: Path) -> Shipped:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Shipped(
        key=path.stem.partition("-")[2],
        name=kept["name"],
        kind=PaperKind(kept["kind"]),
        report_kind=str(ReportKind(kept["report_kind"])) if kept["report_kind"] else "",
        words=kept["words"],
        content=contents.dump(contents.read(kept["content"])),
    )


def get_shipped(key: str) -> Shipped:
    found = shipped().get(key)
    if found is None:
        raise NotFound(_("Không có mẫu văn bản này."))
    return found


@dataclass(frozen=True, kw_only=True)
class Page:
    """Newest first; `following` is the number behind which the next page begins."""

    rows: Sequence[Document]
    following: int | None


def documents_page(
    actor: Actor, state: DocumentState, *, unit: Unit | None = None, before: int | None = None
) -> Page:
    """With their units, without what they say."""
    rows = Document.objects.visible_to(actor).filter(state=state)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    listed = rows.select_related("unit", "programme", "paper").defer(
        "content", "figures", "paper__data"
    )
    found = list(listed.order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return Page(rows=found[:PAGE], following=found[PAGE - 1].pk if more else None)


def get_document(pk: int, *, actor: Actor) -> Document:
    rows = Document.objects.visible_to(actor).filter(pk=pk)
    found = rows.exclude(state=DocumentState.DROPPED).select_related(*WITH).first()
    if found is None:
        raise NotFound(_("Không tìm thấy văn bản này."))
    return found


def to_sign(actor: Actor, *, most: int = 5) -> list[Document]:
    """What waits for a signature that the actor may give, oldest first."""
    reach = [scope.path for scope in actor.scopes_for(Permission.DOCUMENT_SIGN)]
    if not reach:
        return []
    rows = Document.objects.visible_to(actor).filter(state=DocumentState.WAITING)
    found = rows.select_related("unit").defer("content", "figures").order_by("pk")[: 4 * most]
    return [
        row
        for row in found
        if actor.user_id not in row.editors
        and actor.can(Permission.DOCUMENT_SIGN, at=row.unit.path)
    ][:most]


def writing_units(actor: Actor) -> list[Unit]:
    """In whose name the actor writes."""
    offices = actor.offices(Permission.DOCUMENT_WRITE)
    rows = Unit.objects.filter(path__in=offices, closed_on=None)
    return list(rows.order_by("path")[:MOST_UNITS])


def get_template(pk: int, *, actor: Actor) -> Template:
    rows = Template.objects.visible_to(actor).filter(pk=pk, dropped_at=None)
    found = rows.select_related("unit__parent").first()
    if found is None:
        raise NotFound(_("Không tìm thấy mẫu văn bản này."))
    return found


def templates_of(actor: Actor, *, unit: Unit | None = None) -> list[Template]:
    """Those of the units in whose name the actor writes, newest first."""
    offices = [unit.path] if unit else actor.offices(Permission.DOCUMENT_WRITE)
    rows = Template.objects.visible_to(actor).filter(unit__path__in=offices, dropped_at=None)
    return list(rows.select_related("unit").defer("content").order_by("-pk")[:MOST_TEMPLATES])


def periods_for(unit: Unit) -> list[Period]:
    """Programmes in whose branch the unit lies, the newest first, each as a whole, by phases and by
    the campaigns that reach the unit. Two queries.
    """
    above = [*paths.ancestors(unit.path), unit.path]
    found = published().filter(owner__path__in=above)
    programmes = [one.pk for one in found[:MOST_PROGRAMMES]]
    shared = Q(kind__in=[PeriodKind.WHOLE, PeriodKind.PHASE])
    campaigns = Q(kind=PeriodKind.CAMPAIGN, unit__path__in=above)
    rows = Period.objects.filter(shared | campaigns, programme_id__in=programmes)
    order = {PeriodKind.WHOLE: 0, PeriodKind.PHASE: 1, PeriodKind.CAMPAIGN: 2}
    return sorted(
        rows.select_related("programme"),
        key=lambda one: (
            programmes.index(one.programme_id),
            order[PeriodKind(one.kind)],
            one.opens_at,
        ),
    )
