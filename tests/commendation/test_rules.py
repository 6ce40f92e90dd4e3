import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.commendation.actions import dossiers
from sangkien.commendation.enums import MoneyKind
from sangkien.commendation.errors import InvalidAward, InvalidDossier
from sangkien.commendation.models import Award, Round
from sangkien.commendation.queries import catalogue
from sangkien.commendation.queries.candidates import Scene
from sangkien.commendation.rules import (
    articles,
    editing,
    eligibility,
    money,
    quotas,
    register,
    terms,
    wording,
)
from sangkien.commendation.rules.eligibility import Answer, Verdict
from sangkien.commendation.rules.facts import Facts, Goal, Place
from sangkien.commendation.rules.terms import Condition, ConditionKind, Money, Quota, Route, Terms
from sangkien.core import periods
from sangkien.units.models import Unit

MILLION = 1_000_000

# What was published as the reward of each title and form at four base salaries (thousand đồng).
SALARIES = (1_490_000, 1_800_000, 2_340_000, 2_530_000)
PUBLISHED = {
    "4.5": (6_710, 8_100, 10_530, 11_390),  # Chiến sĩ thi đua toàn quốc
    "3.0": (4_470, 5_400, 7_020, 7_590),  # Chiến sĩ thi đua bộ, ngành, tỉnh
    "1.0": (1_490, 1_800, 2_340, 2_530),  # Chiến sĩ thi đua cơ sở
    "0.3": (450, 540, 710, 760),  # Lao động tiên tiến
    "1.5": (2_240, 2_700, 3_510, 3_800),  # Tập thể lao động xuất sắc, Bằng khen bộ, tỉnh
    "0.8": (1_200, 1_440, 1_880, 2_030),  # Tập thể lao động tiên tiến
    "12.0": (17_880, 21_600, 28_080, 30_360),  # Cờ thi đua của Chính phủ
    "8.0": (11_920, 14_400, 18_720, 20_240),  # Cờ thi đua bộ, tỉnh
    "3.5": (5_220, 6_300, 8_190, 8_860),  # Bằng khen của Thủ tướng
    "0.6": (900, 1_080, 1_410, 1_520),  # Kỷ niệm chương, mức trần
}


def _facts(**known: object) -> Facts:
    values: dict[str, object] = {"until": "31/05/2022 24h00", "year": 2022, **known}
    return Facts(**values)  # type: ignore[arg-type]


def _answer(code: str, **known: object) -> Answer:
    return eligibility.answer(catalogue.get_shipped(code).terms, _facts(**known))


def test_the_published_amounts_of_every_form() -> None:
    """A09, A10, A11, A12 and the others of the published list."""
    for coefficient, published in PUBLISHED.items():
        asked = Money(kind=MoneyKind.COEFFICIENT, coefficient=Decimal(coefficient))
        for salary, thousands in zip(SALARIES, published, strict=True):
            assert money.amount_of(asked, salary)[0] == thousands * 1_000, (coefficient, salary)


def test_an_amount_says_how_it_came_about() -> None:
    asked = Money(kind=MoneyKind.COEFFICIENT, coefficient=Decimal("0.3"))
    vnd, words = money.amount_of(asked, 2_340_000, since_on=dt.date(2024, 7, 1), is_verified=False)
    assert vnd == 710_000
    assert words == (
        "0,3 × mức lương cơ sở 2.340.000 (từ 01/07/2024, cần kiểm chứng) = 702.000 đồng, "
        "làm tròn lên 710.000 đồng"
    )
    assert money.in_letters(vnd) == "Bảy trăm mười nghìn đồng"
    assert money.amount_of(asked, None) == (0, "")
    fixed = Money(kind=MoneyKind.AMOUNT, amount_vnd=500_000)
    assert money.amount_of(fixed, None) == (500_000, "Mức cố định")


@given(exact=st.fractions(min_value=0, max_value=10**12))
@settings(max_examples=40, deadline=None)
def test_rounding_up_adds_less_than_a_step(exact: Fraction) -> None:
    found = money.raised(exact)
    assert found % money.STEP_VND == 0
    assert exact <= found < exact + money.STEP_VND


