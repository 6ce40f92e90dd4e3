"""What happens to a recognition later: a higher influence, another certificate, its end."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.initiatives.actions import recognising
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import has_interest
from sangkien.initiatives.queries import with_authors
from sangkien.initiatives.rules import REASON_LENGTH
from sangkien.journal.actions.recording import record
from sangkien.papers.actions import issuing
from sangkien.papers.errors import NotInForce
from sangkien.recognition import rules, writing
from sangkien.recognition.enums import Influence
from sangkien.recognition.errors import ChangedSince, ConflictOfInterest
from sangkien.recognition.events import CertificateReissued, InfluenceRaised
from sangkien.recognition.models import Certificate, InfluenceChange, Recognition
from sangkien.recognition.permissions import can_decide, can_raise
from sangkien.recognition.queries.decisions import certificates_of, changes_of
from sangkien.recognition.queries.terms import terms
from sangkien.units.models import Unit

RAISED = "Nâng mức ảnh hưởng"  # stored, so never in the language of whoever did it


@transaction.atomic
def raise_influence(
    recognition: Recognition,
    influence: Influence,
    *,
    unit: Unit,
    evidence: str,
    document: str,
    shown: Sequence[int],
    by: Actor,
    at: dt.datetime,
) -> InfluenceChange:
    """ "Nâng mức ảnh hưởng" by a unit that may give it, the evidence at hand; every author gets a
    certificate that says so.
    """
    if not can_raise(by, unit, recognition):
        raise NotAllowed(_("Bạn không nâng được mức ảnh hưởng của sáng kiến này."))
    _ensure_no_interest(by, recognition.initiative)
    old = Influence(recognition.influence)
    rules.ensure_raise(old, influence, shown=shown, terms=terms(unit, on=local_day(at)))
    words = rules.checked_reason(evidence, field="evidence")
    paper = _document(document)
    standing = Recognition.objects.in_force().filter(pk=recognition.pk, influence=old)
    if standing.update(influence=influence) != 1:
        raise ChangedSince(_("Mức ảnh hưởng vừa được người khác thay đổi, hãy xem lại."))
    recognition.influence = influence
    change = InfluenceChange.objects.create(
        recognition=recognition,
        old=old,
        new=influence,
        evidence=words,
        document=paper,
        changed_by_id=by.user_id,
        changed_at=at,
    )
    record(_raised(recognition.initiative, change), by=by, at=at)
    _print_anew(recognition, change, by=by, at=at)
    return change


def _print_anew(
    recognition: Recognition, change: InfluenceChange, *, by: Actor, at: dt.datetime
) -> None:
    """Certificates that name the new level; the earlier ones point to them. Papers of persons who
    were erased are not printed any more.
    """
    decision = recognition.decision
    with_authors(recognition.initiative)
    held = certificates_of(recognition)
    names = {row.position: row.name for row in held}
    current = terms(decision.unit, on=local_day(at))
    for certificate in held:
        if not certificate.paper.is_in_force or certificate.paper.forgotten_at is not None:
            continue
        author = writing.Author(
            user_id=certificate.user_id, name=certificate.name, share_bp=certificate.share_bp
        )
        drafted = writing.certificate_draft(
            recognition,
            author,
            label=decision.paper.label if decision.paper else "",
            terms=current,
            corrected=names,
            issued_on=local_day(at),
            raised_by=change.document,
        )
        new = issuing.reissue(certificate.paper, drafted, reason=RAISED, by=by, at=at)
        Certificate.objects.filter(pk=certificate.pk).update(paper=new)


def _raised(initiative: Initiative, change: InfluenceChange) -> InfluenceRaised:
    new = Influence(change.new)
    return InfluenceRaised(
        initiative_id=initiative.pk,
        unit_id=initiative.unit_id,
        reason=_("%(level)s, theo %(document)s: %(evidence)s")
        % {"level": new.label, "document": change.document, "evidence": change.evidence},
        old=change.old,
        new=new,
    )


@transaction.atomic
def revoke(
    recognition: Recognition, *, reason: str, document: str, by: Actor, at: dt.datetime
) -> Recognition:
    """ "Hủy công nhận": the certificates are revoked, the initiative is valid and no more."""
    _ensure_decides(by, recognition.decision.unit)
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi hủy công nhận."))
    words, paper = rules.checked_reason(reason), _document(document)
    changes = {
        "revoked_at": at,
        "revoked_by_id": by.user_id,
        "revoke_reason": words,
        "revoke_document": paper,
    }
    if Recognition.objects.in_force().filter(pk=recognition.pk).update(**changes) != 1:
        raise ChangedSince(_("Công nhận này đã được hủy trước đó."))
    for name, value in changes.items():
        setattr(recognition, name, value)
    for certificate in certificates_of(recognition):
        issuing.revoke(certificate.paper, reason=words, document=paper, by=by, at=at)
    told = f"{words} (theo {paper})"  # kept, so never in the language of the page
    if len(told) > REASON_LENGTH[1]:  # the document stands at the recognition in any case
        told = words
    recognising.unrecognise(recognition.initiative, reason=told, by=by, at=at)
    return recognition


@transaction.atomic
def reissue(
    certificate: Certificate, *, name: str, reason: str, by: Actor, at: dt.datetime
) -> Certificate:
    """ "Cấp lại giấy chứng nhận" with the name written right; the old one points to the new."""
    recognition = certificate.recognition
    _ensure_decides(by, recognition.decision.unit)
    _ensure_no_interest(by, recognition.initiative)
    words = rules.checked_reason(reason)
    holder = rules.checked_line(
        name, most=rules.NAME_LENGTH, field="name", missing=_("Hãy ghi họ tên cần in.")
    )
    if not recognition.is_in_force or not certificate.paper.is_in_force:
        raise NotInForce(_("Giấy chứng nhận này đã bị thu hồi hoặc được thay thế."))
    decision = recognition.decision
    with_authors(recognition.initiative)
    author = writing.Author(user_id=certificate.user_id, name=holder, share_bp=certificate.share_bp)
    label = decision.paper.label if decision.paper else ""
    drafted = writing.certificate_draft(
        recognition,
        author,
        label=label,
        terms=terms(decision.unit, on=local_day(at)),
        corrected={**_names(recognition), certificate.position: holder},
        issued_on=local_day(at),
        raised_by=next((one.document for one in reversed(changes_of(recognition))), ""),
    )
    new = issuing.reissue(certificate.paper, drafted, reason=words, by=by, at=at)
    Certificate.objects.filter(pk=certificate.pk).update(paper=new, name=holder)
    certificate.paper, certificate.name = new, holder
    event = CertificateReissued(
        initiative_id=recognition.initiative_id,
        unit_id=recognition.initiative.unit_id,
        reason=_("%(label)s: %(reason)s") % {"label": new.label, "reason": words},
    )
    record(event, by=by, at=at)
    return certificate


def _names(recognition: Recognition) -> dict[int, str]:
    """Names that were put right before, by the place of the author."""
    return {row.position: row.name for row in certificates_of(recognition)}


def _document(typed: str) -> str:
    return rules.checked_line(
        typed,
        most=rules.NAME_LENGTH,
        field="document",
        missing=_("Hãy ghi số, ngày của văn bản làm căn cứ."),
    )


def _ensure_decides(by: Actor, unit: Unit) -> None:
    if not can_decide(by, unit):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị đã công nhận làm được việc này."))


def _ensure_no_interest(by: Actor, initiative: Initiative) -> None:
    """Nobody raises the own recognition or writes the own certificate."""
    if has_interest(by, initiative):
        raise ConflictOfInterest(
            _("Đây là sáng kiến của bạn: hãy nhờ người khác của đơn vị làm việc này.")
        )
