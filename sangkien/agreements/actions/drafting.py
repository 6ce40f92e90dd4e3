"""Begin an agreement and write it, until it is sent to the parties."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import contents, patterns, steps
from sangkien.agreements import measures as days
from sangkien.agreements.actions.holding import ensure_drafts, held, note
from sangkien.agreements.contents import Article, Content, Movement, Pledge
from sangkien.agreements.enums import AgreementKind, AgreementState, EditionState, Span
from sangkien.agreements.errors import ChangedSince, Incomplete
from sangkien.agreements.events import AgreementBegun, AgreementDropped, AgreementRevised
from sangkien.agreements.models import Agreement, Edition, Party
from sangkien.agreements.places import is_counted_in
from sangkien.agreements.queries.filling import signing_for
from sangkien.agreements.queries.pacts import open_edition, parties_of
from sangkien.core import text
from sangkien.core.errors import ManyErrors
from sangkien.core.periods import local_day
from sangkien.programmes.models import Period
from sangkien.units.models import Cluster, Unit


@dataclass(frozen=True, kw_only=True)
class Head:
    """What an officer says first."""

    kind: AgreementKind
    span: Span
    title: str
    starts_on: dt.date
    ends_on: dt.date
    cluster: Cluster | None = None
    period: Period | None = None


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A party as an officer writes it down."""

    name: str
    role: str = ""
    signatory: str = ""
    post: str = ""
    unit: Unit | None = None
    cluster: Cluster | None = None


@transaction.atomic
def begin(
    unit: Unit, head: Head, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Agreement:
    """ "Soạn giao ước" from the pattern of its kind; the same form sent twice is one draft."""
    ensure_drafts(by, unit)
    _ensure_head(head)
    earlier = Agreement.objects.filter(request_key=request_key, unit=unit).first()
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                unit=unit,
                request_key=request_key,
                begun_by_id=by.user_id,
                begun_at=at,
                **_row(head),
            )
    except IntegrityError:
        found = Agreement.objects.filter(request_key=request_key, unit=unit).first()
        if found is None:
            raise ChangedSince(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return found
    content = patterns.content_of(
        head.kind, head.span, starts_on=head.starts_on, ends_on=head.ends_on
    )
    edition = Edition.objects.create(
        agreement=agreement, number=1, content=contents.dump(content), begun_at=at
    )
    _replace(agreement, [_own_seat(unit, head.kind, by=by, at=at)])
    note(AgreementBegun, agreement, edition, by=by, at=at)
    return agreement


def _own_seat(unit: Unit, kind: AgreementKind, *, by: Actor, at: dt.datetime) -> Seat:
    """The unit that drafts is the first party."""
    roles = patterns.roles_of(kind)
    who, post = signing_for([unit.pk], on=local_day(at)).get(unit.pk, (by.name, ""))
    return Seat(name=unit.name, role=roles[0] if roles else "", unit=unit, signatory=who, post=post)


def _row(head: Head) -> dict[str, Any]:
    return {
        "kind": head.kind,
        "span": head.span,
        "title": head.title,
        "starts_on": head.starts_on,
        "ends_on": head.ends_on,
        "cluster": head.cluster,
        "period": head.period,
    }


def _ensure_head(head: Head) -> None:
    if not text.has_words(head.title):
        raise Incomplete(_("Hãy ghi tên giao ước."), field="title")
    if head.ends_on < head.starts_on:
        raise Incomplete(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), field="ends_on")
    if head.kind == AgreementKind.CLUSTER and head.cluster is None:
        raise Incomplete(_("Hãy chọn cụm, khối thi đua."), field="cluster")
    _ensure_same_days(head)


def _ensure_same_days(head: Head) -> None:
    """What is counted is what comes in on the days of the period: others than those that are signed
    would be counted, or left out.
    """
    own = days.Span(since=head.starts_on, until=head.ends_on)
    if head.period is None or is_counted_in(head.period, own):
        return
    words = {
        "period": head.period.name,
        "days": days.time_words(days.days_of(head.period)),
        "own": days.time_words(own),
    }
    raise Incomplete(
        _(
            "%(period)s tính sáng kiến trong %(days)s, giao ước có hiệu lực %(own)s: kết quả sẽ bị đếm "
            "sai thời gian đã ký. Hãy ghi ngày của giao ước trùng với giai đoạn này; hoặc mở một đợt "
            "thi đua có đúng những ngày của giao ước rồi chọn đợt đó; hoặc bỏ chọn, khi đó các bên tự "
            "báo cáo kết quả."
        )
        % words,
        field="period",
    )


