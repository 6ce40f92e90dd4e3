"""The pages of the review above the grassroots: the queue, what sleeps, the way, the shares."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation, escalating
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import CoAuthor, Initiative, Overdue
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from tests.factories import content_of, make_member, make_ruleset
from tests.web.scene import DAY, Scene, by_now, client_of, text_of

QUEUE, SLEEPING = "/sang-kien/cho-xac-nhan/", "/sang-kien/qua-han-cap-duoi/"
REASON = "Đề nghị ghi rõ số tiền làm lợi."


@pytest.fixture
def chained(scene: Scene) -> Scene:
    make_ruleset(
        scene.programme,
        [
            Step(number=1, kind=StepKind.CONFIRM),
            Step(number=2, kind=StepKind.ACCEPT, level="cap-tren", working_days=5),
            Step(number=3, kind=StepKind.CHECK, level="tinh"),
        ],
    )
    return scene


@pytest.fixture
def superior(scene: Scene) -> Client:
    return client_of(scene.cast.superior_officer)


def confirmed(scene: Scene, **options: object) -> Initiative:
    sent = scene.sent(**options)  # type: ignore[arg-type]
    return confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())


def asleep(scene: Scene, **options: object) -> Initiative:
    """Sent, and not looked at for weeks; the unit above knows."""
    sent = scene.sent(**options)  # type: ignore[arg-type]
    Initiative.objects.filter(pk=sent.pk).update(due_on=clock.today() - 20 * DAY)
    escalating.notice_overdue(clock.now())
    return sent


def page(client: Client, initiative: Initiative) -> str:
    return text_of(client.get(f"/sang-kien/{initiative.code}/"))


def test_superior_accepts_from_the_queue(chained: Scene, superior: Client) -> None:
    waiting = confirmed(chained, title="Giá đỡ ống hàn")

    shown = text_of(superior.get(QUEUE))
    superior.post(QUEUE, {"only": waiting.code})

    assert "Giá đỡ ống hàn" in shown
    assert "Cấp trên tiếp nhận" in shown
    assert "còn 5 ngày làm việc" in shown
    assert "Tiếp nhận sáng kiến này" in shown
    waiting.refresh_from_db()
    assert (waiting.state, waiting.step) == ("confirmed", 3)


def test_superior_returns_and_the_way_says_so(chained: Scene, superior: Client) -> None:
    waiting = confirmed(chained)
    superior.post(f"/sang-kien/{waiting.code}/tra-lai/", {"reason": REASON})

    shown = page(client_of(chained.cast.author), waiting)

    assert "Trả lại để bổ sung" in shown
    assert f"đã xác nhận {clock.today():%d/%m/%Y}, Trần Thị Bình" in shown
    assert f"trả lại để bổ sung {clock.today():%d/%m/%Y}, Phạm Thị Dung" in shown
    assert REASON in shown


def test_author_sees_where_it_stands_with_both_clocks(chained: Scene) -> None:
    sent = chained.sent(at=clock.now() - 2 * DAY)

    shown = page(client_of(chained.cast.author), sent)

    assert "Đang ở bước nào" in shown
    assert "LĐLĐ huyện Sông Xanh" in shown
    assert "chưa đến bước này" in shown
    assert "Bạn đã chờ 2 ngày kể từ khi gửi." in shown
    assert "đang chờ" in shown


def test_tracking_page_shows_the_way_without_names(chained: Scene, client: Client) -> None:
    waiting = confirmed(chained)

    shown = text_of(client.get(f"/tra-cuu/{waiting.reference}/"))

    assert "LĐLĐ huyện Sông Xanh" in shown
    assert "Trần Thị Bình" not in shown


def test_queue_is_narrowed_by_step_programme_and_lateness(chained: Scene, superior: Client) -> None:
    waiting = confirmed(chained, title="Giá đỡ ống hàn")
    slug = chained.programme.slug

    found = {
        asked: "Giá đỡ ống hàn" in text_of(superior.get(f"{QUEUE}?{asked}"))
        for asked in (
            f"chuong_trinh={slug}",
            "chuong_trinh=khong-co",
            "buoc=accept",
            "buoc=check",
            "qua_han=on",
        )
    }

    assert found == {
        f"chuong_trinh={slug}": True,
        "chuong_trinh=khong-co": True,  # nonsense does not narrow
        "buoc=accept": True,
        "buoc=check": False,
        "qua_han=on": False,
    }
    Initiative.objects.filter(pk=waiting.pk).update(due_on=clock.today() - DAY)
    late = text_of(superior.get(f"{QUEUE}?qua_han=on"))
    assert "Giá đỡ ống hàn" in late
    assert "trễ" in late


def test_what_sleeps_is_listed_and_reminded_once_a_day(scene: Scene, superior: Client) -> None:
    sleeping = asleep(scene, title="Chốt định vị bàn cắt")
    fresh = scene.sent(title="Mới gửi hôm nay")

    shown = text_of(superior.get(SLEEPING))
    first = text_of(superior.post(SLEEPING, {"only": sleeping.code}, follow=True))
    second = text_of(superior.post(SLEEPING, {"selected": [sleeping.code]}, follow=True))

    assert "Chốt định vị bàn cắt" in shown
    assert fresh.title not in shown
    assert "Đã nhắc về 1 sáng kiến." in first
    assert "Đã nhắc hôm nay" in first
    assert "Hôm nay đã nhắc rồi" in second
    assert "Có sáng kiến quá hạn ở cấp dưới" in text_of(superior.get("/viec-cua-toi/"))


def test_superior_stands_in_from_the_page_after_the_second_grace(
    scene: Scene, superior: Client
) -> None:
    sleeping = asleep(scene)
    Overdue.objects.update(acts_from=clock.today())

    assert "bạn xét thay được" in page(superior, sleeping)
    superior.post(f"/sang-kien/{sleeping.code}/xac-nhan/")

    sleeping.refresh_from_db()
    assert sleeping.state == "confirmed"
    assert "cấp trên xét thay" in page(superior, sleeping)


@pytest.mark.parametrize("who", ["author", "officer", "auditor"])
def test_list_of_what_sleeps_is_for_levels_above(scene: Scene, who: str) -> None:
    reader = client_of(getattr(scene.cast, who))

    assert reader.get(SLEEPING).status_code == 404
    assert reader.post(SLEEPING, {"only": "x"}).status_code == 404


def test_reminding_what_is_not_below_does_nothing(scene: Scene) -> None:
    sleeping = asleep(scene)

    client_of(scene.cast.provincial_officer).post(SLEEPING, {"only": sleeping.code})

    assert Overdue.objects.get().reminded_on is None


def test_coauthor_is_asked_on_the_desk_and_answers_on_the_page(scene: Scene) -> None:
    fellow = make_member(scene.cast.factory, "Phan Cùng Xưởng")
    credit = (Credit(login=fellow.member_code, share_bp=1_000),)
    shared = scene.sent(title="Cùng làm giá đỡ", credits=credit, author_share_bp=9_000)
    browser, address = client_of(fellow), f"/sang-kien/{shared.code}/phan-dong-gop/"

    assert "Xác nhận phần đóng góp của bạn Cùng làm giá đỡ" in text_of(
        browser.get("/viec-cua-toi/")
    )
    assert browser.post(address, {"answer": "object", "reason": " "}).status_code == 422
    browser.post(address, {"answer": "object", "reason": "Tôi làm một nửa."})

    assert CoAuthor.objects.get().answer == "objected"
    officer = client_of(scene.cast.officer)
    assert "Phan Cùng Xưởng không đồng ý với phần đóng góp" in page(officer, shared)
    assert "Tôi làm một nửa." in page(client_of(scene.cast.author), shared)
    refused = text_of(officer.post(QUEUE, {"only": shared.code}, follow=True))
    assert "chưa đồng ý với phần đóng góp" in refused
    browser.post(address, {"answer": "agree"})
    assert CoAuthor.objects.get().answer == "agreed"


@pytest.mark.parametrize("who", ["author", "officer", "superior_officer"])
def test_share_is_answered_by_the_coauthor_only(scene: Scene, who: str) -> None:
    fellow = make_member(scene.cast.factory, "Phan Cùng Xưởng")
    credit = (Credit(login=fellow.member_code, share_bp=1_000),)
    shared = scene.sent(credits=credit, author_share_bp=9_000)

    response = client_of(getattr(scene.cast, who)).post(
        f"/sang-kien/{shared.code}/phan-dong-gop/", {"answer": "agree"}
    )

    assert response.status_code == 404


def amended(scene: Scene, **changes: object) -> dict[str, object]:
    names = ("title", "before", "solution", "effect", "benefit_basis")
    content = content_of(scene.programme, **changes)
    return {"reason": "Gõ nhầm.", **{name: content[name] for name in names}}


def test_slip_is_put_right_on_its_page_and_both_versions_are_shown(scene: Scene) -> None:
    valid, author = confirmed(scene), client_of(scene.cast.author)
    address = f"/sang-kien/{valid.code}/dinh-chinh/"
    assert "Lưu đính chính" in text_of(author.get(address))

    new = "Cải tiến đồ gá hàn khung thép hộp"
    author.post(address, amended(scene, title=new))

    shown = page(author, valid)
    assert f"Tên sáng kiến Cải tiến đồ gá hàn khung thép {new}" in shown
    assert "Lý do đính chính" in shown


def test_more_than_a_slip_leads_to_another_review(scene: Scene) -> None:
    valid, author = confirmed(scene), client_of(scene.cast.author)

    refused = author.post(
        f"/sang-kien/{valid.code}/dinh-chinh/", amended(scene, title="Máy cắt vải tự động")
    )
    assert refused.status_code == 422
    assert "đổi nhiều hơn lỗi gõ nên cần xét lại" in text_of(refused)
    assert "Lấy lại để sửa và xin xét lại" in text_of(refused)
    done = author.post(f"/sang-kien/{valid.code}/lay-lai-de-sua/", {"reason": "Đổi tên máy."})

    assert done["Location"] == f"/sang-kien/{valid.code}/viet-tiep/"
    valid.refresh_from_db()
    assert valid.state == "returned"


@pytest.mark.parametrize("who", ["officer", "superior_officer", "auditor"])
def test_only_the_author_changes_a_valid_one(scene: Scene, who: str) -> None:
    valid, reader = confirmed(scene), client_of(getattr(scene.cast, who))

    assert reader.get(f"/sang-kien/{valid.code}/dinh-chinh/").status_code == 404
    assert reader.post(f"/sang-kien/{valid.code}/lay-lai-de-sua/").status_code == 404


def test_doubtful_ones_are_left_unticked_when_many_are_confirmed(scene: Scene) -> None:
    officer = client_of(scene.cast.officer)
    first, second, third = (
        scene.sent(title=title)
        for title in ("Giá đỡ ống hàn", "Giá đỡ ống hàn", "Hộp chia phụ liệu theo chuyền")
    )

    chosen = [row.code for row in (first, second, third)]
    asked = officer.post(QUEUE, {"decision": "confirm", "selected": chosen}).content.decode()

    assert asked.count("Tên gần giống một sáng kiến khác của đơn vị") == 2
    ticked = [code for code in chosen if f'value="{code}" checked' in asked]
    assert ticked == [third.code]


def test_pages_of_levels_above_ask_the_same_for_one_row_and_for_three(
    chained: Scene, superior: Client
) -> None:
    def count() -> tuple[int, ...]:
        found = []
        for address in (QUEUE, SLEEPING, "/viec-cua-toi/"):
            with CaptureQueriesContext(connection) as asked:
                assert superior.get(address).status_code == 200
            found.append(len(asked))
        return tuple(found)

    def add(name: str) -> None:
        author = make_member(chained.cast.factory, name)
        confirmed(chained, author=author)
        asleep(chained, author=author)

    add("Người một")
    one = count()
    for name in ("Người hai", "Người ba"):
        add(name)

    assert count() == one
