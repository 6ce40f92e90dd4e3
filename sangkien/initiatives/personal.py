"""What initiatives hold about a person: the own part of each, nobody else's data."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.core.vault import Unreadable
from sangkien.initiatives import conditions, secrecy
from sangkien.initiatives.actions import crediting
from sangkien.initiatives.models import CoAuthor, Evidence, Initiative
from sangkien.initiatives.rules import percent_words

eraser("initiatives")(crediting.anonymise)


@holding("initiatives", label=lambda: _("Sáng kiến là tác giả chính"), order=40)
def written(user_id: int) -> Iterator[Record]:
    rows = Initiative.objects.filter(author_id=user_id).select_related(
        "unit", "programme", "entered_by", "ruleset"
    )
    for row in map(_readable, rows.order_by("pk").iterator()):
        yield (
            *_common(row),
            Fact(key="secret", label=_("Bí mật kinh doanh"), value=_secret(row)),
            Fact(key="share", label=_("Tỷ lệ đóng góp"), value=f"{_percent(row.author_share_bp)}"),
            Fact(key="before", label=_("Trước khi áp dụng"), value=row.before),
            Fact(key="solution", label=_("Nội dung giải pháp"), value=row.solution),
            Fact(key="effect", label=_("Hiệu quả"), value=row.effect),
            Fact(key="benefit_vnd", label=_("Số tiền làm lợi (đồng)"), value=row.benefit_vnd),
            Fact(key="benefit_basis", label=_("Cách tính"), value=row.benefit_basis),
            Fact(key="answers", label=_("Chương trình hỏi thêm"), value=_answers(row)),
            Fact(
                key="entered_by_self",
                label=_("Tự nhập"),
                value=_("có") if row.entered_by_id == user_id else _("cán bộ nhập thay"),
            ),
        )


@holding("coauthorships", label=lambda: _("Sáng kiến là đồng tác giả"), order=50)
def shared(user_id: int) -> Iterator[Record]:
    """The text of it is the leading author's: here stand the title and the own share."""
    rows = CoAuthor.objects.filter(user_id=user_id).select_related(
        "initiative__unit", "initiative__programme"
    )
    for row in rows.order_by("pk").iterator():
        yield (
            *_common(row.initiative),
            Fact(key="name", label=_("Tên đã ghi"), value=row.name),
            Fact(key="share", label=_("Tỷ lệ đóng góp"), value=_percent(row.share_bp)),
            Fact(key="answer", label=_("Đã trả lời"), value=row.get_answer_display()),
            Fact(key="objection", label=_("Lý do không đồng ý"), value=row.objection),
        )


@holding("evidence", label=lambda: _("Minh chứng của sáng kiến là tác giả chính"), order=55)
def shown(user_id: int) -> Iterator[Record]:
    """What there is; the files themselves are on the pages of the initiatives."""
    rows = Evidence.objects.filter(initiative__author_id=user_id).select_related(
        "initiative", "file"
    )
    for row in rows.order_by("pk").iterator():
        with suppress(Unreadable):
            secrecy.open_evidence(row)
        yield (
            Fact(key="code", label=_("Mã tra cứu"), value=row.initiative.reference),
            Fact(key="kind", label=_("Loại"), value=row.get_kind_display()),
            Fact(key="caption", label=_("Chú thích"), value=row.caption),
            Fact(key="file", label=_("Tệp"), value=row.file.original_name),
            Fact(key="added_at", label=_("Thêm lúc"), value=row.added_at),
            Fact(key="published_at", label=_("Đồng ý công khai lúc"), value=row.published_at),
        )


def _common(row: Initiative) -> Record:
    received: datetime | None = row.received_at
    return (
        Fact(key="code", label=_("Mã tra cứu"), value=row.reference),
        Fact(key="title", label=_("Tên sáng kiến"), value=row.title),
        Fact(key="state", label=_("Trạng thái"), value=row.get_state_display()),
        Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
        Fact(key="programme", label=_("Chương trình"), value=row.programme.title),
        Fact(key="received_at", label=_("Gửi lúc"), value=received),
    )


def _readable(row: Initiative) -> Initiative:
    """The own words, unless their key is gone."""
    try:
        return secrecy.whole(row)
    except Unreadable:
        return row


def _secret(row: Initiative) -> str:
    if row.is_closed:
        return _("có, nhưng hệ thống chưa mở được nội dung")
    return _("có") if row.is_secret else _("không")


def _answers(row: Initiative) -> str:
    given = conditions.answered(row.ruleset, row.answers)
    return "\n".join(f"{asked}: {answer}" for asked, answer in given if answer)


def _percent(share_bp: int) -> str:
    return f"{percent_words(share_bp)} %"
