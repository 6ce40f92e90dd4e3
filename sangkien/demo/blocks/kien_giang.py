"""Kiên Giang 2022: four clusters in the last 19 days of the peak, 850 + 600 + 750 + 150."""

import datetime as dt

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM
from sangkien.demo import facts, launching, snapshots
from sangkien.demo.blocks import kien_giang_agreement, kien_giang_year
from sangkien.demo.crews import Crew, Roll
from sangkien.demo.diary import Diary
from sangkien.demo.drawing import Draw
from sangkien.demo.facts import ClusterRow, UnitRow
from sangkien.demo.filling import confirmed, plan
from sangkien.demo.organising import form_clusters, national_officer, open_units, unit
from sangkien.demo.setting import Setting
from sangkien.demo.writing import COMPANIES, Board
from sangkien.units.models import Cluster, Unit

PROGRAMME, BLOCK, PROVINCE = "1-trieu", "kien-giang-2022", "L63-91"
APPLIED_FROM = dt.date(2021, 9, 1)
READY_AT = dt.datetime(2022, 1, 10, 8, 0, tzinfo=VIETNAM)
FIRST, LAST = dt.date(2022, 5, 13), dt.date(2022, 5, 31)
# At the hour that a bulletin of that May names, and in the weeks after it.
REPORTED_AT = tuple(dt.datetime(2022, 5, day, 13, 30, tzinfo=VIETNAM) for day in (12, 19, 26))

GRASSROOTS_PER_UNION = {"small": (2, 3), "large": (14, 19)}
GRASSROOTS_PER_BLOCK = {"small": 4, "large": 20}
OF_THE_YEAR = "I"  # of all four clusters the first one is enough to show it
DIRECT_SECTORS = "rice seafood water college office mechanical"
EARLY_PERCENT = 8  # of the initiatives of the campaign come before it, besides


def is_built() -> bool:
    return Cluster.objects.filter(organiser__code=PROVINCE, year=FIRST.year).exists()


def build(setting: Setting) -> None:
    draw, board = setting.draw(BLOCK), launching.board(PROGRAMME)
    roll, province = Roll("KG", draw), unit(PROVINCE)
    officer = roll.officer(
        province, RoleKey.PROVINCIAL_OFFICER, granted_by=national_officer(), at=READY_AT
    )
    unions, rows = facts.unit_rows(BLOCK), facts.cluster_rows(BLOCK)
    opened = open_units(unions, by=officer, at=READY_AT)
    workplaces = _workplaces(rows, unions, setting.size, draw)
    grassroots = {
        key: list(open_units(found, by=officer, at=READY_AT).values())
        for key, found in workplaces.items()
    }
    members = {
        row.key: [opened[union.code] for union in unions if union.cluster == row.key]
        or (grassroots.get(row.key, []) if row.parent else [])
        for row in rows
    }
    clusters = form_clusters(
        rows, members, organiser=province, year=FIRST.year, by=officer, at=READY_AT
    )
    diary = Diary()
    _agree(
        setting,
        board,
        officer=officer,
        rows=rows,
        clusters=clusters,
        members=members,
        diary=diary,
    )
    for row in rows:
        found, places = workplaces.get(row.key, []), grassroots.get(row.key, [])
        shares = draw.spread(row.entries[setting.size], len(found)) if found else []
        for workplace, place, share in zip(places, found, shares, strict=True):
            count, sector = max(3, share // 2 + 1), place.sector
            crew = roll.crew(workplace, count, granted_by=officer, at=READY_AT, sector=sector)
            _plan(crew, board, share, diary=diary, draw=draw)
    snapshots.plan(board.programme, province, officer, REPORTED_AT, diary=diary)
    diary.play()


def _agree(
    setting: Setting,
    board: Board,
    *,
    officer: User,
    rows: list[ClusterRow],
    clusters: dict[str, Cluster],
    members: dict[str, list[Unit]],
    diary: Diary,
) -> None:
    """For the campaign with the province, and for the year among themselves."""
    agreed = kien_giang_agreement.Signing(
        board=board,
        province=unit(PROVINCE),
        officer=officer,
        rows=rows,
        clusters=clusters,
        members=members,
        days=(FIRST, LAST),
        entered=sum(row.entries[setting.size] for row in rows),
    )
    signers = Roll("KGU", setting.draw(f"{BLOCK}-giao-uoc"))
    kien_giang_agreement.plan(agreed, roll=signers, ready_at=READY_AT, diary=diary)
    kien_giang_year.plan(
        clusters[OF_THE_YEAR],
        members[OF_THE_YEAR],
        granted_by=officer,
        roll=Roll("KGN", setting.draw(f"{BLOCK}-giao-uoc-nam")),
        diary=diary,
    )


def _plan(crew: Crew, board: Board, share: int, *, diary: Diary, draw: Draw) -> None:
    before = sum(draw.chance(EARLY_PERCENT) for _ in range(share))
    early = confirmed(draw, before, dt.date(2022, 2, 14), dt.date(2022, 5, 12))
    peak = confirmed(draw, share, FIRST, LAST, late=True)
    plan(crew, board, early + peak, applied_from=APPLIED_FROM, diary=diary, draw=draw)


def _workplaces(
    rows: list[ClusterRow], unions: list[UnitRow], size: str, draw: Draw
) -> dict[str, list[UnitRow]]:
    """Invented CĐCS: below the unions of clusters I-III, directly below the province in IV."""
    names = facts.load("names.json")
    fresh = draw.shuffled(
        [f"{first} {second}" for first in names["first_words"] for second in names["second_words"]]
    )
    found: dict[str, list[UnitRow]] = {}
    for row in rows:
        for union in (union for union in unions if union.cluster == row.key):
            count = draw.between(*GRASSROOTS_PER_UNION[size])
            below = [
                _workplace(f"{union.code}-{number:02d}", union.code, union.sector, fresh, draw)
                for number in range(1, count + 1)
            ]
            found.setdefault(row.key, []).extend(below)
        if row.parent:
            found[row.key] = [
                _workplace(
                    f"{PROVINCE}-K{row.number}-{number:02d}", PROVINCE, DIRECT_SECTORS, fresh, draw
                )
                for number in range(1, GRASSROOTS_PER_BLOCK[size] + 1)
            ]
    return found


def _workplace(code: str, parent: str, sectors: str, fresh: list[str], draw: Draw) -> UnitRow:
    sector = draw.one(sectors.split())
    is_company = sector in COMPANIES
    members = draw.between(40, 350) if is_company else draw.between(16, 80)
    name = facts.load("names.json")["workplaces"][sector].format(name=fresh.pop())
    return UnitRow(
        code=code,
        parent=parent,
        level="co-so",
        name=f"Công đoàn cơ sở {name}",
        sector=sector,
        members=members,
        workers=members + (draw.between(2, 30) if is_company else draw.between(0, 3)),
        cluster="",
        invented=True,
    )
