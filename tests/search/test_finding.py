"""What is found, in which order, within which limits."""

import itertools

import pytest

from sangkien.accounts.actions.people import publish_name
from sangkien.initiatives.models import Initiative
from sangkien.search import lookup
from sangkien.search.matching import Term
from sangkien.search.models import InitiativeTokens
from sangkien.search.queries import Found, Within, find_initiatives, find_units, search_units
from tests.factories import NOW, actor, make_programme, make_unit
from tests.search.corpus import deliver, lit, make_library, shown

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

HOSTILE = [
    "",
    "   ",
    "\x00",
    "đồ\x00gá",
    "'; DROP TABLE search_initiativetokens; --",
    '"đồ gá" OR 1=1',
    "a:* & !b | (c <-> d)",
    "do NEAR(ga, 2) NOT han AND * ^ + -",
    "tokens:do {a b} : col",
    "%_\\",
    "10^400",
    "9" * 400,
    "a" * 5_000,
    "a " * 2_000,
    "_p1 _u0001 _b5000_0 _above",
    "\u202e\u200b\ufeff",
    "🙂🙂",
    "\ud800",
    "<script>alert(1)</script>",
]
CURSORS = [
    "x",
    "0.",
    "-1.5",
    "0.0",
    "99.1",
    "0.999999999999999999",
    "1.5;--",
    "٣.٤",
    "0." + "9" * 50,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_are_only_words(typed: str) -> None:
    make_library("Cải tiến đồ gá hàn khung thép")

    find_initiatives(typed)
    find_units(typed)
    search_units(typed)

    assert shown(find_initiatives("do ga han")) == ["Cải tiến đồ gá hàn khung thép"]


@pytest.mark.parametrize("cursor", CURSORS)
def test_hostile_cursor_gives_a_page_or_nothing(cursor: str) -> None:
    make_library("Đồ gá hàn", "Đồ gá tiện")

    found = shown(find_initiatives("do ga", cursor=cursor))

    assert set(found) <= {"Đồ gá hàn", "Đồ gá tiện"}


def test_filter_tokens_typed_as_words_filter_nothing() -> None:
    library = make_library("Đồ gá hàn")

    assert shown(find_initiatives(f"_p{library.programme.pk}")) == []


@pytest.mark.parametrize("typed", ["ĐỒ GÁ HÀN", "do ga han", "Đồ gá hàn", "đồ  gá-hàn!"])
def test_marks_case_and_signs_make_no_difference(typed: str) -> None:
    make_library("Cải tiến đồ gá hàn khung thép", "Hàn gắn đồ gỗ")

    assert shown(find_initiatives(typed)) == ["Cải tiến đồ gá hàn khung thép"]


def test_words_in_their_order_come_before_words_anywhere_then_the_newest() -> None:
    make_library("Đồ gá hàn", "Hàn bằng đồ gá", "Gá hàn có đồ kẹp", "Bộ đồ gá hàn mới")

    assert shown(find_initiatives("đồ gá hàn")) == [
        "Bộ đồ gá hàn mới",
        "Đồ gá hàn",
        "Gá hàn có đồ kẹp",
        "Hàn bằng đồ gá",
    ]


def pages_of(typed: str, *, limit: int) -> list[list[str]]:
    """Every page, one after the other, as "Xem thêm" leads to them."""
    page = find_initiatives(typed, limit=limit)
    pages = [shown(page)]
    while page.following is not None:
        page = find_initiatives(typed, cursor=page.following, limit=limit)
        pages.append(shown(page))
    return pages


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_each_other_without_gap_or_repetition(limit: int) -> None:
    make_library("Đồ gá hàn", "Hàn bằng đồ gá", "Gá hàn có đồ kẹp", "Bộ đồ gá hàn mới")
    whole = shown(find_initiatives("đồ gá hàn"))

    pages = pages_of("đồ gá hàn", limit=limit)

    assert list(itertools.chain(*pages)) == whole
    assert [len(page) for page in pages] == [limit] * (4 // limit) + [4 % limit] * bool(4 % limit)


def test_rows_far_apart_come_newest_first_page_by_page() -> None:
    library = make_library()
    keys = [3, 4_000, 12_000, 12_001, 26_000, 61_000, 61_001, 700_000]
    library.add(*(f"Đồ gá số {key}" for key in keys), keys=keys)

    pages = pages_of("do ga so", limit=3)

    newest_first = [f"Đồ gá số {key}" for key in sorted(keys, reverse=True)]
    assert pages == [newest_first[:3], newest_first[3:6], newest_first[6:]]
    assert find_initiatives("do ga so", limit=3).counted == len(keys)


@pytest.mark.parametrize(
    ("limit", "counted", "counts_best"), [(2, 2, True), (4, 4, False), (9, 4, False)]
)
def test_all_are_counted_when_they_fit_else_those_in_order(
    limit: int, counted: int, *, counts_best: bool
) -> None:
    make_library("Đồ gá hàn", "Bộ đồ gá", "Gá đỡ đồ", "Gá và đồ kẹp")

    found = find_initiatives("đồ gá", limit=limit)

    assert (found.counted, found.counts_best) == (counted, counts_best)


def test_counting_stops_at_the_limit() -> None:
    library = make_library()
    library.add("Đồ gá", "Đồ gá", "Đồ gá", keys=[1, 2, 200_000])

    counts = [lookup.count(InitiativeTokens, Term("do_ga"), most=most) for most in (2, 3, 4)]

    assert counts == [2, 3, 3]


def test_only_more_than_a_thousand_is_more_than_counted() -> None:
    assert [Found(counted=n).is_more_than_counted for n in (None, 1_000, 1_001)] == [
        False,
        False,
        True,
    ]


def test_filters_narrow_to_programme_field_and_subtree() -> None:
    library = make_library("Đồ gá một")
    cast = library.cast
    other = make_programme(cast.province, title="Chương trình thứ hai")
    safety = other.fields.get(number=2)
    library.add("Đồ gá hai", programme=other)
    library.add("Đồ gá ba", programme=other, field_id=safety.pk, unit=cast.far_factory)

    def found(within: Within) -> list[str]:
        return shown(find_initiatives("do ga", within=within))

    assert found(Within()) == ["Đồ gá ba", "Đồ gá hai", "Đồ gá một"]
    assert found(Within(programme_id=other.pk)) == ["Đồ gá ba", "Đồ gá hai"]
    assert found(Within(programme_id=other.pk, field_id=safety.pk)) == ["Đồ gá ba"]
    assert found(Within(unit_path=cast.superior.path)) == ["Đồ gá hai", "Đồ gá một"]
    assert found(Within(unit_path=cast.far_factory.path)) == ["Đồ gá ba"]
    assert shown(find_initiatives("", within=Within(unit_path=cast.superior.path))) == [
        "Đồ gá hai",
        "Đồ gá một",
    ]


def test_signs_alone_find_nothing_even_within_filters() -> None:
    library = make_library("Đồ gá")

    assert shown(find_initiatives("!!!", within=Within(programme_id=library.programme.pk))) == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("phan mem netsuport", "Ứng dụng phần mềm quản lý"),
        ("do ga hnaf khung", "Đồ gá hàn khung thép"),
        ("may gap chan tu dong khong day", "Máy gấp chăn chạy bằng pin"),
        ("chatgp", "Dùng ChatGPT soạn bài"),
    ],
)
def test_when_nothing_is_exact_what_comes_near_is_shown_as_such(typed: str, title: str) -> None:
    make_library(title, "Chuyện khác")

    found = find_initiatives(typed)

    assert (shown(found), found.is_near, found.counted) == ([title], True, None)


