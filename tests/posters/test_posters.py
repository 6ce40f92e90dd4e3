"""Posters: what stands on them, who writes it, and many of them at once."""

import io
import uuid

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from sangkien.accounts.actions import people
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.papers import qr, rendering
from sangkien.posters import queries, rules
from sangkien.posters.actions import printing, texts
from sangkien.posters.errors import InvalidText, NotOrdered
from sangkien.posters.models import PosterOrder, PosterPiece
from sangkien.programmes.models import Programme
from tests.factories import NOW, Cast, actor, make_cast, make_programme, make_unit

pytestmark = pytest.mark.django_db

LONG = (
    "Công đoàn cơ sở Công ty Trách nhiệm hữu hạn Một thành viên Khai thác Công trình Thủy lợi và "
    "Xây dựng Phát triển Nông thôn – Chi nhánh Xí nghiệp Dịch vụ Kỹ thuật Tổng hợp Khu Công nghiệp "
    "Phú Bài Giai đoạn Hai"
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def order(cast: Cast, programme: Programme, key: uuid.UUID | None = None) -> PosterOrder:
    return printing.order(
        cast.superior,
        programme,
        request_key=key or uuid.uuid4(),
        by=actor(cast.superior_officer),
        at=NOW,
    )


def test_poster_names_programme_unit_address_and_deadline(cast: Cast, programme: Programme) -> None:
    (page,) = pages(rendering.render("poster", queries.posters(programme, [cast.factory], at=NOW)))

    for said in (
        programme.title,
        cast.factory.name,
        "/dk/AD/",
        "24h00 ngày 31/05/2026",
        f"Hãy hỏi Ban Chấp hành {cast.factory.name}",
    ):
        assert said in page


def test_very_long_name_stays_on_one_page(cast: Cast, programme: Programme) -> None:
    unit = make_unit(LONG, level="co-so", parent=cast.superior)

    (page,) = pages(rendering.render("poster", queries.posters(programme, [unit], at=NOW)))

    assert LONG in page
    assert "24h00 ngày 31/05/2026" in page


@pytest.mark.parametrize("code", ["AD", "L34-91-P1.02", "Đ 1%2"])
def test_code_leads_to_the_public_address_of_unit_and_programme(
    programme: Programme, code: str
) -> None:
    path = reverse("kiosk:programme", args=[code, programme.slug])

    found = rules.scanned_address(settings.BASE_URL, code, programme.slug)

    assert found == settings.BASE_URL + path
    assert rules.typed_address("https://sangkien.vn", "AD") == "sangkien.vn/dk/AD/"


def test_officer_is_named_only_with_consent(cast: Cast, programme: Programme) -> None:
    def contact() -> object:
        return queries.posters(programme, [cast.factory], at=NOW)["posters"][0]["contact"]

    before = contact()
    people.publish_name(cast.officer, by=actor(cast.officer), at=NOW)

    assert "Trần Thị Bình" not in str(before)
    assert contact() == f"Cần giúp? Hãy hỏi Trần Thị Bình, cán bộ {cast.factory.name}."


def test_posters_of_many_units_take_the_same_number_of_queries(
    cast: Cast, programme: Programme, django_assert_num_queries: object
) -> None:
    one, three = [cast.factory], [cast.factory, cast.sister_factory, cast.far_factory]
    for wanted in (one, three):
        with django_assert_num_queries(3):  # type: ignore[operator]
            queries.posters(programme, wanted, at=NOW)


@pytest.mark.postgres
def test_organiser_writes_the_text_and_takes_it_back(cast: Cast, programme: Programme) -> None:
    by = actor(cast.provincial_officer)
    said = {**rules.DEFAULTS, "invitation": "Mời {don_vi} gửi trước {han}, ở {dia_chi}."}

    texts.change(programme, said, by=by, at=NOW)
    own = queries.posters(programme, [cast.factory], at=NOW)["posters"][0]["invitation"]
    texts.restore(programme, by=by, at=NOW)
    texts.restore(programme, by=by, at=NOW)

    assert str(own).startswith(f"Mời {cast.factory.name} gửi trước 24h00 ngày 31/05/2026, ở ")
    assert queries.wording(programme).texts == dict(rules.DEFAULTS)
    assert Entry.objects.filter(name="poster.text_restored").count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "x" * 161, "{ten}", "{don_vi", "}", "{{don_vi}}", "{don_vi.__class__}",
        "{0.__init__}", "{don_vi!r}", "{% include 'x' %}",
    ],
)  # fmt: skip
def test_only_listed_placeholders_are_taken(cast: Cast, programme: Programme, text: str) -> None:
    with pytest.raises(InvalidText) as refusal:
        texts.change(
            programme,
            {**rules.DEFAULTS, "step_two": text},
            by=actor(cast.provincial_officer),
            at=NOW,
        )

    assert refusal.value.field == "step_two"