@transaction.atomic
def set_head(
    agreement: Agreement, head: Head, *, seen: int, by: Actor, at: dt.datetime
) -> Agreement:
    """ "Sửa tên, thời hạn" of what was never signed."""
    row, edition = _draft(agreement, seen=seen, by=by)
    _ensure_head(head)
    if edition.is_annex:
        raise Incomplete(_("Phụ lục không đổi được tên, thời hạn của giao ước đã ký."))
    Agreement.objects.filter(pk=row.pk).update(**_row(head))
    row.refresh_from_db()
    _next_version(row, edition, by=by, at=at)
    return row


@transaction.atomic
def set_parties(
    agreement: Agreement, seats: Sequence[Seat], *, seen: int, by: Actor, at: dt.datetime
) -> list[Party]:
    """ "Các bên ký" in their order. An annex has the parties of the agreement; who signs for them
    may be somebody else by now.
    """
    row, edition = _draft(agreement, seen=seen, by=by)
    _ensure_seats(seats)
    if edition.is_annex:
        _ensure_same(parties_of(row), seats)
        for party, seat in zip(parties_of(row), seats, strict=True):
            Party.objects.filter(pk=party.pk).update(signatory=seat.signatory, post=seat.post)
    else:
        _replace(row, seats)
    _next_version(row, edition, by=by, at=at)
    return parties_of(row)


def _ensure_seats(seats: Sequence[Seat]) -> None:
    if len(seats) > contents.MOST_PARTIES:
        raise Incomplete(_("Giao ước có nhiều nhất %(n)d bên.") % {"n": contents.MOST_PARTIES})
    taken: set[tuple[int, int | None]] = set()
    for number, seat in enumerate(seats):
        if not text.has_words(seat.name):
            raise Incomplete(_("Hãy ghi tên của bên này."), field=f"{number}.name")
        if seat.unit is None:
            continue
        key = (seat.unit.pk, seat.cluster.pk if seat.cluster else None)
        if key in taken:
            raise Incomplete(_("Đơn vị này đã là một bên ở trên."), field=f"{number}.unit")
        taken.add(key)


def _ensure_same(parties: Sequence[Party], seats: Sequence[Seat]) -> None:
    before = [(party.unit_id, party.name) for party in parties]
    after = [(seat.unit.pk if seat.unit else None, text.clean_line(seat.name)) for seat in seats]
    if before != after:
        raise Incomplete(_("Phụ lục giữ nguyên các bên; chỉ sửa được người ký và chức vụ."))


def _replace(agreement: Agreement, seats: Sequence[Seat]) -> None:
    """Who stays keeps the row, and with it what was said."""
    before = {
        _key(party.unit_id, party.cluster_id, party.name): party for party in parties_of(agreement)
    }
    Party.objects.filter(agreement=agreement).update(place=F("place") + contents.MOST_PARTIES)
    kept = []
    for place, seat in enumerate(seats, start=1):
        unit_id = seat.unit.pk if seat.unit else None
        cluster_id = seat.cluster.pk if seat.cluster else None
        same = before.get(_key(unit_id, cluster_id, text.clean_line(seat.name)))
        values = {
            "place": place,
            "name": seat.name,
            "role": seat.role,
            "signatory": seat.signatory,
            "post": seat.post,
        }
        if same is None:
            same = Party.objects.create(
                agreement=agreement, unit_id=unit_id, cluster_id=cluster_id, **values
            )
        else:
            Party.objects.filter(pk=same.pk).update(**values)
        kept.append(same.pk)
    Party.objects.filter(agreement=agreement).exclude(pk__in=kept).delete()


def _key(unit_id: int | None, cluster_id: int | None, name: str) -> tuple[object, ...]:
    return (unit_id, cluster_id) if unit_id else (None, name)


