"""The catalogue: lists, one award, putting it in force, ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.commendation import permissions
from sangkien.commendation.actions import catalogue as actions
from sangkien.commendation.enums import AwardState
from sangkien.commendation.queries import catalogue, salaries
from sangkien.commendation.rules import money
from sangkien.commendation.rules.terms import Terms
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.web.commendation import award_drawing as drawing
from sangkien.web.commendation.award_forms import EndForm, EnforceForm, FilterForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

PARTS = {
    "ap-dung": (gettext_lazy("Đang áp dụng"), (AwardState.IN_FORCE,)),
    "dang-soan": (gettext_lazy("Đang soạn"), (AwardState.DRAFT,)),
    "truoc": (gettext_lazy("Bản trước"), (AwardState.REPLACED,)),
}
FIRST = "ap-dung"
FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """Awards of the reader's units and of those above, and the shipped ones."""
    ensure_officer(request)
    asked = request.GET.get("muc", "")
    part = asked if asked in PARTS else FIRST
    form = FilterForm(request.GET, levels=catalogue.levels())
    chosen = form.chosen
    wanted = catalogue.Wanted(
        states=PARTS[part][1], form=chosen["loai"], holder=chosen["nguoi"], level=chosen["cap"]
    )
    before = number(request.GET.get("sau"))
    page = catalogue.awards_page(request.actor, wanted, before=before)
    kept = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "tabs": [
            Link(label=str(label), url=_address(key, kept), current=key == part)
            for key, (label, _states) in PARTS.items()
        ],
        "part": part,
        "form": form,
        "rows": page.rows,
        "is_narrowed": bool(kept),
        "first_url": _address(part, kept) if before is not None else "",
        "following_url": f"{_address(part, kept)}&sau={page.following}" if page.following else "",
        "units": catalogue.managing_units(request.actor),
        "shipped": [
            one
            for one in catalogue.shipped().values()
            if chosen["loai"] in ("", one.form) and chosen["nguoi"] in ("", one.holder_kind)
        ],
    }
    return render(request, "commendation/awards.html", context)


def ensure_officer(request: WorkRequest) -> None:
    if not request.actor.can_somewhere(Permission.AWARD_VIEW):
        raise NotFound(_("Không tìm thấy trang này."))


def _address(part: str, kept: str) -> str:
    return f"{reverse('commendation:awards')}?muc={part}" + (f"&{kept}" if kept else "")


@require_safe
def shipped(request: WorkRequest, code: str) -> HttpResponse:
    ensure_officer(request)
    one = catalogue.get_shipped(code)
    names = {key: other.name for key, other in catalogue.shipped().items()}
    context = {
        "one": one,
        "sources": one.sources,
        "units": catalogue.managing_units(request.actor),
        **drawn(one.terms, names, is_verified=False),
    }
    return render(request, "commendation/shipped.html", context)


def drawn(terms: Terms, names: dict[str, str], *, is_verified: bool) -> dict[str, object]:
    """What the parts of a page about an award are fed with; one query for the amount of today."""
    salary = salaries.salary_on(clock.today())
    vnd, words = money.amount_of(
        terms.money,
        salary.vnd if salary else None,
        since_on=salary.since_on if salary else None,
        is_verified=salary.is_verified if salary else True,
    )
    return {
        "terms": terms,
        "routes": drawing.routes(terms, names),
        "quota": drawing.quota(terms.quota, names),
        "vote": drawing.vote(terms.vote),
        "money": drawing.money(terms.money, is_verified=is_verified),
        "amount": vnd,
        "amount_words": words if vnd != terms.money.amount_vnd else "",
    }


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    row = catalogue.get_award(pk, actor=request.actor)
    may_write = permissions.can_write_award(request.actor, row)
    context = {
        "row": row,
        "versions": catalogue.versions_of(row, actor=request.actor),
        "may_write": may_write,
        "may_enforce": permissions.can_enforce_award(request.actor, row),
        "may_renew": permissions.can_renew_award(request.actor, row),
        "may_end": permissions.can_end_award(request.actor, row),
        **drawn(row.read, catalogue.names_at(row.unit), is_verified=row.is_verified),
    }
    return render(request, "commendation/award.html", context)


@require_http_methods(FORM)
def enforce(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Cho áp dụng" by somebody who wrote nothing of it."""
    row = catalogue.get_award(pk, actor=request.actor)
    if not permissions.can_enforce_award(request.actor, row):
        raise NotFound(_("Hình thức này không chờ bạn cho áp dụng."))
    initial = {"seen": row.version, "since_on": clock.today()}
    form = EnforceForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: actions.enforce(
                row,
                since_on=form.cleaned_data["since_on"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã cho áp dụng. Cán bộ các đơn vị bên dưới đọc được."))
            return redirect("commendation:award", pk)
        status = tried.status
    return render(
        request, "commendation/award_enforce.html", {"row": row, "form": form}, status=status
    )


@require_http_methods(FORM)
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thôi áp dụng" after a day."""
    row = catalogue.get_award(pk, actor=request.actor)
    if not permissions.can_end_award(request.actor, row):
        raise NotFound(_("Hình thức này không còn áp dụng."))
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: actions.end(
                row,
                until_on=form.cleaned_data["until_on"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi ngày cuối cùng áp dụng."))
            return redirect("commendation:award", pk)
        status = tried.status
    return render(request, "commendation/award_end.html", {"row": row, "form": form}, status=status)


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bỏ bản nháp"."""
    row = catalogue.get_award(pk, actor=request.actor)
    if not permissions.can_write_award(request.actor, row):
        raise NotFound(_("Hình thức này không phải bản nháp của bạn."))
    actions.drop(row, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("commendation:awards")
