"""The pages of support teams."""

import io
import uuid
from zipfile import ZipFile

import pytest
from django.urls import reverse

from sangkien.core import clock
from sangkien.initiatives.models import Initiative
from sangkien.support.models import (
    Caretaking,
    DraftVersion,
    HelpRequest,
    HelpWork,
    Team,
    TeamMember,
)
from tests.factories import make_member
from tests.web.initiatives.drafts import make_draft
from tests.web.scene import Scene, client_of, make_scene, text_of


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def make_team(scene: Scene, *, superior: bool = False) -> tuple[Team, TeamMember]:
    """Through the pages, as an officer does it."""
    unit = scene.cast.superior if superior else scene.cast.factory
    officer = scene.cast.superior_officer if superior else scene.cast.officer
    browser = client_of(officer)
    made = browser.post(
        f"/ho-tro/to/lap/{unit.code}/",
        {
            "name": "Tổ hỗ trợ sáng kiến",
            "since_on": f"{clock.today():%d/%m/%Y}",
            "channel": "https://zalo.me/g/abcxyz123",
            "own_tasks": "Chụp ảnh trước và sau",
            "request_key": str(uuid.uuid4()),
        },
    )
    url = made["Location"]
    phone = f"09{unit.pk:08d}"
    user = make_member(unit, "Mai Hỗ Trợ", phone=phone)
    added = browser.post(
        f"{url}thanh-vien/",
        {"login": user.member_code, "tasks": ["Chụp ảnh trước và sau"], "is_head": "on"},
    )
    assert added["Location"] == url
    team = Team.objects.latest("pk")
    return team, TeamMember.objects.get(team=team)


def test_officer_sets_up_a_team_and_the_author_sees_whom_to_reach(scene: Scene) -> None:
    team, member = make_team(scene)
    helper, author = client_of(member.user), client_of(scene.cast.author)
    page = text_of(client_of(scene.cast.officer).get(f"/ho-tro/to/{team.pk}/"))
    assert "Chụp ảnh trước và sau" in page
    assert "zalo.me/g/abcxyz123" in author.get("/ho-tro/nho/").content.decode()
    body = {"unit": scene.cast.factory.code, "need": "Ý này có phải sáng kiến không?"}
    detail = author.post("/ho-tro/nho/", body)["Location"]
    assert "Ý này có phải" in text_of(helper.get("/ho-tro/"))
    helper.post(detail, {"intent": "take"})

    phone = str(member.user.phone)
    assert phone not in author.get(detail).content.decode()
    helper.post(f"/ho-tro/to/{team.pk}/", {"intent": "show"})
    assert phone in author.get(detail).content.decode()
    author.post(detail, {"intent": "solved"})
    assert "xác nhận đã giải quyết" in text_of(helper.get(detail))
    assert author.post(detail, {"intent": "unsolved", "text": ""}).status_code == 422
    author.post(detail, {"intent": "unsolved", "text": "Vẫn chưa rõ."})
    assert HelpRequest.objects.get().is_taken


def test_wrong_forms_keep_what_was_typed(scene: Scene) -> None:
    team, _member = make_team(scene)
    browser = client_of(scene.cast.officer)
    url = f"/ho-tro/to/{team.pk}/"

    wrong = browser.post(f"{url}sua/", {"name": "Tổ mới tên", "channel": "http://x.vn"})
    assert wrong.status_code == 422
    assert "Tổ mới tên" in wrong.content.decode()
    nobody = browser.post(f"{url}thanh-vien/", {"login": "KHONGCO"})
    assert nobody.status_code == 422
    assert "Không thấy ai" in text_of(nobody)


