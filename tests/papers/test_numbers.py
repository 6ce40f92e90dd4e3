"""Numbers that units write themselves, and series that have every number on a paper."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from sangkien.journal.models import Entry
from sangkien.papers import rules
from sangkien.papers.errors import InvalidNumber, NumberTaken
from sangkien.papers.models import IssuedPaper, NumberSeries
from sangkien.papers.verifying import check_numbers, check_papers
from sangkien.units.models import Unit
from tests.commendation.tampering import unnoticed
from tests.factories import make_cast
from tests.papers.test_issuing import issue

SYMBOL = "QĐ-LĐLĐ"


@pytest.fixture
def unit() -> Unit:
    return make_cast().factory


@pytest.mark.parametrize(
    ("typed", "printed", "key"),
    [
        ("45", "45", "45/QĐ-LĐLĐ"),
        ("Số 045a", "045a", "45A/QĐ-LĐLĐ"),
        (" số:01 / qđ–lđlđ ", "01/qđ-lđlđ", "1/QĐ-LĐLĐ"),
        ("1268/QĐ-TLĐ", "1268/QĐ-TLĐ", "1268/QĐ-TLĐ"),
        ("7 b/QÐ.CĐCS2", "7b/QĐ.CĐCS2", "7B/QĐ.CĐCS2"),
    ],
)
def test_an_own_number_has_one_form_and_one_key(typed: str, printed: str, key: str) -> None:
    assert rules.own_number(typed) == printed
    assert rules.key(typed.replace("–", "-"), SYMBOL) == rules.key(printed, SYMBOL) == key
    assert rules.is_key_of(printed, key)


@pytest.mark.parametrize(
    "typed",
    ["1 QĐ-LĐLĐ", "QĐ-LĐLĐ", "0/QĐ", "12 3/QĐ", "45ab", "45/", "45/-QĐ", "45-QĐ", "٤٥", "4/QĐ-ЛĐ"],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        rules.own_number(typed)

    assert refused.value.field == "own_number"


@pytest.mark.django_db
def test_a_number_that_is_written_otherwise_is_the_same_one(unit: Unit) -> None:
    issue(unit, symbol=SYMBOL)
    issue(unit, symbol=SYMBOL, own_number="45a")

    for typed in ("1", "001/qđ-lđlđ", "045A/QĐ-LĐLĐ"):
        with pytest.raises(NumberTaken):
            issue(unit, symbol=SYMBOL, own_number=typed)
    for typed in ("Số 9/QĐ-LĐLĐ", "9 QĐ-LĐLĐ"):  # in a draft from before they were checked
        with pytest.raises(InvalidNumber):
            issue(unit, symbol=SYMBOL, own_number=typed)

    assert IssuedPaper.objects.count() == 2


@pytest.mark.django_db
def test_earlier_numbers_are_compared_as_new_ones_and_doubles_are_named(
    unit: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(unit, symbol=SYMBOL)
    papers = [issue(unit, symbol=SYMBOL, own_number=typed) for typed in ("8", "9", "10")]
    labels = ["Số 01/QĐ-LĐLĐ", "Số 9/QĐ-LĐLĐ", "045a"]
    for paper, label in zip(papers, labels, strict=True):  # as they were issued before
        paper.label = paper.data["label"] = label
        paper.key = rules.former_key(label, f"/{SYMBOL}")
        paper.save()
        said = Entry.objects.filter(name="paper.issued", subject_id=paper.pk)
        told = {"seal": rules.seal(paper), "digest": rules.content(paper)}
        said.update(payload={**said.get().payload, **told})
    assert list(check_papers()) == []

    for _ in range(2):
        import_module("sangkien.papers.migrations.0004_own_numbers").put_right(apps, None)

    double = f"1/QĐ-LĐLĐ ({papers[0].pk})"
    found = IssuedPaper.objects.order_by("pk").values_list("key", flat=True)
    assert list(found) == ["1/QĐ-LĐLĐ", double, "9/QĐ-LĐLĐ", "45A/QĐ-LĐLĐ"]
    assert capsys.readouterr().out.count("Số 01/QĐ-LĐLĐ") == 1
    assert list(check_papers()) == []
    (named,) = check_numbers()
    assert labels[0] in named
    IssuedPaper.objects.filter(pk=papers[2].pk).update(key="46A/QĐ-LĐLĐ")
    assert len(list(check_papers())) == 1


@pytest.mark.django_db
def test_gaps_and_doubles_of_a_series_are_named(unit: Unit) -> None:
    issue(unit, symbol=SYMBOL, own_number="02/QĐ-LĐLĐ")
    papers = [issue(unit, symbol=SYMBOL) for _ in range(3)]
    issue(unit, symbol=SYMBOL, own_number="7a")
    issue(unit, symbol=SYMBOL, issued_on=dt.date(2027, 1, 2))
    assert [paper.label[:2] for paper in papers] == ["01", "03", "04"]
    assert list(check_numbers()) == []
    series = NumberSeries.objects.filter(year=2026)

    changes = [
        *((series, {"last": last}) for last in (0, 3, 9)),
        *((series, change) for change in ({"year": 2030}, {"symbol": "KT-LĐLĐ"})),
        (IssuedPaper.objects.filter(pk=papers[1].pk), {"number": 9, "key": "9/QĐ-LĐLĐ"}),
        (IssuedPaper.objects.filter(pk=papers[1].pk), {"key": "3/QĐ-TLĐ"}),
        (IssuedPaper.objects.filter(number=None, label__startswith="02"), {"key": "8/QĐ-LĐLĐ"}),
    ]
    assert unnoticed(changes, check_numbers) == []
