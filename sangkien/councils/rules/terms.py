"""Terms of councils and of the people in them."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from sangkien.councils.enums import Post
from sangkien.councils.errors import InvalidCouncil


class Term(Protocol):
    """A stretch of days, both ends included; open without a last day."""

    @property
    def since_on(self) -> dt.date: ...
    @property
    def until_on(self) -> dt.date | None: ...


def ensure_term(since_on: dt.date, until_on: dt.date | None) -> None:
    if until_on is not None and until_on < since_on:
        raise InvalidCouncil(_("Ngày kết thúc không được trước ngày bắt đầu."), field="until_on")


def ensure_inside(since_on: dt.date, council: Term) -> None:
    if since_on < council.since_on or (council.until_on and since_on > council.until_on):
        raise InvalidCouncil(_("Ngày này nằm ngoài nhiệm kỳ của hội đồng."), field="since_on")


def overlaps(since_on: dt.date, terms: Iterable[Term]) -> bool:
    """Whether one of the terms goes on when a new one begins."""
    return any(one.until_on is None or one.until_on >= since_on for one in terms)


def ensure_free(
    post: Post, since_on: dt.date, *, own: Iterable[Term], chairs: Iterable[Term]
) -> None:
    """Nobody sits twice in the same days, and there is one chair on any day."""
    if overlaps(since_on, own):
        raise InvalidCouncil(
            _("Người này đang là thành viên trong thời gian đó. Hãy ghi thôi trước."),
            field="login",
        )
    if post == Post.CHAIR and overlaps(since_on, chairs):
        raise InvalidCouncil(
            _("Hội đồng đang có Chủ tịch trong thời gian đó. Hãy ghi thôi trước."), field="post"
        )
