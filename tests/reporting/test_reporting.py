import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from sangkien.access.roles import RoleKey
from sangkien.core.errors import ManyErrors, NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.reporting import queries
from sangkien.reporting.actions import asking, opening, receiving, sending
from sangkien.reporting.actions.sending import Typed
from sangkien.reporting.enums import Audience, Rhythm, Verdict
from sangkien.reporting.errors import InvalidReport, InvalidRequest, ReportMoved
from sangkien.reporting.models import Occurrence, Report, ReportFile, ReportVersion
from sangkien.reporting.rules import Term
from sangkien.units.actions import clusters
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Unit
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_officer, make_unit
from tests.reporting.calendars import ANSWERS, DUE_ON, ask, report_of, send

DAY = dt.timedelta(days=1)
AFTER_DUE = NOW + 12 * DAY  # 01/06, three days after DUE_ON
REASON = "Thiếu số liệu của hai phân xưởng."


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_each_unit_directly_below_owes_one_report(cast: Cast) -> None:
    request = ask(cast.superior, cast.superior_officer)

    units = set(Report.objects.values_list("unit_id", flat=True))
    assert units == {cast.factory.pk, cast.sister_factory.pk}
    report = report_of(request, cast.factory)
    assert report.due_at == NOW.replace(day=29, hour=17, minute=0)
    assert report.due_on == DUE_ON
    assert Entry.objects.filter(name="report.asked").count() == 1
    assert Entry.objects.filter(name="report.occurrence_opened").count() == 1


def test_the_same_form_twice_is_one_request(cast: Cast) -> None:
    key = uuid.uuid4()

    first = ask(cast.superior, cast.superior_officer, request_key=key)

    assert ask(cast.superior, cast.superior_officer, request_key=key) == first
    assert Occurrence.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "sister_officer", "auditor", "author"])
