"""Close an initiative as a trade secret, open it again, and write in one that is closed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, vault
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import sealing as files
from sangkien.files.actions import uploading
from sangkien.initiatives import permissions, rules, secrecy
from sangkien.initiatives.actions.evidence import subject_of
from sangkien.initiatives.actions.moving import recorded
from sangkien.initiatives.enums import COUNTED_AS_VALID
from sangkien.initiatives.errors import WrongState
from sangkien.initiatives.events import SecretDisclosed, SecretKept
from sangkien.initiatives.models import Correction, Decision, Evidence, Initiative


@transaction.atomic
def keep_secret(initiative: Initiative, *, by: Actor, at: dt.datetime) -> Initiative:
    """ "Giữ bí mật kinh doanh": text, earlier versions and files are encrypted from now on.

    Only before it was ever confirmed: what everybody could read cannot be called back. Twice is
    once.
    """
    if not permissions.is_own(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập mới giữ bí mật được sáng kiến này."))
    fresh = db.locked(Initiative.objects.filter(pk=initiative.pk)).get()
    if fresh.is_secret:
        return _reread(initiative, fresh)
    _ensure_never_public(fresh)
    kept = secrecy.columns(secrecy.plain(fresh))
    Initiative.objects.filter(pk=fresh.pk).update(**kept, changed_at=at)
    for correction in Correction.objects.filter(initiative=fresh):
        secrecy.seal_correction(correction).save(update_fields=["before", "after", "note"])
    for evidence in Evidence.objects.filter(initiative=fresh).select_related("file"):
        secrecy.seal_evidence(evidence, name=evidence.file.original_name)
        evidence.save(update_fields=["sealed", "caption", "published_at"])
        files.seal(evidence.file, at=at)
    uploading.drop_unfinished(subject_of(fresh))
    recorded(fresh, SecretKept, by=by, at=at)
    fresh.sealed = kept[secrecy.SEALED]
    return _reread(initiative, fresh)


def _ensure_never_public(initiative: Initiative) -> None:
    if initiative.state_enum not in rules.OPEN_FOR_CLOSING:
        raise WrongState(_("Chỉ giữ bí mật được trước khi sáng kiến được xác nhận."))
    decided = Decision.objects.filter(initiative=initiative, outcome__in=COUNTED_AS_VALID)
    if decided.exists():
        raise WrongState(
            _("Sáng kiến này đã từng được xác nhận và ai cũng đọc được, nên không giữ bí mật nữa.")
        )


@transaction.atomic
def disclose(initiative: Initiative, *, by: Actor, at: dt.datetime) -> Initiative:
    """ "Thôi giữ bí mật": the leading author alone; it is read like any other from now on."""
    if not permissions.can_disclose(by, initiative):
        raise NotAllowed(_("Chỉ tác giả chính mới thôi giữ bí mật được."))
    fresh = db.locked(Initiative.objects.filter(pk=initiative.pk)).get()
    if not fresh.is_secret:
        return _reread(initiative, fresh)
    values = secrecy.plain(fresh)
    Initiative.objects.filter(pk=fresh.pk).update(**values, sealed="", changed_at=at)
    for correction in Correction.objects.filter(initiative=fresh):
        secrecy.open_correction(correction).save(update_fields=["before", "after", "note"])
    for evidence in Evidence.objects.filter(initiative=fresh).select_related("file"):
        secrecy.open_evidence(evidence)
        name = evidence.file.original_name
        evidence.sealed = ""
        evidence.save(update_fields=["sealed", "caption"])
        files.unseal(evidence.file, original_name=name, at=at)
    uploading.drop_unfinished(subject_of(fresh))
    recorded(fresh, SecretDisclosed, by=by, at=at)
    secrecy.filled(fresh, values)
    fresh.sealed = ""
    return _reread(initiative, fresh)


def _reread(initiative: Initiative, fresh: Initiative) -> Initiative:
    """What the caller holds says the same as the database."""
    initiative.sealed = fresh.sealed
    return secrecy.filled(initiative, secrecy.plain(fresh))


def write(initiative: Initiative, changes: Mapping[str, Any], *, at: dt.datetime) -> bool:
    """Write what an author typed; False when it stands in another state by now.

    Call inside a transaction. What is closed is written whole: the row is held meanwhile, so that
    two screens at once lose nothing. Whether it is closed is asked of the database, not of what the
    caller has read before.
    """
    rows = Initiative.objects.filter(pk=initiative.pk, state=initiative.state)
    touched = set(changes) & set(rules.CLOSED)
    here = rows.filter(sealed="") if touched else rows
    if not (touched and initiative.is_secret) and here.update(**changes, changed_at=at):
        initiative.refresh_from_db(fields=[*changes, "changed_at"])
        return True
    fresh = db.locked(rows.exclude(sealed="")).first() if touched else None
    if fresh is None:
        return False
    values = {**secrecy.plain(fresh), **{name: changes[name] for name in touched}}
    kept = {name: value for name, value in changes.items() if name not in touched}
    kept |= {**secrecy.columns(values), "changed_at": at}
    Initiative.objects.filter(pk=fresh.pk).update(**kept)
    initiative.refresh_from_db(fields=[*kept])
    secrecy.filled(initiative, values)
    return True


def closed_from_the_start(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a new one: `is_secret` among the values closes it before it is first kept."""
    rest = {name: value for name, value in values.items() if name != "is_secret"}
    if not values.get("is_secret"):
        return rest
    closed = {**secrecy.EMPTY, **{name: rest[name] for name in rules.CLOSED if name in rest}}
    return {**rest, **secrecy.columns(closed)}


@transaction.atomic
def reseal(pk: int) -> bool:
    """ "Đổi khóa một sáng kiến": its texts closed with the key in use; says whether any was not."""
    fresh = db.locked(Initiative.objects.filter(pk=pk).exclude(sealed="")).first()
    if fresh is None:
        return False
    done = 0
    for correction in Correction.objects.filter(initiative=fresh):
        closed = [one for one in (correction.before, correction.after) if one]
        if sum(map(_resealed, closed)):  # each of them, not only up to the first
            correction.save(update_fields=["before", "after"])
            done += 1
    for evidence in Evidence.objects.filter(initiative=fresh):
        held = {secrecy.SEALED: evidence.sealed}
        if _resealed(held):
            evidence.sealed = held[secrecy.SEALED]
            evidence.save(update_fields=["sealed"])
            done += 1
    own = {secrecy.SEALED: fresh.sealed}
    if _resealed(own):
        done += Initiative.objects.filter(pk=pk).update(sealed=own[secrecy.SEALED])
    return bool(done)


def _resealed(content: dict[str, Any]) -> bool:
    """Whether what lies in it under "sealed" had to be closed anew."""
    token = content.get(secrecy.SEALED)
    if not token or vault.is_current(token.encode()):
        return False
    content[secrecy.SEALED] = vault.seal_values(vault.unseal_values(token))
    return True


def secret_pks() -> list[int]:
    """All that are closed, for whoever goes through them one by one."""
    rows = Initiative.objects.exclude(sealed="").order_by("pk")
    return list(rows.values_list("pk", flat=True))


def opens(pk: int) -> bool:
    """Whether keys open all of it; else vault.Unreadable."""
    initiative = Initiative.objects.get(pk=pk)
    secrecy.plain(initiative)
    for correction in Correction.objects.filter(initiative=initiative):
        secrecy.open_correction(correction)
    for evidence in Evidence.objects.filter(initiative=initiative).select_related("file"):
        secrecy.open_evidence(evidence)
    return True
