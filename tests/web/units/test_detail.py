"""`/don-vi/<code>/`."""

import datetime as dt

import pytest

from sangkien.core import clock
from sangkien.core.periods import end_of, start_of
from sangkien.units.actions import clusters
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Headcount, Unit
from sangkien.units.plans import Document
from tests.factories import NOW, SYSTEM, Cast, make_programme, make_unit
from tests.units.acts import dissolve
from tests.web.programmes.scenes import running
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, heads, inner, links, rows, value_of

FACTORY, SUPERIOR = "/don-vi/AD/", "/don-vi/SX/"


def test_a_member_sees_the_own_unit_and_who_is_above(cast: Cast, reader: Reader) -> None:
    response = reader(cast.author).get(FACTORY)

    words = content(response)
    assert "CĐCS Công ty May Ánh Dương" in words
    assert "Cấp công đoàn Công đoàn cơ sở" in words
    assert "Tổng Liên đoàn LĐLĐ tỉnh Bình Minh LĐLĐ huyện Sông Xanh CĐCS" in words
    assert "Hoạt động từ ngày 01/01/2010" in words
    assert "/don-vi/SX/" not in links(response)


def test_a_member_does_not_see_who_has_which_role(cast: Cast, reader: Reader) -> None:
    words = content(reader(cast.author).get(FACTORY))

    assert "Ai phụ trách" not in words
    assert "Trần Thị Bình" not in words
    assert links(reader(cast.author).get(FACTORY)).isdisjoint(
        {FACTORY + "doan-vien/", FACTORY + "nhat-ky/", FACTORY + "phan-quyen/"}
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("author", 200),
        ("officer", 200),
        ("sister_officer", 404),
        ("superior_officer", 200),
        ("provincial_officer", 200),
        ("national_officer", 200),
        ("auditor", 200),
    ],
)
def test_a_unit_is_seen_by_those_in_it_and_above_it(
    cast: Cast, reader: Reader, who: str, status: int
) -> None:
    assert reader(getattr(cast, who)).get(FACTORY).status_code == status


def test_an_unknown_unit_is_not_found(cast: Cast, reader: Reader) -> None:
    client = reader(cast.national_officer)

    for code in ("XX", "x" * 3000, "%25", "..", "AD%20"):
        assert client.get(f"/don-vi/{code}/").status_code == 404


def test_watchers_and_officers_see_who_acts_for_the_unit(cast: Cast, reader: Reader) -> None:
    for user in (cast.officer, cast.superior_officer, cast.auditor):
        response = reader(user).get(FACTORY)

        assert "Trần Thị Bình Cán bộ công đoàn cơ sở từ 01/01/2010" in rows(response)


def test_a_unit_is_linked_to_the_pages_that_the_reader_may_open(cast: Cast, reader: Reader) -> None:
    members, journal, grants = (f"{FACTORY}{p}/" for p in ("doan-vien", "nhat-ky", "phan-quyen"))

    officer = links(reader(cast.officer).get(FACTORY))
    superior = links(reader(cast.superior_officer).get(FACTORY))

    assert {members, journal} <= officer
    assert grants not in officer
    assert {members, journal, grants} <= superior


def test_a_unit_leads_to_its_progress_and_to_the_initiatives(cast: Cast, reader: Reader) -> None:
    make_programme(cast.province)
    foreign = make_programme(make_unit("LĐLĐ tỉnh khác", level="tinh", parent=cast.national))

    of_officer = links(reader(cast.officer).get(FACTORY))
    of_author = links(reader(cast.author).get(FACTORY))

    assert "/tien-do/chuong-trinh-thu-nghiem/AD/" in of_officer
    assert f"/tien-do/{foreign.slug}/AD/" not in of_officer
    assert "/sang-kien/?xem=don-vi" in of_officer
    assert "/sang-kien/" in of_author


