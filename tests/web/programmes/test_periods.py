"""Phases and campaigns."""

import datetime as dt

import pytest

from sangkien.core import periods
from sangkien.core.periods import VIETNAM
from sangkien.programmes.models import Period
from tests.factories import Cast
from tests.web.programmes import scenes
from tests.web.programmes.scenes import address, day, phase_fields, written
from tests.web.units.conftest import Reader
from tests.web.units.reading import content, error_at, inner, value_of


def campaign_fields(**changes: str) -> dict[str, str]:
    values = {
        "name": "Chiến dịch 40 ngày",
        "opens_on": written(day(-2)),
        "opens_clock": "0:00",
        "closes_on": written(day(7)),
        "closes_clock": "24h00",
    }
    return {**values, **changes}


def test_a_phase_runs_to_the_end_of_its_last_day(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft(cast.province)

    response = reader(cast.provincial_officer).post(
        address(programme, "giai-doan/moi/"), phase_fields()
    )

    phase = programme.periods.get(kind="phase")
    assert (response.status_code, response["Location"]) == (302, address(programme, "quan-ly/"))
    assert phase.number == 1
    assert phase.opens_at == dt.datetime.combine(day(-5), dt.time(8), tzinfo=VIETNAM)
    assert phase.closes_at == periods.end_of(day(30))
    assert (phase.applied_from, phase.applied_to) == (day(-200), day(30))


@pytest.mark.parametrize("typed", ["24:00", "24h00", "24h", "24 giờ", "24.00", "24"])
def test_the_end_of_a_day_is_understood_in_many_spellings(
    cast: Cast, reader: Reader, typed: str
) -> None:
    programme = scenes.draft(cast.province)

    reader(cast.provincial_officer).post(
        address(programme, "giai-doan/moi/"), phase_fields(closes_clock=typed)
    )

    assert programme.periods.get(kind="phase").closes_at == periods.end_of(day(30))


def test_the_form_shows_midnight_as_the_end_of_the_day_before(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft_with_phase(cast.province)

    response = reader(cast.provincial_officer).get(address(programme, "giai-doan/1/"))

    assert value_of(response, "closes_on") == written(day(20))
    assert value_of(response, "closes_clock") == "24h00"
    assert value_of(response, "opens_clock") == "00h00"


def test_a_closing_time_that_people_rely_on_is_not_simply_overwritten(
    cast: Cast, reader: Reader
) -> None:
    programme = scenes.running(cast.province)

    response = reader(cast.provincial_officer).post(
        address(programme, "giai-doan/1/"),
        phase_fields(opens_on=written(day(-10)), opens_clock="0:00", closes_on=written(day(45))),
    )

    assert response.status_code == 422
    assert "Gia hạn" in response.content.decode()
    assert programme.periods.get(kind="whole").closes_at == periods.end_of(day(20))


def test_the_same_phase_sent_twice_is_one(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft(cast.province)
    client = reader(cast.provincial_officer)

    for _ in range(2):
        response = client.post(address(programme, "giai-doan/moi/"), phase_fields())
        assert response.status_code == 302

    assert programme.periods.filter(kind="phase").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": ""}, "name", "Hãy đặt tên."),
        ({"opens_on": ""}, "opens_on", "Hãy nhập ngày."),
        ({"closes_clock": ""}, "closes_clock", "Hãy nhập giờ."),
        ({"opens_on": "31/02/2026"}, "opens_on", "Ngày chưa đúng."),
        ({"opens_on": "99999999999"}, "opens_on", "Ngày chưa đúng."),
        ({"opens_clock": "25:00"}, "opens_clock", "Giờ chưa đúng."),
        ({"opens_clock": "24:01"}, "opens_clock", "Giờ chưa đúng."),
        ({"opens_clock": "8:60"}, "opens_clock", "Giờ chưa đúng."),
        ({"opens_clock": "sáng"}, "opens_clock", "Giờ chưa đúng."),
        ({"closes_on": written(day(-9))}, "closes_on", "đóng nhận trước khi mở nhận"),
        ({"applied_to": ""}, "applied_to", "Hãy nhập cả ngày đầu và ngày cuối"),
        ({"applied_to": written(day(-201))}, "applied_to", "phải sau ngày đầu"),
    ],
)
def test_a_wrong_phase_is_refused_at_the_field_and_kept(
    cast: Cast, reader: Reader, changes: dict[str, str], field: str, message: str
) -> None:
    programme = scenes.draft(cast.province)
    typed = phase_fields(**changes)

    response = reader(cast.provincial_officer).post(address(programme, "giai-doan/moi/"), typed)

    assert response.status_code == 422
    assert message in error_at(response, field)
    assert value_of(response, field) == typed[field]
    assert not Period.objects.exists()


def test_phases_do_not_overlap(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft_with_phase(cast.province)

    response = reader(cast.provincial_officer).post(
        address(programme, "giai-doan/moi/"),
        phase_fields(name="Giai đoạn 2", opens_on=written(day(20)), closes_on=written(day(60))),
    )

    assert response.status_code == 422
    assert "Giai đoạn 2 mở trước khi Giai đoạn 1 đóng." in error_at(response, "opens_on")


def test_a_phase_may_begin_when_the_one_before_ends(cast: Cast, reader: Reader) -> None:
    programme = scenes.draft_with_phase(cast.province)

    response = reader(cast.provincial_officer).post(
        address(programme, "giai-doan/moi/"),
        phase_fields(
            name="Giai đoạn 2",
            opens_on=written(day(20)),
            opens_clock="24:00",
            closes_on=written(day(60)),
        ),
    )

    assert response.status_code == 302
    assert programme.periods.get(number=2).opens_at == periods.end_of(day(20))


@pytest.mark.parametrize("number", ["2", "0", "9" * 25])
def test_an_unknown_phase_is_not_found(cast: Cast, reader: Reader, number: str) -> None:
    programme = scenes.draft_with_phase(cast.province)

    response = reader(cast.provincial_officer).get(address(programme, f"giai-doan/{number}/"))

    assert response.status_code == 404


def test_a_superior_union_runs_its_own_campaign(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    client = reader(cast.superior_officer)

    response = client.post(
        address(programme, "chien-dich/moi/"), campaign_fields(unit=str(cast.superior.pk))
    )

    campaign = programme.periods.get(kind="campaign")
    assert (response.status_code, response["Location"]) == (302, address(programme, "chi-tieu/"))
    assert (campaign.unit, campaign.closes_at) == (cast.superior, periods.end_of(day(7)))

    edited = client.post(
        address(programme, f"chien-dich/{campaign.pk}/"), campaign_fields(name="Chiến dịch mới")
    )
    assert edited.status_code == 302
    assert programme.periods.get(kind="campaign").name == "Chiến dịch mới"


def test_the_same_campaign_sent_twice_is_one(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    client = reader(cast.superior_officer)
    fields = campaign_fields(unit=str(cast.superior.pk))

    for _ in range(2):
        assert client.post(address(programme, "chien-dich/moi/"), fields).status_code == 302

    assert programme.periods.filter(kind="campaign").count() == 1


def test_a_campaign_of_somebody_else_is_out_of_reach(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    campaign = scenes.campaign(programme, cast.sister_superior)
    url = address(programme, f"chien-dich/{campaign.pk}/")

    for user in (cast.superior_officer, cast.officer, cast.author, cast.auditor):
        assert reader(user).get(url).status_code == 404
        assert reader(user).post(url, campaign_fields()).status_code == 404
    for user in (cast.officer, cast.author, cast.auditor):
        assert reader(user).get(address(programme, "chien-dich/moi/")).status_code == 404

    foreign = reader(cast.superior_officer).post(
        address(programme, "chien-dich/moi/"), campaign_fields(unit=str(cast.sister_superior.pk))
    )
    assert foreign.status_code == 422
    assert programme.periods.filter(kind="campaign").count() == 1


def test_a_campaign_lies_inside_the_programme(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    client = reader(cast.provincial_officer)
    url = address(programme, "chien-dich/moi/")
    owner = str(cast.province.pk)

    late = client.post(url, campaign_fields(unit=owner, closes_on=written(day(21))))
    early = client.post(url, campaign_fields(unit=owner, opens_on=written(day(-11))))
    backwards = client.post(url, campaign_fields(unit=owner, closes_on=written(day(-3))))

    words = f"từ 00h00 ngày {written(day(-10))} đến 24h00 ngày {written(day(20))}."
    assert (late.status_code, early.status_code, backwards.status_code) == (422, 422, 422)
    assert words in error_at(late, "closes_on")
    assert words in error_at(early, "opens_on")
    assert "kết thúc trước khi bắt đầu" in error_at(backwards, "closes_on")
    assert not programme.periods.filter(kind="campaign").exists()


def test_an_officer_of_the_owner_edits_the_campaigns_below(cast: Cast, reader: Reader) -> None:
    programme = scenes.running(cast.province)
    campaign = scenes.campaign(programme, cast.superior)

    page = reader(cast.provincial_officer).get(address(programme, "quan-ly/"))

    assert f"/chien-dich/{campaign.pk}/" in inner(page)
    assert "LĐLĐ huyện Sông Xanh" in content(page)
