"""Ranks, tie-breaks, years, and lines that fill themselves: plain values, no database."""

import datetime as dt
import itertools
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.core import periods
from sangkien.scoring.enums import TieKind
from sangkien.scoring.errors import InvalidTable
from sangkien.scoring.rules import automatic, ranking, reading, tables
from sangkien.scoring.rules.automatic import Fact
from sangkien.scoring.rules.people import Share
from sangkien.scoring.rules.ranking import Runner, Settled
from sangkien.scoring.rules.tables import POINT, Halves, Table, Tie

AT = periods.start_of(dt.date(2026, 7, 10))
LABELS = {"II": "Kết quả phong trào", "III.2": "Tỷ lệ nữ"}
FEW = settings(max_examples=30, deadline=None)
MANUAL = {"code": "1", "name": "Chung", "kind": "manual", "most": "60"}
REPORTS = {
    "code": "2",
    "name": "Chế độ báo cáo",
    "kind": "automatic",
    "most": "20",
    "automatic": {"source": "reports", "way": "proportional"},
}


def runner(key: int, total: int, **about: Any) -> Runner:
    points = {"II": about.pop("group", 0)}
    measured = {"III.2": Fraction(about.pop("women"))} if "women" in about else {}
    return Runner(
        key=key, name=f"Đơn vị {key}", total=total, points=points, measured=measured, **about
    )


def ranks(runners: list[Runner], *ties: Tie) -> dict[int, int]:
    return {one.runner.key: one.rank for one in ranking.rank(runners, ties, labels=LABELS)}


def table(*nodes: dict[str, Any], **more: Any) -> Table:
    return reading.read({"name": "Bảng thử", "nodes": list(nodes), **more})


def test_ties_share_a_rank_until_the_table_says_what_decides() -> None:
    rows = [runner(1, 9000, group=3000), runner(2, 9500), runner(3, 9000, group=3500)]
    assert ranks(rows) == {2: 1, 1: 2, 3: 2}
    group = Tie(kind=TieKind.NODE, node="II")
    placed = ranking.rank(rows, (group,), labels=LABELS)

    assert [(one.runner.key, one.rank) for one in placed] == [(2, 1), (3, 2), (1, 3)]
    assert "kém mức liền trên 5 điểm" in placed[1].why[0]
    assert "Kết quả phong trào”: 35" in placed[1].why[1]
    shared = ranking.rank(rows, (), labels=LABELS)[1]
    assert shared.is_shared
    assert "Đồng hạng với Đơn vị 3" in shared.why[-1]


def test_each_tie_break_decides_in_its_turn() -> None:
    early, late = AT, AT + dt.timedelta(hours=1)
    women, entries, earlier = (
        Tie(kind=TieKind.WOMEN, node="III.2"),
        Tie(kind=TieKind.ENTRIES),
        Tie(kind=TieKind.EARLIER),
    )
    rows = [
        runner(1, 9000, women=71, entries=4, sent_at=late),
        runner(2, 9000, women=69, entries=9, sent_at=early),
        runner(3, 9000, women=95, entries=4, sent_at=early),
    ]
    assert ranks(rows, women, entries, earlier) == {3: 1, 1: 2, 2: 3}
    assert ranks(rows, entries, women) == {2: 1, 1: 2, 3: 2}
    unknown = [*rows[:2], runner(3, 9000, entries=4, sent_at=early)]
    placed = ranking.rank(unknown, (women, entries), labels=LABELS)
    assert placed[0].runner.key == 2
    assert "chưa đủ số liệu: thiếu của Đơn vị 3" in placed[0].why[1]


def share(women: int, people: int) -> Share:
    return Share(women=women, people=people, counted_on=AT.date())


def test_women_given_on_the_cards_decide_and_people_decide_what_is_left() -> None:
    assert share(6999, 10_000).words == "6.999/10.000 người là nữ, 69,9 %, ngày 10/07/2026"
    assert [share(*one).is_enough for one in ((7, 10), (6999, 10_000))] == [True, False]
    women = Tie(kind=TieKind.WOMEN)
    rows = [runner(key, 9000) for key in (1, 2, 3)]
    given = [replace(row, women=share(70 + 2 * row.key, 100)) for row in rows[1:]]
    low = replace(rows[0], women=share(38, 100))
    placed = ranking.rank([low, *given], (women,), labels=LABELS)
    assert [(one.runner.key, one.rank) for one in placed] == [(2, 1), (3, 1), (1, 3)]
    assert "đạt (Đơn vị 2: 74/100 người là nữ, 74 %" in placed[0].why[1]
    assert "không đạt (Đơn vị 1: 38/100" in placed[2].why[1]

    settled = [
        replace(row, settled=Settled(rank=rank, held_on=AT.date(), reason="Biểu quyết 5/6"))
        for row, rank in zip(given, (2, 1), strict=True)
    ]
    placed = ranking.rank([low, *settled], (women,), labels=LABELS)
    assert [(one.runner.key, one.rank) for one in placed] == [(3, 1), (2, 2), (1, 3)]
    words = "Họp rà soát ngày 10/07/2026 phân định thứ tự: Biểu quyết 5/6"
    assert placed[0].why[-1] == placed[1].why[-1] == words
    half = ranking.rank([low, settled[0], given[1]], (women,), labels=LABELS)
    assert [one.rank for one in half] == [1, 1, 3]


