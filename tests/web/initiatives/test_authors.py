import pytest
from django.test import Client

from sangkien.accounts.models import User
from sangkien.initiatives.models import Initiative
from tests.factories import make_member
from tests.web.initiatives.drafts import make_draft, step
from tests.web.scene import Scene, client_of, text_of


@pytest.fixture
def draft(scene: Scene) -> Initiative:
    return make_draft(scene, title="Bàn gá ép keo cho tấm lót giày")


@pytest.fixture
def author(scene: Scene) -> Client:
    return client_of(scene.cast.author)


@pytest.fixture
def colleague(scene: Scene) -> User:
    return make_member(scene.cast.factory, "Lê Thị Mận", member_code="DV777001", phone="0912345678")


def noted(draft: Initiative) -> list[tuple[str, int | None, int]]:
    rows = draft.coauthors.order_by("position")
    return [(row.name, row.user_id, row.share_bp) for row in rows]


def test_alone_the_author_has_everything(author: Client, draft: Initiative) -> None:
    response = author.post(step(draft, 5), {"who_1": "", "share_1": ""})

    assert response["Location"] == step(draft, 6)
    draft.refresh_from_db()
    assert (draft.author_share_bp, noted(draft)) == (10_000, [])


@pytest.mark.parametrize("who", ["DV777001", "dv-777001", "0912 345 678", "+84912345678"])
def test_colleague_is_found_and_the_author_has_the_rest(
    author: Client, draft: Initiative, colleague: User, who: str
) -> None:
    response = author.post(
        step(draft, 5),
        {"who_1": who, "share_1": "33,34", "who_2": "Tổ bảo trì 3", "share_2": "16,66"},
    )

    assert response["Location"] == step(draft, 6)
    draft.refresh_from_db()
    assert draft.author_share_bp == 5_000
    assert noted(draft) == [("Lê Thị Mận", colleague.pk, 3_334), ("Tổ bảo trì 3", None, 1_666)]
    page = author.get(step(draft, 5)).content.decode()
    assert 'value="DV777001"' in page
    assert "Lê Thị Mận" in page


def test_shares_of_more_than_the_whole_are_kept_and_refused(
    author: Client, draft: Initiative
) -> None:
    response = author.post(
        step(draft, 5),
        {"who_1": "Lê Thị Mận", "share_1": "60", "who_2": "Trần Văn Ba", "share_2": "50"},
    )

    assert response.status_code == 422
    assert "Các đồng tác giả đã nhận 110 %, không còn phần của tác giả." in text_of(response)
    assert [share for _name, _user, share in noted(draft)] == [6_000, 5_000]
    assert "tổng đúng bằng 100 %" in text_of(author.get(step(draft, 6)))


def test_code_of_nobody_in_the_unit_is_refused_at_its_row(
    scene: Scene, author: Client, draft: Initiative
) -> None:
    stranger = make_member(scene.cast.sister_factory, "Người Lạ", member_code="DV888001")

    response = author.post(
        step(draft, 5),
        {
            "who_1": "Trần Văn Ba",
            "share_1": "10",
            "who_3": stranger.member_code,
            "share_3": "20",
        },
    )

    assert response.status_code == 422
    assert "Không thấy “DV888001” trong đơn vị." in text_of(response)
    assert 'href="#id_who_3"' in response.content.decode()
    assert "Người Lạ" not in text_of(response)


def test_half_a_row_is_refused_where_it_is_missing(author: Client, draft: Initiative) -> None:
    response = author.post(
        step(draft, 5), {"who_1": "Lê Thị Mận", "share_1": "", "who_2": "", "share_2": "20"}
    )

    assert "Hãy nhập tỷ lệ đóng góp của người này." in text_of(response)
    assert "Hãy nhập tên hoặc mã của người này." in text_of(response)
    assert "Lê Thị Mận" in response.content.decode()


def test_the_author_is_not_a_coauthor_and_nobody_is_named_twice(
    scene: Scene, author: Client, draft: Initiative, colleague: User
) -> None:
    own_code = scene.cast.author.member_code

    oneself = author.post(step(draft, 5), {"who_1": own_code, "share_1": "10"})
    twice = author.post(
        step(draft, 5),
        {"who_1": "DV777001", "share_1": "10", "who_2": "0912345678", "share_2": "10"},
    )

    for response in (oneself, twice):
        assert "Mỗi người chỉ ghi tên một lần." in text_of(response)


def test_more_rows_up_to_nine(author: Client, draft: Initiative) -> None:
    typed = {f"who_{n}": f"Người {chr(64 + n)}" for n in range(1, 9)}
    typed |= {f"share_{n}": "5" for n in range(1, 9)}

    more = author.post(step(draft, 5), {**typed, "intent": "more"})

    assert more.status_code == 200
    assert 'name="who_9"' in more.content.decode()
    assert "Thêm đồng tác giả" not in text_of(more)
    assert len(noted(draft)) == 8


def test_tenth_row_does_not_count(author: Client, draft: Initiative) -> None:
    typed = {f"who_{n}": f"Người {chr(64 + n)}" for n in range(1, 30)}
    typed |= {f"share_{n}": "1" for n in range(1, 30)}

    author.post(step(draft, 5), typed)

    assert len(noted(draft)) == 9


def test_emptied_row_is_removed(author: Client, draft: Initiative) -> None:
    author.post(step(draft, 5), {"who_1": "Lê Thị Mận", "share_1": "40"})

    author.post(step(draft, 5), {"who_1": "", "share_1": ""})

    draft.refresh_from_db()
    assert (draft.author_share_bp, noted(draft)) == (10_000, [])


def test_remainder_is_computed_without_keeping_anything(author: Client, draft: Initiative) -> None:
    response = author.post(
        step(draft, 5), {"who_1": "Lê Thị Mận", "share_1": "33,34", "intent": "count"}
    )

    assert response.status_code == 200
    assert "Phần của tác giả chính: 66,66 %" in text_of(response)
    assert noted(draft) == []


def test_markup_in_a_name_is_shown_as_text(author: Client, draft: Initiative) -> None:
    author.post(step(draft, 5), {"who_1": "<b onclick=x>Ba</b>", "share_1": "10"})

    page = author.get(step(draft, 6)).content.decode()
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;Ba&lt;/b&gt;" in page
