import contextlib
import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import transaction

from sangkien.access.proof import ProofNeeded
from sangkien.access.roles import RoleKey
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.papers import rules as paper_rules
from sangkien.papers.errors import InvalidNumber, NumberTaken
from sangkien.papers.models import IssuedPaper
from sangkien.papers.queries import pdf_of
from sangkien.programmes.models import Programme
from sangkien.recognition import rules
from sangkien.recognition.actions import drafting, regulating, signing
from sangkien.recognition.enums import Basis, DecisionState, Influence
from sangkien.recognition.errors import (
    ChangedSince,
    ConflictOfInterest,
    CouncilNeeded,
    Incomplete,
    InfluenceNotAllowed,
    NotRecognisable,
)
from sangkien.recognition.models import Certificate, Recognition
from sangkien.recognition.queries import decisions as queries
from sangkien.recognition.queries import waiting
from tests.factories import (
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_member,
    make_officer,
)
from tests.recognition.scene import called_before, drafted, proven, signed, valid

pytestmark = pytest.mark.django_db


def state_of(initiative: Initiative) -> State:
    return State(Initiative.objects.values_list("state", flat=True).get(pk=initiative.pk))


def test_a_signature_recognises_all_and_gives_certificates(
    cast: Cast, programme: Programme, three: list[Initiative]
) -> None:
    fellow = make_member(cast.factory, "Lê Thị Cúc", member_code="DV900001")
    shared = valid(
        programme,
        cast,
        share=6000,
        credits=(Credit(login="DV900001", share_bp=4000),),
        title="Sáng kiến làm chung",
    )

    decision = signed(cast.factory, [*three, shared], cast.officer)

    assert decision.state == DecisionState.RELEASED
    assert {state_of(row) for row in [*three, shared]} == {State.RECOGNISED}
    assert decision.paper is not None
    assert decision.paper.label == "01/QĐ-CĐ"
    assert Certificate.objects.count() == 5
    theirs = Certificate.objects.get(user=fellow)
    assert (theirs.share_bp, theirs.paper.holder) == (4000, "Lê Thị Cúc")
    assert theirs.paper.data["authors"] == [["Nguyễn Văn An", "60"], ["Lê Thị Cúc", "40"]]
    numbers = IssuedPaper.objects.filter(kind="recognition_certificate")
    assert set(numbers.values_list("number", flat=True)) == {1, 2, 3, 4, 5}


def test_papers_bear_the_names_of_their_day(cast: Cast, three: list[Initiative]) -> None:
    called_before(cast.factory, "CĐCS Xí nghiệp May cũ")
    decision = signed(cast.factory, three[:1], cast.officer)

    assert decision.paper is not None
    papers = [decision.paper, Certificate.objects.get().paper]
    for paper in papers:
        assert cast.factory.name not in str(paper.data)
        assert "CĐCS Xí nghiệp May cũ" in str(paper.data)
    data = papers[1].data
    assert data["decision"].endswith("CĐCS Xí nghiệp May cũ")
    assert data["holder_unit"] == data["unit"] == "CĐCS Xí nghiệp May cũ"


def test_the_signature_can_be_proven_later(cast: Cast, three: list[Initiative]) -> None:
    decision = drafted(cast.factory, three, cast.officer)

    signing.sign(
        decision, seen=decision.version, address="192.0.2.4", by=proven(cast.officer), at=NOW
    )

    entry = Entry.objects.get(name="recognition.signed")
    paper = IssuedPaper.objects.get(kind="recognition_decision")
    assert entry.payload["digest"] == paper.digest == paper_rules.digest(pdf_of(paper))
    assert entry.payload["version"] == decision.version
    assert (entry.payload["factor"], entry.payload["address"]) == ("password", "192.0.2.4")
    assert (entry.actor_id, entry.occurred_at) == (cast.officer.pk, NOW)


def test_the_same_signature_twice_is_one(cast: Cast, three: list[Initiative]) -> None:
    decision = drafted(cast.factory, three, cast.officer)
    seen = decision.version

    for _ in range(2):
        signing.sign(decision, seen=seen, by=proven(cast.officer), at=NOW)

    assert Entry.objects.filter(name="recognition.signed").count() == 1
    assert Entry.objects.filter(name="initiative.recognised").count() == 3
    assert IssuedPaper.objects.count() == 4


