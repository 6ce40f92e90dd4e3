"""An Giang 2020: every CĐCS at least one model. Óc Eo 2021: 30 initiatives of 30 staff."""

import datetime as dt

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM, start_of
from sangkien.demo import facts, launching
from sangkien.demo.blocks import an_giang_agreements
from sangkien.demo.crews import Crew, Roll
from sangkien.demo.diary import Diary
from sangkien.demo.drawing import Draw
from sangkien.demo.filling import confirmed, plan
from sangkien.demo.organising import form_clusters, national_officer, officer_of, open_units, unit
from sangkien.demo.setting import Setting
from sangkien.demo.writing import Board, Ideas
from sangkien.programmes.actions import periods
from sangkien.units.actions.people import grant_role
from sangkien.units.models import Membership, Unit
from sangkien.units.queries import actor_for

YEAR = "an-giang-2020"
PROVINCE, HERITAGE = "L63-89", "L63-89-OE"
READY_AT = dt.datetime(2020, 2, 3, 8, 0, tzinfo=VIETNAM)
GROUPED_AT = dt.datetime(2020, 3, 5, 8, 15, tzinfo=VIETNAM)
SIGNED_AT = dt.datetime(2020, 3, 5, 10, 40, tzinfo=VIETNAM)
CLUSTER, BLOCK = "04", "TT"
SENT_2020 = dt.date(2020, 4, 1), dt.date(2020, 11, 30)
AGREED = "Giao ước thi đua năm 2020 ký ngày 05/3/2020"

NATIONAL_PROGRAMME = "75-nghin"
TARGET_2021 = 75_000
PORTAL_CLOSED = dt.datetime(2021, 4, 20, 23, 55, tzinfo=VIETNAM)
PLEDGED_AT = dt.datetime(2021, 4, 7, 9, 0, tzinfo=VIETNAM)
APPOINTED_AT = dt.datetime(2021, 3, 9, 9, 0, tzinfo=VIETNAM)
STAFF = 30


def is_2020_built() -> bool:
    return launching.is_launched(YEAR)


def build_2020(setting: Setting) -> None:
    """The province, its superior unions and one block agree; each CĐCS sends one model."""
    draw = setting.draw(YEAR)
    roll = Roll("AG", draw)
    province = unit(PROVINCE)
    officer = roll.officer(
        province, RoleKey.PROVINCIAL_OFFICER, granted_by=national_officer(), at=READY_AT
    )
    rows = facts.unit_rows(YEAR)
    opened = open_units(rows, by=officer, at=READY_AT)
    crews = {
        row.code: roll.crew(
            opened[row.code],
            STAFF - 1 if row.code == HERITAGE else 4,
            granted_by=officer,
            at=READY_AT,
            sector=row.sector,
        )
        for row in rows
        if row.sector
    }
    board = launching.launch(YEAR, by=officer)
    _agree_2020(board, province, rows, opened, by=officer, draw=setting.draw(f"{YEAR}-giao-uoc"))
    diary = Diary()
    for row in rows:
        if row.code in crews:
            moments = confirmed(draw, 1, *SENT_2020, by_invented=row.invented)
            plan(
                crews[row.code],
                board,
                moments,
                applied_from=dt.date(2020, 1, 1),
                diary=diary,
                draw=draw,
            )
    diary.play()


def _agree_2020(
    board: Board,
    province: Unit,
    rows: list[facts.UnitRow],
    opened: dict[str, Unit],
    *,
    by: User,
    draw: Draw,
) -> None:
    """Two kinds of pairs sign; the targets come from the signatures, that of the cluster beside."""
    year = launching.whole(board.programme)
    members: dict[str, list[Unit]] = {}
    for row in rows:
        if row.cluster:
            members.setdefault(row.cluster, []).append(opened[row.code])
    clusters = form_clusters(
        facts.cluster_rows(YEAR), members, organiser=province, year=2020, by=by, at=GROUPED_AT
    )
    unions = [opened[row.code] for row in rows if row.level == "cap-tren"]
    head = next(one for one in members[BLOCK] if one.code != HERITAGE)
    an_giang_agreements.with_unions(year, province, unions, chair=by, roll=Roll("AGU", draw))
    an_giang_agreements.with_block(year, province, clusters[BLOCK], head, chair=by)
    at_least_one = launching.each(1, "mô hình")
    launching.assign(year, clusters[CLUSTER], at_least_one, by=by, at=SIGNED_AT, note=AGREED)


def is_2021_built() -> bool:
    return launching.is_launched(NATIONAL_PROGRAMME)


def build_2021(setting: Setting) -> None:
    """The national programme of 2021 and the CĐCS in which all 30 took part."""
    draw = setting.draw(NATIONAL_PROGRAMME)
    national, province = national_officer(), officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    board = launching.launch(NATIONAL_PROGRAMME, by=national)
    programme = board.programme
    launched_at = dt.datetime(2021, 3, 1, 9, 0, tzinfo=VIETNAM)
    launching.assign(
        launching.whole(programme),
        programme.owner,
        launching.count(TARGET_2021),
        by=national,
        at=launched_at,
        note="Tên chương trình; Kế hoạch 88/KH-TLĐ",
    )
    periods.run_campaign(
        programme,
        programme.owner,
        number=1,
        name="40 ngày cao điểm",
        opens_at=start_of(dt.date(2021, 3, 10)),
        closes_at=PORTAL_CLOSED,
        by=actor_for(national, at=launched_at),
        at=launched_at,
    )
    diary = Diary()
    page = setting.draw(f"{NATIONAL_PROGRAMME}-giao-uoc")
    _plan_heritage(board, province=province, diary=diary, draw=draw, page=page)
    diary.play()


def _plan_heritage(board: Board, *, province: User, diary: Diary, draw: Draw, page: Draw) -> None:
    """30 of 30: the chair too; whose own one is confirmed by the deputy."""
    heritage = unit(HERITAGE)
    whole = launching.whole(board.programme)
    diary.add(
        PLEDGED_AT,
        lambda at: an_giang_agreements.with_leadership(whole, heritage, draw=page, at=at),
    )
    chair = officer_of(HERITAGE, RoleKey.GRASSROOTS_OFFICER)
    members = Membership.objects.filter(unit=heritage).exclude(user=chair)
    people = tuple(row.user for row in members.select_related("user").order_by("pk"))
    deputy = people[0]
    _appoint(deputy, by=province)
    crew = Crew(unit=heritage, officer=chair, members=people, sector="heritage")
    crew_of_chair = Crew(unit=heritage, officer=deputy, members=people, sector="heritage")
    ideas = Ideas(crew.sector, board, draw, unit_code=HERITAGE)
    for part, authors in ((crew, people), (crew_of_chair, (chair,))):
        moments = confirmed(
            draw, len(authors), dt.date(2021, 3, 10), dt.date(2021, 4, 6), by_invented=False
        )
        plan(
            part,
            board,
            moments,
            applied_from=dt.date(2021, 2, 1),
            diary=diary,
            draw=draw,
            ideas=ideas,
            authors=authors,
        )


def _appoint(deputy: User, *, by: User) -> None:
    """Nobody decides on the own initiative, so the chair needs a deputy."""
    grant_role(
        unit(HERITAGE),
        deputy,
        role=RoleKey.GRASSROOTS_OFFICER,
        since_on=APPOINTED_AT.date(),
        by=actor_for(by, at=APPOINTED_AT),
        at=APPOINTED_AT,
        reason="Phó Chủ tịch: xét sáng kiến của Chủ tịch",
    )
