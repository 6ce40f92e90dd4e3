"""What a league is ordered by, in words: the caption, the figure that decides, and the rule of ties."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.audits.rules import LEAST_CHECKED, Factor
from sangkien.core import numbers
from sangkien.progress.enums import BoardOrder
from sangkien.progress.queries import LeagueRow
from sangkien.progress.rules import HUNDRED, Contender, deciding, per_hundred
from sangkien.web.shared.cells import Column, Kind, wide
from sangkien.web.shared.templatetags import vi

AMOUNTS = frozenset({BoardOrder.VERIFIED, BoardOrder.DECLARED})
SHOWN_ANYWAY = frozenset({BoardOrder.COUNT, BoardOrder.SHARE})  # have columns of their own


def caption(order: BoardOrder) -> str:
    return {
        BoardOrder.COUNT: _("Xếp theo số hợp lệ, rồi số đã gửi"),
        BoardOrder.SHARE: _("Xếp theo tỷ lệ đạt chỉ tiêu"),
        BoardOrder.PER_HUNDRED: _("Xếp theo số hợp lệ trên 100 đoàn viên"),
        BoardOrder.PEOPLE: _("Xếp theo số người có sáng kiến đã gửi"),
        BoardOrder.VERIFIED: _("Xếp theo giá trị làm lợi đã thẩm định"),
        BoardOrder.DECLARED: _("Xếp theo giá trị làm lợi tác giả khai"),
        BoardOrder.AUDITED: _("Xếp theo số hợp lệ nhân hệ số hậu kiểm"),
    }[order]


def ties(order: BoardOrder) -> str:
    """When two units share a rank, and who has none."""
    equal = {
        BoardOrder.COUNT: _("Đồng hạng khi bằng nhau cả số hợp lệ và số đã gửi"),
        BoardOrder.SHARE: _(
            "Đồng hạng khi phần chỉ tiêu đã đạt bằng nhau, so bằng phân số chưa làm tròn"
        ),
        BoardOrder.PER_HUNDRED: _("Đồng hạng khi tỷ lệ bằng nhau, so bằng phân số chưa làm tròn"),
        BoardOrder.PEOPLE: _("Đồng hạng khi bằng số người"),
        BoardOrder.VERIFIED: _("Đồng hạng khi bằng giá trị, tính đến đồng"),
        BoardOrder.DECLARED: _("Đồng hạng khi bằng giá trị, tính đến đồng"),
        BoardOrder.AUDITED: _("Đồng hạng khi tích bằng nhau, so bằng phân số chưa làm tròn"),
    }[order]
    without = {
        BoardOrder.COUNT: _("chưa có sáng kiến"),
        BoardOrder.SHARE: _("chưa có chỉ tiêu hoặc chưa có sáng kiến"),
        BoardOrder.PER_HUNDRED: _("chưa có số đoàn viên hoặc chưa có sáng kiến"),
        BoardOrder.PEOPLE: _("chưa có sáng kiến"),
        BoardOrder.VERIFIED: _("chưa có giá trị được thẩm định"),
        BoardOrder.DECLARED: _("chưa có giá trị được khai"),
        BoardOrder.AUDITED: _(
            "chưa hậu kiểm đủ %(least)s mẫu (không coi là hệ số 1, để đơn vị chưa ai kiểm không "
            "đứng trên đơn vị đã kiểm) hoặc chưa có sáng kiến"
        )
        % {"least": LEAST_CHECKED},
    }[order]
    rest = _("hạng sau nhảy số (1, 2, 2, 4), trong cùng hạng xếp theo tên. Không có hạng: đơn vị")
    return f"{equal}; {rest} {without}."


def columns(order: BoardOrder) -> Iterator[Column]:
    """The figure that decides, where the table does not have it anyway."""
    if order not in SHOWN_ANYWAY:
        yield Column(_figure_name(order), Kind.NUMBER)
    if order == BoardOrder.AUDITED:
        yield Column(_("Mẫu đạt trong số đã kiểm"))


def figures(row: LeagueRow, order: BoardOrder) -> Iterator[str]:
    if order not in SHOWN_ANYWAY:
        shown = decided(row.contender, order)
        yield wide(shown) if order in AMOUNTS else shown
    if order == BoardOrder.AUDITED:
        yield factor_words(row.contender.factor)


def _figure_name(order: BoardOrder) -> str:
    return {
        BoardOrder.COUNT: _("Hợp lệ"),
        BoardOrder.SHARE: _("Đạt"),
        BoardOrder.PER_HUNDRED: _("Hợp lệ trên 100 đoàn viên"),
        BoardOrder.PEOPLE: _("Người tham gia"),
        BoardOrder.VERIFIED: _("Đã thẩm định"),
        BoardOrder.DECLARED: _("Tác giả khai"),
        BoardOrder.AUDITED: _("Hợp lệ × hệ số"),
    }[order]


def decided(contender: Contender, order: BoardOrder) -> str:
    """The deciding figure as it is shown; what is compared is never rounded."""
    if order == BoardOrder.PER_HUNDRED:
        if not contender.members:
            return _("chưa có số đoàn viên")
        return vi.number(per_hundred(contender.valid, contender.members))
    if order == BoardOrder.AUDITED:
        audited = contender.audited
        return vi.NOTHING if audited is None else _rounded(audited)
    if order in {BoardOrder.VERIFIED, BoardOrder.DECLARED}:
        amount = deciding(contender, order)
        return vi.money(amount) if amount else vi.NOTHING
    return vi.number(contender.people if order == BoardOrder.PEOPLE else contender.valid)


def _rounded(value: Fraction) -> str:
    return vi.number(numbers.ratio_percent(value.numerator, value.denominator * HUNDRED))


def factor_words(factor: Factor | None) -> str:
    """ "Hệ số hậu kiểm" with its base and its time."""
    if factor is None:
        return _("chưa hậu kiểm")
    words = {
        "passed": vi.number(factor.passed),
        "checked": vi.number(factor.checked),
        "percent": vi.percent(factor.passed, factor.checked),
        "day": vi.day(factor.as_of),
    }
    if not factor.is_enough:
        return _("%(passed)s/%(checked)s mẫu, chưa đủ hậu kiểm (%(day)s)") % words
    return _("%(passed)s/%(checked)s mẫu = %(percent)s (%(day)s)") % words
