import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.programmes.models import Period
from sangkien.units.models import Membership, Unit
from tests.factories import make_member, make_programme, make_unit
from tests.web.scene import DAY, Scene, client_of, make_scene, text_of

FIND = "/sang-kien/nhap-thay/"
ENROL = FIND + "ghi-danh/"
MOST_QUERIES = 13


@pytest.fixture
def officer(scene: Scene) -> Client:
    return client_of(scene.cast.officer)


@pytest.fixture
def worker(scene: Scene) -> User:
    return make_member(scene.cast.factory, "Lê Thị Mận", member_code="DV777001", phone="0912345678")


def address(user: User) -> str:
    return f"{FIND}{Membership.objects.get(user=user).pk}/"


def entry(scene: Scene, **changes: str) -> dict[str, str]:
    field = scene.programme.fields.order_by("number").first()
    assert field is not None
    values = {
        "programme": scene.programme.slug,
        "request_key": str(uuid.uuid4()),
        "title": "Bố trí lại kệ vật tư theo tần suất sử dụng",
        "before": "Phải đi lại nhiều lần để lấy vật tư.",
        "solution": "Vật tư dùng nhiều để ngang tầm tay.",
        "effect": "Giảm 15 phút đi lại mỗi ca làm việc.",
        "kind": "management",
        "field": str(field.pk),
        "first_applied_on": "10/03/2026",
        "benefit_vnd": "",
    }
    return {**values, **changes}


@pytest.mark.parametrize("login", ["DV777001", "dv-777001", "0912 345 678", "+84912345678"])
def test_member_is_found_by_code_or_phone(officer: Client, worker: User, login: str) -> None:
    assert officer.post(FIND, {"login": login})["Location"] == address(worker)


@pytest.mark.parametrize("login", ["DV404404", "Lê Thị Lạ", "' OR 1=1", "<b>", "x" * 5_000, ""])
def test_nobody_found_is_said_and_enrolment_is_offered(
    officer: Client, worker: User, login: str
) -> None:
    response = officer.post(FIND, {"login": login})

    assert response.status_code == 422
    assert "Người này chưa có trong danh sách? Ghi danh" in text_of(response)


@pytest.mark.parametrize("typed", ["Lê Thị Mận", "le thi man", "mận"])
def test_who_is_found_by_name_is_shown_before_anything_is_entered(
    scene: Scene, officer: Client, worker: User, typed: str
) -> None:
    make_member(scene.cast.sister_factory, "Lê Thị Mận", member_code="DV888001")

    response = officer.post(FIND, {"login": typed})

    assert response.status_code == 200
    assert f'href="{address(worker)}"' in response.content.decode()
    assert "DV777001" in text_of(response)
    assert "DV888001" not in text_of(response)


def test_member_of_a_sister_unit_is_not_found(scene: Scene, officer: Client) -> None:
    stranger = make_member(scene.cast.sister_factory, "Người Lạ", member_code="DV888001")

    response = officer.post(FIND, {"login": "DV888001"})

    assert response.status_code == 422
    assert "Người Lạ" not in text_of(response)
    assert officer.get(address(stranger)).status_code == 404
    assert officer.post(address(stranger), entry(scene)).status_code == 404
    assert not Initiative.objects.exists()


def test_member_of_a_section_is_found_and_credited_there(scene: Scene, officer: Client) -> None:
    section = make_unit("Tổ may 1", level="bo-phan", parent=scene.cast.factory)
    member = make_member(section, "Trần Văn Ba", member_code="DV777009")

    officer.post(address(member), entry(scene))

    assert Initiative.objects.get().unit == section


def test_one_post_registers_and_the_credit_stays_with_the_member(
    scene: Scene, officer: Client, worker: User
) -> None:
    response = officer.post(
        address(worker),
        entry(scene, benefit_vnd="1.234,5", benefit_basis="15 phút × 300 ca", who_1="Tổ kho"),
    )
    assert response.status_code == 422  # the share of the co-author is missing
    response = officer.post(
        address(worker),
        entry(
            scene,
            benefit_vnd="1.234,5",
            benefit_basis="15 phút × 300 ca",
            who_1="Tổ kho",
            share_1="25",
        ),
        follow=True,
    )

    initiative = Initiative.objects.get()
    assert (initiative.author, initiative.entered_by) == (worker, scene.cast.officer)
    assert (initiative.state, initiative.benefit_vnd) == (State.SUBMITTED, 1_235)
    assert initiative.author_share_bp == 7_500
    shown = text_of(response)
    assert initiative.reference in shown
    assert "Lê Thị Mận: 75 %" in shown
    assert "Nhập bởi Trần Thị Bình" in shown


