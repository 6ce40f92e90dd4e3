"""The way of a decision on the pages, from ticked dossiers to certificates for printing."""

import uuid

import pytest

from sangkien.access.roles import RoleKey
from sangkien.commendation.models import AwardDecision, Conferral
from sangkien.core import clock
from tests.commendation.deciding import make_award, make_round, passed
from tests.factories import make_cast, make_officer
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db


def test_a_decision_goes_from_ticked_dossiers_to_papers() -> None:
    cast, now = make_cast(), clock.now()
    round_ = make_round(cast.superior, at=now)
    dossier = passed(round_, make_award(cast.superior, at=now), cast.factory, cast.author, at=now)
    desk = client_of(cast.superior_officer)
    key = str(uuid.uuid4())
    unit = f"/khen-thuong/don-vi/{cast.superior.code}/quyet-dinh/"
    assert "1 hồ sơ chờ quyết định" in text_of(desk.get(unit))
    choosing = f"/khen-thuong/dot/{round_.pk}/quyet-dinh/"
    assert "Nguyễn Văn An" in text_of(desk.get(choosing))
    begun = {"intent": "draft", "request_key": key}
    assert "Chưa chọn hồ sơ" in text_of(desk.post(choosing, begun, follow=True))
    answer = desk.post(choosing, {**begun, "selected": dossier.pk})
    page = answer["Location"]
    drafted = AwardDecision.objects.get()

    wrong = desk.post(page, {"title": "", "seen": drafted.version, "decided_on": "31/12/2099"})
    assert wrong.status_code == 422
    words = {
        "title": "Về việc khen thưởng",
        "decided_on": f"{clock.today():%d/%m/%Y}",
        "signer_name": "Phạm Thị Dung",
        "signer_post": "Chủ tịch",
        "seen": drafted.version,
    }
    assert "Đã lưu dự thảo" in text_of(desk.post(page, words, follow=True))
    previewed = desk.get(f"{page}xem-truoc/pdf/")
    assert previewed.content.startswith(b"%PDF")
    assert desk.get(f"{page}xem-truoc/docx/").content.startswith(b"PK")
    assert desk.get(f"{page}xem-truoc/giay/").content.startswith(b"%PDF")
    assert "không tự ký" in text_of(desk.get(f"{page}ky/"))
    line = {"about": "Tổ trưởng", "achievement": "Có 3 sáng kiến", "seen": drafted.version + 1}
    assert "Đã sửa" in text_of(desk.post(f"{page}dong/1/", line, follow=True))

    other = client_of(make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan"))
    drafted.refresh_from_db()
    assert other.post(f"{page}ky/", {"seen": drafted.version}).status_code == 422
    done = other.post(f"{page}ky/", {"seen": drafted.version, "read": "on"}, follow=True)

    assert "Đã ký quyết định" in text_of(done)
    assert Conferral.objects.in_force().get().holder_about == "Tổ trưởng"
    assert desk.get(f"{page}van-ban/pdf/").content.startswith(b"%PDF")
    assert desk.get(f"{page}van-ban/docx/").content.startswith(b"PK")
    assert desk.get(f"{page}giay-khen/").content.startswith(b"%PDF")
    assert desk.get(f"{page}van-ban/exe/").status_code == 404
    assert client_of(cast.sister_officer).get(page).status_code == 404
