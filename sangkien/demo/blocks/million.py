"""The national programme of 2021-2023, Vị Thanh's 74 and Ba Chẽ's 36 + 82."""

import datetime as dt

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM, start_of
from sangkien.demo import facts, launching
from sangkien.demo.crews import Roll
from sangkien.demo.diary import Diary
from sangkien.demo.filling import confirmed, plan
from sangkien.demo.organising import national_officer, open_units, unit
from sangkien.demo.setting import Setting
from sangkien.demo.writing import Board
from sangkien.programmes.actions import periods
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for

PROGRAMME = "1-trieu"
TARGET_PHASE_1, TARGET_WHOLE = 300_000, 1_000_000
APPLIED_FROM = dt.date(2021, 9, 1)
SET_AT = dt.datetime(2021, 12, 30, 9, 0, tzinfo=VIETNAM)
PEAK_OPENS, PHASE_1_ENDS = dt.date(2022, 4, 22), dt.date(2022, 5, 31)

VI_THANH, VI_THANH_CITY, VI_THANH_UNIT = "vi-thanh-2022", "L63-93-VT", "L63-93-VT-THA"
VI_THANH_TOTAL = 74

BA_CHE, BA_CHE_DISTRICT = "ba-che-2022", "L34-22-BC"
BA_CHE_TARGETS = {1: 36, 2: 82}
PLEDGED_AT = dt.datetime(2022, 4, 8, 10, 30, tzinfo=VIETNAM)


def is_launched() -> bool:
    return launching.is_launched(PROGRAMME)


def launch(setting: Setting) -> None:
    """The programme, its two targets, and the peak of 40 days that ended with phase 1."""
    by = national_officer()
    programme = launching.launch(PROGRAMME, by=by).programme
    first, whole = launching.phase(programme, 1), launching.whole(programme)
    note = "Hướng dẫn 46/HD-TLĐ ngày 30/12/2021"
    for period, value in ((first, TARGET_PHASE_1), (whole, TARGET_WHOLE)):
        launching.assign(
            period, programme.owner, launching.count(value), by=by, at=SET_AT, note=note
        )
    # The first day is reckoned back from the last: 22/4 to 31/5 are 40 days.
    periods.run_campaign(
        programme,
        programme.owner,
        number=1,
        name="Chiến dịch thi đua cao điểm 40 ngày",
        opens_at=start_of(PEAK_OPENS),
        closes_at=first.closes_at,
        by=actor_for(by, at=SET_AT),
        at=SET_AT,
    )


def is_vi_thanh_built() -> bool:
    return Unit.objects.filter(code=VI_THANH_CITY).exists()


def build_vi_thanh(setting: Setting) -> None:
    """74 initiatives of one CĐCS in phase 1, most of them in the peak of 40 days."""
    draw = setting.draw(VI_THANH)
    ready_at = dt.datetime(2022, 1, 18, 8, 0, tzinfo=VIETNAM)  # the day of the city's plan
    roll = Roll("HG", draw)
    province = roll.officer(
        unit("L63-93"), RoleKey.PROVINCIAL_OFFICER, granted_by=national_officer(), at=ready_at
    )
    opened = open_units(facts.unit_rows(VI_THANH), by=province, at=ready_at)
    city = roll.officer(
        opened[VI_THANH_CITY], RoleKey.SUPERIOR_OFFICER, granted_by=province, at=ready_at
    )
    crew = roll.crew(opened[VI_THANH_UNIT], 23, granted_by=city, at=ready_at, sector="enforcement")
    early = 22
    before_peak = confirmed(
        draw, early, dt.date(2022, 2, 7), dt.date(2022, 4, 21), by_invented=False
    )
    peak = confirmed(
        draw, VI_THANH_TOTAL - early, PEAK_OPENS, dt.date(2022, 5, 30), by_invented=False
    )
    diary = Diary()
    plan(
        crew,
        launching.board(PROGRAMME),
        before_peak + peak,
        applied_from=APPLIED_FROM,
        diary=diary,
        draw=draw,
    )
    diary.play()


def is_ba_che_built() -> bool:
    return Unit.objects.filter(code=BA_CHE_DISTRICT).exists()


def build_ba_che(setting: Setting) -> None:
    """A district pledges 36 until 05/2022 and 82 until 09/2023, in four fields, and gets there."""
    draw, board = setting.draw(BA_CHE), launching.board(PROGRAMME)
    ready_at = dt.datetime(2022, 3, 1, 8, 0, tzinfo=VIETNAM)
    roll = Roll("BC", draw)
    province = roll.officer(
        unit("L34-22"), RoleKey.PROVINCIAL_OFFICER, granted_by=national_officer(), at=ready_at
    )
    rows = facts.unit_rows(BA_CHE)
    opened = open_units(rows, by=province, at=ready_at)
    district = roll.officer(
        opened[BA_CHE_DISTRICT], RoleKey.SUPERIOR_OFFICER, granted_by=province, at=ready_at
    )
    _pledge(board, opened[BA_CHE_DISTRICT], by=district)
    grassroots = [row for row in rows if row.sector]
    spans = (
        (BA_CHE_TARGETS[1], dt.date(2022, 4, 9), dt.date(2022, 5, 30)),
        (BA_CHE_TARGETS[2], dt.date(2022, 6, 1), dt.date(2023, 8, 30)),
    )
    shares = [draw.spread(total, len(grassroots)) for total, _first, _last in spans]
    diary = Diary()
    for index, row in enumerate(grassroots):
        crew = roll.crew(opened[row.code], 7, granted_by=district, at=ready_at, sector=row.sector)
        moments = [
            moment
            for share, (_total, first, last) in zip(shares, spans, strict=True)
            for moment in confirmed(draw, share[index], first, last, by_invented=row.invented)
        ]
        plan(crew, board, moments, applied_from=APPLIED_FROM, diary=diary, draw=draw)
    diary.play()


def _pledge(board: Board, district: Unit, *, by: User) -> None:
    """What the district promised at the launch: each phase, and both together."""
    pledges = {launching.whole(board.programme): sum(BA_CHE_TARGETS.values())} | {
        launching.phase(board.programme, number): value for number, value in BA_CHE_TARGETS.items()
    }
    for period, value in pledges.items():
        launching.promise(
            period,
            district,
            launching.count(value),
            by=by,
            at=PLEDGED_AT,
            note="Lễ phát động ngày 08/4/2022; kế hoạch của huyện tính đến hết tháng 9/2023",
        )
