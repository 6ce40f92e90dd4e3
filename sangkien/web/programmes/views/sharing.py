"""`/chuong-trinh/<slug>/chi-tieu/phan-bo/`: share a unit's number out among those below it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.agreements import places, queries
from sangkien.agreements.actions import targets
from sangkien.agreements.actions.targets import Wanted
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.sharing import shares
from sangkien.core import clock
from sangkien.core.errors import ChangedMeanwhile, NotFound
from sangkien.progress.enums import ShareBy
from sangkien.progress.queries.seen import members_of
from sangkien.progress.queries.weights import earlier_periods, weights
from sangkien.units import queries as units
from sangkien.web.programmes.forms.sharing import CLUSTERS, SharingForm
from sangkien.web.programmes.forms.targets import key_of
from sangkien.web.programmes.views.standpoints import Standpoint, breadcrumb, standpoint
from sangkien.web.shared import paging
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.models import Target
    from sangkien.programmes.models import Period
    from sangkien.units.models import Cluster, Unit

MOST, PAGE = 1_000, 100


@dataclass(frozen=True, kw_only=True)
class Line:
    """One holder: what it weighs, what it has, what it would get (None: it keeps what it has)."""

    holder: "Unit | Cluster"
    weight: int | None
    standing: "Target | None"
    part: int | None
    is_fixed: bool

    @property
    def is_changed(self) -> bool:
        return self.part is not None and self.standing is not None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole table; `digest` changes with any of its numbers."""

    lines: tuple[Line, ...]
    total: int
    kept: int

    @property
    def shared(self) -> int:
        return sum(line.part or 0 for line in self.lines)

    @property
    def left(self) -> int:
        return self.total - self.kept - self.shared

    @property
    def overwritten(self) -> int:
        return sum(line.is_changed for line in self.lines)

    @property
    def digest(self) -> str:
        said = [
            (key_of(line.holder), line.part, line.standing.pk if line.standing else 0)
            for line in self.lines
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    def wanted(self) -> list[Wanted]:
        return [
            Wanted(
                key=key_of(line.holder),
                holder=line.holder,
                value=Decimal(line.part),
                seen=line.standing.pk if line.standing else 0,
            )
            for line in self.lines
            if line.part
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: WorkRequest, slug: str) -> HttpResponse:
    """The preview is an address, so that it can be paged; saving takes what was previewed."""
    place = standpoint(request, slug)
    if not place.may_set:
        raise NotFound(_("Không tìm thấy trang này."))
    children = list(units.children(place.unit, on=place.day)[:MOST])
    earlier = earlier_periods([unit.pk for unit in children], place.period)
    said = request.POST if request.method == "POST" else request.GET
    if "total" not in said:
        return _page(request, place, SharingForm(initial=_initial(place), earlier=earlier))
    form = SharingForm(said, earlier=earlier)
    if request.method != "POST":
        tried = attempt(form, lambda: _plan(place, form, children))
        return _page(request, place, form, plan=tried.done, status=200 if tried.done else 422)
    saved = attempt(form, lambda: _save(request, place, form, children))
    if saved.done is None:
        return _page(request, place, form, status=saved.status)
    messages.success(request, _("Đã phân bổ cho %(count)d đơn vị, cụm.") % {"count": saved.done})
    return redirect(place.address("programmes:targets"))


def _initial(place: Standpoint) -> dict[str, Any]:
    whole = queries.whole(queries.for_unit(place.period, place.unit))
    return {"total": int(whole.value), "base": whole.base} if whole else {}


def _save(
    request: WorkRequest, place: Standpoint, form: SharingForm, children: "Sequence[Unit]"
) -> int:
    plan = _plan(place, form, children)
    if request.POST.get("plan") != plan.digest:
        raise ChangedMeanwhile(_("Số liệu vừa thay đổi: hãy xem trước lại rồi lưu."))
    given = targets.set_many(
        place.period,
        plan.wanted(),
        base=TargetBase(form.cleaned_data["base"]),
        note=form.cleaned_data["note"],
        by=request.actor,
        at=clock.now(),
    )
    return len(given)


def _plan(place: Standpoint, form: SharingForm, children: "Sequence[Unit]") -> Plan:
    said = form.cleaned_data
    holders: Sequence[Unit | Cluster] = children
    if said["among"] == CLUSTERS:
        holders = [one for one in place.clusters() if one.parent_id is None]
    if not holders:
        raise InvalidTarget(_("Chưa có đơn vị hoặc cụm, khối nào để phân bổ."), field="among")
    standing = _standing(place, holders)
    fixed = {pk for pk in standing if said["keep"]} | _fixed(standing)
    kept = sum(int(standing[key].value) for key in fixed)
    if kept > said["total"]:
        raise InvalidTarget(
            _("Những số giữ nguyên cộng lại đã là %(kept)s, nhiều hơn số cần phân bổ.")
            % {"kept": kept},
            field="total",
        )
    weighed = weighed_by(
        place,
        holders,
        by=ShareBy(said["by"]),
        earlier=form.chosen_earlier,
        base=TargetBase(said["base"]),
    )
    free = [holder for holder in holders if key_of(holder) not in fixed]
    parts = _parts(said["total"] - kept, free, weighed)
    _ensure_whole(standing, fixed, parts, base=said["base"])
    return Plan(
        lines=tuple(
            Line(
                holder=holder,
                weight=weighed.get(key_of(holder)),
                standing=standing.get(key_of(holder)),
                part=parts.get(key_of(holder)),
                is_fixed=key_of(holder) in fixed,
            )
            for holder in holders
        ),
        total=said["total"],
        kept=kept,
    )


def _ensure_whole(
    standing: "dict[str, Target]", fixed: set[str], parts: dict[str, int], *, base: str
) -> None:
    """What is saved adds up to what was previewed: no number left standing beside a share of 0, and
    none on another base among those that are taken off the whole.
    """
    names = [str(t.held_by) for key, t in standing.items() if key in parts and not parts[key]]
    if names:
        words = _(
            "Được chia 0 nhưng đang có chỉ tiêu: %(names)s. Hãy bỏ chỉ tiêu đó hoặc giữ nguyên."
        )
        raise InvalidTarget(words % {"names": ", ".join(names[:5])}, field="keep")
    names = [
        str(t.held_by)
        for key, t in standing.items()
        if t.base != base and (key in fixed or parts.get(key) == t.value)
    ]
    if names:
        words = _(
            "Đang có chỉ tiêu tính theo số liệu khác (ví dụ số hợp lệ thay cho số đã gửi): %(names)s."
        )
        raise InvalidTarget(words % {"names": ", ".join(names[:5])}, field="base")


def _parts(total: int, free: "Sequence[Unit | Cluster]", weighed: dict[str, int]) -> dict[str, int]:
    if not free:
        return {}
    parts = shares(total, [weighed.get(key_of(holder), 0) for holder in free])
    return {key_of(holder): part for holder, part in zip(free, parts, strict=True)}


def _standing(place: Standpoint, holders: "Sequence[Unit | Cluster]") -> "dict[str, Target]":
    """The assigned numbers that stand already."""
    keys = {key_of(holder) for holder in holders}
    found = queries.board(
        place.period,
        unit_ids=[int(key[1:]) for key in keys if key[0] == "u"],
        cluster_ids=[int(key[1:]) for key in keys if key[0] == "c"],
    )
    return {
        key_of(target.held_by): target
        for target in found
        if target.kind == TargetKind.COUNT and target.origin == TargetOrigin.ASSIGNED
    }


def _fixed(standing: "dict[str, Target]") -> set[str]:
    """What takes a second person to change, or an annex: it keeps its number."""
    held = places.fixed_among(list(standing.values()), at=clock.now())
    return {key for key, target in standing.items() if target.pk in held}


def weighed_by(
    place: Standpoint,
    holders: "Sequence[Unit | Cluster]",
    *,
    by: ShareBy,
    earlier: "Period | None",
    base: TargetBase,
) -> dict[str, int]:
    """What each weighs; a cluster as much as its members together."""
    of_clusters = members_of({h.pk for h in holders if key_of(h)[0] == "c"})
    own = {key_of(h): of_clusters[h.pk] if key_of(h)[0] == "c" else [h.pk] for h in holders}
    known = weights(
        {pk for found in own.values() for pk in found},
        by=by,
        period=place.period,
        earlier=earlier,
        base=base,
        at=clock.now(),
    )
    sums = {key: [known[pk] for pk in found if pk in known] for key, found in own.items()}
    if by == ShareBy.EQUALLY:
        return dict.fromkeys(sums, 1)
    return {key: sum(found) for key, found in sums.items() if found}


def _page(
    request: WorkRequest,
    place: Standpoint,
    form: SharingForm,
    *,
    plan: Plan | None = None,
    status: int = 200,
) -> HttpResponse:
    first = max(paging.number(request.GET.get("tu")) or 0, 0)
    shown = plan.lines[first : first + PAGE] if plan else ()
    here = place.address("programmes:target_share")
    sent = urlencode([(k, v) for k, v in request.GET.items() if k in form.fields])
    following = first + PAGE if plan and first + PAGE < len(plan.lines) else None
    context = {
        "form": form,
        "place": place,
        "plan": plan,
        "lines": shown,
        "breadcrumb": breadcrumb(place, here=_("Phân bổ chỉ tiêu")),
        "older": f"{here}&{sent}&tu={following}" if following else "",
        "newer": f"{here}&{sent}" if first else "",
        "save": here,
        "excel": reverse("units:imports", args=[place.unit.code]),
    }
    return render(request, "programmes/aims/share.html", context, status=status)
