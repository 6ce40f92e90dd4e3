"""`/chuong-trinh/<slug>/chi-tieu/giao-xuong/`: give those below what the unit has to reach itself, in
other kinds than numbers of initiatives.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.agreements import measures, places, queries, rules
from sangkien.agreements.actions import targets
from sangkien.agreements.actions.targets import Handed
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.measures import Measure
from sangkien.agreements.sharing import ALIKE, OF_SEVERAL, handed_down, left_of
from sangkien.core import clock
from sangkien.core.errors import ChangedMeanwhile, NotFound
from sangkien.progress.enums import ShareBy
from sangkien.progress.queries.weights import earlier_periods
from sangkien.units import queries as units
from sangkien.web.programmes.forms.sharing import CLUSTERS, HandingForm
from sangkien.web.programmes.forms.targets import key_of
from sangkien.web.programmes.views.sharing import weighed_by
from sangkien.web.programmes.views.standpoints import Standpoint, breadcrumb, standpoint
from sangkien.web.shared import paging
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.models import Target
    from sangkien.units.models import Cluster, Unit

MOST, PAGE = 500, 100


@dataclass(frozen=True, kw_only=True)
class Line:
    """One holder: what it has, what it would get (None: it keeps what it has, or gets nothing)."""

    holder: "Unit | Cluster"
    standing: "Target | None"
    aim: Measure | None
    is_kept: bool
    is_apart: bool = False

    @property
    def words(self) -> str:
        return measures.words(self.aim) if self.aim else ""

    @property
    def is_changed(self) -> bool:
        standing = self.standing
        return self.aim is not None and standing is not None and standing.aim != self.aim


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole table; `digest` changes with anything in it."""

    target: "Target"
    lines: tuple[Line, ...]

    @property
    def is_alike(self) -> bool:
        return self.target.kind in ALIKE

    @property
    def given(self) -> int:
        return sum(line.aim is not None for line in self.lines)

    @property
    def overwritten(self) -> int:
        return sum(line.is_changed for line in self.lines)

    @property
    def digest(self) -> str:
        said = [(row.key, row.seen, row.measure) for row in self.wanted()]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    def wanted(self) -> list[Handed]:
        return [
            Handed(
                key=key_of(line.holder),
                holder=line.holder,
                measure=line.aim,
                seen=line.standing.pk if line.standing else 0,
            )
            for line in self.lines
            if line.aim is not None
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def hand_down(request: WorkRequest, slug: str) -> HttpResponse:
    """The preview is an address; saving takes what was previewed."""
    place = standpoint(request, slug)
    if not place.may_set:
        raise NotFound(_("Không tìm thấy trang này."))
    children = list(units.children(place.unit, on=place.day)[:MOST])
    options: dict[str, Any] = {
        "earlier": earlier_periods([unit.pk for unit in children], place.period),
        "own": _own(place),
    }
    said = request.POST if request.method == "POST" else request.GET
    if "target" not in said:
        return _page(request, place, HandingForm(**options))
    form = HandingForm(said, **options)
    if request.method != "POST":
        tried = attempt(form, lambda: _plan(place, form, children))
        return _page(request, place, form, plan=tried.done, status=200 if tried.done else 422)
    saved = attempt(form, lambda: _save(request, place, form, children))
    if saved.done is None:
        return _page(request, place, form, status=saved.status)
    messages.success(request, _("Đã giao cho %(count)d đơn vị, cụm.") % {"count": saved.done})
    return redirect(place.address("programmes:targets"))


def _own(place: Standpoint) -> "list[Target]":
    """Numbers of initiatives are shared out on a page of their own."""
    found = queries.for_unit(place.period, place.unit)
    return [target for target in found if target.kind != TargetKind.COUNT]


def _save(
    request: WorkRequest, place: Standpoint, form: HandingForm, children: "Sequence[Unit]"
) -> int:
    plan = _plan(place, form, children)
    if request.POST.get("plan") != plan.digest:
        raise ChangedMeanwhile(_("Số liệu vừa thay đổi: hãy xem trước lại rồi lưu."))
    note, now = form.cleaned_data["note"], clock.now()
    rows = plan.wanted()
    return len(targets.hand_down(place.period, rows, note=note, by=request.actor, at=now))


def _plan(place: Standpoint, form: HandingForm, children: "Sequence[Unit]") -> Plan:
    said, target = form.cleaned_data, form.chosen
    holders: Sequence[Unit | Cluster] = children
    if said["among"] == CLUSTERS:
        holders = [one for one in place.clusters() if one.parent_id is None]
    apart = {key_of(one) for one in holders if _is_apart(one, target)}
    if len(apart) == len(holders):
        raise InvalidTarget(_("Chưa có đơn vị hoặc cụm, khối nào để giao."), field="among")
    standing = _standing(place, holders, target.aim)
    kept = _kept(standing, target.aim, keeps=said["keep"])
    free = [one for one in holders if key_of(one) not in kept | apart]
    aims = _aims(place, form, free, [standing[key].aim for key in kept])
    return Plan(
        target=target,
        lines=tuple(
            Line(
                holder=one,
                standing=standing.get(key_of(one)),
                aim=aims.get(key_of(one)),
                is_kept=key_of(one) in kept,
                is_apart=key_of(one) in apart,
            )
            for one in holders
        ),
    )


def _is_apart(holder: "Unit | Cluster", target: "Target") -> bool:
    """A CĐCS has no CĐCS of which a share could be taken."""
    level = getattr(holder, "level", None)  # clusters have none
    return target.kind in OF_SEVERAL and level is not None and level.is_grassroots


def _aims(
    place: Standpoint,
    form: HandingForm,
    free: "Sequence[Unit | Cluster]",
    kept: "Sequence[Measure]",
) -> dict[str, Measure | None]:
    aim = left_of(form.chosen.aim, kept)
    if not free:
        return {}
    if aim.kind in ALIKE:
        parts = handed_down(aim, [1] * len(free))
    else:
        weighed = weighed_by(
            place,
            free,
            by=ShareBy(form.cleaned_data["by"]),
            earlier=form.chosen_earlier,
            base=aim.base or TargetBase.SENT,
        )
        parts = handed_down(aim, [weighed.get(key_of(one), 0) for one in free])
    return {key_of(one): part for one, part in zip(free, parts, strict=True)}


def _standing(
    place: Standpoint, holders: "Sequence[Unit | Cluster]", aim: Measure
) -> "dict[str, Target]":
    """What was given to them already in the same matter."""
    subject = rules.key_of(places.subject_of(place.period, aim))
    found = queries.board(
        place.period,
        unit_ids=[one.pk for one in holders if key_of(one)[0] == "u"],
        cluster_ids=[one.pk for one in holders if key_of(one)[0] == "c"],
    )
    return {
        key_of(one.held_by): one
        for one in found
        if (one.kind, one.subject_key, one.origin) == (aim.kind, subject, TargetOrigin.ASSIGNED)
    }


def _kept(standing: "dict[str, Target]", aim: Measure, *, keeps: bool) -> set[str]:
    """What stays as it is; none of it may count something else than the rest will."""
    fixed = places.fixed_among(list(standing.values()), at=clock.now())
    kept = {key for key, one in standing.items() if keeps or one.pk in fixed}
    other = [standing[key] for key in kept if _counts(standing[key].aim) != _counts(aim)]
    if other:
        words = _(
            "Đang có chỉ tiêu tính theo số liệu khác (ví dụ số hợp lệ thay cho số đã gửi): %(names)s."
        )
        names = ", ".join(str(one.held_by) for one in other[:5])
        raise InvalidTarget(words % {"names": names}, field="keep")
    return kept


def _counts(aim: Measure) -> tuple[object, ...]:
    """On what it is counted."""
    return aim.base, aim.denominator, aim.practices, aim.of, aim.measure


def _page(
    request: WorkRequest,
    place: Standpoint,
    form: HandingForm,
    *,
    plan: Plan | None = None,
    status: int = 200,
) -> HttpResponse:
    first = max(paging.number(request.GET.get("tu")) or 0, 0)
    here = place.address("programmes:target_hand_down")
    sent = urlencode([(k, v) for k, v in request.GET.items() if k in form.fields])
    following = first + PAGE if plan and first + PAGE < len(plan.lines) else None
    context = {
        "form": form,
        "place": place,
        "plan": plan,
        "lines": plan.lines[first : first + PAGE] if plan else (),
        "breadcrumb": breadcrumb(place, here=_("Giao xuống cấp dưới")),
        "older": f"{here}&{sent}&tu={following}" if following else "",
        "newer": f"{here}&{sent}" if first else "",
        "save": here,
        "targets": place.address("programmes:targets"),
        "share": place.address("programmes:target_share"),
    }
    return render(request, "programmes/aims/hand_down.html", context, status=status)