def test_children_stand_in_vietnamese_order(cast: Cast, reader: Reader) -> None:
    for name in ("CĐCS Đại Phát", "CĐCS Ấm Áp", "CĐCS Dệt 8/3"):
        make_unit(name, level="co-so", parent=cast.superior)

    assert heads(reader(cast.superior_officer).get(SUPERIOR)) == [
        "CĐCS Ấm Áp",
        "CĐCS Công ty Cơ khí Hòa Bình",
        "CĐCS Công ty May Ánh Dương",
        "CĐCS Dệt 8/3",
        "CĐCS Đại Phát",
    ]


def test_children_follow_page_by_page(cast: Cast, reader: Reader) -> None:
    for number in range(51):
        make_unit(f"CĐCS Xưởng {number:03d}", level="co-so", parent=cast.superior)
    client = reader(cast.superior_officer)

    first = client.get(SUPERIOR)
    (following,) = [url for url in links(first) if "sau=" in url]
    second = client.get(following)

    assert len(heads(first)) == 50
    assert heads(second) == [
        "CĐCS Xưởng 048",
        "CĐCS Xưởng 049",
        "CĐCS Xưởng 050",
    ]
    assert not [url for url in links(second) if "sau=" in url]


def test_ended_units_are_on_a_list_of_their_own(cast: Cast, reader: Reader) -> None:
    close(cast.sister_factory, successor=cast.factory)
    client = reader(cast.superior_officer)

    standing, ended = client.get(SUPERIOR), client.get(SUPERIOR + "?ket-thuc=1")

    assert "/don-vi/HB/" not in links(standing)
    assert "/don-vi/HB/" in links(ended)
    assert "/don-vi/AD/" not in links(ended)


def close(unit: Unit, *, successor: Unit) -> None:
    paper = Document(number="Quyết định số 12/QĐ-LĐLĐ")
    dissolve(unit, heir=successor, day=dt.date(2026, 7, 1), document=paper)


def test_succession_is_told_on_both_sides(cast: Cast, reader: Reader) -> None:
    close(cast.sister_factory, successor=cast.factory)
    client = reader(cast.superior_officer)

    before, after = client.get("/don-vi/HB/"), client.get(FACTORY)

    assert "Đơn vị kế thừa CĐCS Công ty May Ánh Dương từ ngày 01/07/2026" in content(before)
    assert "Tiếp nhận từ CĐCS Công ty Cơ khí Hòa Bình từ ngày 01/07/2026" in content(after)
    assert "Quyết định số 12/QĐ-LĐLĐ" in content(after)
    assert "Đơn vị đã kết thúc hoạt động" in content(before)


def test_clusters_of_this_year_are_told_to_member_and_organiser(cast: Cast, reader: Reader) -> None:
    year = clock.today().year
    form = {"organiser": cast.province, "year": year, "by": SYSTEM, "at": NOW}
    cluster = clusters.form_cluster(kind=ClusterKind.CLUSTER, name="Cụm I", number=1, **form)  # type: ignore[arg-type]
    block = clusters.form_cluster(
        kind=ClusterKind.BLOCK,
        name="Khối 2",
        number=2,
        parent=cluster,
        **form,  # type: ignore[arg-type]
    )
    clusters.join_cluster(block, cast.superior, by=SYSTEM, at=NOW)

    member = reader(cast.superior_officer).get(SUPERIOR)
    organiser = reader(cast.provincial_officer).get("/don-vi/BM/")

    assert "Đơn vị ở trong Khối 2, thuộc Cụm I do LĐLĐ tỉnh Bình Minh tổ chức." in content(member)
    assert [row for row in rows(organiser) if "Cụm I" in row or "Khối 2" in row] == [
        "Cụm I —",
        "trong cụm: Khối 2 LĐLĐ huyện Sông Xanh",
    ]


@pytest.fixture
def figures() -> dict[str, str]:
    return {"members": "1.234", "workers": "1 500", "counted_on": "05/03/2026"}


