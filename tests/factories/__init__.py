"""Test data made through the real actions, and a cast of people that every test knows."""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.agreements.actions.targets import Measure, set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.core.periods import VIETNAM, end_of, start_of
from sangkien.initiatives.actions import submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from sangkien.programmes.actions import drafting, periods
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import SolutionKind
from sangkien.programmes.models import Period, Programme, Ruleset
from sangkien.units.actions import people, tree
from sangkien.units.models import Level, Unit
from sangkien.units.queries import actor_for
from tests.factories.kept import Kept

NOW = dt.datetime(2026, 5, 20, 9, 30, tzinfo=VIETNAM)
TODAY = NOW.date()
LONG_AGO = dt.date(2010, 1, 1)
PASSWORD = "mat-khau-thu-nghiem"
SYSTEM = Actor.system()
_numbers = itertools.count(1)


def make_unit(name: str, *, level: str, parent: Unit | None, code: str = "") -> Unit:
    return tree.open_unit(
        code=code or f"U{next(_numbers)}",
        name=name,
        level=Level.objects.get(pk=level),
        parent=parent,
        opened_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )


def make_member(unit: Unit, name: str = "Nguyễn Văn An", **options: str) -> User:
    """A member with a usable password only where `password` is given: hashing is slow."""
    number = next(_numbers)
    return people.enrol(
        unit,
        full_name=name,
        member_code=options.get("member_code", f"DV{number:06d}"),
        phone=options.get("phone", ""),
        password=options.get("password"),
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )


def make_officer(unit: Unit, role: RoleKey, name: str = "Trần Thị Bình") -> User:
    user = make_member(unit, name)
    people.grant_role(unit, user, role=role, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    return user


def actor(user: User, *, at: dt.datetime = NOW) -> Actor:
    return actor_for(user, at=at)


def make_programme(
    owner: Unit, *, title: str = "Chương trình thử nghiệm", **options: object
) -> Programme:
    """Launched, one phase open from 01/05/2026 to 24h00 on 31/05/2026, applied in 2026."""
    content = drafting.Content(
        title=title,
        kinds=tuple(SolutionKind),
        fields=("Sản xuất, kinh doanh", "An toàn, vệ sinh lao động"),
        documents=(("01/KH-LĐLĐ", dt.date(2026, 1, 5), "Kế hoạch tổ chức chương trình"),),
    )
    programme = drafting.draft_programme(owner, content=content, by=SYSTEM, at=NOW)
    make_phase(programme, **options)
    return drafting.publish_programme(programme, by=SYSTEM, at=NOW)


def make_phase(programme: Programme, **options: object) -> Period:
    values: dict[str, object] = {
        "number": 1,
        "name": "Giai đoạn 1",
        "opens_at": start_of(dt.date(2026, 5, 1)),
        "closes_at": end_of(dt.date(2026, 5, 31)),
        "applied_from": dt.date(2026, 1, 1),
        "applied_to": dt.date(2026, 5, 31),
    }
    return periods.set_phase(programme, **{**values, **options}, by=SYSTEM, at=NOW)  # type: ignore[arg-type]


def make_ruleset(programme: Programme, steps: Sequence[Step]) -> Ruleset:
    """The next version of the rules, in force at once."""
    ruleset = Ruleset.objects.create(
        programme=programme,
        number=programme.rulesets.count() + 1,
        steps=[{**asdict(step), "kind": step.kind.value} for step in steps],
        drafted_at=NOW,
        in_force_at=NOW,
    )
    Programme.objects.filter(pk=programme.pk).update(ruleset=ruleset)
    programme.ruleset = ruleset
    programme.rulesets_read.clear()
    return ruleset


def content_of(programme: Programme, **changes: object) -> dict[str, object]:
    """Complete content that the rules accept."""
    values: dict[str, object] = {
        "title": "Cải tiến đồ gá hàn khung thép",
        "before": "Mỗi lần hàn phải căn chỉnh bằng tay rất lâu.",
        "solution": "Làm đồ gá định vị nhanh bằng chốt lò xo.",
        "effect": "Giảm nửa thời gian căn chỉnh, ít sai lệch hơn.",
        "kind": SolutionKind.TECHNICAL.value,
        "field_id": programme.fields.order_by("number").first().pk,  # type: ignore[union-attr]
        "first_applied_on": dt.date(2026, 3, 10),
        "benefit_vnd": 12_500_000,
        "benefit_basis": "2 giờ công mỗi ngày × 25 ngày × 250.000 đ",
    }
    return {**values, **changes}


def make_initiative(
    programme: Programme,
    unit: Unit,
    author: User,
    *,
    at: dt.datetime = NOW,
    author_share_bp: int = 10_000,
    credits: tuple[Credit, ...] = (),
    **changes: object,
) -> Initiative:
    """A sent initiative."""
    return submission.register(
        programme,
        unit,
        author=author,
        content=content_of(programme, **changes),
        author_share_bp=author_share_bp,
        credits=list(credits),
        request_key=uuid.uuid4(),
        by=actor(author, at=at),
        received_at=at,
        at=at,
    )


def make_target(
    period: Period,
    unit: Unit,
    value: int | str,
    *,
    kind: TargetKind = TargetKind.COUNT,
    base: TargetBase = TargetBase.SENT,
    origin: TargetOrigin = TargetOrigin.ASSIGNED,
    at: dt.datetime = NOW,
) -> Target:
    """Given long ago; with a later `at` it may still be corrected."""
    measure = Measure(kind=kind, base=base, value=Decimal(value))
    return set_target(period, unit, measure=measure, origin=origin, by=SYSTEM, at=at)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """A small union: one province, two superior unions, three CĐCS, one person per role."""

    national: Unit
    province: Unit
    superior: Unit
    sister_superior: Unit
    factory: Unit
    sister_factory: Unit
    far_factory: Unit
    author: User
    officer: User
    sister_officer: User
    superior_officer: User
    provincial_officer: User
    national_officer: User
    auditor: User


@Kept
def make_cast() -> Cast:
    national = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None, code="TLD")
    province = make_unit("LĐLĐ tỉnh Bình Minh", level="tinh", parent=national, code="BM")
    superior = make_unit("LĐLĐ huyện Sông Xanh", level="cap-tren", parent=province, code="SX")
    sister = make_unit("LĐLĐ huyện Núi Đỏ", level="cap-tren", parent=province, code="ND")
    factory = make_unit("CĐCS Công ty May Ánh Dương", level="co-so", parent=superior, code="AD")
    second = make_unit("CĐCS Công ty Cơ khí Hòa Bình", level="co-so", parent=superior, code="HB")
    far = make_unit("CĐCS Trường Mầm non Hoa Sen", level="co-so", parent=sister, code="HS")
    return Cast(
        national=national,
        province=province,
        superior=superior,
        sister_superior=sister,
        factory=factory,
        sister_factory=second,
        far_factory=far,
        author=make_member(factory, "Nguyễn Văn An"),
        officer=make_officer(factory, RoleKey.GRASSROOTS_OFFICER, "Trần Thị Bình"),
        sister_officer=make_officer(second, RoleKey.GRASSROOTS_OFFICER, "Lê Văn Cường"),
        superior_officer=make_officer(superior, RoleKey.SUPERIOR_OFFICER, "Phạm Thị Dung"),
        provincial_officer=make_officer(province, RoleKey.PROVINCIAL_OFFICER, "Hoàng Văn Em"),
        national_officer=make_officer(national, RoleKey.NATIONAL_OFFICER, "Đặng Thị Phượng"),
        auditor=make_officer(province, RoleKey.AUDITOR, "Vũ Văn Giang"),
    )
