"""Files as answers on the pages: kept although the form is refused, shown to whoever may see."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.initiatives import evidence as held
from sangkien.initiatives.actions import answer_files, confirmation, submission
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.programmes.enums import Moment, QuestionKind
from sangkien.programmes.questions import Question
from sangkien.units.models import Membership
from tests.factories import make_member, make_officer
from tests.files.samples import SCRIPT, paper, picture
from tests.initiatives.asking import LATER, PAPER, PHOTO, ask_for
from tests.web.initiatives.drafts import make_whole_draft, step
from tests.web.scene import Scene, by_now, client_of, text_of

REFUSED = 422
TEXT = Question(key="", kind=QuestionKind.LINE, label="Máy đang dùng", is_required=True)


def file(content: bytes | None = None, name: str = "ảnh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content)


@pytest.fixture
def asked(scene: Scene) -> Scene:
    """q1 a photo, q2 a paper, q3 later, q4 words."""
    ask_for(scene.programme, (PHOTO, PAPER, LATER, TEXT))
    return scene


@pytest.fixture
def author(asked: Scene) -> Client:
    return client_of(asked.cast.author)


@pytest.fixture
def draft(asked: Scene) -> Initiative:
    return make_whole_draft(asked)


def answer(initiative: Initiative, key: str = "q1", content: bytes | None = None) -> Evidence:
    at = clock.now()
    question = answer_files.get_question(initiative, key, at=at)
    by = by_now(initiative.author)
    upload = file(content, "bien-ban.pdf" if content else "anh.jpg")
    return answer_files.answer(initiative, question, upload=upload, by=by, at=at)


def send(initiative: Initiative) -> Initiative:
    Initiative.objects.filter(pk=initiative.pk).update(answers={"q4": "Máy hàn"})
    initiative.refresh_from_db()
    at = clock.now()
    submission.submit(initiative, by=by_now(initiative.author), received_at=at, at=at)
    return Initiative.objects.get(pk=initiative.pk)


def keys(initiative: Initiative) -> list[str]:
    return sorted(held.given_files(held.given(initiative)))


# The screen of the registration


def test_a_file_stays_although_the_rest_of_the_screen_is_refused(
    author: Client, draft: Initiative
) -> None:
    page = author.get(step(draft, 7)).content.decode()
    assert 'enctype="multipart/form-data"' in page

    refused = author.post(step(draft, 7), {"answer_q1": file(), "answer_q4": ""})

    words = text_of(refused)
    assert (refused.status_code, keys(draft)) == (REFUSED, ["q1"])
    assert "Hãy trả lời “Máy đang dùng”" in words
    assert "Thay bằng ảnh khác" in words
    sent = author.post(step(draft, 7), {"answer_q4": "Máy hàn"})
    assert sent["Location"] == step(draft, 5)
    draft.refresh_from_db()
    assert (draft.answers, keys(draft)) == ({"q4": "Máy hàn"}, ["q1"])


def test_a_refused_file_is_told_at_its_question_and_words_stay(
    author: Client, draft: Initiative
) -> None:
    answer(draft)
    refused = author.post(step(draft, 7), {"answer_q1": file(SCRIPT), "answer_q4": "Máy hàn"})

    assert refused.status_code == REFUSED
    assert "Ở đây chỉ nhận tệp JPEG, PNG, WebP." in text_of(refused)
    draft.refresh_from_db()
    assert (draft.answers, keys(draft)) == ({"q4": "Máy hàn"}, ["q1"])  # the earlier one counts


def test_a_missing_file_is_told_at_its_question(author: Client, draft: Initiative) -> None:
    refused = author.post(step(draft, 7), {"answer_q4": "Máy hàn"})
    assert refused.status_code == REFUSED
    assert "Hãy gửi tệp cho “Ảnh nơi áp dụng”" in text_of(refused)


def test_a_file_is_sent_and_taken_back_without_leaving_the_screen(
    author: Client, draft: Initiative
) -> None:
    said = {"answer_q4": "Máy hàn"}
    added = author.post(step(draft, 7), {**said, "answer_q1": file(), "intent": "photo"})
    [row] = held.given(draft)
    assert added.status_code == 200
    assert f"/sang-kien/{draft.code}/minh-chung/{row.pk}/?nho=1" in added.content.decode()

    dropped = author.post(step(draft, 7), {**said, "intent": "bo-tep-q1"})
    assert (dropped.status_code, keys(draft)) == (200, [])
    nonsense = author.post(step(draft, 7), {**said, "intent": "bo-tep-q99"})
    assert nonsense.status_code == 200


@pytest.mark.parametrize("key", ["x", "c5113258-cc10-4663-83d5-e7ffee43efa4", "9" * 99])
def test_a_key_that_means_nothing_is_told(author: Client, draft: Initiative, key: str) -> None:
    refused = author.post(step(draft, 7), {"answer_q4": "Máy", "answer_q1_upload": key})

    assert refused.status_code == REFUSED
    assert "Hãy chọn lại tệp" in text_of(refused)


def test_a_file_that_came_in_pieces_answers(author: Client, draft: Initiative) -> None:
    content = picture(size=(50, 50))
    begun = author.post(
        f"/sang-kien/{draft.code}/minh-chung/tai-len/",
        {"kind": "answer", "name": "a.jpg", "size": len(content), "sha256": ""},
    ).json()
    author.post(
        begun["url"],
        content,
        content_type="application/octet-stream",
        headers={"Upload-Offset": "0"},
    )
    said = {"answer_q4": "Máy hàn", "answer_q1_upload": begun["key"]}

    kept = author.post(step(draft, 7), said, headers={"X-Autosave": "1"})
    again = author.post(step(draft, 7), said)

    assert (kept.status_code, again.status_code) == (204, 302)
    assert len(held.given(draft)) == 1


def test_nobody_answers_for_somebody_else(asked: Scene, draft: Initiative) -> None:
    for stranger in (asked.cast.officer, make_member(asked.cast.factory)):
        response = client_of(stranger).post(step(draft, 7), {"answer_q1": file()})
        assert response.status_code == 404
    assert keys(draft) == []


# Who sees it


def test_reviewers_see_it_on_the_page_and_in_the_queue(asked: Scene, draft: Initiative) -> None:
    photo, document = answer(draft), answer(draft, "q2", paper())
    send(draft)
    officer = client_of(asked.cast.officer)
    small = f"/sang-kien/{draft.code}/minh-chung/{photo.pk}/?nho=1"

    page = officer.get(f"/sang-kien/{draft.code}/").content.decode()
    queue = officer.get("/sang-kien/cho-xac-nhan/").content.decode()

    for shown in (page, queue):
        assert small in shown
        assert "bien-ban.pdf" in shown
    got = officer.get(f"/sang-kien/{draft.code}/minh-chung/{document.pk}/")
    assert got["Content-Disposition"].startswith("attachment")
    assert "sandbox" in got["Content-Security-Policy"]


def test_the_bytes_are_for_whoever_sees_the_initiative(asked: Scene, draft: Initiative) -> None:
    row = answer(draft)
    address = f"/sang-kien/{draft.code}/minh-chung/{row.pk}/"
    cast = asked.cast

    def statuses(*who: User) -> list[int]:
        return [client_of(one).get(address).status_code for one in who]

    far = make_officer(cast.far_factory, RoleKey.GRASSROOTS_OFFICER)
    others = (make_member(cast.factory), far)
    assert statuses(cast.author, cast.officer, *others) == [200, 404, 404, 404]  # still a draft
    send(draft)
    assert statuses(cast.author, cast.officer, *others) == [200, 200, 404, 404]
    assert Client().get(address).status_code == 302
    assert Client().get(f"/tra-cuu/{draft.code}/").content.decode().count("minh-chung") == 0


def test_the_queue_reads_all_files_at_once(asked: Scene, draft: Initiative) -> None:
    answer(draft)
    send(draft)
    officer = client_of(asked.cast.officer)
    officer.get("/sang-kien/cho-xac-nhan/")
    with CaptureQueriesContext(connection) as few:
        officer.get("/sang-kien/cho-xac-nhan/")
    for _more in range(3):
        another = make_whole_draft(asked, make_member(asked.cast.factory))
        answer(another)
        send(another)
    with CaptureQueriesContext(connection) as many:
        officer.get("/sang-kien/cho-xac-nhan/")

    assert len(many) == len(few)


def test_a_replaced_file_is_still_to_be_read(
    asked: Scene, author: Client, draft: Initiative
) -> None:
    first = answer(draft)
    initiative = send(draft)
    confirmation.return_for_changes(
        initiative, reason="Chụp rõ hơn.", by=by_now(asked.cast.officer), at=clock.now()
    )
    author.post(
        step(draft, 7),
        {"answer_q4": "Máy hàn", "answer_q1": file(picture(size=(44, 33)), "rõ.jpg")},
    )
    author.post(f"/sang-kien/{draft.code}/buoc/6/", {"note": "Đã chụp lại."})

    page = client_of(asked.cast.officer).get(f"/sang-kien/{draft.code}/")
    assert "Trước đó:" in text_of(page)
    assert f"minh-chung/{first.pk}/" in page.content.decode()


# Later, and on behalf


def test_what_was_left_for_later_is_sent_on_its_own_page(author: Client, draft: Initiative) -> None:
    answer(draft)
    send(draft)
    address = f"/sang-kien/{draft.code}/tra-loi/"

    refused = author.post(address, {"answer_q3": file(SCRIPT)})
    assert refused.status_code == REFUSED
    done = author.post(address, {"answer_q3": file(paper(), "bao-cao.pdf")})

    assert done["Location"] == f"/sang-kien/{draft.code}/"
    assert keys(draft) == ["q1", "q3"]


def entry(scene: Scene, **changes: Any) -> dict[str, Any]:
    field = scene.programme.fields_in_order[0]
    return {
        "programme": scene.programme.slug,
        "request_key": str(uuid.uuid4()),
        "title": "Giá đỡ dụng cụ hàn có bánh xe",
        "before": "Mỗi ca mất nhiều thời gian đi lấy dụng cụ ở kho.",
        "solution": "Làm giá đỡ có bánh xe đẩy tới tận nơi làm việc.",
        "effect": "Mỗi ca bớt được ba mươi phút đi lại của cả tổ.",
        "kind": "technical",
        "field": str(field.pk),
        "first_applied_on": f"{clock.today():%d/%m/%Y}",
        "answer_q4": "Máy hàn",
        **changes,
    }


@pytest.fixture
def desk(asked: Scene) -> tuple[Client, str]:
    member = Membership.objects.get(user=asked.cast.author)
    return client_of(asked.cast.officer), f"/sang-kien/nhap-thay/{member.pk}/"


def test_on_behalf_a_file_survives_what_is_refused(asked: Scene, desk: tuple[Client, str]) -> None:
    officer, address = desk
    said = entry(asked, title="Ngắn")

    refused = officer.post(address, {**said, "answer_q1": file()})
    made = Initiative.objects.get()
    assert (refused.status_code, made.state, keys(made)) == (REFUSED, "draft", ["q1"])
    assert "Thay bằng ảnh khác" in text_of(refused)

    sent = officer.post(address, {**said, "title": "Giá đỡ dụng cụ hàn có bánh xe"})
    twice = officer.post(address, {**said, "title": "Giá đỡ dụng cụ hàn có bánh xe"})
    made.refresh_from_db()
    assert sent["Location"] == twice["Location"] == f"/sang-kien/{made.code}/bien-nhan/"
    assert (made.state, Initiative.objects.count()) == ("submitted", 1)


def test_on_behalf_nothing_is_sent_without_the_file(asked: Scene, desk: tuple[Client, str]) -> None:
    officer, address = desk
    refused = officer.post(address, entry(asked))
    assert refused.status_code == REFUSED
    assert "Hãy gửi tệp cho “Ảnh nơi áp dụng”" in text_of(refused)
    added = officer.post(address, {**entry(asked), "answer_q1": file(), "intent": "photo"})
    assert (added.status_code, Initiative.objects.filter(state="submitted").count()) == (200, 0)


def test_the_designer_offers_both_kinds(asked: Scene) -> None:
    officer = client_of(asked.cast.provincial_officer)
    base = f"/chuong-trinh/{asked.programme.slug}/bieu-mau/"
    offered = text_of(officer.get(base))
    assert "Tệp (PDF, Word, Excel, ảnh)" in offered

    said = {"label": "Ảnh bảng tin", "moment": Moment.ENTRY, "loai": "photo", "is_required": "on"}
    assert officer.post(f"{base}cau-hoi/?loai=photo", said).status_code == 302
    preview = officer.get(f"{base}xem-truoc/").content.decode()
    assert "Ảnh bảng tin" in preview
    assert 'type="file"' in preview
