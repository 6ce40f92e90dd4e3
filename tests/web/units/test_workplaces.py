"""Looking for the own workplace, asking about one that is missing, and answering."""

import uuid
from typing import Any

import pytest
from django.test import Client

from sangkien.core import clock
from sangkien.search.actions import indexing
from sangkien.units.actions import naming, workplaces
from sangkien.units.models import Alias, Unit, UnmatchedWorkplace
from tests.factories import LONG_AGO, NOW, SYSTEM, Cast, actor, make_member, make_unit
from tests.imports.workbooks import preview
from tests.units.acts import dissolve
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, inner, links, value_of

pytestmark = pytest.mark.django_db
ASK, QUEUE, DESK = "/noi-lam-viec/", "/noi-lam-viec/cho-tra-loi/", "/viec-cua-toi/"
TYPED = {"name": "Xưởng gỗ Tân Mai", "place": "Xã Tân Mai", "near": "BM"}


@pytest.fixture
def author(cast: Cast, reader: Reader) -> Client:
    indexing.index_many(Unit.objects.all())
    return reader(cast.author)


def send(client: Client, **changes: str) -> Any:
    return client.post(ASK, {"request_key": str(uuid.uuid4()), **TYPED, **changes}, follow=True)


def asked(cast: Cast, name: str = "Xưởng gỗ Tân Mai") -> UnmatchedWorkplace:
    return workplaces.ask(
        name=name,
        place="Xã Tân Mai",
        near=cast.province,
        request_key=uuid.uuid4(),
        by=actor(cast.author),
        at=clock.now(),
    )


def test_one_looks_before_one_asks(author: Client) -> None:
    first = author.get(ASK)
    assert "Không thấy đơn vị của tôi" not in content(first)

    found = author.get(ASK, {"q": "anh duong"})
    assert "CĐCS Công ty May Ánh Dương" in content(found)
    assert value_of(found, "name") == "anh duong"
    assert 'value="BM" selected' in inner(found)  # the province of the reader's own unit


def test_the_name_of_an_ended_unit_leads_to_its_successor(author: Client, cast: Cast) -> None:
    naming.add_alias(cast.sister_factory, name="Máy nổ Hòa Bình", by=SYSTEM, at=NOW)
    dissolve(cast.sister_factory, heir=cast.far_factory)
    indexing.index_many(Unit.objects.all())

    found = content(author.get(ASK, {"q": "may no hoa binh"}))

    assert "CĐCS Trường Mầm non Hoa Sen" in found
    assert "CĐCS Công ty Cơ khí Hòa Bình" not in found


def test_a_question_reaches_the_branch_and_its_answer_the_desk(
    author: Client, cast: Cast, reader: Reader
) -> None:
    sent = send(author)
    assert "Đã gửi “Xưởng gỗ Tân Mai” tới LĐLĐ tỉnh Bình Minh" in content(sent)
    assert "Chờ LĐLĐ tỉnh Bình Minh trả lời" in content(author.get(DESK))

    officer = reader(cast.provincial_officer)
    assert "1 nơi đang chờ bạn trả lời" in content(officer.get(DESK))
    row = UnmatchedWorkplace.objects.get()
    assert f"{QUEUE}{row.pk}/" in links(officer.get(QUEUE))
    page = officer.get(f"{QUEUE}{row.pk}/", {"q": "anh duong"})
    assert "/don-vi/BM/sap-xep/thanh-lap/?ten=X%C6%B0%E1%BB%9Fng%20g%E1%BB%97" in inner(page)
    answer = {"intent": "match", "q": "anh duong", "unit": "AD", "adds_alias": "on"}
    done = officer.post(f"{QUEUE}{row.pk}/", answer, follow=True)

    assert "Đã khớp “Xưởng gỗ Tân Mai” với CĐCS Công ty May Ánh Dương" in content(done)
    assert Alias.objects.get().unit == cast.factory
    told = content(author.get(DESK))
    assert "Là đơn vị CĐCS Công ty May Ánh Dương" in told
    assert "Không có nơi làm việc nào chờ trả lời" in content(officer.get(QUEUE))


def test_a_reason_is_an_answer_too(author: Client, cast: Cast, reader: Reader) -> None:
    row, officer = asked(cast), reader(cast.provincial_officer)
    url = f"{QUEUE}{row.pk}/"

    refused = officer.post(url, {"intent": "close", "q": "gỗ tân mai", "dong-answer": ""})
    assert (refused.status_code, bool(error_at(refused, "dong-answer"))) == (422, True)
    assert value_of(refused, "q") == "gỗ tân mai"
    officer.post(url, {"intent": "close", "dong-answer": "Nơi này chưa có công đoàn."})

    assert "Nơi này chưa có công đoàn." in content(author.get(DESK))
    late = officer.post(url, {"intent": "close", "dong-answer": "Lý do khác."})
    assert late.status_code == 409
    assert "Nơi này chưa có công đoàn." in content(late)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"name": "a\x07b"}, "name"),
        ({"name": "..."}, "name"),
        ({"place": ""}, "place"),
        ({"place": "x" * 201}, "place"),
        ({"near": ""}, "near"),
        ({"near": "AD"}, "near"),
    ],
)
def test_a_wrong_question_is_said_at_its_field(
    author: Client, changes: dict[str, str], field: str
) -> None:
    response = send(author, **changes)

    assert response.status_code == 422
    assert error_at(response, field)
    assert not UnmatchedWorkplace.objects.exists()


