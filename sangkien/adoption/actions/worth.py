"""Verify what is declared, and choose what counts: three figures, three people."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.adoption import permissions, rules
from sangkien.adoption.actions.adopting import ensure_public
from sangkien.adoption.enums import Finding
from sangkien.adoption.errors import Interested, InvalidEntry, SettledMeanwhile
from sangkien.adoption.events import BenefitCounted, BenefitVerified
from sangkien.adoption.models import Adoption, Counting, Verification
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions.recording import record

PURPOSE = "benefit"
LIMITS = storing.Limits(
    kinds=frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.XLSX, FileKind.DOCX})
)


def verify(
    initiative: Initiative,
    adoption: Adoption | None = None,
    *,
    finding: Finding,
    amount_vnd: int | None,
    evidence: str,
    by: Actor,
    at: dt.datetime,
    upload: "UploadedFile[Any] | None" = None,
) -> Verification:
    """ "Thẩm định giá trị làm lợi": a new version; "chưa đủ dữ liệu" is an answer, too.

    Two at once make one version and one who is told.
    """
    validator = _ensure(Permission.BENEFIT_VERIFY, initiative, adoption, by)
    amount = rules.verified_amount(finding, amount_vnd)
    grounds = rules.clean_words(
        evidence, field="evidence", missing=_("Hãy ghi căn cứ: số liệu nào, lấy từ đâu.")
    )
    latest = _versions(initiative, adoption).first()
    if latest is not None and _says(latest) == (finding, amount, grounds, by.user_id):
        return latest  # sent twice
    made = Verification(
        initiative=initiative,
        adoption=adoption,
        version=latest.version + 1 if latest else 1,
        finding=finding,
        amount_vnd=amount,
        evidence=grounds,
        verified_by_id=validator,
        verified_at=at,
    )
    _keep(made, upload, by=by, at=at)
    return made


def _says(one: Verification) -> tuple[object, ...]:
    return one.finding, one.amount_vnd, one.evidence, one.verified_by_id


def _keep(
    made: Verification, upload: "UploadedFile[Any] | None", *, by: Actor, at: dt.datetime
) -> None:
    try:
        with transaction.atomic():
            if upload:
                made.file = storing.store(upload, purpose=PURPOSE, by=by, at=at, limits=LIMITS)
            made.save(force_insert=True)
            event = BenefitVerified(
                initiative_id=made.initiative_id,
                unit_id=_unit_id(made.initiative, made.adoption),
                verification_id=made.pk,
                finding=made.finding,
            )
            record(event, by=by, at=at)
    except IntegrityError:
        raise SettledMeanwhile(
            _("Người khác vừa ghi kết quả thẩm định, hãy mở lại trang để xem.")
        ) from None


def _chosen(
    versions: "QuerySet[Verification]", verification_id: int, *, by_id: int | None
) -> Verification:
    """One of the verified amounts, which somebody else verified."""
    found = versions.filter(finding=Finding.AMOUNT, pk=verification_id).first()
    if found is None:
        raise InvalidEntry(
            _("Chỉ chọn được số đã thẩm định của chính sáng kiến này."), field="verification"
        )
    if found.verified_by_id == by_id:
        raise Interested(_("Bạn đã thẩm định số này: hãy để người khác chọn giá trị được tính."))
    return found


@transaction.atomic
def count(
    initiative: Initiative,
    adoption: Adoption | None = None,
    *,
    verification_id: int | None,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> Counting:
    """ "Chọn giá trị được tính": one of the verified amounts, or none any more, and why."""
    superior = _ensure(Permission.BENEFIT_COUNT, initiative, adoption, by)
    words = rules.clean_reason(reason)
    chosen = None
    if verification_id is not None:
        chosen = _chosen(_versions(initiative, adoption), verification_id, by_id=superior)
    rows = Counting.objects.filter(initiative=initiative, adoption=adoption)
    last = rows.order_by("-pk").first()
    if last and (last.verification_id, last.reason) == (verification_id, words):
        return last
    made = Counting.objects.create(
        initiative=initiative,
        adoption=adoption,
        verification=chosen,
        reason=words,
        counted_by_id=superior,
        counted_at=at,
    )
    event = BenefitCounted(
        initiative_id=initiative.pk,
        unit_id=_unit_id(initiative, adoption),
        reason=words,
        counting_id=made.pk,
        verification_id=verification_id,
    )
    record(event, by=by, at=at)
    return made


def _versions(initiative: Initiative, adoption: Adoption | None) -> QuerySet[Verification]:
    rows = Verification.objects.filter(initiative=initiative, adoption=adoption)
    return rows.order_by("-version")


def _unit_id(initiative: Initiative, adoption: Adoption | None) -> int:
    return adoption.unit_id if adoption else initiative.unit_id


def _ensure(
    permission: Permission, initiative: Initiative, adoption: Adoption | None, by: Actor
) -> int:
    """The number of the person, who may do this and has no part in it."""
    unit = adoption.unit if adoption else initiative.unit
    if not by.can(permission, at=unit.path) or by.user_id is None:
        raise NotAllowed(_("Bạn không được giao việc này ở đơn vị này."))
    if permissions.is_interested(by, initiative, adoption):
        raise Interested(
            _(
                "Bạn là tác giả, đồng tác giả, người nhập thay hoặc người đưa về áp dụng: hãy để "
                "người khác làm."
            )
        )
    ensure_public(initiative)
    if adoption is not None and not adoption.is_standing:
        raise InvalidEntry(_("Lượt áp dụng này chưa được xác nhận hoặc đã rút."))
    return by.user_id
