import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.access.roles import RoleKey
from sangkien.adoption.enums import Finding
from sangkien.adoption.models import Verification
from sangkien.agreements.enums import TargetBase
from sangkien.commendation.models import Award, Conferral
from sangkien.commendation.queries.candidates import Scene, candidates
from sangkien.commendation.queries.catalogue import get_shipped
from sangkien.commendation.queries.eligible import Screen, eligible
from sangkien.commendation.queries.facts import facts_of
from sangkien.commendation.rules import eligibility
from sangkien.commendation.rules.eligibility import Answer, Verdict
from sangkien.commendation.rules.facts import Facts, Goal, Place
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Period
from sangkien.progress.models import SubtreeTotal
from sangkien.scoring.enums import CardState
from sangkien.scoring.models import Card
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, ClusterMember, Unit
from tests.commendation.catalogue import draft_award, enforce_award
from tests.factories import (
    NOW,
    Cast,
    make_cast,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
    make_target,
    make_unit,
)
from tests.scoring.scenes import open_scoring

FIRST, LAST = dt.date(2026, 5, 1), dt.date(2026, 5, 31)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def phase(cast: Cast) -> Period:
    return make_programme(cast.province).periods.get(kind="phase")


def _award(cast: Cast, code: str) -> Award:
    other = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp")
    return enforce_award(draft_award(cast.superior, cast.superior_officer, code=code), other)


def _scene(cast: Cast, award: Award, period: Period | None) -> Scene:
    return Scene(award=award, unit=cast.superior, since_on=FIRST, until_on=LAST, period=period)


def _clustered(cast: Cast, *units: Unit) -> Cluster:
    cluster = Cluster.objects.create(
        organiser=cast.superior, kind=ClusterKind.CLUSTER, year=2026, name="Cụm 1", number=1
    )
    ClusterMember.objects.bulk_create(ClusterMember(cluster=cluster, unit=one) for one in units)
    return cluster


def _counted(period: Period, unit: Unit, valid: int, target: int) -> None:
    SubtreeTotal.objects.create(unit=unit, period=period, sent=valid + 50, valid=valid, as_of=NOW)
    make_target(period, unit, target, base=TargetBase.VALID)


def _said(screen: Screen, unit: Unit) -> tuple[Verdict, list[str]]:
    line = next(one for one in screen.lines if one.candidate.unit.pk == unit.pk)
    return line.answer.verdict, [one.words for one in line.answer.findings]


def test_the_leader_of_its_cluster_and_above_its_own_target_in_a_fixed_number_of_queries(
    cast: Cast, phase: Period
) -> None:
    scene = _scene(cast, _award(cast, "bieu-duong-quy"), phase)
    counts = []
    members = [cast.factory, cast.sister_factory]
    cluster = _clustered(cast, *members)
    _counted(phase, cast.factory, 312, 300)
    _counted(phase, cast.sister_factory, 298, 100)
    for _more in range(2):
        with CaptureQueriesContext(connection) as seen:
            screen = eligible(scene, at=NOW)
        counts.append(len(seen))
        third = make_unit("CĐCS Công ty Gạch Tuynel", level="co-so", parent=cast.superior)
        ClusterMember.objects.create(cluster=cluster, unit=third)
    assert counts[0] == counts[1]

    assert _said(screen, cast.factory) == (
        Verdict.QUALIFIES,
        [
            "Cụm 1: hạng 1/3 với 312 hợp lệ (đến 09h30 ngày 20/05/2026), đơn vị sau 298",
            "312 hợp lệ / chỉ tiêu 300 (hợp lệ, đến 09h30 ngày 20/05/2026): vượt 4\xa0%",
        ],
    )
    assert _said(screen, cast.sister_factory)[0] == Verdict.NEARLY
    assert screen.lines[0].candidate.unit == cast.factory


def test_equal_ones_at_the_limit_are_shown_and_not_cut(cast: Cast, phase: Period) -> None:
    award = _award(cast, "bang-khen-lien-doan-tinh-tap-the")
    Award.objects.filter(pk=award.pk).update(terms={**award.terms, "quota": {"most": 1}})
    for unit in (cast.factory, cast.sister_factory):
        _counted(phase, unit, 20, 10)
    screen = eligible(_scene(cast, Award.objects.get(pk=award.pk), phase), at=NOW)

    assert [one.place for one in screen.lines] == ["edge", "edge"]
    assert (screen.places_left, screen.limits[0].words) == (1, "nhiều nhất 1 trong đợt")


def _verified(cast: Cast, phase: Period) -> None:
    """First without an amount, then 80 million."""
    made = make_initiative(phase.programme, cast.factory, cast.author)
    Initiative.objects.filter(pk=made.pk).update(
        state=State.CONFIRMED, step=0, waits_for="", waits_path="", waits_since=None, due_on=None
    )
    found = ((1, Finding.INSUFFICIENT, None), (2, Finding.AMOUNT, 80_000_000))
    for version, finding, amount in found:
        Verification.objects.create(
            initiative=made,
            version=version,
            finding=finding,
            amount_vnd=amount,
            evidence="Bảng tính",
            verified_by=cast.officer,
            verified_at=NOW,
        )


