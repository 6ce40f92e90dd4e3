"""Designing a programme in the browser, from a question to the second person's approval."""

import datetime as dt
from typing import Any

import pytest

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.programmes import queries
from sangkien.programmes.models import Extension, LocalPlan, Programme
from sangkien.units.models import Membership
from tests.factories import Cast, make_officer
from tests.web.programmes import scenes
from tests.web.programmes.scenes import address, day
from tests.web.scene import text_of
from tests.web.units.conftest import Reader

pytestmark = pytest.mark.django_db


def written(date: dt.date) -> str:
    return f"{date:%d/%m/%Y}"


def ask(client: Any, programme: Programme, kind: str = "line", **values: Any) -> Any:
    fields = {"label": "Máy đang dùng", "moment": "entry", **values}
    return client.post(f"{address(programme, 'bieu-mau/cau-hoi/')}?loai={kind}", fields)


def labels(programme: Programme) -> list[str]:
    asked = queries.asked_by(queries.ruleset_last_written(programme))
    return [question.label for question in asked]


def test_questions_are_added_moved_changed_and_taken_out(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft_with_phase(cast.province)
    client = reader(cast.provincial_officer)

    assert ask(client, programme).status_code == 302
    ask(client, programme, "number", label="Số giờ công giảm", unit="giờ/tháng", most="1.000")
    ask(client, programme, "choice", label="Ca làm việc", options="Ca ngày\nCa đêm")
    client.post(address(programme, "bieu-mau/"), {"up": "q3"})
    client.post(address(programme, "bieu-mau/"), {"up": "q1"})  # the first stays where it is
    client.post(address(programme, "bieu-mau/cau-hoi/q2/"), {"label": "Giờ", "moment": "entry"})
    client.post(address(programme, "bieu-mau/"), {"remove": "q1"})

    assert labels(programme) == ["Ca làm việc", "Giờ"]
    page = text_of(client.get(address(programme, "bieu-mau/")))
    assert "Ca ngày / Ca đêm" in page
    shown = text_of(client.get(address(programme, "bieu-mau/xem-truoc/")))
    assert "Ca đêm" in shown


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("line", {"label": ""}, "Hãy ghi câu hỏi."),
        ("line", {"label": "a\u202eb"}, "ký tự lạ"),
        ("choice", {"options": "Một"}, "từ 2 đến 30 lựa chọn"),
        ("number", {"least": "10", "most": "9"}, "không nhỏ hơn"),
        ("number", {"most": "1e9"}, "Số chưa đúng"),
        ("line", {"label": "Máy " * 60}, "nhiều nhất"),
    ],
)
def test_a_question_that_will_not_do_is_said_at_its_field(
    cast: Cast, reader: Reader, kind: str, values: dict[str, str], said: str
) -> None:
    programme = scenes.draft_with_phase(cast.province)

    response = ask(reader(cast.provincial_officer), programme, kind, **values)

    assert response.status_code == 422
    assert said in text_of(response)
    assert labels(programme) == []


