"""`/sang-kien/<code>/buoc/<n>/`: one screen at a time; saved first, judged afterwards."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import DomainError
from sangkien.initiatives import conditions, queries
from sangkien.initiatives.actions import authors, drafting, submission
from sangkien.initiatives.actions.drafting import Seen
from sangkien.support.queries import being_helped
from sangkien.web.initiatives import adding, helped, journey
from sangkien.web.initiatives.forms.answers import AnswersForm
from sangkien.web.initiatives.forms.authors import AuthorsForm
from sangkien.web.initiatives.forms.evidence import PhotosForm
from sangkien.web.initiatives.forms.steps import ContentForm, KindForm
from sangkien.web.initiatives.journey import Journey, Step
from sangkien.web.initiatives.views import finding
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative
    from sangkien.programmes.models import Ruleset

BACK, LATER, MORE, COUNT = "back", "later", "more", "count"
OK = 200
EVIDENCE = "evidence"  # to the page of all evidence


def is_autosave(request: WorkRequest) -> bool:
    return "X-Autosave" in request.headers


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: WorkRequest, code: str, number: int) -> HttpResponse:
    """Show or keep one screen of a draft or of a returned initiative."""
    initiative = finding.own(request, code)
    asked = journey.STEPS.get(number)
    if asked is None or asked not in journey_of(request, initiative).steps:
        raise Http404
    if request.method == "POST":
        return _keep(request, initiative, asked)
    if not initiative.is_editable:
        return redirect("initiatives:detail", initiative.code)
    form = _unbound(request, initiative, asked)
    if "tiep" in request.GET:
        _point_at_the_gap(form)
    return _show(request, initiative, asked, form)


def journey_of(request: WorkRequest, initiative: "Initiative") -> Journey:
    """The screens of this one: its programme may ask more than the usual."""
    return Journey(conditions.asks_more(_ruleset(request, initiative)))


def _ruleset(request: WorkRequest, initiative: "Initiative") -> "Ruleset | None":
    return conditions.ruleset_of(initiative, at=request.received_at)


def _point_at_the_gap(form: BaseForm) -> None:
    """Who comes back finds the cursor in the first empty field."""
    empty = (name for name in form.fields if form.initial.get(name) in (None, ""))
    for name in list(empty)[:1]:
        form.fields[name].widget.attrs["autofocus"] = True


def _unbound(request: WorkRequest, initiative: "Initiative", asked: Step) -> BaseForm:
    if asked.form is None:
        coauthors = list(queries.with_authors(initiative).coauthors.all())
        return AuthorsForm.showing(coauthors, more=0 if coauthors else 1)
    options: dict[str, Any] = {"programme": initiative.programme, "initiative": initiative}
    if asked is journey.QUESTIONS:
        questions = AnswersForm(ruleset=_ruleset(request, initiative), **options)
        adding.show_answers(initiative, questions)
        return questions
    return asked.form(**options)


def _keep(request: WorkRequest, initiative: "Initiative", asked: Step) -> HttpResponse:
    form = _bound(request, initiative, asked)
    form.is_valid()
    if request.POST.get("intent") == COUNT:
        return _show(request, initiative, asked, form, status=200)
    try:
        if isinstance(form, AuthorsForm):
            by: dict[str, Any] = {"by": request.actor, "at": clock.now()}
            authors.note_authors(initiative, credits=form.credits(), **by)
        else:
            _save(request, initiative, form)
        if isinstance(form, AnswersForm):
            adding.keep_answers(request, initiative, form)
    except DomainError as refusal:  # changed elsewhere meanwhile: both texts are shown
        show_at(form, refusal)
        helped.show_present(initiative, form)
        return _show(request, initiative, asked, form, status=CONFLICT)
    photos = adding.keep_photos(request, initiative) if asked is journey.TITLE else None
    return answer(request, initiative, asked, form, photos=photos)


def _bound(
    request: WorkRequest, initiative: "Initiative", asked: Step
) -> ContentForm | AuthorsForm:
    if asked.form is None:
        more = 1 if request.POST.get("intent") == MORE else 0
        sent = sum(name.startswith("who_") for name in request.POST)
        return AuthorsForm(request.POST, rows=sent + more)
    if asked is journey.QUESTIONS:
        return AnswersForm(
            request.POST,
            request.FILES,
            programme=initiative.programme,
            initiative=initiative,
            ruleset=_ruleset(request, initiative),
        )
    return asked.form(request.POST, programme=initiative.programme)


def _save(request: WorkRequest, initiative: "Initiative", form: ContentForm) -> None:
    """Not over what came from elsewhere since the page was shown; pages of before do not say."""
    digest = request.POST.get("seen", "")
    seen = Seen(names=helped.names(form), digest=digest) if digest else None
    drafting.save_draft(
        initiative, changes=form.changes(), by=request.actor, at=clock.now(), seen=seen
    )


def answer(
    request: WorkRequest,
    initiative: "Initiative",
    asked: Step,
    form: ContentForm | AuthorsForm,
    *,
    photos: PhotosForm | None = None,
) -> HttpResponse:
    """After keeping: go on, go back, or say what is still wrong with this screen."""
    is_wrong = bool(form.errors or (photos is not None and photos.errors))
    if is_autosave(request):
        seen = helped.seen(initiative, form)
        return adding.autosaved(initiative, is_whole=not is_wrong, seen=seen)
    intent = request.POST.get("intent", "")
    elsewhere = _elsewhere(request, initiative, asked, form, is_wrong=is_wrong)
    if elsewhere is not None:
        return elsewhere
    if intent == MORE or adding.stays(request) or (photos and photos.errors):
        status = UNPROCESSABLE if is_wrong else 200
        return _show(request, initiative, asked, form, photos=photos, status=status)
    return _go_on(request, initiative, asked, form, photos=photos)


def _elsewhere(
    request: WorkRequest,
    initiative: "Initiative",
    asked: Step,
    form: ContentForm | AuthorsForm,
    *,
    is_wrong: bool,
) -> HttpResponse | None:
    """Where somebody goes who does not go on with the next screen."""
    intent = request.POST.get("intent")
    if intent == BACK:
        _mention_what_is_lost(request, form)
        before = journey_of(request, initiative).before(asked)
        return redirect("initiatives:step", initiative.code, before.number)
    if intent == LATER and not is_wrong:
        messages.success(request, _("Đã lưu bản nháp “%(title)s”.") % {"title": initiative})
        return redirect("desk:index")
    if intent == EVIDENCE and not is_wrong:
        page = reverse("initiatives:evidence", args=[initiative.code])
        return redirect(f"{page}?tu={asked.number}")
    return None


def _go_on(
    request: WorkRequest,
    initiative: "Initiative",
    asked: Step,
    form: ContentForm | AuthorsForm,
    *,
    photos: PhotosForm | None,
) -> HttpResponse:
    """To the next screen, or straight back to the review where somebody came to correct."""
    _judge(request, initiative, asked, form)
    if form.errors:
        return _show(request, initiative, asked, form, photos=photos, status=UNPROCESSABLE)
    corrects = request.POST.get("then") == "review"
    following = journey_of(request, initiative).after(asked)
    target = journey.REVIEW if corrects else following
    return redirect("initiatives:step", initiative.code, target.number)


def _mention_what_is_lost(request: WorkRequest, form: BaseForm) -> None:
    """Going back is free; what no column can hold is at least told."""
    for name in form.errors:
        typed = form[name].value() if name in form.fields else ""
        if typed:
            messages.warning(
                request,
                _("Chưa lưu được ô “%(label)s” vì chưa đọc được: “%(typed)s”.")
                % {"label": form[name].label, "typed": str(typed)[:200]},
            )


def _judge(
    request: WorkRequest, initiative: "Initiative", asked: Step, form: ContentForm | AuthorsForm
) -> None:
    """Add what the rules still miss on this screen."""
    ready = submission.readiness(initiative, received_at=request.received_at, at=clock.now())
    names = form.names() if isinstance(form, AuthorsForm) else {}
    for problem in ready.problems:
        if journey.step_of(problem.field) is asked:
            show_at(form, problem, names=names)


def _show(
    request: WorkRequest,
    initiative: "Initiative",
    asked: Step,
    form: BaseForm,
    *,
    photos: PhotosForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if asked is journey.TITLE and photos is None:
        photos = adding.photos_of(initiative)
    if isinstance(form, KindForm):
        at = request.received_at
        form.suggest(lambda: queries.last_submitter(initiative.author_id))
        form.tell_days(
            queries.days_accepted(initiative.programme, phase_id=initiative.phase_id, at=at)
        )
    screens = journey_of(request, initiative)
    context = {
        "initiative": initiative,
        "step": asked,
        "place": screens.place(asked),
        "last_step": screens.last,
        "form": form,
        "photos": photos,
        "uploads": adding.uploads_url(initiative),
        "then": request.POST.get("then") or request.GET.get("then", ""),
        "seen": helped.seen(initiative, form),
        "helped": being_helped(initiative, actor=request.actor) if status == OK else None,
        "is_own": initiative.author_id == request.actor.user_id,
    }
    return render(request, "initiatives/step.html", context, status=status)
