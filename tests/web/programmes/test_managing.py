"""Draft, revise and launch a programme."""

import re
from typing import Any

import pytest
from django.test import Client

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.journal.models import Entry
from sangkien.programmes.actions import drafting
from sangkien.programmes.models import Programme
from tests.factories import SYSTEM, Cast, actor
from tests.web.programmes import scenes
from tests.web.programmes.scenes import CREATE, LIST, MANAGED, address, content_fields
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at, inner, links, value_of


def outsiders(cast: Cast) -> list[User]:
    """People without the right to run programmes of the province."""
    return [cast.author, cast.officer, cast.superior_officer, cast.auditor]


def seen_of(response: Any) -> str:
    return value_of(response, "seen")


def test_a_programme_is_drafted_from_a_form(cast: Cast, reader: Reader) -> None:
    client = reader(cast.provincial_officer)

    response = client.post(CREATE, content_fields(cast.province))

    programme = Programme.objects.get()
    assert (response.status_code, response["Location"]) == (302, address(programme, "quan-ly/"))
    assert (programme.title, programme.owner, programme.state) == (
        "1 triệu sáng kiến",
        cast.province,
        "draft",
    )
    assert programme.kinds == ["technical", "management"]
    assert [field.name for field in programme.fields.order_by("number")] == [
        "Sản xuất, kinh doanh",
        "An toàn, vệ sinh lao động",
    ]
    assert [str(document) for document in programme.documents.all()] == [
        "46/HD-TLĐ ngày 30/12/2021"
    ]
    assert Entry.objects.get(name="programme.drafted").actor_id == cast.provincial_officer.pk


def test_the_same_form_sent_twice_makes_one_programme(cast: Cast, reader: Reader) -> None:
    client = reader(cast.provincial_officer)

    first = client.post(CREATE, content_fields(cast.province))
    second = client.post(CREATE, content_fields(cast.province))

    assert first["Location"] == second["Location"]
    assert Programme.objects.count() == 1


def test_adding_a_row_loses_nothing_and_judges_nothing(cast: Cast, reader: Reader) -> None:
    typed = content_fields(
        cast.province, title="", document_0_issued_on="31/02/2021", add="document"
    )

    response = reader(cast.provincial_officer).post(CREATE, typed)

    assert response.status_code == 200
    assert value_of(response, "document_0_number") == "46/HD-TLĐ"
    assert value_of(response, "document_0_issued_on") == "31/02/2021"
    assert value_of(response, "slogan") == "Tự hào trí tuệ lao động Việt Nam"
    assert "document_1_title" in inner(response)
    assert len(re.findall(r"checked", inner(response))) == 2
    assert value_of(response, "rows") == "2"
    assert error_at(response, "title") == ""
    assert not Programme.objects.exists()


def test_rows_grow_to_twenty_and_no_further(cast: Cast, reader: Reader) -> None:
    client = reader(cast.provincial_officer)

    for claimed in ("20", "999999999", "9" * 400):
        response = client.post(CREATE, content_fields(cast.province, rows=claimed, add="document"))

        assert value_of(response, "rows") == "20"
        assert "Thêm dòng" not in content(response)


@pytest.mark.parametrize("rows", ["", "abc", "-5", "٣", "1.5"])
def test_nonsense_rows_are_one_row(cast: Cast, reader: Reader, rows: str) -> None:
    response = reader(cast.provincial_officer).post(
        CREATE, content_fields(cast.province, rows=rows, add="document")
    )

    assert value_of(response, "rows") == "2"


