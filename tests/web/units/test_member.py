import datetime as dt

import pytest
from django.test import Client

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.units.actions import correcting, moving, people, transfers
from sangkien.units.enums import Leaving, TransferState
from sangkien.units.models import Departure, Lookalike, Membership, Transfer
from tests.factories import SYSTEM, Cast, make_cast, make_member, make_unit
from tests.web.scene import by_now, client_of, text_of

pytestmark = pytest.mark.django_db
HOME = "/don-vi/AD/doan-vien/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def officer(cast: Cast) -> Client:
    return client_of(cast.officer)


def page(user: User) -> str:
    return f"{HOME}{Membership.objects.get(user=user).pk}/"


def today() -> str:
    return f"{clock.today():%d/%m/%Y}"


def test_the_list_leads_to_each_member_and_costs_the_same_for_three(
    cast: Cast, officer: Client, django_assert_max_num_queries
) -> None:
    for number in range(3):
        make_member(cast.factory, f"Hồ Văn {number}")

    with django_assert_max_num_queries(14):
        shown = officer.get(HOME).content.decode()

    assert f'href="{page(cast.author)}"' in shown


def test_leaving_shows_what_ends_and_undo_brings_it_back(cast: Cast, officer: Client) -> None:
    second = make_member(cast.factory, "Đỗ Thị Hạnh")
    assert "Các vai trò sau kết thúc cùng lúc" in text_of(officer.get(f"{page(cast.officer)}thoi/"))
    assert "Các vai trò sau" not in text_of(officer.get(f"{page(second)}thoi/"))

    body = {"cause": "retired", "last_on": today(), "reason": ""}
    answer = officer.post(f"{page(second)}thoi/", body, follow=True)
    assert "Nghỉ hưu" in text_of(answer)
    assert "Đỗ Thị Hạnh" in text_of(officer.get(f"{HOME}da-thoi/"))

    assert officer.post(f"{page(second)}hoan-tac/", {"reason": ""}).status_code == 422
    officer.post(f"{page(second)}hoan-tac/", {"reason": "Ghi nhầm"})
    assert Membership.objects.get(user=second).until_on is None
    assert Departure.objects.get().undone_at is not None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"cause": "", "last_on": "31/02/2026"}, "Hãy chọn một lý do."),
        ({"cause": "moved", "last_on": "01/02/2026"}, "Hãy chọn một lý do trong danh sách."),
        ({"cause": "left", "last_on": "31/12/2099"}, "Ngày này chưa tới."),
        ({"cause": "left", "last_on": "31/12/1999"}, "trước ngày vào đơn vị"),
        ({"cause": "left", "last_on": "9" * 400}, "Ngày chưa đúng"),
        ({"cause": "left", "last_on": "01/02/2026", "reason": "a\x00b"}, ""),
    ],
)
def test_a_wrong_form_comes_back_with_its_words(
    cast: Cast, officer: Client, body: dict[str, str], message: str
) -> None:
    answer = officer.post(f"{page(cast.author)}thoi/", {"reason": "Lời đã gõ", **body})

    assert answer.status_code in (400, 422)
    assert message in text_of(answer)
    assert not Departure.objects.exists()


def test_a_transfer_names_the_unit_by_code_or_by_choosing(cast: Cast, officer: Client) -> None:
    url = f"{page(cast.author)}chuyen/"
    body = {"to": "khong co don vi nay", "moves_on": today(), "reason": "Đổi chỗ làm"}

    assert "Không thấy đơn vị nào" in text_of(officer.post(url, body))
    assert officer.post(url, {**body, "to": "hb"}).status_code == 302

    sent = Transfer.objects.get()
    assert (sent.to_unit, sent.state) == (cast.sister_factory, TransferState.SENT)
    assert "Đang chờ đơn vị khác tiếp nhận" in text_of(officer.get(page(cast.author)))


def test_several_units_of_one_name_are_offered(cast: Cast, officer: Client, monkeypatch) -> None:
    twins = [
        make_unit("CĐCS Xưởng In", level="co-so", parent=cast.superior, code=code)
        for code in ("XI1", "XI2")
    ]
    monkeypatch.setattr("sangkien.web.units.views.transfers.search_units", lambda typed: twins)
    url = f"{page(cast.author)}chuyen/"
    body = {"to": "xuong in", "moves_on": today(), "reason": "Đổi chỗ làm"}

    first = officer.post(url, body)
    assert first.status_code == 422
    assert "CĐCS Xưởng In (XI2)" in text_of(first)

    officer.post(url, {**body, "chosen": "XI2"})
    assert Transfer.objects.get().to_unit == twins[1]


