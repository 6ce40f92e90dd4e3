"""After the confirmation a slip is put right at once; anything else is reviewed again."""

import datetime as dt
from typing import Any

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.initiatives import rules
from sangkien.initiatives.actions import amending, confirmation, recognising, submission
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import Incomplete, NeedsReview, NotEligible, ReasonMissing
from sangkien.initiatives.models import Correction, Initiative
from tests.factories import NOW, Cast, actor, make_cast, make_initiative, make_programme

pytestmark = pytest.mark.django_db
REASON = "Gõ nhầm một chữ."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def valid(cast: Cast) -> Initiative:
    sent = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    return confirmation.confirm(sent, by=actor(cast.officer), at=NOW)


NOTHING: Any = None


def amend(initiative: Initiative, by: object, reason: str = REASON, **changes: Any) -> object:
    return amending.amend(initiative, changes=changes, reason=reason, by=by, at=NOW)  # type: ignore[arg-type]


def test_slip_is_put_right_and_the_version_stays(cast: Cast, valid: Initiative) -> None:
    amend(valid, actor(cast.author), title="Cải tiến đồ gá hàn khung thép hộp")

    valid.refresh_from_db()
    kept = Correction.objects.get()
    assert (valid.title, valid.state) == ("Cải tiến đồ gá hàn khung thép hộp", State.CONFIRMED)
    assert kept.before["title"] == "Cải tiến đồ gá hàn khung thép"
    assert kept.after is not None
    assert kept.after["title"] == valid.title
    assert (kept.is_amendment, kept.note) == (True, REASON)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Máy cắt vải tự động điều khiển bằng máy tính"},
        {"effect": "Giảm một phần mười thời gian."},
        {"benefit_basis": "3 giờ công mỗi ngày × 25 ngày × 250.000 đ"},
    ],
)
def test_more_than_a_slip_needs_another_review(
    cast: Cast, valid: Initiative, changes: dict[str, Any]
) -> None:
    with pytest.raises(NeedsReview):
        amend(valid, actor(cast.author), **changes)

    assert not Correction.objects.exists()


@pytest.mark.parametrize("field", ["benefit_vnd", "first_applied_on", "kind", "field_id"])
def test_what_is_not_text_cannot_even_be_asked_for(
    cast: Cast, valid: Initiative, field: str
) -> None:
    with pytest.raises(ValueError, match="not amendable"):
        amend(valid, actor(cast.author), **{field: NOTHING})


def test_decision_may_be_added_but_not_one_of_the_future(cast: Cast, valid: Initiative) -> None:
    author = actor(cast.author)
    found = {"recognised_by": "Giám đốc Công ty", "decision_number": "12/QĐ"}
    amend(valid, author, **found, decided_on=dt.date(2026, 4, 1))
    with pytest.raises(NotEligible):
        amend(valid, author, decided_on=dt.date(2027, 1, 1))
    with pytest.raises(NeedsReview):
        amend(valid, author, recognised_by="")

    valid.refresh_from_db()
    assert valid.decision_number == "12/QĐ"


def test_nothing_changed_no_reason_and_strangers_are_refused(cast: Cast, valid: Initiative) -> None:
    with pytest.raises(Incomplete):
        amend(valid, actor(cast.author), title=valid.title)
    with pytest.raises(ReasonMissing):
        amend(valid, actor(cast.author), reason="", title=f"{valid.title}.")
    for stranger in (cast.officer, cast.superior_officer):
        with pytest.raises(NotAllowed):
            amend(valid, actor(stranger), title=f"{valid.title}.")


def test_taken_back_for_changes_it_is_not_valid_until_reviewed_again(
    cast: Cast, valid: Initiative
) -> None:
    author = actor(cast.author)
    amending.begin_changes(valid, reason="Sửa số tiền làm lợi.", by=author, at=NOW)
    assert (valid.state, valid.step) == (State.RETURNED, 0)

    submission.submit(valid, by=author, received_at=NOW, at=NOW)

    assert (valid.state, valid.step, valid.waits_path) == ("submitted", 1, cast.factory.path)
    assert Correction.objects.get().sent_at == NOW


def test_recognised_one_is_not_taken_back_by_its_author(cast: Cast, valid: Initiative) -> None:
    recognising.recognise(valid, by=actor(cast.officer), at=NOW)

    with pytest.raises(NeedsReview, match="hội đồng"):
        amending.begin_changes(valid, reason="Sửa số tiền.", by=actor(cast.author), at=NOW)


def test_rule_of_a_slip() -> None:
    assert rules.amendment_problem("effect", "Giảm 20 phút mỗi ca.", "Giảm 20 phút mỗi ca!") is None
    assert rules.amendment_problem("effect", "Giảm 20 phút.", "Giảm 30 phút.") is not None
    assert rules.amendment_problem("decision_number", "1", "2") is None
    assert rules.amendment_problem("recognised_by", "", "Hội đồng sáng kiến") is None