@transaction.atomic
def set_articles(
    agreement: Agreement,
    *,
    grounds: Sequence[str],
    articles: Sequence[Article],
    amends: str = "",
    seen: int,
    by: Actor,
    at: dt.datetime,
) -> Edition:
    """ "Căn cứ, điều khoản"."""
    row, edition = _draft(agreement, seen=seen, by=by)
    _ensure_few(articles, most=contents.MOST_ARTICLES)
    content = replace(
        edition.words,
        grounds=tuple(filter(None, map(text.clean_line, grounds))),
        articles=tuple(
            Article(heading=text.clean_line(one.heading), text=text.clean_prose(one.text))
            for one in articles
        ),
        amends=text.clean_prose(amends) if edition.is_annex else "",
    )
    return _rewrite(row, edition, content, by=by, at=at)


@transaction.atomic
def set_tables(
    agreement: Agreement,
    *,
    movements: Sequence[Movement],
    pledges: Sequence[Pledge],
    seen: int,
    by: Actor,
    at: dt.datetime,
) -> Edition:
    """ "Bảng đăng ký": movements and pledges."""
    row, edition = _draft(agreement, seen=seen, by=by)
    _ensure_few(movements, most=contents.MOST_MOVEMENTS)
    _ensure_few(pledges, most=contents.MOST_PLEDGES)
    refused = []
    for number, pledge in enumerate(pledges, start=1):
        try:
            contents.ensure_sensible_pledge(pledge, number)
        except Incomplete as refusal:
            refused.append(refusal)
    if refused:
        raise refused[0] if len(refused) == 1 else ManyErrors([*refused])
    content = replace(edition.words, movements=tuple(movements), pledges=tuple(pledges))
    return _rewrite(row, edition, contents.cleaned(content), by=by, at=at)


def _ensure_few(rows: Sequence[object], *, most: int) -> None:
    if len(rows) > most:
        raise Incomplete(_("Bảng này có nhiều nhất %(n)d dòng.") % {"n": most})


def _rewrite(
    row: Agreement, edition: Edition, content: Content, *, by: Actor, at: dt.datetime
) -> Edition:
    Edition.objects.filter(pk=edition.pk).update(content=contents.dump(content))
    _next_version(row, edition, by=by, at=at)
    return Edition.objects.get(pk=edition.pk)


def _next_version(row: Agreement, edition: Edition, *, by: Actor, at: dt.datetime) -> None:
    Edition.objects.filter(pk=edition.pk).update(version=F("version") + 1)
    note(AgreementRevised, row, edition, by=by, at=at)


def _draft(agreement: Agreement, *, seen: int, by: Actor) -> tuple[Agreement, Edition]:
    """The draft as it stands; whoever saw an older one is told, so that nobody's words get lost."""
    row = held(agreement)
    ensure_drafts(by, row.unit)
    steps.ensure_living(row.state_enum)
    edition = open_edition(row)
    if edition is None:
        raise ChangedSince(_("Không có bản nào đang soạn. Hãy tải lại trang."))
    steps.ensure_step(edition.state_enum, EditionState.DRAFT)
    if edition.version != seen:
        raise ChangedSince(_("Người khác vừa sửa bản này. Hãy tải lại trang rồi sửa tiếp."))
    return row, edition


@transaction.atomic
def drop(agreement: Agreement, *, by: Actor, at: dt.datetime) -> Agreement:
    """ "Bỏ giao ước chưa ký xong": nobody is bound by it; what was said stays in the journal."""
    row = held(agreement)
    ensure_drafts(by, row.unit)
    if row.state == AgreementState.DROPPED:
        return row
    if row.state != AgreementState.DRAFTING:
        raise Incomplete(_("Giao ước đã ký không bỏ được; hãy tổng kết, kết thúc giao ước."))
    edition = row.editions.get(number=1)
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.WITHDRAWN, digest="")
    Agreement.objects.filter(pk=row.pk).update(state=AgreementState.DROPPED, ended_at=at)
    row.refresh_from_db()
    note(AgreementDropped, row, edition, by=by, at=at)
    return row