def test_only_an_office_of_the_unit_asks(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask(cast.superior, getattr(cast, who))


def test_unit_above_does_not_ask_in_the_name_of_one_below(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        ask(cast.superior, cast.provincial_officer)


def test_all_grassroots_unions_below_a_province(cast: Cast) -> None:
    ask(cast.province, cast.provincial_officer, audience=Audience.GRASSROOTS)

    units = Unit.objects.filter(reports__isnull=False).values_list(
        "level__is_grassroots", flat=True
    )
    assert set(units) == {True}
    assert Report.objects.filter(unit=cast.far_factory).exists()


def test_units_of_a_cluster_and_of_its_blocks(cast: Cast) -> None:
    common: dict[str, Any] = {
        "organiser": cast.province,
        "year": TODAY.year,
        "by": SYSTEM,
        "at": NOW,
    }
    cluster = clusters.form_cluster(kind=ClusterKind.CLUSTER, name="Cụm I", number=1, **common)
    block = clusters.form_cluster(
        kind=ClusterKind.BLOCK, name="Khối 1", number=1, parent=cluster, **common
    )
    clusters.join_cluster(cluster, cast.superior, by=SYSTEM, at=NOW)
    clusters.join_cluster(block, cast.sister_superior, by=SYSTEM, at=NOW)

    ask(cast.province, cast.provincial_officer, audience=Audience.CLUSTER, cluster=cluster)

    units = set(Report.objects.values_list("unit_id", flat=True))
    assert units == {cast.superior.pk, cast.sister_superior.pk}


def test_cluster_of_another_unit_is_refused(cast: Cast) -> None:
    cluster = clusters.form_cluster(
        organiser=cast.province,
        kind=ClusterKind.CLUSTER,
        year=TODAY.year,
        name="Cụm I",
        number=1,
        by=SYSTEM,
        at=NOW,
    )

    with pytest.raises(InvalidRequest):
        ask(cast.superior, cast.superior_officer, audience=Audience.CLUSTER, cluster=cluster)


def test_occurrences_are_made_ahead_once_each(cast: Cast) -> None:
    quarterly = Term(rhythm=Rhythm.QUARTERLY, month=3, day=20)

    request = ask(cast.superior, cast.superior_officer, term=quarterly, once_on=None)

    first = Occurrence.objects.get()
    assert (first.label, first.nominal_on) == ("Quý II/2026", dt.date(2026, 6, 20))
    assert first.due_day == dt.date(2026, 6, 22)  # 20/06/2026 is a Saturday
    assert first.was_moved
    assert opening.make_due(NOW) == 0
    later = dt.datetime(2026, 8, 10, 9, tzinfo=NOW.tzinfo)
    assert (opening.make_due(later), opening.make_due(later)) == (1, 0)
    assert Occurrence.objects.count() == 2
    assert Report.objects.filter(occurrence__request=request, unit=cast.factory).count() == 2
    request.refresh_from_db()
    assert [one.label for one in opening.coming(request, most=2)] == ["Quý IV/2026", "Quý I/2027"]


def test_rule_that_began_years_ago_asks_for_nothing_that_is_over(cast: Cast) -> None:
    weekly = Term(rhythm=Rhythm.WEEKLY, day=5)
    long_ago = TODAY.replace(year=2019)

    ask(cast.superior, cast.superior_officer, term=weekly, once_on=None, starts_on=long_ago)

    assert [one.due_at > NOW for one in Occurrence.objects.all()] == [True]


def test_large_trees_are_given_out_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "UNITS", 1)

    ask(cast.superior, cast.superior_officer)

    assert Report.objects.count() == 1
    assert Occurrence.objects.get().opened_at is None
    for _turn in range(3):
        opening.fill_waiting(NOW)
    assert Report.objects.count() == 2
    assert Occurrence.objects.get().opened_at == NOW
    assert opening.fill_waiting(NOW) == 0


def test_reminders_and_overdue_are_told_once(cast: Cast) -> None:
    ask(cast.superior, cast.superior_officer)

    told = [opening.remind_due(NOW + days * DAY) for days in (0, 5, 6, 7, 12, 13)]

    assert told == [0, 0, 1, 0, 1, 0]
    names = Entry.objects.filter(name__in=["report.due_soon", "report.overdue"])
    assert list(names.order_by("pk").values_list("name", flat=True)) == [
        "report.due_soon",
        "report.overdue",
    ]


def test_report_in_time_with_its_numbers(cast: Cast) -> None:
    request = ask(cast.superior, cast.superior_officer)
    report = report_of(request, cast.factory)

    sent = send(report, cast.officer)

    assert sent.standing(AFTER_DUE).verdict == Verdict.ON_TIME
    occurrence = sent.occurrence
    counts = queries.counts_of([occurrence], at=AFTER_DUE)[occurrence.pk]
    assert (counts.asked, counts.sent, counts.missing, counts.overdue) == (2, 1, 1, 1)
    total = queries.totals_of(occurrence, asked=counts.asked)[0]
    assert (int(total.value), total.units, total.asked) == (12, 1, 2)
    assert [row.unit for row in queries.missing(occurrence)] == [cast.sister_factory]


def test_what_is_missing_is_said_at_each_question(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)

    with pytest.raises(ManyErrors) as refused:
        send(report, cast.officer, q1="  ", q2=None)

    assert [error.field for error in refused.value.errors] == ["q1", "q2"]
    assert ReportVersion.objects.count() == 0


@pytest.mark.parametrize("value", ["-1", "1e20", "0.00001"])
def test_numbers_that_cannot_be_are_refused(cast: Cast, value: str) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)

    with pytest.raises(InvalidReport):
        send(report, cast.officer, q2=value)


@pytest.mark.parametrize("who", ["sister_officer", "superior_officer", "author", "auditor"])
def test_nobody_reports_for_another_unit(cast: Cast, who: str) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)

    with pytest.raises(NotAllowed):
        send(report, getattr(cast, who))


def test_sister_units_do_not_find_each_others_reports(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)

    for user in (cast.sister_officer, cast.author):
        with pytest.raises(NotFound):
            queries.get_report(report.pk, actor=actor(user))
        with pytest.raises(NotFound):
            queries.get_occurrence(report.occurrence_id, actor=actor(user))
    assert queries.get_report(report.pk, actor=actor(cast.superior_officer)) == report


