"""What was changed after a return, as the officer sees it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Correction, Initiative
from tests.web.initiatives.drafts import step
from tests.web.scene import Scene, by_now, client_of, text_of

QUEUE = "/sang-kien/cho-xac-nhan/"
OLD, NEW = "Mỗi ca giảm được nhiều thời gian.", "Mỗi ca giảm 25 phút, không còn hàng lỗi."


@pytest.fixture
def author(scene: Scene) -> Client:
    return client_of(scene.cast.author)


@pytest.fixture
def officer(scene: Scene) -> Client:
    return client_of(scene.cast.officer)


def returned(scene: Scene) -> Initiative:
    sent = scene.sent(effect=OLD)
    return confirmation.return_for_changes(
        sent, reason="Giảm được bao nhiêu phút?", by=by_now(scene.cast.officer), at=clock.now()
    )


def correct(scene: Scene, author: Client, note: str = "") -> Initiative:
    initiative = returned(scene)
    story = {"before": initiative.before, "solution": initiative.solution, "effect": NEW}
    author.post(step(initiative, 2), story)
    author.post(step(initiative, 6), {"note": note})
    return initiative


def test_officer_and_author_see_what_was_changed_and_the_answer(
    scene: Scene, author: Client, officer: Client
) -> None:
    initiative = correct(scene, author, "Đã đo lại: 25 phút.")

    for reader in (officer, author):
        shown = text_of(reader.get(f"/sang-kien/{initiative.code}/"))
        assert "Tác giả đã bổ sung" in shown
        assert f"Kết quả ra sao {OLD}" in shown
        assert NEW in shown
        assert "Đã sửa: Kết quả ra sao. Đã đo lại: 25 phút." in shown
        assert "Nay làm thế nào" not in shown
    waiting = text_of(officer.get(QUEUE))
    assert "Đã sửa: Kết quả ra sao." in waiting
    assert "Lời nhắn: Đã đo lại: 25 phút." in waiting


def test_sent_again_unchanged_is_said_so(scene: Scene, author: Client, officer: Client) -> None:
    initiative = returned(scene)

    author.post(step(initiative, 6))

    shown = text_of(officer.get(f"/sang-kien/{initiative.code}/"))
    assert "Gửi lại mà không sửa nội dung." in shown


def test_each_return_keeps_its_own_difference(scene: Scene, author: Client) -> None:
    initiative = correct(scene, author)
    fresh = Initiative.objects.get(pk=initiative.pk)
    confirmation.return_for_changes(
        fresh, reason="Ghi rõ hơn nữa.", by=by_now(scene.cast.officer), at=clock.now()
    )
    author.post(step(initiative, 1), {"title": "Tên mới của sáng kiến"})
    author.post(step(initiative, 6))

    rows = Correction.objects.order_by("pk")
    changed = [
        {key for key in row.before if row.before[key] != (row.after or {})[key]} for row in rows
    ]
    assert changed == [{"effect"}, {"title"}]


@pytest.mark.parametrize("note", ["x" * 1_001, "a\u202eb"])
def test_note_that_will_not_do_is_refused_and_nothing_is_sent(
    scene: Scene, author: Client, note: str
) -> None:
    initiative = returned(scene)

    response = author.post(step(initiative, 6), {"note": note})

    assert response.status_code == 422
    initiative.refresh_from_db()
    assert initiative.state == "returned"
    assert Correction.objects.get().sent_at is None


def test_same_return_twice_keeps_one_row(scene: Scene) -> None:
    sent = scene.sent()
    by = by_now(scene.cast.officer)

    for _ in range(2):
        confirmation.return_for_changes(sent, reason="Ghi rõ hơn.", by=by, at=clock.now())

    assert Correction.objects.count() == 1


def test_corrected_ones_cost_no_query_each(scene: Scene, author: Client, officer: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(QUEUE).status_code == 200
        return len(queries)

    correct(scene, author)
    one = count()
    correct(scene, author)
    correct(scene, author)

    assert count() == one
