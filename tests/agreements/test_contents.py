"""What an edition says, as plain values."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.agreements import contents, patterns, steps
from sangkien.agreements.contents import Article, Content, Signer
from sangkien.agreements.enums import (
    AgreementKind,
    Denominator,
    PledgeKind,
    PracticeBase,
    Span,
    TargetBase,
    Verdict,
)
from sangkien.agreements.errors import Incomplete
from sangkien.core.errors import ManyErrors
from tests.agreements.pacts import pledge

DAY = dt.date(2026, 5, 13)
TWO = [
    Signer(place=1, name="Bên A", role="Bên A", signatory="An", post="Chủ tịch", unit=1),
    Signer(place=2, name="Bên B", role="Bên B", signatory="Bình", post="Chủ tịch", unit=2),
]
WHOLE = Content(articles=(Article(heading="Chỉ tiêu", text="Theo bảng."),), pledges=(pledge(2, 5),))


def test_what_is_written_is_read_back() -> None:
    full = replace(
        WHOLE,
        grounds=("Căn cứ Luật;",),
        pledges=(
            pledge(2, "8000", kind=PledgeKind.RANGE, most=Decimal(11000), due_on=DAY),
            pledge(1, "10.5", kind=PledgeKind.RATE, denominator=Denominator.MEMBERS),
        ),
    )

    assert contents.read(contents.dump(full)) == full


@given(value=st.decimals(min_value=0, max_value=10**9, places=2))
def test_the_digest_does_not_depend_on_how_a_number_was_typed(value: Decimal) -> None:
    plain = replace(WHOLE, pledges=(pledge(2, str(value)),))
    padded = replace(WHOLE, pledges=(pledge(2, f"{value}0"),))

    assert contents.digest(contents.dump(plain)) == contents.digest(contents.dump(padded))


def test_the_digest_tells_every_change() -> None:
    head = {"title": "Giao ước"}
    first = contents.digest(contents.sealed(WHOLE, head=head, parties=TWO))
    others = [
        contents.sealed(replace(WHOLE, amends="x"), head=head, parties=TWO),
        contents.sealed(WHOLE, head={"title": "Khác"}, parties=TWO),
        contents.sealed(WHOLE, head=head, parties=[replace(TWO[0], post="Phó"), TWO[1]]),
        contents.sealed(replace(WHOLE, pledges=(pledge(1, 5),)), head=head, parties=TWO),
    ]

    assert first not in map(contents.digest, others)


def test_composed_and_decomposed_letters_have_one_digest() -> None:
    composed = Content(grounds=("Căn cứ",))
    decomposed = Content(grounds=("Ca\u0306n  cu\u031b\u0301",))

    assert contents.cleaned(composed) == contents.cleaned(decomposed)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": None}, "chưa có con số"),
        ({"kind": PledgeKind.RANGE, "most": Decimal(3)}, "số đến phải lớn hơn"),
        ({"kind": PledgeKind.PERCENT}, "của đối tượng nào"),
        ({"kind": PledgeKind.DONE_BY}, "hãy ghi hạn"),
        ({"kind": PledgeKind.COVERAGE, "value": Decimal(101)}, "100 %"),
        ({"kind": PledgeKind.RATE}, "đoàn viên hay trên lao động"),
        ({"value": Decimal("2.5")}, "số nguyên"),
        ({"kind": PledgeKind.EACH, "value": Decimal(0)}, "lớn hơn 0"),
        ({"kind": PledgeKind.MODELS, "base": None}, "ít nhất 1 mô hình"),
        ({"kind": PledgeKind.MODELS, "value": Decimal(1)}, "chỉ tính “được công nhận”"),
        ({"kind": PledgeKind.COUNT, "value": Decimal(10) ** 13}, "quá lớn"),
    ],
)
def test_what_cannot_be_counted_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(Incomplete, match=words):
        contents.ensure_sensible_pledge(pledge(2, 5, **changes), 1)


def test_everything_that_lacks_is_said_at_once() -> None:
    parties = [replace(TWO[0], signatory=""), TWO[1]]
    lost = replace(WHOLE, articles=(), pledges=(pledge(3, 5),))

    with pytest.raises(ManyErrors) as refusal:
        contents.ensure_complete(lost, parties, is_annex=True)

    assert len(refusal.value.errors) == 3


def test_one_party_is_none() -> None:
    with pytest.raises(Incomplete, match="ít nhất hai bên"):
        contents.ensure_complete(replace(WHOLE, pledges=()), TWO[:1], is_annex=False)


@pytest.mark.parametrize("kind", AgreementKind)
@pytest.mark.parametrize("span", Span)
def test_every_pattern_is_whole(kind: AgreementKind, span: Span) -> None:
    found = patterns.content_of(kind, span, starts_on=DAY, ends_on=DAY)

    assert found.grounds
    assert found.articles
    assert "{" not in str(contents.dump(found)["articles"]).replace("{'", "")


def test_all_have_to_agree_and_to_sign() -> None:
    assert not steps.are_all_agreed([1, 2], {1: Verdict.AGREE})
    assert not steps.are_all_agreed([1, 2], {1: Verdict.AGREE, 2: Verdict.CHANGE})
    assert steps.are_all_agreed([1, 2], {1: Verdict.AGREE, 2: Verdict.AGREE})
    assert not steps.are_all_signed([1, 2], [2])
    assert not steps.are_all_signed([], [])


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (pledge(1, 850), "850"),
        (pledge(1, 100, kind=PledgeKind.COVERAGE), "100 %"),
        (pledge(1, 8000, kind=PledgeKind.RANGE, most=Decimal(11000)), "8.000–11.000"),
        (pledge(1, 2, kind=PledgeKind.EACH), "mỗi CĐCS ít nhất 2"),
        (pledge(1, 0, kind=PledgeKind.DONE_BY, due_on=DAY), "có"),
    ],
)
def test_numbers_are_written_as_people_read_them(made: contents.Pledge, words: str) -> None:
    assert made.words == words


def test_what_every_grassroots_union_promises_becomes_a_share_of_all() -> None:
    least = pledge(1, 2, kind=PledgeKind.EACH)
    other = pledge(1, 3, kind=PledgeKind.EACH, base=None, text="Buổi đối thoại")
    models = pledge(1, 1, kind=PledgeKind.MODELS, base=TargetBase.RECOGNISED)

    found = [contents.target_measure(one) for one in (least, other, models)]

    assert [(aim.value, aim.each, aim.subject) for aim in found if aim] == [
        (Decimal(100), Decimal(2), ""),
        (Decimal(100), Decimal(3), "Buổi đối thoại"),
        (Decimal(100), Decimal(1), models.text),
    ]
    assert [(aim.base, aim.practices) for aim in found if aim] == [
        (TargetBase.SENT, None),
        (None, None),
        (None, PracticeBase.RECOGNISED),
    ]
    for one in (least, other, models):
        contents.ensure_sensible_pledge(one, 1)
    assert (least.unit_words, other.unit_words, models.unit_words) == ("sáng kiến", "", "mô hình")
