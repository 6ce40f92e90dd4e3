"""Register, ledger and what waits to be paid: however long they are, nothing is left out."""

import uuid

import pytest

from sangkien.commendation.actions import searching
from sangkien.commendation.queries import money
from sangkien.core import clock
from sangkien.exports.actions import writing
from tests.commendation import paid as scenes
from tests.factories import Cast, make_cast, make_member
from tests.web.commendation.test_dossier_pages import INBOX, begun, opened, sent
from tests.web.exports.taking import exported, rows_of, taken
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
ASK = "/tep-da-xuat/lap/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_register_is_searched_as_a_whole_and_leaves_as_it_is_seen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenes.released(cast.superior, cast.superior_officer, amounts=(1, 2, 3), at=clock.now())
    desk = client_of(cast.provincial_officer)
    page = f"/khen-thuong/don-vi/{cast.superior.code}/so/"
    wanted = f"{page}?q=3+to+SAN&nam={clock.today().year}"
    assert "Chưa tìm được hết sổ" in text_of(desk.get(wanted))  # from before there was a search
    assert searching.fold_earlier() == len((1, 2, 3))
    assert searching.fold_earlier() == 0
    monkeypatch.setattr(writing, "BLOCK", 1)

    found = text_of(desk.get(wanted))
    made = rows_of(taken(desk, exported(desk, wanted)))

    assert ("Tổ sản xuất 3" in found, "Tổ sản xuất 1" in found) == (True, False)
    assert [row[1] for row in made if str(row[1]).startswith("Tổ")] == ["Tổ sản xuất 3"]
    assert made[2][0] == "Tìm: 3 to SAN"
    whole = rows_of(taken(desk, exported(desk, page)))
    assert [row[1] for row in whole][-3:] == [f"Tổ sản xuất {n}" for n in (3, 2, 1)]


def test_no_list_leaves_for_whoever_does_not_see_it(cast: Cast) -> None:
    fund = scenes.fund(cast.superior, cast.superior_officer)
    refused = (
        (cast.sister_officer, "so-khen-thuong", f"unit={cast.superior.code}"),
        (cast.superior_officer, "so-khen-thuong", f"unit={cast.superior.code}&nam=hai"),
        (cast.superior_officer, "so-khen-thuong", f"unit={cast.superior.code}&loai=khac"),
        (cast.officer, "so-quy", f"quy={fund.pk}"),
        (cast.officer, "so-quy", "quy=x"),
        (cast.officer, "ho-so-khen-thuong", "dot=1"),
        (cast.officer, "ho-so-khen-thuong", "dot=1&trang-thai=khac"),
        (cast.author, "ho-so-cho-xet", ""),
        (cast.superior_officer, "ho-so-cho-xet", "loc=khac"),
        (cast.author, "ho-so-de-nghi", ""),
        (cast.sister_officer, "quyet-dinh-khen-thuong", f"unit={cast.superior.code}"),
    )
    for user, kind, parameters in refused:
        asked = {"kind": kind, "parameters": parameters, "request_key": str(uuid.uuid4())}
        said = client_of(user).post(ASK, {**asked, "format": "xlsx"})
        assert said.status_code == 404, parameters


def test_everything_that_is_due_is_reached(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "PAGE", 1)
    fund = scenes.fund(cast.superior, cast.superior_officer)
    older, newer = (
        scenes.released(cast.superior, cast.superior_officer, amounts=(amount,), at=clock.now())
        for amount in (10_000, 20_000)
    )
    desk, page = client_of(cast.superior_officer), f"/khen-thuong/quy/{fund.pk}/"

    first = desk.get(page)
    second = desk.get(first.context["due_pages"]["following"])

    assert [row.pk for row in first.context["due"]] == [newer.pk]
    assert [row.pk for row in second.context["due"]] == [older.pk]
    assert second.context["due_pages"] == {"first": f"{page}#chua-chi", "following": ""}
    form = desk.get(f"{page}lap-danh-sach/?quyet-dinh={older.pk}").context["form"]
    assert [key for key, _words in form.fields["decision"].choices][-2:] == [newer.pk, older.pk]
    assert "chọn từ trang của quỹ" in str(form.fields["decision"].help_text)
    key = {"request_key": str(uuid.uuid4())}
    assert desk.post(f"{page}lap-danh-sach/", {**key, "decision": older.pk}).status_code == 302
    assert [row.pk for row in money.due_decisions(fund).rows] == [newer.pk]
    assert money.due_decisions(fund).following is None
    assert rows_of(taken(desk, exported(desk, page)))[-1][4] == 10_000_000


def test_dossiers_and_decisions_leave_whole(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    round_, desk = opened(cast), client_of(cast.officer)
    names = ("Đào Thị Một", "Đào Thị Hai", "Đào Thị Ba")
    for name in names:
        make_member(cast.factory, name)
        sent(desk, begun(desk, round_, name))
    begun(desk, round_, make_member(cast.factory, "Đào Thị Nháp").full_name)
    monkeypatch.setattr(writing, "BLOCK", 1)
    above = client_of(cast.superior_officer)

    inbox = rows_of(taken(above, exported(above, INBOX)))
    own = rows_of(taken(desk, exported(desk, "/khen-thuong/ho-so/")))

    assert [row[1] for row in inbox][-3:] == list(names)
    assert [row[0] for row in inbox][-3:] == [round_.title] * 3
    assert [row[1] for row in own][-4:] == ["Đào Thị Nháp", *reversed(names)]
    scenes.released(cast.superior, cast.superior_officer, amounts=(1, 2), at=clock.now())
    page = f"/khen-thuong/don-vi/{cast.superior.code}/quyet-dinh/"
    (*_above, decided) = rows_of(taken(above, exported(above, page)))
    assert decided[3] == len((1, 2))
