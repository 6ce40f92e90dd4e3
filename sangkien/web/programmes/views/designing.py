"""`/chuong-trinh/<slug>/bieu-mau/`: the questions that a programme asks beyond the usual ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.programmes import queries
from sangkien.programmes.actions import rulesets
from sangkien.programmes.enums import QuestionKind
from sangkien.programmes.questions import MOST_QUESTIONS, Question
from sangkien.web.programmes import wording
from sangkien.web.programmes.forms.questions import QuestionForm, initial_of, kind_of
from sangkien.web.programmes.views.managing import breadcrumb, managed
from sangkien.web.shared.answers import AnswersPart
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme, Ruleset


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: WorkRequest, slug: str) -> HttpResponse:
    """The questions in their order; the buttons of a row move it or take it out."""
    programme = managed(request, slug)
    if request.method == "POST":
        return _rearranged(request, programme)
    ruleset = queries.ruleset_last_written(programme)
    asked = queries.asked_by(ruleset)
    context = {
        "programme": programme,
        "ruleset": ruleset,
        "questions": [(question, wording.question_facts(question)) for question in asked],
        "kinds": list(QuestionKind),
        "has_room": len(asked) < MOST_QUESTIONS,
        "breadcrumb": breadcrumb(programme, here=_("Biểu mẫu")),
    }
    return render(request, "programmes/form.html", context)


def _rearranged(request: WorkRequest, programme: "Programme") -> HttpResponse:
    asked = list(queries.asked_by(queries.ruleset_last_written(programme)))
    keys = [question.key for question in asked]
    for act, step in (("up", -1), ("down", 1)):
        key = request.POST.get(act, "")
        if key in keys and 0 <= keys.index(key) + step < len(asked):
            place = keys.index(key)
            asked[place], asked[place + step] = asked[place + step], asked[place]
            _write(request, programme, asked)
    if request.POST.get("remove", "") in keys:
        removed = asked.pop(keys.index(request.POST["remove"]))
        _write(request, programme, asked)
        messages.success(request, _("Đã bỏ câu hỏi “%(label)s”.") % {"label": removed.label})
    return redirect("programmes:form", slug=programme.slug)


def _write(request: WorkRequest, programme: "Programme", asked: Sequence[Question]) -> "Ruleset":
    by: dict[str, Any] = {"by": request.actor, "at": clock.now()}
    return rulesets.set_questions(rulesets.draft_ruleset(programme, **by), asked, **by)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: WorkRequest, slug: str) -> HttpResponse:
    programme = managed(request, slug)
    kind = kind_of(request.POST.get("loai") or request.GET.get("loai", ""))
    if kind is None:
        return redirect("programmes:form", slug=slug)
    return _question(request, programme, QuestionForm(request.POST or None, kind=kind), key="")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkRequest, slug: str, key: str) -> HttpResponse:
    programme = managed(request, slug)
    asked = queries.asked_by(queries.ruleset_last_written(programme))
    found = next((one for one in asked if one.key == key), None)
    if found is None:
        raise NotFound(_("Không tìm thấy câu hỏi này."))
    form = QuestionForm(request.POST or None, kind=found.kind, initial=initial_of(found))
    return _question(request, programme, form, key=key)


def _question(
    request: WorkRequest, programme: "Programme", form: QuestionForm, *, key: str
) -> HttpResponse:
    heading = _("Sửa câu hỏi") if key else _("Thêm câu hỏi")
    status = 200
    if request.method == "POST":
        asked = list(queries.asked_by(queries.ruleset_last_written(programme)))
        tried = attempt(
            form,
            lambda: _write(request, programme, _with(asked, form.question(key))),
            names=_names(len(asked)),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu câu hỏi."))
            return redirect("programmes:form", slug=programme.slug)
        status = tried.status
    context = {
        "programme": programme,
        "form": form,
        "heading": heading,
        "kind": form.kind,
        "breadcrumb": breadcrumb(programme, here=heading),
    }
    return render(request, "programmes/question.html", context, status=status)


def _with(asked: Sequence[Question], question: Question) -> list[Question]:
    """In its old place, or at the end."""
    if not question.key:
        return [*asked, question]
    return [question if one.key == question.key else one for one in asked]


def _names(size: int) -> dict[str, str]:
    """Only one question is on the page: what is wrong with any of them is said there."""
    parts = ("label", "options", "most")
    return {f"{part}.{index}": part for part in parts for index in range(size + 1)}


@require_safe
def preview(request: WorkRequest, slug: str) -> HttpResponse:
    """The page as a worker will see it on a telephone; nothing can be sent from it."""
    programme = managed(request, slug)
    ruleset = queries.ruleset_last_written(programme)
    context = {
        "programme": programme,
        "form": AnswersPart(ruleset=ruleset),
        "ruleset": ruleset,
        "is_preview": True,
        "breadcrumb": breadcrumb(programme, here=_("Xem trước biểu mẫu")),
    }
    return render(request, "programmes/preview.html", context)
