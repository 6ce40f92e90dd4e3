"""Workplaces that match nothing: asked once, within limits, answered by the branch alone."""

import datetime as dt
import uuid
from typing import Any

import pytest

from sangkien.core.errors import NotAllowed, NotFound
from sangkien.core.personal import holdings
from sangkien.imports.models import ImportBatch
from sangkien.journal.models import Entry
from sangkien.units import queries
from sangkien.units.actions import erasing, joining, naming, workplaces
from sangkien.units.actions.reorganising import undoing
from sangkien.units.enums import ActKind, WorkplaceState
from sangkien.units.errors import DecidedBefore, InvalidWorkplace
from sangkien.units.importing.unmatched import unmatched_names
from sangkien.units.models import Alias, Lookalike, Unit, UnmatchedWorkplace
from tests.factories import NOW, TODAY, Cast, actor, make_cast, make_member, make_unit
from tests.imports.workbooks import preview
from tests.units.acts import decide, new

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HOUR = dt.timedelta(hours=1)
HEADER = ("Mã đoàn viên", "Họ và tên", "Mã đơn vị", "Tên đơn vị")


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def ask(cast: Cast, name: str = "Xưởng gỗ Tân Mai", **changes: Any) -> UnmatchedWorkplace:
    values: dict[str, Any] = {
        "name": name,
        "place": "Khu công nghiệp Sông Xanh",
        "near": cast.province,
        "request_key": uuid.uuid4(),
        "by": actor(cast.author),
        "at": NOW,
    }
    return workplaces.ask(**{**values, **changes})


def waiting(user: Any) -> list[str]:
    return [row.name for row in queries.waiting_workplaces(actor(user))]


def test_the_question_waits_for_the_branch_that_was_named(cast: Cast) -> None:
    ask(cast)

    assert (
        waiting(cast.provincial_officer) == waiting(cast.national_officer) == ["Xưởng gỗ Tân Mai"]
    )
    for user in (cast.superior_officer, cast.officer, cast.author, cast.auditor):
        assert waiting(user) == []
    assert queries.waiting_workplace_count(actor(cast.provincial_officer), most=5) == 1
    entry = Entry.objects.get(name="unit.workplace_asked")
    assert "Tân Mai" not in str(entry.payload)


def test_the_same_question_is_asked_once(cast: Cast) -> None:
    key = uuid.uuid4()
    first = ask(cast, request_key=key)

    assert ask(cast, request_key=key) == first
    assert ask(cast, "xuong go TÂN MAI") == first
    assert UnmatchedWorkplace.objects.count() == 1
    with pytest.raises(NotAllowed):
        ask(cast, request_key=key, by=actor(cast.officer))


@pytest.mark.parametrize("name", ["", "...", "a\x00b", "x" * 151, "a\u202eb"])
def test_a_workplace_has_a_name_in_words(cast: Cast, name: str) -> None:
    with pytest.raises(InvalidWorkplace) as refusal:
        ask(cast, name)
    assert refusal.value.field == "name"


def test_a_branch_stands_above_the_grassroots(cast: Cast) -> None:
    with pytest.raises(InvalidWorkplace) as refusal:
        ask(cast, near=cast.factory)
    assert refusal.value.field == "near"
    assert queries.branches(on=TODAY) == [cast.province]
    assert queries.branch_code(cast.factory.path, on=TODAY) == "BM"


def test_who_asks_too_often_has_to_wait(cast: Cast) -> None:
    for number in range(workplaces.MOST_WAITING):
        ask(cast, f"Xưởng {number}")
    with pytest.raises(InvalidWorkplace, match="chờ trả lời"):
        ask(cast, "Một nơi nữa")

    for row in UnmatchedWorkplace.objects.all():
        workplaces.close(row, answer="Không rõ.", by=actor(cast.provincial_officer), at=NOW)
    for number in range(workplaces.MOST_A_DAY - workplaces.MOST_WAITING):
        ask(cast, f"Nơi {number}")
    UnmatchedWorkplace.objects.update(asked_at=NOW)
    for row in UnmatchedWorkplace.objects.waiting():
        workplaces.close(row, answer="Không rõ.", by=actor(cast.provincial_officer), at=NOW)
    with pytest.raises(InvalidWorkplace, match="ngày mai"):
        ask(cast, "Nơi thứ mười một")
    ask(cast, "Nơi hôm sau", at=NOW + 25 * HOUR)


