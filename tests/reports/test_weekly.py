"""Weekly posters: what stands on them, and many of them in the background."""

import datetime as dt
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from sangkien.accounts.actions import people
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.core.periods import VIETNAM
from sangkien.initiatives.actions import confirmation, evidence
from sangkien.initiatives.enums import EvidenceKind
from sangkien.journal.models import Entry
from sangkien.papers import rendering
from sangkien.posters.queries import pdf_of
from sangkien.posters.rules import MOST_TRIES
from sangkien.programmes.models import Programme
from sangkien.reports import rules
from sangkien.reports.actions import printing
from sangkien.reports.errors import NotOrdered
from sangkien.reports.models import WeeklyOrder, WeeklyPiece
from sangkien.reports.queries import posters as queries
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_programme,
    make_target,
    make_unit,
)
from tests.files.samples import picture
from tests.progress.scenes import send, settle, whole

pytestmark = pytest.mark.django_db
A3 = (842, 1191)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def order(cast: Cast, programme: Programme, key: uuid.UUID | None = None) -> WeeklyOrder:
    by = actor(cast.superior_officer)
    return printing.order(cast.superior, programme, request_key=key or uuid.uuid4(), by=by, at=NOW)


def finish() -> None:
    while printing.work(NOW):
        pass


def test_poster_says_number_target_time_and_titles(cast: Cast, programme: Programme) -> None:
    make_target(whole(programme), cast.factory, 8)
    (first, *_others) = send(programme, cast.factory, sent=3, valid=2)
    settle()

    pdf = rendering.render("weekly_poster", queries.posters(programme, [cast.factory], at=NOW))

    (page,) = pages(pdf)
    for said in (cast.factory.name, "Chỉ tiêu 8", "Tính đến 09h30 ngày 20/05/2026", first.title):
        assert said in page
    assert first.author.full_name not in page
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == A3


def test_author_is_named_only_with_consent(cast: Cast, programme: Programme) -> None:
    (sent,) = send(programme, cast.factory, sent=1, valid=1)
    people.publish_name(sent.author, by=actor(sent.author), at=NOW)

    (poster,) = queries.posters(programme, [cast.factory], at=NOW)["posters"]

    assert poster["latest"] == [{"title": sent.title, "who": sent.author.full_name}]


def test_photos_are_those_whose_authors_agreed_one_of_each_initiative(
    cast: Cast, programme: Programme
) -> None:
    shown = make_initiative(programme, cast.factory, cast.author)
    hidden = make_initiative(programme, cast.factory, cast.author)
    by = actor(cast.author)
    for initiative, kind, is_public in (
        (shown, EvidenceKind.BEFORE, True),
        (shown, EvidenceKind.AFTER, True),
        (hidden, EvidenceKind.AFTER, False),
    ):
        upload = SimpleUploadedFile("a.jpg", picture(size=(60 + len(kind), 40)))
        consent = {"is_public": is_public, "caption": f"Ảnh {kind.value}"}
        evidence.add(initiative, kind=kind, upload=upload, by=by, at=NOW, **consent)  # type: ignore[arg-type]
    for initiative in (shown, hidden):
        confirmation.confirm(initiative, by=actor(cast.officer), at=NOW)

    data = queries.posters(programme, [cast.factory, cast.sister_factory], at=NOW)

    assert [one["caption"] for one in data["posters"][0]["photos"]] == ["Ảnh after"]
    assert data["posters"][1]["photos"] == []
    (page, _other) = PdfReader(io.BytesIO(rendering.render("weekly_poster", data))).pages
    assert len(page.images) >= 1


def test_long_titles_and_names_stay_on_one_page(cast: Cast, programme: Programme) -> None:
    unit = make_unit(
        "Công đoàn cơ sở " + "Công ty Rất Dài " * 14, level="co-so", parent=cast.superior
    )
    data = queries.posters(programme, [unit], at=NOW)
    data["posters"][0]["latest"] = [{"title": "Cải tiến rất dài " * 15, "who": "Nguyễn"}] * 4

    assert len(pages(rendering.render("weekly_poster", data))) == 1


def test_posters_of_many_units_take_the_same_number_of_queries(
    cast: Cast, programme: Programme, django_assert_num_queries: object
) -> None:
    send(programme, cast.factory, sent=2, valid=2)
    for wanted in ([cast.factory], [cast.factory, cast.sister_factory, cast.far_factory]):
        with django_assert_num_queries(7):  # type: ignore[operator]
            queries.posters(programme, wanted, at=NOW)


@pytest.mark.postgres
def test_worker_makes_one_page_for_each_and_forgets_them(cast: Cast, programme: Programme) -> None:
    for number in range(rules.PIECE):
        make_unit(f"CĐCS số {number:02d}", level="co-so", parent=cast.superior)
    made = order(cast, programme)

    finish()

    made.refresh_from_db()
    found = pages(pdf_of(made))
    assert len(found) == made.total == rules.PIECE + 2
    assert cast.factory.name in found[0]
    assert not WeeklyPiece.objects.exists()
    assert printing.forget_old(NOW + rules.ORDER_KEPT) == 1


def test_same_form_twice_is_one_order(cast: Cast, programme: Programme) -> None:
    key = uuid.uuid4()

    assert order(cast, programme, key) == order(cast, programme, key)
    assert Entry.objects.filter(name="weekly_posters.ordered").count() == 1


def test_refusals(cast: Cast, programme: Programme) -> None:
    ask = {"request_key": uuid.uuid4(), "at": NOW}
    with pytest.raises(NotAllowed):
        printing.order(cast.superior, programme, by=actor(cast.officer), **ask)  # type: ignore[arg-type]
    with pytest.raises(NotOrdered):
        printing.order(cast.factory, programme, by=actor(cast.officer), **ask)  # type: ignore[arg-type]
    made = order(cast, programme)
    with pytest.raises(NotFound):
        queries.weekly_order(programme, cast.superior, made.pk, actor=actor(cast.officer))
    with pytest.raises(NotFound):
        pdf_of(made)


def test_one_that_fails_does_not_keep_others_waiting(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> bytes:
        raise RuntimeError

    made = order(cast, programme)
    monkeypatch.setattr(rendering, "render", broken)
    for _try in range(MOST_TRIES):
        with pytest.raises(RuntimeError):
            printing.work(NOW)

    assert printing.work(NOW) == 0
    made.refresh_from_db()
    assert made.is_given_up


@pytest.mark.parametrize(
    ("day", "hour", "is_time"),
    [(22, 13, False), (22, 14, True), (24, 23, True), (25, 0, False)],
    ids=["Friday 13h", "Friday 14h", "Sunday 23h", "Monday"],
)
def test_offered_from_friday_afternoon_to_sunday(day: int, hour: int, *, is_time: bool) -> None:
    assert rules.is_poster_time(dt.datetime(2026, 5, day, hour, tzinfo=VIETNAM)) == is_time


def test_curve_runs_from_the_opening_to_now(cast: Cast, programme: Programme) -> None:
    make_target(whole(programme), cast.factory, 10)
    for day in range(3):
        at = NOW - dt.timedelta(days=3 - day)
        send(programme, cast.factory, sent=2, at=at)
        settle(at)

    (poster,) = queries.posters(programme, [cast.factory], at=NOW)["posters"]

    points = poster["curve"]
    assert points[0] == [0, 0]
    assert [y for _x, y in points][-1] == 600
    assert points == sorted(points)
    assert points[-1][0] == int(
        (NOW - whole(programme).opens_at) / (31 * dt.timedelta(days=1)) * 1000
    )
