"""The tables of a page as files: what a reader sees, with figures as numbers, and nothing to run."""

import io
from decimal import Decimal

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from sangkien.web.shared import page_tables
from tests.factories import Cast, make_cast, make_programme
from tests.progress.scenes import send, settle

PAGE = """<html><head><title>Sổ · Sáng Kiến</title></head><body><nav><table><tr><td>menu</td></tr></table></nav>
<main><table><caption>Xếp hạng <span class="source">hợp lệ, lúc 10:00</span></caption>
<thead><tr><th>Chọn</th><th>Đơn vị</th><th class="num">Hợp lệ</th><th class="num">Đạt</th><th>Việc</th></tr></thead>
<tbody><tr><td><label><input type="checkbox"><span class="visually-hidden">Chọn: A</span></label></td>
<th scope="row"><a href="/a">CĐCS  A<span class="visually-hidden">: xem</span></a><br><small>Bình Minh</small></th>
<td class="num">1.234</td><td class="num"><svg><title>x</title></svg>81,5 %</td>
<td><a class="button" href="/x">Sửa</a> <button>Xóa</button></td></tr>
<tr><td></td><th>=1+1</th><td class="num">−3,5</td><td class="num">0012.5</td><td></td></tr>
<tr><td colspan="2">Cộng</td><td class="num">7</td><td><span class="visually-hidden">đạt</span></td></tr>
</tbody></table><table><caption>Trống</caption><thead><tr><th>A</th></tr></thead><tbody></tbody></table></main></body></html>"""


def test_what_is_seen_is_read() -> None:
    page = page_tables.read(PAGE)

    (table,) = page.tables
    assert (page.title, table.caption, table.about) == (
        "Sổ",
        "Xếp hạng",
        "hợp lệ, lúc 10:00",
    )
    assert table.heads == ["Chọn", "Đơn vị", "Hợp lệ", "Đạt"]
    assert table.rows == [
        ["", "CĐCS A\nBình Minh", Decimal(1234), "81,5 %"],
        ["", "=1+1", Decimal("-3.5"), "0012.5"],
        ["Cộng", "", Decimal(7), "đạt"],
    ]


def test_cards_of_a_list_are_rows() -> None:
    page = page_tables.read("""<html><body><main><div data-list="Phiếu"><section class="card">
    <h2 class="card__title"><a href="/1">CĐCS A</a></h2><p>Đợt 1 · Cụm 2</p><p>Chờ rà soát</p></section></div>
    <section class="card"><h2 class="card__title">Khác</h2></section></main></body></html>""")

    (table,) = page.tables
    assert (table.caption, table.rows) == ("Phiếu", [["CĐCS A", "Đợt 1 · Cụm 2\nChờ rà soát"]])


def test_the_workbook_holds_numbers_and_runs_nothing() -> None:
    made = page_tables.workbook(
        page_tables.read(PAGE.replace("Xếp hạng", "Xếp [hạng]: " + "x" * 40))
    )

    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    (name,) = book.sheet_names
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert len(name) == 31
    assert rows[4] == ["Chọn", "Đơn vị", "Hợp lệ", "Đạt"]
    assert rows[5][1:] == ["CĐCS A\nBình Minh", 1234.0, "81,5 %"]
    assert rows[6][1] == "=1+1"


def test_lines_mark_what_a_spreadsheet_would_run() -> None:
    said = "".join(page_tables.lines(page_tables.read(PAGE)))

    assert said.startswith("\ufeffSổ\r\n")
    assert "'=1+1,-3.5,0012.5" in said


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_a_public_page_gives_its_tables(client: Client, cast: Cast) -> None:
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=3)
    settle()
    page = f"/tien-do/{programme.slug}/SX/?xep=ty-le"

    shown = client.get(page)
    answer = client.get(f"{page}&tai-bang=csv")

    assert 'href="?xep=ty-le&amp;tai-bang=csv"' in shown.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == shown["Cache-Control"]
    (line,) = [one for one in answer.content.decode().split("\r\n") if "May Ánh Dương" in one]
    assert ",3," in line
    book = client.get(f"{page}&tai-bang=xlsx")
    assert book.content.startswith(b"PK")
    assert client.get(f"{page}&tai-bang=exe")["Content-Type"].startswith("text/html")


def test_who_may_not_see_a_page_does_not_get_its_tables(client: Client, cast: Cast) -> None:
    assert client.get("/tien-do/khong-co/SX/?tai-bang=xlsx").status_code == 404
    answer = client.get(f"/don-vi/{cast.factory.code}/doan-vien/?tai-bang=xlsx")
    assert (answer.status_code, "dang-nhap" in answer["Location"]) == (302, True)

    client.force_login(cast.sister_officer)
    answer = client.get(f"/don-vi/{cast.factory.code}/doan-vien/?tai-bang=xlsx")
    assert answer.status_code == 404


def test_a_page_without_a_table_offers_nothing(client: Client, cast: Cast) -> None:
    answer = client.get("/tra-cuu/?tai-bang=xlsx")

    assert answer["Content-Type"].startswith("text/html")
    assert "tai-bang" not in answer.content.decode().replace("?tai-bang=xlsx", "")
