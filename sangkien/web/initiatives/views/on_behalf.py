"""`/sang-kien/nhap-thay/`: an officer enters what a member did; the credit stays with the member."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.access.permissions import Permission
from sangkien.accounts.errors import AlreadyEnrolled, InvalidIdentity
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.initiatives import queries
from sangkien.initiatives.actions import entering
from sangkien.initiatives.actions.entering import Entry
from sangkien.programmes import queries as programmes
from sangkien.units import queries as units
from sangkien.units.actions import people
from sangkien.web.initiatives import adding
from sangkien.web.initiatives.forms.evidence import PhotosForm
from sangkien.web.initiatives.forms.on_behalf import EnrolForm, EntryForm, FindForm
from sangkien.web.initiatives.views.steps import COUNT, MORE, is_autosave
from sangkien.web.shared.refusals import UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative
    from sangkien.programmes.models import Programme
    from sangkien.units.models import Membership

ROWS_AT_FIRST = 2


def _ensure_enters(request: WorkRequest) -> None:
    if not request.actor.can_somewhere(Permission.INITIATIVE_REGISTER_FOR_OTHERS):
        raise NotFound(_("Không tìm thấy trang này."))


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: WorkRequest) -> HttpResponse:
    """Who did it: by member code, phone number or name, in the own units only. Who was found by
    a name is shown before anything is entered: others may bear the same.
    """
    _ensure_enters(request)
    form = FindForm(request.POST or None)
    found: list[Membership] = []
    if form.is_valid():
        login = form.cleaned_data["login"]
        found = units.enterable_members(request.actor, login, on=clock.today())
        if len(found) == 1:
            return redirect("initiatives:enter", found[0].pk)
        found = found or units.enterable_named(request.actor, login, on=clock.today())
        if not found:
            form.add_error(
                "login", _("Không thấy ai có tên, mã hoặc số này trong đơn vị bạn phụ trách.")
            )
    return _find_page(request, form=form, found=found)


def _find_page(
    request: WorkRequest,
    *,
    form: FindForm | None = None,
    enrol_form: EnrolForm | None = None,
    found: "list[Membership] | tuple[()]" = (),
) -> HttpResponse:
    enterable = units.enterable_units(request.actor, on=clock.today())
    form = form or FindForm()
    enrol_form = enrol_form or EnrolForm(units=enterable)
    is_refused = bool(form.errors or enrol_form.errors)
    context = {
        "form": form,
        "enrol_form": enrol_form,
        "found": found,
        "is_cut": len(found) == units.MOST_NAMED,
        "wants_enrolment": is_refused,
    }
    status = UNPROCESSABLE if is_refused else 200
    return render(request, "initiatives/on_behalf.html", context, status=status)


@require_POST
def enrol(request: WorkRequest) -> HttpResponse:
    """A member who is not in the register yet; one who is already is simply found."""
    _ensure_enters(request)
    on = clock.today()
    enterable = units.enterable_units(request.actor, on=on)
    form = EnrolForm(request.POST, units=enterable)
    if not form.is_valid():
        return _find_page(request, enrol_form=form)
    asked: dict[str, Any] = dict(form.cleaned_data)
    unit = next(unit for unit in enterable if unit.code == asked.pop("unit"))
    try:
        people.enrol(unit, **asked, since_on=on, by=request.actor, at=clock.now())
    except (AlreadyEnrolled, InvalidIdentity) as refusal:
        if not isinstance(refusal, AlreadyEnrolled) or not _is_here(request, asked, on=on):
            show_at(form, refusal)
            return _find_page(request, enrol_form=form)
    member = units.enterable_members(request.actor, asked["member_code"], on=on)[0]
    return redirect("initiatives:enter", member.pk)


def _is_here(request: WorkRequest, asked: dict[str, Any], *, on: dt.date) -> bool:
    """Whether the code belongs to a person of this name in the own units: the form sent twice."""
    found = units.enterable_members(request.actor, asked["member_code"], on=on)
    return bool(found) and found[0].user.full_name == asked["full_name"]


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: WorkRequest, pk: int) -> HttpResponse:
    """Everything on one page, sent once."""
    member = units.get_enterable_member(pk, actor=request.actor, on=clock.today())
    if request.method == "POST":
        return _register(request, member)
    programme = _programme(request, member)
    if programme is None:
        return _choose_programme(request, member)
    ruleset = programmes.ruleset_at(programme, request.received_at)
    draft = queries.entry_draft(
        request.actor, author_id=member.user_id, unit=member.unit, programme=programme
    )
    if draft is not None:
        coauthors = list(draft.coauthors.all())
        form = EntryForm(
            programme=programme,
            ruleset=ruleset,
            initiative=draft,
            rows=max(len(coauthors), ROWS_AT_FIRST),
        )
        form.note(coauthors)
        adding.show_answers(draft, form)
        return _entry_page(request, member, form, draft=draft)
    key = {"request_key": uuid.uuid4()}
    form = EntryForm(programme=programme, ruleset=ruleset, initial=key, rows=ROWS_AT_FIRST)
    form.suggest(lambda: queries.last_submitter(member.user_id))
    return _entry_page(request, member, form)


def _programme(request: WorkRequest, member: "Membership") -> "Programme | None":
    """The one that was chosen, else the only one there is."""
    offers = queries.offers([member.unit], at=request.received_at)
    possible = [offer.programme for offer in offers if offer.open_phase(request.received_at)]
    wanted = request.GET.get("chuong-trinh")
    if wanted is None:
        return possible[0] if len(possible) == 1 else None
    return next((programme for programme in possible if programme.slug == wanted), None)


def _choose_programme(request: WorkRequest, member: "Membership") -> HttpResponse:
    offers = queries.offers([member.unit], at=request.received_at)
    context = {
        "member": member,
        "offers": [offer for offer in offers if offer.open_phase(request.received_at)],
        "closed": offers[0].closed_reason(request.received_at) if offers else "",
    }
    return render(request, "initiatives/on_behalf_programme.html", context)


def _register(request: WorkRequest, member: "Membership") -> HttpResponse:
    programme = programmes.get_programme(request.POST.get("programme", ""), actor=request.actor)
    intent = request.POST.get("intent")
    more = 1 if intent == MORE else 0
    form = EntryForm(
        request.POST,
        request.FILES,
        programme=programme,
        ruleset=programmes.ruleset_at(programme, request.received_at),
        rows=_rows_sent(request) + more,
    )
    form.is_valid()
    if is_autosave(request):
        return _keep(request, member, form)
    draft = _keep_files(request, member, form)
    if intent in (MORE, COUNT) or adding.stays(request):
        status = UNPROCESSABLE if form.errors and adding.stays(request) else 200
        return _entry_page(request, member, form, draft=draft, status=status)
    if form.errors:
        return _entry_page(request, member, form, draft=draft)
    try:
        initiative = entering.send_entry(
            _typed(form, member),
            by=request.actor,
            received_at=request.received_at,
            at=clock.now(),
        )
    except NotAllowed as refusal:  # a unit in which the reader enters nothing is not there
        raise NotFound(str(refusal)) from refusal
    except DomainError as refusal:
        show_at(form, refusal, names=form.names())
        return _entry_page(request, member, form, draft=draft)
    _mention_refused(request, adding.keep_photos(request, initiative))
    return redirect("initiatives:receipt", initiative.code)


def _keep_files(request: WorkRequest, member: "Membership", form: EntryForm) -> "Initiative | None":
    """Files need something to stand beside: where some were sent or are asked for, what was typed
    is kept first, so that nothing that was sent is lost with what is refused.
    """
    wants = bool(form.file_questions) or adding.stays(request)
    if not wants or form.has_error("request_key"):
        return None
    try:
        draft = entering.keep_entry(_typed(form, member), by=request.actor, at=clock.now())
    except NotAllowed as refusal:  # a unit in which the reader enters nothing is not there
        raise NotFound(str(refusal)) from refusal
    if draft.is_editable:
        adding.keep_answers(request, draft, form)
        if adding.stays(request):
            _mention_refused(request, adding.keep_photos(request, draft))
    return draft


def _mention_refused(request: WorkRequest, photos: PhotosForm) -> None:
    """It was sent all the same; the photos can still be added on its page."""
    for name, problems in photos.errors.items():
        messages.warning(
            request,
            _("%(photo)s chưa thêm được: %(why)s")
            % {"photo": photos.fields[name].label, "why": " ".join(map(str, problems))},
        )


def _typed(form: EntryForm, member: "Membership") -> Entry:
    """Call after `is_valid`, when the key could be read."""
    return Entry(
        programme=form.programme,
        unit=member.unit,
        author=member.user,
        content=form.changes(),
        author_share_bp=form.remaining(),
        credits=form.credits(),
        request_key=form.cleaned_data["request_key"],
    )


def _keep(request: WorkRequest, member: "Membership", form: EntryForm) -> HttpResponse:
    """Kept while it is typed; 422 says that not everything could be read."""
    if form.has_error("request_key"):
        return HttpResponse(status=UNPROCESSABLE)
    try:
        draft = entering.keep_entry(_typed(form, member), by=request.actor, at=clock.now())
    except NotAllowed as refusal:
        raise NotFound(str(refusal)) from refusal
    except DomainError:
        return HttpResponse(status=UNPROCESSABLE)
    photos = adding.keep_photos(request, draft)
    adding.keep_answers(request, draft, form)
    return adding.autosaved(draft, is_whole=not (form.errors or photos.errors))


def _rows_sent(request: WorkRequest) -> int:
    return sum(name.startswith("who_") for name in request.POST)


def _entry_page(
    request: WorkRequest,
    member: "Membership",
    form: EntryForm,
    *,
    draft: "Initiative | None" = None,
    status: int | None = None,
) -> HttpResponse:
    form.tell_days(queries.days_accepted(form.programme, phase_id=None, at=request.received_at))
    context = {
        "member": member,
        "form": form,
        "draft": draft,
        "photos": adding.photos_of(draft),
        "uploads": adding.uploads_url(draft) if draft is not None else "",
    }
    status = status or (UNPROCESSABLE if form.errors else 200)
    return render(request, "initiatives/enter.html", context, status=status)
