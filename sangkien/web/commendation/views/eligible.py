""" "Ai đủ điều kiện?": who qualifies for an award, why and why not; dossiers for those who are ticked."""

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.commendation import permissions
from sangkien.commendation.actions import dossiers
from sangkien.commendation.enums import Origin
from sangkien.commendation.queries import asking
from sangkien.commendation.queries.dossiers import begun_in
from sangkien.commendation.queries.eligible import Line, Screen, eligible
from sangkien.commendation.rules.eligibility import Verdict
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.core.language import in_vietnamese
from sangkien.web.commendation import eligible_tables as tables
from sangkien.web.commendation.eligible_forms import AskForm, NominateForm
from sangkien.web.commendation.views.awards import ensure_officer
from sangkien.web.shared.downloads import CSV, named, workbook_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import Dossier
    from sangkien.commendation.queries.asking import Choices

PARTS = {
    "du": Verdict.QUALIFIES,
    "xac-nhan": Verdict.TO_STATE,
    "gan": Verdict.NEARLY,
    "chua": Verdict.NOT,
}
ROWS_A_PAGE = 50
LONGEST_SUMMARY = 500


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A form that could be read: the scene, and the round if one was chosen."""

    choices: "Choices"
    screen: Screen
    may_nominate: bool


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    ensure_officer(request)
    choices = asking.choices_for(request.actor, today=clock.today())
    is_asked = "ky" in request.GET
    form = AskForm(request.GET if is_asked else None, **choices.lists)
    form.initial = {"hinh_thuc": request.GET.get("hinh_thuc", "")}
    context: dict[str, object] = {"form": form}
    if is_asked and form.is_valid():
        asked = _asked(request, choices, form.cleaned_data)
        context |= _shown(request, asked)
    status = 422 if is_asked and not form.is_valid() else 200
    return render(request, "commendation/eligible.html", context, status=status)


def _asked(
    request: WorkRequest,
    choices: "Choices",
    values: dict[str, str],
    stated: list[str] | None = None,
) -> Asked:
    scene, round_ = choices.scene(values["hinh_thuc"], values["ky"], values["don_vi"])
    screen = eligible(scene, round_=round_, stated=stated or (), at=clock.now())
    may = (
        round_ is not None and round_.is_open and permissions.can_propose(request.actor, scene.unit)
    )
    return Asked(choices=replace(choices, round=round_), screen=screen, may_nominate=may)


def _kept(request: WorkRequest) -> str:
    return urlencode({name: request.GET.get(name, "") for name in ("hinh_thuc", "ky", "don_vi")})


def _shown(request: WorkRequest, asked: Asked) -> dict[str, object]:
    screen, kept = asked.screen, _kept(request)
    part = request.GET.get("muc", "")
    if part not in PARTS:  # the first that says something
        part = next((key for key in PARTS if screen.of(PARTS[key])), next(iter(PARTS)))
    here = f"{reverse('commendation:eligible')}?{kept}"
    found = screen.of(PARTS[part])
    pages = max(-(-len(found) // ROWS_A_PAGE), 1)
    page = min(max(number(request.GET.get("trang")) or 1, 1), pages)
    shown = found[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    return {
        "screen": screen,
        "round": asked.choices.round,
        "tabs": [
            Link(
                label=str(tables.VERDICTS[verdict]),
                url=f"{here}&muc={key}",
                current=key == part,
                count=len(screen.of(verdict)),
            )
            for key, verdict in PARTS.items()
        ],
        "rows": tables.rows(
            shown,
            ticks=asked.may_nominate,
            quota=PARTS[part] == Verdict.QUALIFIES and bool(screen.limits),
            begun=begun_in(asked.choices.round, screen.scene.award, actor=request.actor),
        )
        if shown
        else None,
        "newer": f"{here}&muc={part}&trang={page - 1}" if page > 1 else "",
        "older": f"{here}&muc={part}&trang={page + 1}" if page < pages else "",
        "xlsx_url": f"{reverse('commendation:eligible_xlsx')}?{kept}",
        "csv_url": f"{reverse('commendation:eligible_csv')}?{kept}",
        "may_nominate": asked.may_nominate and bool(shown),
        "nominating": _nominating(asked, shown),
        "part": part,
        "asks_reason": any(line.answer.against for line in shown),
        "edge": [line for line in screen.lines if line.place == "edge"],
    }


def _nominating(asked: Asked, shown: list[Line]) -> NominateForm:
    form = NominateForm(None, **asked.choices.lists)
    form.initial = {"request_key": uuid.uuid4()}
    form.accept([], statements(shown))
    return form


def statements(lines: list[Line]) -> list[str]:
    """What is not known about any of these: whoever nominates may confirm it."""
    found = (one.condition.words for line in lines for one in line.answer.unknown)
    return list(dict.fromkeys(found))


@require_safe
def xlsx(request: WorkRequest) -> HttpResponseBase:
    return workbook_response(tables.workbook(_whole(request)), "ai-du-dieu-kien.xlsx")


@require_safe
def plain(request: WorkRequest) -> HttpResponseBase:
    lines = HttpResponse(tables.lines(_whole(request)), content_type=CSV)
    return named(lines, "ai-du-dieu-kien.csv")


def _whole(request: WorkRequest) -> Screen:
    ensure_officer(request)
    choices = asking.choices_for(request.actor, today=clock.today())
    form = AskForm(request.GET, **choices.lists)
    if not form.is_valid():
        raise NotFound(_("Hãy chọn hình thức, đợt xét và phạm vi trước."))
    return _asked(request, choices, form.cleaned_data).screen


@require_POST
def nominate(request: WorkRequest) -> HttpResponse:
    """ "Lập hồ sơ" of those who were ticked; each once, however often the form is sent."""
    ensure_officer(request)
    choices = asking.choices_for(request.actor, today=clock.today())
    form = NominateForm(request.POST, **choices.lists)
    asked_for = AskForm(request.POST, **choices.lists)
    if not asked_for.is_valid():
        raise NotFound(_("Không tìm thấy đợt xét này."))
    before = _asked(request, choices, asked_for.cleaned_data)
    if not before.may_nominate:
        raise NotAllowed(_("Đợt xét này không chờ đơn vị của bạn đề nghị."))
    words = statements(list(before.screen.lines))
    form.accept([line.candidate.key for line in before.screen.lines], words)
    part = {"muc": request.POST.get("muc", "")}
    back = f"{reverse('commendation:eligible')}?{urlencode(asked_for.cleaned_data | part)}"
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return redirect(back)
    with in_vietnamese():  # what is kept
        after = _asked(request, choices, asked_for.cleaned_data, form.stated)
    chosen = [one for one in after.screen.lines if one.candidate.key in form.cleaned_data["chon"]]
    told: dict[str, Any] = {"key": form.key, "reason": form.cleaned_data["ly_do"]}
    made = [one for line in chosen if (one := _nominated(request, after, line, **told))]
    if not made:
        return redirect(back)
    if len(made) == 1:
        said = _("Đã lập hồ sơ của %(name)s. Hãy viết báo cáo và nộp thành phần hồ sơ.")
        messages.success(request, said % {"name": made[0].holder_name})
        return redirect("commendation:dossier_write", made[0].pk)
    said = _("Đã lập %(n)d hồ sơ đề nghị. Mở từng hồ sơ để viết báo cáo và nộp thành phần.")
    messages.success(request, said % {"n": len(made)})
    return redirect("commendation:dossiers")


def _nominated(
    request: WorkRequest, asked: Asked, line: Line, *, key: uuid.UUID, reason: str
) -> "Dossier | None":
    """A refusal is said with the name that it is about; the others go on."""
    one, round_ = line.candidate, asked.choices.round
    if round_ is None:
        return None
    try:
        return dossiers.nominate(
            round_,
            asked.screen.scene.award,
            unit=one.unit,
            user=one.user,
            proposer=asked.screen.scene.unit,
            origin=Origin.RULE,
            summary=summary(line),
            findings=[found.plain() for found in line.answer.findings],
            against=reason,
            request_key=uuid.uuid5(key, one.key),
            by=request.actor,
            at=clock.now(),
        )
    except DomainError as error:
        messages.error(request, f"{one.name}: {error}")
        return None


def summary(line: Line) -> str:
    """What speaks for it, as the conditions say it."""
    good = [one.words for one in line.answer.findings if one.holds]
    words = "; ".join(good) or "; ".join(one.condition.words for one in line.answer.findings)
    return words[:LONGEST_SUMMARY]