def test_creative_labour_asks_for_the_published_sums() -> None:
    """A19."""
    routes = {one.name: one for one in catalogue.get_shipped("bang-lao-dong-sang-tao").terms.routes}
    cases = {
        "Trình độ từ cao đẳng trở xuống, không giữ chức vụ lãnh đạo: trong năm": (79, 80),
        "Trình độ đại học trở lên, không giữ chức vụ lãnh đạo": (149, 150),
        "Cán bộ lãnh đạo, quản lý": (199, 200),
    }
    for name, millions in cases.items():
        stated = {routes[name].conditions[0].words}
        only = Terms(routes=(routes[name],))
        found = [
            eligibility.answer(only, _facts(benefits={2022: n * MILLION}, stated=stated))
            for n in millions
        ]
        assert [one.qualifies for one in found] == [False, True], name
    three = routes["Trình độ từ cao đẳng trở xuống, không giữ chức vụ lãnh đạo: ba năm liên tục"]
    for total, holds in ((119, False), (120, True)):
        years = {2020: 40 * MILLION, 2021: 40 * MILLION, 2022: (total - 80) * MILLION}
        assert eligibility.find(three.conditions[1], _facts(benefits=years)).holds is holds


def test_what_is_not_known_asks_for_a_statement_and_never_counts() -> None:
    found = _answer("bang-lao-dong-sang-tao", benefits={2022: 90 * MILLION})
    assert found.verdict == Verdict.TO_STATE
    words = {one.condition.words for one in found.unknown}
    assert _answer("bang-lao-dong-sang-tao", benefits={2022: 90 * MILLION}, stated=words).qualifies
    assert _answer("bieu-duong-quy").verdict == Verdict.TO_STATE
    assert eligibility.answer(Terms(), _facts()).verdict == Verdict.TO_STATE


def test_the_leader_of_its_cluster_above_its_own_target_says_by_how_much() -> None:
    first = Place(among="Cụm 1", rank=1, of=10, figure=312, next_best=298)
    goal = Goal(value=300, reached=312, base="hợp lệ")
    found = _answer("bieu-duong-quy", places=(first,), goal=goal)
    assert found.qualifies
    assert [one.words for one in found.findings] == [
        "Cụm 1: hạng 1/10 với 312 hợp lệ (đến 31/05/2022 24h00), đơn vị sau 298",
        "312 hợp lệ / chỉ tiêu 300 (hợp lệ, đến 31/05/2022 24h00): vượt 4\xa0%",
    ]
    level = Goal(value=312, reached=312, base="hợp lệ")
    nearly = _answer("bieu-duong-quy", places=(first,), goal=level)
    assert nearly.verdict == Verdict.NEARLY
    assert nearly.against[0].words.endswith("vừa đủ, chưa vượt")
    second = Place(among="Cụm 1", rank=2, of=10, figure=298, next_best=312)
    short = Goal(value=300, reached=298, base="hợp lệ")
    assert _answer("bieu-duong-quy", places=(second,), goal=short).verdict == Verdict.NOT


def test_first_of_one_has_to_be_confirmed() -> None:
    alone = Place(among="Khối 2", rank=1, of=1, figure=9)
    goal = Goal(value=5, reached=9, base="hợp lệ")
    found = _answer("bieu-duong-quy", places=(alone,), goal=goal)
    assert found.verdict == Verdict.TO_STATE
    assert "chỉ có một đơn vị nên không so được với ai, cần xác nhận" in found.unknown[0].words
    province = _answer("bang-khen-lien-doan-tinh-tap-the", places=(alone,))  # no own target
    assert "không so được" in province.unknown[0].words
    among_ten = Place(among="Cụm 1", rank=1, of=10, figure=9, next_best=7)
    assert _answer("bieu-duong-quy", places=(alone, among_ten), goal=goal).qualifies
    scored = Condition(kind=ConditionKind.RANK_AT_MOST, words="Dẫn đầu", least=1)
    assert eligibility.find(scored, _facts(score_place=alone)).holds is None
    assert eligibility.find(scored, _facts(score_place=among_ten)).holds is True


