"""Nominate: begin a dossier, write it, drop a draft."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.commendation import permissions
from sangkien.commendation.actions.dossiers_moving import held_round
from sangkien.commendation.actions.dossiers_returning import give_back
from sangkien.commendation.enums import DossierState, HolderKind, Origin
from sangkien.commendation.errors import InvalidDossier, MovedMeanwhile, OwnWork
from sangkien.commendation.events import DossierBegun, DossierDropped, DossierWritten
from sangkien.commendation.models import Award, Dossier, Round, RoundAward
from sangkien.commendation.models.dossier import AGAINST
from sangkien.commendation.queries.rewarded import conferred
from sangkien.commendation.rules import quotas
from sangkien.commendation.rules.forwarding import EDITABLE
from sangkien.core import db, paths, text
from sangkien.core.errors import NotAllowed
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import closing_words, local_day
from sangkien.journal.actions.recording import record
from sangkien.units.models import Membership, Unit

LONGEST_SUMMARY, LONGEST_ACHIEVEMENT, LONGEST_REASON = 500, 20_000, 1_000
NOT_COUNTED = (DossierState.WITHDRAWN, DossierState.FAILED)


def nominate(
    round_: Round,
    award: Award,
    *,
    unit: Unit,
    user: User | None = None,
    proposer: Unit,
    origin: Origin,
    summary: str,
    findings: Sequence[Mapping[str, Any]],
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
    introduced_by: str = "",
    against: str = "",
) -> Dossier:
    """ "Đề nghị khen thưởng" of `user` of `unit` or of this; the same form twice begins one."""
    if by.user_id is None or not permissions.can_propose(by, proposer):
        raise NotAllowed(_("Bạn không đề nghị khen thưởng thay cho đơn vị này."))
    if found := Dossier.objects.filter(request_key=request_key, proposer=proposer).first():
        return found
    _ensure_another(user, by=by)
    ensure_takes(round_, at=at)
    _ensure_holder(award, unit=unit, user=user, proposer=proposer, at=at)
    made = Dossier(
        round=round_,
        award=award,
        **_holder(award, unit, user),
        proposer=proposer,
        origin=origin,
        summary=ensure_summary(summary),
        findings=_reasoned(findings, against),
        introduced_by=text.clean_line(introduced_by)[:250],
        editors=[by.user_id],
        request_key=request_key,
        begun_by_id=by.user_id,
        begun_at=at,
    )
    return _begun(made, by=by, at=at)


def _reasoned(findings: Sequence[Mapping[str, Any]], against: str) -> list[dict[str, Any]]:
    """What the rules say, with the reason where a condition is not fulfilled: whoever decides reads both."""
    kept = list(map(dict, findings))
    if all(one.get("holds") is not False for one in kept):
        return kept
    words = text.clean_line(against)
    if not text.has_words(words) or len(words) > LONGEST_REASON:
        raise InvalidDossier(
            _(
                "Còn điều kiện chưa đạt. Nếu vẫn đề nghị, hãy ghi lý do, nhiều nhất 1.000 ký tự; "
                "cấp xét đọc lý do này."
            ),
            field="against",
        )
    with in_vietnamese():  # what is kept
        asks = _("Lý do vẫn đề nghị dù có điều kiện chưa đạt")
    return [*kept, {"kind": AGAINST, "asks": asks, "holds": None, "words": words}]


def _holder(award: Award, unit: Unit, user: User | None) -> dict[str, Any]:
    name = user.full_name if user is not None else unit.name
    return {"holder_kind": award.holder_kind, "unit": unit, "user": user, "holder_name": name}


def _ensure_another(user: User | None, *, by: Actor) -> None:
    if user is not None and user.pk == by.user_id:
        raise OwnWork(_("Không ai tự đề nghị khen thưởng cho mình: hãy để cán bộ khác đề nghị."))


def _begun(made: Dossier, *, by: Actor, at: dt.datetime) -> Dossier:
    try:
        with transaction.atomic():
            ensure_takes(held_round(made.round_id), at=at)  # nobody closes or cancels it meanwhile
            _ensure_room(made)
            made.save(force_insert=True)
            event = DossierBegun(
                dossier_id=made.pk,
                unit_id=made.proposer_id,
                round_id=made.round_id,
                award_id=made.award_id,
            )
            record(event, by=by, at=at)
    except IntegrityError:
        rows = Dossier.objects.filter(request_key=made.request_key, proposer=made.proposer_id)
        found = rows.first()
        if found is None:
            raise InvalidDossier(
                _("%(name)s đã được đề nghị hình thức khen này trong đợt.")
                % {"name": made.holder_name}
            ) from None
        return found
    return made


def ensure_takes(round_: Round, *, at: dt.datetime) -> None:
    """Raise unless the round takes nominations that arrive at this instant."""
    if not round_.is_open:
        raise InvalidDossier(_("Đợt xét này không còn nhận đề nghị."))
    if at >= round_.closes_at:
        raise InvalidDossier(
            _("Đã hết hạn nhận đề nghị lúc %(due)s. Nội dung bạn nhập vẫn còn trên trang này.")
            % {"due": closing_words(round_.closes_at)}
        )


def _ensure_holder(
    award: Award, *, unit: Unit, user: User | None, proposer: Unit, at: dt.datetime
) -> None:
    today = local_day(at)
    if not paths.contains(proposer.path, unit.path) or not unit.stands_on(today):
        raise InvalidDossier(_("Chỉ đề nghị khen trong phạm vi đơn vị của bạn."), field="unit")
    if (award.holder_kind == HolderKind.PERSON) != (user is not None):
        words = _("Hình thức này khen cá nhân: hãy chọn người.")
        if award.holder_kind == HolderKind.COLLECTIVE:
            words = _("Hình thức này khen tập thể, không khen cá nhân.")
        raise InvalidDossier(words, field="person")
    if user is None:
        ensure_not_decider(award, unit)
        return
    here = Membership.objects.filter(paths.subtree(unit.path, field="unit__path"), user=user)
    if not here.in_force_on(today).exists():
        raise InvalidDossier(
            _("Người này không còn là đoàn viên, người lao động của đơn vị."), field="person"
        )


def ensure_not_decider(award: Award, unit: Unit) -> None:
    """Nobody rewards themselves: whoever decides the award is no candidate for it."""
    if unit.pk == award.unit_id:
        raise InvalidDossier(
            _(
                "“%(award)s” do chính %(unit)s quyết định tặng: không tự đề nghị cho mình, hãy ghi "
                "tập thể khác."
            )
            % {"award": award.name, "unit": unit.name},
            field="unit",
        )


def _ensure_room(made: Dossier) -> None:
    """The round lists the award for units below; the proposer stays within its share."""
    if not paths.contains(made.round.unit.path, made.proposer.path):
        raise InvalidDossier(_("Đợt xét này không dành cho đơn vị của bạn."))
    rows = RoundAward.objects.filter(round=made.round, award=made.award)
    if db.locked(rows).first() is None:
        raise InvalidDossier(_("Đợt xét này không có hình thức khen đã chọn."), field="award")
    ensure_not_rewarded(made)
    proposed = Dossier.objects.filter(
        round=made.round, award=made.award, proposer=made.proposer
    ).exclude(state__in=NOT_COUNTED)
    proposed = proposed.exclude(conferral__revoked_at__isnull=False)
    may, words = quotas.of_proposer(made.award.read.quota, proposed.count())
    if not may:
        raise InvalidDossier(f"“{made.award.name}”: {words}.")


def ensure_not_rewarded(dossier: Dossier) -> None:
    """One achievement is rewarded once by one level."""
    found = conferred(dossier.round, dossier.award, unit=dossier.unit, user=dossier.user)
    earlier = found.exclude(dossier=dossier.pk or 0).first()
    if earlier is not None:
        raise InvalidDossier(
            _(
                "Thành tích này đã được khen: %(title)s (%(label)s). Một thành tích không khen hai lần."
            )
            % {"title": earlier.title, "label": earlier.label or earlier.authority}
        )


def ensure_summary(summary: str) -> str:
    words = text.clean_line(summary)
    if not text.has_words(words) or len(words) > LONGEST_SUMMARY:
        raise InvalidDossier(_("Hãy tóm tắt thành tích, nhiều nhất 500 ký tự."), field="summary")
    return words


def ensure_writes(dossier: Dossier, *, by: Actor) -> None:
    """Raise unless the person writes this dossier and it may be written."""
    if not permissions.can_propose(by, dossier.proposer):
        raise NotAllowed(_("Chỉ đơn vị đề nghị sửa được hồ sơ này."))
    if by.user_id is not None and by.user_id == dossier.user_id:
        raise OwnWork(_("Bạn là người được đề nghị khen: hãy để cán bộ khác lập hồ sơ."))
    if dossier.state not in EDITABLE:
        raise InvalidDossier(_("Hồ sơ đã gửi nên không sửa được. Hãy tải lại trang."))


def touched(dossier: Dossier, *, seen: int, by: Actor, **changes: Any) -> Dossier:
    """Compare and set of a dossier that is being written; whoever did it is among its editors."""
    editors = [*dossier.editors, *([by.user_id] if by.user_id not in dossier.editors else [])]
    rows = Dossier.objects.filter(pk=dossier.pk, version=seen, state__in=EDITABLE)
    if rows.update(**changes, editors=editors, version=seen + 1) != 1:
        raise MovedMeanwhile(_("Người khác vừa sửa hồ sơ này. Hãy mở lại trang để xem."))
    dossier.refresh_from_db()
    return dossier


@transaction.atomic
def write(
    dossier: Dossier, *, summary: str, achievement: str, seen: int, by: Actor, at: dt.datetime
) -> Dossier:
    """ "Soạn báo cáo thành tích"; `seen` is the version that was on the screen."""
    ensure_writes(dossier, by=by)
    words, long = ensure_summary(summary), text.clean_prose(achievement)
    if len(long) > LONGEST_ACHIEVEMENT:
        raise InvalidDossier(_("Báo cáo thành tích nhiều nhất 20.000 ký tự."), field="achievement")
    if (words, long) == (dossier.summary, dossier.achievement):
        return dossier
    touched(dossier, seen=seen, by=by, summary=words, achievement=long)
    event = DossierWritten(
        dossier_id=dossier.pk, unit_id=dossier.proposer_id, version=dossier.version
    )
    record(event, by=by, at=at)
    return dossier


@transaction.atomic
def drop(dossier: Dossier, *, by: Actor, at: dt.datetime) -> None:
    """ "Xóa bản đang lập" that was never sent; nobody else has seen it. What it grew out of waits for
    its own decision again.
    """
    ensure_writes(dossier, by=by)
    pk, unit_id = dossier.pk, dossier.proposer_id
    held_round(dossier.round_id)
    rows = Dossier.objects.filter(pk=pk, state=DossierState.DRAFT)
    if rows.exists():
        give_back(dossier, at=at)
    if not rows.delete()[0]:
        raise MovedMeanwhile(_("Hồ sơ đã gửi nên không xóa được. Hãy tải lại trang."))
    record(DossierDropped(dossier_id=pk, unit_id=unit_id), by=by, at=at)
