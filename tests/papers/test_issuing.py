import contextlib
import datetime as dt
import io
import re
from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from sangkien.journal.models import Entry
from sangkien.papers import rendering, rules
from sangkien.papers.actions import issuing, looking_up, numbering
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.errors import NoLongerPrinted, NotInForce, NumberTaken, TooManyLookups
from sangkien.papers.models import IssuedPaper, Lookup, NumberSeries
from sangkien.papers.queries import pdf_of
from sangkien.papers.verifying import check_papers
from sangkien.units.models import Unit
from tests.commendation.tampering import unnoticed
from tests.factories import NOW, SYSTEM, make_cast

pytestmark = pytest.mark.django_db
KIND = PaperKind.RECOGNITION_CERTIFICATE
HOLDER = "Nguyễn Thị Ánh Tuyết"


@pytest.fixture
def unit() -> Unit:
    return make_cast().factory


def draft(unit: Unit, **changes: object) -> Draft:
    values: dict[str, object] = {
        "kind": KIND,
        "unit": unit,
        "title": "Đồ gá hàn khung thép",
        "holder": HOLDER,
        "issued_on": dt.date(2026, 5, 20),
        "signer_name": "Trần Thị Bình",
        "signer_post": "Chủ tịch",
        "template": "recognition_certificate_1",
        "symbol": "GCN-CĐCS",
        "data": {
            "parent": "LĐLĐ huyện Sông Xanh",
            "unit": unit.name,
            "place": "Sông Xanh",
            "signs_for": "TM. Ban Chấp hành",
            "holder_unit": unit.name,
            "initiative": 'Đồ gá "#eval(1)" $x$ *hàn* khung thép',
            "programme": "Chương trình thử nghiệm",
            "level": "Cấp cơ sở",
            "authors": [[HOLDER, "60"], ["Lê Văn Cường", "40"]],
            "decision": "Quyết định số 01/QĐ-CĐCS ngày 20/05/2026",
        },
    }
    return Draft(**{**values, **changes})  # type: ignore[arg-type]


def issue(unit: Unit, **changes: object) -> IssuedPaper:
    return issuing.issue(draft(unit, **changes), by=SYSTEM, at=NOW)


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_a_paper_is_numbered_and_printed_again_to_the_byte(unit: Unit) -> None:
    first, second = issue(unit), issue(unit)

    assert (first.label, second.label) == ("01/GCN-CĐCS", "02/GCN-CĐCS")
    assert rules.digest(pdf_of(first)) == first.digest
    assert first.digest != second.digest
    rendering._compiler.cache_clear()
    assert rules.digest(pdf_of(IssuedPaper.objects.get(pk=first.pk))) == first.digest


def test_a_paper_prints_what_was_typed_and_never_runs_it(unit: Unit) -> None:
    paper = issue(unit)

    words = words_of(pdf_of(paper))

    assert '#eval(1)" $x$ *hàn*' in words
    assert HOLDER in words
    assert paper.reference in words
    assert "BẢN XEM TRƯỚC" not in words


def test_the_code_has_at_least_112_bits_and_reads_in_groups(unit: Unit) -> None:
    paper = issue(unit)

    assert len(paper.code) * 5 >= 112
    assert re.fullmatch(r"([0-9A-Z]{4}-){5}[0-9A-Z]{4}", paper.reference)
    assert rules.canonical(paper.reference.lower()) == paper.code
    assert paper.data["address"].endswith(f"/xac-minh/{paper.code}/")


def test_a_preview_is_marked_and_has_no_code_and_takes_no_number(unit: Unit) -> None:
    words = words_of(issuing.preview(draft(unit)))

    assert "BẢN XEM TRƯỚC" in words
    assert "xac-minh" not in words
    assert not IssuedPaper.objects.exists()
    assert not NumberSeries.objects.exists()