def test_without_a_period_what_is_below_counts_for_every_candidate_above(
    cast: Cast, phase: Period
) -> None:
    team = make_unit("Tổ may 1", level="bo-phan", parent=cast.factory)
    _clustered(cast, team)
    made = make_initiative(phase.programme, team, make_member(team, "Lê Thị Cúc"))
    Initiative.objects.filter(pk=made.pk).update(
        state=State.CONFIRMED, step=0, waits_for="", waits_path="", waits_since=None, due_on=None
    )
    scene = _scene(cast, _award(cast, "bieu-duong-quy"), None)
    known, _as_of = facts_of(scene, candidates(scene), at=NOW)
    assert [known[f"tt-{one.pk}"].valid for one in (team, cast.factory)] == [1, 1]


def test_a_person_by_verified_benefit(cast: Cast, phase: Period) -> None:
    _verified(cast, phase)
    scene = _scene(cast, _award(cast, "bang-lao-dong-sang-tao"), None)
    line = eligible(scene, at=NOW).lines[0]
    assert (line.candidate.name, line.answer.verdict) == ("Nguyễn Văn An", Verdict.TO_STATE)
    assert "80.000.000 đồng đã thẩm định năm 2026" in line.answer.findings[2].words
    stated = [one.condition.words for one in line.answer.unknown]
    assert eligible(scene, stated=stated, at=NOW).lines[0].answer.qualifies


def test_a_person_by_the_register_of_earlier_years(cast: Cast, phase: Period) -> None:
    _verified(cast, phase)
    award = _award(cast, "ky-niem-chuong")
    Conferral.objects.create(
        position=1,
        form=award.form,
        title=award.name.upper(),
        holder_kind=award.holder_kind,
        unit=cast.factory,
        user=cast.author,
        holder_name=cast.author.full_name,
        year=2019,
        decided_on=dt.date(2019, 7, 28),
        authority="Tổng Liên đoàn",
        conferred_at=NOW,
        source="Sổ khen thưởng 2019",
    )
    found = eligible(_scene(cast, award, None), at=NOW).lines[0].answer
    assert found.findings[0].words == "đã nhận năm 2019, chỉ tặng một lần"


def _on_record(
    *, rank: int | None, reached: int, target: int | None, of: int = 10, best: int | None = None
) -> Answer:
    place = Place(among="Cụm, khối", rank=rank, of=of, figure=reached, next_best=best)
    facts = Facts(
        until="24h00 ngày 31/05/2022",
        year=2022,
        places=[place] if rank else [],
        goal=Goal(value=target, reached=reached, base="đã gửi") if target else None,
    )
    return eligibility.answer(get_shipped("bieu-duong-quy").terms, facts)


def test_the_collectives_of_14_07_2022_as_far_as_is_published() -> None:
    """Thirteen were rewarded. Published are figure, own target and place in the cluster of Lâm Đồng
    alone; of Than - Khoáng sản the place and the target, the number only of 10/05; of Thanh Hóa the number
    and that it was first of all 83, but no target. Of the other ten there is no target and no place, so the
    rule asks for a statement about them and says nothing. Who was not rewarded is told as well.
    """
    lam_dong = _on_record(rank=1, reached=8_871, target=2_500)
    assert lam_dong.qualifies
    assert lam_dong.findings[1].words.endswith("vượt 254,8\xa0%")
    assert _on_record(rank=1, reached=170_263, target=None, of=83).verdict == Verdict.TO_STATE
    coal = _on_record(rank=1, reached=2_769, target=3_000)  # three weeks before the close
    assert [one.holds for one in coal.findings] == [True, False]
    power = _on_record(rank=2, reached=2_399, target=3_000)
    assert power.verdict == Verdict.NOT
    gia_lai = _on_record(rank=2, reached=2_636, target=1_967, best=8_871)
    assert gia_lai.verdict == Verdict.NEARLY
    assert [one.condition.words for one in gia_lai.against] == ["Nhiều sáng kiến nhất cụm, khối"]


def test_published_cards_of_the_year_decide_by_points_and_place(cast: Cast) -> None:
    award = _award(cast, "bieu-duong-quy")
    asked = [
        {"kind": "score_at_least", "words": "Từ 90 điểm", "least": 90},
        {"kind": "rank_at_most", "words": "Dẫn đầu", "least": 1},
    ]
    terms = {**award.terms, "always": asked, "routes": []}
    Award.objects.filter(pk=award.pk).update(terms=terms)
    opening = open_scoring(cast).opening
    for unit, total in ((cast.factory, 9_250), (cast.sister_factory, 8_900)):
        card = Card.objects.filter(opening=opening, unit=unit)
        assert card.update(state=CardState.FINAL, total=total, published_at=NOW) == 1

    screen = eligible(_scene(cast, Award.objects.get(pk=award.pk), None), at=NOW)

    verdict, words = _said(screen, cast.factory)
    assert verdict == Verdict.QUALIFIES
    assert words[0] == "92,5 điểm năm 2026 / cần từ 90"
    assert "hạng 1/2 theo bảng điểm" in words[1]
    assert _said(screen, cast.sister_factory)[0] != Verdict.QUALIFIES
    Card.objects.filter(opening=opening).update(total=9_250)
    screen = eligible(_scene(cast, Award.objects.get(pk=award.pk), None), at=NOW)
    assert _said(screen, cast.factory)[0] == Verdict.TO_STATE  # of equals, somebody says who leads
