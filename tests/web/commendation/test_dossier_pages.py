"""A round and a dossier on the pages, from the opening to the verdict of the province."""

import datetime as dt
import io
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from sangkien.access.roles import RoleKey
from sangkien.commendation import dossier_writing
from sangkien.commendation.dossier_writing import Basis
from sangkien.commendation.enums import DossierState
from sangkien.commendation.models import Dossier, Round, Submission
from sangkien.commendation.queries.figures import Figures
from sangkien.commendation.queries.submissions import LISTED
from sangkien.commendation.verifying_acts import check_acts
from sangkien.core import clock
from sangkien.core.periods import local_day
from sangkien.units.models import Unit
from sangkien.web.commendation import dossier_showing
from tests.commendation.scenes import PAPER, PDF, make_award
from tests.factories import Cast, make_cast, make_member, make_officer
from tests.web.exports.taking import exported, rows_of, taken
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
INBOX, ROUNDS = "/khen-thuong/ho-so/cho-xet/", "/khen-thuong/dot/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def opened(cast: Cast) -> Round:
    """By the province, on its page; the quota of a proposer is four."""
    award = make_award(cast.province, cast.provincial_officer, terms={"quota": {"per_proposer": 4}})
    leader, today = client_of(cast.provincial_officer), local_day(clock.now())
    page = f"{ROUNDS}mo/{cast.province.code}/"
    words: dict[str, Any] = {
        "title": "Khen thưởng quý",
        "awards": award.pk,
        "since_on": f"{today - dt.timedelta(days=90):%d/%m/%Y}",
        "until_on": f"{today:%d/%m/%Y}",
        "closes_on": f"{today - dt.timedelta(days=1):%d/%m/%Y}",
        "request_key": str(uuid.uuid4()),
    }
    wrong = leader.post(page, words)
    assert (wrong.status_code, "Khen thưởng quý" in wrong.content.decode()) == (422, True)
    words["closes_on"] = f"{today + dt.timedelta(days=9):%d/%m/%Y}"
    assert "Đã mở đợt xét" in text_of(leader.post(page, words, follow=True))
    return Round.objects.get()


def begun(desk: Client, round_: Round, login: str, *, code: str = "") -> Dossier:
    """`code` tells two of one name apart."""
    words: dict[str, Any] = {
        "award": round_.awards.get().award_id,
        "proposer": desk.get(f"{ROUNDS}{round_.pk}/de-nghi/").context["form"]["proposer"].value(),
        "login": login,
        "summary": "Ba sáng kiến được công nhận",
        "introduced_by": "Tổ công đoàn chuyền 5",
        "request_key": str(uuid.uuid4()),
    }
    page = f"{ROUNDS}{round_.pk}/de-nghi/"
    if code:
        named = desk.post(page, words)
        assert (named.status_code, "Có 2 tên khớp" in text_of(named)) == (422, True)
        which = named.context["form"]["which"].field.widget.choices
        words["which"] = next(key for key, label in which if code in label)
    answer = desk.post(page, words, follow=True)
    assert "Đã lập hồ sơ" in text_of(answer)
    return Dossier.objects.latest("pk")


def sent(desk: Client, row: Dossier) -> None:
    page = f"/khen-thuong/ho-so/{row.pk}/"
    words: dict[str, Any] = {
        "seen": row.version,
        "summary": row.summary,
        "achievement": "Kết quả rất tốt.",
    }
    assert "Đã lưu" in text_of(desk.post(f"{page}soan/", words, follow=True))
    refused = desk.post(f"{page}gui/", {"seen": row.version + 1, "is_certified": "on"})
    assert refused.status_code == 422
    assert "Biên bản họp xét" in text_of(refused)
    file: dict[str, Any] = {"key": PAPER["key"], "request_key": str(uuid.uuid4())}
    assert desk.post(f"{page}tep/", file).status_code == 422
    file["upload"] = SimpleUploadedFile("bien-ban.pdf", PDF)
    assert "bien-ban.pdf" in text_of(desk.post(f"{page}tep/", file, follow=True))
    whole: dict[str, Any] = {"seen": row.version + 2, "is_certified": "on"}
    assert "Đã gửi hồ sơ" in text_of(desk.post(f"{page}gui/", whole, follow=True))


