"""A unit says that it uses an initiative, too; its officer confirms what a member said."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.adoption import permissions, queries
from sangkien.adoption.actions import adopting
from sangkien.adoption.errors import InvalidEntry
from sangkien.adoption.rules import is_another
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units.queries import member_of
from sangkien.web.library import showing
from sangkien.web.library.forms import AdoptForm, ReasonForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.adoption.models import Adoption
    from sangkien.initiatives.models import Initiative
    from sangkien.units.models import Unit

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def adopt(request: WorkRequest, code: str) -> HttpResponse:
    """ "Đơn vị tôi cũng áp dụng"."""
    initiative = queries.get_public_initiative(code)
    units = queries.adoptable_units(request.actor, on=clock.today())
    if not units:
        raise NotFound(_("Bạn chưa thuộc đơn vị nào nên chưa ghi áp dụng được."))
    others = [unit for unit in units if is_another(unit.path, initiative.unit.path)]
    if not others and request.method != "POST":
        return render(request, "library/adopt_own.html", {"initiative": initiative})
    units = others or units  # whoever sends it all the same is told why not
    officer = request.actor.can_somewhere(Permission.INITIATIVE_REVIEW)
    form = AdoptForm(request.POST or None, units=units, officer=officer)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _adopted(request, initiative, form, units))
        if tried.done is not None:
            messages.success(request, _said(tried.done))
            return redirect("library:life", initiative.code)
        status = tried.status
    context = {"initiative": initiative, "form": form, "officer": officer}
    return render(request, "library/adopt.html", context, status=status)


def _adopted(
    request: WorkRequest, initiative: "Initiative", form: AdoptForm, units: "list[Unit]"
) -> "Adoption":
    values = dict(form.cleaned_data)
    chosen = values.pop("unit")
    unit = next(unit for unit in units if unit.code == chosen)
    brought_by = _person(unit, values.pop("brought_by", ""))
    told = adopting.Told(**values)
    return adopting.adopt(
        initiative, unit, told=told, brought_by=brought_by, by=request.actor, at=clock.now()
    )


def _person(unit: "Unit", login: str) -> "User | None":
    if not login:
        return None
    found = member_of(unit, login, on=clock.today())
    if found is None:
        raise InvalidEntry(
            _("Không có đoàn viên nào của đơn vị mang mã hoặc số này."), field="brought_by"
        )
    return found


def _said(adoption: "Adoption") -> str:
    if adoption.is_standing:
        return _("Đã ghi nhận %(unit)s áp dụng sáng kiến này. Tác giả thấy ngay.") % {
            "unit": adoption.unit.label
        }
    return _("Đã ghi. Cán bộ của %(unit)s xác nhận thì được tính.") % {"unit": adoption.unit.label}


@require_safe
def awaiting(request: WorkRequest) -> HttpResponse:
    """What members recorded for the reader's units."""
    if not request.actor.can_somewhere(Permission.INITIATIVE_REVIEW):
        raise NotFound(_("Không tìm thấy trang này."))
    context = {"rows": queries.awaiting(request.actor)}
    return render(request, "library/awaiting.html", context)


@require_http_methods(FORM)
def adoption(request: WorkRequest, pk: int) -> HttpResponse:
    """One adoption: confirmed, declined or withdrawn; the button says which."""
    found = queries.get_adoption(pk, actor=request.actor)
    intent = request.POST.get("intent", "")
    form = ReasonForm(request.POST if intent in ("decline", "withdraw") else None)
    if request.method != "POST":
        return _page(request, found, form)
    acts = _acts(request, found, form)
    if intent not in acts:
        raise NotFound(_("Không có việc này."))
    if intent == "confirm":
        acts[intent]()
    else:
        tried = attempt(form, acts[intent])
        if tried.done is None:
            return _page(request, found, form, status=tried.status)
    messages.success(request, _SAID[intent]())
    return redirect("library:adoption", pk)


_SAID: dict[str, Callable[[], str]] = {
    "confirm": lambda: _("Đã xác nhận. Lượt áp dụng được tính và tác giả thấy ngay."),
    "decline": lambda: _("Đã ghi không xác nhận; người ghi đọc được lý do."),
    "withdraw": lambda: _("Đã rút. Lượt áp dụng không còn được tính."),
}


def _acts(
    request: WorkRequest, found: "Adoption", form: ReasonForm
) -> dict[str, Callable[[], "Adoption"]]:
    by, at = request.actor, clock.now()
    return {
        "confirm": lambda: adopting.confirm(found, by=by, at=at),
        "decline": lambda: adopting.decline(
            found, reason=form.cleaned_data["reason"], by=by, at=at
        ),
        "withdraw": lambda: adopting.withdraw(
            found, reason=form.cleaned_data["reason"], by=by, at=at
        ),
    }


def _page(
    request: WorkRequest, found: "Adoption", form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    actor = request.actor
    context: dict[str, Any] = {
        "adoption": found,
        "initiative": found.initiative,
        "may_decide": permissions.can_decide(actor, found),
        "may_withdraw": permissions.can_withdraw(actor, found),
        "worth": _worth(actor, found),
        "form": form,
        "is_refused": bool(form.errors),
        "now": clock.now(),
    }
    return render(request, "library/adoption.html", context, status=status)


def _worth(actor: Actor, found: "Adoption") -> showing.WorthShown | None:
    initiative = found.initiative
    if not permissions.can_see_worth(actor, initiative, found):
        return None
    may_verify = found.is_standing and permissions.can_verify(actor, initiative, found)
    may_count = found.is_standing and permissions.can_count(actor, initiative, found)
    return showing.worth_shown(
        queries.worth_of(initiative, found),
        verify_url=reverse("library:verify_adoption", args=[found.pk]) if may_verify else "",
        count_url=reverse("library:count_adoption", args=[found.pk]) if may_count else "",
    )
