"""What commendation holds about a person: what they were nominated for and rewarded with."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.commendation.actions import dossiers_erasing, following
from sangkien.commendation.models import (
    Conferral,
    Dossier,
    DossierFile,
    DossierStep,
    Restoration,
    Revocation,
)
from sangkien.core.personal import Fact, Record, eraser, holding

eraser("commendation")(following.forget_awards)
eraser("award_dossiers")(dossiers_erasing.forget)


@holding("awards", label=lambda: _("Khen thưởng"), order=57)
def awards(user_id: int) -> Iterator[Record]:
    rows = Conferral.objects.filter(user_id=user_id, conferred_at__isnull=False)
    for row in rows.select_related("paper").order_by("pk").iterator():
        yield (
            *_named(row),
            Fact(key="decision", label=_("Số quyết định"), value=row.label),
            Fact(key="decided_on", label=_("Ngày quyết định"), value=row.decided_on),
            Fact(key="authority", label=_("Cơ quan quyết định"), value=row.authority),
            Fact(key="amount", label=_("Tiền thưởng (đồng)"), value=row.amount_vnd),
            Fact(
                key="code",
                label=_("Mã xác minh"),
                value=row.paper.reference if row.paper else None,
            ),
            Fact(key="honour", label=_("Đồng ý nêu tên lúc"), value=row.consented_at),
            Fact(key="revoked_at", label=_("Thu hồi lúc"), value=row.revoked_at),
            Fact(key="revoke_reason", label=_("Lý do thu hồi"), value=row.revoke_reason),
            Fact(key="revoke_document", label=_("Quyết định thu hồi"), value=row.revoke_document),
        )


def _named(row: Conferral) -> Iterator[Fact]:
    """What a decision or its draft says of the person."""
    yield Fact(key="title", label=_("Hình thức khen"), value=row.title)
    yield Fact(key="name", label=_("Tên đã ghi"), value=row.holder_name)
    yield Fact(key="about", label=_("Chức vụ, nơi công tác"), value=row.holder_about)
    yield Fact(key="achievement", label=_("Thành tích"), value=row.achievement)


@holding("award_revocations", label=lambda: _("Thu hồi, khôi phục khen thưởng"), order=58)
def revocations(user_id: int) -> Iterator[Record]:
    """Signed ones; what is only being prepared tells nobody anything before another person signs."""
    rows = Revocation.objects.filter(conferral__user_id=user_id, signed_at__isnull=False)
    related = rows.select_related("conferral", "paper", "restoration__paper")
    for row in related.order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Hình thức khen"), value=row.conferral.title),
            *_act(row, prefix="revocation", told=_("Thu hồi")),
            *_act(getattr(row, "restoration", None), prefix="restoration", told=_("Khôi phục")),
        )


def _act(row: Revocation | Restoration | None, *, prefix: str, told: str) -> Iterator[Fact]:
    if row is None or row.signed_at is None:
        return
    number = row.paper.label if row.paper else None
    said = (
        ("number", _("số quyết định"), number),
        ("signed_at", _("ký lúc"), row.signed_at),
        ("reason", _("lý do"), row.reason),
        ("document", _("văn bản làm căn cứ"), row.document),
    )
    for key, words, value in said:
        yield Fact(key=f"{prefix}_{key}", label=f"{told}, {words}", value=value)


@holding("foreseen_awards", label=lambda: _("Dự thảo quyết định khen thưởng có tên tôi"), order=58)
def foreseen(user_id: int) -> Iterator[Record]:
    rows = Conferral.objects.filter(user_id=user_id, conferred_at=None)
    for row in rows.select_related("decision__unit").order_by("pk").iterator():
        yield (
            *_named(row),
            Fact(key="authority", label=_("Cơ quan quyết định"), value=row.authority),
            Fact(key="amount", label=_("Tiền thưởng (đồng)"), value=row.amount_vnd),
            Fact(key="skipped", label=_("Lý do không khen"), value=row.skipped_reason),
        )


@holding("award_dossiers", label=lambda: _("Hồ sơ đề nghị khen thưởng"), order=59)
def dossiers(user_id: int) -> Iterator[Record]:
    """Those that are still being written, too."""
    rows = Dossier.objects.filter(user_id=user_id).select_related("award", "round", "proposer")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="award", label=_("Hình thức khen"), value=row.award.name),
            Fact(key="round", label=_("Đợt xét"), value=row.round.title),
            Fact(key="proposer", label=_("Đơn vị đề nghị"), value=row.proposer.name),
            Fact(key="introduced_by", label=_("Nơi giới thiệu"), value=row.introduced_by),
            Fact(key="summary", label=_("Tóm tắt thành tích"), value=row.summary),
            Fact(key="achievement", label=_("Báo cáo thành tích"), value=row.achievement),
            Fact(key="findings", label=_("Đối chiếu điều kiện"), value=_findings(row)),
            Fact(key="state", label=_("Kết quả"), value=row.get_state_display()),
        )


def _findings(row: Dossier) -> str:
    """What the conditions said, a line each."""
    said = {True: _("Đạt:"), False: _("Không đạt:"), None: _("Chưa rõ:")}
    lines = ((said[one.get("holds")], one["asks"], one.get("words")) for one in row.findings)
    return "\n".join(" ".join(filter(None, line)) for line in lines)


@holding("award_dossier_steps", label=lambda: _("Các bước xét hồ sơ khen thưởng"), order=60)
def steps(user_id: int) -> Iterator[Record]:
    rows = DossierStep.objects.filter(dossier__user_id=user_id)
    related = rows.select_related("dossier__award", "dossier__round", "office")
    for row in related.order_by("dossier", "position").iterator():
        yield (
            Fact(key="award", label=_("Hình thức khen"), value=row.dossier.award.name),
            Fact(key="round", label=_("Đợt xét"), value=row.dossier.round.title),
            Fact(key="outcome", label=_("Bước"), value=row.get_outcome_display()),
            Fact(key="office", label=_("Đơn vị"), value=row.office.name),
            Fact(key="at", label=_("Lúc"), value=row.decided_at),
            Fact(key="reason", label=_("Ý kiến"), value=row.reason),
            Fact(key="lacking", label=_("Còn thiếu"), value="; ".join(row.lacking)),
        )


@holding("award_dossier_files", label=lambda: _("Tệp trong hồ sơ khen thưởng"), order=60)
def files(user_id: int) -> Iterator[Record]:
    rows = DossierFile.objects.filter(dossier__user_id=user_id)
    related = rows.select_related("dossier__award", "dossier__round", "file")
    for row in related.order_by("dossier", "pk").iterator():
        names = {one.key: one.name for one in row.dossier.award.read.documents}
        yield (
            Fact(key="award", label=_("Hình thức khen"), value=row.dossier.award.name),
            Fact(key="round", label=_("Đợt xét"), value=row.dossier.round.title),
            Fact(key="document", label=_("Thành phần hồ sơ"), value=names.get(row.key, row.key)),
            Fact(key="file", label=_("Tên tệp"), value=row.file.original_name),
            Fact(key="caption", label=_("Ghi chú"), value=row.caption),
            Fact(key="added_at", label=_("Thêm lúc"), value=row.added_at),
        )
