""" "Lấy các bên từ": the members of a cluster or block, those who lead the clusters, or all units
directly below, to be named as parties with one press.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.agreements import contents
from sangkien.agreements.errors import Incomplete
from sangkien.agreements.models import Agreement, Party
from sangkien.units.enums import ClusterPost
from sangkien.units.models import Cluster, ClusterLead, Grant, Unit
from sangkien.units.queries import roles_with

SIGNING = roles_with(Permission.AGREEMENT_SIGN)

BELOW, HEADS = "duoi", "truong"
MOST_SOURCES = 60


@dataclass(frozen=True, kw_only=True)
class Source:
    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A unit to be a party; who leads a cluster signs for it."""

    unit: Unit
    cluster: Cluster | None = None
    signatory: str = ""
    post: str = ""


def sources(agreement: Agreement) -> list[Source]:
    """Clusters and blocks of the year in which the agreement begins; its own one comes first."""
    found = [Source(key=str(one.pk), label=_cluster_label(one)) for one in _clusters(agreement)]
    heads = Source(key=HEADS, label=_("Trưởng các cụm, khối của đơn vị soạn"))
    below = Source(key=BELOW, label=_("Tất cả đơn vị cấp dưới trực tiếp"))
    return [*found, *([heads] if found else []), below]


def _cluster_label(cluster: Cluster) -> str:
    words = {"name": cluster.name, "year": cluster.year}
    return _("Các đơn vị của %(name)s, năm %(year)d") % words


def _clusters(agreement: Agreement) -> list[Cluster]:
    unit, year = agreement.unit, agreement.starts_on.year
    around = Q(organiser=unit) | Q(memberships__unit=unit) | Q(blocks__memberships__unit=unit)
    rows = Cluster.objects.filter(around, year=year).distinct().order_by("number", "pk")
    found = list(rows[:MOST_SOURCES])
    return sorted(found, key=lambda one: one.pk != agreement.cluster_id)


def candidates(agreement: Agreement, key: str, *, on: dt.date) -> list[Candidate]:
    """Whom a source names. Raises `Incomplete` at "source" when there is nobody, or too many for
    one agreement.
    """
    if key == BELOW:
        found = _of_units(Unit.objects.filter(parent=agreement.unit, closed_on=None), on=on)
    elif key == HEADS:
        found = _heads(agreement, on=on)
    else:
        cluster = next((one for one in _clusters(agreement) if str(one.pk) == key), None)
        if cluster is None:
            raise Incomplete(_("Hãy chọn lấy các bên từ đâu."), field="source")
        inside = Q(cluster_memberships__cluster=cluster)
        inside |= Q(cluster_memberships__cluster__parent=cluster)
        found = _of_units(Unit.objects.filter(inside, closed_on=None).distinct(), on=on)
    ensure_few(found)
    return found


def _of_units(rows: "object", *, on: dt.date) -> list[Candidate]:
    few = list(rows.order_by("name_sort", "pk")[: contents.MOST_PARTIES + 1])  # type: ignore[attr-defined]
    known = signing_for([unit.pk for unit in few], on=on)
    return [
        Candidate(unit=unit, signatory=who, post=post)
        for unit in few
        for who, post in [known.get(unit.pk, ("", ""))]
    ]


def signing_for(unit_ids: Sequence[int], *, on: dt.date) -> dict[int, tuple[str, str]]:
    """Name and post to suggest for each unit: of whoever signed its last agreement while that is one
    of those who may sign, else of the officer who may sign for it the longest, with the post that
    signed last. Two queries.
    """
    officers = Grant.objects.in_force_on(on).filter(unit__in=unit_ids, role__in=SIGNING)
    longest = officers.select_related("user").order_by("-since_on", "-pk")
    found: dict[int, tuple[str, str]] = {}
    in_office: dict[int, set[str]] = defaultdict(set)
    for one in longest:
        found[one.unit_id] = (one.user.full_name, _("Chủ tịch"))
        in_office[one.unit_id].add(one.user.full_name)
    earlier = Party.objects.filter(unit__in=unit_ids, cluster=None)
    signed = (
        earlier.filter(agreement__signed_at__isnull=False).exclude(signatory="").exclude(post="")
    )
    for party in signed.order_by("agreement__signed_at", "pk"):
        pk = party.unit_id or 0
        names = in_office.get(pk, {party.signatory})
        who = party.signatory if party.signatory in names else found[pk][0]
        found[pk] = (who, party.post)
    return found


def _heads(agreement: Agreement, *, on: dt.date) -> list[Candidate]:
    rows = ClusterLead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on),
        cluster__organiser=agreement.unit,
        cluster__year=agreement.starts_on.year,
        post=ClusterPost.HEAD,
        since_on__lte=on,
        unit__closed_on=None,
    )
    rows = rows.select_related("cluster", "unit").order_by("cluster__number", "pk")
    return [
        Candidate(unit=one.unit, cluster=one.cluster, signatory=one.person, post=one.title)
        for one in rows[: contents.MOST_PARTIES + 1]
    ]


def ensure_few(found: Sequence[object]) -> None:
    if not found:
        raise Incomplete(_("Chưa có đơn vị nào ở mục này."), field="source")
    if len(found) > contents.MOST_PARTIES:
        raise Incomplete(
            _(
                "Mục này có hơn %(n)d đơn vị mà một giao ước có nhiều nhất %(n)d bên. Hãy lập giao "
                "ước riêng cho từng cụm, khối."
            )
            % {"n": contents.MOST_PARTIES},
            field="source",
        )