def test_author_compares_and_takes_over(scene: Scene) -> None:
    make_team(scene)
    member = TeamMember.objects.get()
    draft = make_draft(scene, title="Bản nháp đang viết")
    author, helper = client_of(scene.cast.author), client_of(member.user)
    body = {"need": "Chưa biết viết phần kết quả.", "may_edit": "on"}
    detail = author.post(f"/ho-tro/nho/?sang-kien={draft.code}", body)["Location"]
    helper.post(detail, {"intent": "take"})
    page = helper.get(f"{detail}viet/")
    words = {"title": "Tên rõ hơn nhiều", "effect": "Bớt 20 phút mỗi ca."}
    stale = helper.post(f"{detail}viet/", {**words, "seen": "cũ"})
    assert stale.status_code == 409
    assert "Bản hiện có: Bản nháp đang viết" in text_of(stale)
    saved = helper.post(f"{detail}viet/", {**words, "seen": page.context["form"]["seen"].value()})
    assert saved["Location"] == detail

    _take_over(scene, draft, detail, words)
    assert helper.get(f"{detail}ban-viet/").status_code == 404
    assert DraftVersion.objects.get().state == "used"


def _take_over(scene: Scene, draft: Initiative, detail: str, words: dict[str, str]) -> None:
    """By the author, on a page that stood open elsewhere, too."""
    author, step = client_of(scene.cast.author), f"/sang-kien/{draft.code}/buoc/1/"
    old = author.get(step)
    assert "Có bản viết giúp chờ bạn xem" in text_of(old)
    compare = author.get(f"{detail}ban-viet/")
    assert "Bản nháp đang viết" in text_of(compare)
    assert "Tên rõ hơn nhiều" in compare.content.decode()
    conflict = author.post(f"{detail}ban-viet/", {**words, "seen": "x", "intent": "use"})
    assert conflict.status_code == 409
    seen = conflict.context["form"]["seen"].value()
    author.post(f"{detail}ban-viet/", {**words, "seen": seen, "intent": "use"})
    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("Tên rõ hơn nhiều", "draft")
    late = author.post(step, {"title": "Chữ gõ dở", "seen": old.context["seen"]})
    assert late.status_code == 409
    assert "Bản hiện có: Tên rõ hơn nhiều" in text_of(late)
    assert "Chữ gõ dở" in late.content.decode()
    again = author.post(
        step, {"title": "Chữ gõ dở", "seen": late.context["seen"], "intent": "later"}
    )
    assert again.status_code == 302


def test_autosave_moves_the_page_on(scene: Scene) -> None:
    draft = make_draft(scene, title="Bản nháp đang viết")
    author, step = client_of(scene.cast.author), f"/sang-kien/{draft.code}/buoc/1/"
    seen = author.get(step).context["seen"]

    first = author.post(step, {"title": "Gõ thêm chữ", "seen": seen}, headers={"X-Autosave": "1"})
    late = author.post(step, {"title": "Gõ từ máy khác", "seen": seen}, headers={"X-Autosave": "1"})
    moved = {"title": "Gõ thêm chữ nữa", "seen": first["X-Seen"]}
    second = author.post(step, moved, headers={"X-Autosave": "1"})

    assert (first.status_code, late.status_code, second.status_code) == (204, 409, 204)


def test_requests_are_passed_to_a_colleague_and_up(scene: Scene) -> None:
    _above, chief = make_team(scene, superior=True)
    team, member = make_team(scene)
    officer, author = client_of(scene.cast.officer), client_of(scene.cast.author)
    fellow = make_member(scene.cast.factory, "Cao Đồng Nghiệp")
    officer.post(f"/ho-tro/to/{team.pk}/thanh-vien/", {"login": fellow.member_code})
    body = {"unit": scene.cast.factory.code, "need": "Chưa biết tính."}
    url = author.post("/ho-tro/nho/", body)["Location"]
    helper = client_of(member.user)
    helper.post(url, {"intent": "take"})

    assert helper.post(url, {"intent": "pass_to", "text": "Tôi bận."}).status_code == 422
    helper.post(url, {"intent": "pass_to", "to": fellow.pk, "text": "Tôi bận."})
    assert HelpRequest.objects.get().helper == fellow
    client_of(fellow).post(url, {"intent": "pass_up", "text": "Việc khó."})

    assert "Chưa biết tính." in text_of(client_of(chief.user).get("/ho-tro/"))
    assert text_of(helper.get("/ho-tro/")).count("Chưa biết tính.") == 0


