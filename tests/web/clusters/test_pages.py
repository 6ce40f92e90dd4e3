"""`/don-vi/<code>/cum-khoi/` and `/cum-khoi/<pk>/`: what officers see and what they change."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sangkien.core import clock
from sangkien.units import queries
from sangkien.units.actions import cluster_leading, clusters
from sangkien.units.enums import ClusterKind, ClusterPost
from sangkien.units.models import Cluster, ClusterDocument, ClusterLead, Unit
from tests.factories import NOW, SYSTEM, Cast, make_cast, make_unit
from tests.web.scene import client_of
from tests.web.units.conftest import Counted
from tests.web.units.reading import content, error_at, links, rows, value_of

LIST = "/don-vi/BM/cum-khoi/"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def cluster(cast: Cast) -> Cluster:
    """Of this year, with one of the two superior unions."""
    return formed(cast, "Cụm thi đua I", cast.superior)


@pytest.fixture
def officer(cast: Cast) -> Client:
    return client_of(cast.provincial_officer)


def formed(cast: Cast, name: str, *units: Unit, **changes: Any) -> Cluster:
    values: dict[str, Any] = {"kind": ClusterKind.CLUSTER, "year": clock.today().year, "number": 1}
    cluster = clusters.form_cluster(
        organiser=cast.province, name=name, by=SYSTEM, at=NOW, **{**values, **changes}
    )
    for unit in units:
        clusters.join_cluster(cluster, unit, by=SYSTEM, at=NOW)
    return cluster


def url(cluster: Cluster, page: str = "") -> str:
    return f"/cum-khoi/{cluster.pk}/{page}"


CHANGES = ("sua/", "giai-the/", "don-vi/", "phu-trach/", "luan-phien/", "van-ban/")


@pytest.mark.parametrize(
    ("who", "sees", "changes"),
    [
        ("author", 404, 404),
        ("officer", 404, 404),
        ("sister_officer", 404, 404),
        ("superior_officer", 200, 404),
        ("auditor", 200, 404),
        ("provincial_officer", 200, 200),
        ("national_officer", 200, 200),
    ],
)
def test_units_in_it_see_a_cluster_and_its_organiser_changes_it(
    cast: Cast, cluster: Cluster, who: str, sees: int, changes: int
) -> None:
    browser = client_of(getattr(cast, who))

    assert browser.get(url(cluster)).status_code == sees
    for page in (*CHANGES, f"don-vi/{cast.superior.pk}/"):
        assert browser.get(url(cluster, page)).status_code == changes
    for page in ("lap/", "chep/"):
        assert browser.get(LIST + page).status_code == changes


def test_officers_of_units_outside_find_nothing(cast: Cast) -> None:
    outside = formed(cast, "Cụm II", cast.sister_superior)

    assert client_of(cast.superior_officer).get(url(outside)).status_code == 404


def test_the_list_shows_a_year_with_its_blocks_and_heads(
    cast: Cast, cluster: Cluster, officer: Client
) -> None:
    formed(cast, "Khối 1", cast.sister_superior, kind=ClusterKind.BLOCK, parent=cluster)
    head(cluster, cast.superior)

    page = officer.get(LIST)

    assert [row.split() for row in rows(page)] == [
        [
            "Cụm",
            "thi",
            "đua",
            "I",
            "Cụm",
            "thi",
            "đua",
            "LĐLĐ",
            "huyện",
            "Sông",
            "Xanh",
            "Bùi",
            "Thị",
            "Hạnh",
            "2",
        ],
        ["trong", "cụm:", "Khối", "1", "Khối", "thi", "đua", "chưa", "ghi", "1"],
    ]
    assert "Năm này chưa có cụm, khối nào" in content(officer.get(f"{LIST}?nam=2001"))
    assert officer.get(f"{LIST}?nam=99999999999").status_code == 200


def head(cluster: Cluster, unit: Unit) -> ClusterLead:
    return cluster_leading.appoint(
        cluster,
        unit,
        post=ClusterPost.HEAD,
        person="Bùi Thị Hạnh",
        since_on=dt.date(2026, 1, 1),
        until_on=None,
        by=SYSTEM,
        at=NOW,
    )


def test_a_cluster_is_formed_and_a_block_inside_it(cast: Cast, officer: Client) -> None:
    officer.post(LIST + "lap/", {"kind": "cluster", "name": "Cụm số 1", "number": "1"})
    cluster = Cluster.objects.get()
    inside = {"kind": f"in-{cluster.pk}", "name": "Khối 1", "number": "1"}

    page = officer.post(LIST + "lap/", inside, follow=True)

    assert "Đã lập Khối 1." in content(page)
    assert Cluster.objects.get(name="Khối 1").parent == cluster
    wrong = officer.post(LIST + "lap/", {**inside, "name": "Cụm số 1", "number": "x"})
    assert wrong.status_code == 422
    assert value_of(wrong, "name") == "Cụm số 1"
    assert error_at(wrong, "number")
    again = officer.post(LIST + "lap/", {**inside, "name": "Cụm số 1"})
    assert error_at(again, "name") == "Năm này đã có cụm, khối mang tên đó."


def test_units_come_in_move_and_go(cast: Cast, cluster: Cluster, officer: Client) -> None:
    other = formed(cast, "Cụm II", number=2)
    added = {"units": [str(cast.sister_superior.pk)]}
    assert "Đã thêm 1 đơn vị." in content(officer.post(url(cluster, "don-vi/"), added, follow=True))
    assert officer.post(url(cluster, "don-vi/"), added).status_code == 422
    found = officer.get(url(cluster, "don-vi/"), {"q": "hoa sen"})
    assert "CĐCS Trường Mầm non Hoa Sen (HS)" in content(found)

    member = url(cluster, f"don-vi/{cast.superior.pk}/")
    assert officer.post(member, {}).status_code == 422
    officer.post(member, {"to": str(other.pk)})
    assert queries.get_cluster(other.pk).unit_ids == (cast.superior.pk,)
    officer.post(url(other, f"don-vi/{cast.superior.pk}/"), {"intent": "leave"})
    assert queries.get_cluster(other.pk).unit_ids == ()


def test_head_rotation_and_term_are_written(cast: Cast, cluster: Cluster, officer: Client) -> None:
    pk = cast.superior.pk
    officer.post(url(cluster, "luan-phien/"), {f"turn_{pk}": "5"})
    assert queries.turns_of(cluster) == [cast.superior]
    assert "đến lượt làm cụm trưởng: LĐLĐ huyện Sông Xanh" in content(
        officer.get(url(cluster, "phu-trach/"))
    )
    written = {"post": "head", "unit": str(pk), "person": "Bùi Thị Hạnh", "since_on": "1/1/2026"}
    assert error_at(officer.post(url(cluster, "phu-trach/"), {**written, "unit": "0"}), "unit")
    page = officer.post(url(cluster, "phu-trach/"), written, follow=True)
    assert "là cụm trưởng." in content(page)
    assert "Bùi Thị Hạnh" in content(page)

    term = ClusterLead.objects.get()
    ending = url(cluster, f"phu-trach/{term.pk}/")
    assert error_at(officer.post(ending, {"until_on": "31/02/2026"}), "until_on")
    page = officer.post(ending, {"until_on": "01/02/2026"}, follow=True)
    assert "Nhiệm kỳ đã kết thúc" in content(page)


def test_a_head_is_found_by_code_among_the_people_of_the_unit(
    cast: Cast, cluster: Cluster, officer: Client
) -> None:
    page = url(cluster, "phu-trach/")
    written = {"post": "head", "unit": str(cast.superior.pk), "since_on": "1/1/2026"}
    for wrong, field in (
        ({}, "person"),
        ({"login": "KHONGCO"}, "login"),
        ({"login": cast.provincial_officer.member_code}, "login"),
    ):
        refused = officer.post(page, {**written, **wrong})
        assert (refused.status_code, bool(error_at(refused, field))) == (422, True)
    officer.post(page, {**written, "login": cast.superior_officer.member_code})

    lead = ClusterLead.objects.get()
    assert (lead.user, lead.person) == (cast.superior_officer, "Phạm Thị Dung")


def test_clusters_stand_below_the_units_in_the_navigation(
    cluster: Cluster, officer: Client
) -> None:
    for page in ("", "don-vi/", "phu-trach/"):
        found = officer.get(url(cluster, page)).content.decode()
        assert '<a aria-current="page" href="/don-vi/">' in found


def test_a_place_in_the_rotation_is_given_once(
    cast: Cast, cluster: Cluster, officer: Client
) -> None:
    clusters.join_cluster(cluster, cast.sister_superior, by=SYSTEM, at=NOW)
    places = {f"turn_{unit.pk}": "1" for unit in (cast.superior, cast.sister_superior)}

    page = officer.post(url(cluster, "luan-phien/"), places)

    assert page.status_code == 422
    assert "Số này đã ghi cho đơn vị khác." in content(page)


def test_documents_are_read_by_the_units_in_the_cluster(
    cast: Cast, cluster: Cluster, officer: Client
) -> None:
    paper = {"title": "Quy chế hoạt động", "dated_on": "05/03/2026"}
    sent = {**paper, "file": SimpleUploadedFile("quy chế.pdf", b"%PDF-1.7\n%%EOF")}
    officer.post(url(cluster, "van-ban/"), sent)
    document = ClusterDocument.objects.get()
    file = url(cluster, f"van-ban/{document.pk}/tep/")

    answer = client_of(cast.superior_officer).get(file)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\n%%EOF"  # type: ignore[attr-defined] # a stream
    assert answer["Content-Disposition"].startswith("attachment")
    for user in (cast.officer, cast.author):
        assert client_of(user).get(file).status_code == 404
    wrong = {**paper, "title": "Khác", "file": SimpleUploadedFile("a.pdf", b"MZ\x90")}
    page = officer.post(url(cluster, "van-ban/"), wrong)
    assert (page.status_code, value_of(page, "title")) == (422, "Khác")
    assert error_at(page, "file")

    officer.post(url(cluster, f"van-ban/{document.pk}/xoa/"))
    assert officer.get(file).status_code == 404


def test_last_year_is_copied_after_a_preview(cast: Cast, cluster: Cluster, officer: Client) -> None:
    following = clock.today().year + 1
    here = f"{LIST}chep/?nam={following}"
    assert "LĐLĐ huyện Sông Xanh" in content(officer.get(here))
    assert not Cluster.objects.filter(year=following).exists()

    assert "Đã chép 1 cụm, khối" in content(officer.post(here, follow=True))
    assert officer.post(here).status_code == 422
    assert Cluster.objects.filter(year=following).count() == 1


def test_a_cluster_is_dissolved_or_says_why_not(
    cast: Cast, cluster: Cluster, officer: Client
) -> None:
    block = formed(cast, "Khối 1", kind=ClusterKind.BLOCK, parent=cluster)
    refused = officer.post(url(cluster, "giai-the/"))
    assert refused.status_code == 422
    assert "Hãy giải thể các khối trước." in content(refused)

    assert officer.post(url(block, "giai-the/")).status_code == 302
    assert "Đã giải thể" in content(officer.post(url(cluster, "giai-the/"), follow=True))
    assert not Cluster.objects.exists()


def test_the_page_of_the_unit_leads_to_its_clusters(
    cast: Cast, cluster: Cluster, officer: Client
) -> None:
    assert {LIST, url(cluster)} <= links(officer.get("/don-vi/BM/"))
    assert url(cluster) in links(client_of(cast.superior_officer).get("/don-vi/SX/"))


def test_lists_cost_the_same_for_many(
    cast: Cast,
    cluster: Cluster,
    officer: Client,
    queries_of: Counted,
) -> None:
    pages = (LIST, url(cluster), url(cluster, "luan-phien/"))
    before = [queries_of(officer, page) for page in pages]
    for number in range(2, 5):
        unit = make_unit(f"LĐLĐ huyện {number}", level="cap-tren", parent=cast.province)
        head(formed(cast, f"Cụm {number}", unit, number=number), unit)
        clusters.join_cluster(
            cluster,
            make_unit(f"LĐLĐ xã {number}", level="cap-tren", parent=cast.province),
            by=SYSTEM,
            at=NOW,
        )

    assert [queries_of(officer, page) for page in pages] == before