def test_correction_keeps_the_versions_and_the_first_arrival(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    send(report, cast.officer)

    corrected = send(report, cast.officer, at=AFTER_DUE, q2="15")

    assert [row.answers["q2"] for row in queries.versions_of(report)] == ["15", "12"]
    assert corrected.standing(AFTER_DUE).verdict == Verdict.ON_TIME
    assert queries.totals_of(corrected.occurrence, asked=2)[0].value == 15
    assert send(report, cast.officer, at=AFTER_DUE, q2="15").number == 2


def test_returned_report_is_put_right_and_keeps_its_arrival(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    send(report, cast.officer)
    by = actor(cast.superior_officer)

    back = receiving.send_back(report, reason=REASON, is_void=False, seen=1, by=by, at=NOW)

    assert [row.pk for row in queries.to_send(actor(cast.officer))] == [report.pk]
    assert queries.totals_of(back.occurrence, asked=2)[0].units == 0
    counts = queries.counts_of([back.occurrence], at=NOW)[back.occurrence_id]
    assert (counts.asked, counts.sent, counts.returned, counts.missing) == (2, 1, 1, 1)
    again = send(report, cast.officer, at=AFTER_DUE, q2="20")
    assert again.is_sent
    assert again.days_late == 0


def test_void_report_counts_from_the_next_version_on(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    send(report, cast.officer)
    by = actor(cast.superior_officer)

    receiving.send_back(report, reason=REASON, is_void=True, seen=1, by=by, at=NOW)

    again = send(report, cast.officer, at=AFTER_DUE, q2="20")
    assert (again.days_late, again.standing(AFTER_DUE).verdict) == (3, Verdict.LATE)


def test_return_of_a_version_that_was_not_read_is_refused(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    send(report, cast.officer)
    send(report, cast.officer, q2="15")
    options = {"reason": REASON, "is_void": False, "at": NOW}

    with pytest.raises(ReportMoved):
        receiving.send_back(report, seen=1, by=actor(cast.superior_officer), **options)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        receiving.send_back(report, seen=2, by=actor(cast.provincial_officer), **options)  # type: ignore[arg-type]


def test_colleague_who_wrote_meanwhile_is_not_overwritten(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    stale = report.stamp
    typed = Typed(values={"q1": "Bản của đồng nghiệp."}, seen=stale)
    sending.save_draft(report, typed, by=actor(cast.officer), at=NOW)

    with pytest.raises(ReportMoved):
        sending.save_draft(report, typed, by=actor(cast.officer), at=NOW)


def test_more_time_for_one_unit(cast: Cast) -> None:
    request = ask(cast.superior, cast.superior_officer)
    report = report_of(request, cast.factory)
    options = {"until": DUE_ON + 10 * DAY, "reason": "Bão số 3, mất điện.", "at": AFTER_DUE}

    given = receiving.extend(report, by=actor(cast.superior_officer), **options)  # type: ignore[arg-type]

    assert receiving.extend(report, by=actor(cast.superior_officer), **options) == given  # type: ignore[arg-type]
    late = send(report_of(request, cast.factory), cast.officer, at=AFTER_DUE)
    assert late.standing(AFTER_DUE).verdict == Verdict.ON_TIME
    sister = report_of(request, cast.sister_factory)
    assert sister.standing(AFTER_DUE) == sister.standing(AFTER_DUE)
    assert sister.standing(AFTER_DUE).verdict == Verdict.MISSING
    with pytest.raises(InvalidReport):
        receiving.extend(
            report,
            until=DUE_ON + 20 * DAY,
            reason="Đã nộp rồi.",
            by=actor(cast.superior_officer),
            at=NOW,
        )


def test_withdrawn_request_is_owed_by_nobody(cast: Cast) -> None:
    request = ask(cast.superior, cast.superior_officer)
    report = report_of(request, cast.factory)

    asking.withdraw(request, reason="Đã lấy số liệu trên hệ thống.", by=SYSTEM, at=NOW)

    assert queries.to_send(actor(cast.officer)) == []
    report = report_of(request, cast.factory)
    assert report.standing(AFTER_DUE).verdict == Verdict.EXCUSED
    with pytest.raises(ReportMoved):
        send(report, cast.officer)
    with pytest.raises(ReportMoved):
        asking.withdraw(request, reason="Rút lần nữa.", by=SYSTEM, at=NOW)


def test_unit_that_ended_is_excused_and_one_opened_later_not_asked(cast: Cast) -> None:
    request = ask(cast.superior, cast.superior_officer)
    Unit.objects.filter(pk=cast.factory.pk).update(closed_on=DUE_ON)
    make_unit("CĐCS Công ty Mới", level="co-so", parent=cast.superior)

    report = report_of(request, cast.factory)

    assert report.standing(AFTER_DUE).verdict == Verdict.EXCUSED
    counts = queries.counts_of([report.occurrence], at=AFTER_DUE)[report.occurrence_id]
    assert (counts.asked, counts.missing) == (1, 1)
    assert Report.objects.count() == 2


def test_punctuality_of_several_units(cast: Cast) -> None:
    request = ask(cast.superior, cast.superior_officer)
    other = ask(cast.superior, cast.superior_officer, title="Báo cáo khác", grace_days=3)
    for one in (request, other):
        send(report_of(one, cast.factory), cast.officer, at=AFTER_DUE)
    units = [cast.factory.pk, cast.sister_factory.pk, cast.far_factory.pk]

    found = queries.punctuality(units, since=TODAY, until=DUE_ON, now=AFTER_DUE)

    mine, sister, far = (found[pk] for pk in units)
    assert (mine.on_time, mine.late_days, mine.missing, mine.owed) == (1, (3,), 0, 2)
    assert (sister.on_time, sister.missing) == (0, 2)
    assert far.owed == 0


def test_files_of_a_draft_are_not_for_the_unit_that_asks(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    pdf = SimpleUploadedFile("bao cao.pdf", b"%PDF-1.4\n%%EOF\n")
    typed = Typed(values=ANSWERS, seen=report.stamp, uploads={"q3": pdf})
    draft = sending.save_draft(report, typed, by=actor(cast.officer), at=NOW)
    kept = ReportFile.objects.get()

    with pytest.raises(NotFound):
        queries.get_file(report, kept.pk, is_sender=False)
    sending.send(
        report, Typed(values=ANSWERS, seen=draft.stamp), by=actor(cast.officer), at=NOW, now=NOW
    )
    assert queries.get_file(report, kept.pk, is_sender=False) == kept
    assert [row for _report, row in queries.files_of(report.occurrence)] == [kept]


def test_wrong_rows_are_refused_by_the_database(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    rows = Report.objects.filter(pk=report.pk)

    for changes in ({"state": "sent"}, {"state": "returned", "number": 1, "sent_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


def test_who_asks_sees_on_the_desk_how_many_are_missing(cast: Cast) -> None:
    request = ask(cast.superior, cast.superior_officer)
    superior = actor(cast.superior_officer)
    assert queries.waiting(superior, at=NOW).missing == 0

    send(report_of(request, cast.factory), cast.officer)

    assert queries.waiting(superior, at=AFTER_DUE).missing == 1
    for user in (cast.officer, cast.provincial_officer, cast.auditor):
        assert queries.waiting(actor(user), at=AFTER_DUE).missing == 0


def test_officers_of_the_unit_find_it_in_their_calendar(cast: Cast) -> None:
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    deputy = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Lâm Phó Chủ Tịch")

    for user in (cast.officer, deputy):
        assert queries.calendar(actor(user), month=dt.date(2026, 5, 1)) == [report]
        assert queries.waiting(actor(user), at=AFTER_DUE).overdue == 1
    assert queries.calendar(actor(cast.officer), month=dt.date(2026, 6, 1)) == []
    assert queries.waiting(actor(cast.author), at=AFTER_DUE).open == 0
