"""The queries that people typed, over real titles: alike on both databases, and good."""

import pytest

from sangkien.search.queries import find_initiatives
from tests.search.corpus import make_library, questions, real_titles, shown

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_every_query_finds_what_is_written_down_for_both_databases() -> None:
    titles = real_titles()
    make_library(*titles.values())
    keys = {title: key for key, title in titles.items()}

    answers = {
        each.query: tuple(keys[title] for title in shown(find_initiatives(each.query)))
        for each in questions()
    }

    assert answers == {each.query: each.found for each in questions()}


def test_the_answers_hold_most_of_what_is_relevant_and_little_else() -> None:
    relevant = sum(len(each.relevant) for each in questions())
    found = sum(len(each.relevant.intersection(each.found)) for each in questions())
    beside = sum(len(set(each.found) - each.relevant) for each in questions())

    assert (found, relevant, beside) == (60, 67, 9)


@pytest.mark.parametrize(
    ("query", "trap"),
    [
        ("chinh ta", "Nâng cao chất lượng tài chính tại đơn vị"),
        ("mu cao su", "Biện pháp nâng cao sức khỏe mùa mưa"),
        ("cao su", "Biện pháp nâng cao sức khỏe người lao động"),
    ],
)
def test_parts_of_words_are_no_words(query: str, trap: str) -> None:
    make_library(trap)

    assert shown(find_initiatives(query)) == []
