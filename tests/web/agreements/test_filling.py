"""Parties that come from a cluster, from its head or from all units below."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.agreements import contents
from sangkien.agreements.models import Agreement, Party
from sangkien.agreements.queries.filling import signing_for
from sangkien.units.enums import ClusterKind, ClusterPost
from sangkien.units.models import Cluster, ClusterLead, ClusterMember
from tests.agreements.pacts import between_levels, draft, in_force, seat, version
from tests.factories import TODAY, make_unit
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db
OK, FOUND, UNPROCESSABLE = 200, 302, 422


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def row(scene: Scene) -> Agreement:
    cast = scene.cast
    return draft(cast.superior, cast.superior_officer, seat(cast.superior, role="Bên A"))


@pytest.fixture
def cluster(scene: Scene) -> Cluster:
    made = Cluster.objects.create(
        organiser=scene.cast.superior,
        kind=ClusterKind.CLUSTER,
        year=TODAY.year,
        name="Cụm thi đua số 1",
        number=1,
    )
    for unit in (scene.cast.factory, scene.cast.sister_factory):
        ClusterMember.objects.create(cluster=made, unit=unit)
    return made


def page(row: Agreement) -> str:
    return reverse("agreements:parties", args=[row.pk])


def sent(row: Agreement, source: str, **more: str) -> dict[str, str]:
    unit = row.unit
    return {
        "seen": str(version(row)),
        "ben_n": "1",
        "ben0_unit": unit.code,
        "ben0_name": unit.name,
        "ben0_signatory": "Người đang gõ",
        "source": source,
        "fill": "1",
        **more,
    }


def units_in(content: str) -> list[str]:
    return [code for code in re.findall(r'name="ben\d+_unit"[^>]*value="([^"]+)"', content) if code]


def test_members_of_a_cluster_are_added_and_what_was_typed_stays(
    scene: Scene, row: Agreement, cluster: Cluster
) -> None:
    browser = client_of(scene.cast.superior_officer)
    response = browser.post(page(row), sent(row, str(cluster.pk)))

    content = response.content.decode()
    assert response.status_code == OK
    factory, sister = scene.cast.factory.code, scene.cast.sister_factory.code
    assert sorted(units_in(content)) == sorted([scene.cast.superior.code, factory, sister])
    assert "Người đang gõ" in content
    assert "Đã thêm 2 bên" in text_of(response)
    assert scene.cast.officer.full_name in content  # who may sign for it, with the usual post
    assert content.count('value="Chủ tịch"') == 2
    assert row.parties.count() == 1  # nothing is kept yet


def test_filled_twice_nobody_comes_twice_and_saving_keeps_them(
    scene: Scene, row: Agreement, cluster: Cluster
) -> None:
    browser = client_of(scene.cast.superior_officer)
    more = {"ben_n": "2", "ben1_unit": scene.cast.factory.code.lower()}
    response = browser.post(page(row), sent(row, str(cluster.pk), **more))
    assert "Đã thêm 1 bên" in text_of(response)

    names = re.findall(
        r'name="(ben\d+_\w+|ben_n|seen)"[^>]*value="([^"]*)"', response.content.decode()
    )
    saved = browser.post(page(row), dict(names))

    assert saved.status_code == FOUND
    assert row.parties.count() == 3
    assert list(row.parties.order_by("place").values_list("role", flat=True)) == ["", "", "Bên B"]


def test_all_units_directly_below(scene: Scene, row: Agreement) -> None:
    below = make_unit("CĐCS mới", level="co-so", parent=scene.cast.superior)
    gone = make_unit("CĐCS đã giải thể", level="co-so", parent=scene.cast.superior)
    gone.closed_on = TODAY
    gone.save()
    content = client_of(scene.cast.superior_officer).post(page(row), sent(row, "duoi")).content

    found = units_in(content.decode())
    assert {below.code, scene.cast.factory.code} <= set(found)
    assert gone.code not in found


def test_heads_of_clusters_stand_for_them_and_sign(
    scene: Scene, row: Agreement, cluster: Cluster
) -> None:
    for post, person, since in (
        (ClusterPost.HEAD, "Lê Thị Trưởng", TODAY),
        (ClusterPost.DEPUTY, "Phạm Văn Phó", TODAY),
        (ClusterPost.HEAD, "Trần Nhiệm Kỳ Sau", TODAY + dt.timedelta(days=400)),
    ):
        ClusterLead.objects.create(
            cluster=cluster, unit=scene.cast.factory, post=post, person=person, since_on=since
        )
    response = client_of(scene.cast.superior_officer).post(page(row), sent(row, "truong"))

    content = response.content.decode()
    assert "Lê Thị Trưởng" in content
    assert "Cụm trưởng" in content
    assert "Phạm Văn Phó" not in content
    assert "Trần Nhiệm Kỳ Sau" not in content
    assert f'value="{cluster.pk}" selected' in content


def test_too_many_are_refused_at_the_field(scene: Scene, row: Agreement) -> None:
    for number in range(contents.MOST_PARTIES):
        make_unit(f"CĐCS {number}", level="co-so", parent=scene.cast.superior)
    browser = client_of(scene.cast.superior_officer)

    with CaptureQueriesContext(connection) as queries:
        response = browser.post(page(row), sent(row, "duoi"))

    assert response.status_code == UNPROCESSABLE
    assert "nhiều nhất 40 bên" in text_of(response)
    assert "Người đang gõ" in response.content.decode()
    assert len(queries) < 40


@pytest.mark.parametrize("source", ["", "999999", "x' OR 1=1"])
def test_unknown_sources_are_refused(scene: Scene, row: Agreement, source: str) -> None:
    response = client_of(scene.cast.superior_officer).post(page(row), sent(row, source))

    assert response.status_code == UNPROCESSABLE
    assert row.parties.count() == 1


def test_clusters_of_others_and_of_other_years_are_not_offered(
    scene: Scene, row: Agreement, cluster: Cluster
) -> None:
    last_year = Cluster.objects.create(
        organiser=scene.cast.superior,
        kind=ClusterKind.CLUSTER,
        year=TODAY.year - 1,
        name="Cụm năm trước",
        number=1,
    )
    foreign = Cluster.objects.create(
        organiser=scene.cast.far_factory,
        kind=ClusterKind.BLOCK,
        year=TODAY.year,
        name="Khối của nơi khác",
        number=1,
    )
    browser = client_of(scene.cast.superior_officer)
    shown = browser.get(page(row)).content.decode()

    assert f"Các đơn vị của {cluster.name}" in shown
    for other in (last_year, foreign):
        assert f"Các đơn vị của {other.name}" not in shown
        refused = browser.post(page(row), sent(row, str(other.pk)))
        assert refused.status_code == UNPROCESSABLE


def test_who_signs_now_goes_before_who_signed_once(scene: Scene) -> None:
    cast = scene.cast
    in_force(between_levels(cast), cast)
    signed_by = Party.objects.get(unit=cast.factory)
    Party.objects.filter(pk=signed_by.pk).update(signatory="Người Đã Nghỉ", post="Phó Chủ tịch")

    found = signing_for([cast.factory.pk], on=TODAY)

    assert found[cast.factory.pk] == (cast.officer.full_name, "Phó Chủ tịch")
