"""`/chi-tieu/`: what a unit has to reach, of every kind, in programmes and outside of them."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.agreements import measures, permissions, places, queries
from sangkien.agreements.actions import changing, targets
from sangkien.agreements.enums import TargetKind, TargetOrigin
from sangkien.agreements.queries.pacts import periods_for
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.periods import instant_words
from sangkien.imports import workbooks
from sangkien.units import queries as units
from sangkien.web.programmes import aims, wording
from sangkien.web.programmes.forms.aims import AimForm
from sangkien.web.programmes.forms.targets import FIELD_NAMES, key_of
from sangkien.web.shared import reached
from sangkien.web.shared.downloads import workbook_response
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.models import Agreement, Target
    from sangkien.units.models import Cluster, Unit

FIRST_YEAR, LAST_YEAR = 2000, 2100
CHILDREN = 50
MOST_HOLDERS = 600


class Place:
    """The unit and the year that somebody looks at."""

    def __init__(self, request: WorkRequest) -> None:
        self.request = request
        self.unit: Unit = queries.place_of(request.actor, code=request.GET.get("don-vi", "")[:30])
        said = request.GET.get("nam", "")
        is_year = said.isascii() and said.isdigit() and FIRST_YEAR <= int(said) <= LAST_YEAR
        self.year = int(said) if is_year else clock.today().year

    @property
    def may_set(self) -> bool:
        return self.request.actor.can(Permission.TARGET_MANAGE, at=self.unit.path)

    def address(self, page: str = "programmes:aims", **more: object) -> str:
        where = {"don-vi": self.unit.code, "nam": self.year, **more}
        return f"{reverse(page)}?{urlencode(where)}"

    def years(self) -> list[Link]:
        return [
            Link(label=str(year), url=self.address(nam=year), current=year == self.year)
            for year in range(self.year - 1, self.year + 2)
        ]

    def clusters(self) -> "list[Cluster]":
        """Of the unit in the year, each followed by its blocks."""
        return [
            cluster
            for group in units.clusters_of(self.unit, year=self.year)
            for cluster in (group.cluster, *(block.cluster for block in group.blocks))
        ]


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    place = Place(request)
    after = request.GET.get("tu", "")[:30]
    children, following = units.children_page(
        place.unit, on=clock.today(), after=after, limit=CHILDREN
    )
    clusters = place.clusters()
    own = queries.held_in(place.year, unit_ids=[place.unit.pk])
    below = queries.held_in(
        place.year,
        unit_ids=[child.pk for child in children],
        cluster_ids=[cluster.pk for cluster in clusters],
    )
    known = reached.told([*own, *below], at=clock.now())
    changes, results = queries.waiting(request.actor)
    context = {
        "place": place,
        "own": aims.rows(own, known) if own else None,
        "below": aims.rows(below, known, with_holder=True) if below else None,
        "children": [(child, place.address(**{"don-vi": child.code})) for child in children],
        "following_url": place.address(tu=following) if following else "",
        "first_url": place.address() if after else "",
        "changes": changes,
        "results": results,
        "kinds": _kinds(place) if place.may_set else [],
        "sheet_url": place.address("programmes:aims_sheet"),
    }
    return render(request, "programmes/aims/index.html", context)


def _kinds(place: Place) -> list[Link]:
    return [
        Link(label=str(kind.label), url=place.address("programmes:aim_new", loai=kind.value))
        for kind in TargetKind
    ]


@require_safe
def sheet(request: WorkRequest) -> HttpResponseBase:
    """ "Tải bảng chỉ tiêu": the unit, its clusters and the units directly below, as seen."""
    place = Place(request)
    children = list(units.children(place.unit, on=clock.today())[:MOST_HOLDERS])
    found = queries.held_in(
        place.year,
        unit_ids=[place.unit.pk, *(child.pk for child in children)],
        cluster_ids=[cluster.pk for cluster in place.clusters()],
    )
    now = clock.now()
    title = (
        place.unit.name.upper(),
        _("BẢNG CHỈ TIÊU NĂM %(year)s") % {"year": place.year},
        _("Lập lúc %(time)s") % {"time": instant_words(now)},
    )
    content = workbooks.table(aims.SHEET, aims.sheet(title, found, reached.told(found, at=now)))
    return workbook_response(content, f"Chỉ tiêu {place.year} - {place.unit.code}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: WorkRequest) -> HttpResponse:
    """ "Ghi chỉ tiêu" of one kind: the form has the fields of this kind only."""
    place = Place(request)
    said = request.GET.get("loai", "")
    kind = next((kind for kind in TargetKind if kind.value == said), TargetKind.COUNT)
    if not place.may_set:
        raise NotFound(_("Không tìm thấy trang này."))
    children = list(units.children(place.unit, on=clock.today())[:MOST_HOLDERS])
    options = _options(place, kind, children)
    if request.method != "POST":
        first = children[0] if children else place.unit
        initial = {"holder": request.GET.get("cho", key_of(first))}
        if not children or initial["holder"] == key_of(place.unit):
            initial["origin"] = TargetOrigin.SELF_SET
        return _form_page(request, place, AimForm(initial=initial, **options))
    form = AimForm(request.POST, **options)
    tried = attempt(
        form,
        lambda: targets.set_target(
            form.when,
            form.chosen_holder,
            measure=form.measured(),
            origin=TargetOrigin(form.cleaned_data["origin"]),
            note=form.cleaned_data["note"],
            by=request.actor,
            at=clock.now(),
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _form_page(request, place, form, status=tried.status)
    messages.success(request, wording.given_words(tried.done))
    return redirect("programmes:aim", pk=tried.done.pk)


def _options(place: Place, kind: TargetKind, children: "list[Unit]") -> dict[str, Any]:
    return {
        "kind": kind,
        "periods": periods_for(place.unit),
        "groups": [
            (_("Đơn vị trực thuộc"), children),
            (_("Cụm, khối thi đua"), place.clusters()),
            (_("Chính đơn vị mình"), [place.unit]),
        ],
    }


def _form_page(
    request: WorkRequest, place: Place, form: AimForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "place": place, "kind": form.kind, "back": place.address()}
    return render(request, "programmes/aims/new.html", context, status=status)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """One target: what it is, how far it is, what was asked and reported."""
    target = queries.find(pk, actor=request.actor)
    return render(request, "programmes/aims/detail.html", around(request, target))


def around(request: WorkRequest, target: "Target") -> dict[str, Any]:
    """What every page about one target shows of it."""
    stands = target.replaced_at is None
    current = target if stands else queries.current_of(target)
    chained, pact = queries.chain(target), queries.pact_of(target)
    return {
        "target": target,
        "current": current,
        "told": reached.told([target], at=clock.now()).get(target.pk) if stands else None,
        "results": [
            (row, reached.result_words(target, row), queries.standing_of(target, row))
            for row in queries.results_of(current or target)
        ],
        "chained": chained,
        "changes": [
            (row, measures.words(changing.aim_of(row.target, row)))
            for row in queries.changes_of(chained)
        ],
        "acts": _acts(request, target, pact) if stands else frozenset(),
        "back": back_to(target),
        "pact": pact,
    }


def back_to(target: "Target") -> str:
    unit = permissions.recorded_at(target.held_by)
    year = min(max(target.opens_at.year, FIRST_YEAR), LAST_YEAR)
    return f"{reverse('programmes:aims')}?{urlencode({'don-vi': unit.code, 'nam': year})}"


def _acts(request: WorkRequest, target: "Target", pact: "Agreement | None") -> frozenset[str]:
    """What the reader may do with a target that stands."""
    actor, holder, found = request.actor, target.held_by, set()
    may_assign = permissions.can_set(actor, holder, TargetOrigin.ASSIGNED)
    may_report = permissions.can_report(actor, holder)
    if may_report and target.is_reported:
        found.add("report")
    if target.is_assigned and pact is None and (may_assign or may_report):
        found.add("change")
    if may_assign:
        found.add("answer")
    if pact is None and permissions.can_set(actor, holder, TargetOrigin(target.origin)):
        is_fixed = target.is_assigned and places.is_in_force(target, at=clock.now())
        found |= set() if is_fixed else {"edit"}
    return frozenset(found)
