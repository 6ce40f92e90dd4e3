"""Who shares the credit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core import db, text
from sangkien.core.errors import DomainError, ManyErrors
from sangkien.core.periods import local_day
from sangkien.initiatives import rules
from sangkien.initiatives.actions.drafting import ensure_editable
from sangkien.initiatives.errors import NotInUnit, SharesDoNotSum, WrongState
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.units.queries import members_of

DIGITS_OF_A_LOGIN = 3  # "Tổ 12" is a name, "DV0012" and "0912 345 678" are not


@dataclass(frozen=True, kw_only=True)
class Credit:
    """A co-author as typed: `login` is a member code or phone number, `name` for non-members."""

    share_bp: int
    name: str = ""
    login: str = ""

    @classmethod
    def typed(cls, who: str, *, share_bp: int) -> Self:
        """From the one box in which people write a code, a phone number or a name."""
        is_login = sum(c.isdigit() for c in who) >= DIGITS_OF_A_LOGIN
        return cls(share_bp=share_bp, login=who) if is_login else cls(share_bp=share_bp, name=who)


@transaction.atomic
def set_authors(
    initiative: Initiative,
    *,
    author_share_bp: int,
    credits: list[Credit],
    by: Actor,
    at: dt.datetime,
) -> Initiative:
    """ "Ghi đồng tác giả": replaces the list; the shares must make exactly 100 %."""
    ensure_editable(initiative, by)
    rows = credited(initiative, author_share_bp=author_share_bp, credits=credits, at=at)
    return _replaced(initiative, rows, author_share_bp=author_share_bp, at=at)


@transaction.atomic
def note_authors(
    initiative: Initiative, *, credits: list[Credit], by: Actor, at: dt.datetime
) -> Initiative:
    """ "Ghi nháp đồng tác giả": as typed, right or not yet; the leading author has the rest.

    What is wrong with it keeps the initiative from being sent, not from being kept.
    """
    ensure_editable(initiative, by)
    possible = [credit for credit in credits if 0 < credit.share_bp < rules.WHOLE_SHARE_BP]
    rows = rows_of(initiative, possible[: rules.MAX_AUTHORS - 1], at=at)
    rest = rules.remaining_share([row.share_bp for row in rows])
    return _replaced(initiative, rows, author_share_bp=max(rest, 1), at=at)


def _replaced(
    initiative: Initiative, rows: list[CoAuthor], *, author_share_bp: int, at: dt.datetime
) -> Initiative:
    # Held until the list is whole: from another phone it may be sent, or its authors changed.
    same = Initiative.objects.filter(pk=initiative.pk, state=initiative.state)
    if db.locked(same).first() is None:
        raise WrongState(_("Sáng kiến vừa được gửi từ nơi khác, hãy tải lại trang."))
    said = {row.user_id: row for row in initiative.coauthors.exclude(answer="")}
    for row in rows:
        _keep_answer(row, said.get(row.user_id))
    initiative.coauthors.all().delete()
    CoAuthor.objects.bulk_create(rows)
    Initiative.objects.filter(pk=initiative.pk).update(
        author_share_bp=author_share_bp, changed_at=at
    )
    initiative.author_share_bp = author_share_bp
    return initiative


def _keep_answer(row: CoAuthor, said: CoAuthor | None) -> None:
    """Whoever answered is not asked again, unless the share changed."""
    if said is not None and said.share_bp == row.share_bp:
        row.answer, row.objection = said.answer, said.objection
        row.answered_at = said.answered_at


def credited(
    initiative: Initiative, *, author_share_bp: int, credits: list[Credit], at: dt.datetime
) -> list[CoAuthor]:
    """The rows of the co-authors, checked but not saved."""
    shares = [rules.Share(name=c.name or c.login, share_bp=c.share_bp) for c in credits]
    problem = rules.shares_problem(author_share_bp, shares)
    if problem is not None:
        raise problem
    rows = rows_of(initiative, credits, at=at)
    found = people_problems(initiative.author_id, rows)
    if found:
        raise found[0] if len(found) == 1 else ManyErrors(found)
    return rows


def rows_of(
    initiative: Initiative, credits: Sequence[Credit], *, at: dt.datetime
) -> list[CoAuthor]:
    """The rows of the co-authors as typed, neither checked nor saved.

    Codes and phone numbers are looked up among the members of the same unit only: looking beyond
    it would let anybody ask who belongs to the union.
    """
    logins = [credit.login for credit in credits if credit.login]
    members = members_of(initiative.unit, logins, on=local_day(at)) if logins else {}
    return [
        row_of(initiative, credit, members.get(credit.login), position=position)
        for position, credit in enumerate(credits, start=2)
    ]


def row_of(initiative: Initiative, credit: Credit, user: User | None, *, position: int) -> CoAuthor:
    """One co-author, not saved; `user` is whom the login belongs to, if anybody."""
    name = user.full_name if user else text.clean_line(credit.name or credit.login)
    return CoAuthor(
        initiative=initiative, user=user, name=name, share_bp=credit.share_bp, position=position
    )


def people_problems(author_id: int, rows: Sequence[CoAuthor]) -> list[DomainError]:
    """Codes and phone numbers of nobody in the unit, and people who are named twice."""
    found: list[DomainError] = [
        NotInUnit(
            _("Không thấy “%(login)s” trong đơn vị. Hãy kiểm tra lại, hoặc chỉ ghi họ tên.")
            % {"login": row.name[:40]},
            field=f"credits.{index}",
        )
        for index, row in enumerate(rows, start=1)
        if row.user_id is None and Credit.typed(row.name, share_bp=row.share_bp).login
    ]
    return [*found, *_named_twice(author_id, rows)]


def _named_twice(author_id: int, rows: Sequence[CoAuthor]) -> list[DomainError]:
    """Said at the row of the second time."""
    found: list[DomainError] = []
    seen: set[int] = set()
    for index, row in enumerate(rows, start=1):
        if row.user_id == author_id:
            words = _("Đây là tác giả chính, hãy xóa trống ô này. Mỗi người chỉ ghi tên một lần.")
        elif row.user_id in seen:
            words = _("Người này đã ghi ở trên. Mỗi người chỉ ghi tên một lần.")
        else:
            words = ""
        if words:
            found.append(SharesDoNotSum(words, field=f"credits.{index}"))
        if row.user_id:
            seen.add(row.user_id)
    return found
