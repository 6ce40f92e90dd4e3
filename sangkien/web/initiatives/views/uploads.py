"""Files in pieces, for our own script: every answer says how much has arrived."""

import uuid
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.core import clock
from sangkien.core.errors import DomainError
from sangkien.files.actions import uploading
from sangkien.files.errors import WrongOffset
from sangkien.files.queries import get_upload
from sangkien.initiatives import permissions
from sangkien.initiatives.actions import evidence
from sangkien.initiatives.enums import EvidenceKind
from sangkien.web.initiatives.views import finding
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.files.models import Upload

LONGEST_NUMBER = 9
DIGEST = 64


@require_POST
def begin(request: WorkRequest, code: str) -> HttpResponse:
    """ "Bắt đầu tải lên": where to send the pieces, and from where on."""
    initiative = finding.own(request, code)
    asked = request.POST
    kind = asked.get("kind", "")
    may = permissions.can_add_evidence(request.actor, initiative)
    if kind == EvidenceKind.ANSWER:
        may = may or permissions.can_answer(request.actor, initiative)
    if kind not in EvidenceKind.values or not may:
        return JsonResponse({"message": ""}, status=UNPROCESSABLE)
    try:
        upload = uploading.begin(
            subject=evidence.subject_of(initiative),
            purpose=evidence.PURPOSE,
            name=asked.get("name", ""),
            size=_number(asked.get("size", "")),
            sha256=_digest(asked.get("sha256", "")),
            by=request.actor,
            at=clock.now(),
            limits=evidence.limits_of(EvidenceKind(kind)),
            is_sealed=initiative.is_secret,
        )
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal)}, status=UNPROCESSABLE)
    url = reverse("initiatives:upload_piece", args=[initiative.code, upload.key])
    return JsonResponse({**_progress(upload), "url": url, "piece": uploading.MOST_A_PIECE})


@require_http_methods(["GET", "HEAD", "POST"])
def piece(request: WorkRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """ "Nhận một phần tệp"; asked without one, only how much has arrived."""
    initiative = finding.own(request, code)
    at = clock.now()
    subject = evidence.subject_of(initiative)
    upload = get_upload(key, subject=subject, owner=request.actor, at=at)
    if request.method != "POST":
        return JsonResponse(_progress(upload))
    try:
        offset = _number(request.headers.get("Upload-Offset", ""))
        upload = uploading.receive(upload, offset=offset, content=request.body, at=at)
    except RawPostDataException:  # sent as a form: its fields were read, there is no piece
        return HttpResponse(status=UNPROCESSABLE)
    except WrongOffset as refusal:
        return JsonResponse({"offset": refusal.offset, "size": upload.size}, status=CONFLICT)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal)}, status=UNPROCESSABLE)
    return JsonResponse(_progress(upload))


def _progress(upload: "Upload") -> dict[str, object]:
    return {"key": str(upload.key), "offset": upload.offset, "size": upload.size}


def _number(typed: str) -> int:
    """What is no number is none that fits."""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else -1


def _digest(typed: str) -> str:
    """Browsers without a secure connection cannot compute one."""
    is_digest = len(typed) == DIGEST and set(typed) <= set("0123456789abcdef")
    return typed if is_digest else ""
