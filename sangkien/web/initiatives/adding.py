"""Evidence that comes with a form: each file by itself, so that one that is refused takes nothing
else with it.
"""

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from sangkien.core import clock
from sangkien.core.errors import DomainError
from sangkien.files.queries import get_upload
from sangkien.initiatives import evidence as held
from sangkien.initiatives.actions import evidence
from sangkien.web.initiatives.forms.evidence import Given, PhotosForm
from sangkien.web.shared import exhibits
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Evidence, Initiative

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


def photos_of(initiative: "Initiative | None") -> PhotosForm:
    """What is there so far, with room for others."""
    return PhotosForm(look=partial(_shown, initiative)) if initiative else PhotosForm()


def _shown(initiative: "Initiative") -> dict[str, exhibits.Exhibit]:
    found = held.pair(held.shown(initiative))
    rows = [row for row in (found.before, found.after) if row is not None]
    return {row.kind: exhibits.of(row, code=initiative.code) for row in rows}


def uploads_url(initiative: "Initiative") -> str:
    return reverse("initiatives:upload", args=[initiative.code])


def autosaved(initiative: "Initiative", *, is_whole: bool) -> HttpResponse:
    """Kept while it is typed; 422 says that not everything could be. The script reads where photos
    go that were taken before there was a draft.
    """
    response = HttpResponse(status=204 if is_whole else UNPROCESSABLE)
    response["X-Uploads"] = uploads_url(initiative)
    return response
