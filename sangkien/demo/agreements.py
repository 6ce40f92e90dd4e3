"""Agreements of the sample: what every one of them needs, one with an employer, one that waits for
an answer. All through the real actions.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.agreements.actions import consulting, drafting, signing
from sangkien.agreements.actions.drafting import Head, Seat
from sangkien.agreements.contents import EVERYBODY, Pledge
from sangkien.agreements.enums import AgreementKind, PledgeKind, Span, TargetBase, Verdict
from sangkien.agreements.models import Agreement, Party
from sangkien.agreements.queries.pacts import open_edition, parties_of
from sangkien.core.periods import last_day, local_day, start_of
from sangkien.demo import launching
from sangkien.demo.album import signed_page
from sangkien.demo.blocks.live import PROGRAMME, SISTER, SUPERIOR_UNIT, UNIT
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("5f0c1f6e-6f0a-4f64-9a86-4ad1f0b9a1c3")
BEGUN_DAYS_BEFORE, SENT_DAYS_BEFORE, ANSWERED_DAYS_BEFORE = 5, 3, 2
EMPLOYER_DAYS_BEFORE, EMPLOYER_DAYS = 30, 365


@dataclass(frozen=True, kw_only=True)
class Side:
    """A party and the person who answers and signs for it; nobody for those outside."""

    seat: Seat
    user: User | None = None


def begin(
    sides: Sequence[Side],
    head: Head,
    pledges: Sequence[Pledge],
    *,
    by: User,
    at: dt.datetime,
) -> Agreement:
    """A draft of the first side, sent to the others."""
    first = sides[0].seat.unit
    if first is None:
        raise ValueError(head.title)
    actor = actor_for(by, at=at)
    key = uuid.uuid5(NAMESPACE, f"{first.code} {head.title}")
    row = drafting.begin(first, head, request_key=key, by=actor, at=at)
    drafting.set_parties(row, [one.seat for one in sides], seen=_version(row), by=actor, at=at)
    edition = open_edition(row)
    movements = edition.words.movements if edition else ()
    drafting.set_tables(
        row, movements=movements, pledges=pledges, seen=_version(row), by=actor, at=at
    )
    return row


def send(row: Agreement, *, by: User, at: dt.datetime) -> None:
    consulting.send(row, seen=_version(row), by=actor_for(by, at=at), at=at)


def agree(row: Agreement, place: int, *, by: User, at: dt.datetime, words: str = "") -> None:
    consulting.give_opinion(
        row,
        _party(row, place),
        verdict=Verdict.AGREE,
        words=words,
        seen=_digest(row),
        by=actor_for(by, at=at),
        at=at,
    )


def sign_all(row: Agreement, sides: Sequence[Side], *, at: dt.datetime) -> None:
    for place, side in enumerate(sides, start=1):
        if side.user is not None:
            by = _proven(side.user, at=at)
            signing.sign(row, _party(row, place), seen=_digest(row), by=by, at=at)


def bring_paper(
    row: Agreement, place: int, photo: SimpleUploadedFile, *, by: User, at: dt.datetime
) -> None:
    """Of a party outside of the union."""
    signing.sign_on_paper(
        row, _party(row, place), photo, seen=_digest(row), by=_proven(by, at=at), at=at
    )


def promised(place: int, value: int | None, **changes: object) -> Pledge:
    values: dict[str, object] = {
        "party": place,
        "text": "Sáng kiến đăng ký trên phần mềm",
        "kind": PledgeKind.INITIATIVES,
        "value": None if value is None else Decimal(value),
        "measure": "sáng kiến",
        "base": TargetBase.SENT,
        "counted": "Theo số đã gửi trên phần mềm",
    }
    return Pledge(**{**values, **changes})  # type: ignore[arg-type]


def _proven(user: User, *, at: dt.datetime) -> Actor:
    """Somebody who showed a moment before to be there."""
    return replace(actor_for(user, at=at), proven_at=at)


def _version(row: Agreement) -> int:
    edition = open_edition(row)
    return edition.version if edition else 0


def _digest(row: Agreement) -> str:
    edition = open_edition(row)
    return edition.digest if edition else ""


def _party(row: Agreement, place: int) -> Party:
    return parties_of(row)[place - 1]


# What can be tried out


def is_built() -> bool:
    return Agreement.objects.filter(unit__code=SUPERIOR_UNIT).exists()


def build(setting: Setting) -> None:
    _with_employer(setting)
    _waiting(setting)


def _at(setting: Setting, days_before: int, hour: int) -> dt.datetime:
    return start_of(setting.today - dt.timedelta(days=days_before)) + dt.timedelta(hours=hour)


def _with_employer(setting: Setting) -> None:
    """In force: the employer answered by word of mouth and signed on paper."""
    here, officer = unit(UNIT), officer_of(UNIT, RoleKey.GRASSROOTS_OFFICER)
    at = _at(setting, EMPLOYER_DAYS_BEFORE, 9)
    starts_on = at.date()
    head = Head(
        kind=AgreementKind.WITH_HEAD,
        span=Span.YEARLY,
        title="Giao ước thi đua giữa công đoàn cơ sở và thủ trưởng đơn vị",
        starts_on=starts_on,
        ends_on=starts_on + dt.timedelta(days=EMPLOYER_DAYS),
    )
    union = Seat(
        unit=here,
        name=here.name,
        role="Công đoàn cơ sở",
        signatory=officer.full_name,
        post="Chủ tịch",
    )
    employer = Seat(
        name=here.name.removeprefix("Công đoàn cơ sở "),
        role="Thủ trưởng đơn vị",
        signatory="Ông Phạm Gia Định",
        post="Giám đốc",
    )
    sides = [Side(seat=union, user=officer), Side(seat=employer)]
    row = begin(sides, head, _with_employer_pledges(starts_on), by=officer, at=at)
    send(row, by=officer, at=at)
    agree(row, 2, by=officer, at=at, words="Giám đốc nhất trí tại buổi làm việc cùng ngày.")
    later = at + dt.timedelta(hours=2)
    sign_all(row, sides, at=later)
    photo = signed_page("giao-uoc-da-ky", setting.draw("giao-uoc"))
    bring_paper(row, 2, photo, by=officer, at=later)


def _with_employer_pledges(starts_on: dt.date) -> tuple[Pledge, ...]:
    plain: dict[str, object] = {"measure": "", "base": None}
    teams = "Tổ công đoàn có đoàn viên đăng ký sáng kiến"
    rewards = "Ban hành quy chế thưởng sáng kiến của đơn vị"
    used = "Sáng kiến đưa vào sử dụng chính thức"
    return (
        promised(1, 90, kind=PledgeKind.PERCENT, text=teams, of="tổ công đoàn", **plain),
        promised(
            2,
            None,
            kind=PledgeKind.DONE_BY,
            text=rewards,
            counted="Quy chế đã ký",
            due_on=starts_on + dt.timedelta(days=90),
            **plain,
        ),
        promised(
            EVERYBODY,
            5,
            kind=PledgeKind.COUNT,
            text=used,
            base=None,
            counted="Biên bản nghiệm thu",
        ),
    )


def _waiting(setting: Setting) -> None:
    """Sent to two CĐCS: one agreed, the other one still has to answer."""
    superior = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    at = _at(setting, BEGUN_DAYS_BEFORE, 9)
    phase = launching.phase(launching.board(PROGRAMME).programme, 2)
    head = Head(
        kind=AgreementKind.LEVELS,
        span=Span.CAMPAIGN,
        title="Giao ước thi đua giai đoạn 2",
        starts_on=local_day(phase.opens_at),
        ends_on=last_day(phase.closes_at),
        period=phase,
    )
    sides = [
        Side(
            seat=Seat(
                unit=unit(code),
                name=unit(code).name,
                role=role,
                signatory=user.full_name,
                post="Chủ tịch",
            ),
            user=user,
        )
        for code, role, user in (
            (SUPERIOR_UNIT, "Bên A", superior),
            (UNIT, "Bên B", officer_of(UNIT, RoleKey.GRASSROOTS_OFFICER)),
            (SISTER, "Bên C", officer_of(SISTER, RoleKey.GRASSROOTS_OFFICER)),
        )
    ]
    pledges = (promised(2, 25), promised(3, 18))
    row = begin(sides, head, pledges, by=superior, at=at)
    send(row, by=superior, at=_at(setting, SENT_DAYS_BEFORE, 8))
    sister = sides[2].user
    if sister is not None:
        words = "Nhất trí. Đề nghị cụm cử người giúp hai tổ chưa có sáng kiến."
        agree(row, 3, by=sister, at=_at(setting, ANSWERED_DAYS_BEFORE, 10), words=words)