def test_what_a_decision_says_in_words() -> None:
    assert articles.about("Khen thưởng phong trào sáng kiến quý II") == (
        "Về việc khen thưởng phong trào sáng kiến quý II"
    )
    assert articles.about("Đợt xét khen thưởng quý II") == "Về việc khen thưởng quý II"
    assert articles.about("Sơ kết 6 tháng") == "Về việc khen thưởng sơ kết 6 tháng"
    assert articles.about("An Giang xanh") == "Về việc khen thưởng An Giang xanh"
    assert articles.given("certificate", "Giấy khen công đoàn cấp trên", "LĐLĐ huyện") == (
        "Giấy khen của LĐLĐ huyện"
    )
    assert articles.given("flag", "Cờ thi đua", "LĐLĐ tỉnh") == "Cờ thi đua"
    assert articles.holders(["person", "collective", "person"], "") == "01 tập thể, 02 cá nhân"
    assert articles.recipients(("Như Điều 3", "Lưu: VT"), last=2) == ("Như Điều 2", "Lưu: VT")
    said = {"thanh_tich": "Dẫn đầu khối thi đua"}
    assert register.sentence("Đã có thành tích {thanh_tich}", said) == (
        "Đã có thành tích dẫn đầu khối thi đua"
    )
    assert register.sentence("Thành tích: {thanh_tich}", said).endswith(": Dẫn đầu khối thi đua")


def test_earlier_awards_count_as_far_as_the_register_goes() -> None:
    code = "chien-si-thi-dua-co-so"
    three = catalogue.get_shipped("chien-si-thi-dua-tong-lien-doan").terms.always[0]
    whole = _facts(held={code: {2019, 2020, 2021}}, register_since=2015)
    assert eligibility.find(three, whole).holds is True
    gap = eligibility.find(three, _facts(held={code: {2019, 2021}}, register_since=2015))
    assert (gap.holds, gap.words) == (False, "thiếu năm 2020 trong sổ khen thưởng")
    young = _facts(held={code: {2021}}, register_since=2021)
    assert eligibility.find(three, young).holds is None
    once = catalogue.get_shipped("ky-niem-chuong").terms.always[0]
    assert eligibility.find(once, _facts(held={"ky-niem-chuong": {2001}})).holds is False
    assert eligibility.find(once, _facts(register_since=2015)).holds is True
    assert eligibility.find(once, _facts()).holds is None


def test_shares_round_down_and_show_the_exact_number() -> None:
    assert quotas.share(15, 27).words == "15 % của 27 = 4,05, lấy 4"
    assert quotas.share(20, 10).words == "20 % của 10 = 2"
    both = quotas.limits(Quota(most=300, percent=15), pool=27, of_round=5)
    assert [one.most for one in both] == [4, 5]


def test_the_round_of_ho_chi_minh_city_of_2016() -> None:
    """A24: what it looks at, when it closes, how many each upper union nominates."""
    row = Round(
        since_on=dt.date(2015, 5, 1),
        until_on=dt.date(2016, 4, 30),
        closes_at=periods.end_of(dt.date(2016, 5, 12)),
    )
    scene = Scene(award=Award(), unit=Unit(), since_on=row.since_on, until_on=row.until_on)
    assert periods.last_day(scene.closes_at) == dt.date(2016, 4, 30)
    assert (scene.closes_at - periods.start_of(row.since_on)).days == 366
    last = row.closes_at - dt.timedelta(microseconds=1)
    assert periods.local_day(last) == dt.date(2016, 5, 12)
    dossiers.ensure_takes(row, at=last)
    with pytest.raises(InvalidDossier, match="24h00 ngày 12/05/2016"):
        dossiers.ensure_takes(row, at=periods.start_of(dt.date(2016, 5, 13)))
    persons, collectives = Quota(per_proposer=2), Quota(per_proposer=1)
    assert [quotas.of_proposer(persons, n)[0] for n in (0, 1, 2)] == [True, True, False]
    assert [quotas.of_proposer(collectives, n)[0] for n in (0, 1)] == [True, False]


