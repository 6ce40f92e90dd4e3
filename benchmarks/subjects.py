"""Which addresses are measured, as whom: the same kinds of pages in every generated database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Count

from sangkien.access.roles import RoleKey
from sangkien.core import codes
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.units.models import Cluster, Grant, Membership, Unit

MANY = 12  # different things per page, so that no cache answers for all of them
WORDS = (
    "máy cắt vải",
    "cai tien do ga han",
    "tiết kiệm điện",
    "bếp ăn tập thể",
    "băng tải đóng gói ở ca đêm",
    "xe nâng hàng tại nhà máy 12",
    "không có từ này",
)


@dataclass(frozen=True)
class Visit:
    """One page: `reader` is the key of a user, None for the public."""

    path: str
    reader: int | None = None


def visits() -> Iterator[tuple[str, list[Visit]]]:
    """Each kind of page with the visits that stand for it."""
    programme = Programme.objects.get()
    yield from _public(programme.slug)
    yield from _progress(programme.slug)
    yield from _officers(programme.slug)
    yield from _authors()


def _public(slug: str) -> Iterator[tuple[str, list[Visit]]]:
    tracked = [f"/tra-cuu/{codes.display(code)}/" for code in _codes(State.CONFIRMED)]
    yield "home", [Visit("/")]
    yield "programmes", [Visit("/chuong-trinh/")]
    yield "programme", [Visit(f"/chuong-trinh/{slug}/")]
    yield "search", [Visit(f"/tim/?q={quote(words)}") for words in WORDS]
    yield "tracking", [Visit(path) for path in tracked]


def _progress(slug: str) -> Iterator[tuple[str, list[Visit]]]:
    yield "progress, nation", [Visit(f"/tien-do/{slug}/")]
    for name, level in (("province", "tinh"), ("superior", "cap-tren")):
        units = Unit.objects.filter(level_id=level).order_by("pk")[:MANY]
        yield f"progress, {name}", [Visit(f"/tien-do/{slug}/{unit.code}/") for unit in units]
    yield "progress, CĐCS", [Visit(f"/tien-do/{slug}/{unit.code}/") for unit in _grassroots()]
    steering = Unit.objects.exclude(level_id="co-so").order_by("pk")[:MANY]
    for name, units, asked in (
        ("days, CĐCS", _grassroots(), ""),
        ("days, above", steering, ""),
        ("hours, above", steering, "?xem=gio"),
    ):
        pages = [f"/tien-do/{slug}/{unit.code}/theo-ngay/{asked}" for unit in units]
        yield f"progress, {name}", [Visit(path) for path in pages]
    clusters = Cluster.objects.order_by("pk")[:MANY]
    yield "progress, cluster", [Visit(f"/tien-do/{slug}/cum/{row.pk}/") for row in clusters]


def _officers(slug: str) -> Iterator[tuple[str, list[Visit]]]:
    small, middle = _officers_of(_grassroots()), _grants(RoleKey.SUPERIOR_OFFICER)
    large, national = _grants(RoleKey.PROVINCIAL_OFFICER), _grants(RoleKey.NATIONAL_OFFICER)
    for name, rows in (("3 to 6", _officers_of(_with_waiting(3, 6))), ("the longest", small)):
        yield f"queue, {name}", [Visit("/sang-kien/cho-xac-nhan/", row.user_id) for row in rows]
    for name, rows in (
        ("CĐCS", small),
        ("superior", middle),
        ("province", large),
        ("nation", national),
    ):
        yield f"desk, {name}", [Visit("/viec-cua-toi/", row.user_id) for row in rows]
        yield f"initiatives, {name}", [Visit("/sang-kien/", row.user_id) for row in rows]
    for name, rows in (("superior", middle), ("province", large), ("nation", national)):
        yield (
            f"at zero, {name}",
            [Visit(f"/tien-do/{slug}/{row.unit.code}/chua-co/", row.user_id) for row in rows],
        )
        yield (
            f"unit, {name}",
            [Visit(f"/don-vi/{row.unit.code}/", row.user_id) for row in rows],
        )
    yield "unit, CĐCS", [Visit(f"/don-vi/{row.unit.code}/", row.user_id) for row in small]
    yield "targets", [Visit(f"/chuong-trinh/{slug}/chi-tieu/", row.user_id) for row in large]
    yield (
        "enter for a member",
        [
            Visit(f"/sang-kien/nhap-thay/{member.pk}/", row.user_id)
            for row in small
            for member in Membership.objects.filter(unit_id=row.unit_id).order_by("pk")[:1]
        ],
    )


def _authors() -> Iterator[tuple[str, list[Visit]]]:
    rows = Initiative.objects.filter(code__in=_codes(State.CONFIRMED)).order_by("pk")
    yield "detail", [Visit(f"/sang-kien/{row.code}/", row.author_id) for row in rows]
    yield "receipt", [Visit(f"/sang-kien/{row.code}/bien-nhan/", row.author_id) for row in rows]
    yield "desk, author", [Visit("/viec-cua-toi/", row.author_id) for row in rows]


def _codes(state: State) -> list[str]:
    rows = Initiative.objects.filter(state=state).order_by("-pk")
    return list(rows.values_list("code", flat=True)[:MANY])


def _grassroots() -> list[Unit]:
    """The largest ones: their pages have most to count."""
    counted = Initiative.objects.values("unit_id").annotate(many=Count("pk")).order_by("-many")
    largest = [row["unit_id"] for row in counted[: MANY // 2]]
    usual = Unit.objects.filter(level_id="co-so").order_by("-pk").values_list("pk", flat=True)
    return list(Unit.objects.filter(pk__in=[*largest, *usual[: MANY // 2]]).order_by("pk"))


def _with_waiting(fewest: int, most: int) -> list[Unit]:
    """Units with about as much to decide in any database: their queues show as much."""
    counted = Initiative.objects.waiting().values("unit_id").annotate(many=Count("pk"))
    chosen = counted.filter(many__range=(fewest, most)).order_by("unit_id")[:MANY]
    return list(Unit.objects.filter(pk__in=[row["unit_id"] for row in chosen]).order_by("pk"))


def _officers_of(units: Sequence[Unit]) -> list[Grant]:
    found = Grant.objects.filter(unit__in=units, role=RoleKey.GRASSROOTS_OFFICER)
    return list(found.select_related("unit").order_by("pk"))


def _grants(role: RoleKey) -> list[Grant]:
    return list(Grant.objects.filter(role=role).select_related("unit").order_by("pk")[:MANY])