def test_numbers_are_apart_by_unit_symbol_and_year(unit: Unit) -> None:
    assert unit.parent is not None
    wanted = [(unit, "QĐ-LĐLĐ", 2026), (unit, "qđ - lđlđ", 2026), (unit, "QĐ-LĐLĐ", 2027)]
    wanted += [(unit, "KT-LĐLĐ", 2026), (unit.parent, "QĐ-LĐLĐ", 2026)]

    with transaction.atomic():
        given = [
            numbering.next_number(numbering.hold(of, symbol, year=year), symbol=symbol)
            for of, symbol, year in wanted
        ]

    assert given == [1, 2, 1, 1, 1]


def test_kinds_of_papers_with_one_symbol_share_its_numbers(unit: Unit) -> None:
    symbol = {"symbol": "QĐ-LĐLĐ"}
    first = issue(unit, kind=PaperKind.AWARD_DECISION, **symbol)
    own = issue(unit, kind=PaperKind.RECOGNITION_DECISION, own_number="2/qđ-lđlđ", **symbol)
    third = issue(unit, kind=PaperKind.AWARD_REVOCATION, **symbol)

    assert [one.label for one in (first, own, third)] == ["01/QĐ-LĐLĐ", "2/qđ-lđlđ", "03/QĐ-LĐLĐ"]
    for typed in ("001/QĐ-LĐLĐ", "3"):
        with pytest.raises(NumberTaken):
            issue(unit, own_number=typed, **symbol)


def test_series_that_were_kept_by_kind_are_joined_above_all_that_was_given(unit: Unit) -> None:
    migration = import_module("sangkien.papers.migrations.0003_series_by_symbol")
    issue(unit, issued_on=dt.date(2025, 5, 20))
    for kind in (PaperKind.AWARD_DECISION, KIND, PaperKind.AWARD_REVOCATION):
        issue(unit, kind=kind, symbol="QĐ-LĐLĐ")
    before = list(NumberSeries.objects.order_by("symbol", "year").values_list("symbol", "last"))
    NumberSeries.objects.all().delete()

    migration.join_series(apps, None)

    now = NumberSeries.objects.order_by("symbol", "year").values_list("symbol", "last")
    assert list(now) == before == [("GCN-CĐCS", 1), ("QĐ-LĐLĐ", 3)]
    for label in ("01/QĐ-LĐLĐ", " 001 / qđ-lđlđ", "15", "12A/GƯTĐ", "00/X"):
        assert migration._key(label) == rules.key(label, "")


def test_what_is_rolled_back_leaves_no_gap(unit: Unit) -> None:
    issue(unit)
    with contextlib.suppress(RuntimeError), transaction.atomic():
        issue(unit)
        raise RuntimeError

    assert issue(unit).number == 2


def test_an_own_number_is_kept_and_not_given_twice(unit: Unit) -> None:
    own = issue(unit, own_number="15/GCN")

    with pytest.raises(NumberTaken) as refused:
        issue(unit, own_number="15/GCN")

    assert (own.label, own.number) == ("15/GCN", None)
    assert refused.value.field == "own_number"
    assert issue(unit, own_number="15/GCN", issued_on=dt.date(2027, 1, 2)).year == 2027


def test_numbers_that_the_unit_wrote_itself_are_passed_over(unit: Unit) -> None:
    for own in ("01/GCN-CĐCS", "02/GCN-CĐCS", "04/GCN-CĐCS"):
        issue(unit, own_number=own)

    given = [issue(unit).label for _ in range(2)]

    assert given == ["03/GCN-CĐCS", "05/GCN-CĐCS"]
    assert issue(unit, symbol="GCN-LĐ").label == "01/GCN-LĐ"


def test_a_reissue_has_its_own_number_and_the_old_one_points_to_it(unit: Unit) -> None:
    old = issue(unit)

    new = issuing.reissue(
        old, draft(unit, holder="Nguyễn Thị Ánh"), reason="Sai tên", by=SYSTEM, at=NOW
    )

    old.refresh_from_db()
    assert (new.number, new.is_in_force) == (2, True)
    assert (old.replaced_by, old.is_in_force) == (new, False)
    assert rules.digest(pdf_of(old)) == old.digest
    assert Entry.objects.filter(name="paper.replaced", subject_id=old.pk).count() == 1


