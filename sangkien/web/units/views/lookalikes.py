"""`/co-the-trung/`: people who may stand twice in the register, decided side by side."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives.queries import credited_counts
from sangkien.units import permissions, queries
from sangkien.units.actions import joining
from sangkien.units.enums import Verdict
from sangkien.web.shared.paging import number
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.moving_forms import VerdictForm

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.units.models import Lookalike, Membership


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where somebody belongs: the units that the reader looks after, and whether there are more."""

    memberships: "list[Membership]"
    has_others: bool

    @classmethod
    def seen_by(cls, actor: Actor, memberships: "list[Membership]") -> "Places":
        seen = [row for row in memberships if actor.can(Permission.PERSON_JOIN, at=row.unit.path)]
        return cls(memberships=seen, has_others=len(seen) < len(memberships))


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two accounts, as the officer compares them."""

    user: "User"
    places: Places
    credits: int


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    if not request.actor.can_somewhere(Permission.PERSON_JOIN):
        raise NotFound(_("Không tìm thấy trang này."))
    before = number(request.GET.get("truoc"))
    today = clock.today()
    found, following = queries.lookalikes_page(request.actor, before=before)
    ids = [pk for pair in found for pk in (pair.first_id, pair.second_id)]
    places = _places(request.actor, ids)
    here = reverse("units:lookalikes")
    context = {
        "rows": [
            (pair, [(user, places[user.pk]) for user in (pair.first, pair.second)])
            for pair in found
        ],
        "doubled": queries.in_two_units(request.actor, on=today) if before is None else [],
        "first_url": here if before is not None else "",
        "following_url": f"{here}?truoc={following}" if following else "",
    }
    return render(request, "units/lookalikes.html", context)


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: WorkRequest, pk: int) -> HttpResponse:
    """Side by side; the officer says whether they are one."""
    pair = queries.get_lookalike(pk, actor=request.actor)
    form = VerdictForm(request.POST or None, people=[pair.first, pair.second])
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _decided(request, pair, form))
        if tried.done is not None:
            messages.success(request, tried.done)
            return redirect("units:lookalikes")
        status = tried.status
    context = {
        "pair": pair,
        "sides": _sides(request.actor, pair),
        "form": form,
        "may_decide": not pair.verdict
        and permissions.can_join(request.actor, pair.first, pair.second, on=clock.today()),
    }
    return render(request, "units/lookalike.html", context, status=status)


def _decided(request: WorkRequest, pair: "Lookalike", form: VerdictForm) -> str:
    written, by, at = form.cleaned_data, request.actor, clock.now()
    if written["verdict"] == Verdict.TWO:
        joining.tell_apart(pair, reason=written["reason"], by=by, at=at)
        return _("Đã ghi: là hai người khác nhau.")
    kept = joining.join(pair, keep=written["keep"], reason=written["reason"], by=by, at=at)
    return _("Đã gộp vào tài khoản %(code)s của %(name)s.") % {
        "code": kept.member_code,
        "name": kept.full_name,
    }


def _places(actor: Actor, user_ids: list[int]) -> "dict[int, Places]":
    """Where people belong; units beyond the reader's reach are not named."""
    found = queries.standing_memberships(user_ids, on=clock.today())
    return {pk: Places.seen_by(actor, memberships) for pk, memberships in found.items()}


def _sides(actor: Actor, pair: "Lookalike") -> list[Side]:
    people = (pair.first, pair.second)
    places = _places(actor, [user.pk for user in people])
    counts = credited_counts({user.pk for user in people})
    return [
        Side(user=user, places=places[user.pk], credits=counts.get(user.pk, 0)) for user in people
    ]
