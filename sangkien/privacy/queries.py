"""Reading consents, requests, and everything that is held about one person."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core import personal
from sangkien.core.errors import NotFound
from sangkien.privacy.enums import Purpose
from sangkien.privacy.models import Consent, ConsentText, DataRequest, Deadline

PAGE = 50
MOST_OWN = 100


@dataclass(frozen=True, kw_only=True)
class Section:
    """One kind of thing that is held about a person."""

    key: str
    label: str
    records: tuple[personal.Record, ...]


def held_about(user_id: int) -> list[Section]:
    """What every app holds about a person, in the order of the page."""
    return [
        Section(key=held.key, label=held.label(), records=tuple(held.collect(user_id)))
        for held in personal.holdings()
    ]


def text_for(purpose: Purpose, *, on: dt.date) -> ConsentText:
    """The words in force on a day."""
    found = ConsentText.objects.filter(purpose=purpose, valid_from__lte=on)
    return found.order_by("valid_from", "version").last() or _no_text(purpose)


def _no_text(purpose: Purpose) -> ConsentText:
    raise NotFound(_("Chưa có văn bản đồng ý cho mục đích này."))


def standing_consent(user: User, purpose: Purpose, *, subject: int = 0) -> Consent | None:
    rows = Consent.objects.filter(user=user, purpose=purpose, subject=subject, withdrawn_at=None)
    return rows.select_related("text").first()


def standing_consents(user: User, purpose: Purpose) -> list[Consent]:
    """Of a purpose that is agreed to thing by thing, the latest first."""
    rows = Consent.objects.filter(user=user, purpose=purpose, withdrawn_at=None)
    return list(rows.order_by("-pk")[:MOST_OWN])


def consents_of(user: User) -> list[Consent]:
    """Given and withdrawn, the latest first."""
    rows = Consent.objects.filter(user=user).select_related("text")
    return list(rows.order_by("-pk")[:MOST_OWN])


def deadline_for(kind: str, *, on: dt.date) -> Deadline:
    """The term in force on a day."""
    found = Deadline.objects.filter(kind=kind, valid_from__lte=on).order_by("valid_from").last()
    if found is None:
        raise NotFound(_("Chưa có thời hạn cho loại yêu cầu này."))
    return found


def own_requests(actor: Actor) -> list[DataRequest]:
    return list(DataRequest.objects.of(actor).order_by("-pk")[:MOST_OWN])


def get_own_request(pk: int, *, actor: Actor) -> DataRequest:
    return _one(pk, actor=actor, own=True)


def get_request(pk: int, *, actor: Actor) -> DataRequest:
    """One that the actor has to answer, or NotFound."""
    return _one(pk, actor=actor, own=False)


def _one(pk: int, *, actor: Actor, own: bool) -> DataRequest:
    rows = DataRequest.objects.of(actor) if own else DataRequest.objects.visible_to(actor)
    found = rows.select_related("user", "unit", "deadline", "answered_by").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy yêu cầu này."))
    return found


def queue(
    actor: Actor, *, after: int | None = None, limit: int = PAGE
) -> tuple[list[DataRequest], int | None]:
    """Open requests in the order of their clocks, keyset by request."""
    rows = DataRequest.objects.visible_to(actor).open()
    last = rows.filter(pk=after).first() if after is not None else None
    if last is not None:
        same = Q(next_due_on=last.next_due_on, pk__gt=last.pk)
        rows = rows.filter(Q(next_due_on__gt=last.next_due_on) | same)
    rows = rows.select_related("user", "unit").order_by("next_due_on", "pk")
    found = list(rows[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def answered(actor: Actor, *, limit: int = PAGE) -> list[DataRequest]:
    """What was answered or taken back lately."""
    rows = DataRequest.objects.visible_to(actor).filter(answered_at__isnull=False)
    return list(rows.select_related("user", "unit").order_by("-answered_at", "-pk")[:limit])