@pytest.mark.parametrize("who", ["officer", "superior_officer", "auditor", "author"])
def test_only_those_who_run_the_programme_write(cast: Cast, programme: Programme, who: str) -> None:
    with pytest.raises(NotAllowed):
        texts.change(programme, rules.DEFAULTS, by=actor(getattr(cast, who)), at=NOW)
    with pytest.raises(NotAllowed):
        texts.restore(programme, by=actor(getattr(cast, who)), at=NOW)


def test_what_is_filled_in_is_not_looked_at_again(cast: Cast, programme: Programme) -> None:
    unit = make_unit("CĐCS {han} #eval(1)", level="co-so", parent=cast.superior)

    (page,) = pages(rendering.render("poster", queries.posters(programme, [unit], at=NOW)))

    assert "CĐCS {han} #eval(1)" in page


def test_a_few_are_made_at_once_in_the_order_of_names(cast: Cast, programme: Programme) -> None:
    made = order(cast, programme)

    found = pages(queries.pdf_of(made))
    assert [cast.sister_factory.name in found[0], cast.factory.name in found[1]] == [True, True]
    assert len(found) == 2
    assert PosterPiece.objects.count() == 0


@pytest.mark.postgres
def test_same_form_twice_is_one_order(cast: Cast, programme: Programme) -> None:
    key = uuid.uuid4()

    assert order(cast, programme, key) == order(cast, programme, key)
    assert Entry.objects.filter(name="poster.ordered").count() == 1


def test_many_are_made_by_the_worker_piece_by_piece(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_unit("CĐCS Trạm Y tế", level="co-so", parent=cast.superior)
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    monkeypatch.setattr(rules, "PIECE", 2)

    waiting = order(cast, programme)
    steps = []
    while printing.work(NOW):
        steps.append(PosterOrder.objects.values_list("made", flat=True).get())

    assert waiting.finished_at is None
    assert steps == [2, 3, 3]
    made = queries.order(cast.superior, waiting.pk, actor=actor(cast.superior_officer))
    assert len(pages(queries.pdf_of(made))) == 3


@pytest.mark.postgres
def test_work_goes_on_after_a_kill(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 1)
    monkeypatch.setattr(rules, "PIECE", 1)
    order(cast, programme)
    printing.work(NOW)
    seen_by_the_killed_one = PosterOrder.objects.select_related("programme").get()

    printing.work(NOW)
    printing.press().go_on(seen_by_the_killed_one, at=NOW)
    while printing.work(NOW):
        pass

    assert len(pages(queries.pdf_of(PosterOrder.objects.get()))) == 2


def test_what_cannot_be_made_does_not_keep_the_others_waiting(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 1)
    broken, good = order(cast, programme), order(cast, programme)
    PosterOrder.objects.filter(pk=broken.pk).update(unit_ids=[0])
    for _try in range(rules.MOST_TRIES):
        with pytest.raises(KeyError):
            printing.work(NOW)

    while printing.work(NOW):
        pass

    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.is_given_up, good.is_given_up) == (True, False)
    assert good.finished_at == NOW


def test_too_many_and_none_are_refused(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST", 1)
    with pytest.raises(NotOrdered):
        order(cast, programme)
    with pytest.raises(NotOrdered):
        printing.order(
            cast.factory,
            programme,
            request_key=uuid.uuid4(),
            by=actor(cast.officer),
            at=NOW,
        )

    assert PosterOrder.objects.count() == 0


@pytest.mark.parametrize("who", ["author", "sister_officer", "auditor"])
def test_others_order_nothing_and_find_nothing(cast: Cast, programme: Programme, who: str) -> None:
    made = order(cast, programme)
    by = actor(getattr(cast, who))

    with pytest.raises(NotAllowed):
        printing.order(cast.superior, programme, request_key=uuid.uuid4(), by=by, at=NOW)
    with pytest.raises(NotFound):
        queries.order(cast.superior, made.pk, actor=by)


def test_old_orders_are_thrown_away(cast: Cast, programme: Programme) -> None:
    order(cast, programme)

    assert printing.forget_old(NOW) == 0
    assert printing.forget_old(NOW + printing.KEPT) == 1


def test_code_is_drawn(cast: Cast, programme: Programme) -> None:
    data = queries.posters(programme, [cast.factory], at=NOW)
    other = {"posters": [{**data["posters"][0], "qr": qr.svg("https://khac.vn/dk/X/")}]}

    assert rendering.picture("poster", data) == rendering.picture("poster", data)
    assert rendering.picture("poster", data) != rendering.picture("poster", other)
