"""The pages of a unit's targets of every kind."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.agreements.actions.targets import set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.measures import Measure, Span
from sangkien.agreements.models import Target, TargetChange, TargetResult
from sangkien.core import clock
from sangkien.units.models import Unit
from tests.factories import SYSTEM, Cast, make_target, make_unit
from tests.web.programmes import scenes
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, error_at

INDEX, NEW = "/chi-tieu/", "/chi-tieu/ghi/"


def new(unit: Unit, kind: str) -> str:
    return f"{NEW}?don-vi={unit.code}&loai={kind}"


def who(unit: Unit, **more: str) -> dict[str, str]:
    year = clock.today().year
    days = {"since": f"01/01/{year}", "until": f"31/12/{year}"}
    return {"holder": f"u{unit.pk}", "origin": "assigned", "period": "", **days, **more}


def given(unit: Unit, value: int = 4, *, days: int = 3, **changes: Any) -> Target:
    """In force: given three days ago for a time that runs."""
    today = clock.today()
    aim: dict[str, Any] = {
        "kind": TargetKind.NUMBER,
        "value": Decimal(value),
        "subject": "Công trình",
        "measure": "công trình",
    }
    return set_target(
        Span(since=today - dt.timedelta(days=30), until=today + dt.timedelta(days=30)),
        unit,
        measure=Measure(**{**aim, **changes}),
        origin=TargetOrigin.ASSIGNED,
        by=SYSTEM,
        at=clock.now() - dt.timedelta(days=days),
    )


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("count", {"value": "850", "base": "recognised"}, "850"),
        ("coverage", {"value": "100", "base": "sent"}, "100 % CĐCS"),
        (
            "rate",
            {"value": "30", "base": "valid", "denominator": "workers"},
            "30 trên 100 lao động",
        ),
        (
            "each",
            {"each": "1", "measure": "mô hình", "subject": "Mô hình", "value": "100"},
            "mỗi CĐCS ít nhất 1 mô hình",
        ),
        (
            "number",
            {"subject": "Kết nạp đoàn viên", "value": "1.000.000", "measure": "đoàn viên"},
            "1.000.000 đoàn viên",
        ),
        (
            "percent",
            {"subject": "NLĐ là đoàn viên", "value": "95,5", "of": "tổng số NLĐ"},
            "95,5 % tổng số NLĐ",
        ),
        (
            "range",
            {"subject": "Kết nạp", "value": "8.000", "most": "11.000", "measure": "đoàn viên"},
            "8.000–11.000 đoàn viên",
        ),
        ("done_by", {"subject": "Quy chế", "due_on": "31/12/2099"}, "xong đến hết ngày 31/12/2099"),
        (
            "awards",
            {"subject": "Bằng Lao động sáng tạo", "value": "60", "measure": "bằng"},
            "60 bằng",
        ),
    ],
)
def test_an_officer_enters_each_kind(
    cast: Cast, reader: Reader, kind: str, typed: dict[str, str], said: str
) -> None:
    client, url = reader(cast.provincial_officer), new(cast.province, kind)
    assert client.get(url).status_code == 200

    response = client.post(url, who(cast.superior, note="KH 12", **typed))

    assert response.status_code == 302, content(response)
    target = Target.objects.get()
    assert (target.kind, target.words, target.note) == (kind, said, "KH 12")
    assert said in content(client.get(response["Location"]))


def test_the_form_has_the_fields_of_its_kind_only(cast: Cast, reader: Reader) -> None:
    client = reader(cast.provincial_officer)
    ranged = client.get(new(cast.province, "range")).content.decode()
    counted = client.get(new(cast.province, "count")).content.decode()
    assert 'name="most"' in ranged
    assert 'name="base"' not in ranged
    assert 'name="base"' in counted
    assert 'name="subject"' not in counted


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"since": ""}, "since"),
        ({"until": "01/01/2001"}, "until"),
        ({"most": "10"}, "most"),
        ({"subject": ""}, "subject"),
        ({"holder": "u999999"}, "holder"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    cast: Cast, reader: Reader, changes: dict[str, str], field: str
) -> None:
    typed = {"subject": "Kết nạp", "value": "8.000", "most": "11.000", **changes}
    response = reader(cast.provincial_officer).post(
        new(cast.province, "range"), {**who(cast.superior), **typed}
    )
    assert response.status_code == 422
    assert error_at(response, field)
    assert not Target.objects.exists()


def test_assigned_and_own_stand_side_by_side_with_their_base(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    whole = scenes.whole(programme)
    make_target(whole, cast.superior, 60)
    make_target(whole, cast.superior, 130, origin=TargetOrigin.SELF_SET, base=TargetBase.VALID)

    page = content(reader(cast.superior_officer).get(INDEX))

    for said in ("60", "Chỉ tiêu giao", "130", "Đơn vị tự đăng ký", "hợp lệ", programme.title):
        assert said in page
    assert "đạt 0 %" in page


def test_a_result_goes_up_and_is_confirmed(cast: Cast, reader: Reader) -> None:
    target = given(cast.superior)
    below, above = reader(cast.superior_officer), reader(cast.provincial_officer)
    url = f"/chi-tieu/{target.pk}/ket-qua/"
    assert below.get(url).status_code == 200
    today = f"{clock.today():%d/%m/%Y}"

    refused = below.post(url, {"value": "3", "as_of": today, "words": ""})
    assert refused.status_code == 422
    assert error_at(refused, "words")
    typed = {"value": "3", "as_of": today, "words": "Biên bản nghiệm thu"}
    wrong = below.post(url, {**typed, "file": SimpleUploadedFile("a.exe", b"MZ")})
    assert error_at(wrong, "file")
    paper = SimpleUploadedFile("nghiem-thu.pdf", b"%PDF-1.4\n%%EOF\n")
    sent = below.post(url, {**typed, "file": paper})

    assert sent.status_code == 302
    assert "đạt 75 %" in content(below.get(sent["Location"]))
    result = TargetResult.objects.get()
    assert "Kết quả báo cáo" in content(above.get(INDEX))
    answer = f"/chi-tieu/ket-qua/{result.pk}/"
    assert "nghiem-thu.pdf" in content(above.get(answer))
    assert above.get(f"{answer}tep/").status_code == 200
    assert reader(cast.sister_officer).get(f"{answer}tep/").status_code == 404
    assert error_at(above.post(answer, {"verdict": "no", "answer": ""}), "answer")
    assert above.post(answer, {"verdict": "yes"}).status_code == 302
    result.refresh_from_db()
    assert result.state == "confirmed"


def test_a_change_shows_its_effect_then_waits_for_a_second_person(
    cast: Cast, reader: Reader
) -> None:
    target = given(cast.superior, 7000)
    below, above = reader(cast.superior_officer), reader(cast.provincial_officer)
    today = f"{clock.today():%d/%m/%Y}"
    below.post(
        f"/chi-tieu/{target.pk}/ket-qua/", {"value": "3500", "as_of": today, "words": "Báo cáo"}
    )
    url = f"/chi-tieu/{target.pk}/dieu-chinh/"
    typed = {"value": "7.600", "reason": "Bù giai đoạn 1", "document": "CV 12", "sure": "no"}

    shown = below.post(url, typed)
    assert "đạt 50 %" in content(shown)
    assert "đạt 46,1 %" in content(shown)
    assert not TargetChange.objects.exists()
    assert below.post(url, {**typed, "sure": "yes"}).status_code == 302

    asked = TargetChange.objects.get()
    decide = f"/chi-tieu/dieu-chinh/{asked.pk}/"
    assert decide in above.get("/chi-tieu/").content.decode()
    auditor = reader(cast.auditor)
    for page in ("/chi-tieu/", f"/chi-tieu/{target.pk}/"):
        assert decide not in auditor.get(page).content.decode()
    assert below.post(decide, {"verdict": "yes"}).status_code in {403, 404}
    assert "Bù giai đoạn 1" in content(above.get(decide))
    done = above.post(decide, {"verdict": "yes", "answer": ""})

    page = content(above.get(done["Location"]))
    assert "7.600 công trình" in page
    assert "7.000 công trình" in page
    assert "7.000 công trình → 7.600 công trình" in page


def test_strangers_and_those_who_only_look(cast: Cast, reader: Reader) -> None:
    target = given(cast.superior)
    page, acts = f"/chi-tieu/{target.pk}/", ("ket-qua/", "dieu-chinh/", "sua/")
    stranger, auditor = reader(cast.author), reader(cast.auditor)
    assert [stranger.get(page + act).status_code for act in ("", *acts)] == [404] * 4
    assert auditor.get(page).status_code == 200
    assert [auditor.get(page + act).status_code for act in acts] == [404] * 3
    assert auditor.get(NEW).status_code == 404


def test_what_is_not_in_force_is_corrected_and_ended(cast: Cast, reader: Reader) -> None:
    target, client = given(cast.superior, days=0), reader(cast.provincial_officer)
    url = f"/chi-tieu/{target.pk}/sua/"
    assert client.post(url, {"value": "6"}).status_code == 302
    current = Target.objects.get(replaced_at=None)
    assert current.value == 6
    client.post(f"/chi-tieu/{current.pk}/sua/", {"value": "6", "ends": "on"})
    assert not Target.objects.filter(replaced_at=None).exists()


def test_the_table_leaves_as_excel(cast: Cast, reader: Reader) -> None:
    given(cast.superior)
    response = reader(cast.provincial_officer).get("/chi-tieu/tep/")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response.content[:2] == b"PK"


def test_the_page_takes_the_same_queries_for_one_and_for_many(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    client = reader(cast.provincial_officer)
    whole = scenes.whole(scenes.running(cast.province))
    given(cast.superior)
    make_target(whole, cast.superior, 60)
    few = queries_of(client, INDEX)
    for number in range(5):
        unit = make_unit(f"LĐLĐ huyện {number}", level="cap-tren", parent=cast.province)
        given(unit)
        make_target(whole, unit, 60)
    assert queries_of(client, INDEX) == few
