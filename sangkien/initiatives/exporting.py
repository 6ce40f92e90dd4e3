"""The lists of initiatives as files: my own, those entered for others, those of a branch."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import scope_digest
from sangkien.core.errors import NotFound
from sangkien.core.periods import instant_words
from sangkien.core.sheets import Cell
from sangkien.exports.kinds import Block, Column, Table
from sangkien.initiatives import queries
from sangkien.initiatives.branches import Narrowing, branch_initiatives
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import Page
from sangkien.programmes.queries import fields, published
from sangkien.units.queries import get_unit

MINE, ENTERED, BRANCH = "cua-toi", "nhap-thay", "don-vi"
Read = Callable[[str | None, int], Page]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which list it is, in words and as a way to read it."""

    title: str
    words: tuple[str, ...]
    read: Read
    unit_id: int | None = None
    scope: str = ""


class Initiatives:
    """ "Danh sách sáng kiến", the newest first. Of a trade secret the closed part is in no list."""

    key = "sang-kien"
    parameters = ("xem", "don_vi", "chuong_trinh", "linh_vuc", "q", "trang-thai")

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        chosen = _chosen(asked, actor)
        return Table(
            title=chosen.title,
            heading=[
                chosen.title,
                *chosen.words,
                _("Lập lúc %(at)s, mới nhất trước") % {"at": instant_words(at)},
            ],
            columns=_columns(),
            block=partial(_block, chosen.read),
            unit_id=chosen.unit_id,
            scope=chosen.scope,
        )


def _chosen(asked: Mapping[str, str], actor: Actor) -> Chosen:
    shown = asked.get("xem", MINE)
    if shown == MINE:
        own = partial(queries.own_initiatives, actor)
        return Chosen(title=_("Sáng kiến của tôi"), words=(), read=_reading(own))
    needed = {
        ENTERED: Permission.INITIATIVE_REGISTER_FOR_OTHERS,
        BRANCH: Permission.INITIATIVE_VIEW,
    }.get(shown)
    if needed is None or not actor.can_somewhere(needed):
        raise NotFound(_("Không tìm thấy danh sách này."))
    if shown == ENTERED:
        entered = partial(queries.entered_for_others, actor)
        return Chosen(title=_("Sáng kiến tôi nhập thay"), words=(), read=_reading(entered))
    return _branch(asked, actor)


def _reading(page: Callable[..., Page]) -> Read:
    return lambda cursor, limit: page(cursor=cursor, limit=limit)


def _branch(asked: Mapping[str, str], actor: Actor) -> Chosen:
    """The filters of the page; what does not exist any more is NotFound, never everything."""
    words: list[str] = []
    unit = get_unit(asked["don_vi"], actor=actor) if asked.get("don_vi") else None
    programme_id, field_id = _programme(asked, words)
    state = asked.get("trang-thai", "")
    if state and state not in State.values:
        raise NotFound(_("Không tìm thấy danh sách này."))
    if state:
        words.append(_("Trạng thái: %(state)s") % {"state": State(state).label})
    if asked.get("q"):
        words.append(_("Từ trong tên hoặc mã: %(words)s") % {"words": asked["q"]})
    narrowing = Narrowing(
        path=unit.path if unit else "",
        state=state,
        programme_id=programme_id,
        field_id=field_id,
        words=asked.get("q", ""),
    )
    whose = _("Sáng kiến của %(unit)s") % {"unit": unit.name if unit else _("đơn vị tôi xem")}
    return Chosen(
        title=", ".join([whose, *(str(State(one).label) for one in filter(None, [state]))]),
        words=tuple(words),
        read=_reading(partial(branch_initiatives, actor, narrowing)),
        unit_id=unit.pk if unit else None,
        scope="" if unit else scope_digest(actor, Permission.INITIATIVE_VIEW),
    )


def _programme(asked: Mapping[str, str], words: list[str]) -> tuple[int | None, int | None]:
    if not asked.get("chuong_trinh"):
        return None, None
    programme = published().filter(slug=asked["chuong_trinh"]).first()
    if programme is None:
        raise NotFound(_("Không tìm thấy chương trình này."))
    words.append(_("Chương trình: %(title)s") % {"title": programme.title})
    if not asked.get("linh_vuc"):
        return programme.pk, None
    field = next((one for one in fields(programme) if str(one.pk) == asked["linh_vuc"]), None)
    if field is None:
        raise NotFound(_("Không tìm thấy lĩnh vực này."))
    words.append(_("Lĩnh vực: %(name)s") % {"name": field.name})
    return programme.pk, field.pk


def _columns() -> list[Column]:
    return [
        Column(label=_("Mã"), width=16),
        Column(label=_("Sáng kiến"), width=60),
        Column(label=_("Trạng thái"), width=16),
        Column(label=_("Tác giả"), width=26),
        Column(label=_("Mã đơn vị"), width=16),
        Column(label=_("Đơn vị"), width=36),
        Column(label=_("Chương trình"), width=36),
        Column(label=_("Nhận lúc"), width=18),
    ]


def _block(read: Read, place: str, limit: int) -> Block:
    """How far it is follows from the numbers: the list walks down from the newest one, whose
    number stands in front of the place.
    """
    newest, _sign, cursor = place.partition("|")
    page = read(cursor or None, limit)
    first = int(newest) if newest else (page.rows[0].pk if page.rows else 0)
    following = page.following or ""
    return Block(
        rows=[_row(row) for row in page.rows],
        following=f"{first}|{following}" if following else "",
        share=_share(first, following),
    )


def _share(first: int, following: str) -> float | None:
    reached = queries.read_cursor(following)
    if not first or reached is None:
        return None
    return max(0.0, (first - reached[1]) / first)


def _row(row: Initiative) -> Sequence[Cell]:
    return [
        row.reference,
        row.title or _("(chưa có tên)"),
        str(State(row.state).label),
        row.author.full_name,
        row.unit.code,
        row.unit.label,
        row.programme.title,
        row.received_at,
    ]
