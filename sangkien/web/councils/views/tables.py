"""Score tables of a council."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.councils.actions import score_tables
from sangkien.councils.queries import showing
from sangkien.councils.rules import tables as rules
from sangkien.councils.rules.tables import points_words
from sangkien.web.councils.forms.tables import ADD, TableForm
from sangkien.web.councils.frame import around_council, council_for
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import Council, ScoreTable


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bảng điểm": those of the council, and the shipped ones to load with one click."""
    council = council_for(request, pk)
    form = Form(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _loaded(request, council))
        if tried.done is not None:
            messages.success(request, _("Đã đưa bảng điểm vào hội đồng."))
            return redirect("councils:table", council.pk, tried.done.pk)
        status = tried.status
    own = showing.tables_of(council)
    known = {one.digest for one in own}
    context = {
        **around_council(request, council, step=_("Bảng điểm")),
        "form": form,
        "own": own,
        "shipped": [
            (key, table, points_words(table.most))
            for key, table in score_tables.shipped().items()
            if rules.digest(rules.dump(table)) not in known
        ],
    }
    return render(request, "councils/tables.html", context, status=status)


def _loaded(request: WorkRequest, council: "Council") -> "ScoreTable":
    return score_tables.load(
        council,
        request.POST.get("key", ""),
        request_key=uuid.uuid4(),
        by=request.actor,
        at=clock.now(),
    )


@require_safe
def table(request: WorkRequest, pk: int, table_pk: int) -> HttpResponse:
    """One version, for everybody in the council."""
    council = showing.get_council(pk, actor=request.actor)
    found = showing.get_table(council, table_pk)
    context = {
        **around_council(request, council, step=_("Bảng điểm")),
        "table": found,
        "newer": getattr(found, "replaced_by", None),
        **shown(found),
    }
    return render(request, "councils/table.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Soạn bảng mới", from nothing."""
    council = council_for(request, pk)
    return _edit(request, council, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkRequest, pk: int, table_pk: int) -> HttpResponse:
    """ "Sửa thành bản mới": what sessions used stays as it was."""
    council = council_for(request, pk)
    return _edit(request, council, showing.get_table(council, table_pk))


def _edit(request: WorkRequest, council: "Council", found: "ScoreTable | None") -> HttpResponse:
    """The whole table on one page, saved as one version; the buttons that add a row save nothing."""
    form, status = _form(request, found), 200
    if request.method == "POST" and ADD not in request.POST:
        tried = attempt(form, lambda: _written(request, council, found, form))
        if tried.done is not None:
            messages.success(request, _("Đã lưu bản %(n)d.") % {"n": tried.done.version})
            return redirect("councils:table", council.pk, tried.done.pk)
        status = tried.status
    heading = _("Sửa bảng điểm") if found else _("Soạn bảng điểm")
    context = {
        **around_council(request, council, step=heading),
        "heading": heading,
        "table": found,
        "form": form,
    }
    return render(request, "councils/table_edit.html", context, status=status)


def _form(request: WorkRequest, found: "ScoreTable | None") -> TableForm:
    if request.method == "POST":
        return (TableForm.grown if ADD in request.POST else TableForm.sent)(request.POST)
    table = rules.read(found.content) if found else rules.Table(name="", source="", criteria=())
    return TableForm.showing(table, request_key=uuid.uuid4())


def _written(
    request: WorkRequest, council: "Council", found: "ScoreTable | None", form: TableForm
) -> "ScoreTable":
    return score_tables.write(
        council,
        form.content(),
        replaces=found,
        request_key=form.cleaned_data["request_key"],
        by=request.actor,
        at=clock.now(),
    )


def shown(found: "ScoreTable") -> dict[str, Any]:
    """A table in words."""
    read = rules.read(found.content)
    return {
        "groups": read.groups,
        "total": points_words(read.most),
        "passing": "" if read.passing is None else points_words(read.passing),
        "criteria": [
            {
                "code": one.code,
                "group": _group(read, one.group),
                "name": one.name,
                "most": points_words(one.most),
                "passing": "" if one.passing is None else points_words(one.passing),
                "knockout": one.is_knockout,
                "tiers": [
                    (tier.name, points_words(tier.low), points_words(tier.high))
                    for tier in one.tiers
                ],
            }
            for one in read.criteria
        ],
        "grades": [
            (
                grade.name,
                points_words(grade.low),
                [
                    (_name(read, code), points_words(least))
                    for code, least in grade.minimums.items()
                ],
            )
            for grade in read.grades
        ],
    }


def _group(read: rules.Table, code: str) -> str:
    """A name that says no more than the code of the group is left out."""
    name = read.groups.get(code, "")
    return "" if name == _("Nhóm %(code)s") % {"code": code} else name


def _name(read: rules.Table, code: str) -> str:
    found = read.criterion(code)
    return found.name if found else code
