"""A helper writes for an author who agreed; the author looks at it and takes it over, or not."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, shown
from sangkien.initiatives.actions import helping as initiatives
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions.recording import record
from sangkien.support import permissions, rules
from sangkien.support.actions.asking import ensure_asker
from sangkien.support.enums import VersionState
from sangkien.support.errors import DraftChanged, InvalidHelp, NoConsent
from sangkien.support.events import VersionDecided, VersionWritten
from sangkien.support.models import DraftVersion, HelpRequest

MOST_VERSIONS = 50  # of one request


@transaction.atomic
def write(
    request: HelpRequest, *, words: dict[str, str], seen: str, by: Actor, at: dt.datetime
) -> DraftVersion:
    """ "Viết giúp": a version that waits for the author; nothing of it is in the draft before.

    `seen` is `state_of` as it was on the helper's screen: what the author or another screen wrote
    since is never written over, and both texts are shown.
    """
    # Read again and held, the draft first as where it becomes a secret: the consent may be taken back
    # or the draft sealed at this moment, and no plain words may be left behind.
    db.locked(Initiative.objects.filter(pk=request.initiative_id or 0)).first()
    db.locked(HelpRequest.objects.filter(pk=request.pk)).first()
    fresh = HelpRequest.objects.select_related("unit", "initiative").get(pk=request.pk)
    draft = fresh.initiative
    if draft is None or not permissions.can_write_in(by, fresh) or by.user_id is None:
        raise NoConsent(_("Người nhờ chưa đồng ý cho viết giúp, hoặc bản nháp đã gửi."))
    waiting = waiting_of(fresh)
    written = {name: words[name] for name in rules.WORDS}
    if waiting is not None and (waiting.words, waiting.written_by_id) == (written, by.user_id):
        return waiting
    if state_of(draft, waiting) != seen:
        raise DraftChanged(_("Bản nháp vừa được sửa. Hãy xem chữ mới ở từng mục rồi lưu lại."))
    before = present_words(draft)
    if written == before:
        raise InvalidHelp(_("Chưa có gì khác với bản của tác giả."))
    return _kept(fresh, before, written, by=by, at=at)


def _kept(
    request: HelpRequest,
    before: dict[str, str],
    words: dict[str, str],
    *,
    by: Actor,
    at: dt.datetime,
) -> DraftVersion:
    """The number is unique in the database: of two at once one is told."""
    versions = DraftVersion.objects.filter(request=request)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST_VERSIONS:
        raise InvalidHelp(_("Đã có 50 bản viết giúp. Hãy đóng yêu cầu này và gửi yêu cầu mới."))
    replaced = versions.filter(state=VersionState.WAITING)
    try:
        with transaction.atomic():
            replaced.update(state=VersionState.REPLACED, decided_at=at)
            version = DraftVersion.objects.create(
                request=request,
                number=number,
                written_by_id=by.user_id or 0,
                written_at=at,
                before=before,
                words=words,
            )
    except IntegrityError:
        raise DraftChanged(_("Bản viết giúp vừa được lưu từ nơi khác, hãy mở lại.")) from None
    event = VersionWritten(request_id=request.pk, unit_id=request.unit_id, number=number)
    record(event, by=by, at=at)
    return version


@transaction.atomic
def use(
    version: DraftVersion, *, words: dict[str, str], seen: str, by: Actor, at: dt.datetime
) -> DraftVersion:
    """ "Dùng bản này", by the author, with what the author changed in it: only now it is in the
    draft. `seen` is `core.shown.digest` of the author's own words on the screen.
    """
    request, draft = _to_decide(version, by)
    if version.state == VersionState.USED:
        return version
    _decide(version, VersionState.USED, at=at)
    initiatives.use_help(
        draft,
        changes={name: words[name] for name in rules.WORDS},
        seen=seen,
        helper_id=version.written_by_id,
        by=by,
        at=at,
    )
    _recorded(request, version, is_used=True, by=by, at=at)
    return version


@transaction.atomic
def decline(version: DraftVersion, *, by: Actor, at: dt.datetime) -> DraftVersion:
    """ "Giữ bản của tôi"."""
    request, _draft = _to_decide(version, by)
    if version.state == VersionState.DECLINED:
        return version
    _decide(version, VersionState.DECLINED, at=at)
    _recorded(request, version, is_used=False, by=by, at=at)
    return version


def _to_decide(version: DraftVersion, by: Actor) -> tuple[HelpRequest, Initiative]:
    request = HelpRequest.objects.select_related("initiative", "unit").get(pk=version.request_id)
    ensure_asker(request, by)
    if request.initiative is None:
        raise InvalidHelp(_("Bản nháp này đã bị xóa."))
    return request, request.initiative


def _decide(version: DraftVersion, state: VersionState, *, at: dt.datetime) -> None:
    waiting = DraftVersion.objects.filter(pk=version.pk, state=VersionState.WAITING)
    if waiting.update(state=state, decided_at=at) != 1:
        raise DraftChanged(_("Người giúp vừa lưu bản mới hơn. Hãy xem lại."))
    version.refresh_from_db()


def _recorded(
    request: HelpRequest, version: DraftVersion, *, is_used: bool, by: Actor, at: dt.datetime
) -> None:
    event = VersionDecided(
        request_id=request.pk, unit_id=request.unit_id, number=version.number, is_used=is_used
    )
    record(event, by=by, at=at)


def waiting_of(request: HelpRequest) -> DraftVersion | None:
    return DraftVersion.objects.filter(request=request, state=VersionState.WAITING).first()


def present_words(draft: Initiative) -> dict[str, str]:
    """What the author has written so far."""
    return {name: str(getattr(draft, name)) for name in rules.WORDS}


def state_of(draft: Initiative, waiting: DraftVersion | None) -> str:
    """What a screen of the helper stands on: the author's words and the version that waits."""
    return shown.digest({**present_words(draft), "version": waiting.number if waiting else 0})