def test_member_finds_what_was_entered_for_them(
    scene: Scene, officer: Client, worker: User
) -> None:
    officer.post(address(worker), entry(scene))

    shown = text_of(client_of(worker).get("/viec-cua-toi/"))

    assert "Bố trí lại kệ vật tư theo tần suất sử dụng" in shown
    assert "Bố trí lại kệ vật tư" in text_of(officer.get("/sang-kien/?xem=nhap-thay"))


def test_same_form_sent_twice_is_one_initiative(
    scene: Scene, officer: Client, worker: User
) -> None:
    form = entry(scene)

    places = [officer.post(address(worker), form)["Location"] for _ in range(2)]

    assert places[0] == places[1]
    assert Initiative.objects.count() == 1
    assert Entry.objects.filter(name="initiative.submitted").count() == 1


def test_form_sent_again_after_the_close_finds_what_came_in_time(
    scene: Scene, officer: Client, worker: User
) -> None:
    form = entry(scene)
    first = officer.post(address(worker), form)
    Period.objects.filter(programme=scene.programme).update(closes_at=clock.now())

    again = officer.post(address(worker), form)
    another = officer.post(address(worker), entry(scene))

    assert again["Location"] == first["Location"]
    assert another.status_code == 422
    assert Initiative.objects.count() == 1


def test_registering_costs_few_queries(scene: Scene, officer: Client, worker: User) -> None:
    place, form = address(worker), entry(scene)

    with CaptureQueriesContext(connection) as queries:
        response = officer.post(place, form)

    assert response.status_code == 302
    assert len(queries) <= MOST_QUERIES, [query["sql"][:90] for query in queries]


def test_coauthors_cost_no_query_each(scene: Scene, officer: Client, worker: User) -> None:
    def count(people: int) -> int:
        typed: dict[str, str] = {}
        for n in range(1, people + 1):
            member = make_member(scene.cast.factory, f"Người {n}")
            typed |= {f"who_{n}": member.member_code, f"share_{n}": "5"}
        place, form = address(worker), entry(scene, **typed)
        with CaptureQueriesContext(connection) as queries:
            assert officer.post(place, form).status_code == 302
        return len(queries)

    assert count(1) == count(3)


def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(
    scene: Scene, officer: Client, worker: User
) -> None:
    response = officer.post(
        address(worker),
        entry(scene, title="Kệ", kind="", effect="", who_1="DV404404", share_1="100"),
    )
    again = officer.post(
        address(worker),
        entry(scene, title="Kệ", kind="", effect="", who_1="DV404404", share_1="99,99"),
    )

    assert (response.status_code, again.status_code) == (422, 422)
    assert "Tỷ lệ chưa đúng." in text_of(response)
    shown = text_of(again)
    assert "Có 4 chỗ cần sửa" in shown
    assert "Không thấy “DV404404” trong đơn vị." in shown
    assert "Vật tư dùng nhiều để ngang tầm tay." in shown
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [
        {"first_applied_on": "31/02/2026"},
        {"first_applied_on": "01/01/2020"},
        {"benefit_vnd": "1" + "0" * 400},
        {"benefit_vnd": "999999999999999999", "benefit_basis": "x" * 10},
        {"benefit_vnd": "1e9"},
        {"benefit_basis": "x" * 3_000},
        {"benefit_basis": "a\u202eb"},
        {"title": "x" * 300},
        {"before": "x" * 200_000},
        {"field": "9" * 400},
        {"kind": "magic"},
        {"request_key": ""},
        {"request_key": "x"},
        {"recognised_by": "\x07"},
        {"decided_on": "01/01/2099"},
    ],
)
def test_hostile_input_is_refused_in_words(
    scene: Scene, officer: Client, worker: User, hostile: dict[str, str]
) -> None:
    response = officer.post(address(worker), entry(scene, **hostile))

    assert response.status_code == 422
    assert "chỗ cần sửa" in text_of(response)
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("programme", ["", "khong-co", "<b>", "x" * 500])
def test_programme_that_is_not_there_is_not_found(
    scene: Scene, officer: Client, worker: User, programme: str
) -> None:
    assert officer.post(address(worker), entry(scene, programme=programme)).status_code == 404


def test_programme_of_another_branch_is_refused(
    scene: Scene, officer: Client, worker: User
) -> None:
    now = clock.now()
    elsewhere = make_programme(
        scene.cast.sister_superior, title="Nơi khác", opens_at=now - DAY, closes_at=now + DAY
    )
    field = elsewhere.fields.first()
    assert field is not None

    response = officer.post(
        address(worker), entry(scene, programme=elsewhere.slug, field=str(field.pk))
    )

    assert response.status_code == 422
    assert "Chương trình này không dành cho đơn vị của bạn." in text_of(response)


