"""A whole score table on one page: rows are added without a script, and saved as one version."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.core import clock
from sangkien.councils.actions import score_tables
from sangkien.councils.models import ScoreTable
from sangkien.councils.rules import tables
from tests.councils.scene import Body, make_body
from tests.factories import make_cast, make_member
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
OK, MOVED, REFUSED, GONE = 200, 302, 422, 404


@pytest.fixture
def body() -> Body:
    return make_body(make_cast(), at=clock.now())


@pytest.fixture
def officer(body: Body) -> Client:
    return client_of(body.cast.officer)


def url(page: str, *args: object) -> str:
    return reverse(f"councils:{page}", args=args)


def as_shown(form: Any) -> dict[str, Any]:
    """What the browser would send back of a form that nobody touched."""
    found = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if value not in (None, False):
            found[bound.html_name] = value
    return found


def written(**changes: Any) -> dict[str, Any]:
    """Two groups, three criteria, one with tiers, two grades."""
    return {
        "request_key": str(uuid.uuid4()),
        "name": "Bảng điểm của Công ty",
        "passing": "50",
        "groups": "2",
        "k0_name": "Tính mới",
        "k1_name": "Hiệu quả",
        "criteria": "3",
        "c0_name": "Mới",
        "c0_group": "0",
        "c0_most": "40",
        "c0_passing": "10",
        "c0_knockout": "on",
        "c0_tiers": "2",
        "c0_t0_name": "Cao",
        "c0_t0_low": "21",
        "c0_t0_high": "40",
        "c0_t1_name": "Thấp",
        "c0_t1_low": "0",
        "c0_t1_high": "20",
        "c1_name": "Làm lợi",
        "c1_group": "1",
        "c1_most": "40",
        "c2_name": "Nhân rộng",
        "c2_group": "1",
        "c2_most": "20",
        "grades": "2",
        "g0_name": "B",
        "g0_low": "50",
        "g0_minimums": "1",
        "g1_name": "A",
        "g1_low": "85",
        "g1_minimums": "1",
        "g1_m0": "0",
        "g1_m0_low": "30",
        **changes,
    }


def test_a_table_that_nobody_touched_says_the_same(body: Body, officer: Client) -> None:
    """Groups, tiers, grades and their conditions all come back as they were."""
    by: dict[str, Any] = {"by": body.officer, "at": body.at}
    for key in score_tables.shipped():
        table = score_tables.load(body.council, key, request_key=uuid.uuid4(), **by)
        form = officer.get(url("table_edit", body.council.pk, table.pk)).context["form"]

        answer = officer.post(url("table_edit", body.council.pk, table.pk), as_shown(form))

        assert answer["Location"] == url("table", body.council.pk, table.pk)  # no new version
    assert not ScoreTable.objects.filter(version=2).exists()


def test_a_whole_table_is_written_as_one_version(body: Body, officer: Client) -> None:
    answer = officer.post(url("table_add", body.council.pk), written(), follow=True)

    table = ScoreTable.objects.get()
    read = tables.read(table.content)
    assert (table.version, dict(read.groups)) == (1, {"A": "Tính mới", "B": "Hiệu quả"})
    assert [(one.code, one.group, one.is_knockout) for one in read.criteria] == [
        ("1", "A", True),
        ("2", "B", False),
        ("3", "B", False),
    ]
    assert [(tier.code, tier.high) for tier in read.criteria[0].tiers] == [
        ("1a", 4000),
        ("1b", 2000),
    ]
    assert [(grade.name, dict(grade.minimums)) for grade in read.grades] == [
        ("A", {"1": 3000}),
        ("B", {}),
    ]
    assert "Hiệu quả" in text_of(answer)


def test_sent_twice_is_one_table(body: Body, officer: Client) -> None:
    said = written()
    answers = [officer.post(url("table_add", body.council.pk), said) for _twice in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ScoreTable.objects.count() == 1


def test_many_rows_change_in_one_version(body: Body, officer: Client) -> None:
    table = body.table()
    address = url("table_edit", body.council.pk, table.pk)
    said = as_shown(officer.get(address).context["form"])
    for wanted in ("group", "criterion", "criterion", "tier_3", "tier_0", "grade"):
        page = officer.post(address, {**said, "add": wanted})
        assert page.status_code == OK
        said = as_shown(page.context["form"])
    assert ScoreTable.objects.count() == 1  # the buttons that add a row save nothing

    said |= {"k0_name": "Nhóm mới", "c0_group": "0", "c0_t3_name": "Khác"}
    said |= {"c0_t0_low": "32", "c0_t3_low": "31", "c0_t3_high": "31"}
    said |= {"c3_name": "Trình bày", "c3_most": "10", "c3_t0_name": "Rõ", "c3_t0_high": "10"}
    said |= {"c2_name": "", "g3_name": "D", "g3_low": "20"}
    answer = officer.post(address, said)

    newer = ScoreTable.objects.get(version=2)
    assert answer["Location"] == url("table", body.council.pk, newer.pk)
    read = tables.read(newer.content)
    assert [one.code for one in read.criteria] == ["1", "2", "4"]
    assert (read.criteria[0].group, len(read.criteria[0].tiers)) == ("A", 4)
    assert [grade.name for grade in read.grades] == ["A", "B", "C", "D"]


def test_what_was_typed_stays_when_a_row_is_added(body: Body, officer: Client) -> None:
    page = officer.post(
        url("table_add", body.council.pk),
        {**written(c1_name="Gõ dở", c1_most="x y"), "add": "criterion"},
    )

    form = page.context["form"]
    assert (page.status_code, form.errors) == (OK, {})
    assert (form["c1_name"].value(), form["c1_most"].value()) == ("Gõ dở", "x y")
    assert "c3_name" in form.fields


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"c0_most": ""}, "Điểm tối đa của tiêu chí 1 phải lớn hơn 0"),
        ({"c0_passing": ""}, "Tiêu chí loại 1 phải có điểm đạt"),
        ({"c0_passing": "41"}, "Điểm đạt của tiêu chí 1 cao hơn điểm tối đa"),
        ({"c0_t1_high": "30"}, "Các mức của tiêu chí 1 chồng lên nhau"),
        ({"c0_t0_high": "50"}, "Khoảng điểm các mức của tiêu chí 1 chưa đúng"),
        ({"c0_code": "X", "c1_code": "X"}, "Hai tiêu chí không được trùng mã"),
        ({"k0_code": "N", "k1_code": "N"}, "Hai nhóm không được trùng mã"),
        ({"k0_name": ""}, "thuộc một nhóm không có"),
        ({"g0_low": "85"}, "không trùng điểm"),
        ({"passing": "900"}, "Điểm đạt cao hơn tổng điểm tối đa"),
        ({"c0_name": "", "c1_name": "", "c2_name": ""}, "Bảng điểm có từ 1 đến"),
        ({"c0_most": "rất nhiều"}, "Số chưa đúng"),
        ({"c0_group": "7"}, "Hãy chọn trong danh sách"),
        ({"name": ""}, "Hãy nhập tên."),
        ({"request_key": "x"}, "Biểu mẫu đã cũ"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_kept(
    body: Body, officer: Client, changes: dict[str, str], words: str
) -> None:
    answer = officer.post(url("table_add", body.council.pk), written(**changes))

    assert answer.status_code == REFUSED
    assert words in text_of(answer)
    assert not ScoreTable.objects.exists()
    assert answer.context["form"]["c0_t0_name"].value() == "Cao"


@pytest.mark.parametrize("size", ["-1", "9" * 40, "x", "½", "99"])
def test_sizes_that_make_no_sense_break_nothing(body: Body, officer: Client, size: str) -> None:
    sizes = dict.fromkeys(("criteria", "groups", "grades", "c0_tiers", "g0_minimums"), size)
    for more in ({}, {"add": "criterion"}, {"add": f"tier_{size}"}, {"add": size}):
        answer = officer.post(url("table_add", body.council.pk), {**written(), **sizes, **more})
        assert answer.status_code in {OK, MOVED, REFUSED}


def test_of_two_next_versions_the_second_is_told(body: Body, officer: Client) -> None:
    table = body.table()
    address = url("table_edit", body.council.pk, table.pk)
    said = as_shown(officer.get(address).context["form"])
    assert officer.post(address, {**said, "passing": "55"}).status_code == MOVED

    answer = officer.post(address, {**said, "request_key": str(uuid.uuid4()), "passing": "56"})

    assert answer.status_code == 409
    assert ScoreTable.objects.filter(version=2).count() == 1


def test_others_do_not_find_the_page(body: Body) -> None:
    table = body.table()
    pages = (url("table_add", body.council.pk), url("table_edit", body.council.pk, table.pk))
    strangers = (body.users[3], make_member(body.cast.factory), body.cast.provincial_officer)
    for address in pages:
        statuses = {client_of(one).post(address, written()).status_code for one in strangers[:2]}
        assert statuses <= {GONE, 403}
    assert ScoreTable.objects.count() == 1
