"""A programme that runs now, so that a newcomer can register, confirm and see figures move."""

import datetime as dt
from dataclasses import dataclass, field, replace

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import end_of, start_of
from sangkien.demo import councils, designing, facts, followup_campaign, launching, snapshots
from sangkien.demo.album import Album
from sangkien.demo.blocks import live_targets
from sangkien.demo.crews import Crew, Roll
from sangkien.demo.diary import Diary
from sangkien.demo.drawing import Draw
from sangkien.demo.entries import Fate
from sangkien.demo.facts import LiveRow, PhaseRow, UnitRow
from sangkien.demo.filling import Moment, confirmed, plan
from sangkien.demo.logins import (
    AUDITOR,
    AUTHOR,
    CHAIR,
    HELPER,
    OFFICER,
    PROVINCIAL,
    SISTER_AUTHOR,
    SISTER_OFFICER,
    SUPERIOR,
    Login,
)
from sangkien.demo.organising import national_officer, open_units, unit
from sangkien.demo.second_life import SecondLife
from sangkien.demo.setting import Setting
from sangkien.demo.writing import Board, Ideas
from sangkien.initiatives.enums import State
from sangkien.units.models import Unit

PROGRAMME, PROVINCE = "trinh-dien", "L34-91"
SUPERIOR_UNIT, UNIT, SISTER = "L34-91-P1", "L34-91-P1-01", "L34-91-P1-02"
PHASE_1_DAYS, PHASE_2_PAST_DAYS, PHASE_2_DAYS_LEFT = 90, 35, 90
LAUNCH_DAYS_BEFORE, READY_DAYS_BEFORE = 3, 20
APPLIED_DAYS = 330
CREW_SIZES = {UNIT: 9, SISTER: 7}
CREW_SIZE = 6
PHOTOGRAPHED = {True: 3, False: 5}  # of those decided, and of those that wait
LOGINS: dict[str, tuple[Login, ...]] = {
    UNIT: (OFFICER, AUTHOR, CHAIR, HELPER),
    SISTER: (SISTER_OFFICER, SISTER_AUTHOR),
}


class TooEarly(Exception):
    """The clock shows a day before the unions of the live programme were set up."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days of the live programme, reckoned from today."""

    today: dt.date

    @property
    def phase_1(self) -> tuple[dt.date, dt.date]:
        last = self.phase_2[0] - dt.timedelta(days=1)
        return last - dt.timedelta(days=PHASE_1_DAYS - 1), last

    @property
    def phase_2(self) -> tuple[dt.date, dt.date]:
        return (
            self.today - dt.timedelta(days=PHASE_2_PAST_DAYS),
            self.today + dt.timedelta(days=PHASE_2_DAYS_LEFT),
        )

    @property
    def applied_from(self) -> dt.date:
        return self.today - dt.timedelta(days=APPLIED_DAYS)

    def before_launch(self, days: int) -> dt.datetime:
        """Eight o'clock of a day before the first phase opens."""
        return start_of(self.phase_1[0] - dt.timedelta(days=days)) + dt.timedelta(hours=8)

    def phases(self) -> tuple[PhaseRow, ...]:
        return tuple(
            PhaseRow(
                number=number,
                name=f"Giai đoạn {number}",
                opens_at=start_of(first),
                closes_at=end_of(last),
                applied_from=self.applied_from,
                applied_to=last,
            )
            for number, (first, last) in enumerate((self.phase_1, self.phase_2), start=1)
        )

    def announced(self) -> tuple[PhaseRow, ...]:
        """As it was launched: the end of the last phase is put off later (`designing`)."""
        *before, last = self.phases()
        earlier = last.closes_at - dt.timedelta(days=designing.PUT_OFF_DAYS)
        return (*before, replace(last, closes_at=earlier))


def is_built() -> bool:
    return launching.is_launched(PROGRAMME)


@dataclass
class Team:
    """Everybody who acts: officers by code of their unit, crews of the CĐCS and sections."""

    provincial: User
    superiors: dict[str, User] = field(default_factory=dict)
    crews: dict[str, Crew] = field(default_factory=dict)


def build(setting: Setting) -> None:
    days = Days(today=setting.today)
    ready_at = days.before_launch(READY_DAYS_BEFORE)
    province = unit(PROVINCE)
    _ensure_stands(province, ready_at, today=setting.today)
    draw, rows = setting.draw(PROGRAMME), facts.unit_rows(PROGRAMME)
    roll = Roll("TD", draw)
    provincial = roll.officer(
        province,
        RoleKey.PROVINCIAL_OFFICER,
        granted_by=national_officer(),
        at=ready_at,
        login=PROVINCIAL,
    )
    roll.officer(province, RoleKey.AUDITOR, granted_by=provincial, at=ready_at, login=AUDITOR)
    opened = open_units(rows, by=provincial, at=ready_at, opened_on=province.opened_on)
    team = _enrol(rows, opened, Team(provincial=provincial), roll=roll, at=ready_at)
    board = launching.launch(
        PROGRAMME,
        phases=days.announced(),
        by=provincial,
        at=days.before_launch(LAUNCH_DAYS_BEFORE),
    )
    live_targets.Agreeing(
        board=board,
        opened=opened,
        rows=rows,
        provincial=provincial,
        superiors=team.superiors,
        today=setting.today,
    ).agree(at=days.before_launch(LAUNCH_DAYS_BEFORE - 1))
    diary, album = Diary(), Album(setting.draw("album"), left=dict(PHOTOGRAPHED))
    for live in facts.live_rows():
        moments = _moments(live, days=days, draw=draw)
        _plan(team.crews[live.code], board, moments, days=days, diary=diary, draw=draw, album=album)
    councils.plan(team.crews[UNIT], setting, diary)
    _watch(board, province, provincial, diary, today=setting.today)
    diary.play()
    _design(board, team, opened[SUPERIOR_UNIT], setting)
    SecondLife(board=board, crews=team.crews, superiors=team.superiors, today=setting.today).tell()


