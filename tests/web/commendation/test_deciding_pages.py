"""The way of a decision on the pages, from ticked dossiers to certificates, honour and revocation."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.access.roles import RoleKey
from sangkien.commendation.models import AwardDecision, Conferral
from sangkien.core import clock
from tests.commendation.deciding import make_award, make_round, passed
from tests.factories import Cast, make_cast, make_officer
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
AT = "/khen-thuong/so/"


def begun(cast: Cast, desk: Client) -> str:
    """The page of a draft, chosen from what waits."""
    now = clock.now()
    round_ = make_round(cast.superior, at=now)
    dossier = passed(round_, make_award(cast.superior, at=now), cast.factory, cast.author, at=now)
    unit = f"/khen-thuong/don-vi/{cast.superior.code}/quyet-dinh/"
    assert "1 hồ sơ chờ quyết định" in text_of(desk.get(unit))
    choosing = f"/khen-thuong/dot/{round_.pk}/quyet-dinh/"
    assert "Nguyễn Văn An" in text_of(desk.get(choosing))
    form = {"intent": "draft", "request_key": str(uuid.uuid4())}
    assert "Chưa chọn hồ sơ" in text_of(desk.post(choosing, form, follow=True))
    return str(desk.post(choosing, {**form, "selected": dossier.pk})["Location"])


def given_back(row: Conferral, desk: Client, other: Client, author: Client) -> None:
    """The pages of a restoration, and of the consent that is asked anew."""
    words = {"reason": "Kết luận được hủy", "document": "Kết luận 9/KL"}
    words |= {"signer_name": "Trần Văn Ký", "signer_post": "Chủ tịch"}
    assert desk.post(f"{AT}{row.pk}/khoi-phuc/", {}).status_code == 422
    desk.post(f"{AT}{row.pk}/khoi-phuc/", words)
    assert desk.get(f"{AT}{row.pk}/khoi-phuc/pdf/").content.startswith(b"%PDF")
    assert "không tự ký" in text_of(desk.get(f"{AT}{row.pk}/khoi-phuc/ky/"))
    other.post(f"{AT}{row.pk}/khoi-phuc/ky/", {"seen": row.revocations.get().restoration.pk})
    past = row.revocations.get()
    for which, kind, start in (("thu-hoi", "pdf", b"%PDF"), ("khoi-phuc", "docx", b"PK")):
        signed_paper = author.get(f"{AT}{row.pk}/da-khoi-phuc/{past.pk}/{which}/{kind}/")
        assert signed_paper.content.startswith(start)
    assert "Đã khôi phục, còn hiệu lực" in text_of(author.get(f"{AT}{row.pk}/"))
    register = reverse("commendation:register", args=[row.unit.code])
    assert "khôi phục" in text_of(desk.get(register))
    author.post(f"{AT}{row.pk}/vinh-danh/", {"answer": "yes"})
    assert "Giấy khen" in text_of(author.get("/du-lieu-cua-toi/"))
    author.post(f"{AT}{row.pk}/vinh-danh/", {"answer": "no", "back": "data"})
    gone = Client().get("/vinh-danh/?nam=2026")
    assert "Nguyễn Văn An" not in text_of(gone)
    assert "max-age=0" in gone["Cache-Control"]


def worded(desk: Client, page: str) -> None:
    """Written, previewed, one line reworded; nobody signs what they wrote."""
    drafted = AwardDecision.objects.get()
    wrong = desk.post(page, {"title": "", "seen": drafted.version, "decided_on": "31/12/2099"})
    assert wrong.status_code == 422
    words = {
        "title": "Về việc khen thưởng",
        "decided_on": f"{clock.today():%d/%m/%Y}",
        "signer_name": "Trần Văn Ký",
        "signer_post": "Chủ tịch",
        "seen": drafted.version,
    }
    assert "Đã lưu dự thảo" in text_of(desk.post(page, words, follow=True))
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("giay", b"%PDF")):
        assert desk.get(f"{page}xem-truoc/{kind}/").content.startswith(start)
    assert "không tự ký" in text_of(desk.get(f"{page}ky/"))
    line = {"about": "Tổ trưởng", "achievement": "Có 3 sáng kiến", "seen": drafted.version + 1}
    assert "Đã sửa" in text_of(desk.post(f"{page}dong/1/", line, follow=True))


def signed(cast: Cast, page: str) -> Client:
    other = client_of(make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan"))
    seen = AwardDecision.objects.get().version
    assert other.post(f"{page}ky/", {"seen": seen}).status_code == 422
    done = other.post(f"{page}ky/", {"seen": seen, "read": "on"}, follow=True)
    assert "Đã ký quyết định" in text_of(done)
    return other


def test_a_decision_goes_from_ticked_dossiers_to_papers_and_back() -> None:
    cast = make_cast()
    desk, author = client_of(cast.superior_officer), client_of(cast.author)
    page = begun(cast, desk)
    worded(desk, page)
    other = signed(cast, page)

    row = Conferral.objects.in_force().get()
    assert row.holder_about == "Tổ trưởng"
    for path, start in (("van-ban/pdf", b"%PDF"), ("van-ban/docx", b"PK"), ("giay-khen", b"%PDF")):
        assert desk.get(f"{page}{path}/").content.startswith(start)
    assert client_of(cast.sister_officer).get(page).status_code == 404
    register = f"/khen-thuong/don-vi/{cast.superior.code}/so/"
    assert "Nguyễn Văn An" in text_of(desk.get(f"{register}?q=nguyen+van+an&nam=2026"))
    assert b"".join(desk.get(f"{register}excel/").streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert "trang vinh danh?" in text_of(author.get("/khen-thuong/cua-toi/"))
    assert author.get(f"{AT}{row.pk}/giay/").content.startswith(b"%PDF")
    assert "Nguyễn Văn An" not in text_of(Client().get("/vinh-danh/"))
    author.post(f"{AT}{row.pk}/vinh-danh/", {"answer": "yes"})
    assert "Nguyễn Văn An" in text_of(Client().get("/vinh-danh/?nam=2026"))

    ends = {"reason": "Khai khống số liệu", "document": "Kết luận 3/KL"}
    ends |= {"signer_name": "Trần Văn Ký", "signer_post": "Chủ tịch"}
    assert desk.post(f"{AT}{row.pk}/thu-hoi/", {}).status_code == 422
    desk.post(f"{AT}{row.pk}/thu-hoi/", ends)
    assert desk.get(f"{AT}{row.pk}/thu-hoi/van-ban/").content.startswith(b"%PDF")
    assert "không tự ký" in text_of(desk.get(f"{AT}{row.pk}/thu-hoi/ky/"))
    row.refresh_from_db()
    other.post(f"{AT}{row.pk}/thu-hoi/ky/", {"seen": row.revocations.get().pk})

    assert "Đã thu hồi" in text_of(author.get(f"{AT}{row.pk}/"))
    assert "Nguyễn Văn An" not in text_of(Client().get("/vinh-danh/?nam=2026"))
    assert row.paper is not None
    assert "Đã thu hồi" in text_of(Client().get(f"/xac-minh/{row.paper.code}/"))
    given_back(row, desk, other, author)
