import datetime as dt
import uuid
from dataclasses import replace

import pytest

from sangkien.access.proof import ProofNeeded
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import conferring, deciding, deciding_lines
from sangkien.commendation.enums import AwardForm, DossierState, HolderKind
from sangkien.commendation.errors import InvalidDecision, MovedMeanwhile, OwnWork
from sangkien.commendation.models import (
    Award,
    AwardDecision,
    BaseSalary,
    Conferral,
    Dossier,
    Round,
    RoundAward,
)
from sangkien.commendation.queries import decisions as queries
from sangkien.commendation.queries import register
from sangkien.commendation.queries.rewarded import refusal_of
from sangkien.commendation.verifying_acts import check_acts
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.papers.actions import issuing
from sangkien.papers.models import IssuedPaper
from tests.commendation.deciding import (
    drafted,
    make_award,
    make_round,
    passed,
    signed,
    worded,
)
from tests.factories import NOW, TODAY, Cast, actor, make_cast, make_member, make_officer
from tests.recognition.scene import called_before, proven

pytestmark = pytest.mark.django_db
MONEY = {"kind": "coefficient", "coefficient": "0.3"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def second(cast: Cast) -> User:
    return make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan")


@pytest.fixture
def round_(cast: Cast) -> Round:
    return make_round(cast.superior)


@pytest.fixture
def three(cast: Cast, round_: Round) -> list[Dossier]:
    """Two persons and the factory itself."""
    person = make_award(cast.superior, money=MONEY)
    unit = make_award(cast.superior, code="co", kind=HolderKind.COLLECTIVE, form=AwardForm.FLAG)
    fellow = make_member(cast.factory, "Lê Thị Cúc")
    BaseSalary.objects.create(since_on=dt.date(2026, 1, 1), vnd=2_340_000, basis="NĐ thử")
    return [
        passed(round_, person, cast.factory, cast.author),
        passed(round_, person, cast.factory, fellow),
        passed(round_, unit, cast.factory),
    ]


def test_another_person_signs_and_everybody_gets_what_was_decided(
    cast: Cast, second: User, round_: Round, three: list[Dossier]
) -> None:
    called_before(cast.superior, "LĐLĐ huyện Sông Cũ")
    draft = drafted(round_, three, cast.superior_officer)
    assert queries.waiting(round_).count() == 0

    decision = signed(draft, second)

    assert decision.paper is not None
    assert decision.paper.label == "01/QĐ-LĐLĐ"
    assert decision.released_at == NOW
    rows = list(Conferral.objects.in_force().order_by("position"))
    assert [row.holder_name for row in rows] == ["Nguyễn Văn An", "Lê Thị Cúc", cast.factory.name]
    assert [row.amount_vnd for row in rows] == [710_000, 710_000, 0]  # 702.000 upwards
    assert [row.paper and row.paper.label for row in rows] == ["01/KT-LĐLĐ", "02/KT-LĐLĐ", None]
    assert set(Dossier.objects.values_list("state", flat=True)) == {DossierState.AWARDED}
    said = rows[0].paper.data if rows[0].paper else {}
    assert said["achievement"] == ("Đã có thành tích: Có 74 sáng kiến trong chương trình, năm 2026")
    annex = str(decision.paper.data["paper"]["body"])
    assert "Lê Thị Cúc" in annex
    assert "1.420.000" in annex
    assert "Giấy khen của LĐLĐ huyện Sông Cũ" in annex
    assert decision.paper.data["paper"]["authority"].endswith("LĐLĐ HUYỆN SÔNG CŨ")
    again = conferring.sign(decision, seen=draft.version, by=proven(second), at=NOW)
    assert again.pk == decision.pk
    assert Entry.objects.filter(name="conferral.made").count() == 3
    assert conferring.work(NOW) == 0
    Conferral.objects.filter(pk=rows[0].pk).update(unit=cast.far_factory)  # as if it had moved away
    assert register.get_conferral(rows[0].pk, actor=actor(second)) == rows[0]
    with pytest.raises(NotFound):
        register.get_conferral(rows[1].pk, actor=actor(cast.sister_officer))


def test_nobody_signs_what_they_wrote_or_would_receive_and_nothing_unread(
    cast: Cast, second: User, round_: Round, three: list[Dossier]
) -> None:
    draft = drafted(round_, three, cast.superior_officer)

    with pytest.raises(OwnWork):
        signed(draft, cast.superior_officer)
    with pytest.raises(NotAllowed):
        signed(draft, cast.provincial_officer)  # nobody signs for a unit below
    with pytest.raises(ProofNeeded):
        conferring.sign(draft, seen=draft.version, by=actor(second), at=NOW)
    with pytest.raises(MovedMeanwhile):
        conferring.sign(draft, seen=draft.version - 1, by=proven(second), at=NOW)
    Conferral.objects.filter(decision=draft, position=1).update(user=second)
    with pytest.raises(OwnWork):
        signed(draft, second)
    Conferral.objects.filter(decision=draft, position=1).update(
        user=None, holder_name=second.full_name.upper()
    )
    with pytest.raises(OwnWork):  # a name without an account is hers too
        signed(draft, second)
    Conferral.objects.filter(decision=draft, position=1).update(user=cast.author, amount_words="")
    with pytest.raises(InvalidDecision, match="mức lương cơ sở"):
        signed(draft, second)
    Conferral.objects.filter(decision=draft, position=1).update(amount_words="x")
    RoundAward.objects.create(round=round_, award=three[0].award, quota=1)
    with pytest.raises(InvalidDecision, match="nhiều nhất 1"):
        signed(draft, second)
    assert IssuedPaper.objects.count() == 0


def test_a_dossier_stands_in_one_decision_and_comes_back_when_it_is_left_out(
    cast: Cast, round_: Round, three: list[Dossier]
) -> None:
    by = actor(cast.superior_officer)
    key = uuid.uuid4()
    first = deciding.draft(round_, three[:2], request_key=key, by=by, at=NOW)
    assert deciding.draft(round_, three[:2], request_key=key, by=by, at=NOW) == first
    with pytest.raises(InvalidDecision, match="không còn chờ"):
        deciding.draft(round_, three, request_key=uuid.uuid4(), by=by, at=NOW)

    deciding.leave_out(first, 2, by=by, at=NOW)
    assert queries.waiting(round_).count() == 2
    deciding.discard(first, by=by, at=NOW)
    deciding.discard(first, by=by, at=NOW)

    assert queries.waiting(round_).count() == 3
    assert Entry.objects.filter(name="award_decision.discarded").count() == 1
    with pytest.raises(NotAllowed):
        deciding.draft(round_, three, request_key=key, by=actor(cast.officer), at=NOW)


def test_a_share_is_counted_and_one_achievement_stands_once(
    cast: Cast, second: User, round_: Round
) -> None:
    base = make_award(cast.superior, code="nen")
    share = make_award(
        cast.superior, code="ty-le", quota={"most": 9, "percent": 50, "percent_of": "nen"}
    )
    RoundAward.objects.create(round=round_, award=share, quota=300)
    users = [cast.author, make_member(cast.factory, "Lê Thị Cúc")]
    rows = [passed(round_, award, cast.factory, one) for award in (base, share) for one in users]
    draft = drafted(round_, rows, cast.superior_officer)
    lines = {one.award.code: (one.given, one.most, one.words) for one in queries.quotas(draft)}
    assert lines == {"nen": (2, None, ""), "ty-le": (2, 1, "50 % của 2 = 1")}
    with pytest.raises(InvalidDecision, match="nhiều nhất 1"):  # the chain itself is no hindrance
        signed(draft, second)

    other = make_award(cast.superior, code="khac", quota={"percent": 50})
    more = passed(round_, other, cast.factory, cast.author)
    twice = drafted(round_, [more], cast.superior_officer)
    assert queries.quotas(twice)[0].most == 0  # nobody has sent an initiative
    Conferral.objects.filter(decision=draft, position=1).update(decision=twice, position=9)
    assert "không khen hai lần" in refusal_of(twice, queries.to_sign(twice))  # told to who drafts
    with pytest.raises(InvalidDecision, match="không khen hai lần"):
        signed(twice, second)


def test_a_spot_reward_is_written_by_hand_and_previewed_without_code(
    cast: Cast, second: User
) -> None:
    award = make_award(cast.superior, form=AwardForm.SPOT)
    by = actor(cast.superior_officer)
    draft = deciding.draft_spot(cast.superior, request_key=uuid.uuid4(), by=by, at=NOW)
    line = deciding_lines.Line(
        award=award,
        unit=cast.factory,
        login=cast.author.member_code or "",
        achievement="Dập tắt đám cháy ở kho vải",
        amount_vnd=2_000_000,
    )
    deciding_lines.add(draft, line, seen=draft.version, by=by, at=NOW)
    with pytest.raises(InvalidDecision, match="Không có ai"):
        deciding_lines.add(
            draft,
            deciding_lines.Line(
                award=award, unit=cast.factory, login="XX999999", achievement="Cứu người"
            ),
            seen=draft.version,
            by=by,
            at=NOW,
        )
    worded(draft, cast.superior_officer)
    row = queries.listed(draft)[0]
    assert (row.user_id, row.holder_name, row.amount_vnd) == (
        cast.author.pk,
        "Nguyễn Văn An",
        2_000_000,
    )
    assert queries.standing(draft).amount_vnd == 2_000_000

    with pytest.raises(NotFound):
        queries.get_decision(draft.pk, actor=actor(cast.author))
    decision = signed(draft, second)

    assert decision.round_id is None
    assert Conferral.objects.in_force().get().year == TODAY.year


def test_nobody_writes_their_own_line_and_an_award_that_ended_is_not_given(
    cast: Cast, second: User
) -> None:
    award = make_award(cast.superior, form=AwardForm.SPOT)
    by = actor(cast.superior_officer)
    draft = deciding.draft_spot(cast.superior, request_key=uuid.uuid4(), by=by, at=NOW)
    line = deciding_lines.Line(
        award=award,
        unit=cast.factory,
        login=cast.author.member_code or "",
        achievement="Dập tắt đám cháy ở kho vải",
    )
    deciding_lines.add(draft, line, seen=draft.version, by=by, at=NOW)
    own = replace(line, login="", name=cast.superior_officer.full_name)
    with pytest.raises(OwnWork):
        deciding_lines.add(draft, own, seen=draft.version, by=by, at=NOW)
    prize = make_award(cast.superior, code="tap-the", kind=HolderKind.COLLECTIVE)
    itself = replace(line, award=prize, unit=cast.superior, login="")
    with pytest.raises(InvalidDecision, match="không tự khen chính mình"):
        deciding_lines.add(draft, itself, seen=draft.version, by=by, at=NOW)
    with pytest.raises(InvalidDecision, match="không đứng tên ký"):
        worded(draft, cast.superior_officer, name=cast.superior_officer.full_name.upper())
    author, seen = replace(by, user_id=cast.author.pk), draft.version
    with pytest.raises(OwnWork):
        deciding_lines.reword(draft, 1, about="", achievement="Tốt", seen=seen, by=author, at=NOW)
    worded(draft, cast.superior_officer)
    Award.objects.filter(pk=award.pk).update(until_on=TODAY - dt.timedelta(days=1))
    with pytest.raises(InvalidDecision, match="đang áp dụng"):
        signed(draft, second)
    with pytest.raises(InvalidDecision, match="đang áp dụng"):
        deciding_lines.add(
            draft,
            replace(line, award=Award.objects.get(pk=award.pk)),
            seen=draft.version,
            by=by,
            at=NOW,
        )


def test_a_long_list_is_released_in_blocks_that_are_whole_or_not_there(
    cast: Cast,
    second: User,
    round_: Round,
    three: list[Dossier],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conferring, "AT_ONCE", 0)
    monkeypatch.setattr(conferring, "BATCH", 2)
    decision = signed(drafted(round_, three, cast.superior_officer), second)
    waiting = Conferral.objects.filter(decision=decision, position=3)
    name = waiting.get().holder_name
    waiting.update(holder_name="Kẻ Gian")
    with pytest.raises(InvalidDecision, match="như lúc ký"):
        conferring.go_on(decision, at=NOW)
    assert "các dòng trong danh sách không như lúc ký" in " ".join(check_acts())
    waiting.update(holder_name=name)
    assert "không như lúc ký" not in " ".join(check_acts())
    Dossier.objects.filter(pk=three[1].pk).update(state=DossierState.WITHDRAWN)
    real, calls = issuing.issue, []

    def dies(*args: object, **kwargs: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(issuing, "issue", dies)
    with pytest.raises(KeyboardInterrupt):
        conferring.work(NOW)
    assert Conferral.objects.in_force().count() == 0

    while conferring.work(NOW):
        pass

    assert AwardDecision.objects.get().released_at == NOW
    assert queries.standing(decision).skipped == 1
    assert Conferral.objects.in_force().count() == 2
    numbers = IssuedPaper.objects.filter(kind="award_certificate")
    assert list(numbers.values_list("number", flat=True)) == [1]