def test_member_leaves_and_the_work_goes_on(scene: Scene) -> None:
    team, member = make_team(scene)
    browser = client_of(scene.cast.officer)
    url = f"/ho-tro/to/{team.pk}/thanh-vien/{member.pk}/"

    assert "Chụp ảnh" in text_of(browser.get(url))
    browser.post(url, {"intent": "tasks", "tasks": ["Nhập phần mềm"]})
    assert "Nhập phần mềm" in text_of(browser.get(f"/ho-tro/to/{team.pk}/"))
    browser.post(url, {"intent": "leave"})

    assert client_of(member.user).get("/ho-tro/").status_code == 404
    assert client_of(member.user).get(f"/ho-tro/to/{team.pk}/").status_code == 404


def test_log_and_figures_of_the_month(scene: Scene) -> None:
    team, member = make_team(scene)
    helper, key = client_of(member.user), str(uuid.uuid4())
    note = {
        "unit": scene.cast.factory.code,
        "kind": "visit",
        "done_on": f"{clock.today():%d/%m/%Y}",
        "what": "=HYPERLINK(1) hướng dẫn 12 người",
        "team": member.pk,
        "request_key": key,
    }
    assert helper.post("/ho-tro/nhat-ky/", {**note, "what": ""}).status_code == 422
    for _again in range(2):
        assert helper.post("/ho-tro/nhat-ky/", note).status_code == 302
    assert HelpWork.objects.count() == 1
    assert "hướng dẫn 12 người" in text_of(helper.get("/ho-tro/nhat-ky/"))
    officer = client_of(scene.cast.officer)
    assert "Mai Hỗ Trợ" in text_of(officer.get(f"/ho-tro/to/{team.pk}/ket-qua/"))
    sheet = officer.get(f"/ho-tro/to/{team.pk}/ket-qua.xlsx")
    names = ZipFile(io.BytesIO(sheet.content)).namelist()
    assert "xl/worksheets/sheet1.xml" in names
    other = client_of(scene.cast.sister_officer)
    assert other.get(f"/ho-tro/to/{team.pk}/ket-qua/").status_code == 404
    helper.post("/ho-tro/nhat-ky/", {"intent": "strike", "row": HelpWork.objects.get().pk})
    assert "hướng dẫn 12 người" not in text_of(helper.get("/ho-tro/nhat-ky/"))


def test_caretaker_is_named_from_the_list_of_units_at_zero(scene: Scene) -> None:
    _team, member = make_team(scene, superior=True)
    officer, unit = client_of(scene.cast.superior_officer), scene.cast.factory
    zero = reverse("progress:zero", args=[scene.programme.slug, scene.cast.superior.code])
    page = officer.get(zero)
    assert "chưa giao" in text_of(page)
    period = page.context["screen"].period.pk
    url = f"/ho-tro/giao-phu-trach/?dot={period}&selected={unit.code}"
    assert unit.name in text_of(officer.get(url))
    body = {"dot": period, "selected": [unit.code], "member": member.pk}
    assert officer.post(url, body).status_code == 422
    officer.post(url, {**body, "due_on": f"{clock.today():%d/%m/%Y}"})

    assert "Mai Hỗ Trợ, hạn" in text_of(officer.get(zero))
    helper = client_of(member.user)
    said = "1 đơn vị chưa có sáng kiến anh/chị phụ trách"
    assert said in text_of(helper.get("/viec-cua-toi/"))
    assert said in text_of(helper.get("/ho-tro/phu-trach/"))
    helper.post("/ho-tro/phu-trach/", {"row": Caretaking.objects.get().pk, "intent": "stop"})
    assert Caretaking.objects.get().outcome == "stopped"