def test_name_of_the_author_is_shown_by_consent_only() -> None:
    library = make_library("Đồ gá")
    before = [hit.author_name for hit in find_initiatives("do ga").hits]

    publish_name(library.cast.author, by=actor(library.cast.author), at=NOW)

    assert before == [""]
    assert [hit.author_name for hit in find_initiatives("do ga").hits] == ["Nguyễn Văn An"]


def test_words_typed_are_lit_whatever_they_are_written_like() -> None:
    make_library("CĐCS cải tiến Đồ Gá, đồ-gá máy")

    hit = find_initiatives("do ga cong doan co so").hits[0]

    assert lit(hit.title) == ["CĐCS", "Đồ", "Gá", "đồ", "gá"]


def test_hit_that_is_no_longer_public_is_left_out() -> None:
    make_library("Đồ gá", "Đồ gá hàn")
    Initiative.objects.filter(title="Đồ gá").update(state="withdrawn")

    assert shown(find_initiatives("do ga")) == ["Đồ gá hàn"]


UNITS = {
    "CĐCS Công ty May Ánh Dương": [
        "may anh duong",
        "CĐCS may",
        "công đoàn cơ sở công ty may",
        "AD",
    ],
    "LĐLĐ tỉnh Bình Minh": [
        "liên đoàn lao động tỉnh bình minh",
        "ldld binh minh",
        "tinh Bình Minh",
    ],
    "CĐCS Trường THPT Sông Hồng": ["trung học phổ thông sông hồng", "thpt song hong"],
    "Công đoàn Ban quản lý các khu công nghiệp": ["BQL các KCN", "bql khu cong nghiep"],
}


@pytest.mark.parametrize("name", UNITS)
def test_unit_is_found_by_every_way_to_name_it(name: str) -> None:
    cast = make_library().cast
    make_unit("CĐCS Trường THPT Sông Hồng", level="co-so", parent=cast.superior)
    make_unit("Công đoàn Ban quản lý các khu công nghiệp", level="cap-tren", parent=cast.province)
    deliver()

    assert {typed: shown(find_units(typed))[:1] for typed in UNITS[name]} == {
        typed: [name] for typed in UNITS[name]
    }


def test_upper_units_come_first_and_pages_go_on_across_levels() -> None:
    cast = make_library().cast
    make_unit("CĐCS Bình Minh Một", level="co-so", parent=cast.superior)
    make_unit("LĐLĐ huyện Bình Minh", level="cap-tren", parent=cast.province)
    deliver()

    first = find_units("binh minh", limit=2)
    second = find_units("binh minh", cursor=first.following or "", limit=2)

    assert shown(first) == ["LĐLĐ tỉnh Bình Minh", "LĐLĐ huyện Bình Minh"]
    assert (shown(second), second.following) == (["CĐCS Bình Minh Một"], None)


def test_chooser_gets_the_units_themselves() -> None:
    cast = make_library().cast
    deliver()

    assert search_units("anh duong") == [cast.factory]