def test_matching_tells_the_person_and_may_keep_the_name(cast: Cast) -> None:
    asked = ask(cast)
    by = actor(cast.provincial_officer)

    workplaces.match(asked, cast.factory, adds_alias=True, answer="", by=by, at=NOW)

    (own,) = queries.own_workplaces(cast.author.pk, at=NOW)
    assert (own.state, own.unit) == (WorkplaceState.MATCHED, cast.factory)
    assert Alias.objects.get().name == "Xưởng gỗ Tân Mai"
    assert waiting(cast.provincial_officer) == []
    assert queries.own_workplaces(cast.author.pk, at=NOW + 31 * 24 * HOUR) == []


def test_a_name_that_the_unit_has_already_is_not_kept_twice(cast: Cast) -> None:
    by = actor(cast.provincial_officer)
    naming.add_alias(cast.factory, name="Xuong go tan mai", by=by, at=NOW)

    workplaces.match(ask(cast), cast.factory, adds_alias=True, answer="", by=by, at=NOW)

    assert Alias.objects.count() == 1


def test_an_alias_needs_the_right_at_the_unit_itself(cast: Cast) -> None:
    far = make_unit("LĐLĐ tỉnh Biển Bạc", level="tinh", parent=cast.national)
    by = actor(cast.provincial_officer)
    asked = ask(cast)

    with pytest.raises(InvalidWorkplace) as refusal:
        workplaces.match(asked, far, adds_alias=True, answer="", by=by, at=NOW)
    assert refusal.value.field == "adds_alias"

    matched = workplaces.match(asked, far, adds_alias=False, answer="Ở tỉnh bên.", by=by, at=NOW)
    assert (matched.unit, matched.answer) == (far, "Ở tỉnh bên.")


def test_an_answer_is_given_once(cast: Cast) -> None:
    asked, by = ask(cast), actor(cast.provincial_officer)
    workplaces.close(asked, answer="Chưa có công đoàn.", by=by, at=NOW)

    with pytest.raises(DecidedBefore):
        workplaces.match(asked, cast.factory, adds_alias=True, answer="", by=by, at=NOW)
    assert not Alias.objects.exists()
    assert Entry.objects.filter(name__startswith="unit.workplace_").count() == 2


def test_closing_needs_a_reason_and_an_ended_unit_is_none(cast: Cast) -> None:
    asked, by = ask(cast), actor(cast.provincial_officer)
    with pytest.raises(InvalidWorkplace) as refusal:
        workplaces.close(asked, answer=" . ", by=by, at=NOW)
    assert refusal.value.field == "answer"

    Unit.objects.filter(pk=cast.factory.pk).update(closed_on=TODAY)
    cast.factory.refresh_from_db()
    with pytest.raises(InvalidWorkplace) as refusal:
        workplaces.match(asked, cast.factory, adds_alias=False, answer="", by=by, at=NOW)
    assert refusal.value.field == "unit"


def test_nobody_else_reads_or_answers(cast: Cast) -> None:
    asked = ask(cast)
    for user in (cast.superior_officer, cast.officer, cast.author, cast.auditor):
        with pytest.raises(NotFound):
            queries.get_workplace(asked.pk, actor=actor(user))
        with pytest.raises(NotAllowed):
            workplaces.close(asked, answer="Không.", by=actor(user), at=NOW)
        with pytest.raises(NotAllowed):
            workplaces.match(
                asked, cast.factory, adds_alias=False, answer="", by=actor(user), at=NOW
            )


def a_list(cast: Cast) -> ImportBatch:
    """Of the superior's: two lines of a workplace that nobody knows, one known, one by its code."""
    rows = [
        ("TM1", "Đỗ Văn Một", "", "Xưởng gỗ Tân Mai"),
        ("TM2", "Đỗ Văn Hai", "", "xuong go tan mai"),
        ("TM3", "Đỗ Văn Ba", "", "CĐCS Công ty May Ánh Dương"),
        ("TM4", "Đỗ Văn Bốn", "KHONGCO", ""),
    ]
    return preview(cast.superior, cast.superior_officer, rows, header=HEADER)