def test_only_an_officer_of_the_very_unit_who_is_there_signs(
    cast: Cast, three: list[Initiative]
) -> None:
    decision = drafted(cast.factory, three, cast.officer)

    with pytest.raises(ProofNeeded):
        signing.sign(decision, seen=decision.version, by=actor(cast.officer), at=NOW)
    stale = NOW + dt.timedelta(minutes=11)
    with pytest.raises(ProofNeeded):
        signing.sign(decision, seen=decision.version, by=proven(cast.officer), at=stale)
    for user in (cast.superior_officer, cast.sister_officer, cast.author, cast.auditor):
        with pytest.raises(NotAllowed):
            signing.sign(decision, seen=decision.version, by=proven(user), at=NOW)

    assert {state_of(row) for row in three} == {State.CONFIRMED}
    assert not IssuedPaper.objects.exists()


def test_what_was_changed_after_reading_is_not_signed(cast: Cast, three: list[Initiative]) -> None:
    decision = drafted(cast.factory, three, cast.officer)
    seen = decision.version
    drafting.leave_out(decision, 1, by=actor(cast.officer), at=NOW)

    with pytest.raises(ChangedSince):
        signing.sign(decision, seen=seen, by=proven(cast.officer), at=NOW)

    assert not IssuedPaper.objects.exists()


def test_nobody_signs_for_the_own_initiative(cast: Cast, programme: Programme) -> None:
    other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
    own = valid(programme, cast, author=other)
    decision = drafted(cast.factory, [own], cast.officer)

    with pytest.raises(ConflictOfInterest):
        signing.sign(decision, seen=decision.version, by=proven(other), at=NOW)

    assert state_of(own) == State.CONFIRMED


def test_an_unfinished_draft_is_not_signed(cast: Cast, three: list[Initiative]) -> None:
    decision = drafting.draft(
        cast.factory,
        three,
        basis=Basis.HEAD,
        request_key=uuid.uuid4(),
        by=actor(cast.officer),
        at=NOW,
    )

    with pytest.raises(Incomplete) as refused:
        signing.sign(decision, seen=decision.version, by=proven(cast.officer), at=NOW)

    assert refused.value.field == "signer_post"


def test_where_a_council_has_to_decide_the_head_does_not(
    cast: Cast, three: list[Initiative]
) -> None:
    decision = drafted(cast.factory, three, cast.officer)
    regulating.set_regulation(
        cast.superior, in_force_on=TODAY, needs_council=True, by=SYSTEM, at=NOW
    )

    with pytest.raises(CouncilNeeded):
        signing.sign(decision, seen=decision.version, by=proven(cast.officer), at=NOW)


def test_one_that_is_withdrawn_stops_the_signature_and_uses_no_number(
    cast: Cast, three: list[Initiative]
) -> None:
    decision = drafted(cast.factory, three, cast.officer)
    submission.withdraw(three[1], reason="Đăng ký trùng.", by=actor(cast.author), at=NOW)

    with pytest.raises(NotRecognisable):
        signing.sign(decision, seen=decision.version, by=proven(cast.officer), at=NOW)

    assert state_of(three[0]) == State.CONFIRMED
    drafting.leave_out(decision, 2, by=actor(cast.officer), at=NOW)
    signing.sign(decision, seen=decision.version, by=proven(cast.officer), at=NOW)
    assert IssuedPaper.objects.get(kind="recognition_decision").number == 1


@pytest.mark.parametrize("typed", ["15/QĐ-CĐCS", "Số: 015 / qđ–cđcs"])
def test_a_used_number_is_refused_at_its_field(
    cast: Cast, three: list[Initiative], typed: str
) -> None:
    early = drafted(cast.factory, three[1:2], cast.officer, own_number=typed)
    signed(cast.factory, three[:1], cast.officer, own_number="15/QĐ-CĐCS")
    version = early.version

    with pytest.raises(NumberTaken) as late:
        signing.sign(early, seen=version, by=proven(cast.officer), at=NOW)
    with pytest.raises(NumberTaken) as refused:
        drafted(cast.factory, three[2:], cast.officer, own_number=typed)

    assert late.value.field == refused.value.field == "own_number"
    assert state_of(three[1]) == State.CONFIRMED


@pytest.mark.parametrize("typed", ["chưa có", "1 QĐ-CĐCS", "00/QĐ-CĐCS", "12 3/QĐ"])
def test_what_is_no_number_is_refused_at_its_field(
    cast: Cast, three: list[Initiative], typed: str
) -> None:
    with pytest.raises(InvalidNumber) as refused:
        drafted(cast.factory, three, cast.officer, own_number=typed)

    assert refused.value.field == "own_number"


