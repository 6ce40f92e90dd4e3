import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from sangkien.access.roles import RoleKey
from sangkien.agreements.enums import TargetBase
from sangkien.commendation.enums import Origin
from sangkien.commendation.models import Award, Dossier, Round
from sangkien.core import clock
from sangkien.progress.models import SubtreeTotal
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, ClusterMember
from tests.commendation.catalogue import draft_award, enforce_award
from tests.commendation.scenes import make_round
from tests.factories import NOW, make_officer, make_target
from tests.web.scene import DAY, Scene, client_of, make_scene, text_of

AT = "/khen-thuong/ai-du-dieu-kien/"


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def _round(scene: Scene) -> tuple[Award, Round]:
    """The factory leads its cluster and is above its target, the other one is not."""
    cast, now = scene.cast, clock.now()
    other = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp")
    award = enforce_award(
        draft_award(cast.superior, cast.superior_officer, code="bieu-duong-quy", at=now),
        other,
        at=now,
        since_on=NOW.date(),
    )
    phase = scene.programme.periods.get(kind="phase")
    year = clock.today().year
    cluster = Cluster.objects.create(
        organiser=cast.superior, kind=ClusterKind.CLUSTER, year=year, name="Cụm 1", number=1
    )
    for unit, valid in ((cast.factory, 12), (cast.sister_factory, 9)):
        ClusterMember.objects.create(cluster=cluster, unit=unit)
        SubtreeTotal.objects.create(unit=unit, period=phase, sent=20, valid=valid, as_of=now)
        make_target(phase, unit, 10, base=TargetBase.VALID, at=now)
    round_ = make_round(
        cast.superior,
        cast.superior_officer,
        award,
        period=phase,
        since_on=clock.today() - 10 * DAY,
        until_on=clock.today(),
        closes_at=now + 5 * DAY,
    )
    return award, round_


def test_who_qualifies_and_why_and_a_dossier_for_whoever_is_ticked(scene: Scene) -> None:
    award, round_ = _round(scene)
    superior = client_of(scene.cast.superior_officer)
    asked = {"hinh_thuc": str(award.pk), "ky": f"dot-{round_.pk}", "don_vi": "SX"}
    page = superior.get(AT, asked)
    words = text_of(page)
    assert "Cụm 1: hạng 1/2 với 12 hợp lệ" in words
    assert "vượt 20 %" in words
    assert "hạng 2/2" in text_of(superior.get(AT, {**asked, "muc": "chua"}))
    assert "Không có trường hợp nào" in text_of(superior.get(AT, {**asked, "muc": "gan"}))
    assert superior.get(AT, {**asked, "hinh_thuc": "0"}).status_code == 422
    book = CalamineWorkbook.from_filelike(io.BytesIO(superior.get(f"{AT}xlsx/", asked).content))
    cells = [cell for line in book.get_sheet_by_index(0).to_python() for cell in line]
    assert any("vượt 20\xa0%" in str(value) for value in cells)
    assert "vượt 20\xa0%" in superior.get(f"{AT}csv/", asked).content.decode()

    chosen = {
        **asked,
        "chon": f"tt-{scene.cast.factory.pk}",
        "request_key": str(round_.request_key),
    }
    for _again in range(2):
        answer = superior.post(f"{AT}lap-ho-so/", chosen)
    dossier = Dossier.objects.get()
    assert answer.headers["Location"] == f"/khen-thuong/ho-so/{dossier.pk}/soan/"
    assert f"/khen-thuong/ho-so/{dossier.pk}/" in superior.get(AT, asked).content.decode()
    assert (dossier.unit, dossier.origin) == (scene.cast.factory, Origin.RULE)
    assert [one["holds"] for one in dossier.findings] == [True, True]
    assert "12 hợp lệ / chỉ tiêu 10" in dossier.summary
    assert "đánh dấu" in text_of(superior.post(f"{AT}lap-ho-so/", asked, follow=True))
    _against(superior, {**chosen, "chon": f"tt-{scene.cast.sister_factory.pk}", "request_key": ""})

    officer = client_of(scene.cast.officer)
    assert officer.get(AT).status_code == 200
    assert officer.get(AT, asked).status_code == 422  # the branch is not the officer's
    assert officer.post(f"{AT}lap-ho-so/", chosen).status_code == 404
    assert client_of(scene.cast.author).get(AT).status_code == 404


def _against(desk: Client, ticked: dict[str, str]) -> None:
    """Ticked where a condition is not fulfilled: only with a reason."""
    assert "Còn điều kiện chưa đạt" in text_of(desk.post(f"{AT}lap-ho-so/", ticked, follow=True))
    desk.post(f"{AT}lap-ho-so/", {**ticked, "ly_do": "Vừa khắc phục bão"})
    assert Dossier.objects.latest("pk").findings[-1]["words"] == "Vừa khắc phục bão"
