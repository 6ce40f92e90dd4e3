"""What the system counted on cards of the sample, and the review before results go out."""

import datetime as dt
import uuid
from dataclasses import replace
from fractions import Fraction

from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.scoring import automatic
from sangkien.scoring.actions import reviewing
from sangkien.scoring.models import Card, Opening, ReviewMeeting
from sangkien.scoring.rules.columns import Content
from sangkien.scoring.rules.marks import Mark
from sangkien.scoring.rules.reviews import Minutes
from sangkien.units.models import Cluster
from sangkien.units.queries import actor_for

SPACE = uuid.UUID("5b6a4f1e-93d9-44dd-9a3f-0b8d2cbbd003")
NOTE = "Chưa có số liệu trên hệ thống, đơn vị tự rà soát"


def counted(card: Card, content: Content, *, at: dt.datetime) -> Content:
    """With what the system suggests on the lines that fill themselves."""
    marks, notes = dict(content.marks), dict(content.notes)
    for code, found in automatic.of_card(card, at=at).items():
        marks[code] = Mark(value=Fraction(0) if found.value is None else found.value)
        if found.value is None:
            notes[code] = NOTE
    return replace(content, marks=marks, notes=notes)


def review(
    opening: Opening, cluster: Cluster, people: tuple[User, User], *, at: dt.datetime
) -> ReviewMeeting:
    """All units meet; one writes the minutes, the other confirms them."""
    secretary, chair = people
    cards = list(Card.objects.filter(opening=opening, cluster=cluster).order_by("pk"))
    minutes = Minutes(
        held_on=local_day(at),
        place="Hội trường LĐLĐ tỉnh",
        chair=chair.full_name,
        secretary=secretary.full_name,
        present=tuple(card.unit_id for card in cards),
        remarks="Các đơn vị nghe công bố điểm từng tiêu chí, đối chiếu với phiếu tự chấm.\n"
        "Không đơn vị nào đề nghị chấm lại sau khi nghe giải thích.",
        decided={
            cards[-1].pk: "Ghi nhận thêm một mô hình được đơn vị bạn áp dụng, đã có giấy xác nhận."
        },
        conclusion="Hội nghị nhất trí kết quả chấm điểm; công bố sau 10 ngày nếu không có ý kiến.",
    )
    row = reviewing.note_down(
        opening,
        cluster.pk,
        minutes,
        request_key=uuid.uuid5(SPACE, f"hop-{opening.pk}-{cluster.pk}"),
        by=actor_for(secretary, at=at),
        at=at,
    )
    later = at + dt.timedelta(hours=3)
    by = replace(actor_for(chair, at=later), proven_at=later)
    return reviewing.confirm(row, seen=row.version, by=by, at=later)
