import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.imports.enums import State
from sangkien.imports.models import ImportBatch
from sangkien.journal.models import Entry
from sangkien.units.actions import people
from sangkien.units.models import Membership
from tests.factories import PASSWORD, SYSTEM, Cast, make_cast, make_member, make_unit
from tests.imports.workbooks import confirm, outcomes, preview, reasons, run, undo, verdicts, work

pytestmark = pytest.mark.django_db
HEADER = ("Mã ĐV", "HỌ TÊN", "SĐT", "Đơn vị", "Ngày vào", "Ngày nghỉ")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def previewed(cast: Cast, *rows: tuple[object, ...], **options: Any) -> ImportBatch:
    return preview(cast.factory, cast.officer, rows, **options)


def done(cast: Cast, *rows: tuple[object, ...], **options: Any) -> ImportBatch:
    return run(previewed(cast, *rows, **options), cast.factory, cast.officer)


def test_new_people_are_enrolled_and_recorded_once(cast: Cast) -> None:
    batch = done(cast, ("M01", "Lê Thị Hoa", "0912345678"), ("M02", "Trần Văn Đức", ""))

    assert batch.state == State.DONE
    assert outcomes(batch) == ["applied", "applied"]
    hoa = User.objects.get(member_code="M01")
    assert (hoa.full_name, hoa.phone) == ("Lê Thị Hoa", "0912345678")
    assert not hoa.has_usable_password()
    assert Membership.objects.get(user=hoa).unit == cast.factory
    assert Entry.objects.filter(name="unit.members_listed").count() == 1
    assert Entry.objects.get(name="import.confirmed").unit_id == cast.factory.pk


def test_preview_writes_nothing(cast: Cast) -> None:
    before = User.objects.count(), Membership.objects.count()

    batch = previewed(cast, ("M01", "Lê Thị Hoa"))

    assert (batch.state, verdicts(batch)) == (State.PREVIEWED, ["ok"])
    assert (User.objects.count(), Membership.objects.count()) == before


def test_cells_are_read_as_people_fill_them_in(cast: Cast) -> None:
    row = (12345, "  ÐỖ  Thị\u200b Hòa ", 912345678.0, "", dt.date(2020, 3, 5), "")

    batch = done(
        cast,
        row,
        ("dv 7", "Nguye\u0302\u0303n Văn Bé", "+84 987.654.321", "", "5/3/2021"),
        header=HEADER,
    )

    first, second = User.objects.get(member_code="12345"), User.objects.get(member_code="DV7")
    assert (first.full_name, first.phone) == ("ĐỖ Thị Hòa", "0912345678")
    assert "số 0" in reasons(batch)
    assert (second.full_name, second.phone) == ("Nguyễn Văn Bé", "0987654321")
    joined = Membership.objects.order_by("pk").filter(user__in=[first, second])
    assert [row.since_on for row in joined] == [dt.date(2020, 3, 5), dt.date(2021, 3, 5)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "Lê Thị Hoa"), "Mã đoàn viên"),
        (("M01", ""), "Thiếu họ và tên"),
        (("M01", "=cmd|' /C calc'!A0"), "ký tự lạ"),
        (("M01", "Lê Thị Hoa", "12"), "Số điện thoại chưa đúng"),
        (("M01", "Lê Thị Hoa", "", "XX"), "Không có đơn vị nào mã “XX”"),
        (("M01", "Hoa \u202etxt"), "ký tự lạ"),
        (("M01", "H" * 400), "dài quá 120"),
    ],
)
def test_a_wrong_line_says_why(cast: Cast, row: tuple[object, ...], said: str) -> None:
    batch = previewed(cast, row)

    assert verdicts(batch) == ["error"]
    assert said in reasons(batch)


@pytest.mark.parametrize("day", ["31/02/2024", "hôm qua", "01/01/9999", 1e300, "1" * 400])
def test_a_day_that_is_none_is_refused(cast: Cast, day: object) -> None:
    batch = previewed(cast, ("M01", "Lê Thị Hoa", "", "", day, ""), header=HEADER)

    assert verdicts(batch) == ["error"]


def test_wrong_lines_do_not_hold_up_the_others(cast: Cast) -> None:
    batch = done(cast, ("M01", "Lê Thị Hoa"), ("M02", ""), ("M03", "Vũ Văn Ba"))

    assert outcomes(batch) == ["applied", "none", "applied"]
    assert not User.objects.filter(member_code="M02").exists()