def test_a_dossier_goes_from_the_cdcs_to_the_province(cast: Cast) -> None:
    round_ = opened(cast)
    desk, above = client_of(cast.officer), client_of(cast.superior_officer)
    make_member(cast.factory, "Nguyễn Văn An")
    row = begun(desk, round_, "nguyen van an", code=cast.author.member_code or "")
    assert row.user == cast.author
    page = f"/khen-thuong/ho-so/{row.pk}/"
    assert above.get(page).status_code == 404  # not sent yet
    sent(desk, row)
    assert "Tổ công đoàn chuyền 5" in text_of(above.get(page))
    file = row.files.get()
    assert above.get(f"{page}tep/{file.pk}/").status_code == 200
    assert client_of(cast.sister_officer).get(f"{page}tep/{file.pk}/").status_code == 404
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert above.get(f"{page}bao-cao/{kind}/").content.startswith(start)
    together(above, Dossier.objects.get())
    leader = client_of(cast.provincial_officer)
    judged(leader, page, cast.province)
    assert Dossier.objects.get().state == DossierState.PASSED
    shown = text_of(leader.get(f"{ROUNDS}{round_.pk}/"))
    assert "Lập quyết định" in shown
    made = taken(leader, exported(leader, f"{ROUNDS}{round_.pk}/?trang-thai=passed"))
    assert rows_of(made)[-1][0] == cast.author.full_name
    assert leader.get(f"{ROUNDS}{round_.pk}/to-trinh/docx/").content.startswith(b"PK")
    submitted(desk, cast, f"{ROUNDS}{round_.pk}/to-trinh/")


