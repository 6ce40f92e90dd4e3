"""`/don-vi/<code>/nhat-ky/`."""

import pytest

from sangkien.initiatives.actions import confirmation
from sangkien.journal.models import Entry
from sangkien.units.actions import tree
from tests.factories import (
    LONG_AGO,
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_initiative,
    make_member,
    make_programme,
    make_unit,
)
from tests.web.units.conftest import Counted, Reader
from tests.web.units.reading import content, links

JOURNAL = "/don-vi/AD/nhat-ky/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("author", 404),
        ("officer", 200),
        ("sister_officer", 404),
        ("superior_officer", 200),
        ("national_officer", 200),
        ("auditor", 200),
    ],
)
def test_the_journal_is_for_those_who_watch_over_the_unit(
    cast: Cast, reader: Reader, who: str, status: int
) -> None:
    assert reader(getattr(cast, who)).get(JOURNAL).status_code == status


def test_it_tells_who_did_what_and_why_the_newest_first(cast: Cast, reader: Reader) -> None:
    initiative = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    confirmation.return_for_changes(
        initiative, reason="Ghi rõ <số> giờ công.", by=actor(cast.officer), at=NOW
    )

    response = reader(cast.auditor).get(JOURNAL)

    words = content(response)
    assert (
        "Trần Thị Bình trả lại sáng kiến để bổ sung: Cải tiến đồ gá hàn khung thép "
        "Ghi rõ <số> giờ công. 09:30 ngày 20/05/2026"
    ) in words
    assert "Nguyễn Văn An gửi sáng kiến: Cải tiến đồ gá hàn khung thép" in words
    assert words.index("trả lại") < words.index("gửi sáng kiến")
    assert f"/sang-kien/{initiative.code}/" in links(response)


def test_what_the_program_did_itself_is_said_so(cast: Cast, reader: Reader) -> None:
    words = content(reader(cast.officer).get(JOURNAL))

    assert "Hệ thống giao vai trò phụ trách Trần Thị Bình: Cán bộ công đoàn cơ sở" in words


def test_what_happened_in_a_section_is_in_the_journal_of_its_union(
    cast: Cast, reader: Reader
) -> None:
    section = make_unit("Tổ may 1", level="bo-phan", parent=cast.factory)
    member = make_member(section, "Trần Văn Ba")
    initiative = make_initiative(make_programme(cast.province), section, member)
    confirmation.confirm(initiative, by=actor(cast.officer), at=NOW)

    words = content(reader(cast.officer).get(JOURNAL))

    assert "Trần Thị Bình xác nhận sáng kiến hợp lệ (Tổ may 1): Cải tiến đồ gá" in words


def test_other_units_are_not_in_it(cast: Cast, reader: Reader) -> None:
    words = content(reader(cast.officer).get(JOURNAL))

    assert "Lê Văn Cường" not in words


def test_what_the_reader_may_not_open_is_neither_named_nor_linked(
    cast: Cast, reader: Reader
) -> None:
    initiative = make_initiative(
        make_programme(cast.province), cast.sister_factory, cast.sister_officer
    )
    Entry.objects.filter(subject_kind="initiative").update(unit_id=cast.factory.pk)

    response = reader(cast.officer).get(JOURNAL)

    assert "gửi sáng kiến" in content(response)
    assert initiative.title not in content(response)


def test_older_entries_follow_page_by_page(cast: Cast, reader: Reader) -> None:
    for number in range(55):
        tree.record_headcount(
            cast.factory, members=number, workers=900, counted_on=LONG_AGO, by=SYSTEM, at=NOW
        )
    client = reader(cast.officer)

    first = client.get(JOURNAL)
    (older,) = [url for url in links(first) if "truoc=" in url]
    second = client.get(older)

    assert content(first).count("cập nhật số đoàn viên") == 50
    assert content(second).count("cập nhật số đoàn viên") == 5
    assert "ghi nhận đơn vị được thành lập" in content(second)


def test_nonsense_in_the_address_is_the_first_page(cast: Cast, reader: Reader) -> None:
    client = reader(cast.officer)

    for typed in ("x", "-1", "", "9" * 18, "9" * 40, "1e9", "½"):
        assert client.get(JOURNAL, {"truoc": typed}).status_code == 200


def test_it_takes_as_many_queries_for_three_entries_as_for_one(
    cast: Cast, reader: Reader, queries_of: Counted
) -> None:
    programme = make_programme(cast.province)
    client = reader(cast.officer)
    make_initiative(programme, cast.factory, cast.author)
    one = queries_of(client, JOURNAL)
    for title in ("Giá đỡ khuôn in", "Máy cắt chỉ tự động"):
        make_initiative(programme, cast.factory, cast.author, title=title)

    assert queries_of(client, JOURNAL) == one
