"""Reorganising at the browser: find, write down, look, confirm, undo."""

import re
from typing import Any

import pytest
from django.test import Client

from sangkien.core import clock
from sangkien.search.actions import indexing
from sangkien.units.models import Position, Reorganisation, Unit
from tests.factories import Cast, make_unit
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, inner

pytestmark = pytest.mark.django_db
TODAY = f"{clock.today():%d/%m/%Y}"
PAPER = {"effective_on": TODAY, "number": "12/QĐ-LĐLĐ", "issued_by": "LĐLĐ tỉnh"}


@pytest.fixture
def officer(cast: Cast, reader: Reader) -> Client:
    indexing.index_many(Unit.objects.all())
    return reader(cast.provincial_officer)


def send(client: Client, url: str, step: str, **typed: Any) -> Any:
    return client.post(url, {**PAPER, "buoc": step, **typed})


def hidden(response: Any) -> dict[str, Any]:
    """The fields that the preview carries to the confirmation."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', inner(response))
    sent: dict[str, Any] = {}
    for name, value in found:
        if name != "csrfmiddlewaretoken":
            sent.setdefault(name, []).append(value)
    return sent


def confirm(client: Client, url: str, preview: Any, **more: Any) -> Any:
    return client.post(url, {**hidden(preview), "buoc": "xac-nhan", **more}, follow=True)


def test_two_districts_are_merged_and_the_merger_undone(officer: Client, cast: Cast) -> None:
    url = "/don-vi/SX/sap-xep/sap-nhap/"
    found = send(officer, url, "tim", units_tim="nui do")
    assert "LĐLĐ huyện Núi Đỏ (ND)" in content(found)

    typed = {"units": ["ND"], "name": "Công đoàn xã Mới", "code": "XM", "carries_members": "on"}
    preview = send(officer, url, "xem", **typed)
    shown = content(preview)
    assert "Đơn vị kết thúc hoạt động: 2" in shown
    assert "Đơn vị chuyển về cấp trên mới: 3" in shown
    assert "Vai trò hết hiệu lực: 1" in shown
    assert not Reorganisation.objects.exists()

    done = confirm(officer, url, preview)
    assert "Đã thực hiện: Sáp nhập, hợp nhất." in done.content.decode()
    assert Unit.objects.get(code="AD").parent.code == "XM"  # type: ignore[union-attr]
    act = Reorganisation.objects.get()
    listed = content(officer.get("/don-vi/BM/sap-xep/"))
    assert "12/QĐ-LĐLĐ" in listed

    undone = officer.post(f"/don-vi/BM/quyet-dinh/{act.pk}/hoan-tac/", follow=True)
    assert "mọi thứ trở lại như trước" in undone.content.decode()
    assert Unit.objects.get(code="AD").parent == cast.superior
    assert not Unit.objects.filter(code="XM").exists()


def test_a_confirmation_sent_twice_acts_once(officer: Client) -> None:
    url = "/don-vi/AD/sap-xep/doi-ten/"
    preview = send(officer, url, "xem", name="CĐCS Tên mới")

    confirm(officer, url, preview)
    again = confirm(officer, url, preview)

    assert again.status_code in {200, 422}
    assert Reorganisation.objects.count() == 1


def test_the_first_visit_offers_the_name_that_there_is(officer: Client) -> None:
    assert "CĐCS Công ty May Ánh Dương" in inner(officer.get("/don-vi/AD/sap-xep/doi-ten/"))


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("doi-ten", {"name": ""}, "name"),
        ("doi-ten", {"name": "CĐCS Công ty May Ánh Dương"}, "name"),
        ("doi-ten", {"name": "Tên", "effective_on": "31/02/2026"}, "effective_on"),
        ("doi-ten", {"name": "Tên", "effective_on": "01/01/2001"}, "effective_on"),
        ("doi-ten", {"name": "Tên", "number": ""}, "number"),
        ("doi-ten", {"name": "T\x07ên"}, "name"),
        ("chuyen", {}, "target_tim"),
        ("chuyen", {"target": "AD"}, "target_tim"),
        ("chuyen", {"target": "SX"}, "target_tim"),
        ("sap-nhap", {}, "target_tim"),
        ("sap-nhap", {"name": "Mới", "code": "HB"}, "code"),
        ("chia-tach", {"name_0": "Một", "code_0": "M1"}, "name_1"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    officer: Client, kind: str, typed: dict[str, str], field: str
) -> None:
    response = send(officer, f"/don-vi/AD/sap-xep/{kind}/", "xem", **typed)

    assert response.status_code == 422
    assert error_at(response, field)
    assert not Reorganisation.objects.exists()


def test_what_changed_since_the_preview_is_shown_again(officer: Client, cast: Cast) -> None:
    url = "/don-vi/SX/sap-xep/giai-the/"
    preview = send(officer, url, "xem", otherwise="chuyen")
    make_unit("CĐCS vừa thành lập", level="co-so", parent=cast.superior)

    again = confirm(officer, url, preview)

    assert again.status_code == 409
    assert "Dữ liệu vừa thay đổi" in content(again)
    assert not Reorganisation.objects.exists()
    assert confirm(officer, url, again).status_code == 200
    assert Unit.objects.get(code="SX").closed_on


def test_a_small_commune_union_needs_a_reason(officer: Client) -> None:
    url = "/don-vi/BM/sap-xep/thanh-lap/"
    typed = {"name": "Công đoàn xã Châu Pha", "code": "CP", "level": "xa-phuong", "units": ["AD"]}
    preview = send(officer, url, "xem", **typed)
    assert "0 đoàn viên (cần 1.500), 1 CĐCS (cần 10)" in content(preview)

    refused = confirm(officer, url, preview)
    assert refused.status_code == 422
    assert "hãy ghi lý do" in content(refused)
    done = confirm(officer, url, refused, reason="Phụ trách thêm phường Tân Hải.")

    assert done.status_code == 200
    assert Reorganisation.objects.get().reason == "Phụ trách thêm phường Tân Hải."


def test_a_dissolved_unit_places_its_sub_units_one_by_one(officer: Client, cast: Cast) -> None:
    url = "/don-vi/SX/sap-xep/giai-the/"
    typed = {"otherwise": "chuyen", f"child_{cast.factory.pk}": "ket-thuc"}

    confirm(officer, url, send(officer, url, "xem", **typed))

    assert Unit.objects.get(code="AD").closed_on
    assert Unit.objects.get(code="HB").parent == cast.province


def test_an_ended_unit_names_the_superior_that_it_had(officer: Client) -> None:
    url = "/don-vi/SX/sap-xep/sap-nhap/"
    confirm(officer, url, send(officer, url, "xem", target="ND"))

    page = content(officer.get("/don-vi/SX/"))

    assert "Trực thuộc LĐLĐ tỉnh Bình Minh" in " ".join(page.split())
    assert "Đơn vị kế thừa LĐLĐ huyện Núi Đỏ" in " ".join(page.split())


def test_a_unit_is_split_into_named_parts(officer: Client, cast: Cast) -> None:
    url = "/don-vi/SX/sap-xep/chia-tach/"
    typed = {
        "name_0": "Công đoàn phường Một",
        "code_0": "P1",
        "people_to": "3",
        "name_1": "Công đoàn phường Hai",
        "code_1": "P2",
        "name_3": "Công đoàn phường Tư",
        "code_3": "P4",
        f"child_{cast.factory.pk}": "3",
        f"child_{cast.sister_factory.pk}": "2",
    }
    refused = send(officer, url, "xem", **typed)
    assert error_at(refused, f"child_{cast.sister_factory.pk}")

    confirm(
        officer, url, send(officer, url, "xem", **typed | {f"child_{cast.sister_factory.pk}": "0"})
    )

    parents = {
        u.code: u.parent.code for u in Unit.objects.filter(code__in=("AD", "HB")) if u.parent
    }
    assert parents == {"AD": "P4", "HB": "P1"}


def test_the_history_shows_names_and_the_tree_of_a_day(officer: Client) -> None:
    url = "/don-vi/AD/sap-xep/chuyen/"
    confirm(officer, url, send(officer, url, "xem", target="ND"))

    page = content(officer.get("/don-vi/AD/sap-xep/"))
    assert "LĐLĐ huyện Sông Xanh" in page
    then = content(officer.get("/don-vi/SX/sap-xep/", {"ngay": "01/01/2020"}))
    assert "có 2 đơn vị trực thuộc" in then
    assert "CĐCS Công ty May Ánh Dương" in then
    now = content(officer.get("/don-vi/SX/sap-xep/", {"ngay": TODAY}))
    assert "có 1 đơn vị trực thuộc" in now
    assert "Ngày chưa đúng" in content(officer.get("/don-vi/SX/sap-xep/", {"ngay": "31/02/2020"}))
    assert Position.objects.count() == 1


@pytest.mark.parametrize("who", ["author", "officer", "auditor", "sister_officer"])
def test_who_does_not_manage_the_superior_finds_no_form(
    cast: Cast, reader: Reader, who: str
) -> None:
    client = reader(getattr(cast, who))

    for kind in ("doi-ten", "chuyen", "sap-nhap", "chia-tach", "giai-the", "thanh-lap"):
        assert client.get(f"/don-vi/AD/sap-xep/{kind}/").status_code == 404
        assert send(client, f"/don-vi/AD/sap-xep/{kind}/", "xem", name="X").status_code == 404


def test_a_district_officer_reorganises_below_the_district_only(cast: Cast, reader: Reader) -> None:
    client = reader(cast.superior_officer)

    assert client.get("/don-vi/AD/sap-xep/doi-ten/").status_code == 200
    assert client.get("/don-vi/SX/sap-xep/thanh-lap/").status_code == 200
    assert client.get("/don-vi/SX/sap-xep/doi-ten/").status_code == 404
    moved = send(client, "/don-vi/AD/sap-xep/chuyen/", "xem", target="ND")
    assert moved.status_code == 422
    assert client.get("/don-vi/AD/sap-xep/khong-co/").status_code == 404


def test_an_act_elsewhere_is_not_found(officer: Client, cast: Cast, reader: Reader) -> None:
    url = "/don-vi/HS/sap-xep/doi-ten/"
    confirm(officer, url, send(officer, url, "xem", name="CĐCS Hoa Sen Mới"))
    act = Reorganisation.objects.get()
    stranger = reader(cast.superior_officer)

    for path in ("", "hoan-tac/"):
        assert officer.get(f"/don-vi/ND/quyet-dinh/{act.pk}/{path}").status_code == 200
        assert stranger.get(f"/don-vi/ND/quyet-dinh/{act.pk}/{path}").status_code == 404
        assert stranger.get(f"/don-vi/SX/quyet-dinh/{act.pk}/{path}").status_code == 404
    assert stranger.post(f"/don-vi/ND/quyet-dinh/{act.pk}/hoan-tac/").status_code == 404
    assert stranger.post(f"/don-vi/ND/quyet-dinh/{act.pk}/huy/").status_code == 404


def test_a_planned_act_is_cancelled(officer: Client) -> None:
    url, later = "/don-vi/AD/sap-xep/doi-ten/", clock.today().replace(year=clock.today().year + 1)
    day = f"{later:%d/%m/%Y}"
    preview = send(officer, url, "xem", name="CĐCS Tên mới", effective_on=day)
    assert "Hệ thống tự thực hiện vào ngày đó" in content(preview)
    waiting = confirm(officer, url, preview)
    assert "Chờ tới ngày có hiệu lực" in content(waiting)
    act = Reorganisation.objects.get()

    cancelled = officer.post(f"/don-vi/SX/quyet-dinh/{act.pk}/huy/", follow=True)

    assert "Đã hủy quyết định" in cancelled.content.decode()
    assert Unit.objects.get(code="AD").name == "CĐCS Công ty May Ánh Dương"


def test_the_list_takes_the_same_queries_for_one_act_and_for_three(
    officer: Client, queries_of: Counted
) -> None:
    def rename(code: str) -> None:
        url = f"/don-vi/{code}/sap-xep/doi-ten/"
        confirm(officer, url, send(officer, url, "xem", name=f"CĐCS {code} mới"))

    rename("AD")
    one = queries_of(officer, "/don-vi/SX/sap-xep/")
    rename("HB")

    assert queries_of(officer, "/don-vi/SX/sap-xep/") == one
