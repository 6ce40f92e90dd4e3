"""What a program or a newcomer needs to find the way: addresses, logins, and whose is what.

Read from the database, so that a second run says the same as the first.
"""

import datetime as dt
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from sangkien.accounts.models import User
from sangkien.agreements.models import Target
from sangkien.core.periods import local_day
from sangkien.demo import addresses, facts, launching
from sangkien.demo.blocks import live
from sangkien.demo.logins import LOGINS, PASSWORD, Login
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Period, Programme
from sangkien.units.actions import loading
from sangkien.units.models import Cluster, Membership, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

Described = dict[str, Any]
WARNING = (
    "Tài khoản và mật khẩu này chỉ để dùng thử: ai cũng biết. "
    "Không dùng dữ liệu mẫu trên hệ thống thật."
)


def describe(*, base_url: str, now: dt.datetime) -> Described:
    """Everything as plain values for JSON."""
    slug = launching.board(live.PROGRAMME).programme.slug
    initiatives = _initiatives()
    return {
        "warning": WARNING,
        "base_url": base_url,
        "pages": {name: base_url + path for name, path in addresses.PAGES.items()},
        "live_programme": slug,
        "logins": [_login(login, slug=slug, base_url=base_url) for login in LOGINS],
        "programmes": [_programme(programme) for programme in _programmes()],
        "targets": [_target(target) for target in _targets().filter(period=None)],
        "clusters": [_cluster(cluster) for cluster in _clusters()],
        "units": {
            unit.code: _unit(unit, initiatives[unit.pk], today=local_day(now))
            for unit in Unit.objects.select_related("parent").order_by("path")
        },
    }


def _login(login: Login, *, slug: str, base_url: str) -> Described:
    user = User.objects.get(member_code=login.member_code)
    unit = Membership.objects.select_related("unit").get(user=user).unit
    own = Initiative.objects.filter(author=user).order_by("pk")
    return {
        "role": login.role,
        "role_name": login.role_name,
        "name": user.full_name,
        "login": login.phone,
        "phone": login.phone,
        "member_code": login.member_code,
        "password": PASSWORD,
        "unit": unit.code,
        "unit_name": unit.name,
        "start_url": base_url + addresses.start(login.role, slug=slug, unit_code=unit.code),
        "initiatives": [_initiative(initiative) for initiative in own],
    }


def _initiatives() -> dict[int, list[Described]]:
    found: dict[int, list[Described]] = defaultdict(list)
    for initiative in Initiative.objects.order_by("pk").select_related("programme"):
        found[initiative.unit_id].append(_initiative(initiative))
    return found


def _initiative(initiative: Initiative) -> Described:
    return {
        "id": initiative.pk,
        "code": initiative.code,
        "state": initiative.state,
        "programme": initiative.programme.slug,
    }


def _programmes() -> list[Programme]:
    return list(Programme.objects.select_related("owner").order_by("pk"))


def _programme(programme: Programme) -> Described:
    return {
        "id": programme.pk,
        "slug": programme.slug,
        "title": programme.title,
        "owner": programme.owner.code,
        "path": addresses.programme(programme.slug),
        "progress_path": addresses.progress(programme.slug),
        "periods": [
            _period(period)
            for period in programme.periods.select_related("unit").order_by("opens_at", "pk")
        ],
        "targets": [_target(target) for target in _targets().filter(period__programme=programme)],
    }


def _period(period: Period) -> Described:
    return {
        "id": period.pk,
        "kind": period.kind,
        "number": period.number,
        "name": period.name,
        "unit": period.unit.code,
        "opens_at": period.opens_at.isoformat(),
        "closes_at": period.closes_at.isoformat(),
    }


def _targets() -> "QuerySet[Target]":
    """Those that stand; without a period they come of an agreement of other dates."""
    return Target.objects.filter(replaced_at=None).select_related("unit").order_by("pk")


def _target(target: Target) -> Described:
    return {
        "id": target.pk,
        "period": target.period_id,
        "unit": target.unit.code if target.unit else None,
        "cluster": target.cluster_id,
        "kind": target.kind,
        "base": target.base,
        "origin": target.origin,
        "value": str(target.value),
    }


def _clusters() -> list[Cluster]:
    rows = Cluster.objects.select_related("organiser").prefetch_related("memberships__unit")
    return list(rows.order_by("pk"))


def _cluster(cluster: Cluster) -> Described:
    return {
        "id": cluster.pk,
        "organiser": cluster.organiser.code,
        "year": cluster.year,
        "kind": cluster.kind,
        "number": cluster.number,
        "name": cluster.name,
        "parent": cluster.parent_id,
        "units": [member.unit.code for member in cluster.memberships.all()],
    }


def _unit(unit: Unit, initiatives: list[Described], *, today: dt.date) -> Described:
    return {
        "id": unit.pk,
        "name": unit.name,
        "level": unit.level_id,
        "parent": unit.parent.code if unit.parent else None,
        "stands": unit.stands_on(today),
        "invented": unit.code not in _real_codes(),
        "path": addresses.unit(unit.code),
        "initiatives": initiatives,
    }


@cache
def _real_codes() -> frozenset[str]:
    return facts.real_codes() | {row.code for row in loading.read_rows()}
