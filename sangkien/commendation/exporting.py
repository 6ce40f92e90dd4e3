"""Lists of commendation as files: the register and the decisions of a unit, dossiers of a round, of those who
propose and of those who judge, the ledger of a fund.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import scope_digest
from sangkien.commendation.enums import AwardForm, DossierState, HolderKind
from sangkien.commendation.models import Conferral, Dossier, Fund, Revocation, Round
from sangkien.commendation.permissions import can_look
from sangkien.commendation.queries import decisions, dossiers, money, register
from sangkien.commendation.queries.rounds import get_round
from sangkien.core.errors import NotFound
from sangkien.core.periods import instant_words, local_day
from sangkien.core.sheets import Cell
from sangkien.exports.kinds import Block, Column, Table
from sangkien.units.models import Unit
from sangkien.units.queries import get_unit


def _gone() -> NotFound:
    return NotFound(_("Không tìm thấy danh sách này."))


def _made(at: dt.datetime) -> str:
    return _("Lập lúc %(at)s, mới nhất trước") % {"at": instant_words(at)}


class Register:
    """ "Sổ khen thưởng" of a unit and everything below it, as it is filtered; revoked ones say so."""

    key = "so-khen-thuong"
    parameters = ("unit", "nam", "loai", "ai", "q")

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        unit = get_unit(asked.get("unit", ""), actor=actor)
        if not can_look(actor, unit):
            raise _gone()
        wanted, words = _wanted(asked)
        rows = register.of_unit(unit, wanted, actor=actor)
        return Table(
            title=_("Sổ khen thưởng - %(code)s") % {"code": unit.code},
            heading=[
                _("Sổ khen thưởng: %(unit)s, gồm cả các đơn vị bên dưới") % {"unit": unit.name},
                *words,
                _made(at),
            ],
            columns=_register_columns(),
            block=partial(_awards, rows),
            unit_id=unit.pk,
            scope=scope_digest(actor, Permission.AWARD_VIEW),
        )


def _wanted(asked: Mapping[str, str]) -> tuple[register.Filter, list[str]]:
    """The filters of the page, and how the file says them; what does not exist is NotFound."""
    year, form, kind = (asked.get(name, "") for name in ("nam", "loai", "ai"))
    is_known = (not year or (year.isdecimal() and len(year) == len("2026"))) and (
        form in ("", *AwardForm.values) and kind in ("", *HolderKind.values)
    )
    if not is_known:
        raise _gone()
    typed = asked.get("q", "")
    said = (
        _("Năm: %(year)s") % {"year": year} if year else "",
        _("Loại: %(form)s") % {"form": AwardForm(form).label} if form else "",
        _("Đối tượng: %(kind)s") % {"kind": HolderKind(kind).label} if kind else "",
        _("Tìm: %(typed)s") % {"typed": typed} if typed else "",
    )
    wanted = register.Filter(
        year=int(year) if year else None, form=form, holder_kind=kind, typed=typed
    )
    return wanted, [words for words in said if words]


def _after(place: str) -> tuple[int, int] | None:
    year, _dot, pk = place.partition(".")
    return (int(year), int(pk)) if place else None


def _awards(rows: QuerySet[Conferral], place: str, limit: int) -> Block:
    page = register.page(rows, after=_after(place), limit=limit)
    return Block(rows=[_award(row) for row in page.rows], following=page.following)


def _register_columns() -> list[Column]:
    return [
        Column(label=_("Năm"), width=7),
        Column(label=_("Người, tập thể"), width=36),
        Column(label=_("Đối tượng"), width=11),
        Column(label=_("Chức vụ, nơi công tác"), width=34),
        Column(label=_("Mã đơn vị"), width=14),
        Column(label=_("Đơn vị"), width=34),
        Column(label=_("Danh hiệu, hình thức"), width=34),
        Column(label=_("Thành tích"), width=44),
        Column(label=_("Số quyết định"), width=18),
        Column(label=_("Ngày quyết định"), width=13),
        Column(label=_("Cơ quan quyết định"), width=30),
        Column(label=_("Tiền thưởng (đồng)"), width=15),
        Column(label=_("Thu hồi ngày"), width=13),
        Column(label=_("Đã thu hồi rồi khôi phục"), width=30),
        Column(label=_("Nguồn"), width=16),
    ]


def _award(row: Conferral) -> Sequence[Cell]:
    return [
        row.year,
        row.holder_name,
        str(row.get_holder_kind_display()),
        row.holder_about,
        row.unit.code,
        row.unit.name,
        row.title,
        row.achievement,
        row.label,
        row.decided_on,
        row.authority,
        row.amount_vnd or None,
        local_day(row.revoked_at) if row.revoked_at else None,
        "; ".join(_turned(one) for one in getattr(row, "past", ())),
        _("Nhập từ Excel") if row.source else _("Quyết định trên hệ thống"),
    ]


def _turned(one: Revocation) -> str:
    """Revoked once and given back: both days."""
    days = {"ended": one.signed_at or one.prepared_at, "back": one.restored_at or one.prepared_at}
    said = {name: f"{local_day(at):%d/%m/%Y}" for name, at in days.items()}
    return _("thu hồi %(ended)s, khôi phục %(back)s") % said


class Dossiers:
    """ "Danh sách hồ sơ" of a round as the reader may see it."""

    key = "ho-so-khen-thuong"
    parameters = ("dot", "trang-thai")

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        state = asked.get("trang-thai", "")
        if not asked.get("dot", "").isdecimal() or state not in ("", *DossierState.values):
            raise _gone()
        round_ = get_round(int(asked["dot"]), actor=actor)
        words = [_("Tình trạng: %(state)s") % {"state": DossierState(state).label}] if state else []
        return Table(
            title=_("Hồ sơ khen thưởng - %(round)s") % {"round": round_.title},
            heading=[f"{round_.title}, {round_.unit.name}", *words, _made(at)],
            columns=_dossier_columns(),
            block=partial(_dossiers, round_, actor, state),
            unit_id=round_.unit_id,
            scope=scope_digest(actor, Permission.AWARD_VIEW, Permission.AWARD_PROPOSE),
        )


def _dossier_columns() -> list[Column]:
    return [
        Column(label=_("Cá nhân, tập thể"), width=30),
        Column(label=_("Đối tượng"), width=12),
        Column(label=_("Đơn vị"), width=34),
        Column(label=_("Hình thức đề nghị"), width=30),
        Column(label=_("Đơn vị đề nghị"), width=28),
        Column(label=_("Tình trạng"), width=24),
        Column(label=_("Đang chờ"), width=30),
        Column(label=_("Hạn"), width=12),
        Column(label=_("Tóm tắt thành tích"), width=50),
    ]


def _dossiers(round_: Round, actor: Actor, state: str, place: str, limit: int) -> Block:
    before = int(place) if place else None
    found, following = dossiers.round_page(
        round_, actor=actor, state=state, before=before, limit=limit
    )
    return _block(found, following, names_round=False)


def _dossier(one: Dossier, office: str) -> Sequence[Cell]:
    return [
        one.holder_name,
        str(one.get_holder_kind_display()),
        one.unit.name,
        one.award.name,
        one.proposer.name,
        str(one.get_state_display()),
        office,
        one.due_on,
        one.summary,
    ]


class Inbox:
    """ "Hồ sơ chờ xét" at the offices of the reader, all or those whose term is over."""

    key = "ho-so-cho-xet"
    parameters = ("loc",)

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        wanted = asked.get("loc", "")
        if wanted not in ("", "qua-han") or not actor.can_somewhere(Permission.AWARD_MANAGE):
            raise _gone()
        words = [_("Chỉ hồ sơ quá hạn kiểm tra")] if wanted else []
        said = _("Lập lúc %(at)s, đến trước ở trên") % {"at": instant_words(at)}
        return Table(
            title=_("Hồ sơ chờ xét"),
            heading=[_("Hồ sơ chờ xét"), *words, said],
            columns=[Column(label=_("Đợt xét"), width=34), *_dossier_columns()],
            block=partial(_waiting, actor, local_day(at) if wanted else None),
            scope=scope_digest(actor, Permission.AWARD_MANAGE),
        )


def _waiting(actor: Actor, late_on: dt.date | None, place: str, limit: int) -> Block:
    found, following = dossiers.inbox_page(
        actor, late_on=late_on, after=int(place or 0), limit=limit
    )
    return _block(found, following)


class OwnDossiers:
    """ "Hồ sơ đơn vị đề nghị" of the units for which the reader proposes."""

    key = "ho-so-de-nghi"
    parameters = ()

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        if not actor.can_somewhere(Permission.AWARD_PROPOSE):
            raise _gone()
        return Table(
            title=_("Hồ sơ đơn vị đề nghị"),
            heading=[_("Hồ sơ đơn vị đề nghị"), _made(at)],
            columns=[Column(label=_("Đợt xét"), width=34), *_dossier_columns()],
            block=partial(_proposed, actor),
            scope=scope_digest(actor, Permission.AWARD_PROPOSE),
        )


def _proposed(actor: Actor, place: str, limit: int) -> Block:
    return _block(*dossiers.own_page(actor, before=int(place) if place else None, limit=limit))


def _block(found: Sequence[Dossier], following: int | None, *, names_round: bool = True) -> Block:
    offices = dossiers.offices_named(found)
    rows = [
        [
            *([one.round.title] if names_round else []),
            *_dossier(one, offices.get(one.waits_path, "")),
        ]
        for one in found
    ]
    return Block(rows=rows, following=str(following) if following else "")


class Decisions:
    """ "Quyết định khen thưởng" of a unit, drafts included, as the reader may see them."""

    key = "quyet-dinh-khen-thuong"
    parameters = ("unit",)

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        unit = get_unit(asked.get("unit", ""), actor=actor)
        if not can_look(actor, unit):
            raise _gone()
        return Table(
            title=_("Quyết định khen thưởng - %(code)s") % {"code": unit.code},
            heading=[_("Quyết định khen thưởng: %(unit)s") % {"unit": unit.name}, _made(at)],
            columns=[
                Column(label=_("Trích yếu"), width=60),
                Column(label=_("Số"), width=20),
                Column(label=_("Ngày"), width=12),
                Column(label=_("Số người, tập thể"), width=16),
                Column(label=_("Trạng thái"), width=20),
            ],
            block=partial(_decided, unit, actor),
            unit_id=unit.pk,
            scope=scope_digest(actor, Permission.AWARD_VIEW),
        )


def _decided(unit: Unit, actor: Actor, place: str, limit: int) -> Block:
    page = decisions.decisions_of(
        unit, actor=actor, before=int(place) if place else None, limit=limit
    )
    rows: list[Sequence[Cell]] = [
        [
            one.title,
            one.paper.label if one.paper else "",
            one.decided_on,
            vars(one)["listed"],  # annotated
            str(one.get_state_display()),
        ]
        for one in page.rows
    ]
    return Block(rows=rows, following=str(page.following) if page.following else "")


class Ledger:
    """ "Sổ quỹ khen thưởng" of one fund."""

    key = "so-quy"
    parameters = ("quy",)

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        if not asked.get("quy", "").isdecimal():
            raise _gone()
        fund = money.get_fund(int(asked["quy"]), actor=actor)
        return Table(
            title=_("Sổ quỹ - %(name)s") % {"name": fund.name},
            heading=[f"{fund.name}, {fund.unit.name}", _made(at)],
            columns=[
                Column(label=_("Ngày"), width=12),
                Column(label=_("Loại"), width=20),
                Column(label=_("Nội dung"), width=60),
                Column(label=_("Chứng từ"), width=24),
                Column(label=_("Thu, chi (đồng)"), width=18),
                Column(label=_("Người ghi"), width=26),
            ],
            block=partial(_entries, fund),
            unit_id=fund.unit_id,
        )


def _entries(fund: Fund, place: str, limit: int) -> Block:
    page = money.ledger(fund, before=int(place) if place else None, limit=limit)
    rows: list[Sequence[Cell]] = [
        [
            one.booked_on,
            str(one.get_kind_display()),
            one.words,
            one.document,
            one.amount_vnd,
            one.booked_by.full_name,
        ]
        for one in page.rows
    ]
    return Block(rows=rows, following=str(page.following) if page.following else "")
