"""Evidence that comes with a form: each file by itself, so that one that is refused takes nothing
else with it.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse

from sangkien.core import clock
from sangkien.core.errors import DomainError
from sangkien.files.queries import get_upload
from sangkien.initiatives import evidence as held
from sangkien.initiatives.actions import answer_files, evidence
from sangkien.initiatives.conditions import ANSWER
from sangkien.web.initiatives.forms.evidence import Given, PhotosForm
from sangkien.web.shared import exhibits
from sangkien.web.shared.answers import DROP as DROP_ANSWER
from sangkien.web.shared.answers import AnswersPart, GivenAnswer
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Evidence, Initiative

PHOTO = "photo"  # an intent: only send the files that were chosen
DROP = "bo-anh-"  # an intent of the first screen, followed by the number of the photo


def add(
    request: WorkRequest,
    initiative: "Initiative",
    given: Given,
    *,
    caption: str = "",
    is_public: bool = False,
) -> "Evidence":
    """One file of a form; DomainError says why it is refused."""
    at = clock.now()
    if given.key is not None:
        return evidence.add_uploaded(
            initiative,
            kind=given.kind,
            upload=get_upload(
                given.key,
                subject=evidence.subject_of(initiative),
                owner=request.actor,
                at=at,
            ),
            caption=caption,
            is_public=is_public,
            by=request.actor,
            at=at,
        )
    assert given.file is not None  # noqa: S101 - the form gives one or the other
    return evidence.add(
        initiative,
        kind=given.kind,
        upload=given.file,
        caption=caption,
        is_public=is_public,
        by=request.actor,
        at=at,
    )


def keep_photos(request: WorkRequest, initiative: "Initiative") -> PhotosForm:
    """The photos that were sent with a screen; what was refused stands at its field."""
    form = PhotosForm(request.POST, request.FILES, look=partial(_shown, initiative))
    form.is_valid()
    for given in form.given():
        try:
            add(request, initiative, given)
        except DomainError as refusal:
            form.add_error(given.field, str(refusal))
    _drop(request, initiative)
    return form


def _drop(request: WorkRequest, initiative: "Initiative") -> None:
    intent = request.POST.get("intent", "")
    number = intent.removeprefix(DROP)
    if intent.startswith(DROP) and number.isdecimal() and len(number) < len(str(2**63)):
        standing = held.get(initiative, int(number))
        evidence.remove(standing, by=request.actor, at=clock.now())


def stays(request: WorkRequest) -> bool:
    """Whether a button was pressed that only sends a file, or takes one back."""
    intent = request.POST.get("intent", "")
    return intent == PHOTO or intent.startswith((DROP, DROP_ANSWER))


def keep_answers(request: WorkRequest, initiative: "Initiative", form: AnswersPart) -> None:
    """The files that were sent as answers; what was refused stands at its question."""
    if not form.file_questions:
        return
    form.look = partial(_answers, initiative)
    for given in form.given():
        try:
            _answer(request, initiative, given)
        except DomainError as refusal:
            form.add_error(f"{ANSWER}{given.question.key}", str(refusal))
    intent = request.POST.get("intent", "")
    dropped = next(
        (one for one in form.file_questions if intent == f"{DROP_ANSWER}{one.key}"), None
    )
    if dropped is not None:
        answer_files.take_back(initiative, dropped, by=request.actor, at=clock.now())


def _answer(request: WorkRequest, initiative: "Initiative", given: GivenAnswer) -> None:
    by: dict[str, Any] = {"by": request.actor, "at": clock.now()}
    if given.key is not None:
        upload = get_upload(
            given.key,
            subject=evidence.subject_of(initiative),
            owner=request.actor,
            at=by["at"],
        )
        answer_files.answer_uploaded(initiative, given.question, upload=upload, **by)
    elif given.file is not None:
        answer_files.answer(initiative, given.question, upload=given.file, **by)


def show_answers(initiative: "Initiative | None", form: AnswersPart) -> None:
    """What was sent so far stands beside its question."""
    if initiative is not None:
        form.look = partial(_answers, initiative)


def _answers(initiative: "Initiative") -> dict[str, exhibits.Exhibit]:
    standing = [row for row in held.given(initiative) if row.replaced_at is None]
    return {row.question: exhibits.of(row, code=initiative.code) for row in standing}


def photos_of(initiative: "Initiative | None") -> PhotosForm:
    """What is there so far, with room for others."""
    return PhotosForm(look=partial(_shown, initiative)) if initiative else PhotosForm()


def _shown(initiative: "Initiative") -> dict[str, exhibits.Exhibit]:
    found = held.pair(held.shown(initiative))
    rows = [row for row in (found.before, found.after) if row is not None]
    return {row.kind: exhibits.of(row, code=initiative.code) for row in rows}


def uploads_url(initiative: "Initiative") -> str:
    return reverse("initiatives:upload", args=[initiative.code])


def autosaved(initiative: "Initiative", *, is_whole: bool, seen: str = "") -> HttpResponse:
    """Kept while it is typed; 422 says that not everything could be. The script reads where photos
    go that were taken before there was a draft, and on which text the page stands now.
    """
    response = HttpResponse(status=204 if is_whole else UNPROCESSABLE)
    response["X-Uploads"] = uploads_url(initiative)
    response["X-Seen"] = seen
    return response
