"""Initiatives of a unit from a workbook, as officers send them, and back into one."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sangkien.core import clock, codes
from sangkien.imports import workbooks
from sangkien.imports.enums import State as ImportState
from sangkien.imports.kinds import get
from sangkien.imports.models import ImportBatch
from sangkien.initiatives.actions import answer_files, confirmation
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from tests.factories import make_member
from tests.files.samples import picture
from tests.imports.workbooks import outcomes, preview, reasons, run, undo, verdicts
from tests.initiatives.asking import PHOTO, ask_for
from tests.web.scene import Scene, by_now, make_scene

pytestmark = pytest.mark.django_db
HEADER = (
    "Mã sáng kiến", "Mã đoàn viên", "Tác giả", "Tên sáng kiến", "Trước đây làm thế nào",
    "Nay làm thế nào", "Kết quả ra sao", "Loại giải pháp", "Lĩnh vực", "Ngày áp dụng",
    "Số tiền làm lợi", "Cách tính", "Đồng tác giả", "Việc cần làm",
)  # fmt: skip
PROSE = "Trước đây mỗi ca phải lật vải bằng tay, rất mất công."


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def line(scene: Scene, **changes: str) -> tuple[str, ...]:
    field = scene.programme.fields_in_order[0].name
    said = {
        "Mã đoàn viên": scene.cast.author.member_code or "",
        "Tên sáng kiến": "Cải tiến giá phơi vải",
        "Trước đây làm thế nào": PROSE,
        "Nay làm thế nào": PROSE,
        "Kết quả ra sao": PROSE,
        "Loại giải pháp": "Giải pháp kỹ thuật",
        "Lĩnh vực": field,
        "Ngày áp dụng": "10/03/2026",
        **changes,
    }
    return tuple(said.get(name, "") for name in HEADER)


def previewed(scene: Scene, *lines: tuple[str, ...], header: Any = HEADER) -> ImportBatch:
    return preview(scene.cast.factory, scene.cast.officer, lines, header=header, kind="sang-kien")


def done(scene: Scene, *lines: tuple[str, ...]) -> ImportBatch:
    return run(previewed(scene, *lines), scene.cast.factory, scene.cast.officer)


def test_new_line_is_sent_for_the_member_and_entered_by_the_officer(scene: Scene) -> None:
    fellow = make_member(scene.cast.factory, "Trần Văn Đức")
    shares = f"{fellow.member_code}: 33,5; Lê Người Ngoài: 10 %"

    batch = done(
        scene,
        line(scene, **{"Đồng tác giả": shares, "Số tiền làm lợi": "12,5 triệu", "Cách tính": "a"}),
    )

    assert outcomes(batch) == ["applied"]
    made = Initiative.objects.get()
    assert (made.state, made.author, made.entered_by) == (
        State.SUBMITTED,
        scene.cast.author,
        scene.cast.officer,
    )
    assert (made.benefit_vnd, made.author_share_bp) == (12_500_000, 5_650)
    assert [(row.user, row.share_bp) for row in made.coauthors.order_by("position")] == [
        (fellow, 3_350),
        (None, 1_000),
    ]


def test_same_file_again_adds_nothing(scene: Scene) -> None:
    done(scene, line(scene))

    again = previewed(scene, line(scene))

    assert verdicts(again) == ["same"]
    assert Initiative.objects.count() == 1


def test_wrong_cells_are_named_and_nothing_of_the_line_is_written(scene: Scene) -> None:
    wrong = {
        "Mã đoàn viên": "KHONGCO",
        "Tên sáng kiến": "Ngắn",
    }
    batch = previewed(
        scene,
        line(scene, **wrong),
        line(scene, **{"Loại giải pháp": "Phép màu", "Ngày áp dụng": "31/02/2026"}),
        line(scene, **{"Tên sáng kiến": "Tên thứ hai dài đủ", "Đồng tác giả": "Bình 30"}),
        line(scene, **{"Tên sáng kiến": "Tên thứ ba dài đủ", "Ngày áp dụng": "10/03/2025"}),
        line(scene, **{"Tên sáng kiến": "Tên thứ tư dài đủ", "Đồng tác giả": "A: 60; B: 40"}),
    )

    said = " ".join(reasons(batch, position) for position in range(1, 6))
    assert verdicts(batch) == ["error"] * 5
    for words in ("KHONGCO", "Phép màu", "31/02/2026", "Bình 30", "áp dụng lần đầu từ", "100 %"):
        assert words in said
    assert not Initiative.objects.exists()


def test_line_twice_in_one_file_is_one_initiative(scene: Scene) -> None:
    batch = done(scene, line(scene), line(scene, **{"Tên sáng kiến": "CẢI TIẾN giá phơi vải"}))

    assert outcomes(batch) == ["applied", "none"]
    assert "Trùng với dòng 2" in reasons(batch, 2)


def test_drafts_are_kept_without_being_complete(scene: Scene) -> None:
    batch = done(scene, line(scene, **{"Kết quả ra sao": "", "Việc cần làm": "lưu nháp"}))

    assert outcomes(batch) == ["applied"]
    assert Initiative.objects.get().state == State.DRAFT


def test_another_units_member_and_initiative_are_unknown(scene: Scene) -> None:
    stranger = make_member(scene.cast.far_factory, "Người Xa")
    theirs = scene.sent()
    Initiative.objects.update(unit=scene.cast.far_factory, unit_path=scene.cast.far_factory.path)

    batch = previewed(
        scene,
        line(scene, **{"Mã đoàn viên": stranger.member_code or ""}),
        line(scene, **{"Mã sáng kiến": theirs.code, "Tên sáng kiến": "Tên chiếm đoạt"}),
    )

    assert verdicts(batch) == ["error", "error"]
    theirs.refresh_from_db()
    assert theirs.title != "Tên chiếm đoạt"


def test_returned_one_is_corrected_and_sent_again_by_its_code(scene: Scene) -> None:
    done(scene, line(scene))
    sent = Initiative.objects.get()
    confirmation.return_for_changes(
        sent, reason="Ghi rõ kết quả.", by=by_now(scene.cast.officer), at=clock.now()
    )
    changed = {
        "Mã sáng kiến": codes.display(sent.code),
        "Kết quả ra sao": PROSE + " Nay nhanh gấp đôi.",
    }

    batch = done(scene, line(scene, **changed))

    assert outcomes(batch) == ["applied"]
    sent.refresh_from_db()
    assert (sent.state, sent.effect.endswith("gấp đôi.")) == (State.SUBMITTED, True)


def test_sent_one_is_not_changed_by_a_file(scene: Scene) -> None:
    done(scene, line(scene))
    sent = Initiative.objects.get()

    batch = previewed(
        scene, line(scene, **{"Mã sáng kiến": sent.code, "Tên sáng kiến": "Tên khác hẳn trước"})
    )

    assert verdicts(batch) == ["error"]
    assert "Đã gửi, chờ xác nhận" in reasons(batch)


def test_undo_withdraws_what_nobody_decided(scene: Scene) -> None:
    batch = done(scene, line(scene), line(scene, **{"Tên sáng kiến": "Sáng kiến thứ hai"}))
    first, second = Initiative.objects.order_by("pk")
    confirmation.confirm(first, by=by_now(scene.cast.officer), at=clock.now())

    undo(batch, scene.cast.factory, scene.cast.officer)

    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    assert sorted(outcomes(batch)) == ["kept", "undone"]
    second.refresh_from_db()
    assert second.state == State.WITHDRAWN


def test_what_the_sheet_says_comes_back_unchanged(scene: Scene) -> None:
    fellow = make_member(scene.cast.factory, "Trần Văn Đức")
    done(
        scene,
        line(
            scene,
            **{
                "Đồng tác giả": f"{fellow.member_code}: 25",
                "Số tiền làm lợi": "5000000",
                "Cách tính": "b",
            },
        ),
    )
    kind = get("sang-kien")
    made = workbooks.sheet(kind, kind.sheet(scene.cast.factory.pk))  # type: ignore[attr-defined]

    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()

    assert rows[1][0] == "DANH SÁCH SÁNG KIẾN"
    header, *body = [row for row in rows if len([cell for cell in row if cell]) > 3]
    assert len(body) == 1
    batch = previewed(
        scene, *[tuple(map(str, row)) for row in body], header=tuple(map(str, header))
    )
    assert verdicts(batch) == ["same"]


def test_queries_do_not_grow_with_the_lines(scene: Scene) -> None:
    def asked(count: int) -> int:
        lines = [
            line(scene, **{"Tên sáng kiến": f"Sáng kiến số {number} của tổ {count}"})
            for number in range(count)
        ]
        with CaptureQueriesContext(
            connection,
        ) as context:
            batch = previewed(scene, *lines)
        assert set(verdicts(batch)) == {"ok"}
        return len(context)

    asked(1)
    assert asked(20) <= asked(2) + 3


def test_arrival_of_the_file_decides_about_the_deadline(scene: Scene) -> None:
    batch = previewed(scene, line(scene))
    phase = scene.programme.periods.get(kind="phase")
    ImportBatch.objects.filter(pk=batch.pk).update(
        created_at=phase.closes_at + dt.timedelta(seconds=1)
    )

    late = run(batch, scene.cast.factory, scene.cast.officer)

    assert outcomes(late) == ["refused"]
    assert not Initiative.objects.exists()


def test_a_line_cannot_carry_what_the_programme_asks_beyond_the_usual(scene: Scene) -> None:
    """Told before anything is written; kept as a draft, it is answered and sent on its page."""
    ask_for(scene.programme, (PHOTO,))

    kept = line(scene, **{"Tên sáng kiến": "Giá để khuôn", "Việc cần làm": "Lưu nháp"})

    batch = previewed(scene, line(scene), kept)

    assert verdicts(batch) == ["error", "ok"]
    told = "".join(reasons(batch))
    assert "Hãy gửi tệp cho “Ảnh nơi áp dụng”" in told
    assert "Hãy ghi “Lưu nháp” ở cột “Việc cần làm”" in told
    run(batch, scene.cast.factory, scene.cast.officer)
    assert [one.state for one in Initiative.objects.all()] == [State.DRAFT]


def test_a_line_that_sends_a_draft_finds_the_file_beside_it(scene: Scene) -> None:
    ask_for(scene.programme, (PHOTO,))
    done(scene, line(scene, **{"Việc cần làm": "Lưu nháp"}))
    draft = Initiative.objects.get()
    by, at = by_now(scene.cast.officer), clock.now()
    question = answer_files.get_question(draft, "q1", at=at)
    upload = SimpleUploadedFile("a.jpg", picture())
    answer_files.answer(draft, question, upload=upload, by=by, at=at)

    batch = done(scene, line(scene, **{"Mã sáng kiến": codes.display(draft.code)}))

    assert outcomes(batch) == ["applied"]
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