def test_the_same_list_again_changes_nothing(cast: Cast) -> None:
    rows = (("M01", "Lê Thị Hoa", "0912345678"), ("M02", "Trần Văn Đức", ""))
    done(cast, *rows)
    entries = Entry.objects.count()

    batch = previewed(cast, *rows)

    assert verdicts(batch) == ["same", "same"]
    assert Entry.objects.count() == entries


def test_a_code_twice_in_a_list_is_taken_once(cast: Cast) -> None:
    batch = done(cast, ("M01", "Lê Thị Hoa"), ("m 01", "Lê Thị Hòa"))

    assert verdicts(batch) == ["ok", "error"]
    assert "Trùng mã đoàn viên với dòng 2" in reasons(batch, 2)


def test_differences_are_shown_and_written(cast: Cast) -> None:
    done(cast, ("M01", "Lê Thị Hoa", ""))

    batch = done(cast, ("M01", "Lê Thị Hòa", "0912345678"))

    assert batch.lines.get().difference == [
        ["Họ và tên", "Lê Thị Hoa", "Lê Thị Hòa"],
        ["Số điện thoại", "", "0912345678"],
    ]
    person = User.objects.get(member_code="M01")
    assert (person.full_name, person.folded_name, person.phone) == (
        "Lê Thị Hòa", "le thi hoa", "0912345678",
    )  # fmt: skip


def test_another_name_altogether_asks_to_look(cast: Cast) -> None:
    done(cast, ("M01", "Lê Thị Hoa"))

    assert verdicts(previewed(cast, ("M01", "Phạm Văn Tám"))) == ["warning"]


def test_a_phone_of_somebody_else_is_a_possible_duplicate(cast: Cast) -> None:
    done(cast, ("M01", "Lê Thị Hoa", "0912345678"))

    batch = done(cast, ("M09", "Lê Thị Hoa", "0912345678"))

    assert verdicts(batch) == ["warning"]
    assert "Lê Thị Hoa, mã M01: có thể là một người" in reasons(batch)
    assert User.objects.get(member_code="M09").phone is None


def test_a_phone_twice_in_a_list_goes_to_the_first(cast: Cast) -> None:
    batch = done(cast, ("M01", "Lê Thị Hoa", "0912345678"), ("M02", "Vũ Ba", "0912 345 678"))

    assert outcomes(batch) == ["applied", "applied"]
    assert User.objects.get(member_code="M02").phone is None


def test_people_of_other_units_are_left_alone_and_not_named(cast: Cast) -> None:
    make_member(cast.sister_factory, "Ngô Bí Mật", member_code="K01", phone="0909090909")

    batch = previewed(cast, ("K01", "Tên Khác"), ("M02", "Vũ Ba", "0909090909"))

    assert verdicts(batch) == ["error", "warning"]
    told = reasons(batch, 1) + reasons(batch, 2)
    assert "Bí Mật" not in told
    assert "K01" not in told


def test_the_phone_of_somebody_with_an_account_stays(cast: Cast) -> None:
    make_member(
        cast.factory, "Lê Thị Hoa", member_code="M01", phone="0911111111", password=PASSWORD
    )

    batch = previewed(cast, ("M01", "Lê Thị Hoa", "0922222222"))

    assert verdicts(batch) == ["same"]
    assert "do chính họ sửa" in reasons(batch)


def test_a_closed_account_is_left_alone(cast: Cast) -> None:
    make_member(cast.factory, "Lê Thị Hoa", member_code="M01")
    User.objects.filter(member_code="M01").update(is_active=False)

    assert verdicts(previewed(cast, ("M01", "Tên Khác"))) == ["error"]


def test_leaving_ends_the_membership_and_an_old_list_does_not_bring_back(cast: Cast) -> None:
    done(cast, ("M01", "Lê Thị Hoa", "", "", "01/02/2020", ""), header=HEADER)
    gone = ("M01", "Lê Thị Hoa", "", "", "", "15/03/2024")
    done(cast, gone, header=HEADER)

    again = previewed(cast, gone, header=HEADER)
    old = previewed(cast, ("M01", "Lê Thị Hoa", "", "", "01/02/2020", ""), header=HEADER)
    back = done(cast, ("M01", "Lê Thị Hoa", "", "", "01/09/2024", ""), header=HEADER)

    assert (verdicts(again), verdicts(old), verdicts(back)) == (["same"], ["error"], ["ok"])
    held = Membership.objects.filter(user__member_code="M01").order_by("pk")
    assert list(held.values_list("since_on", "until_on")) == [
        (dt.date(2020, 2, 1), dt.date(2024, 3, 15)),
        (dt.date(2024, 9, 1), None),
    ]


