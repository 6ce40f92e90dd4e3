"""Give, revise and remove targets, one by one."""

from decimal import Decimal
from typing import Any

import pytest

from sangkien.agreements.actions import targets
from sangkien.agreements.actions.targets import Measure
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.core import clock
from sangkien.programmes.models import Programme
from tests.factories import Cast, actor, make_target, make_unit
from tests.web.programmes import scenes
from tests.web.programmes.scenes import address, whole
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, inner, links, rows, value_of


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return scenes.running(cast.province)


def fields(programme: Programme, to: str, /, **changes: str) -> dict[str, Any]:
    values = {
        "period": str(whole(programme).pk),
        "holder": to,
        "kind": "count",
        "base": "sent",
        "origin": "assigned",
        "denominator": "",
        "value": "1.000",
        "note": "Kế hoạch 12/KH-LĐLĐ",
    }
    return {**values, **changes}


def board(programme: Programme) -> str:
    return address(programme, "chi-tieu/")


def give(programme: Programme) -> str:
    return address(programme, "chi-tieu/giao/")


def page_of(programme: Programme, target: Target) -> str:
    return address(programme, f"chi-tieu/{target.pk}/")


def test_a_target_is_given_to_a_unit_below(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    client = reader(cast.provincial_officer)

    response = client.post(give(programme), fields(programme, f"u{cast.superior.pk}"))

    target = Target.objects.get()
    assert response.status_code == 302
    assert (target.unit, target.value, target.base, target.origin, target.note) == (
        cast.superior,
        Decimal(1000),
        "sent",
        "assigned",
        "Kế hoạch 12/KH-LĐLĐ",
    )
    assert target.set_by == cast.provincial_officer
    page = client.get(response["Location"])
    assert "Chỉ tiêu của LĐLĐ huyện Sông Xanh: 1.000 (đã gửi)." in content(page)


@pytest.mark.parametrize(
    ("kind", "typed", "denominator", "words"),
    [
        ("count", "1.000", "", "1.000"),
        ("count", "1000", "", "1.000"),
        ("coverage", "100", "", "100 % CĐCS"),
        ("coverage", "85,5", "", "85,5 % CĐCS"),
        ("rate", "30", "workers", "30 trên 100 lao động"),
    ],
)
def test_targets_of_all_kinds_are_understood_as_typed(  # noqa: PLR0917 - one row of the table
    cast: Cast,
    reader: Reader,
    programme: Programme,
    kind: str,
    typed: str,
    denominator: str,
    words: str,
) -> None:
    typed_fields = fields(
        programme, f"u{cast.superior.pk}", kind=kind, value=typed, denominator=denominator
    )

    response = reader(cast.provincial_officer).post(give(programme), typed_fields)

    assert response.status_code == 302
    target = Target.objects.get()
    target.refresh_from_db()
    assert target.words == words


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"value": ""}, "value", "Hãy nhập chỉ tiêu."),
        ({"value": "một nghìn"}, "value", "Số chưa đúng."),
        ({"value": "-5"}, "value", "Số chưa đúng."),
        ({"value": "9" * 400}, "value", "Số chưa đúng."),
        ({"value": "0"}, "value", "Chỉ tiêu phải lớn hơn 0."),
        ({"value": "85,5"}, "value", "Số sáng kiến phải là số nguyên."),
        ({"value": "999.999.999.999"}, "value", "Chỉ tiêu quá lớn"),
        ({"kind": "coverage", "value": "100,5"}, "value", "nhiều nhất là 100 %"),
        ({"kind": "rate", "value": "30,1255"}, "value", "hai chữ số sau dấu phẩy"),
        ({"kind": "rate", "value": "30.125", "denominator": "workers"}, "value", "quá lớn"),
        ({"kind": "rate", "value": "30"}, "denominator", "đoàn viên hay trên lao động"),
        ({"kind": "count", "denominator": "workers"}, "denominator", "đoàn viên hay"),
        ({"holder": ""}, "holder", "Hãy chọn đơn vị, cụm hoặc khối."),
        ({"note": "x" * 301}, "note", "nhiều nhất là 300"),
    ],
)
def test_a_wrong_target_is_refused_at_the_field_and_kept(  # noqa: PLR0917 - one row of the table
    cast: Cast,
    reader: Reader,
    programme: Programme,
    changes: dict[str, str],
    field: str,
    message: str,
) -> None:
    typed = fields(programme, f"u{cast.superior.pk}", **changes)

    response = reader(cast.provincial_officer).post(give(programme), typed)

    assert response.status_code == 422
    assert message in error_at(response, field)
    assert value_of(response, "value") == typed["value"]
    assert not Target.objects.exists()


