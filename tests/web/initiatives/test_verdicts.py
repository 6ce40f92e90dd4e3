"""Each kind of step has its own words: on buttons, afterwards, in the way and in the timeline."""

import pytest
from django.test import Client

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from sangkien.recognition.actions import refusing
from sangkien.units.actions import people
from sangkien.web.shared import verdicts
from tests.factories import LONG_AGO, NOW, SYSTEM, make_ruleset
from tests.web.scene import Scene, by_now, client_of, text_of

QUEUE = "/sang-kien/cho-xac-nhan/"
REASON = "Đề nghị ghi rõ số tiền làm lợi."


@pytest.fixture
def chained(scene: Scene) -> Scene:
    make_ruleset(
        scene.programme,
        [
            Step(number=1, kind=StepKind.CONFIRM),
            Step(number=2, kind=StepKind.ACCEPT, level="cap-tren", working_days=5),
            Step(number=3, kind=StepKind.CHECK, level="tinh", sample_percent=100),
        ],
    )
    return scene


def confirmed(scene: Scene, **options: object) -> Initiative:
    sent = scene.sent(**options)  # type: ignore[arg-type]
    return confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())


def accepted(scene: Scene, **options: object) -> Initiative:
    row = confirmed(scene, **options)
    return confirmation.confirm(row, by=by_now(scene.cast.superior_officer), at=clock.now())


def page(client: Client, row: Initiative) -> str:
    return text_of(client.get(f"/sang-kien/{row.code}/"))


@pytest.mark.parametrize(
    ("made", "who", "words"),
    [
        (Scene.sent, "officer", "Xác nhận hợp lệ/Không công nhận hợp lệ/Đã xác nhận hợp lệ"),
        (confirmed, "superior_officer", "Tiếp nhận/Không tiếp nhận/Đã tiếp nhận"),
        (accepted, "provincial_officer", "Kiểm tra đạt/Kiểm tra không đạt/Đã ghi kiểm tra đạt"),
    ],
)
def test_page_queue_and_message_speak_of_the_step(
    chained: Scene, made: object, who: str, words: str
) -> None:
    act, refuse, done = words.split("/")
    row: Initiative = made(chained)  # type: ignore[operator]
    client = client_of(getattr(chained.cast, who))

    for shown in (page(client, row), text_of(client.get(QUEUE))):
        assert act in shown
        assert refuse in shown
    said = client.post(f"/sang-kien/{row.code}/xac-nhan/", follow=True)
    assert f"{done}: “{row.title}”." in text_of(said)


def test_several_are_asked_about_and_reported_in_the_words_of_their_step(chained: Scene) -> None:
    rows = [confirmed(chained), confirmed(chained)]
    superior = client_of(chained.cast.superior_officer)
    chosen = {"decision": "confirm", "selected": [row.code for row in rows]}

    asked = text_of(superior.post(QUEUE, chosen))
    done = text_of(superior.post(QUEUE, {**chosen, "asked": "yes"}, follow=True))

    assert "Tiếp nhận 2 sáng kiến?" in asked
    assert "Đã tiếp nhận 2 sáng kiến." in done
    again = text_of(superior.post(QUEUE, {**chosen, "asked": "yes"}, follow=True))
    assert "Đã tiếp nhận 2 sáng kiến." in again


def test_of_two_kinds_at_once_each_is_reported_by_itself(chained: Scene) -> None:
    people.grant_role(
        chained.cast.factory,
        chained.cast.superior_officer,
        role="grassroots_officer",  # type: ignore[arg-type]
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )
    rows = [confirmed(chained), chained.sent()]
    client = client_of(chained.cast.superior_officer)
    chosen = {"decision": "confirm", "selected": [row.code for row in rows]}

    listed = text_of(client.get(QUEUE))
    asked = text_of(client.post(QUEUE, chosen))
    done = text_of(client.post(QUEUE, {**chosen, "asked": "yes"}, follow=True))

    assert "Đồng ý" in listed
    assert "Đồng ý với 2 sáng kiến?" in asked
    assert "Đã tiếp nhận 1 sáng kiến." in done
    assert "Đã xác nhận hợp lệ 1 sáng kiến." in done


def test_a_refusal_above_is_told_as_such_on_the_page_of_the_author(chained: Scene) -> None:
    row = confirmed(chained)
    superior = client_of(chained.cast.superior_officer)

    said = superior.post(f"/sang-kien/{row.code}/khong-hop-le/", {"reason": REASON}, follow=True)
    shown = page(client_of(chained.cast.author), row)

    assert "Đã quyết định không tiếp nhận" in text_of(said)
    assert f"không tiếp nhận {clock.today():%d/%m/%Y}, Phạm Thị Dung" in shown
    assert "Phạm Thị Dung không tiếp nhận sáng kiến" in shown
    assert f"đã xác nhận {clock.today():%d/%m/%Y}, Trần Thị Bình" in shown


def test_whoever_decides_about_recognitions_brings_it_before_the_council(scene: Scene) -> None:
    make_ruleset(
        scene.programme,
        [Step(number=1, kind=StepKind.CONFIRM), Step(number=2, kind=StepKind.RECOGNISE)],
    )
    row = confirmed(scene)
    officer = client_of(scene.cast.officer)

    shown = page(officer, row)
    draft = officer.post(
        f"/cong-nhan/don-vi/{scene.cast.factory.code}/",
        {
            "selected": row.code,
            "intent": "draft",
            "request_key": "5f1c9a5e-2b7f-4f57-9a4c-0c4d8f8f2d12",
        },
    )

    for words in ("Đưa ra hội đồng", "Công nhận", "Không công nhận"):
        assert words in shown
    assert draft.status_code == 302
    assert "Đưa ra hội đồng" not in page(officer, row)
    assert "Đưa ra hội đồng" not in page(client_of(scene.cast.superior_officer), row)


def test_the_author_reads_what_can_be_done_after_a_council_said_no(scene: Scene) -> None:
    row = confirmed(scene)
    refusing.refuse(
        scene.cast.factory, row, reason=REASON, by=by_now(scene.cast.officer), at=clock.now()
    )
    author = client_of(scene.cast.author)

    shown = page(author, row)
    assert "Chưa được công nhận" in shown
    assert REASON in shown
    assert "Sửa và gửi lại" in shown
    author.post(f"/sang-kien/{row.code}/lay-lai-de-sua/", {"reason": "Bổ sung số liệu."})
    assert "Sửa xong và gửi lại thì được xét lại" in page(author, row)
    assert "Sửa và gửi lại" not in page(client_of(scene.cast.auditor), row)


def test_strangers_are_not_told_that_a_council_said_no(scene: Scene, client: Client) -> None:
    make_ruleset(
        scene.programme,
        [Step(number=1, kind=StepKind.CONFIRM), Step(number=2, kind=StepKind.RECOGNISE)],
    )
    row = confirmed(scene)
    refusing.refuse(
        scene.cast.factory, row, reason=REASON, by=by_now(scene.cast.officer), at=clock.now()
    )

    shown = text_of(client.get(f"/tra-cuu/{row.reference}/"))

    assert REASON not in shown
    assert f"chưa công nhận {clock.today():%d/%m/%Y}" not in shown


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_of_step_has_its_words(kind: StepKind) -> None:
    assert verdicts.of(kind) is not verdicts.ANY
    assert verdicts.of_all([kind, kind]) is verdicts.of(kind)
