"""Targets for all units, or all clusters, in one go."""

from decimal import Decimal
from typing import Any

import pytest

from sangkien.agreements.enums import TargetBase
from sangkien.agreements.models import Target
from sangkien.core import clock
from sangkien.programmes.models import Programme
from sangkien.units.actions.clusters import form_cluster
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, Unit
from tests.factories import NOW, SYSTEM, Cast, make_target, make_unit
from tests.web.programmes import scenes
from tests.web.programmes.scenes import address, whole
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, inner, rows, value_of


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return scenes.running(cast.province)


def grid(programme: Programme) -> str:
    return address(programme, "chi-tieu/bang/")


def values(numbers: dict[Unit | Cluster, str], **changes: str) -> dict[str, Any]:
    """The form as it was opened: nobody had a target then unless `seen_...` says so."""
    typed = {"base": "sent", "note": "Kế hoạch 12/KH-LĐLĐ"}
    for holder, number in numbers.items():
        key = f"u{holder.pk}" if isinstance(holder, Unit) else f"c{holder.pk}"
        typed |= {f"value_{key}": number, f"seen_{key}": "0"}
    return {**typed, **changes}


def given() -> dict[str, Decimal]:
    return {
        str(target.holder): target.value
        for target in Target.objects.filter(replaced_at=None).select_related("unit", "cluster")
    }


def test_all_numbers_are_given_at_once(cast: Cast, reader: Reader, programme: Programme) -> None:
    client = reader(cast.provincial_officer)

    response = client.post(
        grid(programme), values({cast.superior: "1.500", cast.sister_superior: "850"})
    )

    assert response.status_code == 302
    assert given() == {"LĐLĐ huyện Sông Xanh": 1500, "LĐLĐ huyện Núi Đỏ": 850}
    assert {target.note for target in Target.objects.all()} == {"Kế hoạch 12/KH-LĐLĐ"}
    assert "Đã ghi 2 chỉ tiêu." in content(client.get(response["Location"]))


def test_the_same_table_sent_twice_changes_nothing(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    client = reader(cast.provincial_officer)
    typed = values({cast.superior: "1.500", cast.sister_superior: "850"})

    for _ in range(2):
        assert client.post(grid(programme), typed).status_code == 302

    assert Target.objects.count() == 2


def test_one_wrong_number_keeps_all_out(cast: Cast, reader: Reader, programme: Programme) -> None:
    response = reader(cast.provincial_officer).post(
        grid(programme), values({cast.superior: "1.500", cast.sister_superior: "0"})
    )

    assert response.status_code == 422
    assert given() == {}
    assert "Chỉ tiêu phải lớn hơn 0." in error_at(response, f"value_u{cast.sister_superior.pk}")
    assert error_at(response, f"value_u{cast.superior.pk}") == ""
    assert value_of(response, f"value_u{cast.superior.pk}") == "1.500"
    assert "LĐLĐ huyện Núi Đỏ: Chỉ tiêu phải lớn hơn 0." in content(response)


@pytest.mark.parametrize("typed", ["abc", "-1", "85,5", "9" * 300, "1e9"])
def test_what_is_no_whole_number_is_said_in_its_row(
    cast: Cast, reader: Reader, programme: Programme, typed: str
) -> None:
    response = reader(cast.provincial_officer).post(grid(programme), values({cast.superior: typed}))

    assert response.status_code == 422
    assert "Số chưa đúng." in error_at(response, f"value_u{cast.superior.pk}")
    assert value_of(response, f"value_u{cast.superior.pk}") == typed


def test_the_table_shows_what_stands_and_changes_only_what_was_typed(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    kept = make_target(whole(programme), cast.superior, 1500, base=TargetBase.VALID)
    client = reader(cast.provincial_officer)

    page = client.get(grid(programme))
    assert value_of(page, f"value_u{cast.superior.pk}") == "1.500"
    assert "1.500 hợp lệ" in " ".join(rows(page))

    client.post(
        grid(programme),
        values(
            {cast.superior: "1.500", cast.sister_superior: "10"},
            **{f"seen_u{cast.superior.pk}": str(kept.pk)},
        ),
    )

    assert given() == {"LĐLĐ huyện Sông Xanh": 1500, "LĐLĐ huyện Núi Đỏ": 10}
    kept.refresh_from_db()
    assert (kept.replaced_at, kept.base) == (None, "valid")


def test_an_emptied_row_is_not_a_removal(cast: Cast, reader: Reader, programme: Programme) -> None:
    target = make_target(whole(programme), cast.superior, 1500)

    response = reader(cast.provincial_officer).post(
        grid(programme),
        values({cast.superior: ""}, **{f"seen_u{cast.superior.pk}": str(target.pk)}),
    )

    assert response.status_code == 422
    assert "hãy dùng nút “Bỏ”" in error_at(response, f"value_u{cast.superior.pk}")
    assert given() == {"LĐLĐ huyện Sông Xanh": 1500}


def test_what_somebody_else_gave_meanwhile_is_not_overwritten(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    make_target(whole(programme), cast.superior, 1500)  # after the table was opened

    response = reader(cast.provincial_officer).post(
        grid(programme), values({cast.superior: "1.600", cast.sister_superior: "10"})
    )

    assert response.status_code == 422
    assert "vừa được người khác sửa" in error_at(response, f"value_u{cast.superior.pk}")
    assert given() == {"LĐLĐ huyện Sông Xanh": 1500}


def test_clusters_have_a_table_of_their_own(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    clusters = [
        form_cluster(
            organiser=cast.province,
            kind=ClusterKind.CLUSTER,
            year=clock.today().year,
            name=f"Cụm thi đua {number}",
            number=number,
            by=SYSTEM,
            at=NOW,
        )
        for number in (1, 2, 3, 4)
    ]
    numbers = ("850", "600", "750", "150")
    client = reader(cast.provincial_officer)
    make_target(whole(programme), cast.province, 2350)

    client.post(grid(programme) + "?loai=cum", values(dict(zip(clusters, numbers, strict=True))))

    assert sum(given().values()) == 2350 * 2
    page = content(client.get(address(programme, "chi-tieu/")))
    assert "Đã giao 2.350 trên 2.350 (đã gửi): vừa đủ." in page


def test_rows_of_foreign_units_are_not_read(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    reader(cast.superior_officer).post(
        grid(programme), values({cast.factory: "5", cast.far_factory: "9", cast.province: "9"})
    )

    assert given() == {"CĐCS Công ty May Ánh Dương": 5}


def test_who_only_looks_has_no_table(cast: Cast, reader: Reader, programme: Programme) -> None:
    for user in (cast.auditor, cast.officer, cast.author):
        client = reader(user)

        assert client.get(grid(programme)).status_code == 404
        assert client.post(grid(programme), values({cast.factory: "5"})).status_code == 404
    assert given() == {}


def test_a_unit_without_children_says_so(cast: Cast, reader: Reader, programme: Programme) -> None:
    response = reader(cast.superior_officer).get(grid(programme), {"don-vi": "AD"})

    assert "Chưa có đơn vị nào ở đây" in content(response)
    assert "<form" not in inner(response)


def test_the_table_takes_the_same_queries_for_one_and_for_many(
    cast: Cast, reader: Reader, programme: Programme, queries_of: Counted
) -> None:
    client = reader(cast.provincial_officer)
    make_target(whole(programme), cast.superior, 10)
    before = queries_of(client, grid(programme))

    for number in range(4):
        unit = make_unit(f"LĐLĐ huyện số {number}", level="cap-tren", parent=cast.province)
        make_target(whole(programme), unit, 10 + number)

    assert queries_of(client, grid(programme)) == before