def submitted(desk: Client, cast: Cast, page: str) -> None:
    """Prepared by one officer of the unit, signed by another one, read above."""
    words = {"signer_name": "Đỗ Đồng Cấp", "signer_post": ""}
    refused = desk.post(page, words)
    assert (refused.status_code, "Hãy ghi chức vụ" in text_of(refused)) == (422, True)
    answer = desk.post(page, {**words, "signer_post": "Phó Chủ tịch"}, follow=True)
    row = Submission.objects.get()
    here = f"/khen-thuong/to-trinh/{row.pk}/"
    assert "cần một người khác ký" in text_of(answer)
    assert "không tự ký được" in text_of(answer)
    above = client_of(cast.provincial_officer)
    assert above.get(here).status_code == 404
    assert "BẢN XEM TRƯỚC" in pdf_words(desk.get(f"{here}van-ban/pdf/"))
    other = client_of(make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Đồng Cấp"))
    seen = other.get(f"{here}ky/").context["form"]["seen"].value()
    assert other.post(f"{here}ky/", {"seen": "0" * 64}).status_code == 409
    assert "Đã ký, ban hành tờ trình" in text_of(
        other.post(f"{here}ky/", {"seen": seen}, follow=True)
    )
    said = pdf_words(above.get(f"{here}van-ban/pdf/"))
    for part in (
        "Số: 01/TTr-CĐ",
        "KT. CHỦ TỊCH",
        "1 cá nhân",
        cast.author.full_name,
        "Tờ trình số 01",
    ):
        assert part in said
    assert "Không còn hồ sơ nào chưa trình" in text_of(desk.get(page))
    row.refresh_from_db()
    assert row.paper is not None
    assert "Tờ trình" in text_of(desk.get(f"/xac-minh/{row.paper.code}/"))
    assert (list(check_acts()), desk.post(f"{here}bo/").status_code) == ([], 404)
    Submission.objects.update(dossiers=[])
    assert ["Tờ trình" in one for one in check_acts()] == [True]
    Submission.objects.update(dossiers=row.dossiers)
    revoked(other, desk, row, page)


def revoked(other: Client, desk: Client, row: Submission, page: str) -> None:
    """Anybody who holds it learns of it; what it listed waits for another one."""
    here = f"/khen-thuong/to-trinh/{row.pk}/"
    assert row.paper is not None
    ended = other.post(f"{here}thu-hoi/", {"reason": "Ghi sai chức vụ"}, follow=True)
    assert "Tờ trình đã thu hồi" in text_of(ended)
    assert other.get(f"{here}thu-hoi/").status_code == 404
    assert "Đã thu hồi" in text_of(desk.get(f"/xac-minh/{row.paper.code}/"))
    assert "Lập dự thảo tờ trình" in text_of(desk.get(page))


def pdf_words(answer: Any) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_list_that_is_cut_says_so_and_a_submission_lists_what_is_asked_for() -> None:
    row: Any = SimpleNamespace(
        title="Giá gá may túi", reference="SK-1", benefit_vnd=None, get_state_display=str
    )
    for valid, count in ((1, 1), (3, 2)):
        counted = Figures(valid=valid, recognised=0, benefit_vnd=0, at=clock.now())
        blocks = dossier_writing._initiatives(Basis(figures=counted, rows=[row]))
        assert len(blocks) == count
    assert "2 sáng kiến khác" in str(blocks[-1])
    assert not {DossierState.FAILED, DossierState.INCOMPLETE} & set(LISTED)


def test_what_the_office_wrote_stands_on_top_while_it_matters() -> None:
    step: Any = SimpleNamespace(lacking=["Biên bản họp xét"], reason="Chưa ký")
    said = "Còn thiếu: Biên bản họp xét.\nChưa ký"
    for state, words in (("incomplete", said), ("failed", said), ("passed", "")):
        dossier: Any = SimpleNamespace(state=state)
        assert dossier_showing.asked(dossier, [step]) == words


def together(above: Client, row: Dossier) -> None:
    """Ticked in the inbox: complete, then proposed with its reason."""
    ticked: dict[str, Any] = {"selected": f"{row.pk}.{row.version}", "outcome": "complete"}
    assert "đủ hồ sơ: 1" in text_of(above.post(INBOX, ticked, follow=True))
    ticked = {"selected": f"{row.pk}.{row.version + 1}", "outcome": "forwarded"}
    refused = above.post(INBOX, ticked)
    assert refused.status_code == 422
    assert "checked" in refused.content.decode()
    told: dict[str, Any] = {**ticked, "reason": "Thành tích rõ"}
    assert "Đã đề xuất 1" in text_of(above.post(INBOX, told, follow=True))
    assert "Không có hồ sơ nào chờ" in text_of(above.get(INBOX))


def judged(leader: Client, page: str, province: Unit) -> None:
    for outcome in ("complete", "passed"):
        seen = Dossier.objects.get().version
        words: dict[str, Any] = {"seen": seen, "outcome": outcome}
        assert "Đã ghi kết luận" in text_of(leader.post(f"{page}xet/", words, follow=True))
    assert leader.get(f"{page}xet/").status_code == 404
    assert "Xét lại hồ sơ" not in text_of(leader.get(page))
    other = make_officer(province, RoleKey.PROVINCIAL_OFFICER, "Đỗ Đồng Cấp")
    shown = client_of(other)
    assert "Xét lại hồ sơ" in text_of(shown.get(page))
    words = {"seen": Dossier.objects.get().version, "outcome": "failed"}
    assert shown.post(f"{page}xet/", words).status_code == 422  # no reason


def test_lists_ask_the_same_number_of_questions_however_long(cast: Cast) -> None:
    round_ = opened(cast)
    desk = client_of(cast.officer)
    pages = (ROUNDS, f"{ROUNDS}{round_.pk}/", "/khen-thuong/ho-so/", INBOX)
    begun(desk, round_, make_member(cast.factory, "Lê Một").member_code)
    Dossier.objects.update(state="sent", waits_path=cast.factory.path)
    few = [_asked(desk, page) for page in pages]
    for name in ("Lê Hai", "Lê Ba"):
        begun(desk, round_, make_member(cast.factory, name).member_code)
    Dossier.objects.update(state="sent", waits_path=cast.factory.path)
    assert [_asked(desk, page) for page in pages] == few


def _asked(desk: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert desk.get(page).status_code == 200
    return len(found)