def test_the_receiving_officer_answers_on_the_page(cast: Cast, officer: Client) -> None:
    membership = Membership.objects.select_related("unit", "user").get(user=cast.author)
    sent = transfers.send(
        membership,
        cast.sister_factory,
        moves_on=clock.today(),
        reason="Đổi chỗ làm",
        by=by_now(cast.officer),
        at=clock.now(),
    )
    receiver = client_of(cast.sister_officer)
    url = f"/don-vi/HB/chuyen-sinh-hoat/{sent.pk}/"
    assert "Nguyễn Văn An" in text_of(receiver.get("/don-vi/HB/chuyen-sinh-hoat/"))

    assert receiver.post(url, {"intent": "refuse", "answer": ""}).status_code == 422
    assert receiver.post(url, {"intent": "cancel"}).status_code == 422
    assert (
        officer.post(f"/don-vi/AD/chuyen-sinh-hoat/{sent.pk}/", {"intent": "accept"}).status_code
        == 422
    )
    assert receiver.post(url, {"intent": "accept"}).status_code == 302
    assert receiver.post(url, {"intent": "refuse", "answer": "Muộn"}).status_code == 409

    assert Membership.objects.get(user=cast.author, until_on=None).unit == cast.sister_factory


def test_who_may_only_look_gets_no_forms(cast: Cast) -> None:
    auditor = client_of(cast.auditor)

    shown = text_of(auditor.get(page(cast.author)))
    assert "Nguyễn Văn An" in shown
    assert not any(word in shown for word in ("Sửa thông tin", "Khóa tài khoản"))
    for step in ("sua", "thoi", "chuyen", "khoa"):
        assert auditor.get(f"{page(cast.author)}{step}/").status_code == 404


def test_people_elsewhere_are_not_found_whether_they_exist_or_not(
    cast: Cast, officer: Client
) -> None:
    stranger = make_member(cast.far_factory, "Người Lạ", phone="0912345678")
    answers = []
    for login in (stranger.member_code, "0912345678", "DV999999", "0999999999"):
        answer = officer.post(f"{HOME}nhan/", {"login": login, "since_on": today()})
        answers.append((answer.status_code, text_of(answer).replace(login, "")))

    assert {status for status, _ in answers} == {422}
    assert len({words for _, words in answers}) == 1


def test_a_correction_that_is_refused_keeps_the_typed_words(cast: Cast, officer: Client) -> None:
    body = {"full_name": "Tên Mới", "member_code": cast.officer.member_code, "phone": ""}

    answer = officer.post(f"{page(cast.author)}sua/", body)

    assert answer.status_code == 422
    assert 'value="Tên Mới"' in answer.content.decode()
    assert "Mã đoàn viên này đã có trong hệ thống." in text_of(answer)


def test_doubles_are_compared_and_decided(cast: Cast, officer: Client) -> None:
    make_member(cast.factory, "Nguyen Van An", phone="0912345678")
    pair = Lookalike.objects.get()
    url = f"/co-the-trung/{pair.pk}/"
    assert "Cùng họ tên, cùng đơn vị" in text_of(officer.get("/co-the-trung/"))
    assert "0912345678" in text_of(officer.get(url))

    assert officer.post(url, {"verdict": "one", "reason": "Đã hỏi"}).status_code == 422
    assert (
        officer.post(url, {"verdict": "one", "keep": pair.second_id, "reason": ""}).status_code
        == 422
    )
    answer = officer.post(
        url, {"verdict": "one", "keep": pair.second_id, "reason": "Đã hỏi"}, follow=True
    )

    assert "Đã gộp vào tài khoản" in text_of(answer)
    assert client_of(cast.sister_officer).get(url).status_code == 404


def test_units_beyond_reach_are_not_named_beside_a_double(cast: Cast, officer: Client) -> None:
    other = make_member(cast.factory, "Nguyen Van An")
    people.add_member(cast.far_factory, other, since_on=clock.today(), by=SYSTEM, at=clock.now())
    pages = [f"/co-the-trung/{Lookalike.objects.get().pk}/", "/co-the-trung/"]

    for address, said in zip(pages, ("ngoài phạm vi của bạn", "(và đơn vị khác)"), strict=True):
        shown = text_of(officer.get(address))
        assert (said in shown, cast.far_factory.label in shown) == (True, False)
        above = text_of(client_of(cast.provincial_officer).get(address))
        assert (said in above, cast.far_factory.label in above) == (False, True)


def test_why_a_former_member_was_locked_elsewhere_is_not_told(cast: Cast, officer: Client) -> None:
    now, yesterday = clock.now(), clock.today() - dt.timedelta(days=1)
    here = Membership.objects.get(user=cast.author)
    former = page(cast.author)
    moving.leave(here, cause=Leaving.LEFT, last_on=yesterday, reason="", by=SYSTEM, at=now)
    there = people.add_member(
        cast.far_factory, cast.author, since_on=clock.today(), by=SYSTEM, at=now
    )

    correcting.lock_account(there, reason="Đang xác minh đơn thư", by=SYSTEM, at=now)

    assert "Đang xác minh đơn thư" not in text_of(officer.get(former))
    above = f"/don-vi/{cast.far_factory.code}/doan-vien/{there.pk}/"
    assert "Đang xác minh đơn thư" in text_of(client_of(cast.provincial_officer).get(above))
