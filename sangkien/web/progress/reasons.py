"""The words and the lines of "Vì sao hạng này?"."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetBase
from sangkien.audits.rules import LEAST_CHECKED
from sangkien.progress.enums import BoardOrder
from sangkien.progress.queries import LeagueRow, Neighbour, WhyScreen
from sangkien.web.progress.links import unit_url
from sangkien.web.shared import ordering
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.figures import filled
from sangkien.web.shared.templatetags import vi

BY_VALID = frozenset({BoardOrder.COUNT, BoardOrder.PER_HUNDRED, BoardOrder.AUDITED})


def neighbour_rows(screen: WhyScreen) -> Rows:
    """The one above, the unit itself, its equals, the one below."""
    has_target = any(row.goal for row, _where in _listed(screen))
    columns = [
        Column(_("Hạng"), Kind.RANK),
        Column(_("Đơn vị"), Kind.HEAD),
        Column(_("Vị trí")),
        *ordering.columns(screen.order),
        Column(_("Đã gửi"), Kind.NUMBER),
        Column(_("Hợp lệ"), Kind.NUMBER),
        *(
            [Column(_("Chỉ tiêu"), Kind.NUMBER), Column(_("Đạt"), Kind.NUMBER)]
            if has_target
            else []
        ),
    ]
    return write(columns, _lines(screen, has_target=has_target))


def _listed(screen: WhyScreen) -> Iterator[tuple[LeagueRow, str]]:
    if screen.above:
        yield screen.above.row, _("ngay trên")
    yield screen.own, _("đơn vị này")
    for row in screen.tied:
        yield row, _("đồng hạng")
    if screen.below:
        yield screen.below.row, _("ngay dưới")


def _lines(screen: WhyScreen, *, has_target: bool) -> Iterator[tuple[str, ...]]:
    place = screen.place
    for row, where in _listed(screen):
        url = unit_url(place.programme, row.unit, dot=place.period.pk)
        name = format_html('<a href="{}">{}</a>', url, row.unit.label)
        yield (
            vi.number(row.rank) if row.rank else vi.NOTHING,
            name,
            where,
            *ordering.figures(row, screen.order),
            vi.number(row.counts.sent),
            vi.number(row.counts.valid),
            *(_target(row) if has_target else []),
        )


def _target(row: LeagueRow) -> tuple[str, str]:
    if row.goal is None or row.standing is None:
        return vi.NOTHING, vi.NOTHING
    aim = format_html(
        '{} <span class="small muted">{}</span>', vi.number(row.goal.value), row.goal.base.label
    )
    return aim, vi.percent(row.standing.value, row.standing.target)


def reckoning(screen: WhyScreen) -> str:
    """How the figure that decides came about."""
    row, order = screen.own, screen.order
    if order == BoardOrder.SHARE:
        return _share(row)
    if order == BoardOrder.PER_HUNDRED:
        return _per_hundred(screen)
    if order == BoardOrder.AUDITED:
        return _audited(row)
    words = {
        "valid": vi.number(row.counts.valid),
        "sent": vi.number(row.counts.sent),
        "figure": ordering.decided(row.contender, order),
    }
    told = {
        BoardOrder.COUNT: _("%(valid)s sáng kiến hợp lệ; khi bằng nhau thì xét %(sent)s đã gửi."),
        BoardOrder.PEOPLE: _("%(figure)s người là tác giả chính của sáng kiến đã gửi."),
        BoardOrder.VERIFIED: _("Đã thẩm định: %(figure)s. Không cộng số tác giả khai."),
        BoardOrder.DECLARED: _("Tác giả khai: %(figure)s. Không cộng số đã thẩm định."),
    }
    return filled(told[order], **words)


def _per_hundred(screen: WhyScreen) -> str:
    row = screen.own
    if not row.contender.members:
        return _("Chưa tính được: đơn vị chưa có số đoàn viên.")
    return _(
        "%(valid)s sáng kiến hợp lệ × 100 : %(members)s đoàn viên (ngày %(day)s) = %(figure)s."
    ) % {
        "valid": vi.number(row.counts.valid),
        "members": vi.number(row.contender.members),
        "day": f"{screen.reference_on:%d/%m/%Y}",
        "figure": ordering.decided(row.contender, screen.order),
    }


def _audited(row: LeagueRow) -> str:
    factor = row.contender.factor
    words = {"factor": ordering.factor_words(factor), "least": vi.number(LEAST_CHECKED)}
    if factor is None or not factor.is_enough:
        return (
            _("Chưa tính được: %(factor)s; cần ít nhất %(least)s mẫu của các đợt đã chốt.") % words
        )
    words["valid"] = vi.number(row.counts.valid)
    words["figure"] = ordering.decided(row.contender, BoardOrder.AUDITED)
    return _("%(valid)s sáng kiến hợp lệ × hệ số hậu kiểm %(factor)s = %(figure)s.") % words


def _share(row: LeagueRow) -> str:
    if row.goal is None or row.standing is None:
        return _("Chưa tính được: đơn vị chưa có chỉ tiêu trong phần này của chương trình.")
    standing = row.standing
    words = {
        "value": vi.number(standing.value),
        "base": str(row.goal.base.label),
        "target": vi.number(standing.target),
        "percent": vi.percent(standing.value, standing.target),
        "over": vi.percent(standing.over, standing.target),
    }
    if standing.over:
        return (
            _(
                "%(value)s sáng kiến %(base)s : chỉ tiêu %(target)s = đạt %(percent)s, vượt %(over)s."
            )
            % words
        )
    return _("%(value)s sáng kiến %(base)s : chỉ tiêu %(target)s = đạt %(percent)s.") % words


def way_up_words(screen: WhyScreen) -> list[str]:
    """What would move the unit up a place, and what the one below needs."""
    found = []
    if screen.above:
        found.append(_ahead(screen, screen.above))
    elif screen.own.rank:
        found.append(_("Đang đứng đầu phạm vi này."))
    if screen.below and screen.below.missing:
        words = {
            "unit": screen.below.row.unit.label,
            "missing": _missing(screen.below.missing, screen.below.row, screen.order),
        }
        found.append(_("%(unit)s ở ngay dưới, còn thiếu %(missing)s để hơn đơn vị này.") % words)
    return found


def _ahead(screen: WhyScreen, above: Neighbour) -> str:
    words = {"unit": above.row.unit.label}
    if above.missing is None:
        return _("%(unit)s ở ngay trên; chưa tính được còn thiếu bao nhiêu.") % words
    words["missing"] = _missing(above.missing, screen.own, screen.order)
    return _("Còn thiếu %(missing)s để hơn %(unit)s, nếu các đơn vị khác không thay đổi.") % words


def _missing(missing: int, row: LeagueRow, order: BoardOrder) -> str:
    """A number with what it counts."""
    if order in {BoardOrder.VERIFIED, BoardOrder.DECLARED}:
        return vi.vnd(missing)
    words = {"count": vi.number(missing), "base": str(_base(row, order).label)}
    if order == BoardOrder.PEOPLE:
        return _("%(count)s người có sáng kiến") % words
    return _("%(count)s sáng kiến %(base)s") % words


def _base(row: LeagueRow, order: BoardOrder) -> TargetBase:
    return TargetBase.VALID if order in BY_VALID or row.goal is None else row.goal.base