def test_units_are_found_by_name_and_suggested(cast: Cast) -> None:
    section = make_unit("Tổ cắt Hòa Bình", level="bo-phan", parent=cast.factory, code="AD-1")

    batch = done(
        cast,
        ("M01", "Lê Hoa", "", "to cat HÒA BÌNH"),
        ("M02", "Vũ Ba", "", "Tổ cắt"),
        header=HEADER,
    )

    assert Membership.objects.get(user__member_code="M01").unit == section
    assert "Gần giống: Tổ cắt Hòa Bình (AD-1)" in reasons(batch, 2)


def test_abbreviated_names_of_units_are_the_same(cast: Cast) -> None:
    row = ("M01", "Lê Hoa", "", "Công đoàn cơ sở Công ty May Ánh Dương", "", "")

    batch = preview(cast.superior, cast.superior_officer, [row], header=HEADER)

    assert verdicts(batch) == ["ok"]


def test_an_officer_above_must_name_the_unit(cast: Cast) -> None:
    rows = (("M01", "Lê Thị Hoa"), ("M02", "Vũ Ba", "", cast.factory.code))

    batch = preview(cast.superior, cast.superior_officer, rows)

    assert verdicts(batch) == ["error", "ok"]


def test_a_unit_outside_is_unknown(cast: Cast) -> None:
    batch = previewed(cast, ("M01", "Lê Thị Hoa", "", cast.sister_factory.code))

    assert verdicts(batch) == ["error"]


def test_undo_takes_back_what_is_untouched(cast: Cast) -> None:
    done(cast, ("M01", "Lê Thị Hoa", ""))
    batch = done(cast, ("M01", "Lê Thị Hòa", "0912345678"), ("M02", "Vũ Ba"), ("M03", "Tạ Tư"))
    third = User.objects.get(member_code="M03")
    people.grant_role(
        cast.factory, third, role=RoleKey.AUDITOR, since_on=clock.today(), by=SYSTEM, at=clock.now()
    )

    batch = undo(batch, cast.factory, cast.officer)

    assert batch.state == State.UNDONE
    assert outcomes(batch) == ["undone", "undone", "kept"]
    assert "vai trò" in reasons(batch, 3)
    assert not User.objects.filter(member_code="M02").exists()
    first = User.objects.get(member_code="M01")
    assert (first.full_name, first.phone) == ("Lê Thị Hoa", None)


def test_who_lost_the_right_stops_the_import(cast: Cast) -> None:
    batch = previewed(cast, ("M01", "Lê Thị Hoa"))

    confirm(batch, cast.factory, cast.officer)
    cast.officer.grants.update(revoked_at=clock.now())
    work()

    batch.refresh_from_db()
    assert (batch.state, bool(batch.problem)) == (State.DONE, True)
    assert not User.objects.filter(member_code="M01").exists()


def test_whose_account_was_locked_stops_the_import(cast: Cast) -> None:
    batch = previewed(cast, ("M01", "Lê Thị Hoa"))

    confirm(batch, cast.factory, cast.officer)
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    work()

    batch.refresh_from_db()
    assert (batch.state, bool(batch.problem)) == (State.DONE, True)
    assert not User.objects.filter(member_code="M01").exists()


@pytest.mark.parametrize("role", [RoleKey.GRASSROOTS_OFFICER, RoleKey.DATA_OFFICER])
@pytest.mark.parametrize("line", [("Lê Tên Khác", "", "", "", ""), ("", "", "", "", "01/03/2026")])
def test_a_list_neither_renames_nor_ends_whoever_has_a_role(
    cast: Cast, role: RoleKey, line: tuple[str, ...]
) -> None:
    """Roles end with a membership; who may end them is asked on the page of the person."""
    person = make_member(cast.factory, "Ngô Kiểm Tra", member_code="M01")
    people.grant_role(
        cast.factory, person, role=role, since_on=clock.today(), by=SYSTEM, at=clock.now()
    )
    name, *others = line

    batch = previewed(cast, ("M01", name or "Ngô Kiểm Tra", *others), header=HEADER)

    assert verdicts(batch) == ["error"]
    assert "đang giữ vai trò" in reasons(batch)
    same = previewed(cast, ("M01", "Ngô Kiểm Tra"))
    assert verdicts(same) == ["same"]


def test_queries_do_not_grow_with_the_lines(cast: Cast) -> None:

    counts = []
    for size in (2, 15):  # one block each
        batch = previewed(cast, *((f"Q{size}-{n}", f"Lê Thị Hoa {n}") for n in range(size)))
        confirm(batch, cast.factory, cast.officer)
        with CaptureQueriesContext(connection) as asked:
            work()
        counts.append(len(asked))

    assert counts[0] == counts[1]