def test_a_replaced_or_revoked_paper_is_not_reissued(unit: Unit) -> None:
    old = issue(unit)
    issuing.reissue(old, draft(unit), reason="Sai tên", by=SYSTEM, at=NOW)
    revoked = issue(unit)
    issuing.revoke(revoked, reason="Gian dối", document="1/QĐ", by=SYSTEM, at=NOW)

    for paper in (old, revoked):
        with pytest.raises(NotInForce):
            issuing.reissue(paper, draft(unit), reason="Lần nữa", by=SYSTEM, at=NOW)

    assert IssuedPaper.objects.count() == 3


def test_a_revocation_is_kept_with_its_reason_and_comes_once(unit: Unit) -> None:
    paper = issue(unit)
    issuing.revoke(paper, reason="Gian dối", document="15/QĐ", by=SYSTEM, at=NOW)

    with pytest.raises(NotInForce):
        issuing.revoke(paper, reason="Khác", document="16/QĐ", by=SYSTEM, at=NOW)

    paper.refresh_from_db()
    assert (paper.revoke_reason, paper.revoke_document) == ("Gian dối", "15/QĐ")
    assert Entry.objects.filter(name="paper.revoked").count() == 1


def test_a_forgotten_paper_keeps_its_number_and_is_printed_no_more(unit: Unit) -> None:
    old = issue(unit)
    new = issuing.reissue(old, draft(unit), reason="Sai tên", by=SYSTEM, at=NOW)

    issuing.forget([new.pk], at=NOW)

    for paper in IssuedPaper.objects.all():
        assert HOLDER not in f"{paper.holder}{paper.data}"
        with pytest.raises(NoLongerPrinted):
            pdf_of(paper)
    assert list(check_papers()) == []
    other = issue(unit)
    gone = IssuedPaper.objects.filter(pk=new.pk)
    forged: list[dict[str, object]] = [{}, {"holder": "Kẻ Gian"}, {"data": {}}]
    changes = [
        *(
            (IssuedPaper.objects.filter(pk=other.pk), {"forgotten_at": NOW, **change})
            for change in forged
        ),
        *(
            (gone, change)
            for change in ({"title": "Khác"}, {"holder": "Kẻ Gian"}, {"data": {"a": 1}})
        ),
        *((gone, {"forgotten_at": day}) for day in (None, NOW - dt.timedelta(days=9))),
    ]
    assert unnoticed(changes, check_papers) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"revoked_at": NOW},
        {"revoke_reason": "không có ngày"},
    ],
)
def test_the_database_refuses_a_half_revocation(unit: Unit, changes: dict[str, object]) -> None:
    paper = issue(unit)

    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.filter(pk=paper.pk).update(**changes)


def test_a_paper_is_found_by_its_code_and_by_nothing_near(unit: Unit) -> None:
    paper = issue(unit)
    near = ("1" if paper.code[0] != "1" else "2") + paper.code[1:]

    assert looking_up.look_up(paper.code, address="192.0.2.1", at=NOW) == paper
    assert looking_up.look_up(paper.reference.lower(), address="192.0.2.1", at=NOW) == paper
    for typed in (near, "", "x", paper.code[:-1], "\x00", "9" * 400, str(paper.pk), paper.label):
        assert looking_up.look_up(typed, address="192.0.2.1", at=NOW) is None


def test_who_tries_codes_is_stopped_and_others_are_not(unit: Unit) -> None:
    paper = issue(unit)
    since = NOW.replace(minute=0)
    Lookup.objects.create(
        key=looking_up.key_of("192.0.2.1"), since_at=since, count=rules.MOST_PER_ADDRESS
    )

    with pytest.raises(TooManyLookups):
        looking_up.look_up(paper.code, address="192.0.2.1", at=NOW)

    assert looking_up.look_up(paper.code, address="192.0.2.2", at=NOW) == paper
    later = NOW + dt.timedelta(hours=1)
    assert looking_up.look_up(paper.code, address="192.0.2.1", at=later) == paper