def test_a_headcount_is_recorded_as_people_write_numbers(
    cast: Cast, reader: Reader, figures: dict[str, str]
) -> None:
    client = reader(cast.superior_officer)

    response = client.post(FACTORY + "so-doan-vien/", figures)

    assert (response.status_code, response["Location"]) == (302, FACTORY)
    row = Headcount.objects.get()
    assert (row.unit, row.members, row.workers) == (cast.factory, 1234, 1500)
    assert row.counted_on == dt.date(2026, 3, 5)
    assert "1.234 đoàn viên, 1.500 lao động, tính đến ngày 05/03/2026" in content(
        client.get(FACTORY)
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("members", ""),
        ("members", "nhiều"),
        ("members", "12,5"),
        ("members", "-3"),
        ("members", "1" + "0" * 400),
        ("workers", "99999999999"),
        ("counted_on", "31/02/2026"),
        ("counted_on", "01/01/2100"),
        ("counted_on", "hôm qua"),
        ("counted_on", ""),
    ],
)
def test_a_wrong_headcount_is_shown_at_its_field_and_kept(
    cast: Cast, reader: Reader, figures: dict[str, str], name: str, typed: str
) -> None:
    client = reader(cast.superior_officer)

    response = client.post(FACTORY + "so-doan-vien/", {**figures, name: typed})

    assert response.status_code == 422
    assert error_at(response, name)
    assert value_of(response, name) == typed
    assert {value_of(response, other) for other in figures} >= set(figures.values()) - {
        figures[name]
    }
    assert not Headcount.objects.exists()


def test_only_those_who_manage_the_unit_record_headcounts(
    cast: Cast, reader: Reader, figures: dict[str, str]
) -> None:
    for user in (cast.author, cast.officer, cast.sister_officer, cast.auditor):
        client = reader(user)

        assert client.post(FACTORY + "so-doan-vien/", figures).status_code == 404
        assert "Ghi số đoàn viên, lao động mới" not in content(client.get(FACTORY))
    assert not Headcount.objects.exists()


def test_the_address_of_the_form_leads_back_to_the_unit(cast: Cast, reader: Reader) -> None:
    response = reader(cast.superior_officer).get(FACTORY + "so-doan-vien/")

    assert (response.status_code, response["Location"]) == (302, FACTORY)


def test_names_are_shown_as_text(cast: Cast, reader: Reader) -> None:
    Unit.objects.filter(pk=cast.factory.pk).update(name="<b>May</b> & Thêu")

    markup = inner(reader(cast.superior_officer).get(FACTORY))

    assert "&lt;b&gt;May&lt;/b&gt; &amp; Thêu" in markup
    assert "<b>May" not in markup


def test_a_unit_takes_as_many_queries_for_three_children_as_for_one(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    client = reader(cast.provincial_officer)
    make_unit("CĐCS Một", level="co-so", parent=cast.sister_superior)
    before = queries_of(client, "/don-vi/ND/")
    for number in (1, 2):
        unit = make_unit(f"CĐCS Thêm {number}", level="co-so", parent=cast.sister_superior)
        close(unit, successor=cast.sister_superior)
        make_unit(f"CĐCS Nữa {number}", level="co-so", parent=cast.sister_superior)

    assert queries_of(client, "/don-vi/ND/") == before


def test_programmes_that_were_over_before_the_unit_was_opened_are_not_its_own(
    cast: Cast, reader: Reader
) -> None:
    running(cast.province, title="Đang chạy")
    running(
        cast.province,
        title="Đã xong từ trước",
        opens_at=start_of(dt.date(2021, 3, 10)),
        closes_at=end_of(dt.date(2021, 5, 31)),
        applied_from=None,
        applied_to=None,
    )
    assert "Đã xong từ trước" in content(reader(cast.officer).get(FACTORY))
    Unit.objects.filter(pk=cast.factory.pk).update(opened_on=dt.date(2021, 6, 1))

    shown = content(reader(cast.officer).get(FACTORY))

    assert "Tiến độ: Đang chạy" in shown
    assert "Đã xong từ trước" not in shown