def test_a_kind_that_is_not_offered_leads_back(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft_with_phase(cast.province)

    assert ask(reader(cast.provincial_officer), programme, "la").status_code == 302
    assert labels(programme) == []


def test_conditions_begin_with_the_two_of_2021(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft_with_phase(cast.province)
    client = reader(cast.provincial_officer)

    page = client.get(address(programme, "dieu-kien/")).content.decode()
    assert "trật tự công cộng" in page
    fields = {"text_0": "Đã được tổ trưởng đồng ý?", "wanted_0": "co", "needs_recognition": "on"}
    assert client.post(address(programme, "dieu-kien/"), fields).status_code == 302

    terms = queries.terms_of(queries.ruleset_last_written(programme))
    assert terms.needs_recognition
    assert not terms.takes_trials
    assert [(one.text, one.wanted) for one in terms.statements] == [
        ("Đã được tổ trưởng đồng ý?", True)
    ]


def test_the_chain_is_written_without_gaps(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft_with_phase(cast.province)
    fields = {"working_days_1": "2", "kind_3": "accept", "level_3": "tinh", "working_days_3": "10"}
    client = reader(cast.provincial_officer)

    assert client.post(address(programme, "quy-trinh/"), fields).status_code == 302

    ruleset = queries.ruleset_last_written(programme)
    assert ruleset is not None
    assert [(one["number"], one["kind"], one["working_days"]) for one in ruleset.steps] == [
        (1, "confirm", 2),
        (2, "accept", 10),
    ]
    wrong = client.post(address(programme, "quy-trinh/"), {**fields, "working_days_3": "400"})
    assert wrong.status_code == 422
    assert "90 ngày làm việc" in text_of(wrong)


def test_a_second_person_approves_what_changes_after_the_launch(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    writer = reader(cast.provincial_officer)
    second = reader(make_officer(cast.province, RoleKey.PROVINCIAL_OFFICER, "Phạm Văn Duyệt"))
    ask(writer, programme)

    assert writer.post(address(programme, "the-le/"), {"reason": ""}).status_code == 422
    sent = writer.post(address(programme, "the-le/"), {"reason": "Theo hướng dẫn mới của tỉnh"})
    assert sent.status_code == 302
    prepared = queries.ruleset_in_preparation(programme)
    assert prepared is not None
    assert prepared.proposed_at is not None
    seen = {"seen": prepared.proposed_at.isoformat(), "decision": "approve"}
    assert "Duyệt phiên bản này" not in text_of(writer.get(address(programme, "the-le/")))
    assert writer.post(address(programme, "the-le/duyet/"), seen).status_code == 422
    assert "Duyệt phiên bản này" in text_of(second.get(address(programme, "the-le/")))

    assert second.post(address(programme, "the-le/duyet/"), seen).status_code == 302
    twice = second.post(address(programme, "the-le/duyet/"), seen, follow=True)
    assert "Bạn đã duyệt thể lệ này." in text_of(twice)

    fresh = Programme.objects.get(pk=programme.pk)
    assert [one.label for one in queries.asked_by(queries.ruleset_at(fresh, clock.now()))] == [
        "Máy đang dùng"
    ]
    assert "Đang có hiệu lực" in text_of(writer.get(address(programme, "the-le/")))


def test_a_proposal_can_be_sent_back_with_words(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    writer = reader(cast.provincial_officer)
    second = reader(make_officer(cast.province, RoleKey.PROVINCIAL_OFFICER, "Phạm Văn Duyệt"))
    ask(writer, programme)
    writer.post(address(programme, "the-le/"), {"reason": "Theo hướng dẫn mới của tỉnh"})
    prepared = queries.ruleset_in_preparation(programme)
    assert prepared is not None
    assert prepared.proposed_at is not None
    body = {"seen": prepared.proposed_at.isoformat(), "decision": "decline"}

    assert second.post(address(programme, "the-le/duyet/"), body).status_code == 422
    declined = second.post(address(programme, "the-le/duyet/"), {**body, "reason": "Ghi rõ đơn vị"})

    assert declined.status_code == 302
    again = queries.ruleset_in_preparation(programme)
    assert again is not None
    assert not again.is_proposed


def test_a_programme_is_aimed_at_units(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    client = reader(cast.provincial_officer)

    unknown = client.post(address(programme, "pham-vi/"), {"codes": "KHONG-CO"})
    assert unknown.status_code == 422
    assert "KHONG-CO" in text_of(unknown)
    done = client.post(address(programme, "pham-vi/"), {"codes": cast.sister_factory.code})

    assert done.status_code == 302
    assert "chỉ dành cho một số đơn vị" in text_of(reader(cast.author).get("/sang-kien/dang-ky/"))
    assert cast.sister_factory.label in text_of(client.get(address(programme)))


def test_a_programme_is_used_again(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    client = reader(cast.provincial_officer)
    ask(client, programme)

    for _ in range(2):
        response = client.post(address(programme, "chep/"), {"title": "Chương trình năm sau"})
        assert response.status_code == 302

    copy = Programme.objects.get(title="Chương trình năm sau")
    assert not copy.is_published
    assert labels(copy) == ["Máy đang dùng"]
    assert [field.name for field in queries.fields(copy)] == [
        field.name for field in queries.fields(programme)
    ]


def test_a_closing_time_is_put_off_by_a_signed_act(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    client = reader(cast.provincial_officer)
    page = address(programme, "giai-doan/1/gia-han/")
    fields = {
        "closes_on": written(day(30)),
        "closes_clock": "24h00",
        "reason": "Nhiều đơn vị đề nghị thêm thời gian",
        "number": "20/QĐ-LĐLĐ",
        "issued_on": written(day(0)),
    }

    looked = client.post(page, {**fields, "intent": "look"})
    assert looked.status_code == 200
    assert "thêm 10 ngày" in text_of(looked)
    unseen = client.post(page, {**fields, "intent": "sign"})
    assert unseen.status_code == 200
    assert not Extension.objects.exists()
    shown = looked.context["effect"]["shown"]
    early = client.post(page, {**fields, "intent": "look", "closes_on": written(day(10))})
    assert early.status_code == 422

    for _ in range(2):
        signed = client.post(page, {**fields, "intent": "sign", "shown": shown})
    assert signed.status_code in {302, 200}

    assert Extension.objects.count() == 1
    public = text_of(client.get(address(programme)))
    assert "đã gia hạn từ" in public
    assert "được gia hạn đến" in public
    assert "được gia hạn đến" in text_of(reader(cast.author).get("/viec-cua-toi/"))
    assert "được gia hạn đến" in text_of(reader(cast.author).get("/sang-kien/dang-ky/"))


def test_a_unit_sets_an_earlier_deadline_for_its_members(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    client = reader(cast.superior_officer)
    phase = programme.periods.get(kind="phase")
    fields = {
        "unit": cast.superior.pk,
        "phase": phase.pk,
        "number": "07/KH-LĐLĐ",
        "issued_on": written(day(-5)),
        "title": "Kế hoạch hưởng ứng",
        "instructions": "Gặp đồng chí Hoa ở văn phòng để được giúp.",
    }
    page = address(programme, "ke-hoach/moi/")

    late = client.post(page, {**fields, "closes_on": written(day(40))})
    assert late.status_code == 422
    assert "chỉ được đặt hạn sớm hơn" in text_of(late)
    assert client.post(page, {**fields, "closes_on": written(day(5))}).status_code == 302

    start = text_of(reader(cast.author).get("/sang-kien/dang-ky/"))
    assert "Gặp đồng chí Hoa" in start
    plan = LocalPlan.objects.get()
    progress = client.get(f"/tien-do/{programme.slug}/{cast.factory.code}/")
    assert "Hạn của đơn vị" in text_of(progress)
    assert "07/KH-LĐLĐ" in text_of(client.get(address(programme, "ke-hoach/")))
    removed = client.post(address(programme, f"ke-hoach/{plan.pk}/"), {"remove": "1"})
    assert removed.status_code == 302
    assert not LocalPlan.objects.exists()
    assert Programme.objects.get(pk=programme.pk).plans == 0


def test_weeks_are_made_at_once(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    fields = {
        "unit": cast.province.pk,
        "kind": "tuan",
        "first_on": written(day(1)),
        "last_on": written(day(15)),
    }
    client = reader(cast.provincial_officer)

    for _ in range(2):
        made = client.post(address(programme, "chien-dich/hang-loat/"), fields)
        assert made.status_code == 302

    weeks = list(programme.periods.filter(kind="campaign").order_by("opens_at"))
    assert 3 <= len(weeks) <= 4
    assert weeks[0].name.startswith("Tuần 1 (")
    late = client.post(
        address(programme, "chien-dich/hang-loat/"), {**fields, "last_on": written(day(100))}
    )
    assert late.status_code == 422


def asking(cast: Cast, officer: Any) -> Programme:
    """Launched; asks for a number, and whether it is protected."""
    programme = scenes.draft_with_phase(cast.province)
    ask(officer, programme, "number", label="Số giờ công giảm", unit="giờ", is_required="on")
    officer.post(
        address(programme, "dieu-kien/"),
        {"text_0": "Đang được bảo hộ?", "wanted_0": "khong", "takes_trials": "on"},
    )
    officer.post(address(programme, "phat-dong/"))
    return programme


def test_a_registration_answers_what_the_programme_asks(cast: Cast, reader: Reader) -> None:
    asking(cast, reader(cast.provincial_officer))
    author = reader(cast.author)
    begun = author.get("/sang-kien/dang-ky/")
    assert "Bước 1/7" in text_of(begun)
    author.post(
        "/sang-kien/dang-ky/",
        {
            "title": "Đồ gá xoay để hàn ống không phải lật",
            "request_key": "6f1d3c52-9a51-4b0e-9b53-3f4f3c6b7a10",
        },
    )
    draft = Initiative.objects.get()
    page = f"/sang-kien/{draft.code}/buoc/7/"
    key = next(
        name for name in author.get(page).context["form"].fields if name.startswith("answer_s")
    )

    empty = author.post(page, {})
    assert empty.status_code == 422
    assert "Hãy trả lời" in text_of(empty)
    typed = author.post(page, {"answer_q1": "mười", key: "co"})
    assert typed.status_code == 422
    assert "mười" in typed.content.decode()
    excluded = author.post(page, {"answer_q1": "1.250,5", key: "co"})
    assert excluded.status_code == 422
    assert "Câu trả lời phải là" in text_of(excluded)
    done = author.post(page, {"answer_q1": "1.250,5", key: "khong"})
    assert done.status_code == 302
    assert done["Location"].endswith("/buoc/5/")

    draft.refresh_from_db()
    assert draft.answers == {"q1": "1250.5", key.removeprefix("answer_"): False}
    assert draft.state == State.DRAFT
    review = text_of(author.get(f"/sang-kien/{draft.code}/buoc/6/"))
    assert "1.250,5 giờ" in review


def test_an_officer_answers_on_behalf_on_the_one_page(cast: Cast, reader: Reader) -> None:
    programme = asking(cast, reader(cast.provincial_officer))
    member = Membership.objects.get(user=cast.author)
    officer = reader(cast.officer)
    page = f"/sang-kien/nhap-thay/{member.pk}/"
    form = officer.get(page).context["form"]
    key = next(name for name in form.fields if name.startswith("answer_s"))
    content = {
        "programme": programme.slug,
        "request_key": "0d5a6a52-43a4-4f7a-9a0a-6f2b8f6f7a11",
        "title": "Đồ gá xoay để hàn ống không phải lật",
        "before": "Trước đây phải lật ống nhiều lần, rất mất công.",
        "solution": "Nay dùng đồ gá xoay, thợ ngồi một chỗ để hàn.",
        "effect": "Nhanh gấp đôi và đỡ mỏi lưng cho thợ hàn.",
        "kind": "technical",
        "field": str(queries.fields(programme)[0].pk),
        "first_applied_on": "05/03/2026",
    }

    refused = officer.post(page, {**content, key: "khong"})
    assert refused.status_code == 422
    assert "Hãy trả lời “Số giờ công giảm”" in text_of(refused)
    sent = officer.post(page, {**content, "answer_q1": "1,5", key: "khong"})

    assert sent.status_code == 302, text_of(sent)
    assert Initiative.objects.get().answers["q1"] == "1.5"


def test_a_programme_without_any_version_has_a_page_of_versions(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    programme.rulesets.update(in_force_at=None)
    programme.__class__.objects.filter(pk=programme.pk).update(ruleset=None)
    programme.rulesets.all().delete()

    assert reader(cast.provincial_officer).get(address(programme, "the-le/")).status_code == 200