def test_closed_phase_says_when_it_closed_and_keeps_what_was_typed(db: None) -> None:
    scene = make_scene(closes_in=-dt.timedelta(hours=1))
    worker = make_member(scene.cast.factory, "Lê Thị Mận")
    officer = client_of(scene.cast.officer)

    response = officer.post(address(worker), entry(scene))

    assert response.status_code == 422
    assert "Giai đoạn 1 đã đóng nhận sáng kiến lúc" in text_of(response)
    assert "Vật tư dùng nhiều để ngang tầm tay." in text_of(response)
    assert "Giai đoạn 1 đã đóng nhận sáng kiến lúc" in text_of(officer.get(address(worker)))


def test_two_programmes_are_offered(scene: Scene, officer: Client, worker: User) -> None:
    now = clock.now()
    second = make_programme(
        scene.cast.superior, title="Tuần cao điểm", opens_at=now - DAY, closes_at=now + DAY
    )

    assert "Nhập vào chương trình nào?" in text_of(officer.get(address(worker)))
    chosen = officer.get(address(worker), {"chuong-trinh": second.slug}).content.decode()
    assert f'name="programme" value="{second.slug}"' in chosen


def test_another_row_of_coauthors_keeps_what_was_typed(
    scene: Scene, officer: Client, worker: User
) -> None:
    response = officer.post(
        address(worker),
        entry(scene, who_1="Tổ kho", share_1="25", who_2="", share_2="", intent="more"),
    )

    assert response.status_code == 200
    page = response.content.decode()
    assert 'name="who_3"' in page
    assert 'value="Tổ kho"' in page
    assert "Phần của tác giả chính: 75 %" in text_of(response)
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    "who", ["author", "superior_officer", "provincial_officer", "national_officer", "auditor"]
)
def test_nobody_else_enters_on_behalf(scene: Scene, worker: User, who: str) -> None:
    reader = client_of(getattr(scene.cast, who))
    new = {"full_name": "Người Mới", "member_code": "DV777100", "unit": scene.cast.factory.code}

    assert reader.get(FIND).status_code == 404
    assert reader.post(FIND, {"login": "DV777001"}).status_code == 404
    assert reader.get(address(worker)).status_code == 404
    assert reader.post(address(worker), entry(scene)).status_code == 404
    assert reader.post(ENROL, new).status_code == 404
    assert not Initiative.objects.exists()
    assert not User.objects.filter(member_code="DV777100").exists()


def test_anonymous_enters_nothing(scene: Scene, worker: User, client: Client) -> None:
    assert client.post(address(worker), entry(scene))["Location"].startswith("/dang-nhap/")
    assert not Initiative.objects.exists()


def enrolled(client: Client, factory: Unit, **changes: str) -> Any:
    new = {
        "full_name": "Nguyễn Thị Mới",
        "member_code": "DV777100",
        "unit": factory.code,
        "phone": "",
    }
    return client.post(ENROL, {**new, **changes})


def test_new_member_is_enrolled_and_the_entry_follows(scene: Scene, officer: Client) -> None:
    response = enrolled(officer, scene.cast.factory)

    member = User.objects.get(member_code="DV777100")
    assert response["Location"] == address(member)
    assert Membership.objects.get(user=member).unit == scene.cast.factory
    assert not member.has_usable_password()


def test_enrolling_twice_leads_to_the_same_member(scene: Scene, officer: Client) -> None:
    places = [enrolled(officer, scene.cast.factory)["Location"] for _ in range(2)]

    assert places[0] == places[1]
    assert User.objects.filter(member_code="DV777100").count() == 1


def test_code_of_somebody_elsewhere_is_refused_without_the_name(
    scene: Scene, officer: Client
) -> None:
    make_member(scene.cast.sister_factory, "Người Lạ", member_code="DV777100")

    response = enrolled(officer, scene.cast.factory, full_name="Người Lạ")

    assert response.status_code == 422
    assert "Mã đoàn viên này đã có trong hệ thống." in text_of(response)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"full_name": ""}, "Hãy nhập họ và tên."),
        ({"full_name": "???"}, "Họ và tên chưa hợp lệ."),
        ({"member_code": "A"}, "Mã đoàn viên có từ 3 đến 30 chữ và số."),
        ({"member_code": "x" * 500}, "nhiều nhất là 30"),
        ({"phone": "12"}, "Số điện thoại chưa đúng"),
        ({"unit": "HB"}, "Hãy chọn đơn vị trong danh sách."),
        ({"unit": "<b>"}, "Hãy chọn đơn vị trong danh sách."),
    ],
)
def test_member_that_will_not_do_is_refused_in_words(
    scene: Scene, officer: Client, changes: dict[str, str], message: str
) -> None:
    response = enrolled(officer, scene.cast.factory, **changes)

    assert response.status_code == 422
    assert message in text_of(response)
