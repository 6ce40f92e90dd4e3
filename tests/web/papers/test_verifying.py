from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.papers import rules
from sangkien.papers.actions import issuing, looking_up
from sangkien.papers.models import IssuedPaper, Lookup
from tests.factories import NOW, SYSTEM, make_cast, make_member
from tests.papers.test_issuing import HOLDER, draft
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> IssuedPaper:
    return issuing.issue(draft(make_cast().factory), by=SYSTEM, at=NOW)


def page(code: str, client: Client | None = None, **headers: str) -> object:
    return (client or Client()).get(reverse("papers:paper", args=[code]), **headers)  # type: ignore[arg-type]


def test_the_page_shows_what_is_stored(paper: IssuedPaper) -> None:
    response = page(paper.code)

    words = text_of(response)
    for stored in (HOLDER, paper.title, paper.label, "20/05/2026", paper.unit.name, "hiệu lực"):
        assert stored in words
    assert response.status_code == 200  # type: ignore[attr-defined]


def test_a_revoked_paper_says_since_when(paper: IssuedPaper) -> None:
    issuing.revoke(paper, reason="Gian dối", document="15/QĐ-LĐLĐ", by=SYSTEM, at=NOW)

    words = text_of(page(paper.code))

    assert "đã thu hồi từ ngày 20/05/2026" in words
    assert "15/QĐ-LĐLĐ" in words
    assert "Gian dối" not in words  # why is the affair of those concerned
    assert "còn hiệu lực" not in words


def test_a_replaced_paper_names_the_one_that_replaced_it(paper: IssuedPaper) -> None:
    new = issuing.reissue(paper, draft(paper.unit), reason="Sai tên", by=SYSTEM, at=NOW)

    words = text_of(page(paper.code))

    assert f"đã được cấp lại: số {new.label}" in words
    assert reverse("papers:paper", args=[new.code]) in page(paper.code).content.decode()  # type: ignore[attr-defined]
    assert "còn hiệu lực" not in words
    assert "còn hiệu lực" in text_of(page(new.code))


def test_every_code_that_is_none_gets_the_same_answer(paper: IssuedPaper) -> None:
    near = paper.code[:-1] + ("A" if paper.code[-1] != "A" else "B")

    codes = (near, rules.new_code(), "khong", str(paper.pk * 1000), "9" * 200)

    answers = {code: page(code) for code in codes}

    assert {one.status_code for one in answers.values()} == {404}  # type: ignore[attr-defined]
    without_address = {
        one.content.replace(code.encode(), b"")  # type: ignore[attr-defined]
        for code, one in answers.items()
    }
    assert len(without_address) == 1


def test_the_page_is_the_same_for_everybody_and_sets_no_cookie(paper: IssuedPaper) -> None:
    officer = client_of(make_member_of(paper))

    stranger, member = page(paper.code), page(paper.code, officer)

    assert stranger.content == member.content  # type: ignore[attr-defined]
    assert not stranger.cookies  # type: ignore[attr-defined]
    assert "frame-ancestors 'none'" in stranger["Content-Security-Policy"]  # type: ignore[index]
    assert stranger["X-Robots-Tag"] == "noindex"  # type: ignore[index]


def make_member_of(paper: IssuedPaper) -> User:
    return make_member(paper.unit, "Phan Cùng Xưởng")


def test_who_tries_codes_gets_no_answer_at_all(paper: IssuedPaper) -> None:
    now = clock.now()
    Lookup.objects.create(
        key=looking_up.key_of("127.0.0.1"),
        since_at=now.replace(minute=0, second=0, microsecond=0),
        count=rules.MOST_PER_ADDRESS,
    )

    response = page(paper.code)

    assert response.status_code == 429  # type: ignore[attr-defined]
    assert HOLDER not in text_of(response)


def test_an_address_that_is_only_claimed_counts_for_nothing(
    paper: IssuedPaper, settings: object
) -> None:
    page(paper.code, HTTP_X_FORWARDED_FOR="198.51.100.7")

    assert Lookup.objects.get().key == looking_up.key_of("127.0.0.1")


def test_the_form_leads_to_the_page_and_tells_typing_errors(paper: IssuedPaper) -> None:
    form = reverse("papers:verify")

    found = Client().get(form, {"q": f" {paper.reference.lower()} "})
    short = Client().get(form, {"q": "7K3M"})

    assert found["Location"] == reverse("papers:paper", args=[paper.code])
    assert short.status_code == 422
    assert "24 chữ và số" in text_of(short)


def test_the_page_asks_the_database_little(
    paper: IssuedPaper, django_assert_num_queries: Callable[[int], object]
) -> None:
    page(paper.code)

    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        page(paper.code)
