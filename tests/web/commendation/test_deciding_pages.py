"""The way of a decision on the pages, from ticked dossiers to certificates, honour and revocation."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.access.roles import RoleKey
from sangkien.commendation.actions import deciding
from sangkien.commendation.enums import AwardForm, HolderKind
from sangkien.commendation.models import Award, AwardDecision, Conferral
from sangkien.core import clock
from tests.commendation.deciding import make_award, make_round, passed
from tests.factories import Cast, actor, make_cast, make_member, make_officer
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
    ended = [author.get(f"{AT}{row.pk}/{path}").status_code for path in ("giay/", "giay/word/")]
    assert ended == [200, 404]
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
    assert "chưa ghi người ký" in text_of(desk.get(page))
    assert "Đã lưu dự thảo" in text_of(desk.post(page, words, follow=True))
    assert "chưa ghi người ký" not in text_of(desk.get(page))
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
    assert "Nguyễn Văn An" in text_of(desk.get(f"{register}?q=an+nguyen+van&nam=2026"))
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


def test_who_is_rewarded_at_once_is_found_by_name() -> None:
    """Of two of one name the right one is chosen; a collective by its name; who has no account is written."""
    cast = make_cast()
    award = make_award(cast.superior, form=AwardForm.SPOT)
    flag = make_award(cast.superior, code="co", kind=HolderKind.COLLECTIVE, form=AwardForm.FLAG)
    other = make_member(cast.sister_factory, cast.author.full_name)
    by = actor(cast.superior_officer)
    drafted = deciding.draft_spot(cast.superior, request_key=uuid.uuid4(), by=by, at=clock.now())
    desk, page = client_of(cast.superior_officer), f"/khen-thuong/quyet-dinh/{drafted.pk}/them/"

    def add(form: Award = award, **words: str) -> Any:
        drafted.refresh_from_db()
        said = {"award": form.pk, "achievement": "Cứu tài sản", "seen": drafted.version}
        return desk.post(page, {**said, **words})

    several = add(login="nguyen van an")
    assert (several.status_code, "Có 2 tên khớp" in text_of(several)) == (422, True)
    choices = several.context["form"]["which"].field.widget.choices
    key = next(key for key, words in choices if cast.sister_factory.name in words)
    assert add(login="le thi cuc", which=key).status_code == 422  # typed anew beside the choice
    assert add(login="nguyen van an", which=key).status_code == 302
    assert add(login="nguyen van an", code=cast.factory.code).status_code == 302
    assert add(name="Lê Văn Khách", code=cast.factory.name).status_code == 302
    assert add(flag, code=cast.factory.name, login="An").status_code == 422
    assert add(flag, code=cast.factory.name).status_code == 302
    assert add(login="khong co ai").status_code == 422
    twice = add(flag, code=cast.factory.name)
    assert (twice.status_code, "đã có trong danh sách" in text_of(twice)) == (422, True)
    again = add(name="Lê Văn Khách", code=cast.factory.name)
    assert "người khác cùng tên" in text_of(again)
    other_one = {"name": "Lê Văn Khách", "about": "Lái xe", "code": cast.factory.name}
    assert add(award, **other_one).status_code == 302
    rows = Conferral.objects.order_by("position").values_list("user", "unit", "holder_name")
    assert list(rows) == [
        (other.pk, cast.sister_factory.pk, other.full_name),
        (cast.author.pk, cast.factory.pk, cast.author.full_name),
        (None, cast.factory.pk, "Lê Văn Khách"),
        (None, cast.factory.pk, cast.factory.name),
        (None, cast.factory.pk, "Lê Văn Khách"),
    ]
