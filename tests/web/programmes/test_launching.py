"""Launch a programme, and choose the one that leads the home page."""

from django.test import Client

from sangkien.journal.models import Entry
from sangkien.programmes.models import Programme
from tests.factories import Cast, make_target
from tests.web.programmes import scenes
from tests.web.programmes.scenes import LIST, address
from tests.web.units.conftest import Reader
from tests.web.units.reading import content, inner, links


def test_a_programme_without_a_phase_is_not_launched(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft(cast.province)
    client = reader(cast.provincial_officer)

    page = client.get(address(programme, "quan-ly/"))
    response = client.post(address(programme, "phat-dong/"))

    assert "Có ít nhất một giai đoạn nhận sáng kiến (bắt buộc, chưa có)" in content(page)
    assert address(programme, "phat-dong/") not in links(page)
    assert response.status_code == 422
    assert "Chương trình cần ít nhất một giai đoạn trước khi phát động." in content(response)
    assert Programme.objects.get().state == "draft"


def test_a_launch_makes_the_programme_public(cast: Cast, reader: Reader, client: Client) -> None:
    programme = scenes.draft_with_phase(cast.province)
    officer = reader(cast.provincial_officer)
    assert address(programme, "phat-dong/") in links(officer.get(address(programme, "quan-ly/")))

    for _ in range(2):  # a double tap
        response = officer.post(address(programme, "phat-dong/"))
        assert (response.status_code, response["Location"]) == (302, address(programme, "quan-ly/"))

    assert client.get(address(programme)).status_code == 200
    assert programme.title in content(client.get(LIST))
    assert Entry.objects.filter(name="programme.published").count() == 1


def test_a_launch_first_shows_what_will_happen(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft_with_phase(cast.province)
    whole = scenes.whole(programme)
    make_target(whole, cast.province, 150)
    make_target(whole, cast.superior, 100)
    make_target(whole, cast.sister_superior, 72)

    page = reader(cast.provincial_officer).get(address(programme, "phat-dong/"))

    shown = content(page)
    assert "Phát động</button>" in inner(page)
    assert "Đã giao 172 trên 150 (đã gửi): vượt 22." in shown
    assert "Đoàn viên, người lao động của 3 CĐCS thuộc LĐLĐ tỉnh Bình Minh" in shown
    assert f"từ 00h00 ngày {scenes.written(scenes.day(-10))}" in shown
    assert "Chưa ghi văn bản căn cứ." in shown
    assert Programme.objects.get().state == "draft"


def test_what_cannot_be_launched_is_not_asked_about(cast: Cast, reader: Reader) -> None:
    officer = reader(cast.provincial_officer)
    for programme in (scenes.draft(cast.province), scenes.running(cast.province)):
        response = officer.get(address(programme, "phat-dong/"))

        assert (response.status_code, response["Location"]) == (302, address(programme, "quan-ly/"))


def test_only_the_top_chooses_the_programme_of_the_home_page(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    url = address(programme, "trang-chu/")
    province, top = reader(cast.provincial_officer), reader(cast.national_officer)

    assert "Đưa lên trang chủ" not in content(province.get(address(programme, "quan-ly/")))
    assert province.post(url, {"pin": "yes"}).status_code == 404
    assert "Đưa lên trang chủ" in content(top.get(address(programme, "quan-ly/")))
    assert top.post(url, {"pin": "yes"})["Location"] == address(programme, "quan-ly/")

    assert "Đứng đầu trang chủ từ" in content(top.get(address(programme, "quan-ly/")))
    assert "do cấp trên chọn" in content(province.get(address(programme, "quan-ly/")))
    top.post(url, {"pin": "no"})
    assert Programme.objects.get().pinned_at is None