def test_the_own_target_is_self_set_and_never_assigned_by_oneself(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    client, own = reader(cast.superior_officer), f"u{cast.superior.pk}"

    refused = client.post(give(programme), fields(programme, own))
    accepted = client.post(give(programme), fields(programme, own, origin="self_set"))

    assert refused.status_code == 422
    assert "do cấp trên ghi" in error_at(refused, "origin")
    assert accepted.status_code == 302
    assert Target.objects.get().origin == "self_set"


def test_only_own_units_can_be_chosen(cast: Cast, reader: Reader, programme: Programme) -> None:
    client = reader(cast.superior_officer)

    page = client.get(give(programme))
    for foreign in (cast.far_factory, cast.sister_superior, cast.province):
        response = client.post(give(programme), fields(programme, f"u{foreign.pk}"))
        assert response.status_code == 422
        assert "holder" in inner(response)

    assert f'value="u{cast.factory.pk}"' in inner(page)
    assert f'value="u{cast.far_factory.pk}"' not in inner(page)
    assert not Target.objects.exists()


def test_the_board_shows_own_and_given_targets_and_what_is_left(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    period = whole(programme)
    make_target(period, cast.province, 2350)
    make_target(period, cast.superior, 1500)
    make_target(period, cast.sister_superior, 350)

    page = reader(cast.provincial_officer).get(board(programme))

    assert "2.350 đã gửi , Chỉ tiêu giao" in content(page)
    assert "Đã giao 1.850 trên 2.350 (đã gửi): còn chưa phân bổ 500." in content(page)
    assert rows(page) == [
        "LĐLĐ huyện Núi Đỏ 350 đã gửi Sửa chỉ tiêu của LĐLĐ huyện Núi Đỏ",
        "LĐLĐ huyện Sông Xanh 1.500 đã gửi Sửa chỉ tiêu của LĐLĐ huyện Sông Xanh",
    ]


def test_targets_with_another_base_are_not_added(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    period = whole(programme)
    make_target(period, cast.province, 1000)
    make_target(period, cast.superior, 1200)
    make_target(period, cast.sister_superior, 300, base=TargetBase.VALID)

    page = content(reader(cast.provincial_officer).get(board(programme)))

    assert "Đã giao 1.200 trên 1.000 (đã gửi): vượt 200." in page
    assert "1 chỉ tiêu tính trên số khác nên không cộng vào." in page


def test_each_period_has_its_own_targets(cast: Cast, reader: Reader, programme: Programme) -> None:
    phase = programme.periods.get(kind="phase")
    make_target(phase, cast.superior, 77)
    client = reader(cast.provincial_officer)

    by_default = content(client.get(board(programme)))
    in_phase = content(client.get(board(programme), {"giai-doan": str(phase.pk)}))

    assert "77 đã gửi" not in by_default
    assert "77 đã gửi" in in_phase


@pytest.mark.parametrize("nonsense", ["abc", "999999", "9" * 300, "-1"])
def test_an_unknown_period_is_the_whole(
    cast: Cast, reader: Reader, programme: Programme, nonsense: str
) -> None:
    make_target(whole(programme), cast.superior, 77)

    response = reader(cast.provincial_officer).get(board(programme), {"giai-doan": nonsense})

    assert "77 đã gửi" in content(response)


def test_everybody_starts_at_the_own_unit(cast: Cast, reader: Reader, programme: Programme) -> None:
    for user, name in (
        (cast.provincial_officer, "LĐLĐ tỉnh Bình Minh"),
        (cast.national_officer, "LĐLĐ tỉnh Bình Minh"),
        (cast.superior_officer, "LĐLĐ huyện Sông Xanh"),
        (cast.officer, "CĐCS Công ty May Ánh Dương"),
    ):
        page = content(reader(user).get(board(programme)))
        assert f"Chỉ tiêu {name} Toàn chương trình" in page


def test_one_level_down_is_one_tap(cast: Cast, reader: Reader, programme: Programme) -> None:
    client = reader(cast.provincial_officer)

    down = next(link for link in links(client.get(board(programme))) if "don-vi=SX" in link)

    assert "CĐCS Công ty May Ánh Dương" in content(client.get(down))


def test_units_of_others_are_not_found(cast: Cast, reader: Reader, programme: Programme) -> None:
    client = reader(cast.superior_officer)

    for code in ("ND", "HS", "BM", "TLD", "KHONG-CO", "9" * 300):
        assert client.get(board(programme), {"don-vi": code}).status_code == 404
        assert client.get(give(programme), {"don-vi": code}).status_code == 404


def test_who_only_looks_finds_no_buttons_and_no_forms(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    target = make_target(whole(programme), cast.superior, 1500)

    for user in (cast.auditor, cast.officer):
        client = reader(user)
        page = client.get(board(programme))

        assert page.status_code == 200
        assert "/chi-tieu/giao/" not in inner(page)
        assert "/chi-tieu/bang/" not in inner(page)
        assert client.get(give(programme)).status_code == 404
        refused = client.post(give(programme), fields(programme, f"u{cast.superior.pk}"))
        assert refused.status_code == 404
        for url in (page_of(programme, target), page_of(programme, target) + "bo/"):
            assert client.post(url, {"value": "1", "base": "sent"}).status_code == 404
    assert Target.objects.get().replaced_at is None


def test_an_auditor_reads_a_target_without_a_form(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    target = make_target(whole(programme), cast.superior, 1500)

    page = reader(cast.auditor).get(page_of(programme, target))

    assert page.status_code == 200
    assert "1.500 (đã gửi)" in content(page)
    assert "<form" not in inner(page)


def test_members_have_no_board(cast: Cast, reader: Reader, programme: Programme) -> None:
    assert reader(cast.author).get(board(programme)).status_code == 404


def test_a_revision_keeps_the_history(cast: Cast, reader: Reader, programme: Programme) -> None:
    client = reader(cast.provincial_officer)
    client.post(give(programme), fields(programme, f"u{cast.superior.pk}"))
    target = Target.objects.get()

    response = client.post(
        page_of(programme, target),
        {"value": "1.200", "base": "valid", "note": "Kế hoạch 15/KH-LĐLĐ"},
    )

    assert response.status_code == 302
    current = Target.objects.get(replaced_at=None)
    assert (int(current.value), current.base, current.note) == (
        1200,
        "valid",
        "Kế hoạch 15/KH-LĐLĐ",
    )
    history = content(client.get(board(programme))).partition("Lịch sử giao chỉ tiêu")[2]
    changed = (
        "Hoàng Văn Em điều chỉnh chỉ tiêu của LĐLĐ huyện Sông Xanh: 1.000 đã gửi → 1.200 hợp lệ"
    )
    given = "Hoàng Văn Em giao chỉ tiêu cho LĐLĐ huyện Sông Xanh: 1.000 đã gửi"
    assert history.index(changed) < history.index(given)


def test_who_comes_second_sees_what_the_first_one_wrote(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    target = make_target(whole(programme), cast.superior, 1000, at=clock.now())
    url = page_of(programme, target)
    targets.set_target(
        target.runs,
        cast.superior,
        measure=Measure(kind=TargetKind.COUNT, base=TargetBase.SENT, value=Decimal(900)),
        origin=TargetOrigin.ASSIGNED,
        by=actor(cast.national_officer),
        at=clock.now(),
    )

    refused = reader(cast.provincial_officer).post(url, {"value": "1.100", "base": "sent"})

    current = Target.objects.get(replaced_at=None)
    assert refused.status_code == 409
    assert current.value == 900
    assert "vừa được Đặng Thị Phượng đặt là 900" in content(refused)
    assert page_of(programme, current) in links(refused)


def test_an_old_address_leads_to_the_target_of_today(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    old = make_target(whole(programme), cast.superior, 1000)
    new = make_target(whole(programme), cast.superior, 1100)

    response = reader(cast.provincial_officer).get(page_of(programme, old))

    assert (response.status_code, response["Location"]) == (302, page_of(programme, new))


def test_a_target_is_removed_after_asking(cast: Cast, reader: Reader, programme: Programme) -> None:
    target = make_target(whole(programme), cast.superior, 1000, at=clock.now())
    client, url = reader(cast.provincial_officer), page_of(programme, target) + "bo/"

    asked = client.get(url)
    assert "Bỏ chỉ tiêu này?" in content(asked)
    assert Target.objects.get().replaced_at is None

    for _ in range(2):
        assert client.post(url).status_code == 302
    assert Target.objects.get().replaced_at is not None
    page = content(client.get(board(programme)))
    assert "Hoàng Văn Em bỏ chỉ tiêu của LĐLĐ huyện Sông Xanh: 1.000 đã gửi" in page
    assert "Chỉ tiêu này đã bỏ." in content(client.get(page_of(programme, target)))
    assert client.get(url).status_code == 302


def test_targets_of_other_units_and_programmes_are_not_found(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    foreign = make_target(whole(programme), cast.sister_superior, 1000)
    other = scenes.running(cast.province, title="Chương trình khác")
    mine = make_target(whole(other), cast.factory, 5)
    client = reader(cast.superior_officer)

    assert client.get(page_of(programme, foreign)).status_code == 404
    assert client.post(page_of(programme, foreign), {"value": "1"}).status_code == 404
    assert client.get(page_of(programme, mine)).status_code == 404
    assert client.get(page_of(other, mine)).status_code == 200


def test_a_draft_without_phases_says_what_is_missing(cast: Cast, reader: Reader) -> None:
    draft = scenes.draft(cast.province)

    response = reader(cast.provincial_officer).get(board(draft))

    assert response.status_code == 404
    assert "chưa có giai đoạn nên chưa giao được chỉ tiêu" in response.content.decode()


def test_the_board_takes_the_same_queries_for_one_and_for_many(
    cast: Cast, reader: Reader, programme: Programme, queries_of: Counted
) -> None:
    client = reader(cast.provincial_officer)
    make_target(whole(programme), cast.superior, 10)
    before = queries_of(client, board(programme))

    for number in range(4):
        unit = make_unit(f"LĐLĐ huyện số {number}", level="cap-tren", parent=cast.province)
        make_target(whole(programme), unit, 10 + number)
        make_target(whole(programme), unit, 20 + number)

    assert queries_of(client, board(programme)) == before
    assert before <= 16