RUNNERS = st.lists(
    st.builds(
        lambda total, group, entries: (total, group, entries),
        st.integers(0, 3).map(lambda n: n * POINT),
        st.integers(0, 2).map(lambda n: n * POINT),
        st.one_of(st.none(), st.integers(0, 2)),
    ),
    min_size=1,
    max_size=8,
)
TIES = st.lists(
    st.sampled_from(
        [Tie(kind=TieKind.NODE, node="II"), Tie(kind=TieKind.ENTRIES), Tie(kind=TieKind.EARLIER)]
    ),
    unique=True,
)


@FEW
@given(drawn=RUNNERS, ties=TIES, data=st.data())
def test_the_order_of_rows_changes_no_rank(
    drawn: list[tuple[int, int, int | None]], ties: list[Tie], data: st.DataObject
) -> None:
    rows = [
        runner(key, total, group=group, entries=entries)
        for key, (total, group, entries) in enumerate(drawn)
    ]
    found = ranking.rank(rows, ties, labels=LABELS)
    assert found == ranking.rank(data.draw(st.permutations(rows)), ties, labels=LABELS)

    by_rank = [one.rank for one in found]
    assert by_rank == sorted(by_rank)
    for place, one in enumerate(found):
        assert one.rank == by_rank.index(one.rank) + 1 <= place + 1
        assert one.is_shared == (by_rank.count(one.rank) > 1)
    for above, below in itertools.pairwise(found):
        assert above.runner.total >= below.runner.total


@FEW
@given(
    first=st.integers(0, 12_000),
    second=st.integers(0, 12_000),
    weights=st.tuples(st.integers(0, 10), st.integers(1, 10)),
)
def test_a_year_lies_between_its_halves(first: int, second: int, weights: tuple[int, int]) -> None:
    found = ranking.year_of(Halves(first=weights[0], second=weights[1]), first, second)
    assert found.score is not None
    assert min(first, second) <= found.score <= max(first, second)


def test_without_a_half_there_is_no_year() -> None:
    long_bien = Halves(first=1, second=2)
    assert ranking.year_of(long_bien, 8000, 9500).words == "(1 × 80 + 2 × 95) : 3 = 90"
    missing = ranking.year_of(long_bien, 8000, None)
    assert missing.score is None
    assert "6 tháng cuối năm" in missing.words
    assert ranking.year_of(Halves(first=0, second=1), None, 9500).score == 9500


def _fact(part: int, whole: int | None = None) -> Fact:
    return Fact(
        part=Fraction(part),
        whole=None if whole is None else Fraction(whole),
        part_words="báo cáo đúng hạn",
        whole_words="phải nộp",
        lost_words="báo cáo chậm, thiếu",
    )


def test_a_figure_is_worth_what_its_words_say() -> None:
    node = table(MANUAL, REPORTS).by_code["2"]
    found = automatic.suggest(node, _fact(34, 36), at=AT)
    assert found.words == "34 báo cáo đúng hạn / 36 phải nộp = 94,44 %; được 18,89 điểm"
    assert found.value == Fraction("94.44")
    assert found.points == 1889
    assert automatic.percent(Fraction(99_999), Fraction(100_000)) == Fraction("99.99")

    late = {**REPORTS, "each": "2", "automatic": {"source": "reports", "way": "penalty"}}
    penalty = automatic.suggest(table(MANUAL, late).by_code["2"], _fact(33, 36), at=AT)
    assert penalty.value == 3
    assert penalty.points == -600
    assert penalty.words.startswith("3 báo cáo chậm, thiếu")

    nothing = automatic.suggest(node, _fact(0, 0), at=AT)
    assert nothing.value is None
    assert nothing.points is None
    assert "chưa có số liệu" in nothing.words


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"automatic": {}}, "source"),
        ({"automatic": {"source": "reports", "way": "bonus"}, "each": "1"}, "way"),
        ({"automatic": {"source": "practices", "way": "penalty"}, "each": "1"}, "way"),
        ({"automatic": {"source": "reports", "way": "manual"}}, "way"),
        (
            {
                "automatic": {"source": "reports", "way": "tiered"},
                "tiers": [{"name": "Tốt", "points": "1"}],
            },
            "tiers",
        ),
    ],
)
def test_figures_that_mean_nothing_for_a_line_are_refused(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidTable) as refusal:
        table(MANUAL, {**REPORTS, **changes})
    assert refusal.value.field == field


def test_ties_and_the_review_are_read_and_written_without_loss() -> None:
    ties = [{"kind": "class_score"}, {"kind": "node", "node": "1"}, {"kind": "women", "node": "2"}]
    found = table(MANUAL, REPORTS, ties=ties, review={"asked": False, "days": "7"})
    assert reading.read(tables.dump(found)) == found
    assert (found.review.is_asked, found.review.days) == (False, 7)
    for wrong in (
        [{"kind": "node", "node": "9"}],
        [{"kind": "women", "node": "1"}],
        [{"kind": "earlier", "node": "1"}],
        [{"kind": "earlier"}, {"kind": "earlier"}],
    ):
        with pytest.raises(InvalidTable):
            table(MANUAL, REPORTS, ties=wrong)