def test_the_unmatched_names_of_a_file_go_to_the_queue_once(cast: Cast) -> None:
    batch, by = a_list(cast), actor(cast.superior_officer)

    names = unmatched_names(batch, cast.superior, on=TODAY)
    sent = [
        workplaces.ask_for_lines(batch, cast.superior, names, by=by, at=NOW) for _twice in range(2)
    ]

    assert [(one.name, one.lines) for one in names] == [("Xưởng gỗ Tân Mai", 2), ("KHONGCO", 1)]
    assert sent == [2, 0]
    assert waiting(cast.superior_officer) == ["Xưởng gỗ Tân Mai", "KHONGCO"]
    assert Entry.objects.filter(name="unit.workplaces_listed").count() == 1


def test_a_matched_name_lets_the_file_in(cast: Cast) -> None:
    batch, by = a_list(cast), actor(cast.superior_officer)
    names = unmatched_names(batch, cast.superior, on=TODAY)
    workplaces.ask_for_lines(batch, cast.superior, names, by=by, at=NOW)
    row = UnmatchedWorkplace.objects.get(folded="xuong go tan mai")
    workplaces.match(row, cast.sister_factory, adds_alias=True, answer="", by=by, at=NOW)

    again = a_list(cast)

    assert [one.name for one in unmatched_names(again, cast.superior, on=TODAY)] == ["KHONGCO"]
    assert list(again.lines.filter(verdict="error").values_list("key", flat=True)) == ["TM4"]


def test_only_those_who_run_the_list_send_its_names(cast: Cast) -> None:
    batch = a_list(cast)
    names = unmatched_names(batch, cast.superior, on=TODAY)
    for user in (cast.author, cast.auditor, cast.sister_officer):
        with pytest.raises(NotAllowed):
            workplaces.ask_for_lines(batch, cast.superior, names, by=actor(user), at=NOW)


def test_what_two_accounts_of_one_person_asked_waits_once(cast: Cast) -> None:
    twins = [make_member(cast.factory, "Ngô Song Sinh") for _ in range(2)]
    for twin in twins:
        ask(cast, by=actor(twin))
    ask(cast, "Xưởng chỉ người kia hỏi", by=actor(twins[1]))
    pair = Lookalike.objects.get(first=twins[0], second=twins[1])

    joining.join(pair, keep=twins[0].pk, reason="Cùng một thẻ.", by=actor(cast.officer), at=NOW)

    assert set(UnmatchedWorkplace.objects.values_list("asked_by", "name")) == {
        (twins[0].pk, "Xưởng gỗ Tân Mai"),
        (twins[0].pk, "Xưởng chỉ người kia hỏi"),
    }


def test_who_is_erased_asks_no_more(cast: Cast) -> None:
    answered = ask(cast, "Nơi đã trả lời")
    workplaces.close(answered, answer="Không rõ.", by=actor(cast.provincial_officer), at=NOW)
    ask(cast)
    collect = next(one.collect for one in holdings() if one.key == "workplaces")
    assert len(list(collect(cast.author.pk))) == 2

    erasing.anonymise(cast.author.pk, NOW)

    assert list(UnmatchedWorkplace.objects.values_list("name", "place")) == [("Nơi đã trả lời", "")]


def test_an_act_is_not_undone_under_what_was_matched_with_its_unit(cast: Cast) -> None:
    act = decide(
        ActKind.OPEN, target=cast.superior, new=(new("TM", "CĐCS Xưởng gỗ Tân Mai", "co-so"),)
    )
    opened = Unit.objects.get(code="TM")
    by = actor(cast.provincial_officer)
    workplaces.match(ask(cast), opened, adds_alias=True, answer="", by=by, at=NOW)

    assert undoing.hindrances(act) == [
        "đơn vị mới đã có tên gọi khác",
        "đã có nơi làm việc được khớp với đơn vị mới",
    ]
