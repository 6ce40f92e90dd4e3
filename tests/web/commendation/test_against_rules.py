"""A nomination by hand stands beside the answer of the rules; against them it needs a reason."""

import datetime as dt
import uuid
from typing import Any

import pytest

from sangkien.commendation.models import Dossier, Round
from sangkien.core import clock
from sangkien.core.periods import end_of, local_day
from tests.commendation.scenes import make_award, make_round
from tests.factories import Cast, make_cast
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
ASKS = "Có từ 5 sáng kiến hợp lệ trong năm"
REASON = "Một mình giữ dây chuyền chạy suốt đợt bão"
CONDITION = {"kind": "valid_at_least", "words": ASKS, "least": 5}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def opened(cast: Cast) -> Round:
    award = make_award(cast.province, cast.provincial_officer, terms={"always": [CONDITION]})
    today = local_day(clock.now())
    return make_round(
        cast.province,
        cast.provincial_officer,
        award,
        since_on=today - dt.timedelta(days=30),
        until_on=today,
        closes_at=end_of(today + dt.timedelta(days=9)),
    )


def typed(cast: Cast, round_: Round) -> dict[str, Any]:
    return {
        "award": round_.awards.get().award_id,
        "proposer": cast.factory.pk,
        "login": cast.author.member_code,
        "summary": "Giữ dây chuyền chạy",
        "request_key": str(uuid.uuid4()),
    }


def test_by_hand_the_rules_are_asked_first_and_a_reason_goes_against_them(cast: Cast) -> None:
    round_, desk = opened(cast), client_of(cast.officer)
    words, page = typed(cast, round_), f"/khen-thuong/dot/{round_.pk}/de-nghi/"
    asked = desk.post(page, {**words, "summary": "", "intent": "check"})
    assert (asked.status_code, Dossier.objects.count()) == (200, 0)
    assert ASKS in text_of(asked)
    assert "0 sáng kiến hợp lệ / cần từ 5" in text_of(asked)
    refused = desk.post(page, words)
    assert (refused.status_code, Dossier.objects.count()) == (422, 0)
    assert refused.context["form"].errors["against"]
    assert "Giữ dây chuyền chạy" in text_of(refused)
    assert ASKS in text_of(refused)
    assert desk.post(page, {**words, "against": REASON}).status_code == 302
    row = Dossier.objects.get()
    assert [one["holds"] for one in row.findings] == [False, None]
    shown = text_of(desk.get(f"/khen-thuong/ho-so/{row.pk}/"))
    assert REASON in shown
    assert "Không đạt:" in shown
    assert "Chưa rõ:" not in shown
    assert row.against == REASON
    foreign = client_of(cast.author).post(page, {**words, "intent": "check"})
    assert foreign.status_code == 404