def _watch(board: Board, province: Unit, provincial: User, diary: Diary, *, today: dt.date) -> None:
    """The province urges who lags, and keeps the figures of a week ago."""
    followup_campaign.Plan(programme=board.programme, provincial=provincial, today=today).add_to(
        diary
    )
    week_ago = start_of(today - dt.timedelta(days=7)) + dt.timedelta(hours=13, minutes=30)
    snapshots.plan(board.programme, province, provincial, [week_ago], diary=diary)


def _design(board: Board, team: Team, superior: Unit, setting: Setting) -> None:
    officers = designing.Designing(
        programme=board.programme,
        provincial=team.provincial,
        now=setting.now,
        draw=setting.draw("papers"),
    )
    officers.design(superior, team.superiors[superior.code])


def _ensure_stands(province: Unit, ready_at: dt.datetime, *, today: dt.date) -> None:
    if ready_at.date() < province.opened_on:
        raise TooEarly(
            f"Đồng hồ của máy chỉ ngày {today:%d/%m/%Y}: chương trình mẫu cần một ngày sau "
            f"đó, khi các công đoàn xã, phường đã thành lập ({province.opened_on:%d/%m/%Y})."
        )


def _plan(
    crew: Crew,
    board: Board,
    moments: list[Moment],
    *,
    days: Days,
    diary: Diary,
    draw: Draw,
    album: Album,
) -> None:
    """Who can sign in as an author has one of each kind; the others take turns."""
    ideas = Ideas(crew.sector, board, draw, unit_code=crew.unit.code)
    shares: list[tuple[tuple[User, ...], list[Moment]]] = [(crew.members, moments)]
    if crew.unit.code in LOGINS:
        own, rest = _one_of_each(moments)
        shares = [(crew.members[:1], own), (crew.members[1:], rest)]
    for authors, given in shares:
        plan(
            crew,
            board,
            given,
            applied_from=days.applied_from,
            diary=diary,
            draw=draw,
            ideas=ideas,
            authors=authors,
            album=album,
        )


def _one_of_each(moments: list[Moment]) -> tuple[list[Moment], list[Moment]]:
    """The first moment of each outcome that an author meets on the own page, and the rest."""
    own = []
    for outcome in (State.CONFIRMED, State.SUBMITTED, State.RETURNED, State.DRAFT):
        found = next((moment for moment in moments if moment[1].outcome == outcome), None)
        own += [found] if found else []
    return own, [moment for moment in moments if moment not in own]


def _enrol(
    rows: list[UnitRow], opened: dict[str, Unit], team: Team, *, roll: Roll, at: dt.datetime
) -> Team:
    for row in rows:
        here = opened[row.code]
        if not row.sector:
            team.superiors[row.code] = roll.officer(
                here,
                RoleKey.SUPERIOR_OFFICER,
                granted_by=team.provincial,
                at=at,
                login=SUPERIOR if row.code == SUPERIOR_UNIT else None,
            )
        elif row.parent in team.crews:  # a section: its initiatives are decided by the CĐCS
            officer = team.crews[row.parent].officer
            members = roll.members(here, 3, by=officer, at=at)
            team.crews[row.code] = Crew(
                unit=here, officer=officer, members=members, sector=row.sector
            )
        else:
            team.crews[row.code] = _crew(row, here, team, roll=roll, at=at)
    return team


def _crew(row: UnitRow, here: Unit, team: Team, *, roll: Roll, at: dt.datetime) -> Crew:
    officer_login, *others = LOGINS.get(row.code, (None,))
    officer = roll.officer(
        here,
        RoleKey.GRASSROOTS_OFFICER,
        granted_by=team.superiors.get(row.parent, team.provincial),
        at=at,
        login=officer_login,
    )
    size = CREW_SIZES.get(row.code, CREW_SIZE)
    logins = [login for login in others if login]
    members = roll.members(here, size, by=officer, at=at, logins=logins)
    return Crew(unit=here, officer=officer, members=members, sector=row.sector)


def _moments(live: LiveRow, *, days: Days, draw: Draw) -> list[Moment]:
    """The plan of a unit as moments; what waits was sent in the last days, nothing in future."""
    first, last = days.phase_1
    opens = days.phase_2[0]
    settled = days.today - dt.timedelta(days=7)
    moments = confirmed(draw, live.phase1, first, last)
    moments += confirmed(draw, live.confirmed, opens, settled)
    refused = {
        State.RETURNED: live.returned,
        State.REJECTED: live.rejected,
        State.WITHDRAWN: live.withdrawn,
    }
    for outcome, count in refused.items():
        for sent_at, fate in confirmed(draw, count, opens, settled):
            moments.append((sent_at, Fate(outcome=outcome, decided_at=fate.decided_at)))
    for sent_at, fate in confirmed(draw, live.corrected, opens, settled):
        moments.append(
            (sent_at, Fate(outcome=State.CONFIRMED, decided_at=fate.decided_at, corrected=True))
        )
    for outcome, count in ((State.SUBMITTED, live.waiting), (State.DRAFT, live.drafts)):
        for _ in range(count):
            day = days.today - dt.timedelta(days=draw.between(1, 5))
            moments.append((draw.working_time(day), Fate(outcome=outcome)))
    return moments