def test_nobody_turns_the_verification_off_for_all(unit: Unit) -> None:
    paper = issue(unit)
    since = NOW.replace(minute=0)
    Lookup.objects.bulk_create(
        Lookup(key=looking_up.key_of(f"198.51.100.{n}"), since_at=since, count=10**6)
        for n in range(200)
    )

    assert looking_up.look_up(paper.code, address="192.0.2.9", at=NOW) == paper
    assert Lookup.objects.filter(count=1).count() == 1  # no row that all of them write


def test_addresses_that_one_household_has_without_end_count_as_one() -> None:
    one = looking_up.key_of("2001:db8:1:2::1")

    assert looking_up.key_of("2001:DB8:1:2:ffff:0:0:9") == one
    assert looking_up.key_of("2001:db8:1:3::1") != one
    assert looking_up.key_of("::ffff:192.0.2.1") == looking_up.key_of("192.0.2.1")
    assert looking_up.key_of("192.0.2.2") != looking_up.key_of("192.0.2.1")
    assert looking_up.key_of("") != one


def test_the_address_itself_is_not_kept(unit: Unit) -> None:
    looking_up.look_up("x", address="192.0.2.77", at=NOW)

    assert "192.0.2.77" not in str(list(Lookup.objects.values()))
    assert looking_up.forget_old(NOW + dt.timedelta(hours=4)) == 1


def test_known_and_unknown_codes_ask_the_database_the_same(
    unit: Unit, django_assert_num_queries: Callable[[int], object]
) -> None:
    paper = issue(unit)
    looking_up.look_up("x", address="192.0.2.1", at=NOW)  # the hour has begun

    for typed in (paper.code, "X" * 24, "ngắn"):
        with django_assert_num_queries(5):  # type: ignore[attr-defined]
            looking_up.look_up(typed, address="192.0.2.1", at=NOW)


# Papers in the world were printed with these: another wording is another file.
TEMPLATES = {
    "agreement_1": "16417f522b5f87f0e0db36c3eee824533b4e42b7bec32a42de98e5fdb1d7a1a4",
    "award_diploma_1": "aba1ab63f11c81806435613f9282350ea0877ce43f82aed32aa01288c18371e8",
    "award_testimonial_1": "2c3e20cb4306ed8134853d7e7e95de01e73441f5eae7f51af1a0dadf014d62a7",
    "council_counting": "c4b178ab8ec8da5b3453fafc1e469a3afe4d845d8546606f9d2a2607f72b0622",
    "council_minutes": "c0d9119fc1cc5d10f23c63352c5f64adbe902884fd775d288c929924abc2b169",
    "official_1": "77fa704b15c04a3bbce4a5e674558d803480390c2cc099a187d2a303548ea9cf",
    "official_2": "02d8a3f0f9ae8999f5594f62f0ee89ef22957b26f5fad9692f6400bb0874dcb8",
    "official_3": "76ad774b0266d1be8930a3d55378f0f05bf8ad3e465ed5fceaa596ffd3b732f0",
    "official_4": "7624203857e7148e65ea58a938cf1e7ac20d7e5963b06eb5048949ecfb463f96",
    "official_chart": "dee80cd5c414be352d4780e4ccaf0d88dc03baaf34dec74ab645fce94e66b292",
    "recognition_certificate_1": "8fa56808cbfa5326879fc08480cbf01c010f6a681a9cc04208c85dc96f53dc9f",
    "recognition_decision_1": "034bae0be09d5db14997c3eaee1154f0b2bb98bbce592a6bef3b376da24278c5",
    "shared/award_frame_1": "e68da17a73a713c406b72138566eb456adf219d96d566285aa529ebe738ccaef",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_papers_were_issued_with_never_changes(name: str) -> None:
    source = (rendering.TEMPLATES / f"{name}.typ").read_bytes()

    assert rules.digest(source) == TEMPLATES[name]