def test_sent_twice_is_asked_once(author: Client) -> None:
    key = str(uuid.uuid4())
    for _twice in range(2):
        send(author, request_key=key)

    assert UnmatchedWorkplace.objects.count() == 1


def test_the_limit_is_told(author: Client) -> None:
    for number in range(workplaces.MOST_WAITING):
        send(author, name=f"Xưởng {number}")

    refused = send(author, name="Một nơi nữa")

    assert refused.status_code == 422
    assert "Hãy đợi cán bộ công đoàn trả lời đã" in content(refused)
    assert value_of(refused, "name") == "Một nơi nữa"


@pytest.mark.parametrize("who", ["author", "officer", "auditor", "superior_officer"])
def test_others_find_neither_the_question_nor_who_asked(
    cast: Cast, reader: Reader, who: str
) -> None:
    row, client = asked(cast), reader(getattr(cast, who))

    assert client.get(f"{QUEUE}{row.pk}/").status_code == 404
    assert client.post(f"{QUEUE}{row.pk}/", {"intent": "close"}).status_code == 404
    page = client.get(QUEUE)
    assert page.status_code == (200 if who == "superior_officer" else 404)
    assert "Tân Mai" not in page.content.decode()
    stranger = reader(make_member(cast.far_factory, "Lê Xa"))
    assert "Tân Mai" not in stranger.get(ASK).content.decode()


def test_a_person_without_a_unit_is_led_here(cast: Cast, reader: Reader) -> None:
    cast.author.memberships.update(until_on=LONG_AGO)
    client = reader(cast.author)

    for page in ("/don-vi/", "/sang-kien/dang-ky/"):
        assert ASK in links(client.get(page))
    assert send(client).status_code == 200
    assert UnmatchedWorkplace.objects.count() == 1


def test_the_queue_takes_the_same_queries_for_one_and_for_three(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    client = reader(cast.provincial_officer)
    asked(cast)
    one = queries_of(client, QUEUE)
    for number in range(2):
        asked(cast, f"Xưởng {number}")

    assert queries_of(client, QUEUE) == one


def test_the_queue_is_read_page_by_page(
    cast: Cast, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sangkien.units.queries.WORKPLACES", 2)
    for number in range(3):
        asked(cast, f"Xưởng {number}")
    client = reader(cast.provincial_officer)

    first = client.get(QUEUE)
    (following,) = [url for url in links(first) if "?sau=" in url]
    second = content(client.get(following))

    assert "Xưởng 2" not in content(first)
    assert "Xưởng 2" in second
    assert "Xưởng 1" not in second


def test_names_of_an_excel_file_go_to_the_queue(cast: Cast, reader: Reader) -> None:
    header = ("Mã đoàn viên", "Họ và tên", "Tên đơn vị")
    rows = [("TM1", "Đỗ Văn Một", "Xưởng gỗ Tân Mai"), ("TM2", "Đỗ Văn Hai", "Xưởng gỗ Tân Mai")]
    batch = preview(cast.superior, cast.superior_officer, rows, header=header)
    client = reader(cast.superior_officer)
    url = f"/don-vi/SX/nhap-excel/lan/{batch.pk}/"
    assert "Chuyển tên không khớp vào hàng chờ" in content(client.get(url))

    done = client.post(url + "khong-khop/", follow=True)

    assert "Đã chuyển 1 tên đơn vị" in content(done)
    assert "Chờ LĐLĐ huyện Sông Xanh trả lời" in content(done)
    assert "2 dòng trong tệp Excel" in content(client.get(QUEUE))
    again = client.post(url + "khong-khop/", follow=True)
    assert "Không có tên đơn vị nào cần chuyển thêm" in content(again)
    assert reader(cast.sister_officer).post(url + "khong-khop/").status_code == 404


def test_a_transfer_to_nowhere_points_here(cast: Cast, reader: Reader) -> None:
    make_unit("CĐCS Không liên quan", level="co-so", parent=cast.superior)
    membership = cast.author.memberships.get()
    url = f"/don-vi/AD/doan-vien/{membership.pk}/chuyen/"
    body = {"to": "Xưởng gỗ Tân Mai", "moves_on": "01/02/2026", "reason": "Đổi việc"}

    page = reader(cast.officer).post(url, body)

    assert any(link.startswith(f"{ASK}?q=") for link in links(page))