def test_the_topic_flag_asks_for_96_points_no_accident_and_an_award_of_the_year_before() -> None:
    """Hướng dẫn 168/HD-TLĐ (2015), cờ chuyên đề Xanh – Sạch – Đẹp, bảo đảm an toàn vệ sinh lao động."""
    words = "Không có tai nạn lao động chết người"
    always = (
        Condition(kind=ConditionKind.SCORE_AT_LEAST, words="Từ 96 điểm", least=96),
        Condition(kind=ConditionKind.STATEMENT, words=words),
    )
    kinds = {"Cờ chuyên đề năm trước": "co", "Bằng khen chuyên đề năm trước": "bang-khen"}
    routes = tuple(
        Route(
            name=name,
            conditions=(Condition(kind=ConditionKind.HELD_BEFORE, words=name, code=code),),
        )
        for name, code in kinds.items()
    )
    rule = Terms(always=always, routes=routes)

    def verdict(points: int, *held_: str, stated: str = words) -> Verdict:
        known = _facts(
            score=str(points),
            score_points=points * 100,
            held={code: {2021} for code in held_},
            register_since=2015,
            stated={stated},
        )
        return eligibility.answer(rule, known).verdict

    assert [verdict(n, "co") for n in (96, 95)] == [Verdict.QUALIFIES, Verdict.NEARLY]
    assert verdict(96, "bang-khen") == Verdict.QUALIFIES
    assert verdict(96) == Verdict.NEARLY  # nothing in the year before
    assert verdict(96, "co", stated="") == Verdict.TO_STATE  # nobody has confirmed it


def test_a_unit_nominates_as_many_as_it_may() -> None:
    """Each upper union: one collective, two persons."""
    assert [quotas.of_proposer(Quota(per_proposer=2), n)[0] for n in (0, 1, 2)] == [
        True,
        True,
        False,
    ]
    assert quotas.of_proposer(Quota(per_proposer=1), 1)[0] is False
    assert quotas.of_proposer(Quota(), 1_000) == (True, "")


@given(
    merits=st.lists(st.integers(min_value=0, max_value=5), max_size=12),
    most=st.integers(min_value=0, max_value=12),
)
@settings(max_examples=40, deadline=None)
def test_nobody_is_cut_unseen(merits: list[int], most: int) -> None:
    found = sorted(enumerate(merits), key=lambda pair: -pair[1])
    cut = quotas.cut(found, most, merit=lambda pair: pair[1])
    assert [*cut.inside, *cut.edge, *cut.outside] == found
    assert len(cut.inside) <= most
    if cut.edge:
        assert len({merit for _key, merit in cut.edge}) == 1
        assert 0 < cut.places_left < len(cut.edge)


def test_every_shipped_award_reads_as_it_is_written_and_stays_to_be_verified() -> None:
    ready = catalogue.shipped()
    codes = {
        one.code
        for award in ready.values()
        for route in (award.terms.always, *(r.conditions for r in award.terms.routes))
        for one in route
        if one.code
    }
    assert codes <= set(ready)
    for one in ready.values():
        assert terms.read(terms.dump(one.terms)) == one.terms
        wording.check(one.terms.wording)
        assert one.verify_note
        assert one.sources
    assert ready["bang-khen-chuyen-de"].terms.quota == Quota(most=300, per_proposer=4)
    assert ready["chien-si-thi-dua-co-so"].terms.quota.percent == 15


@pytest.mark.parametrize("words", ["{{x.__class__}}", "{0.__init__}", "{% include x %}", "{la}"])
def test_a_sentence_takes_listed_placeholders_only(words: str) -> None:
    with pytest.raises(InvalidAward):
        wording.check(f"Đã có thành tích {words}")
    wording.check("Đã có thành tích {thanh_tich} năm {nam}")
    assert wording.filled("{ten}: {thanh_tich}", {"ten": "{nam}"}) == "{nam}: "


def test_conditions_come_and_go_with_their_route() -> None:
    one = {"kind": "statement", "words": "Hoàn thành nhiệm vụ", "least": 0}
    content = editing.with_route({}, "Một", one)
    content = editing.with_condition(content, editing.ALWAYS, one)
    content = editing.with_condition(content, 1, {**one, "words": "Khác"})
    content = editing.without_condition(content, 1, 0)
    assert [row["words"] for row in editing.conditions_of(content, 1)] == ["Khác"]
    assert editing.without_condition(content, 1, 0)["routes"] == []
    with pytest.raises(InvalidAward):
        editing.without_route(content, 2)
