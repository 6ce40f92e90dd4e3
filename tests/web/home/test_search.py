"""`/tim/`: anybody finds public initiatives and units; nothing typed there does harm."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.actions.people import publish_name
from sangkien.units.models import Unit
from tests.factories import NOW, TODAY, actor, make_programme
from tests.search.corpus import Library, deliver, make_library
from tests.web.scene import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TITLE = "Cải tiến đồ gá hàn khung thép"


@pytest.fixture
def library() -> Library:
    library = make_library(TITLE, "Máy gấp chăn tự động")
    deliver()
    return library


def test_hit_leads_to_the_initiative_and_names_unit_field_and_date(
    client: Client, library: Library
) -> None:
    page = client.get("/tim/", {"q": "do ga"})

    code = library.programme.initiatives.get(title=TITLE).code
    assert page.status_code == 200
    assert (
        f'<a href="/tra-cuu/{code}/">Cải tiến <mark>đồ</mark> <mark>gá</mark>'
        in page.content.decode()
    )
    shown = text_of(page)
    assert "1 sáng kiến hợp lệ" in shown
    assert "CĐCS Công ty May Ánh Dương" in shown
    assert "Sản xuất, kinh doanh · Nhận ngày 20/05/2026" in shown
    assert "Máy gấp chăn" not in shown


def test_author_is_named_by_consent_only(client: Client, library: Library) -> None:
    before = text_of(client.get("/tim/", {"q": "do ga"}))
    publish_name(library.cast.author, by=actor(library.cast.author), at=NOW)

    assert "Nguyễn Văn An" not in before
    assert "Nguyễn Văn An" in text_of(client.get("/tim/", {"q": "do ga"}))


def test_page_is_the_same_for_everybody(client: Client, library: Library) -> None:
    anonymous = client.get("/tim/", {"q": "do ga"})
    client.force_login(library.cast.officer)

    signed_in = client.get("/tim/", {"q": "do ga"})

    assert signed_in.content == anonymous.content
    assert not signed_in.cookies
    assert "public" in signed_in["Cache-Control"]


def test_units_are_listed_with_level_parent_and_their_initiatives(
    client: Client, library: Library
) -> None:
    page = client.get("/tim/", {"q": "cong doan co so may", "loai": "don-vi"})

    source = page.content.decode()
    assert f'href="/tien-do/{library.programme.slug}/AD/"' in source
    assert 'href="/tim/?don_vi=AD"' in source
    assert "Công đoàn cơ sở LĐLĐ huyện Sông Xanh Xem sáng kiến" in text_of(page)
    assert "Hòa Bình" not in text_of(page)


def test_unit_outside_every_programme_is_shown_without_a_board(
    client: Client, library: Library
) -> None:
    source = client.get("/tim/", {"q": "tong lien doan", "loai": "don-vi"}).content.decode()

    assert "Tổng" in source
    assert "/tien-do/" not in source


def test_filter_by_unit_keeps_the_words_and_can_be_taken_off(
    client: Client, library: Library
) -> None:
    library.add("Đồ gá tiện", unit=library.cast.far_factory)

    page = client.get("/tim/", {"q": "do ga", "don_vi": "ND"})

    assert "1 sáng kiến hợp lệ" in text_of(page)
    assert "Chỉ tìm trong LĐLĐ huyện Núi Đỏ" in text_of(page)
    assert '<input type="hidden" name="don_vi" value="ND">' in page.content.decode()
    assert '<a href="/tim/?q=do+ga">Tìm ở mọi đơn vị</a>' in page.content.decode()


def test_filter_by_programme_offers_its_fields(client: Client, library: Library) -> None:
    other = make_programme(library.cast.province, title="Chương trình thứ hai")
    safety = other.fields.get(number=2)
    library.add("Đồ gá an toàn", programme=other, field_id=safety.pk)
    asked = {"q": "do ga", "chuong_trinh": other.slug}

    unfiltered = client.get("/tim/", {"q": "do ga"})
    by_programme = client.get("/tim/", asked)
    by_field = client.get("/tim/", {**asked, "linh_vuc": str(safety.pk)})
    left_over = client.get("/tim/", {**asked, "linh_vuc": "999999"})

    assert "2 sáng kiến hợp lệ" in text_of(unfiltered)
    assert "Tất cả lĩnh vực" not in text_of(unfiltered)
    for page in (by_programme, by_field, left_over):
        assert "1 sáng kiến hợp lệ" in text_of(page)
        assert "Tất cả lĩnh vực Sản xuất, kinh doanh An toàn" in text_of(page)


def test_more_leads_to_the_next_page_and_back_to_the_first(
    client: Client, library: Library
) -> None:
    library.add(*[f"Giá đỡ số {number}" for number in range(1, 24)])

    first = client.get("/tim/", {"q": "gia do"})
    more = first.context["more"]
    second = client.get(more)

    assert "23 sáng kiến hợp lệ" in text_of(first)
    assert "Giá đỡ số 4 " in text_of(first)
    assert "Giá đỡ số 3 " not in text_of(first)
    assert "Giá đỡ số 3 " in text_of(second)
    assert "Xem thêm" not in text_of(second)
    assert '<a href="/tim/?q=gia+do">Về đầu danh sách</a>' in second.content.decode()


def test_near_results_say_that_they_are_near(client: Client, library: Library) -> None:
    shown = text_of(client.get("/tim/", {"q": "máy gấp chăn hồng"}))

    assert "Không có kết quả nào chứa đủ các từ bạn gõ" in shown
    assert "Máy gấp chăn tự động" in shown


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        ({}, "Gõ vài từ trong tên sáng kiến"),
        ({"loai": "don-vi"}, "Gõ tên hoặc mã đơn vị"),
        ({"q": "voi xanh"}, "Không tìm thấy kết quả nào"),
        ({"q": "voi xanh", "loai": "don-vi"}, "Không tìm thấy kết quả nào"),
        ({"q": "!!!"}, "Không tìm thấy kết quả nào"),
        ({"q": "do ga", "sau": "99.1"}, "Không còn kết quả nào nữa"),
    ],
)
def test_empty_page_says_what_to_do(
    client: Client, library: Library, asked: dict[str, str], advice: str
) -> None:
    page = client.get("/tim/", asked)

    assert page.status_code == 200
    assert advice in text_of(page)


def test_long_text_is_refused_at_its_field_and_kept(client: Client, library: Library) -> None:
    page = client.get("/tim/", {"q": "a" * 201})

    assert page.status_code == 422
    assert "Câu tìm quá dài. Hãy gõ vài từ chính, tối đa 200 ký tự." in text_of(page)
    assert "a" * 201 in page.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()


def test_unknown_programme_is_refused_and_unknown_unit_is_not_found(
    client: Client, library: Library
) -> None:
    assert client.get("/tim/", {"q": "do ga", "chuong_trinh": "khong-co"}).status_code == 422
    assert client.get("/tim/", {"q": "do ga", "don_vi": "KHONG"}).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        '"do" NEAR ga*',
        "a:* & !b",
        "%_\\",
        "10^400",
        "<script>alert(1)</script>",
        "\u202e\u200b",
        "🙂",
    ],
)
@pytest.mark.parametrize("kind", ["", "don-vi"])
def test_hostile_words_are_shown_as_text(
    client: Client, library: Library, typed: str, kind: str
) -> None:
    page = client.get("/tim/", {"q": typed, "loai": kind, "sau": typed, "linh_vuc": typed})

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_title_with_markup_is_text_with_its_words_marked(client: Client, library: Library) -> None:
    library.add("<b>Đồ</b> gá & <img src=x onerror=alert(1)>")

    source = client.get("/tim/", {"q": "do ga"}).content.decode()

    assert "&lt;b&gt;<mark>Đồ</mark>&lt;/b&gt; <mark>gá</mark> &amp; &lt;img src=x" in source


def test_number_of_queries_is_the_same_for_one_hit_and_three(
    client: Client, library: Library
) -> None:
    library.add("Giá đỡ xe", *["Máy trộn vữa"] * 3)
    counts = []

    for typed, hits in (("gia do xe", 1), ("may tron vua", 3)):
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/tim/", {"q": typed})
        assert len(page.context["found"].hits) == hits
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8


def test_closed_unit_says_until_when(client: Client, library: Library) -> None:
    Unit.objects.filter(code="HS").update(closed_on=TODAY)

    shown = text_of(client.get("/tim/", {"q": "hoa sen", "loai": "don-vi"}))

    assert "kết thúc hoạt động từ 20/05/2026" in shown


def test_units_are_shown_where_no_initiative_holds_the_words(
    client: Client, library: Library
) -> None:
    found = client.get("/tim/", {"q": "song xanh"})

    shown = text_of(found)
    assert "LĐLĐ huyện Sông Xanh" in shown
    assert "Không có sáng kiến nào chứa" in shown
    assert "Không tìm thấy kết quả nào" not in shown
    assert "unit_rows" not in client.get("/tim/", {"q": "do ga han"}).context
