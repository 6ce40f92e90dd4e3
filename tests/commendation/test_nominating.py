import datetime as dt
import uuid
from typing import Any

import pytest

from sangkien.commendation.actions import dossiers, rounds
from sangkien.commendation.enums import DossierState, RoundState
from sangkien.commendation.errors import InvalidDossier, MovedMeanwhile, OwnWork
from sangkien.commendation.models import AwardDecision, Conferral, Dossier
from sangkien.commendation.queries.rewarded import warnings_of
from sangkien.core.errors import NotAllowed
from tests.commendation.scenes import Nominating, make_award, make_round
from tests.factories import NOW, Cast, actor, make_cast, make_member


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def scene(cast: Cast) -> Nominating:
    return Nominating(cast)


def test_nominated_once_however_often_the_form_is_sent(scene: Nominating) -> None:
    key = uuid.uuid4()
    first, again = (scene.nominate(request_key=key) for _turn in range(2))
    assert first == again
    assert (first.state, first.waits_path, first.version) == (DossierState.DRAFT, "", 1)
    assert first.editors == [scene.cast.officer.pk]
    with pytest.raises(InvalidDossier, match="đã được đề nghị"):
        scene.nominate()


def test_who_may_nominate_whom(scene: Nominating) -> None:
    cast = scene.cast
    with pytest.raises(OwnWork):
        scene.nominate(user=cast.officer)
    for user in (cast.author, cast.sister_officer, cast.auditor, cast.superior_officer):
        with pytest.raises(NotAllowed):
            scene.nominate(by=actor(user))
    for wrong in (
        {"unit": cast.sister_factory},
        {"user": cast.sister_officer},
        {"user": None},
        {"award": scene.flag},
        {"summary": " . "},
    ):
        with pytest.raises(InvalidDossier):
            scene.nominate(**wrong)
    own = {"unit": cast.province, "proposer": cast.province, "user": None, "award": scene.flag}
    with pytest.raises(InvalidDossier, match="không tự đề nghị cho mình") as refused:
        scene.nominate(**own, by=actor(cast.provincial_officer))
    assert refused.value.field == "unit"
    assert scene.nominate(award=scene.flag, user=None).holder_name == cast.factory.name


def test_the_share_of_a_proposer_and_the_closing_instant(scene: Nominating) -> None:
    people = [make_member(scene.cast.factory, f"Nguyễn Văn {one}") for one in "ABC"]
    scene.nominate(user=people[0])
    with pytest.raises(InvalidDossier, match="hết hạn"):
        scene.nominate(user=people[1], at=scene.round.closes_at)
    scene.nominate(user=people[1], at=scene.round.closes_at - dt.timedelta(microseconds=1))
    with pytest.raises(InvalidDossier, match="nhiều nhất 2"):
        scene.nominate(user=people[2])


def test_written_by_compare_and_set(scene: Nominating) -> None:
    row = scene.nominate()
    by: dict[str, Any] = {"by": actor(scene.cast.officer), "at": NOW}
    words: dict[str, Any] = {
        "summary": "Có 3 sáng kiến",
        "achievement": "Năm 2026\n\nđạt kết quả tốt.",
    }
    dossiers.write(row, **words, seen=1, **by)
    stale = Dossier.objects.get(pk=row.pk)
    assert (stale.version, stale.achievement) == (2, words["achievement"])
    with pytest.raises(MovedMeanwhile):
        dossiers.write(stale, summary="Khác", achievement="", seen=1, **by)
    dossiers.drop(stale, **by)
    assert not Dossier.objects.exists()


def test_a_round_is_put_off_closed_and_cancelled(scene: Nominating) -> None:
    cast, row = scene.cast, scene.round
    by: dict[str, Any] = {"by": actor(cast.provincial_officer), "at": NOW}
    later = row.closes_at + dt.timedelta(days=5)
    with pytest.raises(NotAllowed):
        rounds.extend(row, closes_at=later, reason="Xin", by=actor(cast.officer), at=NOW)
    with pytest.raises(InvalidDossier):
        rounds.extend(row, closes_at=NOW + dt.timedelta(days=1), reason="Sớm", **by)
    rounds.close(row, reason="Đủ hồ sơ", **by)
    with pytest.raises(InvalidDossier, match="không còn nhận"):
        scene.nominate()
    rounds.extend(row, closes_at=later, reason="Thêm đơn vị", **by)
    assert (row.state, row.closes_at, row.end_reason) == (RoundState.OPEN, later, "")
    scene.nominate()
    rounds.cancel(row, reason="Chuyển sang năm sau", **by)
    with pytest.raises(MovedMeanwhile):
        rounds.close(row, reason="Nữa", **by)
    with pytest.raises(InvalidDossier, match="không phải"):
        make_round(cast.superior, cast.superior_officer, scene.award)
    few = make_award(
        cast.province, cast.provincial_officer, code="it", terms={"quota": {"most": 3}}
    )
    with pytest.raises(InvalidDossier, match="nhiều nhất 3") as refused:
        make_round(cast.province, cast.provincial_officer, few, quotas={few.pk: 4})
    assert refused.value.field == f"quota_{few.pk}"
    fewer = make_round(cast.province, cast.provincial_officer, few, quotas={few.pk: 2})
    assert fewer.awards.get().quota == 2


def test_rewarded_once_by_one_level(scene: Nominating) -> None:
    """The same level refuses, and tells whoever judges of another dossier for the same time."""
    cast, row = scene.cast, scene.nominate()
    other = make_award(cast.province, cast.provincial_officer, code="khac", name="Giấy khen")
    scene.round.awards.create(award=other)
    second = scene.nominate(award=other)
    assert "Bằng khen" in warnings_of(second)[0]
    decision = AwardDecision.objects.create(
        unit=cast.province,
        round=scene.round,
        title="Khen thưởng",
        decided_on=NOW.date(),
        request_key=uuid.uuid4(),
        drafted_by=cast.provincial_officer,
        drafted_at=NOW,
    )
    Conferral.objects.create(
        decision=decision,
        position=1,
        award=other,
        form=other.form,
        title=other.name,
        holder_kind=other.holder_kind,
        unit=cast.factory,
        user=cast.author,
        holder_name=cast.author.full_name,
        year=NOW.year,
        decided_on=NOW.date(),
        authority=cast.province.name,
        conferred_at=NOW,
    )
    with pytest.raises(InvalidDossier, match="đã được khen"):
        dossiers.ensure_not_rewarded(row)
    assert any("đã được khen" in words for words in warnings_of(row))
    row.award.terms = {**row.award.terms, "quota": {"percent": 15, "percent_of": other.code}}
    row.award.__dict__.pop("read")  # an award that is built on the other one is no second one
    dossiers.ensure_not_rewarded(row)
