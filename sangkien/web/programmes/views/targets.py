"""`/chuong-trinh/<slug>/chi-tieu/`: give, revise and remove targets."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.agreements import permissions, places, queries, rules
from sangkien.agreements.actions import targets
from sangkien.agreements.enums import TargetKind, TargetOrigin
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.programmes import queries as programmes
from sangkien.units import queries as units
from sangkien.web.programmes import lines, wording
from sangkien.web.programmes.forms.targets import (
    FIELD_NAMES,
    RevisionForm,
    TargetForm,
    key_of,
)
from sangkien.web.programmes.views.standpoints import Standpoint, breadcrumb, standpoint
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.models import Target
    from sangkien.units.models import Cluster, Unit

CHILDREN = 50
LONGEST_TYPED = 200


@require_safe
def index(request: WorkRequest, slug: str) -> HttpResponse:
    place = standpoint(request, slug)
    typed = request.GET.get("q", "").strip()[:LONGEST_TYPED]
    after = request.GET.get("tu", "")[:30]
    children, following = units.children_page(
        place.unit, on=place.day, after=after, typed=typed, limit=CHILDREN
    )
    clusters = place.clusters()
    unit_ids = [place.unit.pk, *(child.pk for child in children)]
    cluster_ids = [cluster.pk for cluster in clusters]
    held = queries.board(place.period, unit_ids=unit_ids, cluster_ids=cluster_ids)
    own = [target for target in held if target.unit_id == place.unit.pk]
    tops = [cluster.pk for cluster in clusters if cluster.parent_id is None]
    whole = queries.whole(own)
    changes = queries.revisions(place.period, unit_ids=unit_ids, cluster_ids=cluster_ids)
    unit_lines = [_unit_line(place, child, held, request.actor) for child in children]
    cluster_lines = [_cluster_line(place, c, held, request.actor) for c in clusters]
    context = {
        "place": place,
        "tabs": place.tabs(),
        "own": _marked(own, request.actor),
        "units": lines.rows(place, _("Đơn vị"), unit_lines),
        "has_units": bool(children) or units.has_children(place.unit),
        "typed": typed,
        "clusters": lines.rows(place, _("Cụm, khối"), cluster_lines),
        "unit_sum": wording.allocation_line(
            rules.allocate(whole, queries.parts(place.period, parent=place.unit))
        ),
        "cluster_sum": wording.allocation_line(
            rules.allocate(whole, queries.parts(place.period, cluster_ids=tops))
        ),
        "entries": [wording.revision_entry(change) for change in changes],
        **_addresses(request, place, following, typed),
        "can_campaign": place.unit in programmes.campaigners_for(place.programme, request.actor),
        "breadcrumb": breadcrumb(place),
    }
    return render(request, "programmes/targets.html", context)


def _addresses(
    request: WorkRequest, place: Standpoint, following: str, typed: str
) -> dict[str, str]:
    """Where the forms are, and the other pages of the units ("" for those that are not there)."""
    here, kept = "programmes:targets", {"q": typed} if typed else {}
    return {
        "following_url": place.address(here, tu=following, **kept) if following else "",
        "first_url": place.address(here, **kept) if request.GET.get("tu") else "",
        "give": place.address("programmes:target_give"),
        "give_self": place.address("programmes:target_give", cho=key_of(place.unit)),
        "share": place.address("programmes:target_share"),
        "hand_down": place.address("programmes:target_hand_down"),
        "aims": f"{reverse('programmes:aims')}?{urlencode({'don-vi': place.unit.code})}",
        "grid_units": place.address("programmes:target_grid", loai="don-vi"),
        "grid_clusters": place.address("programmes:target_grid", loai="cum"),
        "all_url": place.address(here),
    }


def _marked(found: "Sequence[Target]", actor: Actor) -> "list[tuple[Target, bool]]":
    """Each target with whether the reader may change it."""
    return [(target, _may_change(target, actor)) for target in found]


def _may_change(target: "Target", actor: Actor) -> bool:
    holder = target.holder
    return holder is not None and permissions.can_set(actor, holder, TargetOrigin(target.origin))


def _unit_line(
    place: Standpoint, unit: "Unit", held: "Sequence[Target]", actor: Actor
) -> lines.Line:
    return lines.Line(
        name=unit.label,
        inside="" if unit.level.is_grassroots else _address_of(place, unit),
        is_block=False,
        give=place.address("programmes:target_give", cho=key_of(unit)),
        targets=_marked([target for target in held if target.unit_id == unit.pk], actor),
    )


def _address_of(place: Standpoint, unit: "Unit") -> str:
    return place.address("programmes:targets", **{"don-vi": unit.code})


def _cluster_line(
    place: Standpoint, cluster: "Cluster", held: "Sequence[Target]", actor: Actor
) -> lines.Line:
    return lines.Line(
        name=cluster.name,
        inside="",
        is_block=cluster.parent_id is not None,
        give=place.address("programmes:target_give", cho=key_of(cluster)),
        targets=_marked([target for target in held if target.cluster_id == cluster.pk], actor),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: WorkRequest, slug: str) -> HttpResponse:
    """ "Giao chỉ tiêu" to one unit, cluster or block."""
    place = standpoint(request, slug)
    if not place.may_set:
        raise NotFound(_("Không tìm thấy trang này."))
    options: dict[str, Any] = {
        "periods": place.periods,
        "groups": [
            (_("Đơn vị trực thuộc"), list(units.children(place.unit, on=place.day))),
            (_("Cụm, khối thi đua"), place.clusters()),
            (_("Chính đơn vị mình"), [place.unit]),
        ],
    }
    if request.method != "POST":
        chosen = request.GET.get("cho", "")
        initial = {"period": place.period.pk, "holder": chosen}
        if chosen == key_of(place.unit):
            initial["origin"] = TargetOrigin.SELF_SET
        return _give_page(request, place, TargetForm(initial=initial, **options))
    form = TargetForm(request.POST, **options)
    tried = attempt(
        form,
        lambda: targets.set_target(
            form.chosen_period,
            form.chosen_holder,
            measure=form.measure(TargetKind(form.cleaned_data["kind"])),
            origin=TargetOrigin(form.cleaned_data["origin"]),
            note=form.cleaned_data["note"],
            by=request.actor,
            at=clock.now(),
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _give_page(request, place, form, status=tried.status)
    messages.success(request, wording.given_words(tried.done))
    back = place.address("programmes:targets", **{"giai-doan": tried.done.period_id})
    return redirect(back)


def _give_page(
    request: WorkRequest, place: Standpoint, form: TargetForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "place": place,
        "breadcrumb": breadcrumb(place, here=_("Giao chỉ tiêu")),
    }
    return render(request, "programmes/target_give.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: WorkRequest, slug: str, pk: int) -> HttpResponse:
    """One target: its history, and the form to change it."""
    programme = programmes.get_programme(slug, actor=request.actor)
    target = queries.get_target(programme, pk, actor=request.actor)
    current = queries.current_of(target)
    if request.method != "POST":
        if current is not None and current.pk != target.pk:
            return redirect("programmes:target", slug=slug, pk=current.pk)
        form = RevisionForm(initial=_initial(target), kind=TargetKind(target.kind))
        return _target_page(request, target, form)
    if not _may_change(target, request.actor) or target.holder is None:
        raise NotFound(_("Không tìm thấy chỉ tiêu này."))
    holder, form = target.holder, RevisionForm(request.POST, kind=TargetKind(target.kind))
    tried = attempt(
        form,
        lambda: targets.set_target(
            target.own_period,
            holder,
            measure=form.measure(TargetKind(target.kind)),
            origin=TargetOrigin(target.origin),
            note=form.cleaned_data["note"],
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=clock.now(),
            seen=target.pk,
        ),
        names=FIELD_NAMES,
    )
    if tried.done is None:
        return _target_page(request, target, form, status=tried.status)
    messages.success(request, wording.given_words(tried.done))
    return redirect(_board(target, request.actor))


def _initial(target: "Target") -> dict[str, Any]:
    return {
        "value": target.value,
        "base": target.base,
        "denominator": target.denominator,
        "note": target.note,
    }


def _board(target: "Target", actor: Actor) -> str:
    """Back to the table in which the target stands: that of the unit above, when it may be seen."""
    unit = target.unit or (target.cluster.organiser if target.cluster else None)
    if unit is None:  # pragma: no cover - the database refuses such a target
        return reverse("programmes:managed")
    above = target.unit.parent if target.unit else None
    if above is not None and actor.can(Permission.PROGRESS_VIEW, at=above.path):
        unit = above
    where = urlencode({"don-vi": unit.code, "giai-doan": target.period_id})
    return f"{reverse('programmes:targets', args=[target.own_period.programme.slug])}?{where}"


def _target_page(
    request: WorkRequest, target: "Target", form: RevisionForm, *, status: int = 200
) -> HttpResponse:
    of_holder: dict[str, Any] = (
        {"unit_ids": [target.unit_id]} if target.unit_id else {"cluster_ids": [target.cluster_id]}
    )
    changes = queries.revisions(target.own_period, **of_holder)
    context = {
        "form": form,
        "target": target,
        "current": queries.current_of(target),
        "may_change": _may_change(target, request.actor)
        and target.replaced_at is None
        and not (target.is_assigned and _is_fixed(target)),
        "programme": target.own_period.programme,
        "back": _board(target, request.actor),
        "entries": [wording.revision_entry(change) for change in changes],
    }
    return render(request, "programmes/target.html", context, status=status)


def _is_fixed(target: "Target") -> bool:
    """Whether it takes more than a button to change or end it: its own page says what."""
    return queries.pact_of(target) is not None or places.is_in_force(target, at=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: WorkRequest, slug: str, pk: int) -> HttpResponse:
    """ "Bỏ chỉ tiêu", after asking once more."""
    programme = programmes.get_programme(slug, actor=request.actor)
    target = queries.get_target(programme, pk, actor=request.actor)
    if not _may_change(target, request.actor):
        raise NotFound(_("Không tìm thấy chỉ tiêu này."))
    if target.replaced_at is None and _is_fixed(target):
        return redirect("programmes:aim", pk=pk)
    if request.method == "POST":
        targets.remove_target(target, by=request.actor, at=clock.now())
        messages.success(request, _("Đã bỏ chỉ tiêu. Lịch sử vẫn được giữ."))
        return redirect(_board(target, request.actor))
    if target.replaced_at is not None:
        return redirect("programmes:target", slug=slug, pk=pk)
    context = {"target": target, "programme": programme, "back": _board(target, request.actor)}
    return render(request, "programmes/target_remove.html", context)