def test_an_initiative_stands_in_one_draft_only(cast: Cast, three: list[Initiative]) -> None:
    drafted(cast.factory, three[:2], cast.officer)

    with pytest.raises(NotRecognisable):
        drafted(cast.factory, three[1:], cast.officer)

    assert [row.pk for row in waiting.waiting(cast.factory).rows] == [three[2].pk]


def test_a_discarded_draft_gives_its_initiatives_back(cast: Cast, three: list[Initiative]) -> None:
    decision = drafted(cast.factory, three, cast.officer)

    drafting.discard(decision, by=actor(cast.officer), at=NOW)
    drafting.discard(decision, by=actor(cast.officer), at=NOW)

    assert len(waiting.waiting(cast.factory).rows) == 3
    assert Entry.objects.filter(name="recognition.discarded").count() == 1


def test_a_signed_decision_is_neither_changed_nor_discarded(
    cast: Cast, three: list[Initiative]
) -> None:
    decision = signed(cast.factory, three, cast.officer)

    with pytest.raises(ChangedSince):
        drafting.leave_out(decision, 1, by=actor(cast.officer), at=NOW)
    drafting.discard(decision, by=actor(cast.officer), at=NOW)

    assert Recognition.objects.filter(decision=decision).in_force().count() == 3


def test_two_officers_who_change_a_draft_learn_of_each_other(
    cast: Cast, three: list[Initiative]
) -> None:
    decision = drafted(cast.factory, three, cast.officer)
    words = drafting.Words(
        title="Về việc khác", decided_on=TODAY, signer_name="A B", signer_post="Chủ tịch"
    )
    seen = decision.version
    drafting.revise(decision, words, seen=seen, by=actor(cast.officer), at=NOW)

    with pytest.raises(ChangedSince):
        drafting.revise(decision, words, seen=seen, by=actor(cast.officer), at=NOW)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": " "}, "title"),
        ({"signer_name": "\u200b"}, "signer_name"),
        ({"decided_on": TODAY + dt.timedelta(days=1)}, "decided_on"),
        ({"influence": Influence.SECTOR}, "influence"),
        ({"signer_post": "x" * 121}, "signer_post"),
    ],
)
def test_a_draft_refuses_what_cannot_be_right(
    cast: Cast, three: list[Initiative], words: dict[str, Any], field: str
) -> None:
    with pytest.raises((Incomplete, InfluenceNotAllowed)) as refused:
        drafted(cast.factory, three, cast.officer, **words)

    assert refused.value.field == field


def test_a_long_list_is_released_in_blocks_each_exactly_once(
    cast: Cast, programme: Programme, three: list[Initiative], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    monkeypatch.setattr(rules, "BATCH", 2)
    decision = signed(cast.factory, three, cast.officer)
    assert decision.state == DecisionState.SIGNED
    assert {state_of(row) for row in three} == {State.CONFIRMED}

    confirmation.reopen(three[2], reason="Xem lại số liệu.", by=actor(cast.officer), at=NOW)
    steps = [signing.work(NOW) for _ in range(5)]

    decision.refresh_from_db()
    assert steps == [2, 1, 0, 0, 0]  # the third is out at once, with its reason
    assert decision.state == DecisionState.RELEASED
    assert queries.standing(decision) == queries.Standing(done=2, skipped=1, total=3)
    assert [state_of(row) for row in three] == [State.RECOGNISED, State.RECOGNISED, State.SUBMITTED]
    assert Entry.objects.filter(name="initiative.recognised").count() == 2
    assert Certificate.objects.count() == 2


def test_a_worker_that_dies_in_a_block_leaves_nothing_half(
    cast: Cast, three: list[Initiative], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 0)
    decision = signed(cast.factory, three, cast.officer)

    with contextlib.suppress(RuntimeError), transaction.atomic():
        signing.go_on(decision, at=NOW)
        raise RuntimeError

    assert {state_of(row) for row in three} == {State.CONFIRMED}
    while signing.work(NOW):
        pass
    assert {state_of(row) for row in three} == {State.RECOGNISED}
    certificates = IssuedPaper.objects.filter(kind="recognition_certificate")
    assert set(certificates.values_list("number", flat=True)) == {1, 2, 3}