def test_rows_that_are_empty_are_left_out(cast: Cast, reader: Reader) -> None:
    fields = content_fields(
        cast.province,
        rows="3",
        document_0_number="",
        document_0_issued_on="",
        document_0_title="",
        document_2_number="88/KH-TLĐ",
        document_2_issued_on="3-2-2021",
        document_2_title="Kế hoạch",
    )

    reader(cast.provincial_officer).post(CREATE, fields)

    assert [str(d) for d in Programme.objects.get().documents.all()] == [
        "88/KH-TLĐ ngày 03/02/2021"
    ]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": ""}, "title", "Hãy nhập tên chương trình."),
        ({"field_names": " "}, "field_names", "Hãy nhập ít nhất một lĩnh vực."),
        ({"title": "…!"}, "title", "Hãy nhập tên chương trình."),
        ({"title": "x" * 251}, "title", "Dài 251 ký tự, nhiều nhất là 250."),
        ({"title": "Ti\u0007tle"}, "title", "Có ký tự lạ không hiển thị được sau chữ “Ti”."),
        ({"summary": "x" * 4001}, "summary", "Dài 4.001 ký tự, nhiều nhất là 4.000."),
        ({"field_names": "x" * 151}, "field_names", "dài quá 150 ký tự."),
        ({"field_names": "\n".join(map(str, range(31)))}, "field_names", "nhiều nhất 30 lĩnh vực"),
        ({"document_0_issued_on": "31/02/2021"}, "document_0_issued_on", "Ngày chưa đúng."),
        ({"document_0_issued_on": ""}, "document_0_issued_on", "Hãy nhập đủ số, ngày"),
        ({"document_0_title": ""}, "document_0_title", "Hãy nhập đủ số, ngày"),
        ({"kinds": "alchemy"}, "kinds", "alchemy"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_kept(
    cast: Cast, reader: Reader, changes: dict[str, str], field: str, message: str
) -> None:
    response = reader(cast.provincial_officer).post(
        CREATE, content_fields(cast.province, **changes)
    )

    assert response.status_code == 422
    assert message in error_at(response, field)
    assert value_of(response, "slogan") == "Tự hào trí tuệ lao động Việt Nam"
    assert value_of(response, "document_0_number") == "46/HD-TLĐ"
    assert not Programme.objects.exists()


def test_a_document_is_named_once(cast: Cast, reader: Reader) -> None:
    twice = {
        "rows": "2",
        "document_1_number": "46/HD-TLĐ",
        "document_1_issued_on": "30/12/2021",
        "document_1_title": "Lần nữa",
    }

    response = reader(cast.provincial_officer).post(CREATE, content_fields(cast.province, **twice))

    assert response.status_code == 422
    assert "Văn bản số 46/HD-TLĐ được ghi hai lần." in error_at(response, "document_0_number")
    assert not Programme.objects.exists()


def test_a_programme_of_another_unit_cannot_be_drafted(cast: Cast, reader: Reader) -> None:
    response = reader(cast.provincial_officer).post(CREATE, content_fields(cast.national))

    assert response.status_code == 422
    assert not Programme.objects.exists()


def test_only_those_who_run_programmes_find_the_pages(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft(cast.province)
    pages = [CREATE, *(address(programme, page) for page in ("quan-ly/", "sua/", "giai-doan/moi/"))]

    for user in outsiders(cast):
        client = reader(user)
        for url in pages:
            assert client.get(url).status_code == 404, (user, url)
            assert client.post(url, content_fields(cast.province)).status_code in (404, 405)
        assert client.post(address(programme, "phat-dong/")).status_code == 404
    assert Programme.objects.get().state == "draft"


def test_anonymous_people_are_asked_to_sign_in(cast: Cast, client: Client) -> None:
    programme = scenes.draft(cast.province)

    for url in (CREATE, MANAGED, address(programme, "quan-ly/"), address(programme, "chi-tieu/")):
        response = client.get(url)

        assert (response.status_code, response["Location"]) == (302, f"/dang-nhap/?next={url}")


def test_the_national_officer_runs_the_programmes_of_all_provinces(
    cast: Cast, reader: Reader
) -> None:
    programme = scenes.draft(cast.province)

    response = reader(cast.national_officer).get(address(programme, "quan-ly/"))

    assert response.status_code == 200


def test_the_form_of_a_programme_shows_what_it_says(cast: Cast, reader: Reader) -> None:
    client = reader(cast.provincial_officer)
    client.post(CREATE, content_fields(cast.province))
    programme = Programme.objects.get()

    response = client.get(address(programme, "sua/"))

    assert value_of(response, "title") == "1 triệu sáng kiến"
    assert value_of(response, "document_0_issued_on") == "30/12/2021"
    assert "Sản xuất, kinh doanh\nAn toàn, vệ sinh lao động" in inner(response)
    assert 'name="owner"' not in inner(response)


def test_content_is_revised_at_the_same_address(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft(cast.province)
    client = reader(cast.provincial_officer)
    seen = seen_of(client.get(address(programme, "sua/")))

    response = client.post(
        address(programme, "sua/"),
        content_fields(cast.province, title="Tên khác", seen=seen),
    )

    programme.refresh_from_db()
    assert (response.status_code, programme.title) == (302, "Tên khác")
    assert programme.slug == "ban-soan-thu-nghiem"


def test_who_comes_second_sees_who_was_first_and_loses_nothing(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft(cast.province)
    client, url = reader(cast.provincial_officer), address(programme, "sua/")
    seen = seen_of(client.get(url))
    drafting.revise_programme(
        programme,
        content=drafting.Content(title="Tên của người khác", fields=("Sản xuất",)),
        by=actor(cast.national_officer),
        at=clock.now(),
    )

    refused = client.post(url, content_fields(cast.province, title="Tên của tôi", seen=seen))

    assert refused.status_code == 409
    assert "Đặng Thị Phượng vừa sửa chương trình này" in content(refused)
    assert value_of(refused, "title") == "Tên của tôi"
    programme.refresh_from_db()
    assert programme.title == "Tên của người khác"

    again = content_fields(cast.province, title="Tên của tôi", seen=seen_of(refused))
    assert client.post(url, again).status_code == 302
    programme.refresh_from_db()
    assert programme.title == "Tên của tôi"


def test_fields_in_use_cannot_be_dropped_after_the_launch(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)

    response = reader(cast.provincial_officer).post(
        address(programme, "sua/"), content_fields(cast.province, field_names="Lĩnh vực mới")
    )

    assert response.status_code == 422
    assert "chỉ thêm lĩnh vực, không bỏ lĩnh vực đã có" in error_at(response, "field_names")


def test_the_page_tells_what_happened_to_the_programme(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft(cast.province, by=cast.provincial_officer)

    page = content(reader(cast.provincial_officer).get(address(programme, "quan-ly/")))

    assert "Hoàng Văn Em bắt đầu soạn chương trình" in page


def test_an_officer_finds_drafts_and_the_programmes_from_above(cast: Cast, reader: Reader) -> None:
    own = scenes.draft(cast.province)
    above = scenes.running(cast.national, title="Chương trình toàn quốc")

    response = reader(cast.provincial_officer).get(MANAGED)

    assert {address(own, "quan-ly/"), address(above, "chi-tieu/"), CREATE} <= links(response)
    assert "Đang soạn Chưa phát động: chỉ người phụ trách thấy." in content(response)


def test_a_superior_officer_finds_where_to_give_targets(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    hidden = scenes.draft(cast.province)

    response = reader(cast.superior_officer).get(MANAGED)

    assert address(programme, "chi-tieu/") in links(response)
    assert CREATE not in links(response)
    assert hidden.title not in content(response)


def test_others_have_no_programmes_to_manage(cast: Cast, reader: Reader) -> None:
    for user in (cast.author, cast.officer, cast.auditor):
        assert reader(user).get(MANAGED).status_code == 404


@pytest.mark.parametrize("cursor", ["abc", "-1", "9" * 19, "٣"])
def test_a_nonsense_cursor_is_the_first_page(cast: Cast, reader: Reader, cursor: str) -> None:
    programme = scenes.draft(cast.province)

    response = reader(cast.provincial_officer).get(MANAGED, {"truoc": cursor})

    assert programme.title in content(response)


def test_the_managed_list_takes_the_same_queries_for_one_and_for_many(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    client = reader(cast.provincial_officer)
    scenes.draft_with_phase(cast.province)
    scenes.running(cast.national)
    before = queries_of(client, MANAGED)

    for number in range(3):
        scenes.running(cast.province, title=f"Của tỉnh {number}")
        scenes.running(cast.national, title=f"Toàn quốc {number}")

    assert queries_of(client, MANAGED) == before


def test_private_pages_are_kept_by_no_cache(cast: Cast, reader: Reader) -> None:
    drafting.draft_programme(
        cast.province, content=drafting.Content(title="Kín"), by=SYSTEM, at=clock.now()
    )

    response = reader(cast.provincial_officer).get(MANAGED)

    assert response["Cache-Control"] == "no-store, private"


def test_the_navigation_leads_officers_to_their_programmes(cast: Cast, reader: Reader) -> None:
    hub = "/thi-dua/"
    for user, page, leads_on in (
        (cast.provincial_officer, hub, MANAGED),
        (cast.superior_officer, hub, MANAGED),
        (cast.officer, hub, LIST),
        (cast.author, LIST, None),
    ):
        menu = reader(user).get("/tai-khoan/").content.decode().partition("</nav>")[0]
        assert f'href="{page}"' in menu
        if leads_on is None:
            assert f'href="{hub}"' not in menu
        else:
            assert f'href="{leads_on}"' in reader(user).get(hub).content.decode()
